"""공영주차장 운영, of a special account: 민간위탁금 and 전출금 to a public corporation, and no national money at all.

2020 was committed and not paid. What 2021 gave to the corporation's capital nobody knows. In thousand won, the plan in
million.
"""

from datetime import date
from typing import Any

from ledger.models import (
    AccountSubject,
    BudgetVersion,
    CarryOver,
    Document,
    ExecutionSnapshot,
    Program,
    ProgramCost,
    ProgramSite,
    ScheduleItem,
    ScheduleShare,
)
from sites.models import Site
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

SUBJECTS = (("307-05", "민간위탁금"), ("309-01", "공사·공단경상전출금"), ("404-01", "공사·공단자본전출금"))
BUDGET = {
    "201-02": [Item(24_000)],
    "307-05": [
        line("주차장 위탁 운영", "75,000,000원×12개월", 900_000, site="station"),
        line("위탁 평가", "30,000,000원×1회", 30_000),
    ],
    "309-01": [line("공단 인건비", "38,000,000원×12개월", 456_000)],
    "404-01": [line("순찰차 교체", "80,000,000원×2대", 160_000, is_one_off=True)],
}
BUDGET_2021 = {
    "201-02": [Item(30_000)],
    "307-05": [Item(900_000)],
    "309-01": [Item(450_000)],
    "404-01": [Item(None, None)],
}

PRINTED = {
    ("overview", "thousand"): """
                   total national      city
        total-cost 5,855,000     - 5,855,000
        year-cost  1,570,000     - 1,570,000""",
    ("budget-summary", "thousand"): """
                   prior   current current_national  change rate
        total          .  1,570,000            (x-)       .    .
        201-02    30,000     24,000            (x-)  △6,000  △20
        307-05   900,000    930,000            (x-)  30,000    3
        309-01   450,000    456,000            (x-)   6,000    1
        404-01         .    160,000            (x-)       .    .""",
    ("calculation-basis", "won"): """
                    amount
        line-1 900,000,000
        line-2  30,000,000
        line-3 456,000,000
        line-4 160,000,000""",
    ("investment-plan", "million"): """
               total total_national through-2020  2021  2022 2022_national from-2023
        total  5,855           (x-)          500 2,260 1,570          (x-)     1,525
        201-02    79              .            .    30    24             .        25
        307-05 4,210              .          500 1,780   930             .     1,000
        309-01 1,406              .            .   450   456             .       500
        404-01   160              .            .     .   160             .         .""",
    ("schedule", "thousand"): """
                  amount
        total  1,570,000
        line-1   930,000
        line-2   616,000
        line-3    24,000""",
    ("settlement", "thousand"): """
                      final_budget carried_in budget_change current_budget executed carried_out unspent
        2019               500,000          0             0        500,000  500,000           0       0
        2019-national            -          -             -              -        -           -       -
        2020             1,320,000          0             0      1,320,000        0     880,000 440,000
        2020-national            -          -             -              -        -           -       -""",
}
SETTLED = "final_budget carried_in budget_change current_budget executed carried_out unspent"


def car_parks() -> Program:
    enter_standard()
    for code, name in SUBJECTS:
        enter(
            AccountSubject, code=code, name=name, valid_from=2018, is_pass_through=not code.startswith("307")
        )
    program: Program = enter(
        Program,
        slug="car-parks",
        name="공영주차장 운영",
        account="교통사업특별회계",
        field="교통 및 물류",
        policy_program="주차 환경 개선",
        unit_program="공영주차장 관리",
        bureau="교통국",
        division="주차관리과",
        recurrence="계속",
        location="역전로 1",
        first_year=2019,
    )
    site = enter(
        Site,
        slug="station",
        name="역전 주차장",
        construction_cost=7_000 * MILLION,
        unit="million",
        status="open",
    )
    enter(ProgramSite, program=program, site=site, position=1)
    versions = {year: enter(BudgetVersion, fiscal_year=year, kind="original") for year in (2021, 2022)}
    allot(program, versions[2021], BUDGET_2021)
    allot(program, versions[2022], BUDGET)
    enter_years(program)
    document = enter(
        Document, slug="car-parks-2022", program=program, version=versions[2022], title="2022년 사업별 설명서"
    )
    write_document(document)
    for (table, unit), text in PRINTED.items():
        print_table(document, table, unit, text)
    return program


def enter_years(program: Program) -> None:
    """2019 was paid, 2020 committed only; 2021 is not settled yet; of 2022 there is the end of September."""

    def cells(*amounts: int) -> dict[str, int | None]:
        return dict(zip(SETTLED.split(), amounts, strict=True))

    settle(program, 2019, cells(500_000, 0, 0, 500_000, 500_000, 0, 0))
    settle(program, 2020, cells(1_320_000, 0, 0, 1_320_000, 0, 880_000, 440_000))
    for year in (2019, 2020):
        settle(program, year, cells(*[0] * 7), portion="national")
    settle(program, 2020, cells(880_000, 0, 0, 880_000, 0, 880_000, 0), "307-05")
    settle(program, 2020, cells(440_000, 0, 0, 440_000, 0, 0, 440_000), "309-01")
    enter(
        CarryOver,
        program=program,
        fiscal_year=2020,
        subject=subject("307-05"),
        kind="committed",
        amount=880_000 * THOUSAND,
        national_subsidy=0,
        unit="thousand",
        reason="공기 부족",
        document_number="미기재",
    )
    paid = (("", 1_386_000, 700_000), ("307-05", 930_000, 472_000), ("309-01", 456_000, 228_000))
    for code, committed, executed in paid:
        enter(
            ExecutionSnapshot,
            program=program,
            fiscal_year=2022,
            subject=subject(code) if code else None,
            as_of=date(2022, 9, 30),
            committed=committed * THOUSAND,
            executed=executed * THOUSAND,
            unit="thousand",
        )


TEXTS = (
    ("purpose", "", "주차난 해소"),
    ("legal_basis", "", "주차장법 제21조의2"),
    ("effects", "", "불법 주차 감소"),
)


def write_document(document: Document) -> None:
    write(document, TEXTS)
    for scope, amount in (("total", 5_855_000), ("year", 1_570_000)):
        for source, part in (("national", 0), ("city", amount)):
            cost: dict[str, Any] = {"source": source, "scope": scope, "amount": part * THOUSAND}
            unit = "million" if scope == "total" else "thousand"
            enter(ProgramCost, document=document, unit=unit, **cost)
    plan(
        document,
        {
            "201-02": [None, (30, 0), (24, 0), (25, 0)],
            "307-05": [(500, 0), (1_780, 0), (930, 0), (1_000, 0)],
            "309-01": [None, (450, 0), (456, 0), (500, 0)],
            "404-01": [None, None, (160, 0), None],
        },
    )
    steps: tuple[tuple[str, dict[str, int]], ...] = (
        ("위탁 운영", {"307-05": 930_000}),
        ("공단 전출", {"309-01": 456_000, "404-01": 160_000}),
        ("공공요금", {}),
    )
    for position, (text, shares) in enumerate(steps, start=1):
        item = enter(
            ScheduleItem,
            document=document,
            position=position,
            text=text,
            starts_on=date(2022, 1, 1),
            ends_on=date(2022, 12, 1),
            amount=None if shares else 24_000 * THOUSAND,
            unit="thousand",
        )
        for code, share in shares.items():
            enter(ScheduleShare, item=item, subject=subject(code), amount=share * THOUSAND)
