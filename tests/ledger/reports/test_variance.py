"""증감 내역: the change against the base, broken down five ways."""

from dataclasses import replace
from fractions import Fraction

import pytest

from ledger.figures.facts import Facts
from ledger.reports.variance import BREAKDOWNS, build
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
    subject,
)

FOUR = ("prior", "current", "change", "rate")


def test_there_are_five_breakdowns() -> None:
    assert set(BREAKDOWNS) == {"subject", "site", "source", "program", "division"}
    with pytest.raises(KeyError):
        build(facts(), "moon")


def three_subjects() -> Facts:
    """Changes: office +10, utilities -300, grants +50; in all -240."""
    return facts(
        [allocation(OFFICE, 110, 0), allocation(UTILITIES, 100, 40), allocation(GRANTS, 50, 50)],
        [allocation(OFFICE, 100, 0), allocation(UTILITIES, 400, 100), allocation(GRANTS, 0, 0)],
    )


def test_by_subject() -> None:
    report = build(three_subjects(), "subject")
    assert column(report, "change") == {"total": -240, "201-01": 10, "201-02": -300, "403-01": 50}
    assert cells(report, "total", *FOUR) == (500, 260, -240, Fraction(-48))


def test_by_source() -> None:
    """City money is the amount less its national part."""
    report = build(three_subjects(), "source")
    assert cells(report, "national", *FOUR) == (100, 40 + 50, -10, Fraction(-10))
    assert cells(report, "city", *FOUR) == (500 - 100, 260 - 90, -230, Fraction(-115, 2))
    assert cells(report, "total", *FOUR) == (500, 260, -240, Fraction(-48))
    assert cells(report, "total", "prior_national", "current_national") == (100, 90)
    assert "unassigned" not in column(report, "change")


def test_by_source_what_has_no_known_national_part_is_unassigned() -> None:
    report = build(
        facts([allocation(OFFICE, 100, 30), allocation(GRANTS, 50)], [allocation(OFFICE, 80, 30)]), "source"
    )
    assert column(report, "current") == {"total": 150, "national": 30, "city": 70, "unassigned": 50}
    assert column(report, "prior") == {"total": 80, "national": 30, "city": 50, "unassigned": None}


def test_by_source_a_national_part_without_an_amount_is_in_no_total() -> None:
    """The allocation has no figure: by source as by subject it adds nothing to the budget."""
    held = facts([allocation(OFFICE, None, 30), allocation(GRANTS, 50, 20)], [])
    for by in BREAKDOWNS:
        assert cells(build(held, by), "total", "current", "current_national") == (50, 30 + 20)


def test_by_program_and_by_division_are_one_row_here() -> None:
    for by, key in (("program", "anchor"), ("division", "거점성장추진단")):
        report = build(three_subjects(), by)
        assert [row.key for row in report.rows] == ["total", key]
        assert cells(report, key, *FOUR) == cells(report, "total", *FOUR) == (500, 260, -240, Fraction(-48))


def test_a_programme_without_division_is_unassigned() -> None:
    held = three_subjects()
    nobodys = replace(held, program=replace(held.program, division=""))
    assert column(build(nobodys, "division"), "change") == {"total": -240, "unassigned": -240}


SITES = (site("jung"), site("mapo"), site("guro"))


def test_by_site() -> None:
    held = facts(
        [allocation(GRANTS, None, None, [line(70, 5, "jung"), line(20, 0, "mapo"), line(3)])],
        [allocation(GRANTS, None, None, [line(50, 5, "jung"), line(8)])],
        sites=SITES,
    )
    report = build(held, "site")
    assert cells(report, "jung", *FOUR) == (50, 70, 20, Fraction(40))
    assert cells(report, "mapo", *FOUR) == (None, 20, 20, None)  # the base has lines, none of this site
    assert report.row("mapo").marks == ("new",)
    assert cells(report, "unassigned", *FOUR) == (8, 3, -5, Fraction(-500, 8))
    assert cells(report, "total", *FOUR) == (58, 93, 35, Fraction(3_500, 58))
    assert "guro" not in column(report, "change")


def test_by_site_a_base_without_lines_says_nothing_of_sites() -> None:
    """The whole prior sum stands in unassigned; a site's change is not known."""
    held = facts(
        [allocation(GRANTS, None, None, [line(70, 0, "jung"), line(30)])],
        [allocation(GRANTS, 40, 0)],
        sites=SITES,
    )
    report = build(held, "site")
    assert cells(report, "jung", *FOUR) == (None, 70, None, None)
    assert report.row("jung").marks == ()
    assert cells(report, "unassigned", *FOUR) == (40, 30, -10, Fraction(-25))
    assert cells(report, "total", *FOUR) == (40, 100, 60, Fraction(150))


def test_by_site_a_budget_without_lines_ends_no_site() -> None:
    held = facts(
        [allocation(GRANTS, 40, 0)],
        [allocation(GRANTS, None, None, [line(70, 0, "jung"), line(30)])],
        sites=SITES,
    )
    report = build(held, "site")
    assert cells(report, "jung", *FOUR) == (70, None, None, None)
    assert report.row("jung").marks == ()
    assert cells(report, "unassigned", *FOUR) == (30, 40, 10, Fraction(100, 3))
    assert cells(report, "total", *FOUR) == (100, 40, -60, Fraction(-60))


