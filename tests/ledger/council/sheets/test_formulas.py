"""Formulas of the council's workbook: what they say, that their results are the ledger's, that changes run through."""

import os
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from xlsxwriter.utility import xl_rowcol_to_cell

from ledger.council.form import is_dashed_sum
from ledger.figures.facts import Allocation, Cost, Facts, Grant, StatedFigure
from ledger.figures.money import whole_units
from ledger.load import load
from ledger.models import Program
from ledger.reports import REPORTS_BY_NAME
from ledger.workbook.book import Book
from tests.ledger.council.sheets.books import (
    Computed,
    book_of,
    disagreements,
    formula,
    number,
    source_of_2021,
)
from tests.ledger.ledgers import exact
from tests.ledger.lived_ledgers import lived
from tests.ledger.printed_ledgers import as_printed
from tests.ledger.records import (
    OFFICE,
    UTILITIES,
    allocation,
    entry,
    facts,
    line,
    site,
    step,
    version,
)

GOLDEN = Path(__file__).with_name("formulas.txt")


@pytest.fixture
def book(first_document: Program) -> Book:
    return book_of(source_of_2021())


def listed(book: Book) -> str:
    """The sheets and all formulas as text, line by line."""
    lines = []
    for sheet in book.sheets:
        lines.append(f"# {sheet.name}")
        for corner, cell in sorted(sheet.cells.items()):
            if cell.formula is not None:
                lines.append(f"{xl_rowcol_to_cell(*corner)} {book.text_of(cell.formula, sheet.name)}")
    return "\n".join(lines) + "\n"


def test_sheets_and_formulas_are_the_listed_ones(book: Book) -> None:
    """A change of layout or formula shows here; `GOLDEN=write make test ARGS='-k listed_ones'` writes the list anew."""
    if os.environ.get("GOLDEN") == "write":
        GOLDEN.write_text(listed(book), encoding="utf-8")
    assert listed(book) == GOLDEN.read_text(encoding="utf-8")


def test_formulas_follow_what_the_columns_declare(book: Book) -> None:
    summary = ("budget-summary", "403-01")
    assert formula(book, *summary, "current") == "=ROUND(산출근거!F28/1000,0)"
    assert formula(book, *summary, "change") == "=D20-C20"
    assert (
        formula(book, *summary, "rate")
        == '=IF(C20<0,"–",IF(C20=0,IF(D20=0,0,100),ROUND((D20-C20)*100/C20,0)))'
    )
    assert formula(book, "budget-summary", "total", "current") == "=SUMIF(B9:B22,B8,D9:D22)"
    assert formula(book, "investment-plan", "308-01", "total") == "=SUM(D15:G15)"
    assert formula(book, "settlement", "2019", "current_budget") == "=C9+D9+E9"
    assert formula(book, "settlement", "2019", "executed") == "=F9-H9-I9-J9"
    assert formula(book, "settlement", "2019", "execution_rate") == '=IF(F9<=0,"",ROUND(G9*100/F9,1))'
    assert formula(book, "sites", "total", "current") == "=ROUND(예산총괄!D8/1000,0)"
    assert formula(book, "schedule", "line-6", "amount") == "=SUM(F13:L13)"


def test_cells_hold_the_number_in_the_unit_of_the_heading(book: Book) -> None:
    assert number(book, "budget-summary", "total", "current") == 7_224_187  # 천원
    assert number(book, "calculation-basis", "total", "amount") == 7_224_187_000  # 원
    assert number(book, "investment-plan", "total", "total") == 66_230  # 백만원
    assert number(book, "investment-plan", "308-01", "total") == 1_045  # not the misprinted 47,476
    assert number(book, "budget-summary", "403-01", "rate") == -56
    assert number(book, "budget-summary", "401-01", "rate") == 100  # over a base of 0, as the form prints it


