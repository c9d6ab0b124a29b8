"""What is open in a budget, counted for the start page as the pages that it leads to count it."""

from django.contrib.auth.models import User

from ledger.load import load
from ledger.models import AccountSubject, BudgetVersion, Program, YearlyAllocation
from ledger.tieout.progress.open_points import open_points
from tests.ledger.reasons import explain
from tests.people import SignedIn

PART = "/programs/smart-anchor/open-points/"


def test_it_counts_what_the_version_s_page_asks_reasons_for(
    first_document: Program, signed_in: SignedIn
) -> None:
    points = open_points(load("smart-anchor", "2021-original"))
    part = signed_in("finance").get(f"{PART}?version=2021-original").content.decode()
    assert f"사유 없는 불일치 {len(points.breaks)}건" in part
    assert f"사유 없는 증감 {len(points.changes)}건" in part
    assert "/programs/smart-anchor/tie-outs/?version=2021-original&amp;verdict=breaks" in part
    assert "/programs/smart-anchor/reports/variance/?version=2021-original&amp;only=open" in part
    assert "재확인" not in part


def test_a_reason_takes_one_away_a_stale_one_is_counted_apart(
    first_document: Program, signed_in: SignedIn
) -> None:
    client, author = signed_in("finance"), User.objects.get()
    count = len(open_points(load("smart-anchor", "2021-original")).changes)
    explain(author, "403-01", 1_874_000_000, 4_231_880_000, submission_text="2020년 국비 사업 종료")
    part = client.get(f"{PART}?version=2021-original").content.decode()
    assert f"사유 없는 증감 {count - 1}건" in part
    explain(author, "403-01", 1_000, 4_231_880_000, submission_text="전의 수치")
    part = client.get(f"{PART}?version=2021-original").content.decode()
    assert f"사유 없는 증감 {count - 1}건" in part
    assert "사유 재확인 필요 증감 1건" in part


def test_nothing_open_is_said(db: None, signed_in: SignedIn) -> None:
    program = Program.objects.create(slug="library", name="도서관 운영")
    subject = AccountSubject.objects.create(code="201-01", name="사무관리비", valid_from=2020)
    version = BudgetVersion.objects.create(fiscal_year=2030, kind="original")
    YearlyAllocation.objects.create(program=program, version=version, subject=subject, amount=700)
    part = signed_in("finance").get("/programs/library/open-points/").content.decode()
    assert "확인할 것 없음" in part


def test_what_is_not_there_is_refused(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    assert client.get("/programs/nothing/open-points/").status_code == 404
    assert client.get(f"{PART}?version=1999-original").status_code == 400
    assert client.get(f"{PART}?version=%00").status_code == 400
