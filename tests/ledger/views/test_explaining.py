"""How a break, and an entry of several, is explained on the page of tie-outs."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from ledger.models import BudgetLineItem, Explanation, Program, StatedFigure
from tests.ledger.views.tie_outs import PAGE, entry_of_the_misprint, explaining, fields, misprint, records
from tests.people import SignedIn


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


@pytest.mark.usefixtures("said_why")
def test_what_was_typed_survives_when_the_break_has_gone(
    first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in("finance")
    typed = explaining(misprint(client))
    StatedFigure.objects.filter(text="47,476").update(value=1_045_000_000)

    response = client.post(PAGE, typed)

    assert response.status_code == 409
    assert "원문 오기: 1,045백만원이 맞음" in response.content.decode()


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


def test_explanations_on_record_name_what_was_compared(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    client.post(PAGE, explaining(misprint(client)))

    html = client.get(PAGE).content.decode()

    record = html[html.index('class="findings records"') :]
    assert "원문값 47,476백만원, 계산값 1,045백만원" in record
