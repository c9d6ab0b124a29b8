"""The printed document: its figures are those of the reports, in the order of the form."""

import io
import re

import pytest
from openpyxl import load_workbook

from ledger.council.form_texts import nest_lines
from ledger.figures.facts import Facts
from ledger.load import load
from ledger.models import (
    AccountSubject,
    BudgetLineItem,
    BudgetVersion,
    Explanation,
    Program,
    Settlement,
    YearlyAllocation,
)
from ledger.models.version_life import Step, take_step
from ledger.reporting.report import Row
from ledger.reports import (
    basis_comparison,
    budget_summary,
    calculation_basis,
    investment_plan,
    schedule,
)
from ledger.words.formats import form_rate
from tests.ledger.form import form_table, rows_by_label
from tests.ledger.life import DECISION, confirmed, moved
from tests.ledger.views.printed import article, printed, shown, two_lines
from tests.people import Person, SignedIn

# Its figures are those of the reports


def test_summary_is_the_report_in_the_forms_rounding(first_document: Program, signed_in: SignedIn) -> None:
    page = shown(signed_in("manager"))
    report = budget_summary.build(load("smart-anchor"))
    rows = rows_by_label(page, "summary")
    for row in report.rows:
        cells = rows["계" if row.key == "total" else str(row.name)]
        assert cells[:3] == [two_lines(row, key) for key in ("prior", "current", "change")]
        figures = row.figures
        assert [line.rstrip("*") for line in cells[3]] == [
            form_rate(figures["change_national"], figures["prior_national"], is_national=True),
            form_rate(figures["change"], figures["prior"]),
        ]
    assert len(rows) == len(report.rows)


def test_summary_prints_what_the_document_prints(first_document: Program, signed_in: SignedIn) -> None:
    """The (x …) line stands in the same cell, above a line break."""
    page = shown(signed_in("manager"))
    assert form_table(page, "summary")[0] == [
        "구분",
        "2020예산액(A)",
        "2021예산액(B)",
        "증감(B-A)",
        "(B-A)*100/A",
    ]
    rows = rows_by_label(page, "summary")
    assert rows["계"] == [
        ["(x2,500,000)", "5,036,880"],
        ["(x-)", "7,224,187"],
        ["(x△2,500,000)", "2,187,307"],
        ["(x△100)", "43"],
    ]
    assert rows["자치단체경상보조금"][3] == ["(x-)", "△43"]
    assert '<td class="figure">(x2,500,000)<br>5,036,880</td>' in page


def test_rate_over_a_base_of_zero_is_100_with_a_footnote(
    first_document: Program, signed_in: SignedIn
) -> None:
    page = shown(signed_in("manager"))
    assert rows_by_label(page, "summary")["시설비"] == [
        ["(x-)", "0"],
        ["(x-)", "579,000"],
        ["(x-)", "579,000"],
        ["(x-)", "100*"],
    ]
    assert "* 전년도 0: 신규(순증)" in page
    assert rows_by_label(page, "summary")["공공운영비"][3] == ["(x-)", "100"]


def test_a_subject_that_the_base_has_not_is_printed_as_zero(
    first_document: Program, signed_in: SignedIn
) -> None:
    YearlyAllocation.objects.filter(version__fiscal_year=2020, subject__code="401-01").delete()
    assert rows_by_label(shown(signed_in("manager")), "summary")["시설비"][0] == ["(x-)", "0"]


def test_without_a_base_its_cells_are_blank(first_document: Program, signed_in: SignedIn) -> None:
    page = shown(signed_in("manager"), "?year=2020")
    assert rows_by_label(page, "summary")["계"] == [
        [""],
        ["(x2,500,000)", "5,036,880"],
        [""],
        [""],
    ]


def test_basis_has_each_line_in_won_and_in_thousand(first_document: Program, signed_in: SignedIn) -> None:
    _headings, rows = form_table(shown(signed_in("manager")), "basis")
    assert rows[0] == [["사무관리비"], ["○ 시설관리 운영 1,711,987,000"], ["= 1,711,987천원"]]
    assert rows[5:7] == [
        [["자치단체자본보조"], ["○ 중구 스마트앵커 조성비(공사비) 1,071,000,000"], ["= 1,071,000천원"]],
        [["○ 마포구 스마트앵커 조성비(공사비) 803,000,000"], ["= 803,000천원"]],
    ]
    lines = [row for row in calculation_basis.build(load("smart-anchor")).rows if "line" in row.key]
    assert [row[-1] for row in rows] == [[f"= {printed(row.figures['amount'])}천원"] for row in lines]


