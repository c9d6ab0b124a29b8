"""Who is in charge of what (담당): the divisions whose programmes a person writes in."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ledger.models.program import Program
from sites.fields import ShortText
from sites.record import Record
from sites.rights import Rights

__all__ = ["Assignment"]


class Assignment(Record):
    """A division of which a person is in charge. Key: person, bureau, division.

    A blank division is the whole bureau, both blank are all programmes. Who has no row at all is in charge of all, too
    (charge.py): a small city enters none.
    """

    KEY: ClassVar = ("person", "bureau", "division")
    RIGHTS = Rights(view="manage users", add="manage users", change="manage users", delete="manage users")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("person"), related_name="assignments"
    )
    bureau = ShortText(
        _("bureau"),
        max_length=100,
        blank=True,
        help_text=_("As its programmes name it; blank means all programmes."),
    )
    division = ShortText(
        _("division"), max_length=100, blank=True, help_text=_("Blank means the whole bureau.")
    )

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("division in charge")
        verbose_name_plural = _("divisions in charge")
        ordering = ["person", "bureau", "division"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "bureau", "division"],
                name="ledger_assignment_key",
                violation_error_message=_("This person is in charge of it already."),
            ),
            models.CheckConstraint(
                condition=~models.Q(bureau="") | models.Q(division=""),
                name="ledger_assignment_names_the_bureau",
                violation_error_message=_("Name the bureau that the division belongs to."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bureau} {self.division}".strip() or gettext("All programmes")

    def covers(self, program: Program) -> bool:
        """Whether a programme is among it."""
        return self.bureau in ("", program.bureau) and self.division in ("", program.division)
