"""산출근거 비교: line items beside those of the base; what is seen adds up to the subjects and to the total."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.figures.facts import Allocation, Facts, Line
from ledger.figures.subjects import joint_pairs
from ledger.reporting import comparison
from ledger.reporting.report import Row
from ledger.reports import budget_summary, variance
from ledger.reports.basis_comparison import NO_SITE, build, pairs_of, sites_known
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
from tests.ledger.reports.test_adding_up import FACTS, assert_adds_up, summed

FOUR = ("prior", "current", "change", "rate")
SITES = (site("jung"), site("mapo"))


def marks(of: Facts, **asked: str) -> dict[str, tuple[str, ...]]:
    return {row.key: row.marks for row in build(of, **asked).rows if row.marks}


def names(of: Facts, **asked: str) -> dict[str, str | None]:
    return {row.key: row.name for row in build(of, **asked).rows}


def office() -> Facts:
    """사무관리비: cleaning 30 stays, guards 50 -> 70, print 20 ends, an event 5 is new; 공공운영비 unlined 40 -> 60."""
    return facts(
        [
            allocation(
                OFFICE,
                lines=[
                    line(30, description="cleaning"),
                    line(70, 10, description="guards"),
                    line(5, description="event"),
                ],
            ),
            allocation(UTILITIES, 60, 0),
        ],
        [
            allocation(
                OFFICE,
                lines=[
                    line(50, description="guards"),
                    line(30, description="cleaning"),
                    line(20, description="print"),
                ],
            ),
            allocation(UTILITIES, 40, 0),
        ],
    )


def test_lines_beside_a_budget_so_far_without_lines_are_its_change() -> None:
    """450 so far, 31 less: '△740천원×7명×6/12개월' is no new item."""
    so_far = allocation(OFFICE, 450)
    changed = replace(allocation(OFFICE, lines=[line(-31, description="fewer people")]), carried=so_far)
    report = build(facts([changed], [so_far]))
    assert cells(report, "201-01", "prior", "current", "change") == (450, 450 - 31, -31)
    assert cells(report, "line-1", "current", "change") == (-31, -31)
    assert report.row("line-1").marks == ()


def test_a_subject_with_its_lines_beside_those_of_the_base() -> None:
    report = build(office())
    assert [row.key for row in report.rows] == [
        "201-01",
        "line-1",
        "line-2",
        "line-3",
        "line-4",
        "201-02",
        "total",
    ]
    assert cells(report, "201-01", *FOUR) == (50 + 30 + 20, 30 + 70 + 5, 5, Fraction(5))
    assert cells(report, "line-1", *FOUR) == (30, 30, 0, Fraction(0))
    assert cells(report, "line-2", *FOUR) == (50, 70, 20, Fraction(40))
    assert cells(report, "line-2", "prior_national", "current_national", "change_national") == (0, 10, 10)
    assert cells(report, "201-02", *FOUR) == (40, 60, 20, Fraction(50))
    assert cells(report, "total", *FOUR) == (140, 165, 25, Fraction(2500, 140))
    assert report.columns == comparison.COLUMNS


def test_what_was_added_is_new_and_what_vanished_is_named_and_ended() -> None:
    report = build(office())
    assert (report.row("line-3").name, report.row("line-4").name) == ("event", "print")
    assert cells(report, "line-3", *FOUR) == (None, 5, 5, None)
    assert cells(report, "line-4", *FOUR) == (20, None, -20, Fraction(-100))
    assert marks(office()) == {"line-3": ("new",), "line-4": ("ended",)}


def test_lines_that_did_not_change_can_stand_in_one_row() -> None:
    """cleaning: 30 = 30. The subject keeps adding up: 30 + 70 + 5."""
    report = build(office(), unchanged="summed")
    assert [row.key for row in report.rows][:5] == [
        "201-01",
        "line-2",
        "line-3",
        "line-4",
        "unchanged-201-01",
    ]
    assert cells(report, "unchanged-201-01", *FOUR) == (30, 30, 0, Fraction(0))
    assert report.row("unchanged-201-01").name == "1"
    assert report.row("201-01") == replace(
        build(office()).row("201-01"), parts=("line-2", "line-3", "line-4", "unchanged-201-01")
    )


def one_line(current: Line, prior: Line) -> Facts:
    return facts([allocation(OFFICE, lines=[current])], [allocation(OFFICE, lines=[prior])])


@pytest.mark.parametrize(
    ("prior", "is_unchanged"),
    [
        (line(30), True),
        (line(31), False),
        (line(30, 1), False),
        (replace(line(30), basis="3 × 10"), False),
        (replace(line(30), description=" line  "), True),
    ],
)
def test_unchanged_means_the_same_amounts_and_the_same_basis(prior: Line, is_unchanged: bool) -> None:
    keys = [row.key for row in build(one_line(line(30), prior), unchanged="summed").rows]
    assert ("unchanged-201-01" in keys) is is_unchanged


def test_one_off_in_either_budget_is_marked() -> None:
    once = replace(line(30, description="opening"), is_one_off=True)
    assert marks(one_line(line(30, description="cleaning"), once)) == {
        "line-1": ("new",),
        "line-2": ("ended", "one_off"),
    }
    assert marks(one_line(once, once)) == {"line-1": ("one_off",)}


def test_a_line_at_another_site_is_another_line() -> None:
    of = one_line(line(30, site="jung"), line(30, site="mapo"))
    assert marks(of) == {"line-1": ("new",), "line-2": ("ended",)}


def test_lines_that_are_alike_are_matched_in_their_order() -> None:
    current = [replace(line(30), position=2), replace(line(10), position=1)]
    of = facts([allocation(OFFICE, lines=current)], [allocation(OFFICE, lines=[line(10), line(20), line(5)])])
    report = build(of)
    assert [cells(report, f"line-{number}", "prior", "current") for number in (1, 2, 3)] == [
        (10, 10),
        (20, 30),
        (5, None),
    ]


def test_a_base_without_lines_says_nothing_of_them() -> None:
    """The subject has its 100; what the line was is not known, so it is not new."""
    of = facts([allocation(OFFICE, lines=[line(70), line(50)])], [allocation(OFFICE, 100, 0)])
    report = build(of)
    assert cells(report, "line-1", *FOUR) == (None, 70, None, None)
    assert cells(report, "201-01", *FOUR) == (100, 120, 20, Fraction(20))
    assert marks(of) == {}


def test_a_budget_without_lines_ends_none() -> None:
    of = facts([allocation(OFFICE, 100, 0)], [allocation(OFFICE, lines=[line(70)])])
    assert cells(build(of), "line-1", *FOUR) == (70, None, None, None)
    assert marks(of) == {}


def test_without_a_base_no_line_is_new() -> None:
    of = facts([allocation(OFFICE, lines=[line(70)])], None)
    assert cells(build(of), "line-1", *FOUR) == (None, 70, None, None)
    assert marks(of) == {}


def test_lines_are_joined_over_a_code_that_moved() -> None:
    old = subject("401-01", 2018)
    new = subject("401-02", 2027, replaces=old)
    of = facts(
        [allocation(new, lines=[line(15)])],
        [allocation(old, lines=[line(10)])],
        year=2027,
        subjects=(old, new),
    )
    assert column(build(of), "change") == {"401-02": 5, "line-1": 5, "total": 5}


class TestSplit:
    """401-01 of 70 and 30 became 401-02 and 401-03: one line each went on, what 401-01 had for a feast ended."""

    OLD = subject("401-01", 2018)
    FIRST, SECOND = subject("401-02", 2027, replaces=OLD), subject("401-03", 2027, replaces=OLD)
    PRIOR = (line(70, description="roof", id=1), line(30, site="a", description="fence", id=2), line(9, id=3))

    def split(self) -> Facts:
        return facts(
            [
                allocation(self.FIRST, lines=[line(80, description="roof of steel", id=11, continues=1)]),
                allocation(self.SECOND, lines=[line(30, site="a", description="fence"), line(5, site="b")]),
            ],
            [allocation(self.OLD, lines=self.PRIOR)],
            year=2027,
            subjects=(self.OLD, self.FIRST, self.SECOND),
            sites=(site("a"), site("b")),
        )

    def test_lines_stand_beside_those_that_they_continue(self) -> None:
        report = build(self.split())
        assert column(report, "prior") == {
            "401-01": 70 + 30 + 9,
            "line-1": 9,
            "401-02": None,
            "line-2": 70,
            "401-03": None,
            "line-3": 30,
            "line-4": None,
            "total": 109,
        }
        assert [report.row(f"line-{number}").figures["change"] for number in (2, 3)] == [80 - 70, 0]

    def test_a_line_stays_with_its_own_subject_where_both_have_one_alike(self) -> None:
        """401-01 goes on beside 401-02, and cleans as well now: 401-02's contract is the one that there was."""
        old = replace(self.OLD, valid_until=2030)
        first = replace(self.FIRST, replaces=old.identity)
        of = facts(
            [
                allocation(old, lines=[line(50, description="cleaning")]),
                allocation(first, lines=[line(40, description="cleaning")]),
            ],
            [allocation(first, lines=[line(39, description="cleaning")])],
            year=2027,
            subjects=(old, first),
        )
        report = build(of)
        assert (report.row("line-1").name, report.row("line-1").figures["prior"]) == ("cleaning", None)
        assert report.row("line-2").figures["change"] == 40 - 39

    def test_what_began_or_ended_is_not_known_of_a_line_that_continues_none(self) -> None:
        report = build(self.split())
        assert {key: report.row(key).marks for key in ("line-1", "line-2", "line-3", "line-4")} == {
            "line-1": ("joint",),
            "line-2": (),
            "line-3": (),
            "line-4": ("joint",),
        }

    @pytest.mark.parametrize("asked", ["a", "b", NO_SITE])
    def test_a_site_alone_and_the_rest_add_up_to_the_total(self, asked: str) -> None:
        report = build(self.split(), site=asked)
        for side in ("prior", "current"):
            heads = [row.figures[side] for row in report.rows if row.line is None and row.key != "total"]
            assert (
                sum(figure for figure in heads if isinstance(figure, int))
                == report.row("total").figures[side]
            )

    def test_an_unchanged_line_is_one_wherever_it_went(self) -> None:
        assert build(self.split(), unchanged="summed").row("unchanged-401-03").figures["prior"] == 30