def test_basis_prints_the_basis_of_a_line_and_the_amount_of_a_subject_without_lines(
    first_document: Program, signed_in: SignedIn
) -> None:
    BudgetLineItem.objects.filter(allocation__subject__code="201-01").update(basis="5,000원×12명×4회")
    BudgetLineItem.objects.filter(allocation__subject__code="201-02").delete()
    YearlyAllocation.objects.filter(version__fiscal_year=2021, subject__code="201-02").update(amount=1_500)
    _headings, rows = form_table(shown(signed_in("manager")), "basis")
    assert rows[0][1] == ["○ 시설관리 운영 5,000원×12명×4회"]
    assert rows[1] == [["공공운영비"], [""], ["= 2천원"]]


def test_plan_is_the_report_in_millions(first_document: Program, signed_in: SignedIn) -> None:
    page = shown(signed_in("manager"))
    report = investment_plan.build(load("smart-anchor"))
    head, _rows = form_table(page, "plan")
    assert head == ["구분", "계", "기투자(~2019)", "2020", "2021", "2022 이후", "비고"]
    rows = rows_by_label(page, "plan")
    for row in report.rows:
        keys = ("total", "through-2019", "2020", "2021", "from-2022")
        expected = [two_lines(row, key, "million") for key in keys]
        # The form prints (x-) beside each total, whoever gives none of it.
        expected[0] = [expected[0][0] if len(expected[0]) > 1 else "(x-)", expected[0][-1]]
        if row.key == "308-01":
            expected[0][1] += " ¹⁾"
        assert rows["계" if row.key == "total" else str(row.name)] == [*expected, [""]]


def test_misprint_stands_beside_its_correction(
    first_document: Program, signed_in: SignedIn, person: Person
) -> None:
    """The document prints 47,476 where the row adds up to 1,045; the footnote says why once somebody has."""
    page = shown(signed_in("manager"))
    assert rows_by_label(page, "plan")["자치단체경상보조금"][0] == ["(x-)", "1,045 ¹⁾"]
    assert article(page).count("¹⁾") == 1
    assert "1) 원문 47,476 → 정정 1,045: 다른 금액에서 다시 계산한 값임." in article(page)
    where = {"report": "investment-plan", "row": "308-01", "column": "total", "year": 2021, "unit": "million"}
    Explanation.objects.create(
        program=first_document,
        kind="finding",
        rule="stated_figure",
        version=BudgetVersion.objects.get(fiscal_year=2021),
        left="47476000000",
        right="1045000000",
        author=person("finance"),
        submission_text="46,431이\n잘못 더해짐",
        **where,
    )
    assert "1) 원문 47,476 → 정정 1,045: 46,431이 잘못 더해짐" in article(shown(signed_in("auditor")))


HOUSE_WORDS = (
    "사유 없음",
    "재확인",
    "확인할 것",
    "확인하세요",
    "사유 상태",
    "원장",
    "검증",
    "smart-anchor",
    "manage.py",
)


def test_what_is_still_to_be_seen_to_stands_outside_the_printed_document(
    first_document: Program, signed_in: SignedIn
) -> None:
    page = shown(signed_in("manager"))
    assert [word for word in HOUSE_WORDS if word in article(page)] == []
    (aside,) = re.findall(r'<aside class="message warning on-screen".*?</aside>', page, re.S)
    assert "확인할 것 3건" in aside
    assert "사유 없음 6건, 사유 재확인 필요 0건" in aside
    assert 'href="/programs/smart-anchor/tie-outs/?version=2021-original"' in aside


def test_schedule_is_the_report(first_document: Program, signed_in: SignedIn) -> None:
    page = shown(signed_in("manager"))
    head, (total, *rows) = form_table(page, "schedule")
    assert head == ["사업추진절차", "추진기간", "예산집행금액", "추진세부내용"]
    assert total == [["계"], [""], ["7,224,187"], [""]]
    assert rows[1] == [
        ["스마트앵커 TF운영비"],
        ["2021.01~2021.12"],
        ["20,000"],
        ["스마트앵커 운영방안 전문가 의견수렴"],
    ]
    amounts = [row.figures["amount"] for row in schedule.build(load("smart-anchor")).rows]
    assert [row[2] for row in (total, *rows)] == [[printed(amount)] for amount in amounts]


