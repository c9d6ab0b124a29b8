"""The page of tie-outs: what it shows, its JSON, and how a break is explained."""

import json
import re
from html import unescape
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from ledger.models import BudgetLineItem, BudgetVersion, Explanation, Program, StatedFigure, YearlyAllocation
from tests.people import SignedIn

PAGE = "/programs/smart-anchor/tie-outs/"


def records(client: Client, query: str = "") -> list[dict[str, Any]]:
    response = client.get(f"{PAGE}?format=json{query}")
    assert response.status_code == 200
    found: list[dict[str, Any]] = response.json()
    return found


def misprint(client: Client) -> dict[str, Any]:
    (found,) = [
        record
        for record in records(client, "&verdict=breaks")
        if (record["rule"], record["where"]["row"], record["where"]["column"])
        == ("stated_figure", "308-01", "total")
    ]
    return found


def explaining(record: dict[str, Any], **typed: str) -> dict[str, str]:
    """The form that the page has for a finding, with what a person typed."""
    return {
        "rule": record["rule"],
        "report": record["where"]["report"],
        "row": record["where"]["row"],
        "column": record["where"]["column"],
        "unit": record["unit"],
        "left": str(record["left"]),
        "right": str(record["right"]),
        "submission_text": "원문 오기: 1,045백만원이 맞음",
        "internal_note": "자본보조 금액이 한 번 더 더해짐",
        "document_number": "거점성장추진단-123",
        **typed,
    }


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


@pytest.mark.parametrize("role", ["finance", "approver", "manager"])
def test_who_may_explains_a_break_and_it_stays_visible(
    first_document: Program, signed_in: SignedIn, role: str
) -> None:
    client = signed_in(role)

    response = client.post(PAGE, explaining(misprint(client)))

    assert response.status_code == 302
    assert misprint(client)["explained"] is True
    html = client.get(PAGE).content.decode()
    assert "불일치 3(사유 있음 1)" in html
    assert "원문 오기: 1,045백만원이 맞음" in html
    assert Explanation.objects.get().author.username == role


