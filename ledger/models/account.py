"""Accounts are never deleted: the history, the explanations and the register say by name who did what."""

from typing import Any, Never

from django.conf import settings
from django.db.models import Model, ProtectedError
from django.db.models.signals import pre_delete
from django.dispatch import receiver
from django.utils.translation import gettext

__all__: list[str] = []


@receiver(pre_delete, sender=settings.AUTH_USER_MODEL)
def keep_account(instance: Model, **kwargs: Any) -> Never:
    """Refuse by every door of Django's; what SQL would delete, the keys of the database protect."""
    raise ProtectedError(
        gettext(
            "The account “%(name)s” is not deleted: its name stands in the history. Deactivate it instead."
        )
        % {"name": instance},
        {instance},
    )