def test_each_won_is_typed_in_once(book: Book) -> None:
    """An amount of the year is typed on 산출근거; 예산총괄, 대상지 현황 and 증감사유 refer to it."""
    for row in ("201-01", "308-01", "403-01", "total"):
        assert formula(book, "budget-summary", row, "current") != ""
    assert formula(book, "calculation-basis", "line-1", "amount") == ""
    assert formula(book, "sites", "jung-printing", "current").startswith("=ROUND(SUMIFS(산출근거!")


def test_every_stored_result_is_what_its_formula_gives(book: Book) -> None:
    assert disagreements(book) == []


def test_every_stored_result_is_the_figure_of_the_ledger(book: Book, first_document: Program) -> None:
    """Each money cell of each table against the report, in the unit of the heading."""
    of_2021 = source_of_2021().facts
    compared = 0
    for name in ("budget-summary", "calculation-basis", "investment-plan", "sites", "schedule", "settlement"):
        report = REPORTS_BY_NAME[name].build(of_2021)
        for row in report.rows:
            for column in report.columns:
                figure = row.figures[column.key]
                if column.kind == "money":
                    shown = None if figure is None else whole_units(figure, report.unit)  # type: ignore[arg-type]
                    held = number(book, name, row.key, column.key)
                    if is_dashed_sum(row, column):
                        # The plan's total of a subject that nobody gives national money: the form prints (x-).
                        assert held == 0
                        continue
                    assert (None if held == "" else held) == shown, (name, row.key, column.key)
                    compared += shown is not None
    assert compared > 200


# Other ledgers: odd won, other versions, all that a document may leave out


def supplementary(held: Facts, random: Random) -> Facts:
    """The ledger as a supplementary budget: half of its lines moved, some gone, some subjects without lines."""

    def before(allocation: Allocation, bare: Allocation) -> Allocation:
        if random.random() < 0.3:
            return replace(bare, id=allocation.id + 1000)
        lines = [
            replace(line, amount=line.amount + random.choice((0, 0, 7, -1_499, 10**6)))
            for line in allocation.lines
            if random.random() < 0.8
        ]
        return replace(allocation, id=allocation.id + 1000, lines=tuple(lines))

    pairs = zip(held.allocations, (*held.base_allocations, *held.allocations), strict=False)
    return replace(
        held,
        version=replace(held.version, kind="supplementary"),
        base_allocations=tuple(before(one, bare) for one, bare in pairs),
    )


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("grain", [1, 500, 1_000])
def test_results_hold_in_any_ledger(seed: int, grain: int) -> None:
    """Amounts of whole won, of half and of whole thousands; exact and as printed; original and supplementary."""
    random = Random(seed)
    held = exact(random, grain=grain)
    for one in (held, as_printed(held), supplementary(held, random)):
        assert disagreements(book_of(one, is_internal=bool(seed % 2))) == []


@pytest.mark.parametrize("seed", range(4))
def test_results_hold_in_both_editions_of_a_year(seed: int) -> None:
    """A 추경 of changes beside what it carries, merged and split subjects, shared money."""
    for edition in lived(Random(seed), grain=500):
        assert disagreements(book_of(as_printed(edition), is_internal=bool(seed % 2))) == []


@pytest.mark.parametrize(
    "blank",
    ["plan", "schedule", "settlements", "grants", "costs", "allocations", "base_allocations", "stated"],
)
def test_results_hold_where_a_part_is_missing(blank: str) -> None:
    held = as_printed(exact(Random(5), grain=1))
    assert disagreements(book_of(replace(held, **{blank: ()}))) == []  # type: ignore[arg-type]


def test_results_hold_without_a_base() -> None:
    book = book_of(replace(exact(Random(5), grain=1), base=None, base_allocations=()))
    assert disagreements(book) == []
    assert number(book, "budget-summary", "total", "change") == ""


