"""The log of changes: what became of each row, when, by whom and why. Accounts stay, as it names them."""

from typing import Any, Never

from django.conf import settings
from django.db import models
from django.db.models.signals import pre_delete
from django.dispatch import receiver
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ledger.models.append_only import AppendOnly
from sites.fields import LongText, ShortText, one_of
from sites.rights import Rights

__all__ = ["BROUGHT", "Change", "How"]


class How(models.TextChoices):
    ENTERED = "+", _("Entered")
    CHANGED = "~", _("Changed")
    REMOVED = "-", _("Removed")


BY_FILE = "loaddata"
"""The door of what a fixture brings (ledger/management/commands/loaddata.py)."""
BROUGHT = models.Q(door=BY_FILE, how=How.ENTERED)
"""The entries of rows that came with a file: it says itself who entered them."""


class Change(AppendOnly):
    """A row was entered, changed or removed. Written by the database alone (ledger/after_migrate/change_log.py).

    `kind` and `row` name it: 'ledger.budgetlineitem', 17; `before` and `after` have its cells by column, as the engine
    writes them in JSON, null where it was not there. `who` is the name of the account as it was then, '' where nobody
    said anything: the database was written directly. `program` is that of the row, null of what programmes share; no
    key of the database, so that the log outlives it.
    """

    RIGHTS = Rights(view="look")
    WRITTEN_AT = "at"
    REFUSAL = _("What was changed stays on record: the log of changes is never edited.")

    at = models.DateTimeField(_("at"))
    who = ShortText(_("who"), max_length=150, blank=True)
    why = LongText(_("reason"), blank=True)
    document_number = ShortText(_("document number"), max_length=100, blank=True)
    door = ShortText(_("by way of"), max_length=100, blank=True)
    request = ShortText(_("request"), max_length=36, blank=True)
    kind = ShortText(_("kind of row"), max_length=100)
    row = models.BigIntegerField(_("row"))
    how = models.CharField(_("what happened"), max_length=1, choices=How)
    program = models.BigIntegerField(_("program"), null=True)
    before = models.JSONField(_("before"), null=True)
    after = models.JSONField(_("after"), null=True)

    class Meta:
        verbose_name = _("logged change")
        verbose_name_plural = _("logged changes")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["kind", "row", "id"], name="ledger_change_of_row"),
            models.Index(fields=["at", "id"], name="ledger_change_by_time"),
            models.Index(fields=["program", "at", "id"], name="ledger_change_program_by_time"),
            models.Index(fields=["kind", "at", "id"], name="ledger_change_kind_by_time"),
            models.Index(fields=["who", "at", "id"], name="ledger_change_who_by_time"),
            models.Index(fields=["request", "kind", "row", "id"], name="ledger_change_of_request"),
        ]
        constraints = [one_of("how", How)]

    def __str__(self) -> str:
        return f"{self.get_how_display()} {self.kind} {self.row}"


@receiver(pre_delete, sender=settings.AUTH_USER_MODEL)
def keep_account(instance: models.Model, **kwargs: Any) -> Never:
    """Refuse by every door of Django's; what SQL would delete, the keys of the database protect."""
    raise models.ProtectedError(
        gettext(
            "The account “%(name)s” is not deleted: its name stands in the history. Deactivate it instead."
        )
        % {"name": instance},
        {instance},
    )
