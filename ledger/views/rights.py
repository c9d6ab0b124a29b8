"""What a reader may do beyond looking."""

from typing import cast

from django.contrib.auth.models import Permission, User
from django.db.models import Q
from django.http import HttpRequest


def rights(request: HttpRequest, *codenames: str) -> set[str]:
    """Which of some permissions of the ledger a reader has, by a role or of his own.

    One query where has_perm() takes two: pages that show a button have few to spare.
    """
    user = cast(User, request.user)
    if user.is_superuser and user.is_active:
        return set(codenames)
    held = Permission.objects.filter(
        Q(group__user=user) | Q(user=user), content_type__app_label="ledger", codename__in=codenames
    )
    return set(held.values_list("codename", flat=True)) if user.is_active else set()
