"""결산현황: the three years before, with the cells that the document leaves blank filled in and marked.

A blank cell is filled in this order: an identity with one unknown; the chain from year to year (차년이월 of a year
is 전년이월 of the next); last, the assumption that a blank 예산변경 means that no change was reported, where nothing
else of its identity is unknown. A year without a row stays blank: nothing is known of it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from ledger.figures.facts import SETTLEMENT_CELLS, Facts, Settled, Subject
from ledger.figures.money import UNITS
from ledger.reports import pass_through
from ledger.reports.books import built_once
from ledger.reports.report import PORTIONS, Column, Portion, Rate, Report, Row, amount, completed
from ledger.reports.subjects import Identity, in_order, row_keys

WITHIN = {"executed": "current_budget"}
"""Cell -> the one that it must not exceed."""

COLUMNS = (
    *(Column(cell, within=WITHIN.get(cell), left_over=cell == "unspent") for cell in SETTLEMENT_CELLS),
    Column("execution_rate", "rate", Rate("executed", "current_budget")),
)
YEARS_SHOWN = 3
BREAKDOWNS = ("program", "subject")

IDENTITIES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("current_budget", ("final_budget", "carried_in", "budget_change")),
    ("current_budget", ("executed", "carried_out", "subsidy_refund", "unspent")),
)
"""예산현액 = 최종예산 + 전년이월 + 예산변경 and 예산현액 = 집행액 + 차년이월 + 보조금반납금 + 집행잔액."""

Cells = dict[str, int | None]
Sources = dict[tuple[int, str], int]
"""Printed cell (year, cell) that stands behind a figure -> half its unit in won, times how often and with what sign."""


@dataclass(frozen=True)
class Way:
    """How a blank cell was filled: from which cells, as (sign, fiscal year, cell).

    An assumption has none; an identity is named by its place in IDENTITIES.
    """

    kind: Literal["identity", "chain", "assumption"]
    terms: tuple[tuple[int, int, str], ...] = ()
    identity: int | None = None


class Filled:
    """A settled year whose blank cells are being filled, with the way each was found."""

    def __init__(self, settled: Settled) -> None:
        self.year = settled.fiscal_year
        self.unit = settled.unit
        self.cells: Cells = dict(settled.cells)
        self.derived: set[str] = set()
        self.assumed: set[str] = set()
        self.ways: dict[str, Way] = {}
        half = UNITS[settled.unit] // 2
        self.sources: dict[str, Sources] = {
            cell: {(settled.fiscal_year, cell): half}
            for cell, figure in settled.cells.items()
            if figure is not None
        }

    def put(self, cell: str, figure: int, way: Way) -> bool:
        self.cells[cell] = figure
        self.ways[cell] = way
        (self.assumed if way.kind == "assumption" else self.derived).add(cell)
        return True

    def value(self, cell: str) -> int | None:
        """The cell in won; a blank refund is a column that the form does not have: 0 in the identity."""
        figure = self.cells[cell]
        return 0 if figure is None and cell == "subsidy_refund" else figure

    def fill_by_identity(self) -> bool:
        """Fill the one unknown of an identity; true if there was one."""
        for number, (whole, parts) in enumerate(IDENTITIES):
            blank = [cell for cell in (whole, *parts) if self.value(cell) is None]
            if len(blank) != 1:
                continue
            signs = {whole: 1, **dict.fromkeys(parts, -1)}
            sign = -signs.pop(blank[0])
            figure = sum(sign * one * (self.value(cell) or 0) for cell, one in signs.items())
            self.sources[blank[0]] = combined(
                (sign * one, self.sources.get(cell, {})) for cell, one in signs.items()
            )
            terms = tuple((sign * one, self.year, cell) for cell, one in signs.items())
            return self.put(blank[0], figure, Way("identity", terms, number))
        return False

    def room(self, cell: str) -> int:
        """What the roundings of the printed cells that a figure comes from can do, in won."""
        return sum(abs(half) for half in self.sources.get(cell, {}).values())

    def fill_by_assumption(self) -> bool:
        """Take a blank 예산변경 as 'no change reported' where the rest of its sum is known."""
        if self.cells["budget_change"] is not None:
            return False
        if self.cells["final_budget"] is None or self.cells["carried_in"] is None:
            return False
        return self.put("budget_change", 0, Way("assumption"))


def combined(parts: Iterable[tuple[int, Sources]]) -> Sources:
    """What stands behind a sum of figures; a printed cell that counts both ways cancels out."""
    found: Sources = {}
    for sign, sources in parts:
        for source, half in sources.items():
            found[source] = found.get(source, 0) + sign * half
    return found


def fill_by_chain(years: dict[int, Filled]) -> bool:
    """Carry 차년이월 of a year into 전년이월 of the next, or back; true if a cell was filled."""
    for year, filled in years.items():
        following = years.get(year + 1)
        if following is None:
            continue
        carried_out, carried_in = filled.cells["carried_out"], following.cells["carried_in"]
        if carried_in is None and carried_out is not None:
            following.sources["carried_in"] = filled.sources.get("carried_out", {})
            return following.put("carried_in", carried_out, Way("chain", ((1, year, "carried_out"),)))
        if carried_out is None and carried_in is not None:
            filled.sources["carried_out"] = following.sources.get("carried_in", {})
            return filled.put("carried_out", carried_in, Way("chain", ((1, year + 1, "carried_in"),)))
    return False


def filled_years(rows: Iterable[Settled]) -> dict[int, Filled]:
    """The settled years of one subject and portion with their blanks filled as far as the rules go."""
    years = {row.fiscal_year: Filled(row) for row in sorted(rows, key=lambda row: row.fiscal_year)}
    while (
        any(filled.fill_by_identity() for filled in years.values())
        or fill_by_chain(years)
        or any(filled.fill_by_assumption() for filled in years.values())
    ):
        pass
    return years


@dataclass(frozen=True)
class Scope:
    """A year of the programme or of one of its subjects (None: the programme): its row and the national one."""

    year: int
    subject: Subject | None
    total: Row
    national: Row


@built_once
def build(facts: Facts, by: str | None = None) -> Report:
    """Rows for each of the three years before: year, year-national, year-code, year-code-national. Won.

    A year that the ledger does not hold has its two rows too, blank. The execution rate is 집행액 / 예산현액.
    `by` 'program' leaves the subjects out. Where money is handed on (교부) there are columns for it, else only the
    form's. T13 to T15c.
    """
    found = scopes(facts, range(facts.year - YEARS_SHOWN, facts.year), by)
    rows = [row for scope in found for row in (scope.total, scope.national)]
    columns = shown_columns(facts, found)
    return Report("settlement", "thousand", columns, tuple(completed(row, columns) for row in rows), by)


def scopes(facts: Facts, years: Iterable[int], by: str | None = None) -> list[Scope]:
    """The settled years of the programme and, unless `by` is 'program', of its subjects; rows without rates."""
    subjects = in_order(row.subject for row in facts.settlements if row.subject is not None)
    keys = row_keys(subjects)
    known: list[Subject | None] = [None, *subjects]
    filled = {
        (subject, portion): filled_years(
            row for row in facts.settlements if row.subject == subject and row.portion == portion
        )
        for subject in known
        for portion in PORTIONS
    }
    settled = {(row.fiscal_year, row.subject, row.portion): row for row in facts.settlements}

    def executed(year: int, portion: Portion) -> dict[Subject, int | None]:
        years = {subject: filled[subject, portion] for subject in subjects}
        return {subject: of[year].cells["executed"] for subject, of in years.items() if year in of}

    def row(year: int, subject: Subject | None, portion: Portion) -> Row:
        is_national = portion == "national"
        blank = Row(
            row_key(year, subject, portion, keys),
            {},
            name=None if subject is None or is_national else subject.name,
            under=None if subject is None and not is_national else str(year),
            national_of=row_key(year, subject, "total", keys) if is_national else None,
            year=year,
            subject=subject,
        )
        found = settlement_row(blank, filled[subject, portion].get(year))
        if subject is None:
            return with_share(found, executed(year, portion))
        if subject.is_pass_through and not found.marks:
            return with_recipients(found, settled.get((year, subject, portion)))
        return found

    return [
        Scope(year, subject, row(year, subject, "total"), row(year, subject, "national"))
        for year in years
        for subject in known
        if subject is None
        or (by != "program" and any(year in filled[subject, portion] for portion in PORTIONS))
    ]


def shown_columns(facts: Facts, found: Iterable[Scope]) -> tuple[Column, ...]:
    """The form's columns; behind them those that money handed on needs."""
    found = list(found)
    years = {scope.year for scope in found}
    is_handed_on = any(
        row.subject is not None and row.subject.is_pass_through and row.fiscal_year in years
        for row in facts.settlements
    )
    if not is_handed_on:
        return COLUMNS
    is_shown = any(scope.subject is not None and scope.subject.is_pass_through for scope in found)
    return (*COLUMNS, *(pass_through.RECIPIENTS if is_shown else ()), pass_through.SHARE)


