"""What an edition says of a site, beside what the shared row of the site says."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ledger.models.document import Document
from sites.fields import LongText, ShortText, Unit, UnitField, WonField, one_of
from sites.models import AreaKind, Site, SiteStatus
from sites.record import Record

__all__ = ["DocumentSite"]


class DocumentSite(Record):
    """A site as one edition of the document prints it. Key: document, site.

    A blank is no statement: it reads as the edition before says, else as the shared row of the site does
    (ledger/figures/editions.py). In a row that `is_complete` a blank is blank: no later change of the shared row
    reaches it. `construction_cost` in won, known to `unit`, which counts with it only; `area` in m².
    """

    KEY: ClassVar = ("document", "site")
    FROZEN_WITH: ClassVar = ("document__version",)

    document = models.ForeignKey(
        Document, models.CASCADE, verbose_name=_("document"), related_name="document_sites"
    )
    site = models.ForeignKey(Site, models.PROTECT, verbose_name=_("site"), related_name="document_sites")
    position = models.PositiveIntegerField(_("position"), null=True, blank=True)
    construction_cost = WonField(_("construction cost (won)"), null=True, blank=True)
    unit = UnitField(_("known to the unit"))
    area = models.DecimalField(_("area (m²)"), max_digits=12, decimal_places=2, null=True, blank=True)
    # Null, not '': the database knows the kinds, and nothing is no kind.
    area_kind = models.CharField(  # noqa: DJ001
        _("kind of area"), max_length=10, choices=AreaKind, null=True, blank=True
    )
    floors_above = models.PositiveSmallIntegerField(_("floors above ground"), null=True, blank=True)
    floors_below = models.PositiveSmallIntegerField(_("floors below ground"), null=True, blank=True)
    floors_used = ShortText(_("floors used"), max_length=100, blank=True)
    spaces = ShortText(_("spaces"), max_length=500, blank=True)
    address = ShortText(_("address"), max_length=300, blank=True)
    status = models.CharField(  # noqa: DJ001
        _("status"), max_length=20, choices=SiteStatus, null=True, blank=True
    )
    change_reason = ShortText(
        _("reason of the change"),
        max_length=500,
        blank=True,
        help_text=_("Why it differs from the edition before."),
    )
    note = LongText(_("note"), blank=True)
    is_complete = models.BooleanField(
        _("blanks stay blank"),
        default=False,
        help_text=_("Otherwise a blank reads as the edition before or the site itself says."),
    )

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("site of the document")
        verbose_name_plural = _("sites of the document")
        ordering = ["document", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "site"],
                name="ledger_documentsite_key",
                violation_error_message=_("The document has this site already."),
            ),
            one_of("unit", Unit),
            one_of("area_kind", AreaKind),
            one_of("status", SiteStatus),
        ]

    def __str__(self) -> str:
        return f"{self.site} · {self.document}"