def at_sites() -> Facts:
    """자본보조: jung 50 -> 70, mapo 20 -> 20, no site 8 -> 3; 사무관리비 without lines 40 -> 45."""
    return facts(
        [
            allocation(GRANTS, lines=[line(70, 0, "jung"), line(20, 0, "mapo"), line(3)]),
            allocation(OFFICE, 45, 0),
        ],
        [
            allocation(GRANTS, lines=[line(50, 0, "jung"), line(20, 0, "mapo"), line(8)]),
            allocation(OFFICE, 40, 0),
        ],
        sites=SITES,
    )


def test_a_subject_alone_leaves_the_others_in_one_row() -> None:
    report = build(at_sites(), subject="403-01")
    assert [row.key for row in report.rows] == ["403-01", "line-1", "line-2", "line-3", "other", "total"]
    assert cells(report, "other", *FOUR) == (40, 45, 5, Fraction(25, 2))
    assert report.row("other").name == "1"
    others = build(at_sites(), subject="201-01").row("other")
    assert (others.name, others.figures["change"]) == ("3", 20 + 0 - 5)


def test_a_site_alone_has_the_figures_of_the_variance_by_site() -> None:
    """The subject's row is that of what is shown: 50 -> 70 of its 78 -> 93."""
    report = build(at_sites(), site="jung")
    assert [row.key for row in report.rows] == ["403-01", "line-1", "other", "total"]
    assert cells(report, "403-01", *FOUR) == (50, 70, 20, Fraction(40))
    assert cells(report, "other", *FOUR) == (20 + 8 + 40, 20 + 3 + 45, 0, Fraction(0))
    assert report.row("other").name == "3"
    by_site = variance.build(at_sites(), "site")
    assert cells(report, "403-01", *FOUR) == cells(by_site, "jung", *FOUR)


