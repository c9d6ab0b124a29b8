"""의회 답변 자료: one sheet whose figures are those of the reports."""

import re
from html import unescape

from django.contrib.auth.models import User
from django.test import Client

from ledger.load import load
from ledger.models import BudgetVersion, Explanation, Program, YearlyAllocation
from ledger.reports import settlement, variance
from ledger.tieout import findings
from ledger.tieout.entries import entries
from ledger.tieout.explanations import is_open
from tests.ledger.form import form_table, rows_by_label
from tests.people import Person, SignedIn

ADDRESS = "/programs/smart-anchor/brief/"


def shown(client: Client, query: str = "") -> str:
    response = client.get(f"{ADDRESS}{query}")
    assert response.status_code == 200
    return response.content.decode()


def said(page: str) -> dict[str, str]:
    pairs = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page, re.S)
    return {term: re.sub(r"<[^>]+>", "", text) for term, text in pairs}


def test_total_and_change_are_said_and_exact(first_document: Program, signed_in: SignedIn) -> None:
    assert said(shown(signed_in("manager"))) == {
        "2021예산액(B)": "72억 2,419만원 (72억 2,418만 7천원)",
        "2020예산액(A)": "50억 3,688만원 (50억 3,688만원)",
        "증감(B-A)": "21억 8,731만원 (21억 8,730만 7천원), 43.4%",
        "대상지": "8개소(제외 2개소 별도)",
    }


def test_without_a_base_there_is_no_change(first_document: Program, signed_in: SignedIn) -> None:
    page = shown(signed_in("manager"), "?year=2020")
    assert said(page) == {
        "2020예산액(B)": "50억 3,688만원 (50억 3,688만원)",
        "비교 기준(A): 자료 없음": "자료 없음",
        "증감(B-A)": "자료 없음",
        "대상지": "8개소(제외 2개소 별도)",
    }
    assert '<table class="form changes">' not in page


def test_shares_by_source_have_one_decimal(first_document: Program, signed_in: SignedIn) -> None:
    """2,500,000 of 5,036,880 are national: 49.63 %."""
    rows = rows_by_label(shown(signed_in("manager"), "?year=2020"), "shares")
    assert rows == {
        "계": [["5,036,880"], ["100.0"]],
        "국비(x)": [["2,500,000"], ["49.6"]],
        "시비 등(국비 외)": [["2,536,880"], ["50.4"]],
    }


def test_three_largest_changes_the_largest_first_and_the_rest_in_one_row(
    first_document: Program, signed_in: SignedIn
) -> None:
    _headings, rows = form_table(shown(signed_in("manager")), "changes")
    assert rows == [
        [["자치단체자본보조"], ["△2,357,880"], ["△55.7%"], ["사유 없음"]],
        [["자산및물품취득비"], ["2,299,200"], ["신규(순증)"], ["사유 없음"]],
        [["사무관리비"], ["1,661,987"], ["3,324.0%"], ["사유 없음"]],
        [["그 밖의 4건"], ["584,000"], ["77.4%"], [""]],
    ]
    report = variance.build(load("smart-anchor"), "subject", 3)
    assert report.row("other").figures["change"] == 584_000_000
    assert -2_357_880 + 2_299_200 + 1_661_987 + 584_000 == 2_187_307


def test_fewer_changes_than_three_leave_the_others_in_one_row(
    first_document: Program, signed_in: SignedIn
) -> None:
    """A version compared with itself changes nothing: its seven subjects stand in one row."""
    page = shown(signed_in("manager"), "?base=2021-original")
    assert form_table(page, "changes")[1] == [[["그 밖의 7건"], ["0"], ["0.0%"], [""]]]


