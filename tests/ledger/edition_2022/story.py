"""The 2022 edition from its opening to its settlement, in the order in which it happens.

                           2021    본예산   성립전 1회추경 2회추경 최종예산    2023  (백만원)
    201-01 사무관리비  1,711.987  1,820   1,820   1,850   1,850   1,850   1,850
    201-02 공공운영비    450        450     450     450     450     430     430
    207-01 연구용역비      –         60      60      60       0       –       –
    308-01 경상보조금    300        400     400     400     450     450     450
    401-01 시설비        579        620     620     520     520     520     520
    401-02 감리비         10         12      12      12      12      12      12
    403-01 자본보조    1,874      2,400   2,650   2,450   2,450   2,450   2,450
    405-01 자산취득비  2,299.2        –       –       –     100     100     100
    802-01 반환금          –          –       –       –       –       –       5
    계                 7,224.187  5,762   6,012   5,742   5,832   5,812   5,817
    (x 국고보조금)         0        700     950     950     975     975     975

Of 403-01 a local bond (지방채) pays 600 from the 본예산 on.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.test import Client

from ledger.models import (
    AccountSubject,
    BudgetMovement,
    CarryOver,
    Document,
    DocumentSite,
    FundingShare,
    FundingSource,
    InvestmentPlanEntry,
    NationalGrant,
    Program,
    ProgramCost,
    ScheduleItem,
    ScheduleShare,
    Settlement,
)
from sites.models import Site
from tests.ledger.edition_2022.doors import (
    add,
    allocation_of,
    budget_row,
    cells,
    changed_row,
    open_version,
    put,
    save_page,
    subject,
    take,
)

M = 1_000_000
"""백만원 in won."""


@dataclass(frozen=True)
class People:
    """Who enters the edition, and who decides."""

    finance: Client
    approver: Client


def tell(people: People) -> None:
    """The whole story, from the autumn of 2021 to that of 2023."""
    finance = people.finance
    enter_original(finance)
    enter_final_of_2021(finance)
    settle_2020(finance)
    enter_document()
    decide(people, "2022-original", "2021-12-16")
    enter_deemed(finance)
    decide(people, "2022-deemed", "2022-02-10")
    enter_first_supplementary(finance)
    decide(people, "2022-supplementary-1", "2022-06-20")
    enter_second_supplementary(finance)
    decide(people, "2022-supplementary-2", "2022-09-15")
    enter_final(finance)
    decide(people, "2022-final", "2022-12-20")
    settle_2021(finance)
    move_money(finance)
    carry_over(finance)
    settle_2022(finance)
    take(people.approver, "2022-final", "settle", document_number="의회-결산-2022")
    secure_national_money()
    enter_2023(finance)


def decide(people: People, version: str, day: str) -> None:
    """Submit a version, for all that is still without a reason, and confirm it."""
    take(people.finance, version, "submit", reason="의회 제출 기한")
    take(people.approver, version, "confirm", decided_on=day, document_number="의회-100")


def enter_original(finance: Client) -> None:
    """2022년 본예산, opened from 2021: six lines are changed, one ends, a line and a subject are new."""
    version = "2022-original"
    open_version(finance, "2021-original", 2022, "original", edition=True)
    save_page(
        finance,
        version,
        cells(budget_row(version, "201-01"), amount="1,800,000,000", basis="150,000,000원×12월")
        | cells(budget_row(version, "308-01"), amount="400,000,000", national_subsidy="200,000,000")
        | cells(budget_row(version, "401-01"), amount="620,000,000")
        | cells(budget_row(version, "401-02"), amount="12,000,000")
        | cells(budget_row(version, "403-01"), amount="1,500,000,000")
        | cells(budget_row(version, "403-01", 2), amount="900,000,000", national_subsidy="500,000,000")
        | cells(budget_row(version, "405-01"), DELETE="on")
        | cells("subjects-7", subject=str(subject("207-01").pk), amount="60,000,000", national_subsidy="0"),
    )
    advice = {"description": "전문가 자문", "basis": "500,000원×40명", "amount": "20,000,000"}
    # Behind the seven lines the page has an empty row for each subject, in their order.
    save_page(finance, version, cells("lines-7", **advice) | cells("subjects-7", DELETE="on"))
    works = allocation_of(version, "403-01").line_items.get(position=1)
    share = FundingShare(line_item=works, source=FundingSource.objects.get(slug="bond"), amount=600 * M)
    put(share)


def enter_final_of_2021(finance: Client) -> None:
    """2021년 최종예산: 시설관리 운영 has 11,987,000 won less, 1,700,000,000."""
    open_version(finance, "2021-original", 2021, "final")
    save_page(finance, "2021-final", cells(changed_row("2021-original", "201-01"), change="-11,987,000"))


def enter_document() -> None:
    """What the 2022 document prints in its own right, in the rows that opening has made and in new ones."""
    document = Document.objects.get(slug="smart-anchor-2022-original")
    enter_plan(
        document,
        ("201-01", "year", 2021, 1_700, None),
        ("201-01", "year", 2022, 1_820, None),
        ("201-02", "year", 2022, 450, None),
        ("207-01", "year", 2022, 60, 0),
        ("308-01", "year", 2022, 400, 200),
        ("401-01", "year", 2022, 620, None),
        ("401-02", "year", 2022, 12, 0),
        # What 2020 left unspent was planned, and is not invested.
        ("403-01", "through", 2020, 11_226 - 164, 7_000),
        ("403-01", "year", 2022, 2_400, 500),
        ("403-01", "after", 2023, 46_431 - 2_400, 0),
    )
    study = ScheduleItem(document=document, position=7, text="운영모델 연구용역", unit="thousand")
    put(study, starts_on=date(2022, 3, 1), ends_on=date(2022, 8, 31), precision="month")
    enter_schedule(
        document,
        {"201-01": 1_800},
        {"201-01": 20},
        {"201-02": 450},
        {"308-01": 400},
        {"403-01": 2_400},
        {"401-01": 620, "401-02": 12},
        {"207-01": 60},
    )
    # 12,411 through 2020, 7,212 in 2021, 5,762 in 2022, 44,031 after it: 69,416, of which 7,700 national
    enter_costs(document, year=(700, 5_762 - 700), total=(7_700, 69_416 - 7_700))
    sewing = DocumentSite.objects.get(document=document, site__slug="jungnang-sewing")
    put(sewing, construction_cost=20_400 * M, floors_above=7, change_reason="설계 변경(지상7층)")
    put(document, division="제조산업혁신과")
    put(Program.objects.get(), division="제조산업혁신과")


PlanCell = tuple[str, str, int, int | None, int | None]
"""Subject, period and year of a cell of the plan, its amount and its national part in 백만원."""


def enter_plan(document: Document, *plan: PlanCell) -> None:
    """Cells of the plan, whether opening has made them or not."""
    for code, period, year, amount, national in plan:
        key = {"subject": subject(code), "period": period, "year": year}
        row = document.plan_entries.filter(**key).first() or InvestmentPlanEntry(document=document, **key)
        put(row, amount=in_won(amount), national_subsidy=in_won(national), unit="million")


def enter_schedule(document: Document, *steps: dict[str, int]) -> None:
    """What each step of the schedule takes from each subject, in 백만원."""
    for position, amounts in enumerate(steps, start=1):
        step = document.schedule_items.get(position=position)
        for code, amount in amounts.items():
            put(ScheduleShare(item=step, subject=subject(code), amount=amount * M))


def enter_costs(document: Document, **scopes: tuple[int, int]) -> None:
    """기본현황 in 백만원: the national and the city's money of the year and of all years."""
    for scope, amounts in scopes.items():
        for source, amount in zip(("national", "city"), amounts, strict=True):
            put(ProgramCost.objects.get(document=document, scope=scope, source=source), amount=amount * M)


