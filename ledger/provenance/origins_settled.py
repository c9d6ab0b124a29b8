"""Where the cells of the reports that settlements and executions stand in come from. Pure."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from ledger.figures import versions
from ledger.figures.facts import Settlement, Snapshot, Subject
from ledger.figures.subjects import heirs, row_keys, subjects_by_code
from ledger.provenance.facts_index import (
    NO_ORIGIN,
    FactsIndex,
    budget_origin,
    settlement_cell_origin,
    side_and_portion,
)
from ledger.provenance.sources import (
    CellTerm,
    Origin,
    Source,
    settlement_source,
    snapshot_source,
    subject_name,
    version_source,
)
from ledger.reporting.report import Column, Place, Report, Row, portion_key
from ledger.reports import execution
from ledger.reports.settlement import row_key
from ledger.reports.settlement_bridge import NEXT, WHOLE_STEP, following_of


def of_settlement(index: FactsIndex, report: Report, row: Row, column: Column) -> Origin | None:
    """A printed cell, or the cells by which a blank one was filled."""
    if row.key not in index.settlements:
        return Origin(remark="year_absent")
    settled, filled = index.settlements[row.key]
    cell = column.key
    if cell in ("recipients_executed", "recipients_as_of"):
        return of_recipients(settled, cell)
    if cell == "unspent_reason":
        names = (str(settled.fiscal_year), subject_name(settled.subject), settled.portion, cell)
        return Origin(
            sources=(Source("settlement", settled.id, cell, settled.unspent_reason or None, names),)
        )
    if cell == "pass_through_share":
        return handed_on_origin(index, settled)
    if cell not in filled.cells:
        return None
    way = filled.ways.get(cell)
    if way is None:
        return Origin(sources=(settlement_source(settled, cell),))
    if way.kind == "assumption":
        return Origin(sources=(settlement_source(settled, cell, counts_as_zero=True),), how="assumption")
    found = NO_ORIGIN
    for sign, year, other in way.terms:
        key = row_key(year, settled.subject, settled.portion, index.settlement_keys)
        found = found.and_of(settlement_cell_origin(index, key, other, sign, report))
    return Origin(found.terms, found.sources, way.kind, way.identity)


def of_recipients(settled: Settlement, cell: str) -> Origin | None:
    """What the recipients have spent of money that was handed on, and by which day."""
    if settled.subject is None or not settled.subject.is_pass_through:
        return None
    figure = (
        settled.recipients_executed if cell == "recipients_executed" else settled.recipients_as_of or None
    )
    names = (str(settled.fiscal_year), subject_name(settled.subject), settled.portion, cell)
    return Origin(sources=(Source("settlement", settled.id, cell, figure, names, settled.unit),))


def handed_on_origin(index: FactsIndex, settled: Settlement) -> Origin | None:
    """교부 비중: what the subjects that hand money on executed, over what the programme did."""
    if settled.subject is not None:
        return None
    others = [
        one
        for one in index.facts.settlements
        if (one.fiscal_year, one.portion) == (settled.fiscal_year, settled.portion)
    ]
    subjects = subjects_by_code(one.subject for one in others if one.subject and one.subject.is_pass_through)
    found = NO_ORIGIN
    for subject in (*subjects, None):
        key = row_key(settled.fiscal_year, subject, settled.portion, index.settlement_keys)
        found = found.and_of(settlement_cell_origin(index, key, "executed"))
    return replace(found, how="share")


def of_settlement_bridge(index: FactsIndex, report: Report, row: Row, column: Column) -> Origin | None:
    """A step is a cell of the settlement; of the next year's 전년이월 that of its own settlement."""
    if column.key == "share":
        return None if row.step == NEXT else share_of_whole(report, row)
    assert row.year is not None
    assert row.step is not None
    if row.step == NEXT:
        return carried_on_origin(index, row.year, row.subject, column.key)
    return settlement_cell_origin(
        index, row_key(row.year, row.subject, column.key, index.settlement_keys), row.step
    )


