"""The list of programmes: what is seen adds up to the total, whatever is asked for, sorted or paged."""

from datetime import UTC, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.figures.facts import Program, Version
from ledger.figures.money import total
from ledger.figures.program_list import ProgramBudget, ProgramList
from ledger.reporting.report import Report
from ledger.reports.programs import COLUMNS, ProgramFilter, build, find_programs, program_row_key
from tests.ledger.records import cells, column, version

THIS, LAST = version(2021, id=21), version(2020, id=20)
NO_MORE = version(2021, id=21, has_allocation=False)
NOT_YET = version(2020, id=20, has_allocation=False)
CHANGED = version(2021, "supplementary", id=22, based_on=21)


def budget(
    slug: str,
    current: int | None = None,
    prior: int | None = None,
    *,
    bureau: str = "실",
    division: str = "과",
    account: str = "",
    name: str = "",
    national: tuple[int | None, int | None] = (None, None),
    shown: Version | None = THIS,
    base: Version | None = LAST,
) -> ProgramBudget:
    """A programme in the year; `national` are the parts of the current and of the prior budget."""
    program = Program(slug, name or f"사업 {slug}", bureau, division, None, account)
    return ProgramBudget(program, shown, base, current, national[0], prior, national[1])


def listed(*programs: ProgramBudget) -> ProgramList:
    return ProgramList(2021, datetime(2021, 1, 1, tzinfo=UTC), (2021, 2020), programs)


THREE = listed(
    budget("a", 7, 5, bureau="가", division="하나"),
    budget("b", 1, 4, bureau="가", division="하나"),
    budget("c", 10, 10, bureau="가", division="둘"),
)
SIX = listed(
    *THREE.programs,
    budget("d", 100, 50, bureau="나", division="하나", account="특별"),
    budget("e", 20, 30, bureau="나", division="하나"),
    budget("f", 3, None, bureau="", division="", base=NOT_YET),
)


def keys(report: Report) -> list[str]:
    return [row.key for row in report.rows]


def test_total_then_each_bureau_and_division_with_its_programmes() -> None:
    assert column(build(SIX), "current") == {
        "total": 141,
        "bureau-가": 18,
        "division-가/하나": 8,
        "a": 7,
        "b": 1,
        "division-가/둘": 10,
        "c": 10,
        "bureau-나": 120,
        "division-나/하나": 120,
        "d": 100,
        "e": 20,
        "bureau-": 3,
        "division-/": 3,
        "f": 3,
    }


def test_change_and_rate_of_a_sum_are_taken_from_the_sums() -> None:
    """가: 18 − 19 = △1, △1 of 19."""
    assert cells(build(SIX), "bureau-가", "prior", "current", "change", "rate") == (
        19,
        18,
        -1,
        Fraction(-100, 19),
    )
    assert cells(build(SIX), "total", "prior", "current", "change") == (99, 141, 42)


def test_national_part_is_summed_beside_the_whole() -> None:
    report = build(listed(budget("a", 7, 5, national=(2, 1)), budget("b", 1, 4, national=(0, None))))
    assert cells(report, "total", "prior_national", "current_national", "change_national") == (1, 2, 1)


def test_flat_list_has_no_subtotals() -> None:
    assert keys(build(SIX, is_flat=True)) == ["total", *"abcdef"]


def test_parts_are_the_rows_that_a_sum_adds_up() -> None:
    report = build(SIX)
    assert report.row("total").parts == ("bureau-가", "bureau-나", "bureau-")
    assert report.row("bureau-가").parts == ("division-가/하나", "division-가/둘")
    assert report.row("division-가/하나").parts == ("a", "b")
    assert build(SIX, ProgramFilter(account="특별")).row("total").parts == ("bureau-나", "other")
    assert build(THREE, is_flat=True).row("total").parts == ("a", "b", "c")


def test_what_a_filter_hides_stands_in_one_row() -> None:
    """나 keeps d = 100; e and the other four are 41."""
    report = build(SIX, ProgramFilter(account="특별"))
    assert column(report, "current") == {
        "total": 141,
        "bureau-나": 100,
        "division-나/하나": 100,
        "d": 100,
        "other": 41,
    }
    assert report.row("other").name == "5"


def test_sums_that_are_not_of_all_their_programmes_say_so() -> None:
    report = build(SIX, ProgramFilter(search="사업 a"))
    assert [row.key for row in report.rows if "partial" in row.marks] == ["bureau-가", "division-가/하나"]
    assert [row for row in build(SIX).rows if "partial" in row.marks] == []


