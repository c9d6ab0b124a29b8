"""Whole random ledgers with several sources of money: every tie holds, every cell has its origin, all adds up."""

from random import Random

import pytest

from ledger.figures.money import total
from ledger.reporting.report import Report, amount
from ledger.reports import plan_sources, source_shares
from ledger.reports.settled import carry_overs, subsidy_refunds
from ledger.tieout import findings
from tests.ledger.ledgers import exact
from tests.ledger.printed_ledgers import as_printed
from tests.ledger.provenance.test_trace_every_cell import walk
from tests.ledger.sourced_ledgers import sourced

SEEDS = pytest.mark.parametrize("seed", range(8))


@SEEDS
def test_no_tie_breaks(seed: int) -> None:
    held = sourced(exact(Random(seed)))
    for one in (held, as_printed(held)):
        broken = [tie for tie in findings(one, with_causes=False) if tie.verdict == "breaks"]
        assert not broken, [(tie.rule, tie.cell, tie.left, tie.right) for tie in broken]


def test_the_rules_on_sources_have_something_to_look_at() -> None:
    rules = {
        tie.rule for seed in range(8) for tie in findings(sourced(exact(Random(seed))), with_causes=False)
    }
    assert {"plan_sources_to_budget", "costs_to_sources", "carried_out_by_source"} <= rules


@SEEDS
def test_every_cell_has_its_origin(seed: int) -> None:
    walk(sourced(exact(Random(seed))))


def sum_of_sources(report: Report, column: str) -> int | None:
    return total(amount(row.figures, column) for row in report.rows if row.key != "total")


@SEEDS
def test_what_the_sources_give_is_the_whole_to_the_last_won(seed: int) -> None:
    held = sourced(exact(Random(seed), grain=1))
    plan = plan_sources.build(held)
    for column in plan.columns:
        assert sum_of_sources(plan, column.key) == plan.row("total").figures[column.key]
    assert sum_of_sources(source_shares.build(held), "amount") == total(
        one.amount for one in held.allocations
    )
    for row in subsidy_refunds.build(held).rows:
        dues = [amount(row.figures, key) for key in row.figures if key.startswith("due")]
        if (kept := amount(row.figures, "kept")) is not None:
            assert kept + (total(dues) or 0) == row.figures["left"]
    of_carry_overs = carry_overs.build(held)
    for row in of_carry_overs.rows:
        parts = [key for key in row.figures if key.startswith("source-")]
        if row.line is not None and parts:
            given = total(amount(row.figures, key) for key in (*parts, "total_national", "own_money"))
            assert given == row.figures["total"]
