"""The page of a budget version: who presses what, what it asks for, what it says afterwards."""

from typing import Any

import pytest
from django.test import Client

from ledger.models import (
    AccountSubject,
    BudgetLineItem,
    BudgetVersion,
    Program,
    YearlyAllocation,
)
from tests.ledger.life import confirmed
from tests.people import SignedIn

DECISION = {"decided_on": "2029-12-15", "document_number": "의회-123"}
REQUEST = {"reason": "오기 정정", "document_number": "예산-7"}


@pytest.fixture
def version(db: None) -> BudgetVersion:
    """2030, in which the library has 700 won, 200 more than a year before: nobody has said why."""
    program = Program.objects.create(slug="library", name="도서관 운영")
    subject = AccountSubject.objects.create(code="201-01", name="사무관리비", valid_from=2020)
    before, version = (
        BudgetVersion.objects.create(fiscal_year=year, kind="original") for year in (2029, 2030)
    )
    for of, amount in ((before, 500), (version, 700)):
        YearlyAllocation.objects.create(program=program, version=of, subject=subject, amount=amount)
    return version


@pytest.fixture
def settled_change(version: BudgetVersion) -> BudgetVersion:
    """The version without any change to explain."""
    YearlyAllocation.objects.filter(version__fiscal_year=2029).update(amount=700)
    return version


def page_of(version: BudgetVersion) -> str:
    return f"/admin/ledger/budgetversion/{version.pk}/change/"


def press(client: Client, version: BudgetVersion, step: str, number: int, **typed: str) -> Any:
    address = f"/admin/ledger/budgetversion/{version.pk}/step/"
    return client.post(address, {"step": step, "number": str(number), **typed}, follow=True)


def text_of(response: Any) -> str:
    text: str = response.content.decode()
    return text


def status_of(version: BudgetVersion) -> str:
    return BudgetVersion.objects.get(pk=version.pk).status


def test_from_draft_to_confirmed(settled_change: BudgetVersion, signed_in: SignedIn) -> None:
    version, finance, approver = settled_change, signed_in("finance"), signed_in("approver")
    answer = press(finance, version, "submit", 1)
    assert "제출: 2030년 본예산의 상태는 “제출”입니다(finance, " in text_of(answer)
    answer = press(approver, version, "confirm", 2, **DECISION)
    assert status_of(version) == "confirmed"
    page = text_of(approver.get(page_of(version)))
    assert "상태: 확정" in page
    assert "의결: 2029-12-15 · 의회-123" in page
    assert "작성 중 → 제출" in page
    assert "제출 → 확정" in page