def test_by_source_an_unknown_national_part_is_not_zero() -> None:
    """The prior budget says what is national; the current one does not, so nothing has ended."""
    report = build(facts([allocation(GRANTS, 40)], [allocation(GRANTS, 100, 30)]), "source")
    assert cells(report, "national", *FOUR) == (30, None, None, None)
    assert cells(report, "city", *FOUR) == (70, None, None, None)
    assert cells(report, "unassigned", *FOUR) == (None, 40, 40, None)
    assert cells(report, "total", *FOUR) == (100, 40, -60, Fraction(-60))


def test_by_site_an_ended_site_keeps_its_row() -> None:
    held = facts(
        [allocation(GRANTS, None, None, [line(5)])],
        [allocation(GRANTS, None, None, [line(70, 0, "jung")])],
        sites=SITES,
    )
    report = build(held, "site")
    assert cells(report, "jung", *FOUR) == (70, None, -70, Fraction(-100))
    assert report.row("jung").marks == ("ended",)


@pytest.mark.parametrize("by", sorted(BREAKDOWNS))
def test_without_a_version_to_compare_with_nothing_has_changed(by: str) -> None:
    held = facts([allocation(GRANTS, None, None, [line(70, 7, "jung"), line(30)])], None, sites=SITES)
    report = build(held, by)
    assert set(column(report, "change").values()) == {None}
    assert set(column(report, "prior").values()) == {None}
    assert cells(report, "total", "current") == (100,)
    assert all(row.marks == () for row in report.rows)


@pytest.mark.parametrize("by", sorted(BREAKDOWNS))
def test_a_budget_without_figure_has_no_change(by: str) -> None:
    """It is missing, not nil: the version does allot something, nobody knows how much."""
    report = build(facts([allocation(OFFICE)], [allocation(OFFICE, 100, 0)], sites=SITES), by)
    assert cells(report, "total", *FOUR) == (100, None, None, None)
    assert all(row.marks == () for row in report.rows)


@pytest.mark.parametrize("by", sorted(BREAKDOWNS))
def test_a_base_that_allots_nothing_counts_as_zero(by: str) -> None:
    report = build(facts([allocation(OFFICE, 100, 0)], [], sites=SITES), by)
    assert cells(report, "total", *FOUR) == (None, 100, 100, None)


@pytest.mark.parametrize(
    ("top", "shown", "hidden"),
    [
        (1, ["201-02"], 10 + 50),
        (2, ["201-02", "403-01"], 10),
        (0, [], 10 - 300 + 50),
    ],
)
def test_top_keeps_the_largest_changes_and_other_has_the_rest(
    top: int, shown: list[str], hidden: int
) -> None:
    report = build(three_subjects(), "subject", top)
    assert [row.key for row in report.rows] == ["total", *shown, "other"]
    assert cells(report, "other", "change") == (hidden,)
    assert report.row("other").name == str(3 - top)
    assert cells(report, "total", "change") == (-240,)


@pytest.mark.parametrize("top", [3, 4, None])
def test_top_that_hides_nothing_leaves_no_other(top: int | None) -> None:
    report = build(three_subjects(), "subject", top)
    assert [row.key for row in report.rows] == ["total", "201-01", "201-02", "403-01"]


def test_rate_of_other_is_taken_from_its_sums() -> None:
    report = build(three_subjects(), "subject", 1)
    assert cells(report, "other", *FOUR) == (100 + 0, 110 + 50, 60, Fraction(60))


def test_a_change_that_is_not_known_is_hidden_first() -> None:
    held = facts(
        [allocation(OFFICE), allocation(GRANTS, 1)], [allocation(OFFICE, 900), allocation(GRANTS, 0)]
    )
    report = build(held, "subject", 1)
    assert [row.key for row in report.rows] == ["total", "403-01", "other"]
    assert cells(report, "other", *FOUR) == (900, None, None, None)


def test_moved_codes_are_one_row() -> None:
    old = subject("401-01", 2018)
    new = subject("401-02", 2027, replaces=old)
    held = facts([allocation(new, 150)], [allocation(old, 100)], year=2027, subjects=(old, new))
    assert column(build(held, "subject"), "change") == {"total": 50, "401-02": 50}


@pytest.mark.parametrize("is_first", [True, False])
def test_what_was_split_is_compared_together_against_both_bases(is_first: bool) -> None:
    """Against the year before 401-01 100 stands beside 60 + 50; the original of the year has 55 and 45 of its own."""
    old = subject("401-01")
    news = [subject(code, 2021, replaces=old) for code in ("401-02", "401-03")]
    now = [allocation(new, amount) for new, amount in zip(news, (60, 50), strict=True)]
    before = facts(now, [allocation(old, 100)], subjects=(old, *news))
    original = tuple(allocation(new, amount) for new, amount in zip(news, (55, 45), strict=True))
    beside = replace(before, base_allocations=original)
    first, second = (before, beside) if is_first else (beside, before)
    report = build(first, beside=second)
    assert [row.key for row in report.rows] == ["total", "401-02,401-03"]
    keys = ("prior", "current", "change", "prior_beside", "change_beside")
    assert cells(report, "401-02,401-03", *keys) == (100, 60 + 50, 10, 55 + 45, 10)