def test_settlement_marks_what_is_derived_and_what_is_assumed(
    first_document: Program, signed_in: SignedIn
) -> None:
    page = shown(signed_in("manager"))
    head, rows = form_table(page, "settlement")
    assert head == [
        "연도",
        "최종예산",
        "전년이월",
        "예산변경",
        "예산현액",
        "집행액",
        "차년이월",
        "집행잔액",
    ]
    assert rows[1] == [
        ["2019"],
        ["(x2,500,000)", "7,155,400"],
        ["(x-)*", "0*"],
        ["(x-)", "0**"],
        ["(x2,500,000)*", "7,155,400*"],
        ["(x2,500,000)*", "6,790,839*"],
        ["(x-)", "227,444"],
        ["(x-)", "137,117"],
    ]
    assert rows[2] == [["2020"], ["자료 없음"]]
    assert "* 원문이 빈칸이어서" in page
    assert "** 원문이 빈칸이어서" in page


def test_refund_has_a_column_where_there_is_one(first_document: Program, signed_in: SignedIn) -> None:
    Settlement.objects.filter(fiscal_year=2018, portion="total").update(subsidy_refund=0)
    head, rows = form_table(shown(signed_in("manager")), "settlement")
    assert head[-2:] == ["보조금반납금", "집행잔액"]
    assert (rows[0][-2], rows[1][-2]) == (["0"], [""])


