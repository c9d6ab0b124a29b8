"""A printed error and its correction: the mark at the cell, the footnote below, on paper and in the council's file."""

import io
import re
from html import unescape

import pytest
from django.test import Client
from openpyxl import load_workbook

from ledger.models import Program, StatedFigure
from ledger.reports import investment_plan
from ledger.tieout import findings
from ledger.words.corrections import Corrections
from ledger.workbook.book import Book
from sites.said import saying
from tests.ledger.council.sheets.books import book_of, source_of_2021
from tests.ledger.council.sheets.files import explained
from tests.people import SignedIn

MISPRINTS = [
    # report, row, column, unit, what is printed wrongly, the right figure as it is printed
    ("overview", "total-cost", "city", "thousand", "9천원", "59,230,000천원"),
    ("overview", "year-cost", "total", "thousand", "9천원", "7,224,187천원"),
    ("budget-summary", "total", "prior", "thousand", "9", "5,036,880"),
    ("budget-summary", "403-01", "change_national", "thousand", "(x9)", "(x△2,500,000)"),
    ("budget-summary", "308-01", "rate", "percent", "9", "△43"),
    ("budget-summary", "401-01", "rate", "percent", "9", "100"),
    ("calculation-basis", "line-1", "amount", "won", "9", "1,711,987,000"),
    ("calculation-basis", "line-6", "amount", "thousand", "9천원", "1,071,000천원"),
    ("investment-plan", "201-02", "2021", "million", "9", "450"),
    ("schedule", "line-2", "amount", "thousand", "9", "20,000"),
    ("schedule", "total", "amount", "thousand", "9", "7,224,187"),
    ("settlement", "2019", "unspent", "thousand", "9", "137,117"),
    ("settlement", "2019-national", "final_budget", "thousand", "(x9)", "(x2,500,000)"),
    ("sites", "jung-printing", "construction_cost", "hundred_million", "9억원", "312억원"),
]
UNITS = {"won": 1, "thousand": 1_000, "million": 1_000_000, "hundred_million": 100_000_000}
WHY = "다른 금액에서 다시 계산한 값임."


def misprint(report: str, row: str, column: str, unit: str, text: str) -> None:
    """Make the document print 9 units, or 9 %, where it printed the right figure."""
    found = StatedFigure.objects.filter(table=report, row=row, column=column, unit=unit)
    is_rate = unit == "percent"
    changed = {"rate": 9} if is_rate else {"value": 9 * UNITS[unit]}
    with saying(why="원문 오기", document_number="예산과-1"):
        assert found.update(text=text, **changed) == 1


def article(client: Client) -> str:
    """The words of the printed document, its cells and lines apart."""
    page = client.get("/programs/smart-anchor/document/?year=2021").content.decode()
    (found,) = re.findall(r"<article.*?</article>", page, re.S)
    return unescape(re.sub(r"<[^>]+>", "|", found))


def number_format(book: Book, *key: str) -> str:
    """The number format of the cell of a key."""
    name, line, at = book.place(key)
    sheet = next(one for one in book.sheets if one.name == name)
    return str(dict(sheet.cells[line, at].style)["num_format"])


def words(book: Book, *key: str) -> list[str]:
    """All texts of the sheet on which a key stands."""
    name, *_corner = book.place(key)
    sheet = next(one for one in book.sheets if one.name == name)
    return [cell.content for cell in sheet.cells.values() if isinstance(cell.content, str)]


@pytest.mark.parametrize(("report", "row", "column", "unit", "printed", "right"), MISPRINTS)
def test_misprint_of_any_table_stands_beside_its_correction(
    report: str,
    row: str,
    column: str,
    unit: str,
    printed: str,
    right: str,
    first_document: Program,
    signed_in: SignedIn,
) -> None:
    misprint(report, row, column, unit, printed)
    own = "thousand" if (report, unit) == ("calculation-basis", "thousand") else report
    note = f"1) 원문 {printed} → 정정 {right}: {WHY}"
    book = book_of(source_of_2021())
    assert "¹⁾" in number_format(book, *((own, row, column) if own == "thousand" else (report, row, column)))
    assert note in words(book, report, row, "label" if report != "overview" else column)
    if report != "sites":  # which is no table of the printed document
        text = article(signed_in("manager"))
        assert re.search(rf"{re.escape(right)}\*? ¹⁾", text)  # 100* over a base of 0
        assert note in text


