"""Sources of money (재원), how much of an amount comes from each, and the matching ratio (보조율) of a programme."""

from decimal import Decimal
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from ledger.figures.settlement_form import SETTLEMENT_CELLS
from ledger.models.budget import BudgetLineItem, YearlyAllocation
from ledger.models.carry_over import CarryOver
from ledger.models.document import InvestmentPlanEntry
from ledger.models.program import Program
from ledger.models.settlement import Portion, Settlement
from sites.fields import ShortText, Slug, WonField, YearField, one_of
from sites.record import Record

__all__ = ["FundingLevel", "FundingShare", "FundingSource", "MatchingRatio", "RatioPart"]


class FundingLevel(models.TextChoices):
    """Whose money it is."""

    NATIONAL = "national", _("national")
    METROPOLITAN = "metropolitan", _("city or province")
    BASIC = "basic", _("city, county or district")
    DEBT = "debt", _("local bond")
    OTHER = "other", _("other")


class FundingSource(Record):
    """A source of money (국고보조금, 기금, 균특, 특별교부세, 시·도비, 지방채 ...). Data, not code. Key: slug.

    `mark` is what a document prints before its amounts: '국', '균', '특'.
    """

    KEY: ClassVar = ("slug",)

    slug = Slug(_("slug"), unique=True)
    name = ShortText(_("name"), max_length=100)
    level = models.CharField(_("level"), max_length=20, choices=FundingLevel)
    mark = ShortText(_("mark"), max_length=10, blank=True, help_text=_("As printed: 국, 균, 특."))
    is_subsidy = models.BooleanField(
        _("national subsidy"),
        default=False,
        db_default=False,
        help_text=_("The money behind the (x) line: it is typed as the national part, never as a share."),
    )
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("source of money")
        verbose_name_plural = _("sources of money")
        # What a share can name first.
        ordering = ["is_subsidy", "position", "slug"]
        constraints = [one_of("level", FundingLevel)]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        self.refuse_shares_of_subsidy()

    def refuse_shares_of_subsidy(self) -> None:
        """Raise ValidationError where a source that gives shares would become the national subsidy."""
        if self.is_subsidy and self.pk and self.shares.exists():
            text = _("This source gives shares: delete them, and type its money as the national part.")
            raise ValidationError({"is_subsidy": text})


IN_CELLS = "settlement"
"""What has several amounts."""

OWNERS = ("line_item", "allocation", "plan_entry", IN_CELLS, "carry_over")
"""What an amount can belong to that a source gives a part of: just one of them."""


CELLS = [field for field in Settlement._meta.concrete_fields if field.name in SETTLEMENT_CELLS]
"""The amounts of a settlement."""


class FundingShare(Record):
    """What a source gives to an amount, in won. Key: what it belongs to, the cell of a settlement, source.

    It is of money that is neither national subsidy (국고보조금, a field of its own behind the (x) line) nor own money:
    own money (자체재원) is the rest. `cell` names the cell of a settlement; null elsewhere. A settlement's shares stand
    beside its whole amounts: its row of national money has none. In a plan, as it is printed, the (x) line is all
    national money: what 기금 and 특별교부세 give is part of it.
    """

    KEY: ClassVar = (*OWNERS, "cell", "source")
    FROZEN_WITH: ClassVar = (
        "line_item__allocation__version",
        "allocation__version",
        "plan_entry__document__version",
    )

    line_item = models.ForeignKey(
        BudgetLineItem,
        models.CASCADE,
        verbose_name=_("budget line item"),
        null=True,
        blank=True,
        related_name="funding",
    )
    allocation = models.ForeignKey(
        YearlyAllocation,
        models.CASCADE,
        verbose_name=_("yearly allocation"),
        null=True,
        blank=True,
        related_name="funding",
    )
    plan_entry = models.ForeignKey(
        InvestmentPlanEntry,
        models.CASCADE,
        verbose_name=_("investment plan entry"),
        null=True,
        blank=True,
        related_name="funding",
    )
    settlement = models.ForeignKey(
        Settlement,
        models.CASCADE,
        verbose_name=_("settlement"),
        null=True,
        blank=True,
        related_name="funding",
    )
    carry_over = models.ForeignKey(
        CarryOver,
        models.CASCADE,
        verbose_name=_("carry-over"),
        null=True,
        blank=True,
        related_name="funding",
    )
    # Null, not '': the database knows the cells, and nothing is no cell.
    cell = models.CharField(  # noqa: DJ001
        _("cell of the settlement"),
        max_length=20,
        null=True,
        blank=True,
        choices=[(field.name, field.verbose_name) for field in CELLS],
        help_text=_("Only of a settlement: which of its amounts."),
    )
    source = models.ForeignKey(
        FundingSource, models.PROTECT, verbose_name=_("source of money"), related_name="shares"
    )
    amount = WonField(_("amount (won)"))

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("share of a source")
        verbose_name_plural = _("shares of sources")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    *(
                        models.Q(**{f"{other}__isnull": other != owner for other in OWNERS})
                        for owner in OWNERS
                    ),
                    _connector=models.Q.OR,
                ),
                name="ledger_fundingshare_one_owner",
                violation_error_message=_(
                    "A share belongs to one line item, allocation, plan entry, settlement or carry-over: choose just"
                    " one."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(cell__isnull=True) | models.Q(cell__in=SETTLEMENT_CELLS),
                name="ledger_fundingshare_cell_known",
                violation_error_message=_("Choose one of the listed values."),
            ),
            models.CheckConstraint(
                condition=models.Q(settlement__isnull=True, cell__isnull=True)
                | models.Q(settlement__isnull=False, cell__isnull=False),
                name="ledger_fundingshare_cell",
                violation_error_message=_("Of a settlement say which cell; elsewhere leave the cell blank."),
            ),
            *(
                models.UniqueConstraint(
                    fields=[owner, "source", *cells],
                    condition=models.Q(**{f"{owner}__isnull": False}),
                    name=f"ledger_fundingshare_key_{owner}",
                    violation_error_message=_("This source has its share here already: change that one."),
                )
                for owner, cells in ((one, ["cell"] if one is IN_CELLS else []) for one in OWNERS)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.amount:,}"

    def clean(self) -> None:
        super().clean()
        self.check_source()

    def check_source(self) -> None:
        """Raise ValidationError where national money would stand twice: by forms and, before every save, below."""
        if self.source_id and self.source.is_subsidy:
            text = _("National subsidy is typed as the national part, not as a share.")
            raise ValidationError({"source": text})
        if self.settlement is not None and self.settlement.portion == Portion.NATIONAL:
            text = _("All of this row is national subsidy: enter the share in the row of the total amount.")
            raise ValidationError({"source": text})


