"""The programme (세부사업) and what its years share: sites, milestones, grants."""

from typing import Any, ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sites.fields import DayField, LongText, ShortText, Slug, Unit, UnitField, WonField, YearField, one_of
from sites.models import Site, SiteStatus
from sites.record import Record
from sites.rules import UniqueKey, in_order

__all__ = ["GrantKind", "Milestone", "NationalGrant", "Precision", "Program", "ProgramSite"]


class Precision(models.TextChoices):
    """How exactly the source knows a date: a month is stored as its first day."""

    DAY = "day", _("day")
    MONTH = "month", _("month")


class GrantKind(models.TextChoices):
    SUBSIDY = "subsidy", _("national subsidy")
    SPECIAL_TAX = "special_tax", _("special local shared tax")


class Program(Record):
    """A detailed project (세부사업) of the budget. Key: slug."""

    KEY: ClassVar = ("slug",)

    slug = Slug(_("slug"), unique=True, help_text=_("Stands in the address of its pages."))
    name = ShortText(_("name"), max_length=200)
    account = ShortText(_("account"), max_length=100, blank=True)
    field = ShortText(_("field"), max_length=100, blank=True)
    policy_program = ShortText(_("policy programme"), max_length=200, blank=True)
    unit_program = ShortText(_("unit programme"), max_length=200, blank=True)
    bureau = ShortText(_("bureau"), max_length=100, blank=True)
    division = ShortText(_("division"), max_length=100, blank=True)
    recurrence = ShortText(_("recurrence"), max_length=100, blank=True)
    location = ShortText(_("location"), max_length=500, blank=True)
    first_year = YearField(
        _("first year"), null=True, blank=True, help_text=_("Blank means that it is not known.")
    )
    sites: "models.ManyToManyField[Any, Any]" = models.ManyToManyField(
        Site, through="ProgramSite", verbose_name=_("sites"), related_name="programs"
    )

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["bureau", "division", "name", "slug"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("program_page", args=[self.slug])


class ProgramSite(Record):
    """A site of a programme, in the order of the document. Key: program, site."""

    KEY: ClassVar = ("program", "site")

    program = models.ForeignKey(Program, models.CASCADE, verbose_name=_("programme"))
    site = models.ForeignKey(Site, models.PROTECT, verbose_name=_("site"))
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("site of the programme")
        verbose_name_plural = _("sites of the programme")
        ordering = ["position", "site"]
        constraints = [models.UniqueConstraint(fields=["program", "site"], name="ledger_programsite_key")]

    def __str__(self) -> str:
        return f"{self.program} · {self.site}"


class Milestone(Record):
    """A step of the programme's past or plan (추진경위). Key: program, track, happened_on, text."""

    KEY: ClassVar = ("program", "track", "happened_on", "text")

    program = models.ForeignKey(
        Program, models.CASCADE, verbose_name=_("programme"), related_name="milestones"
    )
    sites = models.ManyToManyField(Site, blank=True, verbose_name=_("sites"), related_name="milestones")
    # What the history keeps beside the row's own cells.
    _history_m2m_fields = (sites,)
    track = ShortText(_("track"), max_length=100, blank=True)
    happened_on = DayField(_("date"))
    until = DayField(_("until"), null=True, blank=True)
    precision = models.CharField(_("precision"), max_length=10, choices=Precision, default=Precision.MONTH)
    text = ShortText(_("text"), max_length=300)
    is_planned = models.BooleanField(_("planned"), default=False)
    # Null, not '': the database knows the kinds, and nothing is no kind.
    stage = models.CharField(  # noqa: DJ001
        _("stage reached"),
        max_length=20,
        choices=SiteStatus,
        null=True,
        blank=True,
        help_text=_("The stage that its sites reached by it, e.g. the investment appraisal (투자심사)."),
    )

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["program", "happened_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["program", "track", "happened_on", "text"], name="ledger_milestone_key"
            ),
            one_of("precision", Precision),
            one_of("stage", SiteStatus),
            in_order("happened_on", "until"),
        ]

    def __str__(self) -> str:
        return f"{self.happened_on:%Y-%m} {self.text}"


class NationalGrant(Record):
    """National money that was secured (국비 확보). Key: program, site, kind, secured_on, ministry.

    `amount` in won, known to `unit`. Whether a special tax counts as 국비(x) differs from table to table (T20).
    """

    KEY: ClassVar = ("program", "site", "kind", "secured_on", "ministry")

    program = models.ForeignKey(Program, models.CASCADE, verbose_name=_("programme"), related_name="grants")
    site = models.ForeignKey(
        Site, models.PROTECT, verbose_name=_("site"), null=True, blank=True, related_name="grants"
    )
    ministry = ShortText(
        _("ministry"),
        max_length=100,
        blank=True,
        help_text=_("Who gives it: two grants of one day differ by it."),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=GrantKind)
    secured_on = DayField(_("secured on"))
    precision = models.CharField(_("precision"), max_length=10, choices=Precision, default=Precision.MONTH)
    amount = WonField(_("amount (won)"))
    unit = UnitField(_("known to the unit"))
    note = LongText(_("note"), blank=True)

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("national grant")
        verbose_name_plural = _("national grants")
        ordering = ["program", "secured_on", "pk"]
        constraints = [
            UniqueKey(
                fields=["program", "site", "kind", "secured_on", "ministry"],
                condition=models.Q(site__isnull=False),
                name="ledger_nationalgrant_key",
            ),
            UniqueKey(
                fields=["program", "kind", "secured_on", "ministry"],
                condition=models.Q(site__isnull=True),
                name="ledger_nationalgrant_key_without_site",
            ),
            one_of("kind", GrantKind),
            one_of("unit", Unit),
            one_of("precision", Precision),
        ]

    def __str__(self) -> str:
        return f"{self.secured_on:%Y-%m} {self.get_kind_display()} {self.site or ''}".strip()