def in_won(amount: int | None) -> int | None:
    """백만원 in won; a blank stays one."""
    return None if amount is None else amount * M


def enter_deemed(finance: Client) -> None:
    """성립전: 250 백만원 of national subsidy come for 마포, all of it national money."""
    open_version(finance, "2022-original", 2022, "deemed")
    more = {"change": "250,000,000", "national_subsidy": "750,000,000", "basis": "250,000,000원×1식"}
    save_page(finance, "2022-deemed", cells(changed_row("2022-original", "403-01", 2), **more))


def enter_first_supplementary(finance: Client) -> None:
    """1회 추경 of three changed lines: two by their 증감, one by its 경정. It takes in the 성립전."""
    version = "2022-supplementary-1"
    open_version(finance, "2022-deemed", 2022, "supplementary", 1)
    save_page(
        finance,
        version,
        cells(changed_row("2022-original", "201-01"), change="30,000,000", basis="2,500,000원×12월")
        | cells(changed_row("2022-original", "401-01"), amount="520,000,000", basis="△100,000,000원×1식")
        | cells(changed_row("2022-original", "403-01"), change="△200,000,000", basis="△200,000,000원×1식"),
    )


def enter_second_supplementary(finance: Client) -> None:
    """2회 추경: the study ends, the districts' project gets 50 백만원 (half of it national), goods are new."""
    version = "2022-supplementary-2"
    open_version(finance, "2022-supplementary-1", 2022, "supplementary", 2)
    more = {"change": "50,000,000", "national_subsidy": "225,000,000"}
    goods = {"subject": str(subject("405-01").pk), "amount": "100,000,000", "national_subsidy": "0"}
    save_page(
        finance,
        version,
        cells(f"subject-{subject('207-01').pk}", ends="on")
        | cells(changed_row("2022-original", "308-01"), **more)
        | cells("more-0", **goods),
    )


