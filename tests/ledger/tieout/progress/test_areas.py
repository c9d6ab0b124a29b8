"""What is open in each part of an edition."""

from ledger.load import load
from ledger.models import BudgetLineItem, Program, YearlyAllocation
from ledger.reports import REPORTS_BY_NAME
from ledger.tieout.progress.areas import AREAS, OF_A_TABLE, open_by_area
from ledger.tieout.progress.checklist import checklist
from ledger.tieout.progress.open_points import open_points


def counted(program: Program) -> dict[str, int]:
    facts = load(program.slug, "2021-original")
    points = open_points(facts)
    return open_by_area(checklist(facts, (), points), points.breaks)


def test_breaks_are_counted_where_they_are_looked_at(first_document: Program) -> None:
    """One of the three breaks is of what is printed, two are of the tables of the plan; four texts are not given."""
    assert counted(first_document) == {**dict.fromkeys(AREAS, 0), "stated": 1, "plan": 2, "texts": 4}


def test_a_missing_amount_is_counted_at_the_line_items(first_document: Program) -> None:
    BudgetLineItem.objects.filter(allocation__subject__code="308-01").delete()
    assert YearlyAllocation.objects.get(subject__code="308-01", version__fiscal_year=2021).amount is None
    assert counted(first_document)["line-items"] >= 1


def test_every_table_that_is_named_is_a_report() -> None:
    assert {*OF_A_TABLE} <= {*REPORTS_BY_NAME}
    assert {*OF_A_TABLE.values()} <= {*AREAS}
