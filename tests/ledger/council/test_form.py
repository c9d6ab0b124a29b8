"""The document and the workbook show each table of the form as it is declared: columns, order, headings."""

from dataclasses import replace

import pytest

from ledger.council import form
from ledger.council.form_table import PORTION, DeclaredTable
from ledger.council.paper import document
from ledger.council.paper.cells import FormTable
from ledger.models import Program
from ledger.reports import REPORTS_BY_NAME, settlement
from ledger.workbook.book import Book, Sheet
from tests.ledger.council.sheets.books import book_of, source_of_2021
from tests.ledger.records import GRANTS, facts, settled

DECLARED = {id(one): one for one in vars(form).values() if isinstance(one, DeclaredTable)}
ON_SHEETS = [form.SUMMARY, form.PLAN, form.SCHEDULE, form.SETTLEMENT, form.SITES]
"""Those whose figures stand under the declared columns; 산출근거 and 기본현황 have lines of their own shape."""


@pytest.fixture
def book(first_document: Program) -> Book:
    return book_of(source_of_2021())


def sheet_of(book: Book, declared: DeclaredTable) -> Sheet:
    return next(sheet for sheet in book.sheets if sheet.name == declared.sheet)


def test_every_sheet_has_its_figures_in_the_declared_columns_and_every_name_is_a_sheet(book: Book) -> None:
    facts = source_of_2021().facts
    names = [sheet.name for sheet in book.sheets]
    assert {one.sheet for one in DECLARED.values()} <= set(names)
    for declared in ON_SHEETS:
        report = REPORTS_BY_NAME[declared.report].build(facts)
        sheet, places = sheet_of(book, declared), declared.places(report)
        columns = {column.key: column.national_of or column.key for column in report.columns}
        found = {
            columns[key[2]]: at
            for key, (_line, at) in sheet.places.items()
            if key[0] == declared.report and len(key) == 3 and key[2] in columns
        }
        assert found == {key: at for key, at in places.items() if key in found}
        assert {key for key in places if key in columns} == set(found), declared.sheet


def test_every_sheet_is_headed_as_declared(book: Book) -> None:
    facts = source_of_2021().facts
    for declared in (*ON_SHEETS, form.REASONS, form.COSTS):
        headings = declared.sheet_headings(REPORTS_BY_NAME[declared.report].build(facts), facts)
        assert PORTION in headings
        words = [cell.content for _corner, cell in sorted(sheet_of(book, declared).cells.items())]
        assert set(headings) <= {str(word) for word in words}, declared.sheet


def test_every_table_of_the_document_is_headed_as_declared(first_document: Program) -> None:
    facts = source_of_2021().facts
    tables: list[tuple[DeclaredTable, FormTable]] = [
        (form.SUMMARY, document.summary_table(facts)),
        (form.REASONS, document.reasons_table(facts)),
        (form.PLAN, document.plan_table(facts)),
        (form.SCHEDULE, document.schedule_table(facts)),
        (form.SETTLEMENT, document.settlement_table(facts)),
    ]
    for declared, table in tables:
        report = REPORTS_BY_NAME[declared.report].build(facts)
        assert [cell.text for cell in table.headings] == declared.paper_headings(report, facts)
        assert table.unit == str(declared.unit.paper)
        assert table.notes[: len(declared.paper_notes(report, facts))] == tuple(
            declared.paper_notes(report, facts)
        )
        columns = len(declared.on_paper(report))
        assert {sum(cell.span for cell in row.cells) for row in table.rows} <= {columns}


def test_the_columns_of_a_table_follow_the_declaration(
    first_document: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = source_of_2021().facts
    before = document.plan_table(facts)
    columns = form.PLAN.on_paper
    fewer = replace(form.PLAN, on_paper=lambda report: columns(report)[:2])
    monkeypatch.setattr(form, "PLAN", fewer)
    after = document.plan_table(facts)
    assert after.headings == before.headings[:3]
    assert [row.cells for row in after.rows] == [row.cells[:2] for row in before.rows]


def test_why_something_is_left_is_said_below_the_printed_settlement_and_beside_it_on_the_sheet(
    first_document: Program,
) -> None:
    first_document.settlements.filter(fiscal_year=2019, portion="total").update(unspent_reason="낙찰차액")
    source = source_of_2021()
    assert document.settlement_table(source.facts).notes[-1] == "집행잔액 사유(2019): 낙찰차액"
    words = [str(cell.content) for cell in sheet_of(book_of(source), form.SETTLEMENT).cells.values()]
    assert {"집행잔액 사유", "낙찰차액"} <= set(words)


def test_what_recipients_of_a_subject_spent_has_no_column_on_paper() -> None:
    """The form has no subjects in this table: the column would be blank from top to bottom."""
    handed_on = replace(GRANTS, is_pass_through=True)
    spent = replace(settled(2019, handed_on, executed=500), recipients_executed=300)
    report = settlement.build(facts(settlements=(settled(2019, executed=900), spent)))
    assert "recipients_executed" in {column.key for column in report.columns}
    assert [column.key for column in form.settlement_on_paper(report)] == [
        *("final_budget", "carried_in", "budget_change", "current_budget", "executed", "carried_out"),
        "unspent",
    ]
