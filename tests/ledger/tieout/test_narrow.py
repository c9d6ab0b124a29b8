"""What is exact in the unit that it is printed in, and what a printed total closes that its parts leave open."""

import pytest

from ledger.load import load
from ledger.models import Document, Program, Settlement, StatedFigure
from ledger.tieout import Finding, findings
from ledger.tieout.finding import Cell, Term, Tie, verdict_of

CELL = Cell("investment-plan", "total", "2020", 2021)


def found(rule: str, *where: str) -> Finding:
    (one,) = [one for one in findings(load("smart-anchor")) if one.rule == rule and one.cell[:3] == where]
    return one


def breaks_at(table: str, column: str) -> bool:
    """Whether anything breaks at the printed total of a table."""
    cell = (table, "total", column)
    return any(one.verdict == "breaks" for one in findings(load("smart-anchor")) if one.cell[:3] == cell)


def print_total(table: str, column: str, text: str) -> None:
    """Have the document print this total, in thousand won."""
    StatedFigure.objects.filter(table=table, row="total", column=column).delete()
    document = Document.objects.get()
    StatedFigure.objects.create(
        document=document, table=table, row="total", column=column, year=2021, unit="thousand", text=text
    )


@pytest.mark.parametrize(("table", "column"), [("budget-summary", "current"), ("schedule", "amount")])
@pytest.mark.usefixtures("said_why")
def test_a_budgets_total_that_is_off_by_a_thousand_breaks(
    table: str, column: str, first_document: Program
) -> None:
    """Subjects and steps are budgeted in thousands: seven roundings explain nothing."""
    print_total(table, column, "7,224,187")
    assert not breaks_at(table, column)
    for wrong in ("7,224,188", "7,224,186"):
        print_total(table, column, wrong)
        assert breaks_at(table, column)


@pytest.mark.usefixtures("said_why")
def test_a_budget_known_in_thousands_adds_up_in_thousands_too(first_document: Program) -> None:
    """2020: seven own amounts in thousand won, 5,036,880 in all."""
    print_total("budget-summary", "prior", "5,036,881")
    assert breaks_at("budget-summary", "prior")


@pytest.mark.usefixtures("said_why")
def test_a_budget_with_parts_of_a_thousand_may_be_rounded(first_document: Program) -> None:
    """400 and 400 won more: each subject is printed without them, their total with a thousand."""
    for code in ("201-02", "401-01"):
        line = first_document.allocations.get(version__fiscal_year=2021, subject__code=code).line_items.get()
        line.amount += 400
        line.save()
    print_total("budget-summary", "current", "7,224,188")
    assert not breaks_at("budget-summary", "current")


def test_a_printed_total_closes_what_its_parts_leave_open(first_document: Program) -> None:
    """5,036.88 + 229.444 = 5,266.324 against 5,264 as printed; five rounded parts alone would have room for it."""
    assert found("plan_to_available", "investment-plan", "total", "2020").verdict == "rounding"
    Settlement.objects.filter(fiscal_year=2019, subject=None, portion="total").update(carried_out=229_444_000)
    assert found("plan_to_available", "investment-plan", "total", "2020").verdict == "breaks"


class TestPrintedLeft:
    PARTS = tuple(Term(amount, "million") for amount in (50_000_000, 225_000_000, 530_000_000))
    """Three parts: 805 give or take 1.5 million."""

    def verdict(self, right: int, printed: int) -> str:
        return verdict_of(Tie(CELL, self.PARTS, (Term(right),), printed_left=(Term(printed, "million"),)))

    def test_narrows(self) -> None:
        assert self.verdict(806_200_000, 805_000_000) == "breaks"
        assert self.verdict(805_400_000, 805_000_000) == "rounding"

    def test_that_is_wrong_itself_says_nothing(self) -> None:
        assert self.verdict(806_200_000, 850_000_000) == "rounding"

    def test_never_breaks_what_ties(self) -> None:
        assert self.verdict(805_000_000, 806_000_000) == "ties"


def test_a_line_that_the_document_knows_in_millions_has_room(first_document: Program) -> None:
    """공공요금 등: 450,000 천원 as printed against 449,600 천원."""
    line = first_document.allocations.get(version__fiscal_year=2021, subject__code="201-02").line_items.get()
    line.amount -= 400_000
    line.save()
    assert any(one.verdict == "breaks" for one in of_cell("201-02"))
    line.unit = "million"
    line.save()
    assert not any(one.verdict == "breaks" for one in of_cell("201-02"))


def of_cell(row: str) -> list[Finding]:
    cell = ("budget-summary", row, "current")
    return [one for one in findings(load("smart-anchor")) if one.cell[:3] == cell]
