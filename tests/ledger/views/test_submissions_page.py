"""제출 대장: the list, an entry, the very bytes; who may look."""

import io
import re
from datetime import date
from hashlib import sha256
from html import unescape
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from openpyxl import load_workbook

from ledger.after_migrate.roles import ROLES
from ledger.models import BudgetVersion, Program, WorkbookExport
from ledger.views.submissions import ENTRIES_PER_PAGE
from tests.ledger.register import handed_in, looked_at
from tests.people import SignedIn

PAGE = "/submissions/"


def said(response: Any) -> str:
    return str(response.content.decode())


def rows(page: str) -> list[list[str]]:
    """The cells of the register's table, row by row, as they read."""
    (body,) = re.findall(r"<tbody>(.*?)</tbody>", page, re.S) or [""]
    return [
        [unescape(re.sub("<[^>]+>", "", cell)) for cell in re.findall(r"<t[hd]\b.*?>(.*?)</t[hd]>", row)]
        for row in re.findall(r"<tr\b.*?</tr>", body, re.S)
    ]


@pytest.fixture
def submission(first_document: Program) -> WorkbookExport:
    return handed_in(first_document, requested_by="홍길동 의원", document_number="경제정책과-1234")


@pytest.mark.parametrize("role", sorted({*ROLES} - {"admin"}))
def test_every_role_looks(role: str, submission: WorkbookExport, signed_in: SignedIn) -> None:
    client = signed_in(role)
    for address in (PAGE, f"{PAGE}?looked=1", f"{PAGE}?format=xlsx", f"{PAGE}{submission.pk}/"):
        assert client.get(address).status_code == 200, address
    response = client.get(f"{PAGE}{submission.pk}/file/")
    assert (response.status_code, response.content) == (200, b"PK")


def test_an_account_without_a_role_does_not(submission: WorkbookExport) -> None:
    client = Client()
    client.force_login(User.objects.create_user("newcomer"))
    for address in (PAGE, f"{PAGE}{submission.pk}/", f"{PAGE}{submission.pk}/file/"):
        response = client.get(address)
        assert response.status_code == 403
        assert "이 계정으로는 할 수 없는 일입니다" in said(response)
        assert "서울특별시의회" not in said(response)