def enter_final(finance: Client) -> None:
    """최종예산: 20 백만원 of 공공요금 are not needed."""
    open_version(finance, "2022-supplementary-2", 2022, "final")
    save_page(finance, "2022-final", cells(changed_row("2022-original", "201-02"), amount="430,000,000"))


SETTLED = (
    *("final_budget", "carried_in", "budget_change", "current_budget"),
    *("executed", "carried_out", "subsidy_refund", "unspent"),
)
"""The cells of 결산현황: 최종예산, 전년이월, 예산변경, 예산현액, 집행액, 차년이월, 보조금반납금, 집행잔액."""


def settle(
    finance: Client, year: int, code: str, *printed: float, portion: str = "total", **more: Any
) -> None:
    """A row of 결산현황 in 백만원."""
    amounts = {name: str(round(amount * M)) for name, amount in zip(SETTLED, printed, strict=True)}
    owner = {"program": Program.objects.get().pk, "subject": subject(code).pk if code else ""}
    add(finance, Settlement, fiscal_year=year, portion=portion, unit="thousand", **owner, **amounts, **more)


def settle_2020(finance: Client) -> None:
    """2020: 164 백만원 are left of 5,036.880 and the 227.444 of 2019."""
    settle(finance, 2020, "", 5_036.880, 227.444, 0, 5_264.324, 5_100.324, 0, 0, 164)
    settle(finance, 2020, "", 2_500, 0, 0, 2_500, 2_500, 0, 0, 0, portion="national")


def settle_2021(finance: Client) -> None:
    """2021: 300 백만원 of 시설비 go on into 2022, 112.2 are left."""
    settle(finance, 2021, "", 7_212.2, 0, 0, 7_212.2, 6_800, 300, 0, 112.2)
    settle(finance, 2021, "", 0, 0, 0, 0, 0, 0, 0, 0, portion="national")
    settle(finance, 2021, "201-01", 1_700, 0, 0, 1_700, 1_690, 0, 0, 10)
    settle(finance, 2021, "201-02", 450, 0, 0, 450, 440, 0, 0, 10)
    settle(finance, 2021, "308-01", 300, 0, 0, 300, 300, 0, 0, 0)
    settle(finance, 2021, "401-01", 579, 0, 0, 579, 270, 300, 0, 9)
    settle(finance, 2021, "401-02", 10, 0, 0, 10, 10, 0, 0, 0)
    settle(finance, 2021, "403-01", 1_874, 0, 0, 1_874, 1_874, 0, 0, 0)
    settle(finance, 2021, "405-01", 2_299.2, 0, 0, 2_299.2, 2_216, 0, 0, 83.2)
    carried(finance, 2021, "401-01", "declared", 300, 0, reason="지장물 이설 지연")


def move_money(finance: Client) -> None:
    """예산변경 of 2022: a 전용 from 공공운영비 to 사무관리비, and 40 백만원 from 예비비 for 시설비."""
    program = Program.objects.get().pk
    to_own = {"to_program": program, "fiscal_year": 2022, "unit": "won"}
    add(
        finance,
        BudgetMovement,
        kind="virement",
        decided_on="2022-08-10",
        document_number="예산-310",
        from_program=program,
        from_subject=subject("201-02").pk,
        to_subject=subject("201-01").pk,
        amount="15,000,000",
        national_subsidy="0",
        reason="시설관리 인력 증원",
        **to_own,
    )
    add(
        finance,
        BudgetMovement,
        kind="contingency",
        decided_on="2022-10-05",
        document_number="예산-402",
        to_subject=subject("401-01").pk,
        amount="40,000,000",
        national_subsidy="0",
        reason="침수 복구",
        **to_own,
    )


def carried(
    finance: Client, year: int, code: str, kind: str, amount: int, national: int, **more: str
) -> None:
    """A row of 이월 조서 in 백만원."""
    typed = {
        "amount": str(amount * M),
        "national_subsidy": str(national * M),
        "unit": "won",
        "document_number": "미기재",
        **more,
    }
    owner = {"program": Program.objects.get().pk, "subject": subject(code).pk}
    add(finance, CarryOver, fiscal_year=year, kind=kind, **owner, **typed)


