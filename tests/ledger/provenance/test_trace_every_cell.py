"""Where every cell of every report of whole ledgers comes from."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings

from ledger.figures.facts import Facts, Snapshot, Subject
from ledger.figures.money import total
from ledger.load import load
from ledger.models import Program
from ledger.provenance.sources import CellTerm, Source
from ledger.provenance.trace import Trace, Tracer
from ledger.reporting.report import Figure, Report
from ledger.reports import REPORTS, basis_comparison, variance
from tests.ledger.ledgers import exact
from tests.ledger.lived_ledgers import lived
from tests.ledger.printed_ledgers import as_printed
from tests.ledger.reports import test_basis_comparison
from tests.ledger.reports.test_adding_up import FACTS


def every_report(held: Facts) -> Iterator[Report]:
    """Every report; those with several breakdowns by everything, those with filters with rows hidden in 'other'."""
    for report in REPORTS:
        yield report.build(held)
        for question in report.questions:
            for value in () if question.known is None else question.values(held):
                yield report.build(held, **{question.name: value})
    for by in variance.BREAKDOWNS:
        for top in (0, 2):
            yield variance.build(held, by, top)
    for unchanged in basis_comparison.UNCHANGED:
        for known in basis_comparison.sites_known(held):
            yield basis_comparison.build(held, None, known, unchanged)
        for block in basis_comparison.blocks_of(held):
            yield basis_comparison.build(held, block.row.key, None, unchanged)


def given_by(trace: Trace) -> Figure:
    """What the terms and rows of a trace come to, by what it says of them alone."""
    named: list[CellTerm | Source] = [*trace.terms, *trace.sources]
    amounts = [one.counted for one in named]
    if trace.operation == "share":
        *parts, whole = amounts
        is_open = not whole or None in parts or int(str(whole)) < 0
        return None if is_open else Fraction(sum(int(str(one)) for one in parts) * 100, int(str(whole)))
    if trace.operation == "derived":
        assert trace.column.meaning is not None
        return trace.column.meaning.figure(
            {term.place.column: term.figure for term in trace.terms}, frozenset()
        )
    if trace.operation in ("rate", "per_area"):
        part, base = amounts
        if part is None or not base or isinstance(part, str) or isinstance(base, str) or base < 0:
            return None
        return Fraction(part) * (100 if trace.operation == "rate" else 1) / Fraction(base)
    if trace.operation == "change":
        is_open = None in amounts or all(term.figure is None for term in trace.terms)
        return None if is_open else total(one.sign * int(str(one.counted)) for one in named)
    if len(named) == 1 and not isinstance(amounts[0], int):
        return amounts[0]
    return total(one.sign * one.counted for one in named if isinstance(one.counted, int))


def walk(held: Facts, beside: Facts | None = None) -> int:
    """Check each cell of each report; how many they were."""
    tracer, count = Tracer(held, beside), 0
    reports = list(every_report(held))
    if beside is not None:
        reports = [
            variance.build(held, by, top, beside=beside) for by in variance.BREAKDOWNS for top in (None, 1)
        ]
    for report in reports:
        for row in report.rows:
            for column in report.columns:
                trace = tracer.trace(report, row.key, column.key)
                where = (trace.place, trace.operation)
                assert trace.operation != "computed", where
                assert trace.figure == row.figures[column.key], where
                assert given_by(trace) == trace.figure, where
                assert bool(trace.remark) == (trace.figure is None), where
                assert trace.figure is None or trace.terms or trace.sources, where
                for term in trace.terms:
                    other = tracer.report_of(term.place).row(term.place.row)
                    assert other.figures[term.place.column] == term.figure, where
                count += 1
    return count


def handed_on(held: Facts) -> Facts:
    """The ledger with subjects that hand money on, what their recipients spent, and this year's execution."""

    def of(one: Subject) -> Subject:
        return replace(one, is_pass_through=one.code in ("308-01", "403-01"))

    settlements = tuple(
        replace(
            one,
            subject=one.subject and of(one.subject),
            recipients_executed=7,
            recipients_as_of="2020.06.30.",
            unspent_reason="낙찰차액",
        )
        for one in held.settlements
    )
    allocations = tuple(replace(one, subject=of(one.subject)) for one in held.allocations)
    snapshots = [Snapshot(one.subject, date(held.year, 10, 31), 9, 5, "won") for one in allocations]
    return replace(
        held,
        subjects=tuple(map(of, held.subjects)),
        allocations=allocations,
        base_allocations=tuple(replace(one, subject=of(one.subject)) for one in held.base_allocations),
        plan=tuple(replace(one, subject=of(one.subject)) for one in held.plan),
        schedule=(),
        settlements=settlements,
        snapshots=(*snapshots, Snapshot(None, date(held.year, 9, 30), 1, 1, "won")),
    )


@pytest.mark.parametrize("seed", range(5))
def test_every_cell_of_a_whole_ledger(seed: int) -> None:
    held = exact(Random(seed))
    assert walk(held) > 500
    walk(as_printed(held))
    walk(handed_on(held))
    in_between = {"allocations": held.base_allocations, "base_allocations": held.allocations}
    walk(held, replace(held, **in_between))  # type: ignore[arg-type]
    for edition in lived(Random(seed)):
        walk(edition)


@pytest.mark.parametrize("seed", range(5))
def test_every_cell_of_a_ledger_with_blanks(seed: int) -> None:
    """A third of what the settlements print is blank, some rows are missing, the year has its own."""
    random = Random(seed)
    held = exact(random, subject_settlements=True)
    blanked = [
        replace(one, cells={key: None if random.random() < 0.33 else cell for key, cell in one.cells.items()})
        for one in held.settlements
        if random.random() < 0.9
    ]
    own = [replace(one, fiscal_year=held.year) for one in blanked if one.fiscal_year == held.year - 2]
    walk(handed_on(replace(held, settlements=tuple(blanked))))
    walk(handed_on(replace(held, settlements=(*blanked, *own))))


@settings(deadline=None, max_examples=40)
@given(FACTS)
def test_every_cell_of_any_budget(held: Facts) -> None:
    walk(held)


def test_every_cell_where_lines_went_on_under_other_subjects() -> None:
    """Each line beside the one that it continues, each subject by its own lines, by site and by subject."""
    assert walk(test_basis_comparison.TestSplit().split()) > 500


@pytest.mark.parametrize(
    ("version_key", "base_key"),
    [(None, None), (None, "2020-available"), (None, "2021-original"), ("2020-original", None)],
)
def test_every_cell_of_the_first_document(
    version_key: str | None, base_key: str | None, first_document: Program
) -> None:
    held = load(first_document.slug, version_key, base_key)
    walk(held)
    tracer = Tracer(held)
    for report in every_report(held):
        for row in report.rows:
            for column in report.columns:
                trace = tracer.trace(report, row.key, column.key)
                assert all(source.id > 0 for source in trace.sources)
                if trace.figure is not None:
                    assert any(one.sources for one in tracer.below(trace)), trace.place
