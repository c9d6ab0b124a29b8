"""When something is due each year (법정 기한), as data, and the addresses at which calendars fetch it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ledger.figures.deadlines import is_of_every_year
from sites.fields import LongText, ShortText, Slug, SmallNumberField, one_of
from sites.record import Record
from sites.rights import Rights
from sites.rules import Rule

__all__ = ["CalendarAddress", "Deadline", "MetBy"]


class MetBy(models.TextChoices):
    """What in the ledger shows that a deadline was met."""

    PROPOSAL = "proposal", _("a budget proposal of the year is submitted")
    ORIGINAL = "original", _("the original budget of the year is confirmed")
    SETTLED = "settled", _("the settlement of the year is approved")


HAS_SUCH_A_DAY = (
    models.Q(day__lte=28)
    | models.Q(day__lte=30, month__in=(4, 6, 9, 11), is_quarterly=False)
    | models.Q(month__in=(1, 3, 5, 7, 8, 10, 12), is_quarterly=False)
    | models.Q(day__lte=30, month__in=(1, 3, 4, 6, 7, 9, 10, 12), is_quarterly=True)
)
"""That each month of a rule has its day in every year: `is_of_every_year` as a database asks it."""


class Deadline(Record):
    """When something is due of each fiscal year. Key: slug.

    On `month` and `day` (null: the last day of the month) of the year that is `year_offset` from the fiscal year, moved
    on by `days_after`; `is_quarterly` four times, three months apart, the first in `month`. `met_by` null: nothing in
    the ledger tells that it was met. The days follow from that (ledger/figures/deadlines.py); none is stored.
    """

    KEY: ClassVar = ("slug",)

    slug = Slug(_("slug"), unique=True, help_text=_("Names it in calendars for good: do not change it."))
    name = ShortText(_("name"), max_length=100)
    basis = ShortText(
        _("article"), max_length=200, blank=True, help_text=_("The article: 지방자치법 제142조")
    )
    month = SmallNumberField(_("month"), smallest=1, largest=12)
    day = SmallNumberField(
        _("day of the month"),
        smallest=1,
        largest=31,
        null=True,
        blank=True,
        help_text=_("Blank means the last day of the month."),
    )
    year_offset = SmallNumberField(
        _("years from the fiscal year"),
        smallest=-2,
        largest=3,
        default=0,
        help_text=_("-1 is the year before the fiscal year, 1 the year after it."),
    )
    days_after = SmallNumberField(
        _("days after"), default=0, help_text=_("80 days after the day above. 0 is that day itself.")
    )
    is_quarterly = models.BooleanField(
        _("each quarter"),
        default=False,
        help_text=_("Four times, three months apart, the first in the month above."),
    )
    remind_days = SmallNumberField(_("remind days before"), default=7)
    # Null, not '': the database knows the kinds, and nothing is no kind.
    met_by = models.CharField(_("met when"), max_length=20, choices=MetBy, null=True, blank=True)  # noqa: DJ001
    is_active = models.BooleanField(_("in use"), default=True)
    note = LongText(_("note"), blank=True)

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")
        ordering = ["year_offset", "month", "slug"]
        constraints = [
            one_of("met_by", MetBy),
            Rule(
                "month",
                "is_quarterly",
                "day",
                keeps=is_of_every_year,
                condition=HAS_SUCH_A_DAY,
                name="ledger_deadline_day_is_of_every_year",
                sentence=_(
                    "Not every year has such a day. Enter one that its months always have, or leave it blank for the"
                    " last day of the month."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CalendarAddress(models.Model):
    """The secret part of the address at which a person's calendar fetches the deadlines. Key: person.

    A page makes, renews and removes it: no duty brings a right to it. With a new `nonce` the old address leads nowhere.
    """

    RIGHTS = Rights()

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("person"), related_name="calendar_address"
    )
    nonce = ShortText(_("nonce"), max_length=43, unique=True)
    made_at = models.DateTimeField(_("made at"), auto_now=True)

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")

    def __str__(self) -> str:
        return str(self.person)