def share_of_whole(report: Report, row: Row) -> Origin:
    """A step over 예산현액 of the same year."""
    whole = next(
        one for one in report.rows if (one.year, one.subject, one.step) == (row.year, row.subject, WHOLE_STEP)
    )
    places = ((one, Place(report.name, one.key, "total", report.by)) for one in (row, whole))
    return Origin(tuple(CellTerm(place, one.figures["total"]) for one, place in places), how="share")


def carried_on_origin(index: FactsIndex, year: int, subject: Subject | None, portion: str) -> Origin:
    """What the year after carried in, in the code that alone continues a subject, held or not; None: the programme."""
    following, keys = following_of(index.facts, year, subject), index.settlement_keys
    if subject is not None and following is None:
        return NO_ORIGIN
    if following is not None:
        keys = {following.identity: following.code, **keys}
    return settlement_cell_origin(index, row_key(year + 1, following, portion, keys), "carried_in")


def of_execution(index: FactsIndex, report: Report, row: Row, column: Column) -> Origin | None:
    """This year's budget and carry-over, and what the latest day knows of its execution."""
    index = index.with_year
    subject = subject_of(index, row)
    rows = [one for one in report.rows if one.key != "total"]
    match column.key:
        case "current" if subject is None:
            terms = (CellTerm(Place(report.name, one.key, "current"), one.figures["current"]) for one in rows)
            return Origin(tuple(terms), how="cells")
        case "current":
            some = [one for one in index.facts.allocations if one.subject == subject]
            return budget_origin(index, index.side("current"), "total", some)
        case "carried_in":
            return carried_in_origin(index, subject)
        case "current_budget":
            own = own_settlement(index, subject, "current_budget")
            return own or current_budget_origin(report, row)
        case "committed" | "executed":
            return execution_origin(index, subject, column.key)
        case "pass_through_share":
            return handed_on_origin_so_far(index, report, row)
    return None


def subject_of(index: FactsIndex, row: Row) -> Subject | None:
    """The subject of a row of the execution report, None of its total."""
    day = execution.latest_day(index.facts.snapshots)
    subjects = subjects_by_code(
        [allocation.subject for allocation in index.facts.allocations]
        + [one.subject for one in (day.subjects if day else ()) if one.subject is not None]
    )
    keys = row_keys(subjects)
    return next((one for one in subjects if keys[one.identity] == row.key), None)


def settlements_of_heirs(index: FactsIndex, year: int) -> dict[tuple[str, int] | None, list[str]]:
    """Subject of this year (None: the programme) -> the keys of its settlements in a year, over moved codes."""
    found: dict[tuple[str, int] | None, list[str]] = {}
    facts = index.facts
    for key, (settled, _filled) in index.settlements.items():
        if settled.fiscal_year == year and settled.portion == "total":
            own = settled.subject
            if own is None:
                found.setdefault(None, []).append(key)
                continue
            for heir in heirs(own, facts.successors, facts.year):
                found.setdefault(heir.identity, []).append(key)
    return found


def own_settlement(index: FactsIndex, subject: Subject | None, cell: str) -> Origin | None:
    """A cell of the year's own settlement, where there is one that knows it."""
    keys = settlements_of_heirs(index, index.facts.year).get(subject.identity if subject else None, [])
    # Of several codes that became one the report takes the last.
    known = [key for key in keys[-1:] if index.settlements[key][1].cells[cell] is not None]
    return settlement_cell_origin(index, known[0], cell) if known else None