def carry_over(finance: Client) -> None:
    """이월 of 2022: 740 백만원, of which 240 came in from 2021 as 명시이월 and go on as 사고이월."""
    carried(finance, 2022, "401-01", "declared", 100, 0, reason="준공 지연")
    carried(finance, 2022, "401-01", "committed", 240, 0, carried_before="declared", reason="자재 수급")
    carried(finance, 2022, "403-01", "declared", 400, 150, reason="자치구 착공 지연")


def settle_2022(finance: Client) -> None:
    """2022: 5,812 + 300 + 40 = 6,152 = 5,237 + 740 + 5 + 170 백만원."""
    settle(finance, 2022, "", 5_812, 300, 40, 6_152, 5_237, 740, 5, 170)
    settle(finance, 2022, "", 975, 0, 0, 975, 820, 150, 5, 0, portion="national")
    settle(finance, 2022, "201-01", 1_850, 0, 15, 1_865, 1_840, 0, 0, 25)
    settle(finance, 2022, "201-02", 430, 0, -15, 415, 400, 0, 0, 15, unspent_reason="절감")
    settle(finance, 2022, "308-01", 450, 0, 0, 450, 440, 0, 5, 5)
    settle(finance, 2022, "308-01", 225, 0, 0, 225, 220, 0, 5, 0, portion="national")
    settle(finance, 2022, "401-01", 520, 300, 40, 860, 500, 340, 0, 20)
    settle(finance, 2022, "401-02", 12, 0, 0, 12, 12, 0, 0, 0)
    settle(finance, 2022, "403-01", 2_450, 0, 0, 2_450, 1_950, 400, 0, 100)
    settle(finance, 2022, "403-01", 750, 0, 0, 750, 600, 150, 0, 0, portion="national")
    settle(finance, 2022, "405-01", 100, 0, 0, 100, 95, 0, 0, 5)


def secure_national_money() -> None:
    """국비 확보 of 2022: what the 본예산 has, the 성립전 for 마포, and what the second 추경 adds."""
    program, mapo = Program.objects.get(), Site.objects.get(slug="mapo-design-publishing")
    for day, amount, site in (
        (date(2022, 1, 10), 200, None),
        (date(2022, 1, 10), 500, mapo),
        (date(2022, 2, 7), 250, mapo),
        (date(2022, 8, 29), 25, None),
    ):
        put(NationalGrant(program=program, site=site, secured_on=day, amount=amount * M, kind="subsidy"))


def enter_2023(finance: Client) -> None:
    """2023년 요구안, opened from what 2022 ended with: its document shows how 2022 was settled."""
    put(AccountSubject(code="802-01", name="국고보조금반환금", valid_from=2018))
    open_version(finance, "2022-final", 2023, "request", edition=True)
    refund = {"subject": str(subject("802-01").pk), "amount": "5,000,000", "national_subsidy": "0"}
    save_page(finance, "2023-request", cells("subjects-7", **refund))
    document = Document.objects.get(version__fiscal_year=2023)
    enter_plan(
        document,
        # 822 and 12,936 were planned up to 2021: 300 went on into 2022, 112 were left.
        ("401-01", "through", 2021, 822 - 300, None),
        ("403-01", "through", 2021, 12_936 - 112, 7_000),
        ("201-01", "year", 2022, 1_850, None),
        ("201-02", "year", 2022, 430, None),
        ("207-01", "year", 2022, None, None),
        ("308-01", "year", 2022, 450, 225),
        ("401-01", "year", 2022, 520 + 300, None),
        ("403-01", "year", 2022, 2_450, 750),
        ("405-01", "year", 2022, 100, None),
        ("201-01", "year", 2023, 1_850, None),
        ("201-02", "year", 2023, 430, None),
        ("308-01", "year", 2023, 450, 225),
        ("401-01", "year", 2023, 520, None),
        ("401-02", "year", 2023, 12, 0),
        ("403-01", "year", 2023, 2_450, 750),
        ("405-01", "year", 2023, 100, None),
        ("802-01", "year", 2023, 5, None),
        ("403-01", "after", 2024, 44_031 - 2_450, 0),
    )
    put(document.schedule_items.get(position=7), text="물품 구매와 국고보조금 반환")
    enter_schedule(
        document,
        {"201-01": 1_830},
        {"201-01": 20},
        {"201-02": 430},
        {"308-01": 450},
        {"403-01": 2_450},
        {"401-01": 520, "401-02": 12},
        {"405-01": 100, "802-01": 5},
    )
    # 19,211 through 2021, 6,112 in 2022, 5,817 in 2023, 41,581 after it: 72,721, of which 8,950 national
    enter_costs(document, year=(975, 5_817 - 975), total=(8_950, 72_721 - 8_950))