def test_an_auditor_may_not_explain(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("auditor")

    assert client.post(PAGE, explaining(misprint(client))).status_code == 403
    assert "사유 쓰기" not in client.get(PAGE).content.decode()
    assert Explanation.objects.count() == 0


def test_an_explanation_goes_stale_by_itself_when_a_side_moves(
    first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in("finance")
    client.post(PAGE, explaining(misprint(client)))

    first_document.documents.get().plan_entries.filter(subject__code="308-01", year=2021).update(
        amount=310_000_000
    )

    record = misprint(client)
    assert record["right"] == 1_055_000_000  # 215 + 530 + 310
    assert record["explained"] == "stale"
    assert "사유 재확인 필요" in client.get(PAGE).content.decode()


def test_a_newer_explanation_replaces_the_older_which_stays_on_record(
    first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in("finance")
    for text in ("첫 번째 사유", "두 번째 사유"):
        client.post(PAGE, explaining(misprint(client), submission_text=text))

    html = client.get(PAGE).content.decode()

    assert html.count("첫 번째 사유") == 1  # in the record of explanations only
    assert html.count("두 번째 사유") == 2


def test_figures_that_changed_meanwhile_are_not_explained_unseen(
    first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in("finance")
    typed = explaining(misprint(client), right="1")

    response = client.post(PAGE, typed)

    assert response.status_code == 409
    assert "그사이 금액이 바뀌어" in response.content.decode()
    assert Explanation.objects.count() == 0


def test_an_explanation_needs_words(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")

    anchor = {"anchor": "stated_figure--investment-plan--308-01--total--million"}
    typed = explaining(misprint(client), submission_text=" ", internal_note="", **anchor)

    response = client.post(PAGE, typed)

    assert response.status_code == 409
    assert "제출용 문구나 내부 메모" in response.content.decode()
    assert "거점성장추진단-123" in response.content.decode()  # what was typed is still there
    assert Explanation.objects.count() == 0


def test_nonsense_in_the_form_explains_nothing(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    for typed in ({}, {"rule": "x" * 5_000}, explaining(misprint(client), rule="no_such_rule")):
        assert client.post(PAGE, typed).status_code == 409
    assert Explanation.objects.count() == 0


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


def test_two_printed_units_of_a_cell_are_explained_apart(
    first_document: Program, signed_in: SignedIn
) -> None:
    BudgetLineItem.objects.filter(description="공공요금 등").update(amount=451_000_000)
    client = signed_in("finance")

    def printed() -> list[dict[str, Any]]:
        return [
            record
            for record in records(client, "&verdict=breaks&table=calculation-basis")
            if record["rule"] == "stated_figure" and record["where"]["row"] == "line-2"
        ]

    assert [record["unit"] for record in printed()] == ["won", "thousand"]
    for number, record in enumerate(printed(), start=1):
        assert client.post(PAGE, explaining(record)).status_code == 302
        assert [record["explained"] for record in printed()].count(True) == number


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


def test_an_internal_note_is_for_those_who_work_on_the_figures(
    first_document: Program, signed_in: SignedIn
) -> None:
    finance = signed_in("finance")
    finance.post(PAGE, explaining(misprint(finance)))
    nobody = Client()
    nobody.force_login(User.objects.create_user("nobody"))

    assert "자본보조 금액이 한 번 더" in finance.get(PAGE).content.decode()
    assert "자본보조 금액이 한 번 더" not in nobody.get(PAGE).content.decode()
    assert "원문 오기: 1,045백만원이 맞음" in nobody.get(PAGE).content.decode()


def test_what_was_typed_survives_when_the_break_has_gone(
    first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in("finance")
    typed = explaining(misprint(client))
    StatedFigure.objects.filter(text="47,476").update(value=1_045_000_000)

    response = client.post(PAGE, typed)

    assert response.status_code == 409
    assert "원문 오기: 1,045백만원이 맞음" in response.content.decode()


def entry_of_the_misprint(html: str) -> str:
    """The article of the misprint on the page."""
    articles: list[str] = re.findall(r"<article.*?</article>", html, re.S)
    return next(one for one in articles if "47,476" in one)


def fields(form: str) -> dict[str, list[str]]:
    """The hidden fields of a form, each with all its values."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form):
        if name != "csrfmiddlewaretoken":
            found.setdefault(name, []).append(unescape(value))
    return found


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


def test_an_entry_is_explained_once_for_all_its_ties(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    typed = fields(entry_of_the_misprint(client.get(PAGE).content.decode()))
    assert len(typed["rule"]) == 2

    response = client.post(PAGE, {**typed, "submission_text": "원문 오기: 1,045백만원이 맞음"})

    assert response.status_code == 302
    assert response["Location"].endswith(f"#{typed['anchor'][0]}")
    assert [one.rule for one in Explanation.objects.all()] == ["stated_figure", "column_total"]
    assert [record["explained"] for record in records(client, "&verdict=breaks")] == [True, True, False]
    html = client.get(PAGE).content.decode()
    assert "불일치 3(사유 있음 2)" in html
    assert entry_of_the_misprint(html).count("원문 오기: 1,045백만원이 맞음") == 1
    assert "검증: 확인할 것 1건" in client.get("/programs/smart-anchor/").content.decode()


def test_an_entry_is_explained_whole_or_not_at_all(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    typed = fields(entry_of_the_misprint(client.get(PAGE).content.decode()))
    typed["right"][1] = "1"

    response = client.post(PAGE, {**typed, "submission_text": "원문 오기"})

    assert response.status_code == 409
    assert "그사이 금액이 바뀌어" in response.content.decode()
    assert Explanation.objects.count() == 0


def test_a_form_that_lacks_a_side_of_one_tie_explains_none(
    first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in("finance")
    typed = fields(entry_of_the_misprint(client.get(PAGE).content.decode()))
    del typed["left"][1]

    assert client.post(PAGE, {**typed, "submission_text": "원문 오기"}).status_code == 409
    assert Explanation.objects.count() == 0


def test_a_tie_of_an_entry_that_is_explained_alone_says_so_at_the_tie(
    first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in("finance")
    client.post(PAGE, explaining(misprint(client)))

    entry = entry_of_the_misprint(client.get(PAGE).content.decode())

    heading, _ties = entry.split("</h3>")
    assert "mark state-" not in heading
    assert [entry.count(f'class="mark state-{state}"') for state in ("true", "false")] == [1, 1]


def test_an_entry_is_shown_whole_when_a_filter_asks_for_one_of_its_ties(
    first_document: Program, signed_in: SignedIn
) -> None:
    html = signed_in("manager").get(f"{PAGE}?verdict=breaks&family=inside").content.decode()

    assert "불일치 1(검증 2건)</h2>" in html
    assert "그 밖의 229건은 거르기에 가려 있음" in html  # 231 − 2


def test_explanations_on_record_name_what_was_compared(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    client.post(PAGE, explaining(misprint(client)))

    html = client.get(PAGE).content.decode()

    record = html[html.index('class="findings records"') :]
    assert "원문값 47,476백만원, 계산값 1,045백만원" in record


SPOKEN = ("tie-outs/", "brief/", "", "workbook/", "reports/variance/", "reports/investment-plan/")
TRACE = "reports/investment-plan/trace/?row=308-01&column=total"


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("path", [*SPOKEN, TRACE])
def test_no_page_says_left_or_right(
    first_document: Program, signed_in: SignedIn, path: str, language: str
) -> None:
    """What is seen, titles of marks and labels included."""
    client = signed_in("finance")
    client.post(PAGE, explaining(misprint(client)))
    client.cookies["django_language"] = language

    html = client.get(f"/programs/smart-anchor/{path}").content.decode()

    assert ("같아야 합니다" in html) == (language == "ko" and path in ("tie-outs/", "brief/", TRACE))
    seen = re.sub(r"<(?:script|style).*?</(?:script|style)>", "", html, flags=re.S)
    titles = " ".join(re.findall(r'(?:title|aria-label|alt)="([^"]*)"', seen))
    said = unescape(re.sub(r"<[^>]+>", " ", seen) + titles)
    assert not re.search(r"왼쪽|오른쪽|\b(?:left|right)\b", said, re.IGNORECASE)
