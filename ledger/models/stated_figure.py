"""Figures as a document prints them, each at the cell of a report that computes it."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from ledger.models.document import Document
from ledger.reading.printed import WAYS, AmbiguousFigure, PossibleReading, UnreadableFigure, read_printed
from ledger.reports import REPORTS
from sites.fields import (
    Code,
    LongText,
    ShortText,
    WonField,
    YearField,
    one_of,
)
from sites.record import Record

__all__ = ["StatedFigure", "StatedUnit"]


class StatedUnit(models.TextChoices):
    """The unit in which a figure is printed; a rate is printed in percent."""

    WON = "won", _("won")
    THOUSAND = "thousand", _("thousand won")
    MILLION = "million", _("million won")
    HUNDRED_MILLION = "hundred_million", _("hundred million won")
    PERCENT = "percent", _("percent")


STATED_TABLES = tuple(report.name for report in REPORTS if report.is_printed)
"""The reports whose cells a document prints."""


TITLES = {report.name: report.title for report in REPORTS}
"""The English titles of those reports."""


def table_title(table: str) -> str:
    """'예산총괄' of 'budget-summary'; a table that no report is has its key."""
    return str(capfirst(translation.gettext(TITLES[table]))) if table in TITLES else table


def refusal_of(error: UnreadableFigure, place: str, line: int | None) -> ValidationError:
    """Why a printed text is not taken, with where it stands; of one that can be read in several ways each way."""
    known = {"text": error.args[0], "place": place, "line": line or "–"}
    message = _("%(place)s (line %(line)s): “%(text)s” cannot be read as a figure.")
    if isinstance(error, AmbiguousFigure):
        known["readings"] = readings_text(error.readings)
        message = _(
            "%(place)s (line %(line)s): “%(text)s” can be read in several ways: %(readings)s. Enter the one that is"
            " meant, or its value and how you know it in the note."
        )
    return ValidationError({"text": ValidationError(message, params=known)})


def readings_text(readings: Iterable[PossibleReading]) -> str:
    """'△180,642 (negative), (전년)180,642 (of the year before)': how to write each way to read a figure."""
    return ", ".join(f"{one.written} ({translation.gettext(WAYS[one.way])})" for one in readings)


class StatedFigure(Record):
    """A money amount or a rate as the document prints it. Key: document, table, row, column, year, unit.

    `table`, `row` and `column` are the keys of a report's JSON, `year` the report's year. `text` as printed,
    `value` in won or `rate` in percent; '(x-)' and '-' are 0; a blank cell has text '' and neither value nor
    rate. `line` counts the lines of the document's source text from 1. Nothing is repaired silently: a wrong
    figure stays as printed, and `repair` says what was done to read it.
    """

    KEY: ClassVar = ("document", "table", "row", "column", "year", "unit")
    FROZEN_WITH: ClassVar = ("document__version",)

    document = models.ForeignKey(
        Document, models.CASCADE, verbose_name=_("document"), related_name="stated_figures"
    )
    table = ShortText(_("table"), max_length=40)
    row = Code(_("row"), max_length=100)
    column = Code(_("column"), max_length=60)
    year = YearField(_("year"))
    unit = models.CharField(_("printed unit"), max_length=20, choices=StatedUnit)
    text = ShortText(_("text as printed"), max_length=100, blank=True)
    value = WonField(_("value (won)"), null=True, blank=True)
    rate = models.DecimalField(_("rate (%)"), max_digits=12, decimal_places=4, null=True, blank=True)
    line = models.PositiveIntegerField(_("line of the source text"), null=True, blank=True)
    repair = LongText(_("repair note"), blank=True)

    class Meta(Record.Meta):
        abstract = False
        verbose_name = _("stated figure")
        verbose_name_plural = _("stated figures")
        ordering = ["document", "table", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "table", "row", "column", "year", "unit"],
                name="ledger_statedfigure_key",
            ),
            one_of("unit", StatedUnit),
        ]

    def __str__(self) -> str:
        return f"{table_title(self.table)} · {self.row} · {self.column}: {self.text}"

    def clean(self) -> None:
        """What a form must get right beyond what every door must: the year, and that text and value say the same."""
        super().clean()
        version = self.document.version if self.document_id else None
        if version is not None and self.year is not None and self.year != version.fiscal_year:
            raise ValidationError({"year": _("The year of a printed figure is that of its document.")})
        typed = (self.value, self.rate)
        if typed != (None, None) and not self.repair:
            self.value = self.rate = None
            self.read()
            if (self.value, self.rate) != typed:
                self.value, self.rate = typed
                text = _(
                    "The text reads as another figure: clear the value and the rate, or say why in the note."
                )
                raise ValidationError({"text": text})
        self.read()

    def read(self) -> None:
        """Fill a blank value or rate from the text by the written rules of ledger/reading/printed.py.

        A word such as 순증 has neither. Raises ValidationError, with the place of the figure, for a text that they
        cannot read or can read in several ways, unless a note says how, and for a table that no report is. Called by
        forms and, before every save, by the signal below: fixtures too.
        """
        if self.table not in STATED_TABLES:
            known = {"table": self.table, "known": ", ".join(STATED_TABLES)}
            message = _("There is no report “%(table)s”. Reports: %(known)s")
            raise ValidationError({"table": ValidationError(message, params=known)})
        is_given = self.value is not None or self.rate is not None
        if is_given and self.repair:
            return
        try:
            figure = read_printed(self.text, self.unit).figure
        except UnreadableFigure as error:
            if is_given and not isinstance(error, AmbiguousFigure):
                return
            place = f"{self.table} · {self.row} · {self.column}"
            raise refusal_of(error, place, self.line) from error
        if is_given or figure is None:
            return
        if self.unit == StatedUnit.PERCENT:
            self.rate = figure
        else:
            self.value = int(figure)


@receiver(pre_save, sender=StatedFigure)
def read_stated_figure(instance: StatedFigure, **kwargs: Any) -> None:
    """No door leaves a printed figure unread: `loaddata` passes no form and no save()."""
    instance.read()