def test_money_on_and_off_budget_of_one_source_stands_in_two_cells() -> None:
    """City 5 million on and 2 million off budget: the total has the 5, what is tied to the print has both."""
    costs = (
        Cost("city", "total", False, 5_000_000, "thousand"),
        Cost("city", "total", True, 2_000_000, "thousand"),
    )
    printed = StatedFigure("overview", "total-cost", "city", 2021, "thousand", "7,000", 7_000_000, None)
    book = book_of(facts([allocation(OFFICE, 7_000, 0)], costs=costs, stated=(printed,)))
    assert number(book, "overview", "total-cost", "total") == 5_000
    parts = [("overview", "total-cost", f"city_{part}") for part in ("on_budget", "off_budget")]
    assert [number(book, *part) for part in parts] == [5_000, 2_000]
    assert disagreements(book) == []
    moved = Computed(book, {parts[1]: 3_000}).verdicts()
    assert "불일치" in moved.values()


def test_what_is_not_known_by_subject_neither_begins_nor_ends(first_document: Program) -> None:
    """Against 예산현액 the carry-over of 227,444 thousand is of no subject: no '종료' beside it."""
    held = load("smart-anchor", None, "2020-available", year=2021)
    book = book_of(held)
    assert number(book, "budget-summary", "unassigned", "prior") == 227_444
    assert disagreements(book) == []


# What is not whole


def test_rests_stand_on_the_checks_and_the_total_is_rounded_once() -> None:
    """1,500 and 2,500 won are 2 and 3 thousand; their sum is 4 thousand, not 5: two rests of -500 stand on 검증."""
    base = [allocation(OFFICE, 1_500, 0), allocation(UTILITIES, 2_500, 0)]
    book = book_of(facts([allocation(OFFICE, 7_000, 0)], base))
    prior = [number(book, "budget-summary", key, "prior") for key in ("201-01", "201-02", "total")]
    assert prior == [2, 3, 4]
    rests = [number(book, "residue", "budget-summary", key, "prior") for key in ("201-01", "201-02")]
    assert rests == [-500, -500]
    assert formula(book, "budget-summary", "total", "prior").startswith("=ROUND((SUMIF(")
    assert number(book, "budget-summary", "201-01", "change") == 6  # 5,500 won
    assert disagreements(book) == []


def test_many_odd_parts_fit_into_one_formula() -> None:
    """500 steps of 1,499 + 1 won each: the total refers to their rests as one range, however many there are."""
    steps = tuple(step(number, office=1_499, utilities=1) for number in range(500))
    book = book_of(facts([allocation(OFFICE, 7_000, 0)], schedule=steps))
    assert number(book, "schedule", "total", "amount") == 750  # 500 x 1,500 won; each line shows 2
    assert len(formula(book, "schedule", "total", "amount")) < 100
    assert disagreements(book) == []


def test_a_typed_change_keeps_the_rest() -> None:
    """2 thousand typed over as 12: the total is 12,000 - 500 + 2,500 = 14,000 won."""
    base = [allocation(OFFICE, 1_500, 0), allocation(UTILITIES, 2_500, 0)]
    book = book_of(facts([allocation(OFFICE, 7_000, 0)], base))
    changed = Computed(book, {("budget-summary", "201-01", "prior"): 12})
    assert changed["budget-summary", "total", "prior"] == 14


def test_half_a_percent_is_rounded_away_from_zero() -> None:
    """200 -> 229 is 14.5 %, printed 15; in floats 29/200*100 would be 14.499999999999998."""
    book = book_of(facts([allocation(OFFICE, 229_000, 0)], [allocation(OFFICE, 200_000, 0)]))
    assert number(book, "budget-summary", "201-01", "rate") == 15
    assert formula(book, "budget-summary", "201-01", "rate").endswith("ROUND((D10-C10)*100/C10,0)))")


