"""어린이 안전거점 조성, a district's programme: 국비 80 : 시비 10 : 구비 10 per line.

The ratio was 50 : 25 : 25 until 2021. Each line is matched by itself, its parts are rounded to thousand won, and the
district pays the rest. All amounts of budgets in thousand won, those of the plan in million.
"""

from datetime import date
from decimal import Decimal

from ledger.models import (
    AccountSubject,
    BudgetVersion,
    CarryOver,
    Document,
    ExecutionSnapshot,
    FundingSource,
    MatchingRatio,
    NationalGrant,
    Program,
    ProgramCost,
    ProgramSite,
    ScheduleItem,
    ScheduleShare,
)
from sites.models import Site, SiteKind
from tests.ledger.shapes.entering import (
    MILLION,
    THOUSAND,
    Item,
    allot,
    enter,
    enter_standard,
    line,
    plan,
    print_table,
    settle,
    subject,
    write,
)


def city(amount: int) -> dict[str, int]:
    """The share of the city that the district lies in (시비)."""
    return {"metropolitan": amount}


# Each line beside what 80 and 10 percent of it are: 2,004 has 1,603.2 and 200.4.
BUDGET = {
    "201-01": [
        line("안전지도 제작", "1,002,000원×2회", 2_004, 1_603, shares=city(200)),
        line("현장 점검", "617,000원×2개소", 1_234, 987, shares=city(123)),
        line("주민 설명회", "100,000원×3회", 300),
    ],
    "401-01": [
        line("북부 거점 공사", "23,404,000원×1식", 23_404, 18_723, shares=city(2_340), site="north"),
        line("남부 거점 공사", "16,054,000원×1식", 16_054, 12_843, shares=city(1_605), site="south"),
    ],
    "405-01": [Item(5_004, 4_003, city(500))],
}
BUDGETS_BEFORE = {
    2021: {"201-01": [line("안전지도 제작", "2,000,000원×2회", 4_000, 2_000, shares=city(1_000))]},
    2022: {
        "201-01": [line("안전지도 제작", "752,000원×2회", 1_504, 1_203, shares=city(150))],
        "401-01": [line("북부 거점 공사", "8,004,000원×1식", 8_004, 6_403, shares=city(800), site="north")],
    },
}
REFUND = {"802-01": [line("2021년 국비 반환", "", 167)]}
"""What 2022 pays back of the national money of 2021, by its first supplementary budget."""

PRINTED = {
    ("overview", "thousand"): """
                   total national    city district
        total-cost 106,000 84,000  11,000   11,000
        year-cost   48,000 38,159   4,768    5,073""",
    ("budget-summary", "thousand"): """
                 prior prior_national current current_national change change_national rate rate_national
        total    9,508       (x7,606)  48,000        (x38,159) 38,492       (x30,553)  405           402
        201-01   1,504       (x1,203)   3,538         (x2,590)  2,034        (x1,387)  135           115
        401-01   8,004       (x6,403)  39,458        (x31,566) 31,454       (x25,163)  393           393
        405-01       0           (x-)   5,004         (x4,003)  5,004        (x4,003) 순증           100""",
    ("calculation-basis", "thousand"): """
                amount
        line-1   2,004
        line-2   1,234
        line-3     300
        line-4  23,404
        line-5  16,054
        405-01   5,004""",
    # The national money of 2022 and 2023 as such, 7,706 and 38,159: their rounded parts come to 7 and 39.
    ("investment-plan", "million"): """
             total total_national through-2021 through-2021_national 2022 2022_national 2023 2023_national
        total  106          (x84)            3                  (x2)   10          (x8)   48         (x38)
        201-01  14          (x10)            3                  (x2)    2          (x1)    4          (x3)
        401-01  87          (x70)            .                     .    8          (x6)   39         (x32)
        405-01   5           (x4)            .                     .    .             .    5          (x4)""",
    ("investment-plan", "million", "after"): """
             from-2024 from-2024_national
        total       45              (x36)
        201-01       5               (x4)
        401-01      40              (x32)""",
    ("schedule", "thousand"): """
               amount
        total  48,000
        line-1  3,538
        line-2 39,458
        line-3  5,004""",
    ("settlement", "thousand"): """
                      final_budget carried_in budget_change current_budget executed carried_out unspent
        2021                 4,000          0             0          4,000    3,467         200     166
        2021-national        2,000          -             -          2,000    1,733         100       -""",
    ("sites", "million"): """
              construction_cost
        north                31
        south                16""",
}
"""The tables of the document of 2023."""


