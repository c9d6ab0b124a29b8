"""Settlement of past years (결산), and what was executed so far this year (집행 현황)."""

from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ledger.models.program import Program
from ledger.models.subject import AccountSubject, refuse_out_of_force
from sites.fields import DayField, LongText, ShortText, Unit, UnitField, WonField, YearField, one_of
from sites.record import Record
from sites.rules import Rule, UniqueKey

__all__ = ["ExecutionSnapshot", "Portion", "Settlement"]


class Portion(models.TextChoices):
    TOTAL = "total", _("total amount")
    NATIONAL = "national", _("national part (x)")


CLOSING_MONTHS = 2
"""Into how many months of the next year money is paid (to 20 January) and booked (to 10 February): 지방회계법 §7."""


class YearOf(models.Func):
    """The calendar year of a day, in SQL that needs no function of Django's."""

    template = "CAST(EXTRACT(YEAR FROM %(expressions)s) AS integer)"
    output_field = models.IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **kwargs: Any) -> Any:
        template = "CAST(SUBSTR(%(expressions)s, 1, 4) AS integer)"
        return self.as_sql(compiler, connection, template=template, **kwargs)


class OldestOpenYear(models.Func):
    """The first fiscal year whose books are still open on a day, likewise."""

    template = f"CAST(EXTRACT(YEAR FROM %(expressions)s - INTERVAL '{CLOSING_MONTHS} months') AS integer)"
    output_field = models.IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **kwargs: Any) -> Any:
        template = f"CAST(SUBSTR(DATE(%(expressions)s, '-{CLOSING_MONTHS} months'), 1, 4) AS integer)"
        return self.as_sql(compiler, connection, template=template, **kwargs)


def is_in_year_or_closing(fiscal_year: int, day: date) -> bool:
    """Whether a day lies in the fiscal year or in the months of the next in which its books are closed."""
    return day.year == fiscal_year or (day.year == fiscal_year + 1 and day.month <= CLOSING_MONTHS)


def refuse_day_ahead(field: str, day: date | str | None) -> None:
    """Raise ValidationError beside the field for a day that has not come yet: nobody has read a figure on it."""
    known = models.DateField().to_python(day)
    if known is not None and known > timezone.localdate():
        raise ValidationError({field: _("This day has not come yet.")})


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
    unspent_reason = LongText(
        _("reason for the unspent balance"),
        blank=True,
        db_default="",
        help_text=_("What is left after a tender, no cause to spend, a project that was dropped"),
    )
    recipients_executed = WonField(
        _("executed by the recipients (won)"),
        null=True,
        blank=True,
        help_text=_("Of money handed on (308-01, 403-01): what the recipients have spent of it."),
    )
    recipients_as_of = DayField(_("recipients' figure as of"), null=True, blank=True)
    unit = UnitField(_("known to the unit"))
    note = LongText(_("note"), blank=True)

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("settlement")
        verbose_name_plural = _("settlements")
        ordering = ["program", "-fiscal_year", "subject__code", "-portion"]
        constraints = [
            UniqueKey(
                fields=["program", "fiscal_year", "subject", "portion"],
                condition=models.Q(subject__isnull=False),
                name="ledger_settlement_key",
            ),
            UniqueKey(
                fields=["program", "fiscal_year", "portion"],
                condition=models.Q(subject__isnull=True),
                name="ledger_settlement_key_whole",
            ),
            one_of("portion", Portion),
            one_of("unit", Unit),
            Rule(
                "fiscal_year",
                "recipients_as_of",
                keeps=lambda fiscal_year, day: day.year >= fiscal_year,
                condition=models.Q(fiscal_year__lte=YearOf("recipients_as_of")),
                name="ledger_settlement_recipients_spend_after_they_got_it",
                sentence=_("The recipients' figure cannot be older than the fiscal year."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.program} {self.fiscal_year} {self.subject or ''} {self.get_portion_display()}"

    def clean(self) -> None:
        super().clean()
        refuse_day_ahead("recipients_as_of", self.recipients_as_of)
        if self.fiscal_year:
            refuse_out_of_force(self, self.fiscal_year)

    def refuse_what_breaks_a_rule(self) -> None:
        refuse_day_ahead("recipients_as_of", self.recipients_as_of)
        super().refuse_what_breaks_a_rule()


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
    as_of = DayField(_("as of"))
    committed = WonField(_("committed"), null=True, blank=True)
    executed = WonField(_("executed"), null=True, blank=True)
    unit = UnitField(_("known to the unit"))
    source = ShortText(
        _("source"), max_length=200, blank=True, help_text=_("Where the figures were read: e호조 집행현황")
    )

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("execution snapshot")
        verbose_name_plural = _("execution snapshots")
        ordering = ["program", "-fiscal_year", "-as_of", "subject__code"]
        constraints = [
            UniqueKey(
                fields=["program", "fiscal_year", "subject", "as_of"],
                condition=models.Q(subject__isnull=False),
                name="ledger_executionsnapshot_key",
            ),
            UniqueKey(
                fields=["program", "fiscal_year", "as_of"],
                condition=models.Q(subject__isnull=True),
                name="ledger_executionsnapshot_key_whole",
            ),
            one_of("unit", Unit),
            Rule(
                "fiscal_year",
                "as_of",
                keeps=is_in_year_or_closing,
                condition=models.Q(
                    fiscal_year__lte=YearOf("as_of"), fiscal_year__gte=OldestOpenYear("as_of")
                ),
                name="ledger_executionsnapshot_as_of_lies_in_its_year",
                sentence=_(
                    "Money of %(fiscal_year)s is spent in that year or early in the next: its books close by the end of"
                    " February."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.program} {self.fiscal_year} {self.subject or ''} {self.as_of}"

    def clean(self) -> None:
        super().clean()
        refuse_day_ahead("as_of", self.as_of)
        if self.fiscal_year:
            refuse_out_of_force(self, self.fiscal_year)

    def refuse_what_breaks_a_rule(self) -> None:
        refuse_day_ahead("as_of", self.as_of)
        super().refuse_what_breaks_a_rule()
