"""Places that a programme builds or runs. Shared by the programmes and the years."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from sites.fields import LongText, ShortText, Slug, Unit, UnitField, WonField, one_of
from sites.record import Record
from sites.rules import not_negative, not_reserved


class AreaKind(models.TextChoices):
    """What an area measures: costs per m² can be compared within one kind."""

    PLOT = "plot", _("plot area")
    FLOOR = "floor", _("floor area")
    USED = "used", _("used area")
    UNKNOWN = "unknown", _("area of unknown kind")


class SiteStatus(models.TextChoices):
    """The stage that a site has reached."""

    SELECTED = "selected", _("site selected")
    APPRAISED = "appraised", _("investment appraised")
    UNDER_CONSTRUCTION = "under_construction", _("under construction")
    OPEN = "open", _("open")
    WITHDRAWN = "withdrawn", _("withdrawn (no reason given)")


class SiteKind(Record):
    """A kind of site. Data, not code: each city adds its own. Key: slug."""

    KEY: ClassVar = ("slug",)

    slug = Slug(_("slug"), unique=True)
    name = ShortText(_("name"), max_length=100)
    name_en = ShortText(_("English name"), max_length=100, blank=True)

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("site kind")
        verbose_name_plural = _("site kinds")
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.name


class Site(Record):
    """One site (대상지) with what the document says of it. Key: slug.

    `construction_cost` in won, known to `unit`; `area` in m², of the kind that `area_kind` says; a blank
    stays null. Doubtful figures are kept as printed and argued in `note`.
    """

    KEY: ClassVar = ("slug",)

    slug = Slug(_("slug"), unique=True)
    name = ShortText(_("name"), max_length=200)
    kind = models.ForeignKey(SiteKind, models.PROTECT, verbose_name=_("site kind"), null=True, blank=True)
    industry = ShortText(_("industry"), max_length=100, blank=True)
    district = ShortText(_("district"), max_length=100, blank=True)
    address = ShortText(_("address"), max_length=300, blank=True)
    area = models.DecimalField(_("area (m²)"), max_digits=12, decimal_places=2, null=True, blank=True)
    area_kind = models.CharField(_("kind of area"), max_length=10, choices=AreaKind, default=AreaKind.UNKNOWN)
    floors_above = models.PositiveSmallIntegerField(_("floors above ground"), null=True, blank=True)
    floors_below = models.PositiveSmallIntegerField(_("floors below ground"), null=True, blank=True)
    floors_used = ShortText(_("floors used"), max_length=100, blank=True)
    spaces = ShortText(_("spaces"), max_length=500, blank=True)
    construction_cost = WonField(_("construction cost (won)"), null=True, blank=True)
    unit = UnitField(_("known to the unit"))
    status = models.CharField(_("status"), max_length=20, choices=SiteStatus, default=SiteStatus.SELECTED)
    note = LongText(_("note"), blank=True)

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("site")
        verbose_name_plural = _("sites")
        ordering = ["slug"]
        constraints = [
            one_of("area_kind", AreaKind),
            one_of("unit", Unit),
            one_of("status", SiteStatus),
            not_reserved("slug"),
            not_negative("area", below=10**10),
        ]

    def __str__(self) -> str:
        return self.name
