"""예산총괄: prior, current, change and rate."""

from fractions import Fraction

from ledger.reporting.comparison import has_one_sided
from ledger.reports.budget_summary import build
from tests.ledger.records import GRANTS, OFFICE, UTILITIES, allocation, cells, facts, line, subject

FOUR = ("prior", "current", "change", "rate")
FOUR_NATIONAL = tuple(f"{key}_national" for key in FOUR)


def test_change_and_rate_are_against_the_prior_budget() -> None:
    report = build(facts([allocation(OFFICE, 300)], [allocation(OFFICE, 530)]))
    assert cells(report, "201-01", *FOUR) == (530, 300, -230, Fraction(-23_000, 530))
    assert cells(report, "total", *FOUR) == (530, 300, -230, Fraction(-23_000, 530))


def test_total_comes_first_and_the_subjects_by_code() -> None:
    report = build(facts([allocation(GRANTS, 1), allocation(OFFICE, 1)], [allocation(UTILITIES, 1)]))
    assert [row.key for row in report.rows] == ["total", "201-01", "201-02", "403-01"]
    assert report.rows[0].parts == ("201-01", "201-02", "403-01")


def test_rate_of_the_total_is_taken_from_the_sums() -> None:
    report = build(
        facts(
            [allocation(OFFICE, 99), allocation(UTILITIES, 20)],
            [allocation(OFFICE, 90), allocation(UTILITIES, 10)],
        )
    )
    assert cells(report, "total", *FOUR) == (100, 119, 19, Fraction(19))  # not 10 % + 100 %


def test_lines_are_summed() -> None:
    report = build(facts([allocation(OFFICE, None, None, [line(70, 5), line(30, 0)])], []))
    assert cells(report, "201-01", "current", "current_national") == (70 + 30, 5 + 0)


def test_no_prior_allocation_counts_as_zero_and_is_new() -> None:
    report = build(facts([allocation(OFFICE, 300, 100)], []))
    assert cells(report, "201-01", *FOUR) == (None, 300, 300, None)
    assert cells(report, "201-01", *FOUR_NATIONAL) == (None, 100, 100, None)
    assert report.row("201-01").marks == ("new",)


def test_a_prior_of_zero_is_zero_and_has_no_rate() -> None:
    report = build(facts([allocation(OFFICE, 300)], [allocation(OFFICE, 0)]))
    assert cells(report, "201-01", *FOUR) == (0, 300, 300, None)
    assert report.row("201-01").marks == ("new",)


def test_no_current_allocation_counts_as_zero_and_has_ended() -> None:
    report = build(facts([], [allocation(OFFICE, 530)]))
    assert cells(report, "201-01", *FOUR) == (530, None, -530, Fraction(-100))
    assert report.row("201-01").marks == ("ended",)


def test_a_current_of_zero_is_zero_and_has_ended() -> None:
    report = build(facts([allocation(OFFICE, 0)], [allocation(OFFICE, 530)]))
    assert cells(report, "201-01", *FOUR) == (530, 0, -530, Fraction(-100))
    assert report.row("201-01").marks == ("ended",)


def test_zero_and_zero_is_neither_new_nor_ended() -> None:
    report = build(facts([allocation(OFFICE, 0)], [allocation(OFFICE, 0)]))
    assert cells(report, "201-01", *FOUR) == (0, 0, 0, None)
    assert report.row("201-01").marks == ()


def test_an_allocation_without_figure_is_in_no_total_and_has_no_change() -> None:
    report = build(
        facts(
            [allocation(OFFICE), allocation(UTILITIES, 100)],
            [allocation(OFFICE, 530), allocation(UTILITIES, 40)],
        )
    )
    assert cells(report, "201-01", *FOUR) == (530, None, None, None)
    assert report.row("201-01").marks == ()
    assert cells(report, "total", *FOUR) == (570, 100, -470, Fraction(-47_000, 570))


def test_a_prior_without_figure_is_not_zero() -> None:
    report = build(facts([allocation(OFFICE, 300)], [allocation(OFFICE)]))
    assert cells(report, "201-01", *FOUR) == (None, 300, None, None)
    assert report.row("201-01").marks == ()


def test_without_a_version_to_compare_with_there_is_no_change() -> None:
    report = build(facts([allocation(OFFICE, 300, 100)], None))
    for row in ("201-01", "total"):
        assert cells(report, row, *FOUR) == (None, 300, None, None)
        assert cells(report, row, *FOUR_NATIONAL) == (None, 100, None, None)
    assert report.row("201-01").marks == ()


def test_a_base_that_allots_nothing_counts_as_zero_in_the_total() -> None:
    report = build(facts([allocation(OFFICE, 300)], []))
    assert cells(report, "total", *FOUR) == (None, 300, 300, None)


def test_national_part_is_compared_with_the_national_part() -> None:
    report = build(facts([allocation(GRANTS, 1_874, 0)], [allocation(GRANTS, 4_231, 2_500)]))
    assert cells(report, "403-01", *FOUR_NATIONAL) == (2_500, 0, -2_500, Fraction(-100))
    assert cells(report, "total", *FOUR_NATIONAL) == (2_500, 0, -2_500, Fraction(-100))


