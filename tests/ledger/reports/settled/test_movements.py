"""예산변경 내역: what moved, by quarter, and what it did to the budget."""

from datetime import date

from django.utils import translation

from ledger.figures.facts import Subject
from ledger.figures.movement import Movement
from ledger.reports.settled.movements import build, has_reported
from ledger.words.footnotes import footnotes
from ledger.words.heading_words import row_label
from tests.ledger.records import GRANTS, OFFICE, UTILITIES, cells, column, facts


def moved(
    day: date,
    amount: int,
    source: Subject | None = OFFICE,
    to: Subject | None = UTILITIES,
    *,
    kind: str = "virement",
    national: int | None = None,
    year: int | None = None,
    partner: str = "",
) -> Movement:
    return Movement(
        year or day.year, kind, day, "예산-1", source, to, partner, amount, national, "won", "부족분"
    )


def test_a_virement_moves_its_amount_and_leaves_nothing() -> None:
    report = build(facts(movements=(moved(date(2021, 8, 14), 300),)))
    assert cells(report, "line-1", "kind", "from", "to") == ("virement", OFFICE.name, UTILITIES.name)
    for row in ("line-1", "2021-q3", "2021"):
        assert cells(report, row, "amount", "net", "amount_national", "net_national") == (300, 0, None, None)


def test_money_from_outside_and_to_another_programme() -> None:
    """300 from the reserve, 100 (40 of it national) to another programme: the budget gains 200."""
    held = facts(
        movements=(
            moved(date(2021, 1, 5), 300, None, GRANTS, kind="contingency"),
            moved(date(2021, 3, 31), 100, OFFICE, None, kind="transfer", national=40, partner="다른 사업"),
        )
    )
    report = build(held)
    assert cells(report, "line-1", "from", "to", "net") == (None, GRANTS.name, 300)
    assert cells(report, "line-2", "from", "to", "net", "net_national") == (
        OFFICE.name,
        "다른 사업",
        -100,
        -40,
    )
    assert cells(report, "2021-q1", "amount", "net", "net_national") == (300 + 100, 300 - 100, -40)


def test_quarters_and_years_in_their_order_and_the_closing_period_in_the_last_quarter() -> None:
    held = facts(
        movements=(
            moved(date(2020, 2, 1), 100),
            moved(date(2021, 2, 26), 200, year=2020),
            moved(date(2021, 4, 1), 300),
            moved(date(2021, 6, 30), 400),
        )
    )
    assert column(build(held), "amount") == {
        "line-1": 100,
        "2020-q1": 100,
        "line-2": 200,
        "2020-q4": 200,
        "2020": 100 + 200,
        "line-3": 300,
        "line-4": 400,
        "2021-q2": 300 + 400,
        "2021": 300 + 400,
    }


def test_years_that_the_settlement_no_longer_shows_are_left_out() -> None:
    report = build(facts(movements=(moved(date(2017, 8, 14), 300),)))
    assert [(row.key, row.marks) for row in report.rows] == [("2021", ("missing",))]
    assert report.row("2021").figures["amount"] is None


def test_the_council_is_told_of_virements_and_reassignments() -> None:
    for kind, is_told in (("virement", True), ("reassignment", True), ("contingency", False)):
        report = build(facts(movements=(moved(date(2021, 8, 14), 300, kind=kind),)))
        assert has_reported(report) is is_told
        assert any("다음 달 말일까지 의회에 보고" in note for note in footnotes(report)) is is_told


def test_words_of_a_quarter() -> None:
    row = build(facts(movements=(moved(date(2021, 8, 14), 300),))).row("2021-q3")
    assert row_label(row) == "2021년 3분기"
    with translation.override("en"):
        assert row_label(row) == "2021, quarter 3"
