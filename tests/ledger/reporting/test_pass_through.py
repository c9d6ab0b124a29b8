"""교부: money handed on, in 결산현황 of 2021. All amounts in won."""

from dataclasses import replace
from fractions import Fraction

import pytest

from ledger.figures.facts import Settlement, Subject
from ledger.figures.settlement_form import SETTLEMENT_CELLS
from ledger.reporting.pass_through import handed_on_share
from ledger.reporting.report import Report
from ledger.reports.settlement import COLUMNS, build
from tests.ledger.records import GRANTS, OFFICE, UTILITIES, cells, facts, settled

PASSED = replace(GRANTS, is_pass_through=True)
FORM = (*SETTLEMENT_CELLS, "execution_rate")
EXTRA = ("recipients_executed", "recipients_rate", "recipients_as_of")


def keys(report: Report) -> tuple[str, ...]:
    return tuple(column.key for column in report.columns)


def of_2019(*rows: Settlement, by: str | None = None) -> Report:
    return build(facts(settlements=rows), by)


@pytest.mark.parametrize(
    ("whole", "executed", "percent"),
    [
        (100, {OFFICE: 60, PASSED: 40}, 40),  # 40 / 100
        (100, {OFFICE: 100}, 0),  # all is known, and nothing of it is handed on
        (100, {OFFICE: 60}, None),  # what the other 40 are is not known
        (100, {}, None),
        (100, {OFFICE: 60, PASSED: None}, None),
        (None, {PASSED: 40}, None),
        (0, {PASSED: 0}, None),  # of nothing there is no share
    ],
)
def test_share_of_what_is_executed(
    whole: int | None, executed: dict[Subject, int | None], percent: int | None
) -> None:
    expected = None if percent is None else Fraction(percent)
    assert handed_on_share(whole, executed) == (expected, {})


def test_of_less_than_nothing_there_is_no_share() -> None:
    assert handed_on_share(-50, {PASSED: -50}) == (None, {"pass_through_share": "negative_base"})


def test_share_where_the_subjects_do_not_add_up_is_what_is_known() -> None:
    """40 of 100 are handed on; of the other 60 only 10 are known by subject."""
    note = {"pass_through_share": "passed_on_as_far_as_known"}
    assert handed_on_share(100, {PASSED: 40, OFFICE: 10}) == (Fraction(40), note)
    assert handed_on_share(100, {PASSED: 40, OFFICE: None}) == (Fraction(40), note)


def test_columns_are_the_forms_where_nothing_is_handed_on() -> None:
    report = of_2019(settled(2019, executed=100), settled(2019, OFFICE, executed=100))
    assert keys(report) == FORM
    assert keys(of_2019()) == FORM
    assert report.columns == COLUMNS


def test_columns_stay_the_forms_where_money_was_handed_on_in_another_year_only() -> None:
    assert keys(of_2019(settled(2015, PASSED, executed=40))) == FORM


def test_columns_of_money_handed_on_stand_behind_the_forms() -> None:
    report = of_2019(settled(2019, executed=100), settled(2019, PASSED, executed=40))
    assert keys(report) == (*FORM, *EXTRA, "pass_through_share")


def test_cells_that_are_handed_on_say_so() -> None:
    report = of_2019(
        settled(2019, executed=100),
        settled(2019, OFFICE, executed=60),
        settled(2019, PASSED, executed=40),
        settled(2019, PASSED, "national", executed=10),
    )
    said = {
        "executed": "passed_on",
        "execution_rate": "passed_on_rate",
        "recipients_executed": "no_recipients",
    }
    assert dict(report.row("2019-403-01").notes) == said
    assert dict(report.row("2019-403-01-national").notes) == said
    assert report.row("2019-201-01").notes == report.row("2019").notes == {}


def test_what_is_not_settled_is_not_said_to_be_handed_on() -> None:
    report = of_2019(settled(2019, PASSED, executed=40))
    assert report.row("2019-403-01-national").marks == ("missing",)
    assert report.row("2019-403-01-national").notes == {}


def test_recipients_rate_is_of_what_was_handed_on() -> None:
    row = replace(settled(2019, PASSED, executed=40), recipients_executed=10, recipients_as_of="2020.06.30.")
    report = of_2019(settled(2019, executed=100), row)
    assert cells(report, "2019-403-01", *EXTRA) == (10, Fraction(25), "2020.06.30.")
    assert "recipients_executed" not in report.row("2019-403-01").notes
    assert cells(report, "2019", *EXTRA) == (None, None, None)


def test_recipients_rate_over_a_derived_figure() -> None:
    """Handed on 50 − 10 = 40."""
    row = replace(settled(2019, PASSED, current_budget=50, carried_out=0, unspent=10), recipients_executed=10)
    report = of_2019(row)
    assert cells(report, "2019-403-01", "executed", "recipients_rate") == (40, Fraction(25))
    assert "executed" in report.row("2019-403-01").derived


def test_share_stands_on_the_programmes_rows_total_and_national() -> None:
    report = of_2019(
        settled(2019, executed=100),
        settled(2019, OFFICE, executed=60),
        settled(2019, PASSED, executed=40),
        settled(2019, portion="national", executed=10),
        settled(2019, PASSED, "national", executed=10),
        settled(2018, executed=100),
        settled(2018, OFFICE, executed=60),
    )
    assert cells(report, "2019", "pass_through_share") == (Fraction(40),)
    assert cells(report, "2019-national", "pass_through_share") == (Fraction(100),)
    assert cells(report, "2018", "pass_through_share") == (None,)  # 40 of 2018 are not known by subject
    assert cells(report, "2019-403-01", "pass_through_share") == (None,)


def test_by_programme_has_only_its_rows_and_its_share() -> None:
    report = of_2019(
        settled(2019, executed=100),
        settled(2019, UTILITIES, executed=60),
        settled(2019, PASSED, executed=40),
        by="program",
    )
    assert [row.key for row in report.rows if row.key.startswith("2019")] == ["2019", "2019-national"]
    assert keys(report) == (*FORM, "pass_through_share")
    assert cells(report, "2019", "pass_through_share") == (Fraction(40),)
    assert report.by == "program"


def test_by_subject_has_the_rows_of_the_whole_report() -> None:
    rows = settled(2019, executed=100), settled(2019, OFFICE, executed=60)
    assert of_2019(*rows, by="subject").rows == of_2019(*rows).rows
    assert [of_2019(*rows, by=by).by for by in ("subject", None)] == ["subject", None]
