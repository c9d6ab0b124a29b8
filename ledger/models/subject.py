"""Account subjects (통계목)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from sites.fields import Code, ShortText, YearField
from sites.keys import ENDINGS
from sites.record import Record
from sites.rules import not_reserved

__all__ = ["AccountSubject"]


class AccountSubject(Record):
    """An account subject of the budget. Key: code, valid_from.

    Codes move between years (401-01 시설비 becomes 401-02 in the 2027 standard), so a code means something only
    from one fiscal year to another; a comparison over years joins through `replaces`.
    """

    KEY: ClassVar = ("code", "valid_from")

    code = Code(_("code"), max_length=20, help_text=_("As in the standard: 201-01"))
    name = ShortText(_("name"), max_length=100)
    valid_from = YearField(_("valid from (fiscal year)"))
    valid_until = YearField(_("valid until (fiscal year)"), null=True, blank=True)
    replaces = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("replaces"),
        null=True,
        blank=True,
        related_name="successors",
        help_text=_("The subject that this one continues, where the code or the name has moved."),
    )
    is_pass_through = models.BooleanField(
        _("passed through"), default=False, help_text=_("Money handed on to others (308-01, 403-01).")
    )

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("account subject")
        verbose_name_plural = _("account subjects")
        ordering = ["code", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="ledger_accountsubject_key"),
            not_reserved("code", endings=ENDINGS),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
