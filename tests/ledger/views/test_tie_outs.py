"""The page of tie-outs: what it shows, its marks, its JSON."""

import json
import re
from html import unescape

import pytest

from ledger.models import BudgetLineItem, BudgetVersion, Program, YearlyAllocation
from tests.ledger.views.tie_outs import PAGE, entry_of_the_misprint, explaining, misprint, records
from tests.people import SignedIn


def test_the_json_of_a_break(first_document: Program, signed_in: SignedIn) -> None:
    record = misprint(signed_in("manager"))

    assert record["program"] == "smart-anchor"
    assert record["version"] == "2021-original"
    assert record["where"] == {
        "report": "investment-plan",
        "row": "308-01",
        "column": "total",
        "year": 2021,
    }
    assert record["left"] - record["right"] == record["difference"] == 46_431_000_000
    assert (record["unit"], record["verdict"], record["explained"]) == ("million", "breaks", False)
    assert record["stated"] == {"text": "47,476", "line": 71}
    assert record["causes"][0]["kind"] == "figure_added"
    assert "46,431백만원" in record["causes"][0]["text"]


def test_a_rate_stands_in_percent_as_a_string(first_document: Program, signed_in: SignedIn) -> None:
    rates = [record for record in records(signed_in("manager")) if record["unit"] == "percent"]

    assert "43.000000" in {record["left"] for record in rates}
    assert all(isinstance(record["left"], str) for record in rates)


def test_the_page_counts_and_shows_breaks_with_cause_print_and_source(
    first_document: Program, signed_in: SignedIn
) -> None:
    html = signed_in("manager").get(PAGE).content.decode()

    assert "불일치 3(사유 있음 0), 판정불가 4" in html
    assert "판독 메모" in html
    assert "금 47,476 215 530 300" in " ".join(html.split())  # line 71 of the source
    assert html.index("불일치 2(검증 3건)</h2>") < html.index("판정불가(자료 없음) 4</h2>")


@pytest.mark.parametrize(
    ("query", "count"),
    [("&verdict=breaks", 3), ("&verdict=breaks&family=inside", 1), ("&verdict=breaks&table=sites", 0)],
)
def test_filters(first_document: Program, signed_in: SignedIn, query: str, count: int) -> None:
    assert len(records(signed_in("manager"), query)) == count


@pytest.mark.parametrize(
    "query", ["?family=x", "?verdict=x", "?table=x", "?format=xml", "?version=2035-final"]
)
def test_an_unknown_filter_is_a_page_that_says_what_there_is(
    first_document: Program, signed_in: SignedIn, query: str
) -> None:
    assert signed_in("manager").get(PAGE + query).status_code == 400