def test_pages_are_cut_from_the_order() -> None:
    assert keys(build(SIX, page=slice(1, 3), is_flat=True)) == ["total", "b", "c", "other"]
    second = build(SIX, page=slice(2, 4))
    assert keys(second) == [
        *("total", "bureau-가", "division-가/둘", "c", "bureau-나", "division-나/하나", "d", "other")
    ]
    assert second.row("other").name == "4"


def test_nothing_found_leaves_the_total_and_the_others() -> None:
    report = build(SIX, ProgramFilter(search="없음"))
    assert keys(report) == ["total", "other"]
    assert cells(report, "other", "prior", "current") == cells(report, "total", "prior", "current")


def test_a_ledger_without_programmes_has_an_empty_total() -> None:
    report = build(listed())
    assert keys(report) == ["total"]
    assert set(report.row("total").figures.values()) == {None}


def test_sorting_moves_programmes_inside_their_division() -> None:
    order = keys(build(SIX, sort="current"))
    assert order == [
        *("total", "bureau-가", "division-가/하나", "b", "a", "division-가/둘", "c"),
        *("bureau-나", "division-나/하나", "e", "d", "bureau-", "division-/", "f"),
    ]


def test_a_flat_list_sorts_over_all_and_a_page_is_cut_after_that() -> None:
    assert keys(build(SIX, sort="-change", is_flat=True)) == ["total", "d", "f", "a", "c", "b", "e"]
    assert keys(build(SIX, sort="-change", is_flat=True, page=slice(0, 2))) == ["total", "d", "f", "other"]


def test_sorting_by_name() -> None:
    named = listed(budget("a", 1, name="다"), budget("b", 1, name="가"), budget("c", 1, name="나"))
    assert keys(build(named, sort="label", is_flat=True)) == ["total", "b", "c", "a"]


@pytest.mark.parametrize("sort", ["moon", "", "-", "--current"])
def test_an_unknown_column_is_a_key_error(sort: str) -> None:
    with pytest.raises(KeyError):
        build(SIX, sort=sort)


# What is missing


def test_marks_of_a_programme() -> None:
    report = build(
        listed(
            budget("new", 5, None, base=NOT_YET),
            budget("ended", None, 5, shown=NO_MORE),
            budget("never", shown=NO_MORE, base=NOT_YET),
            budget("blank", None, 5),
            budget("both", 5, 5),
        )
    )
    marks = {row.key: row.marks for row in report.rows if not row.parts}
    assert marks == {
        "new": ("new",),
        "ended": ("ended",),
        "never": ("missing",),
        "blank": ("missing",),
        "both": (),
    }


def test_nothing_in_a_version_that_exists_counts_as_0_in_the_change() -> None:
    report = build(listed(budget("new", 5, None, base=NOT_YET), budget("ended", None, 3, shown=NO_MORE)))
    assert cells(report, "new", "prior", "current", "change", "rate") == (None, 5, 5, None)
    assert cells(report, "ended", "prior", "current", "change", "rate") == (3, None, -3, -100)
    assert cells(report, "total", "prior", "current", "change") == (3, 5, 2)


def test_a_programme_without_a_budget_is_counted_and_in_no_total() -> None:
    report = build(listed(budget("a", 7, 5), budget("never", shown=NO_MORE, base=NOT_YET)))
    assert set(cells(report, "never", "prior", "current", "change", "rate")) == {None}
    assert cells(report, "total", "prior", "current", "change") == (5, 7, 2)
    assert build(listed(budget("a", 7, 5), budget("never", shown=None, base=None))).row("total").notes == {}


def test_where_one_has_no_base_the_change_of_the_whole_is_not_known() -> None:
    """7 + 9 against 5: the 9 did not grow from nothing, nothing is known of what it grew from."""
    report = build(listed(budget("a", 7, 5), budget("lonely", 9, shown=CHANGED, base=None)))
    assert cells(report, "total", "prior", "current", "change", "rate") == (5, 16, None, None)
    assert report.row("total").notes == {"change": "no-base-parts"}


def test_where_none_has_a_base_there_is_nothing_to_remark() -> None:
    report = build(listed(budget("a", 7, base=None), budget("b", 1, base=None)))
    assert cells(report, "total", "prior", "current", "change") == (None, 8, None)
    assert report.row("total").notes == {}


def test_a_sum_says_that_a_blank_figure_counts_on_one_side_only() -> None:
    report = build(listed(budget("a", 7, 5), budget("blank", None, 4)))
    assert cells(report, "total", "prior", "current", "change") == (9, 7, -2)
    assert report.row("total").notes == {"change": "blank-parts"}
    assert cells(report, "blank", "change") == (None,)