def test_a_national_part_that_is_not_known_is_missing() -> None:
    report = build(facts([allocation(GRANTS, 100)], [allocation(GRANTS, 50, 20)]))
    assert cells(report, "403-01", *FOUR) == (50, 100, 50, Fraction(100))
    assert cells(report, "403-01", *FOUR_NATIONAL) == (20, None, None, None)


def test_a_national_part_larger_than_the_amount_is_shown_as_it_is() -> None:
    report = build(facts([allocation(GRANTS, 100, 150)], []))
    assert cells(report, "403-01", "current", "current_national") == (100, 150)


def test_negative_amounts_add_up() -> None:
    """A supplementary budget can take away."""
    report = build(facts([allocation(OFFICE, -30), allocation(UTILITIES, 100)], []))
    assert cells(report, "total", "current") == (70,)


OLD = subject("401-01", 2018, name="시설비")
NEW = subject("401-02", 2027, name="시설비", replaces=OLD)
REUSED = subject("401-01", 2027, name="시설공사 보상비")


def test_a_moved_code_is_one_row_under_the_new_code() -> None:
    report = build(facts([allocation(NEW, 150)], [allocation(OLD, 100)], year=2027, subjects=(OLD, NEW)))
    assert [row.key for row in report.rows] == ["total", "401-02"]
    assert cells(report, "401-02", *FOUR) == (100, 150, 50, Fraction(50))


def test_a_reused_code_is_another_subject() -> None:
    """401-01 moved to 401-02, and 401-01 means something new: two rows, told apart by their meaning."""
    report = build(
        facts(
            [allocation(NEW, 150), allocation(REUSED, 7)],
            [allocation(OLD, 100)],
            year=2027,
            subjects=(OLD, NEW, REUSED),
        )
    )
    assert cells(report, "401-02", *FOUR) == (100, 150, 50, Fraction(50))
    assert cells(report, "401-01", *FOUR) == (None, 7, 7, None)
    assert report.row("401-01").name == "시설공사 보상비"


def test_the_same_code_twice_is_told_apart_by_its_first_year() -> None:
    report = build(facts([allocation(REUSED, 7)], [allocation(OLD, 100)], year=2027, subjects=(OLD, REUSED)))
    assert [row.key for row in report.rows] == ["total", "401-01@2018", "401-01"]
    assert cells(report, "401-01@2018", *FOUR) == (100, None, -100, Fraction(-100))


def test_a_split_subject_is_compared_with_all_that_continue_it() -> None:
    """Neither does 401-01 end nor do the others begin: 60 + 50 stand against 100, once."""
    other = subject("401-03", 2027, replaces=OLD)
    report = build(
        facts(
            [allocation(NEW, 60), allocation(other, 50)],
            [allocation(OLD, 100)],
            year=2027,
            subjects=(OLD, NEW, other),
        )
    )
    assert [row.key for row in report.rows] == ["total", "401-01", "401-02", "401-03", "401-02,401-03"]
    assert cells(report, "401-01", *FOUR) == (100, None, None, None)
    assert cells(report, "401-02", *FOUR) == (None, 60, None, None)
    assert cells(report, "401-02,401-03", *FOUR) == (100, 60 + 50, 10, Fraction(10))
    assert cells(report, "total", *FOUR) == (100, 60 + 50, 10, Fraction(10))
    assert report.row("401-02,401-03").parts == ("401-01", "401-02", "401-03")
    assert report.row("total").parts == ("401-01", "401-02", "401-03")
    assert {row.marks for row in report.rows[1:4]} == {("joint",)}


def test_what_merged_is_one_row_beside_the_sum_of_what_it_was() -> None:
    """301-10 100 and 402-09 40 became 308-77."""
    facility, equipment, merged = subject("301-10"), subject("402-09"), subject("308-77", 2022)
    report = build(
        facts(
            [allocation(merged, 150)],
            [allocation(facility, 100), allocation(equipment, 40)],
            year=2022,
            subjects=(facility, equipment, merged),
            successions=tuple((old.identity, merged.identity) for old in (facility, equipment)),
        )
    )
    assert [row.key for row in report.rows] == ["total", "308-77"]
    assert cells(report, "308-77", *FOUR) == (100 + 40, 150, 10, Fraction(1000, 140))


def test_an_empty_budget_has_a_total_and_no_figures() -> None:
    report = build(facts([], []))
    assert [row.key for row in report.rows] == ["total"]
    assert set(report.rows[0].figures.values()) == {None}


def test_a_total_over_a_side_that_is_not_known_says_so() -> None:
    """A subject without a figure is in no total: 30 − 20 is not what changed. Nothing allotted is 0, and is known."""
    current = [allocation(OFFICE, 10), allocation(UTILITIES, 20)]
    assert has_one_sided(build(facts(current, [allocation(OFFICE, 20), allocation(UTILITIES, None)])))
    assert not has_one_sided(build(facts(current, [allocation(OFFICE, 20)])))
    assert not has_one_sided(build(facts(current)))
