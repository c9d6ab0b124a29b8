"""What a reader may do beyond looking."""

from typing import cast

from django.contrib.auth.models import Permission, User
from django.db.models import Q
from django.http import HttpRequest

from ledger.models import Program
from ledger.models.desk.charge import charges_of, editable

RIGHTS_KEY = "rights_in_the_ledger"
"""Where a request keeps what was read."""


def rights(request: HttpRequest, *codenames: str) -> set[str]:
    """Which of some permissions of the ledger a reader has, by a role or of his own.

    One query a request, where has_perm() takes two: pages that show a button have few to spare. On a page of the ledger
    as it was (moment.py) nobody may do more than look.
    """
    if hasattr(request, "moment"):
        codenames = tuple(name for name in codenames if name.startswith("view_"))
    user = cast(User, request.user)
    if user.is_superuser and user.is_active:
        return set(codenames)
    if not user.is_active:
        return set()
    known = vars(request)
    if RIGHTS_KEY not in known:
        granted = Permission.objects.filter(
            Q(group__user=user) | Q(user=user), content_type__app_label="ledger"
        )
        known[RIGHTS_KEY] = frozenset(granted.values_list("codename", flat=True))
    held_by_reader: frozenset[str] = known[RIGHTS_KEY]
    return {*codenames} & held_by_reader


def rights_in(request: HttpRequest, slug: str, *codenames: str) -> set[str]:
    """Which of some permissions a reader has in a programme: to write takes being in charge of it."""
    granted = rights(request, *codenames)
    writing = {name for name in granted if not name.startswith("view_")}
    if writing and charges_of(request.user):
        own = Program.objects.filter(editable(request.user), slug=slug)
        return granted if own.exists() else granted - writing
    return granted