def test_what_names_no_site_is_the_lines_without_one_and_the_subjects_without_lines() -> None:
    report = build(at_sites(), site="unassigned")
    assert [row.key for row in report.rows] == ["201-01", "403-01", "line-3", "other", "total"]
    assert cells(report, "201-01", "prior", "current") == (40, 45)
    assert cells(report, "403-01", "prior", "current") == (8, 3)
    by_site = variance.build(at_sites(), "site")
    assert cells(by_site, "unassigned", "prior", "current") == (40 + 8, 45 + 3)


def test_a_line_keeps_its_key_whatever_is_hidden() -> None:
    assert names(at_sites(), site="mapo")["line-2"] == names(at_sites())["line-2"]
    assert set(pairs_of(at_sites())) == {"line-1", "line-2", "line-3"}


@pytest.mark.parametrize("asked", [{"subject": "999-99"}, {"site": "moon"}, {"unchanged": "hidden"}])
def test_unknown_is_a_key_error(asked: dict[str, str]) -> None:
    with pytest.raises(KeyError):
        build(at_sites(), **asked)


def test_an_empty_budget_has_a_total() -> None:
    assert column(build(facts([], [])), "change") == {"total": None}


@settings(deadline=None)
@given(FACTS, st.sampled_from(["listed", "summed"]), st.data())
def test_subjects_and_other_add_up_to_the_total(of: Facts, unchanged: str, data: st.DataObject) -> None:
    """Whatever is hidden, for any budget."""
    whole = budget_summary.build(of)
    subjects = [row.key for row in whole.rows if row.key != "total"]
    subject = data.draw(st.none() | st.sampled_from(subjects)) if subjects else None
    place = data.draw(st.none() | st.sampled_from(sites_known(of)))
    report = build(of, subject, place, unchanged)
    lines = tuple(row for row in report.rows if row.key.startswith(("line-", "unchanged-")))
    assert_adds_up(replace(report, rows=tuple(row for row in report.rows if row not in lines)), of)
    assert report.row("total").figures == whole.row("total").figures
    if subject is None and place is None:
        shown = {row.key: row.figures for row in report.rows}
        own = whole.row("total").parts
        assert {key: shown[key] for key in own} == {key: whole.row(key).figures for key in own}


@settings(deadline=None)
@given(FACTS, st.sampled_from(["listed", "summed"]))
def test_lines_add_up_to_their_subject(of: Facts, unchanged: str) -> None:
    """Where both budgets have lines: what a budget holds without lines stands in the subject's row only."""

    def lined(allocations: tuple[Allocation, ...]) -> tuple[Allocation, ...]:
        return tuple(one for one in allocations if one.lines)

    of = replace(of, allocations=lined(of.allocations), base_allocations=lined(of.base_allocations))
    report = build(of, unchanged=unchanged)
    together = {key: joint.key for joint in joint_pairs(of) for key in joint.parts}
    groups: dict[str, tuple[list[Row], list[Row]]] = {}
    for row in report.rows:
        if row.group:
            heads, inside = groups.setdefault(together.get(row.group, row.group), ([], []))
            (heads if row.group == row.key else inside).append(row)
    for heads, inside in groups.values():
        assert [key for head in heads for key in head.parts] == [row.key for row in inside]
        for key in ("prior", "current", "prior_national", "current_national"):
            assert summed(replace(report, rows=tuple(inside)), key) == summed(
                replace(report, rows=tuple(replace(head, parts=()) for head in heads)), key
            )