def test_nobody_changes_it(submission: WorkbookExport, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    for address in (PAGE, f"{PAGE}{submission.pk}/", f"{PAGE}{submission.pk}/file/"):
        for method in ("post", "put", "patch", "delete"):
            assert getattr(client, method)(address).status_code == 405


# The list


def test_a_row_says_when_what_to_whom_and_by_whom(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("auditor")
    clerk = User.objects.create_user("clerk")
    handed_in(
        first_document,
        made_by=clerk,
        requested_by="홍길동 의원",
        document_number="경제정책과-1234",
        size=54_321,
        open_count=2,
        reason_open="기한",
    )
    ((day, program, version, recipient, asked_by, number, still_open, by, at, digest, size, file),) = rows(
        said(client.get(PAGE))
    )
    assert (day, program, version) == ("2020-11-02", "스마트앵커 운영", "2021년 예산(차수 미표기)")
    assert (recipient, asked_by, number) == ("서울특별시의회", "홍길동 의원", "경제정책과-1234")
    assert (still_open, by) == ("2", "clerk")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", at)
    assert (digest, size, file) == ("f" * 12, "54,321", "내려받기")
    assert f'title="{"f" * 64}"' in said(client.get(PAGE))


def test_why_it_was_handed_in_all_the_same_stands_on_its_page_and_in_the_file(
    first_document: Program, signed_in: SignedIn
) -> None:
    entry = handed_in(first_document, open_count=2, reason_open="의회 요구 기한\n<b>")
    client = signed_in("auditor")
    page = said(client.get(f"{PAGE}{entry.pk}/"))
    assert "불일치·증감 2건" in page
    assert "의회 요구 기한<br>&lt;b&gt;" in page
    sheet = load_workbook(io.BytesIO(client.get(f"{PAGE}?format=xlsx").content)).active
    assert sheet is not None
    told = [[cell.value for cell in line] for line in sheet.iter_rows()]
    (heading,) = [line for line in told if "그대로 제출한 사유" in line]
    row = dict(zip(heading, told[told.index(heading) + 1], strict=True))
    assert (row["사유 없음·재확인 필요"], row["그대로 제출한 사유"]) == (2, "의회 요구 기한\n<b>")


def test_the_newest_comes_first_and_what_was_looked_at_stands_apart(
    first_document: Program, signed_in: SignedIn
) -> None:
    handed_in(first_document, recipient="가")
    handed_in(first_document, recipient="나")
    looked_at(first_document, edition="internal").save()
    client = signed_in("auditor")
    assert [row[3] for row in rows(said(client.get(PAGE)))] == ["나", "가"]
    ((_at, program, _version, edition, by, through, *_rest),) = rows(said(client.get(f"{PAGE}?looked=1")))
    assert (program, edition, by, through) == ("스마트앵커 운영", "내부 검토본", "–", "명령줄")


def test_it_is_narrowed_to_a_programme_and_a_fiscal_year(
    first_document: Program, signed_in: SignedIn
) -> None:
    library = Program.objects.create(slug="library", name="도서관 운영")
    handed_in(first_document, recipient="가")
    handed_in(library, recipient="나")
    handed_in(library, recipient="다", version=BudgetVersion.objects.get(fiscal_year=2020))
    client = signed_in("auditor")

    def recipients(query: str) -> list[str]:
        return [row[3] for row in rows(said(client.get(f"{PAGE}?{query}")))]

    assert recipients("program=library") == ["다", "나"]
    assert recipients("program=library&year=2020") == ["다"]
    assert recipients("year=2021") == ["나", "가"]
    assert recipients("program=&year=") == ["다", "나", "가"]
    nothing = said(client.get(f"{PAGE}?program=smart-anchor&year=1999"))
    assert rows(nothing) == []
    assert "해당하는 건이 없습니다" in nothing
    assert "<option selected>1999</option>" in nothing


@pytest.mark.parametrize(
    ("query", "status", "sentence"),
    [
        ("program=moon", 404, "moon"),
        ("year=moon", 400, "moon"),
        ("looked=2", 400, "looked"),
        ("format=json", 400, "html, xlsx"),
        ("program=%00", 400, "NUL"),
    ],
)
def test_what_the_register_does_not_know_is_said(
    query: str, status: int, sentence: str, submission: WorkbookExport, signed_in: SignedIn
) -> None:
    response = signed_in("auditor").get(f"{PAGE}?{query}")
    assert response.status_code == status
    assert sentence in said(response)


def test_an_empty_register_says_how_to_fill_it(db: None, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    assert "의회 제출 엑셀" in said(client.get(PAGE))
    assert "아직 열람한 파일이 없습니다" in said(client.get(f"{PAGE}?looked=1"))


def test_a_page_lists_so_many(first_document: Program, signed_in: SignedIn) -> None:
    for number in range(ENTRIES_PER_PAGE + 1):
        handed_in(first_document, recipient=f"의회 {number}")
    client = signed_in("auditor")
    first, second = said(client.get(PAGE)), said(client.get(f"{PAGE}?page=2&program=smart-anchor"))
    assert (len(rows(first)), len(rows(second))) == (ENTRIES_PER_PAGE, 1)
    assert rows(second)[0][3] == "의회 0"
    assert "program=smart-anchor&amp;page=1" in second or "page=1&amp;program=smart-anchor" in second
    for odd in ("page=0", "page=999", "page=moon"):
        assert client.get(f"{PAGE}?{odd}").status_code == 200


def test_the_excel_file_has_every_row_and_text_stays_text(
    first_document: Program, signed_in: SignedIn
) -> None:
    handed_in(first_document, recipient="=HYPERLINK(1)", document_number="-1+1", size=12)
    for _number in range(ENTRIES_PER_PAGE):
        handed_in(first_document)
    response = signed_in("auditor").get(f"{PAGE}?format=xlsx&page=2")
    assert "%EC%A0%9C%EC%B6%9C" in response.headers["Content-Disposition"]
    sheet = load_workbook(io.BytesIO(response.content)).active
    assert sheet is not None
    assert [cell.value for cell in sheet[4]][:4] == ["제출일", "세부사업", "예산 차수", "제출처"]
    assert sheet.max_row == 4 + ENTRIES_PER_PAGE + 1
    last = sheet[sheet.max_row]
    assert (last[3].value, last[3].data_type) == ("=HYPERLINK(1)", "s")
    assert last[0].value.date() == date(2020, 11, 2)
    assert (last[5].value, last[9].value, last[10].value) == ("-1+1", "f" * 64, 12)
    assert [cell.value for cell in sheet[4]][11:] == ["그대로 제출한 사유", "비교 기준", "파일 지문"]
    assert last[13].value == sha256(b"PK").hexdigest()
    # Nobody asked for it, no number, made on the command line: empty, not a word.
    assert not any(last[place].value for place in (4, 7))


def test_what_was_typed_is_text(first_document: Program, signed_in: SignedIn) -> None:
    entry = handed_in(first_document, recipient="<script>alert(1)</script>")
    client = signed_in("auditor")
    for address in (PAGE, f"{PAGE}{entry.pk}/"):
        assert "<script>alert" not in said(client.get(address))
        assert "&lt;script&gt;alert(1)" in said(client.get(address))


# An entry and its bytes


def test_an_entry_says_all_that_is_known(submission: WorkbookExport, signed_in: SignedIn) -> None:
    page = said(signed_in("auditor").get(f"{PAGE}{submission.pk}/"))
    for words in ("2020-11-02", "서울특별시의회", "홍길동 의원", "경제정책과-1234", "제출본", "명령줄"):
        assert words in page
    assert submission.figures_digest in page
    assert submission.file_digest in page
    assert f"{PAGE}{submission.pk}/file/" in page


def test_an_entry_of_what_was_looked_at_has_no_file(first_document: Program, signed_in: SignedIn) -> None:
    entry = looked_at(first_document)
    entry.save()
    client = signed_in("auditor")
    page = client.get(f"{PAGE}{entry.pk}/")
    assert page.status_code == 200
    assert "/file/" not in said(page)
    assert 'href="/programs/smart-anchor/workbook/?version=2021-original"' in said(page)
    response = client.get(f"{PAGE}{entry.pk}/file/")
    assert response.status_code == 404
    assert "열람만 한 파일" in said(response)


def test_bytes_that_are_no_longer_those_are_not_given_out(
    first_document: Program, signed_in: SignedIn
) -> None:
    entry = handed_in(first_document, content=b"PX")
    response = signed_in("auditor").get(f"{PAGE}{entry.pk}/file/")
    assert response.status_code == 409
    assert "제출한 파일과 다릅니다" in said(response)


@pytest.mark.parametrize("pk", ["0", "999", "9" * 30])
def test_an_entry_that_is_not_there(pk: str, db: None, signed_in: SignedIn) -> None:
    client = signed_in("auditor")
    for address in (f"{PAGE}{pk}/", f"{PAGE}{pk}/file/"):
        response = client.get(address)
        assert response.status_code == 404
        assert "제출 대장 목록에서" in said(response)


def test_the_register_is_one_click_away(first_document: Program, signed_in: SignedIn) -> None:
    assert f'href="{PAGE}"' in said(signed_in("auditor").get("/"))
    assert "/programs/smart-anchor/workbook/" in said(signed_in("manager").get("/programs/smart-anchor/"))