def with_share(row: Row, executed: Mapping[Subject, int | None]) -> Row:
    """A row of the programme with the share of its executed money that was handed on."""
    figure, notes = pass_through.share(amount(row.figures, "executed"), executed)
    return replace(row, figures={**row.figures, pass_through.SHARE.key: figure}, notes={**row.notes, **notes})


def with_recipients(row: Row, settled: Settled | None) -> Row:
    """A row of a subject that is passed through, with what its recipients spent."""
    figures, notes = pass_through.recipients(settled)
    return replace(row, figures={**row.figures, **figures}, notes={**pass_through.NOTES, **notes})


def row_key(year: int, subject: Subject | None, portion: str, keys: dict[Identity, str]) -> str:
    """'2019', '2019-national', '2019-401-01', '2019-401-01-national'."""
    return key_of(year, None if subject is None else keys[subject.identity], portion)


def key_of(year: int, subject: str | None, portion: str) -> str:
    """The same from the key of a subject: 2019, '401-01', 'national' -> '2019-401-01-national'."""
    key = str(year) if subject is None else f"{year}-{subject}"
    return f"{key}-national" if portion == "national" else key


def settlement_row(row: Row, filled: Filled | None) -> Row:
    """The row with the cells of its year, or blank and marked where the ledger has none."""
    if filled is None:
        return replace(row, marks=("missing",))
    return replace(
        row,
        figures=dict(filled.cells),
        derived=tuple(sorted(filled.derived, key=SETTLEMENT_CELLS.index)),
        assumed=tuple(sorted(filled.assumed, key=SETTLEMENT_CELLS.index)),
    )
