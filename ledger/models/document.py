"""One edition of the 사업별 설명서 and what it prints in its own right.

What a yearly document prints belongs to that document: the 2021 and the 2022 editions stand side by side, each
with its own costs, plan, schedule and texts. They are tied to the budget, never copied from it.
"""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ledger.models.program import Precision, Program
from ledger.models.subject import AccountSubject, refuse_out_of_force
from ledger.models.version import BudgetVersion
from sites.fields import (
    DayField,
    Evidence,
    LongText,
    ShortText,
    Slug,
    Unit,
    UnitField,
    WonField,
    YearField,
    one_of,
)
from sites.record import Record
from sites.rules import in_order

__all__ = [
    "CostScope",
    "CostSource",
    "Document",
    "DocumentSection",
    "InvestmentPlanEntry",
    "PlanPeriod",
    "PriorBasis",
    "ProgramCost",
    "ScheduleItem",
    "ScheduleShare",
    "Section",
]


class Section(models.TextChoices):
    """The narrative sections of the form, in its order."""

    OUTLINE = "outline", _("outline of the programme")
    LOCATION = "location", _("location")
    NOTE = "note", _("form's note")
    PURPOSE = "purpose", _("purpose")
    LEGAL_BASIS = "legal_basis", _("legal basis")
    CONTENT = "content", _("content")
    BUILDING_PLAN = "building_plan", _("building plan")
    BACKGROUND = "background", _("history of the programme")
    ACHIEVEMENTS = "achievements", _("achievements of the last three years")
    EFFECTS = "effects", _("expected effects")


class CostSource(models.TextChoices):
    NATIONAL = "national", _("national money")
    CITY = "city", _("city money")
    DISTRICT = "district", _("district money")
    OTHER = "other", _("other money")


class CostScope(models.TextChoices):
    TOTAL = "total", _("total cost")
    YEAR = "year", _("cost of the year")


class PlanPeriod(models.TextChoices):
    THROUGH = "through", _("up to and including the year")
    YEAR = "year", _("the year")
    AFTER = "after", _("the year and after")


class PriorBasis(models.TextChoices):
    """What the column of the year before is in an edition (전년도 예산액)."""

    ORIGINAL = "original", _("original budget of the year before")
    FINAL = "final", _("final budget of the year before")
    AVAILABLE = "available", _("current budget of the year before (with carry-over)")


OF_THE_PROGRAMME = _("Left blank, it is the programme's of today.")


class Document(Record):
    """An edition of the 사업별 설명서. Key: slug. `source_text` is the text that its figures were read from.

    `bureau` and `division` are those that it names; '' reads as the programme's.
    """

    KEY: ClassVar = ("slug",)
    FROZEN_WITH: ClassVar = ("version",)

    slug = Slug(_("slug"), unique=True, of="title")
    program = models.ForeignKey(
        Program, models.PROTECT, verbose_name=_("programme"), related_name="documents"
    )
    version = models.ForeignKey(
        BudgetVersion, models.PROTECT, verbose_name=_("budget version"), related_name="documents"
    )
    title = ShortText(_("title"), max_length=200)
    bureau = ShortText(
        _("bureau"), max_length=100, blank=True, default="", db_default="", help_text=OF_THE_PROGRAMME
    )
    division = ShortText(
        _("division"), max_length=100, blank=True, default="", db_default="", help_text=OF_THE_PROGRAMME
    )
    prior_basis = models.CharField(
        _("column of the year before"),
        max_length=10,
        choices=PriorBasis,
        default=PriorBasis.ORIGINAL,
        db_default=PriorBasis.ORIGINAL,
        help_text=_("Its figures are tied to this budget, whatever base a page shows."),
    )
    source_text = Evidence(_("source text"), blank=True)

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["program", "-version__fiscal_year", "slug"]
        constraints = [one_of("prior_basis", PriorBasis)]

    def __str__(self) -> str:
        return self.title


class DocumentSection(Record):
    """A narrative of the document. Key: document, section, position. `heading` is its own, where it has one."""

    KEY: ClassVar = ("document", "section", "position")
    FROZEN_WITH: ClassVar = ("document__version",)

    document = models.ForeignKey(
        Document, models.CASCADE, verbose_name=_("document"), related_name="sections"
    )
    section = models.CharField(_("section"), max_length=20, choices=Section)
    position = models.PositiveIntegerField(_("position"))
    heading = ShortText(_("heading"), max_length=200, blank=True)
    text = LongText(_("text"))
    repair = LongText(_("repair note"), blank=True)

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("document section")
        verbose_name_plural = _("document sections")
        ordering = ["document", "section", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "section", "position"], name="ledger_documentsection_key"
            ),
            one_of("section", Section),
        ]

    def __str__(self) -> str:
        return f"{self.get_section_display()} {self.heading}".strip()


