"""The page of tie-outs: what it shows, its JSON, and how a break is explained."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from ledger.models import (
    BudgetLineItem,
    BudgetVersion,
    Explanation,
    Program,
    StatedFigure,
    YearlyAllocation,
)

SignedIn = Callable[[str], Client]
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
    assert html.index("불일치 3</h2>") < html.index("판정불가(자료 없음) 4</h2>")


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
    assert "검증: 확인할 것 3건" in client.get("/programs/smart-anchor/").content.decode()


def test_a_part_of_a_thousand_won_is_open(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("manager")
    last = BudgetLineItem.objects.get(description="개봉 메이커스페이스 물품구매")
    BudgetLineItem.objects.create(allocation=last.allocation, description="단수", amount=400)

    (record,) = [record for record in records(client) if record["rule"] == "whole_thousand"]

    assert (record["verdict"], record["difference"]) == ("rounding", 400)
    assert "천원 미만 단수" in record["note"]
    assert "검증: 확인할 것 4건" in client.get("/programs/smart-anchor/").content.decode()


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