def test_supplementary_budget_has_so_far_revised_and_change() -> None:
    """기정 5,000 won and 추경 7,000 won by line, on 산출근거 in won, on 예산총괄 in thousands."""
    now = allocation(OFFICE, lines=[line(7_000, description="운영")])
    before = allocation(OFFICE, lines=[line(5_000, description="운영"), line(1_000, description="종료된 것")])
    held = replace(facts([now], [before]), base=version(id=1))
    book = book_of(replace(held, version=version(kind="supplementary", id=2, based_on=1)))
    sheet = next(one for one in book.sheets if one.name == "산출근거")
    headings = [sheet.cells[5, at].content for at in range(2, 10)]
    assert headings[2:] == [
        "항목 기정예산액(A)(원)",
        "항목 추경예산안(B)(원)",
        "항목 증감(B-A)(원)",
        "과목 기정예산액(A)(원)",
        "과목 추경예산안(B)(원)",
        "과목 증감(B-A)(원)",
    ]
    assert number(book, "basis-comparison", "line-1", "change") == 2_000
    assert number(book, "basis-comparison", "line-2", "prior") == 1_000
    assert formula(book, "budget-summary", "201-01", "prior") == "=ROUND(산출근거!H8/1000,0)"
    summary = next(one for one in book.sheets if one.name == "예산총괄")
    assert [summary.cells[4, at].content for at in (2, 3)] == ["기정예산액(A)", "추경예산안(B)"]
    assert disagreements(book) == []


# A change runs through


def test_typed_amount_moves_totals_changes_rates_and_checks(book: Book) -> None:
    """사무관리비 1,711,987,000 -> 1,811,987,000 won: 100,000천원 more everywhere, and what was printed breaks."""
    changed = Computed(book, {("calculation-basis", "line-1", "amount"): 1_811_987_000})
    assert changed["budget-summary", "201-01", "current"] == 1_811_987
    assert changed["budget-summary", "total", "current"] == 7_324_187
    assert changed["budget-summary", "total", "change"] == 2_287_307
    assert changed["budget-summary", "total", "rate"] == 45  # 2,287,307 / 5,036,880 = 45.41 %
    assert changed["sites", "total", "current"] == 7_324
    moved = changed.verdicts()
    assert set(moved.values()) == {"불일치"}
    assert any(place.startswith("예산총괄 · 사무관리비 · 2021예산액(B)") for place in moved)
    assert any(place.startswith("연차별 투자계획 · 사무관리비 · 2021 |") for place in moved)
    assert any(place.startswith("기본현황 · 사업비(당해년도) · 계") for place in moved)
    assert not any("공공운영비" in place for place in moved)


def test_typing_the_correction_into_the_print_heals_its_checks(book: Book) -> None:
    """The misprint of 46,431백만원: with 1,045 in the place of 47,476 two of the three breaks are gone."""
    before = Computed(book)["checks", "summary"]
    assert before == "검증 231건: 일치 215, 단수차이 9, 불일치 3, 판정불가 4"
    healed = Computed(book, {("printed", "investment-plan", "308-01", "total", "million"): 1_045_000_000})
    assert healed["checks", "summary"] == "검증 231건: 일치 217, 단수차이 9, 불일치 1, 판정불가 4"


def test_rounding_stays_rounding_and_more_breaks(book: Book) -> None:
    """투자계획 2021 계 7,224백만원 against 7,224,187천원: 7,225 is no rounding of it any more."""
    plan = ("investment-plan", "401-01", "2021")
    place = "연차별 투자계획 · 시설비 · 2021 | 투자계획의 당해년도 금액은 예산총괄의 예산액과 같아야 합니다."
    assert Computed(book, {plan: 579}).verdicts() == {}
    assert Computed(book, {plan: 580}).verdicts()[place] == "불일치"


def test_settlement_follows_its_identities(book: Book) -> None:
    """2019: 7,155,400 + 100,000 = 7,255,400; less 227,444 and 137,117 leaves 6,890,839 executed."""
    changed = Computed(book, {("settlement", "2019", "final_budget"): 7_255_400})
    assert changed["settlement", "2019", "current_budget"] == 7_255_400
    assert changed["settlement", "2019", "executed"] == 6_890_839