def test_a_change_too_small_to_be_explained_lacks_no_reason(
    first_document: Program, signed_in: SignedIn
) -> None:
    """1,874,000,000 against 1,874,000,001: △1 won of the three largest needs no reason, the others do."""
    budgets = YearlyAllocation.objects.filter(version__fiscal_year=2020)
    for allocation in budgets:
        now = YearlyAllocation.objects.get(version__fiscal_year=2021, subject=allocation.subject)
        exact = sum(line.amount for line in now.line_items.all())
        change = {"201-01": 900_000_000, "201-02": 300_000_000, "403-01": -1}.get(allocation.subject.code, 0)
        YearlyAllocation.objects.filter(pk=allocation.pk).update(amount=exact - change)
    _headings, rows = form_table(shown(signed_in("manager")), "changes")
    said = {row[0][0]: row[3][0] for row in rows}
    assert said["사무관리비"] == said["공공운영비"] == "사유 없음"
    assert said["자치단체자본보조"] == ""


def test_reason_is_that_for_submission_cut_to_fit_the_sheet(
    first_document: Program, signed_in: SignedIn, person: Person
) -> None:
    version = BudgetVersion.objects.get(fiscal_year=2021)
    where = {"report": "budget-summary", "column": "change", "year": 2021, "kind": "change"}
    for row, left, right in (("403-01", 1_874_000_000, 4_231_880_000), ("405-01", 1, 0)):
        Explanation.objects.create(
            program=first_document,
            version=version,
            base=BudgetVersion.objects.get(fiscal_year=2020),
            row=row,
            left=str(left),
            right=str(right),
            author=person("finance") if row == "403-01" else User.objects.get(username="finance"),
            submission_text=f"{row} <b>사업</b> 종료 " * 50,
            internal_note="내부 사정",
            **where,
        )
    page = shown(signed_in("manager"))
    reasons = [row[3][0] for row in form_table(page, "changes")[1]]
    assert reasons[0].startswith("403-01 <b>사업</b> 종료")
    assert len(reasons[0]) <= 110
    assert reasons[0].endswith("…")
    assert reasons[1].startswith("[사유 재확인 필요] 405-01")
    assert "내부 사정" not in page


def test_execution_names_its_denominator_and_marks_what_is_derived(
    first_document: Program, signed_in: SignedIn
) -> None:
    page = shown(signed_in("manager"))
    head, rows = form_table(page, "execution")
    assert head == ["연도", "예산현액", "집행액", "집행률(집행액/예산현액, %)", "차년이월", "집행잔액"]
    assert rows == [
        [["2018"], ["520,000"], ["520,000"], ["100.0"], ["0*"], ["0"]],
        [["2019"], ["7,155,400*"], ["6,790,839*"], ["94.9*"], ["227,444"], ["137,117"]],
        [["2020"], ["자료 없음"]],
    ]
    report = settlement.build(load("smart-anchor"))
    assert report.row("2019").figures["executed"] == 6_790_839_000


def test_open_ties_are_counted_and_the_first_named(first_document: Program, signed_in: SignedIn) -> None:
    facts = load("smart-anchor")
    assert sum(is_open(one, facts.explanations) for one in findings(facts)) == 3
    page = unescape(shown(signed_in("manager")))
    assert "검증: 확인할 것 2건(검증 3건)" in page
    assert "○ 연차별 투자계획 · 자치단체경상보조금 · 계: 차이 46,431백만원 (검증 2건)" in page
    assert page.index("가능성 있는 원인: 연차별") < page.index(
        "원문에 인쇄된 금액은 다시 계산한 금액과 같아야 합니다."
    )
    for code in ("201-01", "201-02", "308-01"):
        YearlyAllocation.objects.filter(subject__code=code, version__fiscal_year=2020).update(amount=7)
    facts = load("smart-anchor")
    more = sum(entry.is_open(()) for entry in entries(findings(facts))) - 3
    assert more == (2 + 3 + 1) - 3  # three wrong figures, and the total, which none of them heals alone
    assert f"그 밖의 {more}건" in shown(signed_in("auditor"))
