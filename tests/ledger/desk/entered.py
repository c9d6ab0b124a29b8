"""What data entry has pages for: the models, and the addresses of their pages."""

from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import Model
from django.urls import reverse

ENTERED = sorted(
    (model for model in admin.site._registry if model is not User), key=lambda model: model._meta.label
)
"""The models that finance staff enter."""


def address(model: type[Model], page: str, *args: object) -> str:
    """'/admin/ledger/program/add/' of Program and 'add'."""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)
