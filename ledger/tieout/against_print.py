"""Family 'print': what the document prints against what the ledger recomputes."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from ledger.figures.facts import StatedFigure
from ledger.figures.money import UNITS, whole_units
from ledger.figures.text import marked as _
from ledger.reading.printed import meaning_of, normalize
from ledger.reporting.report import Rate, national_key
from ledger.tieout.evidence import Evidence
from ledger.tieout.finding import (
    Cell,
    Note,
    RateTie,
    Term,
    Terms,
    Tie,
    compare_sums,
    total_slack,
    verdict_of_rate,
)
from ledger.tieout.rule import Family

FAMILY = Family("print", _("against the print"))

ZERO_BASE = Note("zero_base", _("The base is 0: the form prints 100 by convention (new, net increase)."))
CONVENTIONS = {ZERO_BASE: Decimal(100)}
"""Note -> the rate that a form prints where there is no base to measure against (T05b). Any other rate breaks."""

NEGATIVE_BASE = Note(
    "negative_base", _("The base is below 0: there is no rate that the printed one could be compared with.")
)
"""Of a rate that is not judged."""

ROUNDED_BASE = Note(
    "rounded_base",
    _("The base rounds to 0 in its unit: there is no rate that the printed one could be compared with."),
)
"""Of a rate that is not judged either."""

SAID = {
    "new": Note("said_new", _("The base is 0: the document says in a word that it is new.")),
    "ended": Note("said_ended", _("Nothing is left of the base: the document says so in a word.")),
}
"""Meaning of a word in place of a rate -> what is remarked where it holds."""

ODD_WON = Note("odd_won", _("Part of a thousand won: a budget book must add up in thousand won."))
"""Of an amount that the budget book cannot print, so that somebody has to see to it although nothing breaks."""

AGAINST_THE_LEDGER = (_("Printed"), _("Recomputed"))

ANY_RATE = Fraction(10**9)
"""Larger than any rate: nothing is said."""


@FAMILY.rule(compares=AGAINST_THE_LEDGER)
def stated_figure(evidence: Evidence) -> Iterator[Tie | RateTie]:
    """원문에 인쇄된 금액은 다시 계산한 금액과 같아야 합니다.

    A printed amount must equal the amount that the ledger recomputes.
    """
    for (report, row, column), figures in evidence.stated.items():
        for stated in figures:
            if stated.value is None or stated.unit not in UNITS:
                continue
            recomputed = evidence.terms(report, row, column)
            missing = evidence.blank(report, row, column) if recomputed or stated.value else ()
            cell, printed = evidence.cell(report, row, column), (evidence.as_term(stated),)
            yield Tie(cell, printed, () if missing else recomputed, missing)


@FAMILY.rule(compares=AGAINST_THE_LEDGER)
def stated_rate(evidence: Evidence) -> Iterator[RateTie]:
    """원문에 인쇄된 증감률은 다시 계산한 증감률과 같아야 합니다. 전년도가 0이면 서식 관례대로 100이어야 합니다.

    A printed rate of change must equal the rate that the ledger recomputes; over a zero base it must be the form's 100.
    """
    for (report, row, column), figures in evidence.stated.items():
        declared, cell = evidence.columns.get((report, column)), evidence.cell(report, row, column)
        meaning = declared.meaning if declared and (report, row) in evidence.rows else None
        for stated in filter(prints_rate, figures):
            if isinstance(meaning, Rate):
                yield rate_by_either(evidence, cell, stated, meaning)
            else:
                printed = None if stated.rate is None else Fraction(stated.rate)
                yield RateTie(cell, stated, printed, None, missing=(cell,))


def rate_by_either(evidence: Evidence, cell: Cell, stated: StatedFigure, meaning: Rate) -> RateTie:
    """A printed rate against that of the ledger's amounts, or against that of the printed ones if they round to 0.

    A document may take its rates before or after it rounds: 0.3 of 억원 is a base to the one and none to the other.
    """
    at, keys = (cell.report, cell.row), (meaning.of, meaning.base)
    exact = rate_tie(evidence, cell, stated, *(evidence.terms(*at, key) for key in keys))
    printed = rate_tie(evidence, cell, stated, *(known_to_print(evidence, *at, key) for key in keys))
    return next((tie for tie in (exact, printed) if verdict_of_rate(tie) in ("ties", "rounding")), exact)


def known_to_print(evidence: Evidence, report: str, row: str, column: str) -> tuple[Term, ...]:
    """The terms of what a rate is taken of; the printed zero where the ledger's amount rounds to it."""
    terms, printed = evidence.terms(report, row, column), evidence.printed(report, row, column)
    is_zero = bool(printed) and printed[0].amount == 0 and compare_sums(printed, terms) != "breaks"
    return printed if is_zero else terms


def prints_rate(stated: StatedFigure) -> bool:
    """Whether a figure is a rate, or a word that stands for one."""
    return stated.rate is not None or (stated.unit == "percent" and meaning_of(stated.text) in SAID)