def carried_in_origin(index: FactsIndex, subject: Subject | None) -> Origin:
    """전년이월 of the year's own settlement, else what the year before carried out.

    A subject that a complete settlement by subject does not name: the programme's carry-over less all of theirs.
    """
    own = own_settlement(index, subject, "carried_in")
    if own is not None:
        return own
    before = settlements_of_heirs(index, index.facts.year - 1)
    keys = before.get(subject.identity if subject else None, [])
    if subject is not None and is_shared(index, keys):
        return NO_ORIGIN
    found = NO_ORIGIN
    for key in keys:
        found = found.and_of(settlement_cell_origin(index, key, "carried_out"))
    if not keys and None in before:
        rest = NO_ORIGIN
        signs = {key: 1 if identity is None else -1 for identity, of in before.items() for key in of}
        for key, sign in signs.items():
            rest = rest.and_of(settlement_cell_origin(index, key, "carried_out", sign))
        known = [term.figure for term in rest.terms]
        if len(known) > 1 and None not in known:
            return rest
    return replace(found, remark="" if keys else "year_absent")


def is_shared(index: FactsIndex, keys: Iterable[str]) -> bool:
    """Whether one of the settlements carried out what several subjects continue, none of them alone."""
    facts = index.facts
    for key in keys:
        settled, filled = index.settlements[key]
        is_split = settled.subject and len(heirs(settled.subject, facts.successors, facts.year)) > 1
        if is_split and filled.cells["carried_out"] != 0:
            return True
    return False


def current_budget_origin(report: Report, row: Row) -> Origin:
    """예산현액 before the settlement: the budget and what was carried in, which counts as 0 where it is not known."""
    cells = ("current", "carried_in")
    terms = (
        CellTerm(
            Place(report.name, row.key, cell),
            row.figures[cell],
            counts_as_zero=cell == "carried_in"
            and row.figures[cell] is None
            and row.figures["current"] is not None,
        )
        for cell in cells
    )
    return Origin(tuple(terms), how="cells")


def execution_origin(index: FactsIndex, subject: Subject | None, cell: str) -> Origin:
    """The rows of the latest day: the subject's, or the programme's own, else those of its subjects."""
    day = execution.latest_day(index.facts.snapshots)
    if day is None:
        return NO_ORIGIN
    field: Literal["committed", "executed"] = "executed" if cell == "executed" else "committed"
    if subject is not None:
        return snapshots_origin((one for one in day.subjects if one.subject == subject), field)
    own = snapshots_origin([day.whole] if day.whole else [], field)
    if day.whole is not None and getattr(day.whole, field) is not None:
        return own
    return own.and_of(snapshots_origin(day.subjects, field))


def snapshots_origin(rows: Iterable[Snapshot], field: Literal["committed", "executed"]) -> Origin:
    """The origin in a field of some snapshots."""
    return Origin(sources=tuple(snapshot_source(row, field) for row in rows))


def handed_on_origin_so_far(index: FactsIndex, report: Report, row: Row) -> Origin | None:
    """교부 비중 of this year: what the subjects that hand money on executed, over the programme's."""
    if row.key != "total":
        return None
    keys = [
        one.key
        for one in report.rows
        for subject in [subject_of(index, one)]
        if subject is not None and subject.is_pass_through and one.figures["executed"] is not None
    ]
    rows = {one.key: one for one in report.rows}
    places = (Place(report.name, key, "executed") for key in (*keys, "total"))
    return Origin(tuple(CellTerm(one, rows[one.row].figures["executed"]) for one in places), how="share")


def of_year_budgets(index: FactsIndex, report: Report, row: Row, column: Column) -> Origin | None:
    """The budget of a year's version, which version that is; what its settlement says."""
    if column.kind == "key":
        shown = versions.find(index.facts.versions, str(row.figures["version"]))
        return Origin(sources=(version_source(shown),) if shown else ())
    side, portion = side_and_portion(column)
    if side != "amount":
        return settlement_cell_origin(index, row.key, column.key)
    facts, year = index.facts, row.year
    if year == facts.year:
        key = portion_key("current", portion)
        place = Place("budget-summary", "total", key)
        return Origin((CellTerm(place, row.figures[column.key]),), how="cells")
    assert year is not None
    version = versions.default_current(facts.versions, year)
    return budget_origin(index, index.budget(version.key if version else ""), portion)