def test_what_is_open_is_listed_and_asks_for_a_reason(version: BudgetVersion, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    answer = press(client, version, "submit", 1)
    page = text_of(answer)
    assert (answer.status_code, status_of(version)) == (409, "draft")
    assert "도서관 운영" in page
    assert 'href="/programs/library/variance' in page or "/programs/library/reports/variance/" in page
    assert "먼저 사유를 쓰거나, 그대로 제출하는 사유를 쓰세요" in page

    press(client, version, "submit", 1, reason="의회 제출 기한")
    assert status_of(version) == "submitted"
    taken = version.transitions.get()
    assert (taken.open_count, taken.reason) == (1, "의회 제출 기한")
    assert "의회 제출 기한 (사유 없음 1건)" in text_of(client.get(page_of(version)))


def test_a_programme_that_is_not_in_the_version_is_not_asked(
    settled_change: BudgetVersion, signed_in: SignedIn
) -> None:
    other = Program.objects.create(slug="other", name="다른 사업")
    subject = AccountSubject.objects.get()
    before = BudgetVersion.objects.get(fiscal_year=2029)
    YearlyAllocation.objects.create(program=other, version=before, subject=subject, amount=900)
    press(signed_in("finance"), settled_change, "submit", 1)
    assert status_of(settled_change) == "submitted"


def test_confirming_names_its_decision(settled_change: BudgetVersion, signed_in: SignedIn) -> None:
    press(signed_in("finance"), settled_change, "submit", 1)
    answer = press(signed_in("approver"), settled_change, "confirm", 2, document_number="의회-123")
    assert answer.status_code == 409
    assert "확정하려면 의결일과 의결 문서번호를 쓰세요" in text_of(answer)
    assert status_of(settled_change) == "submitted"


def test_confirming_counts_what_is_open_again_and_says_it(
    version: BudgetVersion, signed_in: SignedIn
) -> None:
    """It is no obstacle: the approver reads it, and the step keeps it."""
    press(signed_in("finance"), version, "submit", 1, reason="의회 제출 기한")
    page = text_of(press(signed_in("approver"), version, "confirm", 2, **DECISION))
    assert status_of(version) == "confirmed"
    assert "사유 없이 확정한 불일치·증감" in page
    assert ">도서관 운영 1</a>" in page
    assert [step.open_count for step in version.transitions.order_by("number")] == [1, 1]


def test_what_has_its_reason_by_then_is_not_counted(
    settled_change: BudgetVersion, signed_in: SignedIn
) -> None:
    press(signed_in("finance"), settled_change, "submit", 1)
    page = text_of(press(signed_in("approver"), settled_change, "confirm", 2, **DECISION))
    assert "사유 없이 확정한" not in page
    assert [step.open_count for step in settled_change.transitions.order_by("number")] == [0, 0]


def test_a_second_press_says_what_happened(settled_change: BudgetVersion, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    press(client, settled_change, "submit", 1)
    answer = press(client, settled_change, "submit", 1)
    assert "이미 처리되었습니다. 제출: 2030년 본예산의 상태는 “제출”입니다(finance, " in text_of(answer)
    assert settled_change.transitions.count() == 1
    answer = press(client, settled_change, "take_back", 1)
    assert "그사이 예산 차수의 상태가 바뀌어" in text_of(answer)


@pytest.mark.parametrize(
    ("who", "step", "status"),
    [("manager", "submit", 403), ("approver", "submit", 403), ("finance", "fly", 400), ("finance", "", 400)],
)
def test_who_may_not_and_what_is_no_step(
    who: str, step: str, status: int, version: BudgetVersion, signed_in: SignedIn
) -> None:
    assert press(signed_in(who), version, step, 1).status_code == status
    assert not version.transitions.exists()


def test_finance_confirms_nothing(settled_change: BudgetVersion, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    press(client, settled_change, "submit", 1)
    assert press(client, settled_change, "confirm", 2, **DECISION).status_code == 403


def test_what_is_no_form_of_ours(version: BudgetVersion, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    address = f"/admin/ledger/budgetversion/{version.pk}/step/"
    assert client.get(address).status_code == 405
    assert client.post("/admin/ledger/budgetversion/0/step/", {"step": "submit"}).status_code == 404
    assert press(client, version, "submit", "x").status_code == 409  # type: ignore[arg-type]
    assert not version.transitions.exists()


def test_to_take_back_says_why_and_by_which_document(
    settled_change: BudgetVersion, signed_in: SignedIn
) -> None:
    client = signed_in("finance")
    press(client, settled_change, "submit", 1)
    answer = press(client, settled_change, "take_back", 2, reason="오기 정정")
    assert answer.status_code == 409
    assert "제출한 예산을 되돌리려면 사유와 근거 문서번호를 적으세요" in text_of(answer)
    assert "오기 정정" in text_of(answer)
    press(client, settled_change, "take_back", 2, **REQUEST)
    assert status_of(settled_change) == "draft"


def test_a_step_that_does_not_follow_is_a_sentence(version: BudgetVersion, signed_in: SignedIn) -> None:
    answer = press(signed_in("approver"), version, "confirm", 1, **DECISION)
    assert "지금 “작성 중”이므로 할 수 있는 절차가 아닙니다" in text_of(answer)


def test_two_people_lift_it_and_what_changed_stays_on_the_page(
    version: BudgetVersion, signed_in: SignedIn
) -> None:
    confirmed(version)
    finance, approver = signed_in("finance"), signed_in("approver")
    press(finance, version, "ask", 2, **REQUEST)
    press(approver, version, "reopen", 3)
    assert status_of(version) == "draft"
    allocation = YearlyAllocation.objects.get(version=version)
    line = BudgetLineItem.objects.create(allocation=allocation, description="책", amount=120)
    line.amount = 125
    line.save()
    line.delete()
    press(finance, version, "submit", 4, reason="정정")
    press(approver, version, "confirm", 5, **DECISION)
    # Confirmed again: nothing more can change.
    page = text_of(approver.get(page_of(version)))
    assert "확정 해제 동안 바뀐 것" in page
    changes = page[page.index("확정 해제 동안 바뀐 것") :]
    assert "금액(원): 120 → 125" in changes
    assert [changes.count(how) for how in ("· 등록", "· 변경", "· 삭제")] == [1, 2, 1]
    assert "자체 금액(원): 700 → –" in changes
    assert "오기 정정" in page
    assert "예산-7" in page


def test_who_asked_waits_for_another(version: BudgetVersion, signed_in: SignedIn) -> None:
    confirmed(version)
    approver = signed_in("approver")
    press(approver, version, "ask", 2, **REQUEST)
    page = text_of(approver.get(page_of(version)))
    assert "요청한 사람이 확정을 해제할 수는 없습니다" in page
    assert 'value="reopen"' not in page
    answer = press(approver, version, "reopen", 3)
    assert "요청한 사람이 확정을 해제할 수는 없습니다" in text_of(answer)
    assert status_of(version) == "confirmed"


def test_others_see_the_steps_and_press_nothing(version: BudgetVersion, signed_in: SignedIn) -> None:
    confirmed(version)
    page = text_of(signed_in("auditor").get(page_of(version)))
    assert "절차를 기록하기 전의 상태" in page
    assert 'name="step"' not in page


def test_a_new_version_has_no_life_yet(db: None, signed_in: SignedIn) -> None:
    page = text_of(signed_in("finance").get("/admin/ledger/budgetversion/add/"))
    assert 'name="step"' not in page
    assert 'name="status"' not in page