def rate_tie(evidence: Evidence, cell: Cell, stated: StatedFigure, part: Terms, base: Terms) -> RateTie:
    """A printed rate against part / base in percent, by the form's convention where the base is zero or blank."""
    if stated.rate is None:
        return word_tie(evidence, cell, stated, part, base)
    printed = Fraction(stated.rate)
    missing = unknown_of_rate(evidence, cell, part, base)
    if missing and (part or base or printed):
        return RateTie(cell, stated, printed, None, terms=(*part, *base), base=base, missing=missing)
    amounts = [sum(term.amount for term in terms) for terms in (part, base)]
    if amounts[1] == 0:
        if abs(amounts[0]) <= total_slack(part) and printed == 0:
            # A dash: nothing changed from nothing.
            return RateTie(cell, stated, printed, Fraction(0), terms=(*part, *base), base=base)
        note = convention_note(stated.rate) if amounts[0] else None
        is_open = note is None and is_rate_of_rounded(stated, part, base)
        note = ROUNDED_BASE if is_open else note
        return RateTie(
            cell, stated, printed, None, terms=(*part, *base), base=base, note=note, undecided=is_open
        )
    if amounts[1] < 0:
        terms = (*part, *base)
        return RateTie(cell, stated, printed, None, Fraction(0), terms, base, NEGATIVE_BASE, undecided=True)
    rate = Fraction(amounts[0] * 100, amounts[1])
    low, high = rate_bounds(amounts[0], amounts[1], total_slack(part), total_slack(base))
    room = printing_slack(stated) + (rate - low if printed < rate else high - rate)
    return RateTie(cell, stated, printed, rate, room, (*part, *base), base)


def is_rate_of_rounded(stated: StatedFigure, part: Terms, base: Terms) -> bool:
    """Whether a printed rate may be that of a base its unit rounds to 0: 9억 are 18 times 0.5억."""
    change, most = sum(term.amount for term in part), total_slack(base)
    if stated.rate is None or not most:
        return False
    least = Fraction(100 * max(abs(change) - total_slack(part), 0), most)
    is_its_way = stated.rate * change > 0 or not least
    return is_its_way and abs(Fraction(stated.rate)) + printing_slack(stated) >= least


def word_tie(evidence: Evidence, cell: Cell, stated: StatedFigure, part: Terms, base: Terms) -> RateTie:
    """A word in place of a rate: that there was nothing before, or that there is nothing any more, or not so."""
    terms, meaning = (*part, *base), meaning_of(stated.text)
    if missing := unknown_of_rate(evidence, cell, part, base):
        return RateTie(cell, stated, None, None, terms=terms, base=base, missing=missing)
    change, before = (sum(term.amount for term in side) for side in (part, base))
    is_so = bool(change) and (before == 0 if meaning == "new" else change + before == 0)
    rate = Fraction(change * 100, before) if before > 0 else None
    return RateTie(cell, stated, None, rate, terms=terms, base=base, note=SAID[meaning] if is_so else None)


def unknown_of_rate(evidence: Evidence, cell: Cell, part: Terms, base: Terms) -> tuple[Cell, ...]:
    """What is blank of the two columns that a rate is taken of; what is printed there is known."""
    meaning = evidence.columns[cell.report, cell.column].meaning
    assert isinstance(meaning, Rate)
    sides = ((meaning.of, part), (meaning.base, base))
    blank = [
        evidence.blank(cell.report, cell.row, key) for key, terms in sides if not has_printed_term(terms)
    ]
    return tuple({one: None for cells in blank for one in cells})


def has_printed_term(terms: Terms) -> bool:
    """Whether any of the terms is a printed figure."""
    return any(term.stated for term in terms)


def convention_note(rate: Decimal) -> Note | None:
    """The form's convention that prints this rate over a zero base, if there is one."""
    return next((note for note, printed in CONVENTIONS.items() if printed == rate), None)


def printing_slack(stated: StatedFigure) -> Fraction:
    """Half of the last printed decimal of a rate: 0.5 for '43', 0.05 for '43.4'."""
    decimals = normalize(stated.text).partition(".")[2]
    places = sum(character.isdecimal() for character in decimals)
    return Fraction(1, 2 * 10**places)


def rate_bounds(part: int, base: int, part_slack: int, base_slack: int) -> tuple[Fraction, Fraction]:
    """The lowest and highest rate while part and base move within what they are known to; percent."""
    if abs(base) <= base_slack:
        return -ANY_RATE, ANY_RATE  # the base may be nothing at all
    corners = [
        Fraction(100 * (part + p), base + b)
        for p in (-part_slack, part_slack)
        for b in (-base_slack, base_slack)
    ]
    return min(corners), max(corners)


@FAMILY.rule(compares=(_("Amount of the line item"), _("Amount in whole thousands")))
def whole_thousand(evidence: Evidence) -> Iterator[Tie]:
    """천원 단위로 인쇄하는 예산서의 산출근거 항목에는 천원 미만 단수가 없어야 합니다.

    In a budget that is printed in thousand won a line item must be a whole number of thousands.
    """
    printed = evidence.stated.get(("budget-summary", "total", "current"))
    if printed and printed[0].unit != "thousand":
        return
    for row in evidence.report("calculation-basis").rows:
        for column in ("amount", national_key("amount")):
            amount = evidence.figure("calculation-basis", row.key, column)
            if row.line is not None and amount is not None and amount % 1000:
                cell = evidence.cell("calculation-basis", row.key, column)
                whole = Term(whole_units(amount, "thousand") * 1000, "thousand")
                yield Tie(cell, (Term(amount, "won", cell),), (whole,), note=ODD_WON)
