"""공공도서관 운영: a budget without lines, and two supplementary budgets whose 산출근거 are the changes alone.

The first takes from wages and adds to printing. The second takes from wages again, ends the study and brings machines.
In thousand won, the plan in million.
"""

from datetime import date

from ledger.models import (
    AccountSubject,
    BudgetVersion,
    Document,
    Program,
    ProgramCost,
    ScheduleItem,
    ScheduleShare,
)
from tests.ledger.shapes.entering import (
    THOUSAND,
    Item,
    allot,
    enter,
    enter_standard,
    line,
    plan,
    print_table,
    subject,
    write,
)

BUDGET_2023 = {"101-04": [Item(60_000, 30_000)], "201-01": [Item(20_000)]}
ORIGINAL = {
    "101-04": [Item(62_160, 31_080)],
    "201-01": [Item(20_000)],
    "207-01": [Item(15_000, 5_000)],
}
FIRST = {
    "101-04": [line("사서 보조 결원", "△740천원×7명×6/12개월", -2_590, -1_295)],
    "201-01": [line("안내지 추가 제작", "5천원×600부", 3_000)],
}
SECOND = {
    "101-04": [line("주말 운영 축소", "△740천원×1명×3/12개월", -185, -92)],
    "207-01": [Item(0, 0)],
    "405-01": [line("무인 반납기", "4,500천원×2대", 9_000, 4_500)],
}

PRINTED = {
    ("overview", "thousand"): """
                     total national    city
        total-cost 258,000   96,000 162,000
        year-cost   91,385   34,193  57,192""",
    ("budget-summary", "thousand"): """
                prior prior_national current current_national  change change_national rate rate_national
        total  97,570      (x34,785)  91,385        (x34,193) △6,185          (x△592)  △6           △2
        101-04 59,570      (x29,785)  59,385        (x29,693)   △185           (x△92)   △0           △0
        201-01 23,000           (x-)  23,000             (x-)       0             (x-)    0            0
        207-01 15,000       (x5,000)       0             (x-) △15,000        (x△5,000) △100         △100
        405-01      0           (x-)   9,000         (x4,500)   9,000         (x4,500) 신규         신규""",
    ("calculation-basis", "thousand"): """
                amount
        101-04  59,385
        line-2    △185
        207-01       0
        405-01   9,000
        line-4   9,000
        total   91,385""",
    ("investment-plan", "million"): """
               total total_national 2023 2023_national 2024 2024_national from-2025 from-2025_national
        total    258          (x96)   80         (x30)   91         (x34)        87              (x31)
        101-04   181          (x91)   60         (x30)   59         (x30)        62              (x31)
        201-01    68              .   20             .   23             .        25                  .
        405-01     9           (x5)    .             .    9          (x5)         .                  .""",
    ("schedule", "thousand"): """
               amount
        total  91,385
        line-1 82,385
        line-2  9,000""",
}
"""The tables of the document of the second supplementary budget."""


def library() -> Program:
    enter_standard()
    enter(AccountSubject, code="101-04", name="기간제근로자등보수", valid_from=2018)
    program: Program = enter(
        Program,
        slug="library",
        name="공공도서관 운영",
        account="일반회계",
        bureau="문화국",
        division="도서관과",
        recurrence="계속",
    )
    before = enter(BudgetVersion, fiscal_year=2023, kind="original")
    original = enter(BudgetVersion, fiscal_year=2024, kind="original")
    first = enter(BudgetVersion, fiscal_year=2024, kind="supplementary", sequence=1, based_on=original)
    second = enter(BudgetVersion, fiscal_year=2024, kind="supplementary", sequence=2, based_on=first)
    for version, budget in ((before, BUDGET_2023), (original, ORIGINAL), (first, FIRST), (second, SECOND)):
        allot(program, version, budget)
    document = enter(
        Document,
        slug="library-2024-2",
        program=program,
        version=second,
        title="2024년 제2회 추경 사업별 설명서",
    )
    write_document(document)
    for (table, unit), text in PRINTED.items():
        print_table(document, table, unit, text)
    return program


def write_document(document: Document) -> None:
    write(document, (("purpose", "", "책 읽는 도시"), ("effects", "", "이용 시간 확대")))
    costs = {
        "total": (("national", 96_000), ("city", 162_000)),
        "year": (("national", 34_193), ("city", 57_192)),
    }
    for scope, amounts in costs.items():
        unit = "million" if scope == "total" else "thousand"
        for source, amount in amounts:
            enter(
                ProgramCost,
                document=document,
                source=source,
                scope=scope,
                amount=amount * THOUSAND,
                unit=unit,
            )
    plan(
        document,
        {
            "101-04": [None, (60, 30), (59, 30), (62, 31)],
            "201-01": [None, (20, 0), (23, 0), (25, 0)],
            "405-01": [None, None, (9, 5), None],
        },
    )
    steps = (
        ("도서관 운영", 1, 12, {"101-04": 59_385, "201-01": 23_000}),
        ("무인 반납기 설치", 9, 11, {"405-01": 9_000}),
    )
    for position, (text, start, end, shares) in enumerate(steps, start=1):
        item = enter(
            ScheduleItem,
            document=document,
            position=position,
            text=text,
            starts_on=date(2024, start, 1),
            ends_on=date(2024, end, 1),
            unit="thousand",
        )
        for code, share in shares.items():
            enter(ScheduleShare, item=item, subject=subject(code), amount=share * THOUSAND)
