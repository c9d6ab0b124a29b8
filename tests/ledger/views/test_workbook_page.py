"""의회 제출 엑셀: the file to look at, the warnings before it, the form."""

import re
from hashlib import sha256

import pytest

from ledger.after_migrate.roles import ROLES
from ledger.models import BudgetLineItem, Program, WorkbookExport
from tests.ledger.views.workbook_page import FILE, PAGE, form_of, said
from tests.people import SignedIn

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


# The file


@pytest.mark.parametrize("role", sorted({*ROLES} - {"admin"}))
def test_everyone_looks_at_the_submission_edition(
    role: str, first_document: Program, signed_in: SignedIn
) -> None:
    response = signed_in(role).get(f"{FILE}?year=2021")
    assert (response.status_code, response.headers["Content-Type"]) == (200, XLSX)
    entry = WorkbookExport.objects.get()
    assert (entry.is_kept, entry.content, entry.through) == (False, None, "page")
    assert str(entry.made_by) == role
    assert entry.file_digest == sha256(response.content).hexdigest()


@pytest.mark.parametrize(
    ("role", "status"),
    [("finance", 200), ("approver", 200), ("manager", 200), ("auditor", 200), ("admin", 403)],
)
def test_the_internal_edition_is_for_who_may_see_explanations(
    role: str, status: int, first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in(role)
    response = client.get(f"{FILE}?edition=internal")
    assert response.status_code == status
    assert WorkbookExport.objects.count() == (1 if status == 200 else 0)
    assert ("edition=internal" in said(client.get(PAGE))) == (status == 200)
    if status == 403:
        assert "이 계정으로는 할 수 없는 일입니다" in said(response)


def test_a_head_request_makes_no_record(first_document: Program, signed_in: SignedIn) -> None:
    assert signed_in("manager").head(FILE).status_code == 200
    assert not WorkbookExport.objects.exists()


@pytest.mark.parametrize(
    ("query", "status", "sentence"),
    [
        ("year=1999", 404, "1999"),
        ("year=abc", 400, "abc"),
        ("version=2021-moon", 400, "2021-moon"),
        ("base=2021-moon", 400, "2021-moon"),
        ("version=%00", 400, "NUL"),
    ],
)
@pytest.mark.parametrize("address", [FILE, PAGE])
def test_what_the_ledger_does_not_hold_is_said(
    address: str, query: str, status: int, sentence: str, first_document: Program, signed_in: SignedIn
) -> None:
    response = signed_in("manager").get(f"{address}?{query}")
    assert response.status_code == status
    assert sentence in said(response)
    assert not WorkbookExport.objects.exists()


def test_an_edition_that_nobody_knows(first_document: Program, signed_in: SignedIn) -> None:
    response = signed_in("manager").get(f"{FILE}?edition=moon")
    assert response.status_code == 400
    assert "submission, internal" in said(response)


def test_a_programme_without_a_budget_says_so(db: None, signed_in: SignedIn) -> None:
    Program.objects.create(slug="empty", name="빈 사업")
    client = signed_in("finance")
    for address in ("/programs/empty/workbook/", "/programs/empty/workbook.xlsx"):
        response = client.get(address)
        assert response.status_code == 404
        assert "예산 담당자" in said(response)


# The page


def test_the_page_warns_before_the_download(
    first_document: Program, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ledger.views.workbook.council_warnings", lambda source: ("투자계획 <없음>",))
    page = said(signed_in("manager").get(PAGE))
    assert "투자계획 &lt;없음&gt;" in page
    assert page.index("투자계획 &lt;없음&gt;") < page.index("workbook.xlsx")


def test_the_page_says_when_there_is_nothing_to_warn_of(
    without_warnings: None, first_document: Program, signed_in: SignedIn
) -> None:
    page = said(signed_in("finance").get(PAGE))
    assert "제출 전에 확인할 것이 없습니다" in page
    assert "has_read_warnings" not in page


def test_the_links_lead_to_the_version_and_base_of_the_page(
    first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in("manager")
    page = said(client.get(f"{PAGE}?version=2021-original&base=2020-available"))
    asked = "?version=2021-original&amp;base=2020-available"
    assert f"{FILE}{asked}&amp;edition=submission" in page
    assert f"/programs/smart-anchor/reports/variance/{asked}&amp;only=open" in page
    assert '/programs/smart-anchor/tie-outs/?version=2021-original">검증으로' in page
    # What is compared with nothing has no changes.
    assert "/reports/variance/?version=2020-original&amp;only" not in said(client.get(f"{PAGE}?year=2020"))


def test_the_page_offers_no_unit(first_document: Program, signed_in: SignedIn) -> None:
    """The file is in the units of the form, whatever a reader chose for the screen."""
    client = signed_in("manager")
    assert 'name="unit"' not in said(client.get(PAGE))
    assert 'name="unit"' in said(client.get("/programs/smart-anchor/"))


@pytest.mark.parametrize(("is_moved", "words"), [(False, "지금과 같습니다"), (True, "지금과 다릅니다")])
def test_who_hands_in_reads_what_was_handed_in_before(
    is_moved: bool, words: str, first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in("finance")
    assert "제출했습니다(제출처" not in said(client.get(PAGE))
    entry = client.post(PAGE, form_of(client)).headers["Location"]
    if is_moved:
        BudgetLineItem.objects.update(amount=1)
    page = said(client.get(PAGE))
    assert "2020-11-02에 제출했습니다(제출처: 서울특별시의회 기획경제위원회)." in page
    assert words in page
    assert f'href="{entry}"' in page
    # Another version was not handed in.
    assert "제출했습니다(제출처" not in said(client.get(f"{PAGE}?year=2020"))


def test_what_may_be_left_out_says_so(first_document: Program, signed_in: SignedIn) -> None:
    page = said(signed_in("finance").get(PAGE))
    labels = [re.sub("<[^>]+>", "", label) for label in re.findall(r"<label for=.*?</label>", page)]
    assert labels == ["제출처", "요구자 (선택)", "문서번호 (선택)", "제출일", "그대로 제출하는 사유"]


def test_an_error_stands_beside_its_field_and_above_the_form(
    first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in("finance")
    page = said(client.post(PAGE, {**form_of(client), "recipient": ""}))
    assert '<div role="alert" tabindex="-1" autofocus><p class="errorlist">저장하지 않았습니다.' in page
    assert 'aria-describedby="id_recipient_error"' in page
    assert '<ul class="errorlist" id="id_recipient_error">' in page
