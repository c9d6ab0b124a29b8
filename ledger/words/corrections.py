"""Printed errors beside their corrections: a mark at the cell and a footnote under the table, the same by every door.

A cell shows what the ledger computes. Where the document prints another figure, and no rounding explains it, the cell
carries ¹⁾ and the footnote says what the document printed, what it should be, and why.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.utils.translation import gettext

from ledger.figures.facts import Facts
from ledger.figures.money import UNITS, in_unit, whole_units
from ledger.reading.printed import normalize, split_unit
from ledger.reporting.report import Column, Rate, Report
from ledger.tieout import Finding
from ledger.tieout.explanations import explanation_state, newest_explanation
from ledger.words import locale
from ledger.words.formats import form_rate, national_text, with_separators

RAISED = str.maketrans("0123456789)", "⁰¹²³⁴⁵⁶⁷⁸⁹⁾")
"""Digits and parenthesis as they stand behind a figure."""


def misprints(found: Iterable[Finding]) -> list[Finding]:
    """The findings that say that a printed figure is wrong."""
    return [one for one in found if one.is_of_print and one.verdict == "breaks"]


class Corrections:
    """The printed errors of a table. They are numbered as the table asks for their marks: from its first cell on."""

    def __init__(self, report: Report, facts: Facts, found: Iterable[Finding]) -> None:
        self.report, self.facts = report, facts
        self.columns = {column.key: column for column in report.columns}
        self.at: dict[tuple[str, str], list[Finding]] = defaultdict(list)
        for one in misprints(found):
            if one.cell.report == report.name:
                self.at[one.cell.row, one.cell.column].append(one)
        self.numbered: list[Finding] = []

    def mark(self, row: str, column: str, unit: str = "") -> str:
        """'¹⁾' behind a figure that the document prints otherwise (in a unit, else in any), '' behind any other."""
        marks = []
        for one in self.at.get((row, column), ()):
            if unit not in ("", one.unit):
                continue
            if one not in self.numbered:
                self.numbered.append(one)
            marks.append(self.mark_of(one))
        return "".join(marks)

    def mark_of(self, one: Finding) -> str:
        """The mark of a finding, '' of one that is no printed error of this table."""
        return f"{self.numbered.index(one) + 1})".translate(RAISED) if one in self.numbered else ""

    @property
    def notes(self) -> tuple[str, ...]:
        """'1) 원문 47,476 → 정정 1,045: 합계 오기' of each mark that was asked for."""
        return tuple(f"{number}) {self.note(one)}" for number, one in enumerate(self.numbered, start=1))

    def note(self, one: Finding) -> str:
        """What the document prints, what it should be, and why, as far as somebody has said so."""
        assert one.stated is not None
        explanation, why = newest_explanation(one, self.facts.explanations), ""
        if explanation is not None and explanation_state(one, self.facts.explanations) is True:
            why = " ".join(explanation.submission_text.split())
        return gettext("the source prints %(printed)s → corrected %(corrected)s: %(why)s") % {
            "printed": f"{one.stated.text}{self.unit_left_out(one)}",
            "corrected": locale.in_locale(self.corrected(one)),
            "why": why or gettext("computed from the other figures"),
        }

    def corrected(self, one: Finding) -> str:
        """The right figure of a printed error, written as the document writes the wrong one."""
        assert one.stated is not None
        column = self.columns[one.cell.column]
        is_national = column.national_of is not None or self.report.row(one.cell.row).is_national
        if isinstance(column.meaning, Rate):
            return self.rate(one, column.meaning, is_national=is_national)
        assert isinstance(one.right, int)
        text = normalize(one.stated.text)
        own = split_unit(text)[1]
        unit = own or one.unit
        is_whole = one.right % UNITS[unit] == 0
        amount = whole_units(one.right, unit) if is_whole else in_unit(one.right, unit)
        number = national_text(amount, is_none=not one.right) if is_national else with_separators(amount)
        return with_unit(number, own) if own else f"{number}{self.unit_left_out(one)}"

    def unit_left_out(self, one: Finding) -> str:
        """'백만원' behind a figure that the document prints in another unit than the table, without naming it."""
        assert one.stated is not None
        is_told = one.unit == self.report.unit or split_unit(normalize(one.stated.text))[1] is not None
        return "" if is_told or one.unit == "percent" else with_unit("", one.unit)

    def rate(self, one: Finding, meaning: Rate, *, is_national: bool) -> str:
        """A rate of change as the form has it: a whole number, 100 over a base of 0."""
        figures = self.report.row(one.cell.row).figures
        return form_rate(figures[meaning.of], figures[meaning.base], is_national=is_national)


def numbered_corrections(report: Report, facts: Facts, found: Iterable[Finding]) -> Corrections:
    """All printed errors of a report, numbered as its table is read."""
    corrections = Corrections(report, facts, found)
    for row, column in reading_order(report):
        corrections.mark(row, column.key)
    return corrections


def reading_order(report: Report) -> list[tuple[str, Column]]:
    """Row key and column of each cell as a page is read: line by line, the (x …) line above its amounts."""
    columns = sorted(report.columns, key=lambda column: column.national_of is None)
    return [(row.key, column) for row in report.rows for column in columns]


def with_unit(number: str, unit: str) -> str:
    """'1,045백만원', in English '1,045 million won'; without a number what comes behind one."""
    return gettext("%(amount)s %(unit)s") % {"amount": number, "unit": locale.UNITS[unit]}
