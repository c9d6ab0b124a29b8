"""대상지별 연도별 예산: each year's budget by the sites of its line items, and what stands behind."""

from dataclasses import replace

from ledger.figures.facts import Allocation, Facts
from ledger.reports import sites
from ledger.reports.site_budgets import build, items_of
from tests.ledger.records import (
    GRANTS,
    OFFICE,
    UTILITIES,
    allocation,
    cells,
    column,
    facts,
    line,
    site,
    version,
)

FIRST = [allocation(OFFICE, 70), allocation(UTILITIES, 30)]
SECOND = [
    allocation(GRANTS, lines=[line(10, site="jung"), line(4, site="jung"), line(5, site="mapo"), line(1)]),
    allocation(OFFICE, 80),
]


def three_years(sites_: tuple[str, ...] = ("jung", "mapo", "guro")) -> Facts:
    """2020 without line items, 2021 with some, 2022 the year shown."""
    held = [version(2020, id=1), version(2021, id=2), version(2022, id=3)]
    shown: list[Allocation] = [allocation(GRANTS, lines=[line(6, site="jung")])]
    return replace(
        facts(shown, year=2022, sites=tuple(map(site, sites_))),
        versions=tuple(held),
        version=held[2],
        budgets={held[0].key: tuple(FIRST), held[1].key: tuple(SECOND), held[2].key: tuple(shown)},
    )


def test_each_year_has_a_column_and_each_site_what_its_lines_say() -> None:
    report = build(three_years())
    assert [one.key for one in report.columns] == ["2020", "2021", "2022"]
    assert column(report, "2021") == {
        "jung": 10 + 4,
        "mapo": 5,
        "guro": None,
        "unassigned": 1 + 80,
        "total": 100,
    }
    assert column(report, "2022") == {"jung": 6, "mapo": None, "guro": None, "unassigned": None, "total": 6}


def test_budget_without_line_items_is_unassigned_whole() -> None:
    report = build(three_years())
    assert column(report, "2020") == {
        "jung": None,
        "mapo": None,
        "guro": None,
        "unassigned": 70 + 30,
        "total": 100,
    }
    assert report.row("unassigned").notes["2020"] == "no_lines"


def test_remark_counts_the_line_items_behind_a_figure() -> None:
    report = build(three_years())
    assert {row.key: row.notes.get("2021") for row in report.rows} == {
        "jung": "lines:2",
        "mapo": "lines:1",
        "guro": None,
        "unassigned": "lines:1",
        "total": None,
    }


def test_total_is_the_budget_of_the_year() -> None:
    held = three_years()
    for key, allocations in held.budgets.items():
        assert cells(build(held), "total", key[:4]) == (sum(one.amount or 0 for one in allocations),)


def test_year_shown_is_the_version_shown_as_in_the_table_of_the_sites() -> None:
    """Of 2021 the page shows the original although a supplementary budget came after it."""
    original, later = version(2021, id=2), version(2021, "supplementary", id=4, based_on=2)
    held = replace(
        three_years(),
        versions=(original, later),
        version=original,
        allocations=tuple(SECOND),
        budgets={original.key: tuple(SECOND), later.key: (allocation(OFFICE, 999),)},
    )
    assert column(build(held), "2021") == column(sites.build(held), "current")


def test_other_years_are_their_last_word() -> None:
    original, later = version(2021, id=2), version(2021, "supplementary", id=4, based_on=2)
    held = three_years()
    held = replace(
        held,
        versions=(original, later, held.version),
        budgets={original.key: tuple(SECOND), later.key: (allocation(OFFICE, 999),)},
    )
    report = build(held)
    assert [(one.key, one.version) for one in report.columns] == [
        ("2021", "2021-supplementary-1"),
        ("2022", "2022-original"),
    ]
    assert cells(report, "total", "2021") == (999,)


def test_negative_lines_and_blank_amounts() -> None:
    shown = [allocation(GRANTS, lines=[line(-3, site="jung"), line(1)]), allocation(OFFICE)]
    report = build(facts(shown, sites=(site("jung"),)))
    assert column(report, "2021") == {"jung": -3, "unassigned": 1, "total": -2}


def test_without_sites_all_is_unassigned() -> None:
    assert column(build(three_years(())), "2020") == {"unassigned": 100, "total": 100}


def test_items_behind_each_row_sum_to_its_figures() -> None:
    held = three_years()
    items, report = items_of(held), build(held)
    assert {
        key: [(one.version.fiscal_year, one.amount) for one in found] for key, found in items.items()
    } == {
        "jung": [(2021, 10), (2021, 4), (2022, 6)],
        "mapo": [(2021, 5)],
        "unassigned": [(2020, 70), (2020, 30), (2021, 1), (2021, 80)],
    }
    for key, found in items.items():
        for year in (2020, 2021, 2022):
            amounts = [one.amount or 0 for one in found if one.version.fiscal_year == year]
            assert cells(report, key, str(year)) == (sum(amounts) if amounts else None,)


def test_whole_amount_of_a_subject_has_no_description() -> None:
    items = items_of(three_years())["unassigned"]
    assert [one.description for one in items] == [None, None, "line", None]


def test_later_years_are_not_of_this_page() -> None:
    """What is entered for 2022 changes nothing of what 2021 shows."""
    held = three_years()
    held = replace(held, version=held.versions[1], allocations=tuple(SECOND))
    assert [one.key for one in build(held).columns] == ["2020", "2021"]
