"""Short ways to trace a cell in a test and to read what the trace names."""

from ledger.figures.facts import Facts
from ledger.provenance.trace import Trace, Tracer
from ledger.reporting.report import Figure
from ledger.reports import REPORTS_BY_NAME


def traced(held: Facts, report: str, row: str, column: str) -> Trace:
    return Tracer(held).trace(REPORTS_BY_NAME[report].build(held), row, column)


def terms(trace: Trace) -> list[tuple[int, str, str, Figure]]:
    """Its sign, row, column and figure."""
    return [(one.sign, one.place.row, one.place.column, one.figure) for one in trace.terms]


def rows(trace: Trace) -> list[tuple[int, str, Figure]]:
    """Its sign, kind and figure."""
    return [(one.sign, one.kind, one.figure) for one in trace.sources]