def test_district_money_typed_into_a_blank_cell_is_in_the_total(book: Book) -> None:
    """총사업비 66,230,000 + 구비 1,000 = 66,231,000천원; off budget it is a total of its own."""
    changed = Computed(book, {("cost", "total-cost", "district", "on_budget"): 1_000})
    assert changed["overview", "total-cost", "total"] == 66_231_000
    assert changed["cost", "total-cost", "total", "off_budget"] == ""
    off = Computed(book, {("overview", "total-cost", "other"): 300})
    assert off["overview", "total-cost", "total"] == 66_230_000
    assert off["cost", "total-cost", "total", "off_budget"] == 300


def test_year_without_data_computes_once_its_cells_are_typed(book: Book) -> None:
    """2020: 100 + 5 + 0 = 105, of which 90 executed and 10 carried out leave 5; 90/105 = 85.7 %."""
    assert Computed(book)["settlement", "2020", "current_budget"] == ""
    typed = {"final_budget": 100, "carried_in": 5, "budget_change": 0, "executed": 90, "carried_out": 10}
    changed = Computed(book, {("settlement", "2020", cell): amount for cell, amount in typed.items()})
    cells = ("current_budget", "unspent", "execution_rate")
    assert [changed["settlement", "2020", cell] for cell in cells] == [105, 5, Fraction("85.7")]
    partly = Computed(book, {("settlement", "2020", "final_budget"): 100})
    assert partly["settlement", "2020", "current_budget"] == ""  # nobody knows what was carried in


def test_refund_typed_in_counts_in_the_identity(book: Book) -> None:
    """2019: of 7,155,400 less 227,444 and 137,117 a refund of 839 leaves 6,790,000 executed."""
    changed = Computed(book, {("settlement", "2019", "subsidy_refund"): 839})
    assert changed["settlement", "2019", "executed"] == 6_790_000


def test_amount_typed_into_a_blank_subject_runs_through() -> None:
    """A subject whose amount nobody has entered: 7,000 won typed on 산출근거 are 7 on 예산총괄, against 5 before."""
    book = book_of(facts([allocation(OFFICE)], [allocation(OFFICE, 5_000, 0)]))
    assert Computed(book)["budget-summary", "201-01", "change"] == ""
    changed = Computed(book, {("calculation-basis", "201-01", "amount"): 7_000})
    cells = ("current", "change", "rate")
    assert [changed["budget-summary", "201-01", cell] for cell in cells] == [7, 2, 40]
    assert [changed["budget-summary", "total", cell] for cell in cells] == [7, 2, 40]


def test_plan_cell_typed_in_counts_in_its_line_and_column(book: Book) -> None:
    plan = ("investment-plan", "201-02")
    changed = Computed(book, {(*plan, "2021_national"): 7})
    assert changed[*plan, "total_national"] == 7
    assert changed["investment-plan", "total", "total_national"] == 7_007


def test_each_of_several_grants_of_a_site_is_tied_by_its_own_cell() -> None:
    """Grants of 5 and 7 million to one site in 2019 and 2020: the plan's x of 2020 is tied to the second alone."""
    grants = (
        Grant("site", "subsidy", 5_000_000, "million", 2019),
        Grant("site", "subsidy", 7_000_000, "million", 2020),
    )
    plan = (
        entry(OFFICE, "year", 2020, 9_000_000, 7_000_000),
        entry(OFFICE, "through", 2019, 5_000_000, 5_000_000),
    )
    book = book_of(facts([allocation(OFFICE, 7_000, 0)], plan=plan, grants=grants, sites=(site("site"),)))
    assert not [key for sheet in book.sheets for key in sheet.places if key[0] == "stray"]
    moved = Computed(book, {("grant", "site", "2"): 8}).verdicts()
    assert [place.partition(" |")[0] for place in moved] == ["연차별 투자계획 · 계 · 2020 국비(x)"]


def test_grant_moves_its_site_and_the_total(book: Book) -> None:
    changed = Computed(book, {("grant", "jung-printing", "1"): 3_000})
    assert changed["sites", "jung-printing", "national_grant"] == 3_000
    assert changed["sites", "total", "national_grant"] == 8_000
