"""The form of an account, which Django's own table keeps: its revision is the number of its newest entry in the log."""

from typing import Any

from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import User

from ledger.desk.saving.revision_form import RevisionForm
from ledger.load.changes import of_rows
from ledger.load.seen import Seen, seen_before
from ledger.models import Change


class AccountForm(RevisionForm, UserChangeForm):
    """Two administrators may change different fields of one account; roles are added to and taken from."""

    FIRST_REVISION = 0
    always_merges_relations = True
    """That somebody has a role is a row of its own, which does not move the account."""

    def stored_revision(self) -> int | None:
        return newest_entry(self.instance) if self.instance.pk else None

    def as_seen(self, revision: int) -> Seen:
        return seen_before(self.instance, pk__gt=revision)


def newest_entry(account: User) -> int:
    """The number of the newest change of an account; 0 of one that is older than the log."""
    entries: Any = Change.objects.filter(of_rows(User, row=account.pk))
    newest = entries.order_by("-pk").values_list("pk", flat=True).first()
    return newest or 0
