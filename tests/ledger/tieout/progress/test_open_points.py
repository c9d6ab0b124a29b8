"""What is open in a version: a reason that holds closes a point, one of other figures leaves it open."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ledger.figures.facts import Explanation, Facts
from ledger.load import load
from ledger.models import Program
from ledger.tieout.explanations import side_text
from ledger.tieout.finding import Finding
from ledger.tieout.progress.open_points import open_points

WHEN = datetime(2021, 1, 1, tzinfo=UTC)


@pytest.fixture
def facts(first_document: Program) -> Facts:
    return load("smart-anchor", "2021-original")


def reason_for(broken: Finding, left: str) -> Explanation:
    """Why a tie breaks, given when its left side was this."""
    sides = (left, side_text(broken.right))
    return Explanation("finding", broken.rule, *broken.cell, broken.unit, *sides, "", "", "", "finance", WHEN)


def counts(facts: Facts) -> tuple[int, int, int]:
    points = open_points(facts)
    assert points.stale == points.stale_breaks + points.stale_changes
    return len(points.breaks), points.stale_breaks, points.count - len(points.changes)


def test_a_reason_of_the_sides_as_they_are_closes_a_break(facts: Facts) -> None:
    breaks = open_points(facts).breaks
    explained = replace(facts, explanations=(reason_for(breaks[0], side_text(breaks[0].left)),))
    assert counts(explained) == (len(breaks) - 1, 0, len(breaks) - 1)


def test_a_reason_of_other_sides_leaves_it_open_and_stale(facts: Facts) -> None:
    breaks = open_points(facts).breaks
    explained = replace(facts, explanations=(reason_for(breaks[0], "1"),))
    assert counts(explained) == (len(breaks), 1, len(breaks))


def test_without_reasons_nothing_is_stale(facts: Facts) -> None:
    points = open_points(facts)
    assert points.breaks
    assert points.changes
    assert points.stale == 0
