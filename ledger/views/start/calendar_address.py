"""The secret address at which a person's calendar fetches the deadlines without signing in.

The address carries a nonce, kept with the person, and our signature of it: who reads the database alone can write no
address, and a renewed nonce ends the old one.
"""

import secrets

from django.contrib.auth.models import User
from django.core.signing import BadSignature, Signer

from ledger.models import CalendarAddress

SIGNER = Signer(salt="ledger.calendar_address", sep=".")
RIGHT = "ledger.view_deadline"
"""What a person must be allowed to, each time the calendar is fetched."""


def renew_address(person: User) -> None:
    """Give a person a new address; an old one leads nowhere from now on."""
    CalendarAddress.objects.update_or_create(person=person, defaults={"nonce": secrets.token_urlsafe(32)})


def remove_address(person: User) -> None:
    """Take a person's address away."""
    CalendarAddress.objects.filter(person=person).delete()


def token_of(person: User) -> str | None:
    """The secret part of a person's address, None without one."""
    found = CalendarAddress.objects.filter(person=person).first()
    return None if found is None else SIGNER.sign(found.nonce)


def person_at(token: str) -> User | None:
    """Whose address it is; None for one that we never gave, that is gone, or whose person may not look any more."""
    try:
        nonce = SIGNER.unsign(token)
    except BadSignature:
        return None
    found = CalendarAddress.objects.select_related("person").filter(nonce=nonce).first()
    if found is None:
        return None
    # A deactivated account may nothing.
    return found.person if found.person.has_perm(RIGHT) else None