def test_marks_stand_at_the_very_cells_and_a_badge_on_the_programme(
    first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in("manager")

    plan = client.get("/programs/smart-anchor/reports/investment-plan/").content.decode()
    assert plan.count('class="tie-mark breaks"') == 3
    assert plan.count('class="tie-mark undecidable"') == 2
    assert "#stated_figure--investment-plan--308-01--total" in plan
    assert "검증: 확인할 것 2건(검증 3건)" in client.get("/programs/smart-anchor/").content.decode()


def test_a_part_of_a_thousand_won_is_open(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("manager")
    last = BudgetLineItem.objects.get(description="개봉 메이커스페이스 물품구매")
    BudgetLineItem.objects.create(allocation=last.allocation, description="단수", amount=400)

    (record,) = [record for record in records(client) if record["rule"] == "whole_thousand"]

    assert (record["verdict"], record["difference"]) == ("rounding", 400)
    assert "천원 미만 단수" in record["note"]
    assert "검증: 확인할 것 3건(검증 4건)" in client.get("/programs/smart-anchor/").content.decode()


def test_the_page_and_the_command_have_one_json(
    first_document: Program, signed_in: SignedIn, capsys: pytest.CaptureFixture[str]
) -> None:
    from django.core.management import call_command

    with pytest.raises(SystemExit) as ended:
        call_command("tieout", "--program", "smart-anchor", "--format", "json")

    assert ended.value.code == 1
    assert json.loads(capsys.readouterr().out) == records(signed_in("manager"))


def test_another_base_on_screen_makes_no_false_alarm(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("manager")

    html = client.get("/programs/smart-anchor/reports/budget-summary/?base=2021-original").content.decode()

    assert "tie-mark" not in html  # what the document prints of 2020 is no witness of this comparison
    assert records(client, "&base=2021-original") == records(client)


def test_a_supplementary_budget_without_a_document_is_not_tied_to_the_originals_print(
    first_document: Program, signed_in: SignedIn
) -> None:
    original = BudgetVersion.objects.get(fiscal_year=2021)
    supplementary = BudgetVersion.objects.create(fiscal_year=2021, kind="supplementary", based_on=original)
    for allocation in first_document.allocations.filter(version=original):
        YearlyAllocation.objects.create(
            program=first_document, version=supplementary, subject=allocation.subject, amount=1_000_000
        )

    found = records(signed_in("manager"), "&version=2021-supplementary-1")

    # What is left is what the years and the plan say among themselves, whatever the version.
    assert {record["rule"] for record in found if record["verdict"] == "breaks"} <= {"plan_to_settlements"}


def test_a_misprint_is_one_entry_with_both_ties_and_its_cause_first(
    first_document: Program, signed_in: SignedIn
) -> None:
    html = signed_in("finance").get(PAGE).content.decode()
    entry = unescape(entry_of_the_misprint(html))

    said = [
        "연차별 투자계획 · 자치단체경상보조금 · 계",
        "가능성 있는 원인",
        "원문값 47,476백만원 → 정정값(추정) 1,045백만원",
        "이 때문에 어긋난 검증 2건:",
        "원문에 인쇄된 금액은 다시 계산한 금액과 같아야 합니다.",
        "표의 계는 그 열에 인쇄된 금액의 합계와 같아야 합니다.",
        "통계목의 합 <strong>112,661백만원</strong>",
        "연차별 투자계획의 계 <strong>66,230백만원</strong>",
    ]
    places = [entry.index(words) for words in said]
    assert places == sorted(places)
    assert html.count("<article") == 2 + 4  # two entries that break, four findings that cannot be decided


def test_the_anchor_of_every_finding_is_on_the_page_once(
    first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in("manager")
    html = client.get(PAGE).content.decode()

    for record in records(client):
        assert html.count(f'id="{record["anchor"]}"') == 1


def test_ties_of_one_entry_share_it_in_the_json(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("manager")
    broken = records(client, "&verdict=breaks")

    assert [record["entry"] == broken[0]["anchor"] for record in broken] == [True, True, False]
    assert broken[0]["correction"] == broken[1]["correction"]
    correction = broken[0]["correction"]
    assert (correction["where"]["row"], correction["where"]["column"]) == ("308-01", "total")
    assert (correction["is_printed"], correction["stands"], correction["needed"]) == (
        True,
        47_476_000_000,
        1_045_000_000,
    )
    assert broken[2]["correction"] is None
    assert (broken[1]["left_label"], broken[1]["right_label"]) == ("통계목의 합", "연차별 투자계획의 계")
    assert broken[1]["sentence"].endswith("같아야 합니다.")


def test_an_entry_is_shown_whole_when_a_filter_asks_for_one_of_its_ties(
    first_document: Program, signed_in: SignedIn
) -> None:
    html = signed_in("manager").get(f"{PAGE}?verdict=breaks&family=inside").content.decode()

    assert "불일치 1(검증 2건)</h2>" in html
    assert "그 밖의 229건은 거르기에 가려 있음" in html  # 231 − 2


SPOKEN = ("tie-outs/", "brief/", "", "workbook/", "reports/variance/", "reports/investment-plan/")
TRACE = "reports/investment-plan/trace/?row=308-01&column=total"


@pytest.mark.parametrize("language", ["ko", "en"])
def test_no_page_says_left_or_right(first_document: Program, signed_in: SignedIn, language: str) -> None:
    """What is seen, titles of marks and labels included."""
    client = signed_in("finance")
    client.post(PAGE, explaining(misprint(client)))
    client.cookies["django_language"] = language

    for path in (*SPOKEN, TRACE):
        html = client.get(f"/programs/smart-anchor/{path}").content.decode()

        says_so = language == "ko" and path in ("tie-outs/", "brief/", TRACE)
        assert ("같아야 합니다" in html) == says_so, path
        seen = re.sub(r"<(?:script|style).*?</(?:script|style)>", "", html, flags=re.S)
        titles = " ".join(re.findall(r'(?:title|aria-label|alt)="([^"]*)"', seen))
        said = unescape(re.sub(r"<[^>]+>", " ", seen) + titles)
        assert not re.search(r"왼쪽|오른쪽|\b(?:left|right)\b", said, re.IGNORECASE), path
