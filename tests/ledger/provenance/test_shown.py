"""Which cell shows a row of the ledger alone: one line item of 산출근거 stands in 예산총괄 and in 대상지 as well."""

from random import Random

import pytest

from ledger.figures.facts import Facts
from ledger.provenance.trace import Tracer
from ledger.reporting.report import Place
from tests.ledger.ledgers import exact
from tests.ledger.provenance.test_trace_every_cell import every_report
from tests.ledger.records import GRANTS, OFFICE, allocation, facts, line, site, step
from tests.ledger.tieout.figures import cost


def shown(held: Facts, report: str, row: str, column: str) -> list[tuple[str, str, str] | None]:
    """Where the rows behind a cell are shown alone: report, row, column; None at that cell itself."""
    sources = Tracer(held).at(Place(report, row, column)).sources
    return [(at.report, at.row, at.column) if (at := one.shown) else None for one in sources]


BUDGET = facts(
    [allocation(OFFICE, None, None, [line(20), line(10, 4, "here")]), allocation(GRANTS, 5)],
    [allocation(OFFICE, None, None, [line(7)])],
    sites=(site("here"),),
)


def test_a_line_item_is_shown_by_its_row_of_the_basis() -> None:
    lines = [("calculation-basis", "line-1", "amount"), ("calculation-basis", "line-2", "amount")]
    assert shown(BUDGET, "budget-summary", "201-01", "current") == lines
    assert shown(BUDGET, "sites", "here", "current") == lines[1:]
    national = [(report, row, "amount_national") for report, row, _ in lines]
    assert shown(BUDGET, "budget-summary", "201-01", "current_national") == national


def test_an_amount_without_line_items_is_shown_by_the_budget_summary() -> None:
    own = ("budget-summary", "403-01", "current")
    assert shown(BUDGET, "calculation-basis", "403-01", "amount") == [own]
    assert shown(BUDGET, "sites", "unassigned", "current") == [("calculation-basis", "line-1", "amount"), own]


def test_no_table_of_the_year_shows_the_lines_of_the_base() -> None:
    assert shown(BUDGET, "budget-summary", "201-01", "prior") == [None]


def test_a_share_is_shown_under_its_subject_and_a_cost_under_its_source() -> None:
    held = facts(
        schedule=(step(1, office=60, grants=30), step(2, 40)),
        costs=(cost("city", 4), cost("district", 2), cost("district", 1, off=True)),
    )
    of_step = [("schedule", "line-1", "201-01"), ("schedule", "line-1", "403-01")]
    assert shown(held, "schedule", "line-1", "amount") == of_step
    assert shown(held, "schedule", "line-2", "amount") == [None]
    on_budget = [("overview", "total-cost", "city"), ("overview", "total-cost", "district_on_budget")]
    assert shown(held, "overview", "total-cost", "total") == on_budget


@pytest.mark.parametrize("seed", range(3))
def test_what_shows_a_row_has_its_figure(seed: int) -> None:
    held = exact(Random(seed))
    tracer, count = Tracer(held), 0
    for report in every_report(held):
        for row in report.rows:
            for column in report.columns:
                for source in tracer.trace(report, row.key, column.key).sources:
                    if (at := source.shown) is not None:
                        assert tracer.report(at.report).row(at.row).figures[at.column] == source.figure, at
                        count += 1
    assert count > 100
