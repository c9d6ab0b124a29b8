"""Settlement of past years (결산), and what was executed so far this year (집행 현황)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ledger.models.program import Program
from ledger.models.subject import AccountSubject, refuse_out_of_force
from sites.fields import Unit, WonField, YearField, one_of
from sites.record import Record

__all__ = ["ExecutionSnapshot", "Portion", "Settlement"]


class Portion(models.TextChoices):
    TOTAL = "total", _("total amount")
    NATIONAL = "national", _("national part (x)")


class Settlement(Record):
    """A settled year as printed. Key: program, fiscal_year, subject (null = whole programme), portion.

    Amounts in won, known to `unit`; a blank cell is null. A derived cell is never stored: reports/settlement.py
    fills it. `subsidy_refund` is null where the form has no such column: 0 in the identity.

    Identities (지방재정법, form of the 결산서): current_budget = final_budget + carried_in + budget_change and
    current_budget = executed + carried_out + subsidy_refund + unspent. A document that breaks them can be stored.
    """

    KEY: ClassVar = ("program", "fiscal_year", "subject", "portion")

    program = models.ForeignKey(
        Program, models.PROTECT, verbose_name=_("programme"), related_name="settlements"
    )
    fiscal_year = YearField(_("fiscal year"))
    subject = models.ForeignKey(
        AccountSubject,
        models.PROTECT,
        verbose_name=_("account subject"),
        null=True,
        blank=True,
        related_name="settlements",
        help_text=_("Blank means the whole programme."),
    )
    portion = models.CharField(_("portion"), max_length=10, choices=Portion, default=Portion.TOTAL)
    final_budget = WonField(_("final budget"), null=True, blank=True)
    carried_in = WonField(_("carried in"), null=True, blank=True)
    budget_change = WonField(_("budget change"), null=True, blank=True)
    current_budget = WonField(_("current budget"), null=True, blank=True)
    executed = WonField(_("executed"), null=True, blank=True)
    carried_out = WonField(_("carried out"), null=True, blank=True)
    subsidy_refund = WonField(_("subsidy refund"), null=True, blank=True)
    unspent = WonField(_("unspent"), null=True, blank=True)
    recipients_executed = WonField(
        _("executed by the recipients (won)"),
        null=True,
        blank=True,
        help_text=_("Of money handed on (308-01, 403-01): what the recipients have spent of it."),
    )
    recipients_as_of = models.DateField(_("recipients' figure as of"), null=True, blank=True)
    unit = models.CharField(_("known to the unit"), max_length=20, choices=Unit, default=Unit.WON)
    note = models.TextField(_("note"), blank=True)

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("settlement")
        verbose_name_plural = _("settlements")
        ordering = ["program", "-fiscal_year", "subject__code", "-portion"]
        constraints = [
            models.UniqueConstraint(
                fields=["program", "fiscal_year", "subject", "portion"],
                condition=models.Q(subject__isnull=False),
                name="ledger_settlement_key",
            ),
            models.UniqueConstraint(
                fields=["program", "fiscal_year", "portion"],
                condition=models.Q(subject__isnull=True),
                name="ledger_settlement_key_whole",
            ),
            one_of("portion", Portion),
            one_of("unit", Unit),
        ]

    def __str__(self) -> str:
        return f"{self.program} {self.fiscal_year} {self.subject or ''} {self.get_portion_display()}"

    def clean(self) -> None:
        super().clean()
        if self.fiscal_year:
            refuse_out_of_force(self, self.fiscal_year)


class ExecutionSnapshot(Record):
    """What was committed and executed of a year's budget up to a day. Key: program, fiscal_year, subject, as_of.

    `subject` null is the whole programme. Amounts in won, known to `unit`, as the accounting system (`source`)
    shows them on that day: 지출원인행위액 and 집행액 since 1 January. A blank is null.
    """

    KEY: ClassVar = ("program", "fiscal_year", "subject", "as_of")

    program = models.ForeignKey(
        Program, models.PROTECT, verbose_name=_("programme"), related_name="execution_snapshots"
    )
    fiscal_year = YearField(_("fiscal year"))
    subject = models.ForeignKey(
        AccountSubject,
        models.PROTECT,
        verbose_name=_("account subject"),
        null=True,
        blank=True,
        related_name="execution_snapshots",
        help_text=_("Blank means the whole programme."),
    )
    as_of = models.DateField(_("as of"))
    committed = WonField(_("committed"), null=True, blank=True)
    executed = WonField(_("executed"), null=True, blank=True)
    unit = models.CharField(_("known to the unit"), max_length=20, choices=Unit, default=Unit.WON)
    source = models.CharField(
        _("source"), max_length=200, blank=True, help_text=_("Where the figures were read: e호조 집행현황")
    )

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("execution snapshot")
        verbose_name_plural = _("execution snapshots")
        ordering = ["program", "-fiscal_year", "-as_of", "subject__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["program", "fiscal_year", "subject", "as_of"],
                condition=models.Q(subject__isnull=False),
                name="ledger_executionsnapshot_key",
            ),
            models.UniqueConstraint(
                fields=["program", "fiscal_year", "as_of"],
                condition=models.Q(subject__isnull=True),
                name="ledger_executionsnapshot_key_whole",
            ),
            one_of("unit", Unit),
        ]

    def __str__(self) -> str:
        return f"{self.program} {self.fiscal_year} {self.subject or ''} {self.as_of}"

    def clean(self) -> None:
        super().clean()
        if self.fiscal_year:
            refuse_out_of_force(self, self.fiscal_year)