def safe_stops() -> Program:
    enter_standard()
    enter(AccountSubject, code="802-01", name="국고보조금반환금", valid_from=2018)
    program: Program = enter(
        Program,
        slug="safe-stops",
        name="어린이 안전거점 조성",
        account="일반회계",
        bureau="안전국",
        division="안전정책과",
        recurrence="계속",
        first_year=2021,
    )
    enter_sites(program)
    enter_ratios(program)
    versions = {year: enter(BudgetVersion, fiscal_year=year, kind="original") for year in (2021, 2022, 2023)}
    for year, budget in (*BUDGETS_BEFORE.items(), (2023, BUDGET)):
        allot(program, versions[year], budget)
    changed = enter(BudgetVersion, fiscal_year=2022, kind="supplementary", based_on=versions[2022])
    allot(program, changed, REFUND)
    enter_years(program)
    document = enter(
        Document,
        slug="safe-stops-2023",
        program=program,
        version=versions[2023],
        title="2023년 사업별 설명서",
    )
    write_document(document)
    for (table, unit, *_part), text in PRINTED.items():
        print_table(document, table, unit, text)
    return program


def enter_sites(program: Program) -> None:
    kind = enter(SiteKind, slug="stop", name="거점")
    costs = (("north", "북부 거점", 31, 100), ("south", "남부 거점", 16, 80))
    for position, (slug, name, cost, area) in enumerate(costs, start=1):
        site = enter(
            Site,
            slug=slug,
            name=name,
            kind=kind,
            construction_cost=cost * MILLION,
            unit="million",
            area=area,
            area_kind="floor",
            floors_above=1,
            floors_below=0,
            status="selected",
        )
        enter(ProgramSite, program=program, site=site, position=position)


def enter_ratios(program: Program) -> None:
    metropolitan = FundingSource.objects.get(slug="metropolitan")
    for year, national, other in ((2020, 50, 25), (2022, 80, 10)):
        parts = (("national", None, national), ("source", metropolitan, other), ("own", None, other))
        for part, source, percent in parts:
            enter(
                MatchingRatio,
                program=program,
                valid_from=year,
                part=part,
                source=source,
                percent=Decimal(percent),
            )


def enter_years(program: Program) -> None:
    """What became of 2021, the national money of each year, and what was spent of 2023 by 30 June."""
    settled = (
        "final_budget carried_in budget_change current_budget executed carried_out subsidy_refund unspent"
    )
    of_2021 = {
        "total": (4_000, 0, 0, 4_000, 3_467, 200, 167, 166),
        "national": (2_000, 0, 0, 2_000, 1_733, 100, 167, 0),
    }
    for portion, cells in of_2021.items():
        settle(program, 2021, dict(zip(settled.split(), cells, strict=True)), portion=portion)
    enter(
        CarryOver,
        program=program,
        fiscal_year=2021,
        subject=subject("201-01"),
        kind="committed",
        amount=200 * THOUSAND,
        national_subsidy=100 * THOUSAND,
        unit="thousand",
        reason="납품 지연",
        document_number="미기재",
    )
    for year, amount in ((2021, 2_000), (2022, 7_606), (2023, 38_159)):
        enter(
            NationalGrant,
            program=program,
            kind="subsidy",
            secured_on=date(year, 1, 1),
            amount=amount * THOUSAND,
            unit="thousand",
        )
    for code, committed, executed in (
        ("", 24_000, 12_000),
        ("201-01", 3_200, 3_000),
        ("401-01", 20_800, 9_000),
    ):
        enter(
            ExecutionSnapshot,
            program=program,
            fiscal_year=2023,
            subject=subject(code) if code else None,
            as_of=date(2023, 6, 30),
            committed=committed * THOUSAND,
            executed=executed * THOUSAND,
            unit="thousand",
        )


TEXTS = (
    ("purpose", "", "어린이가 머무는 거점"),
    ("legal_basis", "", "도로교통법 제12조"),
    ("content", "", "거점 2개소"),
    ("achievements", "2021", "안전지도 1식"),
    ("effects", "", "사고 감소"),
)
COSTS = {
    "total": {"national": 84_000, "city": 11_000, "district": 11_000},
    "year": {"national": 38_159, "city": 4_768, "district": 5_073},
}
STEPS = (
    ("설계와 발주", 1, 3, "201-01", 3_538),
    ("공사", 4, 10, "401-01", 39_458),
    ("집기 설치", 11, 12, "405-01", 5_004),
)


def write_document(document: Document) -> None:
    """The texts of the document, its costs, plan and schedule."""
    write(document, TEXTS)
    for scope, amounts in COSTS.items():
        unit = "million" if scope == "total" else "thousand"
        for source, amount in amounts.items():
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
            "201-01": [(3, 2), (2, 1), (4, 3), (5, 4)],
            "401-01": [None, (8, 6), (39, 32), (40, 32)],
            "405-01": [None, None, (5, 4), None],
        },
    )
    for position, (text, start, end, code, amount) in enumerate(STEPS, start=1):
        item = enter(
            ScheduleItem,
            document=document,
            position=position,
            text=text,
            starts_on=date(2023, start, 1),
            ends_on=date(2023, end, 1),
            unit="thousand",
        )
        enter(ScheduleShare, item=item, subject=subject(code), amount=amount * THOUSAND)
