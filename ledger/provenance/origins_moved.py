"""Where the cells of 예산변경 내역 and 이월 조서 come from: each line is a row of the ledger. Pure."""

from dataclasses import replace

from ledger.figures.movement import CarryOver
from ledger.provenance.facts_index import FactsIndex
from ledger.provenance.sources import (
    Origin,
    carry_over_source,
    funding_source,
    movement_source,
    negative,
    subject_name,
)
from ledger.reporting.report import Column, Report, Row
from ledger.reports.settled import carry_overs, movements
from ledger.reports.settled.carry_overs import OWN_MONEY
from ledger.reports.variance import source_key

MOVEMENT_FIELDS = {"kind": "kind", "from": "from_subject", "to": "to_subject", "reason": "reason"}
"""Column of words -> the field of a movement."""

CARRY_OVER_FIELDS = {"carried_before": "carried_before", "document": "document_number", "reason": "reason"}
"""Column of words -> the field of a carry-over."""


def of_movements(index: FactsIndex, report: Report, row: Row, column: Column) -> Origin | None:
    """A movement; what it does to the budget is its amount, taken off where it leaves, both where it stays."""
    if row.line is None:
        return None
    moved = dict(movements.numbered_movements(index.facts))[row.line]
    source = movement_source(moved, column.portion)
    if column.key in MOVEMENT_FIELDS:
        source = replace(source, field=MOVEMENT_FIELDS[column.key], figure=row.figures[column.key])
    if column.whole != "net":
        return Origin(sources=(source,))
    gained = (source,) if moved.to_subject is not None else ()
    lost = negative((source,)) if moved.from_subject is not None else ()
    return Origin(sources=(*gained, *lost))


def of_carry_overs(index: FactsIndex, report: Report, row: Row, column: Column) -> Origin | None:
    """A carry-over, in the column of its kind."""
    if row.line is None:
        return None
    carried = dict(carry_overs.numbered_carry_overs(index.facts))[row.line]
    source = carry_over_source(carried, column.portion)
    if column.key in CARRY_OVER_FIELDS:
        source = replace(source, field=CARRY_OVER_FIELDS[column.key], figure=row.figures[column.key])
    elif column.whole != carried.kind:
        return shares_origin(index, carried, row, column)
    return Origin(sources=(source,))


def shares_origin(index: FactsIndex, carried: CarryOver, row: Row, column: Column) -> Origin | None:
    """What a source gives to a carry-over, or own money: what its (x) and its sources leave of it."""
    names = {source_key(one.slug): one.name for one in index.facts.sources}
    if column.key not in (*names, OWN_MONEY.key):
        return None
    if row.figures[column.key] is None:
        return Origin(remark="no_sources")
    owner = (str(carried.fiscal_year), subject_name(carried.subject))
    shares = [(source_key(one.source), one) for one in carried.shares]
    found = tuple(
        funding_source(one, names[key], owner) for key, one in shares if column.key in (key, OWN_MONEY.key)
    )
    if column.key != OWN_MONEY.key:
        return Origin(sources=found)
    national = carry_over_source(carried, "national")
    taken_off = (*((national,) if national.figure else ()), *found)
    return Origin(sources=(carry_over_source(carried, "total"), *negative(taken_off)))
