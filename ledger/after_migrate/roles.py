"""Who may do what: a group for each role, with the permissions that its duties bring, made after every migrate.

What a kind of row asks for stands at its model (`RIGHTS`), so that a new model is nothing new here.
"""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from django.apps import AppConfig, apps
from django.contrib.auth import get_permission_codename
from django.db.models import Model

from sites.rights import Duty, Rights

ROLES: dict[str, set[Duty]] = {
    "finance": {"look", "edit", "explain", "hand in"},
    "approver": {"look", "confirm", "explain", "hand in"},
    "manager": {"look", "explain"},
    "auditor": {"look"},
    "admin": {"manage users"},
}
"""Role -> its duties."""

USERS = Rights(view="manage users", add="manage users", change="manage users")
"""On the rows of Django's own app `auth`, which can declare nothing; accounts stay (ledger/models/change.py)."""

APPS = ("auth", "ledger", "sites")


def grant_roles(sender: AppConfig, using: str, **kwargs: object) -> None:
    """Give each role's group exactly the permissions that its duties bring (post_migrate, once all apps are there)."""
    if sender.name != "ledger" or not apps.is_installed("django.contrib.auth"):
        return
    from django.contrib.auth.management import create_permissions
    from django.contrib.auth.models import Group, Permission

    for app in APPS:
        create_permissions(apps.get_app_config(app), verbosity=0, using=using)
    known = {
        (permission.content_type.app_label, permission.codename): permission
        for permission in Permission.objects.using(using).select_related("content_type")
    }
    for role, duties in ROLES.items():
        group, _created = Group.objects.using(using).get_or_create(name=role)
        group.permissions.set([known[name] for name in permissions_of(duties)])


def permissions_of(duties: set[Duty]) -> Iterator[tuple[str, str]]:
    """What some duties bring, each as its app and its code name: ('ledger', 'change_program')."""
    for app in APPS:
        for model in apps.get_app_config(app).get_models():
            for action, duty in asdict(rights_on(model)).items():
                if duty in duties:
                    yield app, get_permission_codename(action, model._meta)


def rights_on(model: type[Model]) -> Rights:
    """What a model declares."""
    rows: Any = model
    return USERS if model._meta.app_label == "auth" else rows.RIGHTS