@pytest.mark.parametrize("unit", ["", "&unit=thousand"])
def test_report_has_its_mark_and_footnote_on_screen_and_in_its_file(
    unit: str, first_document: Program, signed_in: SignedIn
) -> None:
    """In another unit than the print the footnote names that of the print."""
    client = signed_in("manager")
    address = f"/programs/smart-anchor/reports/investment-plan/?year=2021{unit}"
    named = "백만원" if unit else ""
    note = f"1) 원문 47,476{named} → 정정 1,045{named}: {WHY}"
    page = client.get(address).content.decode()
    assert "≠¹⁾</a>" in page
    assert f'<p class="footnote">{note}</p>' in page
    sheet = load_workbook(io.BytesIO(client.get(f"{address}&format=xlsx").content)).active
    assert sheet is not None
    cells = [cell for line in sheet.iter_rows() for cell in line]
    assert [cell.value for cell in cells if "¹⁾" in cell.number_format] == [1_045_000 if unit else 1_045]
    assert note in [cell.value for cell in cells]


def test_the_unit_of_a_correction_stands_apart_in_english(
    first_document: Program, signed_in: SignedIn
) -> None:
    misprint("overview", "year-cost", "city", "thousand", "9천원")
    client = signed_in("manager")
    client.cookies["django_language"] = "en"
    assert "1) the source prints 9천원 → corrected 7,224,187 thousand won: " in article(client)
    page = client.get("/programs/smart-anchor/reports/investment-plan/?unit=thousand").content.decode()
    assert "the source prints 47,476 million won → corrected 1,045 million won: " in page


def test_brief_has_its_marks_too(first_document: Program, signed_in: SignedIn) -> None:
    misprint("settlement", "2019", "unspent", "thousand", "9")
    misprint("budget-summary", "403-01", "change", "thousand", "9")
    page = unescape(signed_in("manager").get("/programs/smart-anchor/brief/").content.decode())
    assert f"1) 원문 9 → 정정 137,117: {WHY}" in page
    assert "137,117 ¹⁾" in page
    assert f"1) 원문 9 → 정정 △2,357,880: {WHY}" in page
    assert "△2,357,880 ¹⁾" in page


def test_what_ties_or_is_only_rounded_has_no_mark(first_document: Program, signed_in: SignedIn) -> None:
    """The document prints rates of 43 for 43.4: the one misprint of the first document is that of its plan."""
    text = article(signed_in("manager"))
    assert text.count("¹⁾") == text.count("→") == 1
    book = book_of(source_of_2021())
    marked = [
        dict(cell.style)["num_format"]
        for sheet in book.sheets
        for cell in sheet.cells.values()
        if "¹" in str(dict(cell.style).get("num_format", ""))
    ]
    assert marked == ['#,##0" ¹⁾";"△"#,##0" ¹⁾";0" ¹⁾"']


def test_footnotes_are_numbered_from_the_first_cell_of_each_table(
    first_document: Program, signed_in: SignedIn
) -> None:
    """Ten misprints of the plan above the known one: that is the eleventh; the schedule begins with 1 again."""
    columns = ("total", "through-2019", "2020", "2021", "from-2022")
    for column in columns:
        misprint("investment-plan", "total", column, "million", "9")
        misprint("investment-plan", "total", f"{column}_national", "million", "(x9)")
    misprint("schedule", "total", "amount", "thousand", "9")
    text = article(signed_in("manager"))
    assert "(x7,000) ¹⁾|66,230 ²⁾" in text
    assert "1,045 ¹¹⁾" in text
    assert f"11) 원문 47,476 → 정정 1,045: {WHY}" in text
    assert "7,224,187 ¹⁾" in text


def test_reason_that_no_longer_holds_is_no_reason(first_document: Program) -> None:
    """What was said of 47,000 says nothing of 47,476."""
    said: list[str] = []
    for left in (None, "47000000000"):
        facts = explained(left).facts
        corrections = Corrections(investment_plan.build(facts), facts, findings(facts))
        corrections.mark("308-01", "total")
        said += corrections.notes
    assert said == [
        "1) 원문 47,476 → 정정 1,045: 원문 오기입니다.",
        f"1) 원문 47,476 → 정정 1,045: {WHY}",
    ]


def test_a_cell_that_nobody_asks_for_has_no_footnote(first_document: Program) -> None:
    facts = source_of_2021().facts
    corrections = Corrections(investment_plan.build(facts), facts, findings(facts))
    assert corrections.mark("403-01", "total") == ""
    assert corrections.notes == ()
