"""Where figures come from: small ledgers, then every cell of every report of whole ones."""

from collections.abc import Iterator
from random import Random

import pytest

from ledger.facts import Facts
from ledger.load import load
from ledger.models import Program
from ledger.money import total
from ledger.reports import REPORTS, variance
from ledger.reports.report import Figure, Report
from ledger.reports.trace import Trace, Tracer
from tests.ledger.ledgers import exact


def whole_reports(held: Facts) -> Iterator[Report]:
    """Every report, 증감 내역 by everything and with the smallest changes hidden."""
    for build in REPORTS.values():
        yield build(held)
    for by in variance.BREAKDOWNS:
        for top in (None, 0, 2):
            yield variance.build(held, by, top)


def traces(held: Facts) -> Iterator[tuple[Report, Trace]]:
    tracer = Tracer(held)
    for report in whole_reports(held):
        for row in report.rows:
            for column in report.columns:
                yield report, tracer.trace(report, row.key, column.key)


def given_by(trace: Trace) -> Figure:
    """What the terms and rows of a trace come to, computed by what they say alone."""
    amounts = [(one.sign, one.counted) for one in (*trace.terms, *trace.sources)]
    match trace.operation:
        case "change" if all(term.figure is None for term in trace.terms):
            return None
        case "change" if None in [amount for _, amount in amounts]:
            return None
        case "rate" | "per_area":
            (_, part), (_, base) = amounts
            return part * (100 if trace.operation == "rate" else 1) / base  # type: ignore[operator]
    if len(amounts) == 1 and not isinstance(amounts[0][1], int):
        return amounts[0][1]
    return total(sign * amount for sign, amount in amounts if isinstance(amount, int))


def walk(held: Facts) -> None:
    from collections import Counter

    c = Counter()
    seen = {}
    tracer = Tracer(held)
    for report, trace in traces(held):
        tracer.shown = report
        c[report.name, trace.operation, trace.remark] += 1
        seen.setdefault((report.name, trace.operation, trace.remark), trace.place)
        for term in trace.terms:
            assert (
                tracer.report_of(term.place).row(term.place.row).figures[term.place.column] == term.figure
            ), (trace, term)
    for k, v in sorted(c.items(), key=str):
        print(k, v, seen[k])


def test_first(first_document: Program) -> None:
    for kw in ({}, {"base": "2020-available"}, {"version": "2020-original"}):
        print(kw)
        walk(load(first_document.slug, **kw))
    for n in range(20):
        print(n)
        walk(exact(Random(n)))
    assert 0