def test_units_are_the_forms_whatever_the_reader_chose(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("manager")
    before = form_table(shown(client), "summary")
    client.cookies["unit"] = "hundred_million"
    assert form_table(shown(client, "?unit=million"), "summary") == before


# A budget that changes another


def make_supplementary(program: Program) -> Facts:
    """The lines of 2021, but cleaning 1,000 천원 less, an event of 30 천원 more, and no supervision."""
    original = confirmed(BudgetVersion.objects.get(fiscal_year=2021))
    version = BudgetVersion.objects.create(fiscal_year=2021, kind="supplementary", based_on=original)
    for allocation in YearlyAllocation.objects.filter(version=original).exclude(subject__code="401-02"):
        copy = YearlyAllocation.objects.create(program=program, version=version, subject=allocation.subject)
        for line in allocation.line_items.all():
            less = 1_000_000 if allocation.subject.code == "201-01" else 0
            copy.line_items.create(
                description=line.description,
                basis="△100,000원×10회" if less else "",
                amount=line.amount - less,
                site=line.site,
            )
    supervision = AccountSubject.objects.get(code="401-02")
    YearlyAllocation.objects.create(program=program, version=version, subject=supervision, amount=0)
    office = YearlyAllocation.objects.get(version=version, subject__code="201-01")
    office.line_items.create(position=9, description="개소식", amount=30_000, is_one_off=True)
    moved(version, "submitted")
    return load(program.slug)


def test_supplementary_budget_has_its_own_headings(
    first_document: Program, signed_in: SignedIn, person: Person
) -> None:
    make_supplementary(first_document)
    page = shown(signed_in("manager"))
    assert form_table(page, "summary")[0][1:4] == ["기정예산액(A)", "추경예산안(B)", "증감(B-A)"]
    take_step(BudgetVersion.objects.get(kind="supplementary"), Step.CONFIRM, person("approver"), **DECISION)
    page = shown(signed_in("auditor"))
    assert form_table(page, "summary")[0][1:4] == ["기정예산액(A)", "경정예산액(B)", "증감(B-A)"]


def test_basis_of_a_supplementary_budget_is_a_pair_with_its_difference(
    first_document: Program, signed_in: SignedIn
) -> None:
    facts = make_supplementary(first_document)
    head, rows = form_table(shown(signed_in("manager")), "basis")
    assert head == ["과목구분", "산출근거 항목", "추경예산안(B)", "기정예산액(A)", "증감(B-A)"]
    assert rows[:3] == [
        [["사무관리비"], ["소계"], ["(x-)", "1,711,017"], ["(x-)", "1,711,987"], ["(x-)", "△970"]],
        [
            ["○ 시설관리 운영", "증감(B-A): △100,000원×10회"],
            ["(x-)", "1,710,987"],
            ["(x-)", "1,711,987"],
            ["(x-)", "△1,000"],
        ],
        [["○ 개소식 [신규(순증)] [일회성]"], ["(x-)", "30"], ["(x-)", "0"], ["(x-)", "30"]],
    ]
    report = basis_comparison.build(facts, unchanged="summed")
    figures = [[two_or_nil(row, key) for key in ("current", "prior", "change")] for row in report.rows]
    assert [row[-3:] for row in rows] == figures


def two_or_nil(row: Row, key: str) -> list[str]:
    """What a version does not allot is printed as 0."""
    if row.figures[key] is None and key in row.unallotted:
        return ["(x-)", "0"]
    return two_lines(row, key)


def test_lines_that_did_not_change_stand_in_one_row(first_document: Program, signed_in: SignedIn) -> None:
    make_supplementary(first_document)
    _headings, rows = form_table(shown(signed_in("manager")), "basis")
    assert [["○ 변동 없음 2건"], ["(x-)", "1,874,000"], ["(x-)", "1,874,000"], ["(x-)", "0"]] in rows
    assert [
        ["○ 개봉 메이커스페이스 조성 [종료]"],
        ["(x-)", "0"],
        ["(x-)", "10,000"],
        ["(x-)", "△10,000"],
    ] in rows


def test_borrowed_document_says_so(first_document: Program, signed_in: SignedIn) -> None:
    note = "이 차수에는 설명서가 따로 없어"
    assert note not in shown(signed_in("manager"))
    make_supplementary(first_document)
    page = shown(signed_in("auditor"))
    assert note in page
    assert "도시형 소공인 지원에 관한 특별법" in page


def test_rows_of_each_table_keep_the_documents_order(first_document: Program, signed_in: SignedIn) -> None:
    """In 예산총괄 자치단체자본보조 stands below 감리비, in 연차별 투자계획 above 시설비; JSON and the file likewise."""
    client = signed_in("manager")
    page = shown(client)
    summary = ["사무관리비", "공공운영비", "자치단체경상보조금", "시설비", "감리비", "자치단체자본보조"]
    plan = [
        "사무관리비",
        "공공운영비",
        "연구용역비",
        "자치단체경상보조금",
        "자치단체자본보조",
        "시설비",
        "감리비",
    ]
    last = "자산및물품취득비"
    assert list(rows_by_label(page, "summary")) == ["계", *summary, last]
    assert list(dict.fromkeys(row[0][0] for row in form_table(page, "basis")[1] if len(row) == 3)) == [
        *summary,
        last,
    ]
    assert list(rows_by_label(page, "plan")) == ["계", *plan, last]
    address = "/programs/smart-anchor/reports/investment-plan/?year=2021&format=json"
    assert [row["label"] for row in client.get(address).json()["rows"]] == ["계", *plan, last]
    sheet = load_workbook(io.BytesIO(client.get("/programs/smart-anchor/workbook.xlsx").content))[
        "연차별 투자계획"
    ]
    labels = [sheet.cell(line, 1).value for line in range(6, 24) if sheet.cell(line, 2).value == "계"]
    assert labels == ["계", *plan, last]


def test_borrowed_document_keeps_its_order_too(first_document: Program, signed_in: SignedIn) -> None:
    before = list(rows_by_label(shown(signed_in("manager")), "plan"))
    make_supplementary(first_document)
    assert list(rows_by_label(shown(signed_in("auditor")), "plan")) == before


@pytest.mark.parametrize(
    ("lines", "depths"),
    [
        (["○ a", "- b", "· c", "- d", "○ e"], [0, 1, 2, 1, 0]),
        (["a", "b"], [0, 0]),
        (["- a", "  - b", "    · c", "- d"], [0, 1, 2, 0]),
        ([" - a", "- b", "· c"], [0, 0, 1]),
        (["○ a", "", "- b"], [0, 0, 1]),
        (["○", "-", "·", "*", "※", "■"], [0, 1, 2, 3, 4, 4]),
        ([], []),
    ],
)
def test_line_stands_as_deep_as_its_sign(lines: list[str], depths: list[int]) -> None:
    assert [line.depth for line in nest_lines(lines)] == depths
    assert [line.text for line in nest_lines(lines)] == [line.strip() for line in lines]


def test_a_settled_year_without_subjects_makes_no_subject_new(
    first_document: Program, signed_in: SignedIn
) -> None:
    """5,264,324 in all; 7,224,187 - 5,264,324 = 1,959,863, which is 37 %. What each subject had, nobody says."""
    Settlement.objects.create(
        program=first_document, fiscal_year=2020, current_budget=5_264_324_000, unit="thousand"
    )
    page = shown(signed_in("manager"), "?base=2020-available")
    assert "신규(순증)" not in page
    rows = rows_by_label(page, "summary")
    assert [cell[-1] for cell in rows["계"]] == ["5,264,324", "7,224,187", "1,959,863", "37"]
    assert [cell[-1] for cell in rows["시설비"]] == ["", "579,000", "", ""]
    assert [cell[-1] for cell in rows["구분 없음"]] == ["5,264,324", "0", "", ""]
