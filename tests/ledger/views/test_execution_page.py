"""올해 집행 현황 on screen, as JSON and as an Excel file, and the line on the execution."""

from datetime import date

import pytest
from django.utils import translation

from ledger.figures.facts import Facts, Snapshot
from ledger.models import Program
from ledger.words import heading_words
from tests.ledger.records import OFFICE, allocation, facts, settled
from tests.ledger.screen.test_tables import headings_on_screen
from tests.ledger.views.report_pages import as_json
from tests.ledger.views.settlement_pages import PASSED, page, row, sheet, snapshot
from tests.people import SignedIn


def test_execution_of_a_year_of_which_nothing_is_known(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("manager")
    text = page(client, "execution")
    assert '<p class="lead">올해 집행 자료 없음</p>' in text
    assert headings_on_screen(text) == ["과목구분", "2021예산액", "전년이월", "예산현액"]
    assert "** 전년이월 자료 없음: 0으로 봄." in text
    assert row(as_json(client, "execution"), "total")["assumed"] == ["current_budget"]


def test_execution_on_screen_in_json_and_in_excel(first_document: Program, signed_in: SignedIn) -> None:
    """3,612,093,500 of 7,224,187,000 won are a half."""
    snapshot(first_document, 3_612_093_500, committed=4_000_000_000, source="e호조")
    client = signed_in("manager")
    text = page(client, "execution")
    assert "2021.10.31. 기준 집행률 50.0%(집행액/예산현액) · 전년이월 자료 없음: 0으로 봄" in text
    assert headings_on_screen(text)[4:7] == [
        "지출원인행위액(2021.10.31.)",
        "집행액(2021.10.31.)",
        "집행률(집행액/예산현액, %)",
    ]
    total = row(as_json(client, "execution"), "total")
    assert total["figures"]["execution_rate"] == "50.000000"
    assert total["figures"]["committed"] == 4_000_000_000
    (line,) = [line for line in sheet(client, "execution") if line[0] == "계"]
    assert line[1:7] == (7_224_187, None, 7_224_187, 4_000_000, 3_612_094, 50)


def test_execution_that_was_handed_on(first_document: Program, signed_in: SignedIn) -> None:
    snapshot(first_document, 750, "403-01")
    snapshot(first_document, 250, "201-01")
    client = signed_in("manager")
    text = page(client, "execution")
    assert "(집행액/예산현액) · 집행액 중 교부 75.0%" in text
    assert "올해 실집행액 자료 없음" in text
    assert row(as_json(client, "execution"), "403-01")["notes"]["executed"] == "passed_on"


def test_execution_whose_subjects_do_not_add_up(first_document: Program, signed_in: SignedIn) -> None:
    snapshot(first_document, 900)
    snapshot(first_document, 250, "201-01")
    assert "통계목 합계와 다름" in page(signed_in("manager"), "execution")


def executed(*amounts: int, budget: int | None = 1_000, carried: int | None = 0) -> Facts:
    """Of the office and, where a second amount is given, of money handed on."""
    subjects = (OFFICE, PASSED)[: len(amounts)]
    day = date(2021, 10, 31)
    return facts(
        [] if budget is None else [allocation(OFFICE, budget)],
        settlements=() if carried is None else (settled(2020, carried_out=carried),),
        snapshots=tuple(
            Snapshot(one, day, None, amount, "won") for one, amount in zip(subjects, amounts, strict=True)
        ),
    )


@pytest.mark.parametrize(
    ("held", "korean", "english"),
    [
        (
            executed(642),
            "2021.10.31. 기준 집행률 64.2%(집행액/예산현액)",
            "Execution rate as of 2021-10-31: 64.2% (executed/current budget)",
        ),
        (
            executed(400, 100),
            "2021.10.31. 기준 집행률 50.0%(집행액/예산현액) · 집행액 중 교부 20.0%",
            "Execution rate as of 2021-10-31: 50.0% (executed/current budget) · 20.0% of it handed on",
        ),
        (
            executed(-1, carried=None),
            "2021.10.31. 기준 집행률 △0.1%(집행액/예산현액) · 전년이월 자료 없음: 0으로 봄",
            "Execution rate as of 2021-10-31: -0.1% (executed/current budget) · carried in: no data, taken as 0",
        ),
        (
            executed(642, budget=None),
            "2021.10.31. 기준 집행액 642원(예산현액 자료 없음)",
            "Executed as of 2021-10-31: 642 won (current budget: no data)",
        ),
        (executed(), "올해 집행 자료 없음", "Execution this year: no data"),
    ],
)
def test_execution_in_one_line(held: Facts, korean: str, english: str) -> None:
    for language, line in (("ko", korean), ("en", english)):
        with translation.override(language):
            assert heading_words.execution_line(held) == line