def test_rows_name_their_version_and_base() -> None:
    report = build(listed(budget("a", 7, 5), budget("b", 9, 7, shown=CHANGED, base=THIS)))
    assert cells(report, "a", "version", "base") == ("2021-original", "2020-original")
    assert cells(report, "b", "version", "base") == ("2021-supplementary-1", "2021-original")
    assert cells(report, "total", "version", "base") == (None, None)


# Keys


def test_no_programme_takes_the_key_of_a_sum() -> None:
    slugs = ["total", "other", "unassigned", "bureau-x", "division-x", "program-total", "totals"]
    report = build(listed(*(budget(slug, 1, None, base=NOT_YET, bureau="x") for slug in slugs)))
    assert len(set(keys(report))) == len(report.rows)
    assert program_row_key("total") == "program-total" != program_row_key("program-total")
    assert program_row_key("smart-anchor") == "smart-anchor"
    assert report.row("program-unassigned").marks == ("new",)


def test_a_slash_in_a_name_makes_no_two_divisions_one() -> None:
    report = build(
        listed(budget("a", 1, bureau="가/나", division="다"), budget("b", 1, bureau="가", division="나/다"))
    )
    assert len(set(keys(report))) == len(report.rows) == 7


# What is asked for


@pytest.mark.parametrize(
    ("asked", "slugs"),
    [
        (ProgramFilter(), "abcdef"),
        (ProgramFilter(bureau="가"), "abc"),
        (ProgramFilter(division="하나"), "abde"),
        (ProgramFilter(bureau="나", division="하나"), "de"),
        (ProgramFilter(bureau="나", division="둘"), ""),
        (ProgramFilter(account="특별"), "d"),
        (ProgramFilter(bureau="없는 실"), ""),
        (ProgramFilter(search="사업"), "abcdef"),
        (ProgramFilter(search="  사업   A "), "a"),
        (ProgramFilter(search="사업a"), "a"),
        (ProgramFilter(search="하나 나"), "abde"),
        (ProgramFilter(search="둘"), "c"),
        (ProgramFilter(search="%"), ""),
        (ProgramFilter(search="_"), ""),
        (ProgramFilter(search="("), ""),
    ],
)
def test_asked_for(asked: ProgramFilter, slugs: str) -> None:
    assert "".join(one.program.slug for one in find_programs(SIX, asked)) == slugs


def test_letters_are_found_however_they_were_composed() -> None:
    """macOS writes '앵커' as six letters, Windows as two."""
    assert find_programs(listed(budget("a", name="스마트앵커")), ProgramFilter(search="앵커"))


# Whatever the ledger, whatever is asked


AMOUNT = st.none() | st.integers(-(10**15), 10**15)
BUDGET = st.builds(
    budget,
    st.uuids().map(str),
    AMOUNT,
    AMOUNT,
    bureau=st.sampled_from(["", "가", "나"]),
    division=st.sampled_from(["", "하나", "둘"]),
    account=st.sampled_from(["", "일반"]),
    national=st.tuples(AMOUNT, AMOUNT),
    shown=st.sampled_from([THIS, CHANGED]),
    base=st.sampled_from([LAST, THIS]),
)
BUDGETS = st.lists(BUDGET, max_size=8).map(
    lambda budgets: listed(*sorted(budgets, key=lambda one: (one.program.bureau, one.program.division)))
)


@given(
    BUDGETS,
    st.builds(ProgramFilter, bureau=st.sampled_from(["", "가"]), account=st.sampled_from(["", "일반"])),
    st.booleans(),
    st.none() | st.sampled_from([f"{sign}{one.key}" for one in COLUMNS for sign in ("", "-")]),
    st.none() | st.builds(slice, st.integers(0, 4), st.integers(0, 8)),
)
def test_what_is_seen_adds_up(
    held: ProgramList, asked: ProgramFilter, is_flat: bool, sort: str | None, page: slice | None
) -> None:
    report = build(held, asked, is_flat=is_flat, sort=sort, page=page)
    seen = [row for row in report.rows[1:] if not row.parts or row.key == "other"]
    count = sum(int(row.name or 0) if row.key == "other" else 1 for row in seen)
    assert count == len(held.programs)
    for key in ("prior", "current", "prior_national", "current_national"):
        figures = {row.key: row.figures[key] for row in report.rows}
        everything = total(getattr(one, key) for one in held.programs)
        assert figures["total"] == everything
        assert total(row.figures[key] for row in seen) == everything  # type: ignore[misc]
        for row in report.rows:
            if row.parts and row.key != "other":
                assert row.figures[key] == total(figures[part] for part in row.parts)  # type: ignore[misc]
