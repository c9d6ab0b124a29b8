"""심야버스 홍보, a programme of two subjects and some texts: no lines, costs, plan, schedule, sites or settlement.

In its first year there is no budget to compare with; or there is one that gives it 0. In thousand won.
"""

from ledger.models import BudgetVersion, Document, Program
from tests.ledger.shapes.entering import Item, allot, enter, enter_standard, print_table, write

BUDGET = {"201-01": [Item(12_000)], "207-01": [Item(8_000)]}
BUDGET_2024 = {"201-01": [Item(0)]}

TEXTS = (("purpose", "", "심야 이동 편의"), ("content", "", "노선 안내"), ("effects", "", "이용객 증가"))
PRINTED = """
               prior current current_national change  rate
        total      -  20,000             (x-) 20,000  순증
        201-01     -  12,000             (x-) 12,000  순증
        207-01     -   8,000             (x-)  8,000   100"""


def night_bus() -> Program:
    """In its first year: the ledger holds no year before."""
    enter_standard()
    program: Program = enter(
        Program,
        slug="night-bus",
        name="심야버스 홍보",
        account="일반회계",
        bureau="교통국",
        division="버스과",
    )
    version = enter(BudgetVersion, fiscal_year=2025, kind="original")
    allot(program, version, BUDGET)
    document = enter(
        Document, slug="night-bus-2025", program=program, version=version, title="2025년 사업별 설명서"
    )
    write(document, TEXTS)
    print_table(document, "budget-summary", "thousand", PRINTED)
    return program


def with_a_year_of_nothing(program: Program) -> None:
    """The year before gives 0 to one of its subjects, and nothing to the other."""
    allot(program, enter(BudgetVersion, fiscal_year=2024, kind="original"), BUDGET_2024)