class ProgramCost(Record):
    """총사업비 and 사업비(당해년도) by source. Key: document, source, scope, off_budget. Won, known to `unit`."""

    KEY: ClassVar = ("document", "source", "scope", "off_budget")
    FROZEN_WITH: ClassVar = ("document__version",)

    document = models.ForeignKey(Document, models.CASCADE, verbose_name=_("document"), related_name="costs")
    source = models.CharField(_("source of money"), max_length=10, choices=CostSource)
    scope = models.CharField(_("scope"), max_length=10, choices=CostScope)
    off_budget = models.BooleanField(
        _("off budget"), default=False, help_text=_("Shown, and no part of the total.")
    )
    amount = WonField(_("amount (won)"), null=True, blank=True)
    unit = UnitField(_("known to the unit"))

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("programme cost")
        verbose_name_plural = _("programme costs")
        ordering = ["document", "scope", "off_budget", "source"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "source", "scope", "off_budget"], name="ledger_programcost_key"
            ),
            one_of("source", CostSource),
            one_of("scope", CostScope),
            one_of("unit", Unit),
        ]

    def __str__(self) -> str:
        return f"{self.get_scope_display()} · {self.get_source_display()}"


class InvestmentPlanEntry(Record):
    """A cell of the multi-year plan (연차별 투자계획). Key: document, subject, period, year.

    `year` is the one of the column's heading: 기투자(~2019) is (through, 2019), 2022 이후 is (after, 2022).
    Amounts in won, known to `unit`; a blank cell is null.
    """

    KEY: ClassVar = ("document", "subject", "period", "year")
    FROZEN_WITH: ClassVar = ("document__version",)

    document = models.ForeignKey(
        Document, models.CASCADE, verbose_name=_("document"), related_name="plan_entries"
    )
    subject = models.ForeignKey(
        AccountSubject, models.PROTECT, verbose_name=_("account subject"), related_name="plan_entries"
    )
    period = models.CharField(_("period"), max_length=10, choices=PlanPeriod)
    year = YearField(_("year"), help_text=_("The year in the column's heading."))
    amount = WonField(_("amount (won)"), null=True, blank=True)
    national_subsidy = WonField(_("national part (won)"), null=True, blank=True)
    unit = UnitField(_("known to the unit"))

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("investment plan entry")
        verbose_name_plural = _("investment plan entries")
        ordering = ["document", "subject__code", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "subject", "period", "year"],
                name="ledger_investmentplanentry_key",
            ),
            one_of("period", PlanPeriod),
            one_of("unit", Unit),
        ]

    def __str__(self) -> str:
        return f"{self.subject} · {self.get_period_display()} {self.year}"

    def clean(self) -> None:
        super().clean()
        if self.document_id and self.year:
            refuse_out_of_force(self, self.document.version.fiscal_year, self.year)


class ScheduleItem(Record):
    """A row of the year's schedule (추진일정). Key: document, position.

    The figure is the sum of the shares; without shares it is `amount` (won, known to `unit`).
    """

    KEY: ClassVar = ("document", "position")
    FROZEN_WITH: ClassVar = ("document__version",)

    document = models.ForeignKey(
        Document, models.CASCADE, verbose_name=_("document"), related_name="schedule_items"
    )
    position = models.PositiveIntegerField(_("position"))
    text = ShortText(_("step"), max_length=300)
    detail = ShortText(_("detail"), max_length=500, blank=True)
    starts_on = DayField(_("starts on"), null=True, blank=True)
    ends_on = DayField(_("ends on"), null=True, blank=True)
    precision = models.CharField(_("precision"), max_length=10, choices=Precision, default=Precision.MONTH)
    amount = WonField(
        _("amount (won)"),
        null=True,
        blank=True,
        help_text=_("Leave blank where there are shares: their sum is the figure."),
    )
    unit = UnitField(_("known to the unit"))

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("schedule item")
        verbose_name_plural = _("schedule items")
        ordering = ["document", "position"]
        constraints = [
            models.UniqueConstraint(fields=["document", "position"], name="ledger_scheduleitem_key"),
            one_of("precision", Precision),
            one_of("unit", Unit),
            in_order("starts_on", "ends_on"),
        ]

    def __str__(self) -> str:
        return self.text


class ScheduleShare(Record):
    """How much of a schedule item falls to a subject. Key: item, subject. Won, known to the item's unit.

    Activities and subjects are many to many; a split that the document does not print `is_inferred`.
    """

    KEY: ClassVar = ("item", "subject")
    FROZEN_WITH: ClassVar = ("item__document__version",)

    item = models.ForeignKey(
        ScheduleItem, models.CASCADE, verbose_name=_("schedule item"), related_name="shares"
    )
    subject = models.ForeignKey(
        AccountSubject, models.PROTECT, verbose_name=_("account subject"), related_name="schedule_shares"
    )
    amount = WonField(_("amount (won)"))
    is_inferred = models.BooleanField(_("inferred"), default=False)

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("schedule share")
        verbose_name_plural = _("schedule shares")
        ordering = ["item", "subject__code"]
        constraints = [models.UniqueConstraint(fields=["item", "subject"], name="ledger_scheduleshare_key")]

    def __str__(self) -> str:
        return f"{self.item} · {self.subject}"

    def clean(self) -> None:
        super().clean()
        if self.item_id:
            refuse_out_of_force(self, self.item.document.version.fiscal_year)
