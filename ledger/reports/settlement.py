"""결산현황: the three years before, with the cells that the document leaves blank filled in and marked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ledger.figures.facts import Facts, Settlement, Subject
from ledger.figures.filled import FilledYear, filled_years
from ledger.figures.settlement_form import CELLS, SETTLEMENT_CELLS, UNSPENT_REASON
from ledger.figures.subjects import Identity, row_keys, subjects_by_code
from ledger.figures.text import marked as _
from ledger.reporting import pass_through
from ledger.reporting.books import built_once
from ledger.reporting.declared import FILLED, NATIONAL, Declared, Footnote, breakdown
from ledger.reporting.report import PORTIONS, Column, Portion, Rate, Report, Row, amount, complete_row

RATE = Column(
    "execution_rate",
    "rate",
    Rate("executed", "current_budget"),
    heading=_("Execution rate (executed/current budget, %)"),
)

COLUMNS = (
    *(
        Column(cell.key, heading=cell.heading, within=cell.within, left_over=cell.is_left_over)
        for cell in CELLS
    ),
    RATE,
)
REASON = Column("unspent_reason", "key", heading=UNSPENT_REASON)
"""집행잔액 사유, where one is entered."""

YEARS_SHOWN = 3
"""How many years before the document's a form shows."""


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
    return REPORT.of(columns, [complete_row(row, columns) for row in rows], by)


def scopes(facts: Facts, years: Iterable[int], by: str | None = None) -> list[Scope]:
    """The settled years of the programme and, unless `by` is 'program', of its subjects; rows without rates."""
    subjects = subjects_by_code(row.subject for row in facts.settlements if row.subject is not None)
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
        held = settled.get((year, subject, portion))
        found = settlement_row(blank, filled[subject, portion].get(year))
        if held is not None and held.unspent_reason:
            found = replace(found, figures={**found.figures, REASON.key: held.unspent_reason})
        if subject is None:
            return with_share(found, executed(year, portion))
        if subject.is_pass_through and not found.marks:
            return with_recipients(found, held)
        return found

    return [
        Scope(year, subject, row(year, subject, "total"), row(year, subject, "national"))
        for year in years
        for subject in known
        if subject is None
        or (by != "program" and any(year in filled[subject, portion] for portion in PORTIONS))
    ]


def shown_columns(facts: Facts, found: Iterable[Scope]) -> tuple[Column, ...]:
    """The form's columns; behind them why something is left, where it is said, and those that money handed on needs."""
    found = list(found)
    years = {scope.year for scope in found}
    rows = (row for scope in found for row in (scope.total, scope.national))
    columns = (*COLUMNS, REASON) if any(row.figures.get(REASON.key) for row in rows) else COLUMNS
    is_handed_on = any(
        row.subject is not None and row.subject.is_pass_through and row.fiscal_year in years
        for row in facts.settlements
    )
    if not is_handed_on:
        return columns
    is_shown = any(scope.subject is not None and scope.subject.is_pass_through for scope in found)
    return (*columns, *(pass_through.RECIPIENTS if is_shown else ()), pass_through.SHARE)


def with_share(row: Row, executed: Mapping[Subject, int | None]) -> Row:
    """A row of the programme with the share of its executed money that was handed on."""
    figure, notes = pass_through.handed_on_share(amount(row.figures, "executed"), executed)
    return replace(row, figures={**row.figures, pass_through.SHARE.key: figure}, notes={**row.notes, **notes})


def with_recipients(row: Row, settled: Settlement | None) -> Row:
    """A row of a subject that is passed through, with what its recipients spent."""
    figures, notes = pass_through.recipients(settled)
    return replace(row, figures={**row.figures, **figures}, notes={**pass_through.NOTES, **notes})


def row_key(year: int, subject: Subject | None, portion: str, keys: dict[Identity, str]) -> str:
    """'2019', '2019-national', '2019-401-01', '2019-401-01-national'."""
    return code_row_key(year, None if subject is None else keys[subject.identity], portion)


def code_row_key(year: int, subject: str | None, portion: str) -> str:
    """The same from the key of a subject: 2019, '401-01', 'national' -> '2019-401-01-national'."""
    key = str(year) if subject is None else f"{year}-{subject}"
    return f"{key}-national" if portion == "national" else key


def settlement_row(row: Row, filled: FilledYear | None) -> Row:
    """The row with the cells of its year, or blank and marked where the ledger has none."""
    if filled is None:
        return replace(row, marks=("missing",))
    return replace(
        row,
        figures=dict(filled.cells),
        derived=tuple(sorted(filled.derived, key=SETTLEMENT_CELLS.index)),
        assumed=tuple(sorted(filled.assumed, key=SETTLEMENT_CELLS.index)),
    )


NO_SUBJECTS = Footnote(
    _("By account subject: no data."),
    lambda report: report.by == "subject" and not any(row.name for row in report.rows),
)

REPORT = Declared(
    name="settlement",
    title=_("Settlement"),
    row_heading=_("year"),
    unit="thousand",
    build=build,
    related=("settlement-bridge", "execution", "movements", "carry-overs", "subsidy-refunds"),
    questions=(breakdown("program", "subject", shown="subject"),),
    footnotes=(NATIONAL, *FILLED, NO_SUBJECTS, "recipients"),
    is_printed=True,
)