@receiver(pre_save, sender=FundingSource)
def refuse_shares_of_subsidy(instance: FundingSource, **kwargs: Any) -> None:
    """The same for whoever passes no form."""
    instance.refuse_shares_of_subsidy()


@receiver(pre_save, sender=Settlement)
def refuse_shares_of_national_money(instance: Settlement, **kwargs: Any) -> None:
    """A settlement with shares does not become a row of national money."""
    if instance.portion == Portion.NATIONAL and instance.pk and instance.funding.exists():
        text = _("Sources give shares of this row: delete them first; a row of national money has none.")
        raise ValidationError({"portion": text})


@receiver(pre_save, sender=FundingShare)
def refuse_national_money_as_share(instance: FundingShare, **kwargs: Any) -> None:
    """No door stores it twice: `loaddata` passes no form and no save()."""
    instance.check_source()


class RatioPart(models.TextChoices):
    """Which part of a matched amount a ratio is of."""

    NATIONAL = "national", _("national subsidy")
    SOURCE = "source", _("the source")
    OWN = "own", _("own money")


class MatchingRatio(Record):
    """How much of what is matched one side pays, from a year on (50:25:25). Key: program, valid_from, part, source.

    In percent. It holds for lines (and for allocations without lines) that have any national or other money.
    """

    KEY: ClassVar = ("program", "valid_from", "part", "source")

    program = models.ForeignKey(
        Program, models.CASCADE, verbose_name=_("programme"), related_name="matching_ratios"
    )
    valid_from = YearField(_("valid from (fiscal year)"))
    part = models.CharField(_("part"), max_length=10, choices=RatioPart)
    source = models.ForeignKey(
        FundingSource,
        models.PROTECT,
        verbose_name=_("source of money"),
        null=True,
        blank=True,
        related_name="ratios",
        help_text=_("Only of the part of a source."),
    )
    percent = models.DecimalField(
        _("percent"),
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))],
    )

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("matching ratio")
        verbose_name_plural = _("matching ratios")
        ordering = ["program", "-valid_from", "part"]
        constraints = [
            one_of("part", RatioPart),
            models.CheckConstraint(
                condition=models.Q(models.Q(part=RatioPart.SOURCE), source__isnull=False)
                | models.Q(~models.Q(part=RatioPart.SOURCE), source__isnull=True),
                name="ledger_matchingratio_source",
                violation_error_message=_("Name the source of the part of a source, and of no other part."),
            ),
            models.CheckConstraint(
                condition=models.Q(percent__gte=0, percent__lte=100),
                name="ledger_matchingratio_percent",
                violation_error_message=_("A ratio is between 0 and 100 percent."),
            ),
            models.UniqueConstraint(
                fields=["program", "valid_from", "part", "source"],
                condition=models.Q(source__isnull=False),
                name="ledger_matchingratio_key",
                violation_error_message=_(
                    "This part has its ratio from that year on already: change that one."
                ),
            ),
            models.UniqueConstraint(
                fields=["program", "valid_from", "part"],
                condition=models.Q(source__isnull=True),
                name="ledger_matchingratio_key_without_source",
                violation_error_message=_(
                    "This part has its ratio from that year on already: change that one."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.program} {self.valid_from} {self.source or self.get_part_display()} {self.percent}%"
