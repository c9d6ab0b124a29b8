"""대상지 현황: cost, area, grants and budget of each site."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from ledger.figures.facts import Cost, Grant
from ledger.reporting.order import sort_report
from ledger.reporting.report import Report
from ledger.reports import site_budgets
from ledger.reports.sites import SiteCounts, build, cost_of_withdrawn, count_sites
from tests.ledger.records import GRANTS, OFFICE, UTILITIES, allocation, cells, column, facts, line, site


def test_cost_per_area() -> None:
    sites = (
        site("jung", 9_700, Decimal("1200"), floors_above=12, floors_below=5),
        site("mapo", 100, Decimal("3.5")),
        site("guro", 100),
        site("open", None, Decimal("275")),
    )
    report = build(facts(sites=sites))
    assert cells(report, "jung", "cost_per_area") == (Fraction(97, 12),)
    assert cells(report, "mapo", "cost_per_area") == (Fraction(200, 7),)
    assert cells(report, "guro", "cost_per_area") == (None,)
    assert cells(report, "open", "cost_per_area") == (None,)
    assert cells(report, "jung", "floors_above", "floors_below", "status") == (12, 5, "selected")


def test_budget_of_a_site_is_what_its_lines_say_and_the_rest_is_unassigned() -> None:
    allocations = [
        allocation(GRANTS, None, None, [line(1_071, 0, "jung"), line(803, 0, "mapo"), line(6)]),
        allocation(OFFICE, None, None, [line(20, 0, "jung")]),
        allocation(UTILITIES, 450),  # without lines it names no site
    ]
    report = build(facts(allocations, sites=(site("jung"), site("mapo"), site("guro"))))
    assert column(report, "current") == {
        "jung": 1_071 + 20,
        "mapo": 803,
        "guro": None,
        "unassigned": 6 + 450,
        "total": 2_350,
    }


def test_total_is_the_programmes_budget() -> None:
    allocations = [allocation(OFFICE, 450), allocation(GRANTS, None, None, [line(5, 0, "jung"), line(6)])]
    held = facts(allocations, sites=(site("jung"),))
    assert cells(build(held), "total", "current") == (sum(each.amount or 0 for each in held.allocations),)


def test_grants_of_a_site_are_added_and_those_of_the_programme_unassigned() -> None:
    grants = (
        Grant("jung", "special_tax", 2_000, "won", 2019),
        Grant("jung", "subsidy", 500, "won", 2020),
        Grant(None, "subsidy", 70, "won", 2020),
    )
    report = build(facts(sites=(site("jung"), site("mapo")), grants=grants))
    assert column(report, "national_grant") == {"jung": 2_500, "mapo": None, "unassigned": 70, "total": 2_570}


def test_areas_and_floors_are_not_summed() -> None:
    sites = (site("a", 10, Decimal("2"), floors_above=3), site("b", 20, Decimal("8")))
    report = build(facts(sites=sites))
    assert cells(report, "total", "construction_cost", "area", "cost_per_area", "floors_above", "status") == (
        30,
        None,
        None,
        None,
        None,
    )


def test_an_area_below_zero_gives_no_cost_per_area() -> None:
    """Nobody can say what it means; the amount is shown all the same."""
    row = build(facts(sites=(site("jung", 100, Decimal("-5")),))).row("jung")
    assert (row.figures["construction_cost"], row.figures["cost_per_area"]) == (100, None)
    assert row.notes["cost_per_area"] == "negative_base"


def test_without_sites_all_is_unassigned() -> None:
    report = build(facts([allocation(OFFICE, 450)]))
    assert column(report, "current") == {"unassigned": 450, "total": 450}


GONE = replace(site("gone", 7), status="withdrawn")


class TestWithdrawn:
    def test_they_are_counted_apart_and_stand_behind_the_others(self) -> None:
        report = build(facts(sites=(GONE, site("jung", 100), site("mapo", 20))))
        assert [row.key for row in report.rows] == ["jung", "mapo", "gone", "unassigned", "total"]
        assert count_sites(report.rows) == SiteCounts(kept=2, withdrawn=1)
        assert count_sites(build(facts()).rows) == SiteCounts(0, 0)
        assert report.row("total").notes == {"status": "sites:2+1"}
        assert build(facts()).row("total").notes == {}

    def test_sorted_they_stay_behind_the_others(self) -> None:
        report = build(facts(sites=(GONE, site("jung", 100), site("mapo", 2))))
        for sort in ("construction_cost", "-construction_cost"):
            assert [row.key for row in sort_report(report, sort).rows][2:] == ["gone", "unassigned", "total"]

    def test_their_cost_stays_in_the_sum_and_is_known_apart(self) -> None:
        """100 + 20, and 7 of the one that was given up: what stands in the table leaves no sum."""
        report = build(facts(sites=(GONE, site("jung", 100), site("mapo", 20))))
        assert cells(report, "total", "construction_cost") == (100 + 20 + 7,)
        assert cost_of_withdrawn(report) == 7
        assert cost_of_withdrawn(build(facts(sites=(site("jung", 100),)))) is None

    def test_budget_by_site_lists_them_alike(self) -> None:
        report = site_budgets.build(facts(sites=(GONE, site("jung"))))
        assert [(row.key, row.marks) for row in report.rows][:2] == [("jung", ()), ("gone", ("withdrawn",))]


def test_a_site_of_another_programme_is_named_and_neither_counted_nor_summed() -> None:
    """100 + 20: the 488 of the other one are blank already (figures/editions.py)."""
    other = replace(site("other"), is_listed=False)
    report = build(facts(sites=(site("jung", 100), site("mapo", 20), other)))
    assert cells(report, "total", "construction_cost") == (100 + 20,)
    assert count_sites(report.rows) == SiteCounts(2, 0)
    assert report.row("other").says("construction_cost", "not_listed")


@pytest.mark.parametrize(
    ("total_cost", "note"), [(99, "other_scope"), (130, "other_scope"), (100, None), (None, None)]
)
def test_the_sum_of_the_costs_says_that_the_total_cost_is_another_scope(
    total_cost: int | None, note: str | None
) -> None:
    """Only where both are known and are not the same."""
    costs = () if total_cost is None else (Cost("city", "total", False, total_cost, "won"),)
    report = build(facts(sites=(site("jung", 60), site("mapo", 40)), costs=costs))
    assert report.row("total").notes.get("construction_cost") == note


HALL = site("hall", 600, Decimal("20"), area_kind="plot")
SHOP = site("shop", 90, Decimal("3"), area_kind="used", is_appraised=True)
STUDIO = site("studio", 50, Decimal("2"), area_kind="used")
RUIN = site("ruin", 70, Decimal("7"), area_kind="unknown")
YARD = site("yard", None, Decimal("99"), area_kind="floor")


def compared(report: Report) -> list[str]:
    """The sites whose cost per m² is seen."""
    return [
        row.key
        for row in report.rows
        if row.figures["cost_per_area"] is not None and not row.hides("cost_per_area")
    ]


def test_cost_per_area_is_compared_within_the_kind_that_most_sites_have() -> None:
    """Two used areas against one plot; the yard has no cost and speaks for no kind, nor do unknown areas."""
    report = build(facts(sites=(HALL, SHOP, STUDIO, RUIN, YARD)))
    assert compared(report) == ["shop", "studio"]
    assert {row.key: row.notes.get("cost_per_area") for row in report.rows} == {
        "hall": "area_kinds_differ",
        "shop": None,
        "studio": None,
        "ruin": "area_kinds_differ",
        "yard": None,
        "unassigned": None,
        "total": None,
    }


def test_kind_of_area_can_be_chosen() -> None:
    sites = (HALL, SHOP, STUDIO, RUIN)
    assert compared(build(facts(sites=sites), "plot")) == ["hall"]
    assert compared(build(facts(sites=sites), "floor")) == []


def test_each_site_keeps_its_own_quotient() -> None:
    report = build(facts(sites=(HALL, SHOP, STUDIO, RUIN)))
    assert column(report, "cost_per_area") == {
        "hall": 600 // 20,
        "shop": 90 // 3,
        "studio": 50 // 2,
        "ruin": 70 // 7,
        "unassigned": None,
        "total": None,
    }


def test_unknown_areas_compare_with_nothing() -> None:
    report = build(facts(sites=(RUIN, site("tower", 8, Decimal("1"), area_kind="unknown"))))
    assert compared(report) == []


def test_area_names_its_kind_and_stage_whether_an_appraisal_was_seen() -> None:
    report = build(facts(sites=(HALL, SHOP, RUIN, site("idea", 5))))
    assert {key: report.row(key).notes for key in ("hall", "shop", "ruin", "idea")} == {
        "hall": {"area": "area_plot", "status": "not_appraised"},  # one plot, one used area: the plot counts
        "shop": {"area": "area_used", "status": "appraised", "cost_per_area": "area_kinds_differ"},
        "ruin": {"area": "area_unknown", "status": "not_appraised", "cost_per_area": "area_kinds_differ"},
        "idea": {"status": "not_appraised"},
    }
