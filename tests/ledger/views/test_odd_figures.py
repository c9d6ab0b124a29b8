"""Figures that documents seldom have and that mislead where they are shown like any other, at every door.

A rate over a base below zero; a national part too small for the unit; more executed than there was.
"""

import io
import re
from html import unescape
from typing import Any

import pypdf
import pytest
from django.test import Client
from openpyxl import load_workbook
from openpyxl.cell import Cell as SheetCell

from ledger.council.form import BELOW_ZERO_NOTE
from ledger.load import load
from ledger.models import BudgetLineItem, Program, StatedFigure, YearlyAllocation
from ledger.tieout import findings
from ledger.tieout.against_print import NEGATIVE_BASE
from ledger.workbook.writer import xlsx
from tests import office
from tests.ledger.council.sheets.books import (
    Computed,
    book_of,
    disagreements,
    formula,
    number,
    source_of_2021,
)
from tests.ledger.form import rows_by_label
from tests.ledger.screen.test_tables import Cell, rows_on_screen
from tests.people import SignedIn

PROGRAM = "/programs/smart-anchor/"
UNITS = ("won", "thousand", "million", "hundred_million")
LANGUAGES = ("ko", "en")
NO_RATE = {"ko": "기준액이 음수: 비율 없음", "en": "the base is below zero: no rate"}
OVER = {"ko": "현액 초과", "en": "over the current budget"}

in_both_languages = pytest.mark.parametrize("language", LANGUAGES)


def page(client: Client, path: str, language: str = "ko") -> str:
    client.cookies["django_language"] = language
    response = client.get(PROGRAM + path)
    assert response.status_code == 200
    return unescape(response.content.decode())


def report_row(client: Client, report: str, key: str, query: str = "") -> dict[str, Any]:
    found = client.get(f"{PROGRAM}reports/{report}/?format=json{query}").json()
    (one,) = [one for one in found["rows"] if one["key"] == key]
    row: dict[str, Any] = one
    return row


def on_screen(text: str, label: str) -> list[Cell]:
    (row,) = [row for row in rows_on_screen(text) if row[0].text.startswith(label)]
    return row


def lines(
    client: Client, report: str, label: str, query: str = "", language: str = "ko"
) -> list[list[SheetCell]]:
    """The lines of the report's Excel file that have this label: the national one first."""
    client.cookies["django_language"] = language
    content = client.get(f"{PROGRAM}reports/{report}/?format=xlsx{query}").content
    sheet = load_workbook(io.BytesIO(content)).active
    return [list(line) for line in sheet.iter_rows(min_row=6) if line[0].value == label]


# A base below zero


@pytest.fixture
def negative(first_document: Program) -> Program:
    """사무관리비 A −100,000,000, B 1,711,987,000: the change is known, and there is no rate."""
    budgets = YearlyAllocation.objects.filter(version__fiscal_year=2020, subject__code="201-01")
    budgets.update(amount=-100_000_000)
    return first_document


class TestNegativeBase:
    def test_json(self, negative: Program, signed_in: SignedIn) -> None:
        client = signed_in("manager")
        for report in ("budget-summary", "variance"):
            row = report_row(client, report, "201-01")
            assert row["figures"]["change"] == 1_711_987_000 + 100_000_000
            assert row["figures"]["rate"] is None
            assert row["notes"] == {"rate": "negative_base"}

    @in_both_languages
    @pytest.mark.parametrize("unit", UNITS)
    def test_screen(self, negative: Program, signed_in: SignedIn, language: str, unit: str) -> None:
        client = signed_in("manager")
        for report in ("budget-summary", "variance", "basis-comparison"):
            text = page(client, f"reports/{report}/?unit={unit}", language)
            rate = on_screen(text, "사무관리비")[-1 if report != "variance" else 4]
            assert rate.text.startswith("–"), report
            assert NO_RATE[language] in text

    def test_what_holds_of_the_national_part_too_is_said_once(
        self, negative: Program, signed_in: SignedIn
    ) -> None:
        YearlyAllocation.objects.filter(version__fiscal_year=2020, subject__code="201-01").update(
            national_subsidy=-1_000
        )
        text = page(signed_in("manager"), "reports/budget-summary/")
        assert f'<span class="note">{NO_RATE["ko"]}</span>' in text
        assert f"(x) {NO_RATE['ko']}" not in text

    @in_both_languages
    def test_excel_of_the_report(self, negative: Program, signed_in: SignedIn, language: str) -> None:
        _national, line = lines(signed_in("manager"), "budget-summary", "사무관리비", language=language)
        assert line[5].value is None
        assert line[6].value.endswith(NO_RATE[language])

    def test_workbook(self, negative: Program) -> None:
        book = book_of(source_of_2021())
        assert number(book, "budget-summary", "201-01", "rate") == "–"
        assert disagreements(book) == []
        assert '<0,"–"' in formula(book, "budget-summary", "201-01", "rate")
        (sheet,) = [one for one in book.sheets if one.name == "예산총괄"]
        assert BELOW_ZERO_NOTE.sheet in [cell.content for cell in sheet.cells.values()]

    def test_workbook_follows_what_is_typed(self, first_document: Program) -> None:
        """사무관리비 A 50,000 → −1: no rate any more, and the check of the printed one is not decided."""
        book = book_of(source_of_2021())
        assert number(book, "budget-summary", "201-01", "rate") == 3_324
        typed = Computed(book, {("budget-summary", "201-01", "prior"): -1})
        assert typed["budget-summary", "201-01", "rate"] == "–"
        moved = typed.verdicts()
        judged = {verdict for place, verdict in moved.items() if "사무관리비" in place and "증감률" in place}
        assert judged == {"판정불가"}

    def test_document_has_a_footnote(self, negative: Program, signed_in: SignedIn) -> None:
        text = page(signed_in("manager"), "document/")
        assert rows_by_label(text, "summary")["사무관리비"][-1] == ["(x-)", "–**"]
        assert "** 기준 예산액(A)이 음수: 증감률 없음" in text

    @in_both_languages
    def test_brief_and_cards(self, negative: Program, signed_in: SignedIn, language: str) -> None:
        client = signed_in("manager")
        assert f"– ({NO_RATE[language]})" in page(client, "brief/", language)
        assert f"– ({NO_RATE[language]})" in page(client, "", language)

    @in_both_languages
    def test_shares_of_a_budget_below_zero(
        self, first_document: Program, signed_in: SignedIn, language: str
    ) -> None:
        BudgetLineItem.objects.update(amount=-1_000)
        client = signed_in("manager")
        text = page(client, "brief/", language)
        (shares,) = re.findall(r'<table class="form shares">.*?</table>', text, re.S)
        assert f"–<br>[{NO_RATE[language]}]" in shares
        assert NO_RATE[language] in page(client, "reports/source-shares/", language)

    def test_progress_of_a_total_cost_below_zero(self, first_document: Program, signed_in: SignedIn) -> None:
        document = first_document.documents.get()
        document.costs.filter(scope="total").update(amount=-1_000)
        client = signed_in("manager")
        row = report_row(client, "cost-progress", "total")
        assert row["notes"] == dict.fromkeys(("invested_share", "cumulative_share"), "negative_base")
        assert f"– ({NO_RATE['ko']})" in page(client, "")

    def test_trace_says_why(self, negative: Program, signed_in: SignedIn) -> None:
        text = page(signed_in("manager"), "reports/budget-summary/trace/?row=201-01&column=rate")
        assert "기준이 음수여서 비율을 산출하지 않음" in text

    def test_a_row_without_a_rate_is_sorted_last(self, negative: Program, signed_in: SignedIn) -> None:
        client = signed_in("manager")
        for sort in ("rate", "-rate"):
            rows = client.get(f"{PROGRAM}reports/variance/?format=json&sort={sort}").json()["rows"]
            rates = [row["figures"]["rate"] for row in rows[1:]]
            assert rates[-1] is None
            assert "201-01" in [row["key"] for row in rows if row["figures"]["rate"] is None]

    def test_the_change_still_asks_for_a_reason(self, negative: Program, signed_in: SignedIn) -> None:
        """Without a rate the amount decides."""
        row = report_row(signed_in("manager"), "budget-summary", "201-01")
        assert row["explanation"]["state"] == "missing"

    def test_a_printed_rate_is_not_judged(self, negative: Program) -> None:
        found = [
            one
            for one in findings(load("smart-anchor", year=2021))
            if one.rule in ("stated_rate", "rate_of_columns") and one.cell.row == "201-01"
        ]
        judged = {(one.rule, one.cell.column): (one.verdict, one.note) for one in found}
        assert judged["stated_rate", "rate"] == ("undecidable", NEGATIVE_BASE)

    def test_the_list_of_programmes(self, negative: Program, signed_in: SignedIn) -> None:
        YearlyAllocation.objects.filter(version__fiscal_year=2020).update(amount=-1_000, national_subsidy=0)
        rows = signed_in("manager").get("/?format=json").json()["rows"]
        assert {row["figures"]["rate"] for row in rows} == {None}
        assert {row["notes"].get("rate") for row in rows} == {"negative_base"}


# A part that the unit is too large for


class TestTooSmallToBeSeen:
    """(x-) says that there is none."""

    @in_both_languages
    @pytest.mark.parametrize(
        ("national", "shown"),
        [
            (0, {"thousand": "(x-)", "million": "(x-)", "hundred_million": "(x-)"}),
            (400, {"won": "(x400)", "thousand": "(x0)", "million": "(x0)", "hundred_million": "(x0.00)"}),
            (-400, {"won": "(x△400)", "thousand": "(x0)", "million": "(x0)", "hundred_million": "(x0.00)"}),
            (40_000_000, {"thousand": "(x40,000)", "million": "(x40)", "hundred_million": "(x0.40)"}),
        ],
    )
    @pytest.mark.usefixtures("said_why")
    def test_screen_and_excel(
        self,
        first_document: Program,
        signed_in: SignedIn,
        national: int,
        shown: dict[str, str],
        language: str,
    ) -> None:
        # What the document prints is another figure now: without the marks of its corrections.
        StatedFigure.objects.all().delete()
        BudgetLineItem.objects.filter(allocation__subject__code="201-01").update(national_subsidy=national)
        client = signed_in("manager")
        for unit, text in shown.items():
            text = text if language == "ko" else text.replace("△", "-")
            cell = on_screen(page(client, f"reports/budget-summary/?unit={unit}", language), "사무관리비")[2]
            assert cell.national == text, unit
            line, _whole = lines(client, "budget-summary", "사무관리비", f"&unit={unit}", language)
            # Behind the figure the number of its correction: the source prints (x-).
            assert re.sub(" [⁰-⁹]+⁾$", "", as_excel_shows(line[3])) == text, unit

    def test_document_and_workbook(self, first_document: Program, signed_in: SignedIn) -> None:
        BudgetLineItem.objects.filter(allocation__subject__code="201-01").update(national_subsidy=400)
        row = rows_by_label(page(signed_in("manager"), "document/"), "summary")["사무관리비"]
        assert [cell[0] for cell in row] == ["(x-)", "(x0)", "(x0)", "(x100)*"]
        book = book_of(source_of_2021())
        shown = {
            key: number_format(book, "budget-summary", "201-01", f"{key}_national")
            for key in ("prior", "current", "change")
        }
        none, rounded = '"(x"#,##0")";"(x△"#,##0")";"(x-)"', '"(x"#,##0")";"(x△"#,##0")";"(x"0")"'
        assert shown == {"prior": none, "current": rounded, "change": rounded}
        assert disagreements(book) == []

    @pytest.mark.usefixtures("said_why")
    def test_settlement(self, first_document: Program, signed_in: SignedIn) -> None:
        StatedFigure.objects.all().delete()
        first_document.settlements.filter(fiscal_year=2019, portion="national").update(final_budget=400)
        client = signed_in("manager")
        (national,) = [
            row
            for row in rows_on_screen(page(client, "reports/settlement/"))
            if "(x0)" in [one.text for one in row]
        ]
        assert national[1].text == "(x0)"
        on_paper = rows_by_label(page(client, "document/"), "settlement")["2019"]
        assert on_paper[0][0].startswith("(x0)")


def as_excel_shows(cell: SheetCell) -> str:
    """What a spreadsheet makes of a number and a format of three sections."""
    positive, negative, zero = str(cell.number_format).split(";")
    value = cell.value
    assert isinstance(value, int | float)
    section = positive if value > 0 else negative if value < 0 else zero
    digits = "#,##0.00" if "0.00" in section else "#,##0" if "#,##0" in section else "0"
    written = f"{abs(value):,.2f}" if "0.00" in section else f"{abs(value):,.0f}"
    plain = section.replace('"', "")
    for one in (digits, "0.00", "0"):
        if one in plain:
            return plain.replace(one, written, 1)
    return plain


def number_format(book: Any, *key: str) -> str:
    sheet, line, at = book.place(key)
    cell = next(one for one in book.sheets if one.name == sheet).cells[line, at]
    return str(dict(cell.style)["num_format"])


# More executed than there was


@pytest.fixture
def overspent(first_document: Program) -> Program:
    """2019: 120,000천원 executed of 100,000천원, 집행잔액 △20,000천원."""
    cells = dict.fromkeys(("carried_in", "budget_change", "carried_out", "subsidy_refund"), 0)
    first_document.settlements.filter(fiscal_year=2019, portion="total").update(
        final_budget=100_000_000,
        current_budget=100_000_000,
        executed=120_000_000,
        unspent=-20_000_000,
        **cells,
    )
    return first_document


class TestOverspent:
    def test_json(self, overspent: Program, signed_in: SignedIn) -> None:
        row = report_row(signed_in("manager"), "settlement", "2019")
        assert row["figures"]["execution_rate"] == "120.000000"
        assert row["notes"] == {"executed": "over_budget", "unspent": "over_budget"}

    @in_both_languages
    @pytest.mark.parametrize("unit", UNITS)
    def test_screen(self, overspent: Program, signed_in: SignedIn, language: str, unit: str) -> None:
        client = signed_in("manager")
        text = page(client, f"reports/settlement/?unit={unit}", language)
        (row,) = re.findall(r'<tr[^>]*id="settlement--2019".*?</tr>', text, re.S)
        cells = re.findall(r"<td.*?</td>", row, re.S)
        assert [at for at, cell in enumerate(cells) if OVER[language] in cell] == [4, 7]  # 집행액, 집행잔액
        for report in ("settlement-bridge", "year-budgets"):
            assert OVER[language] in page(client, f"reports/{report}/?unit={unit}", language), report

    @in_both_languages
    def test_excel_of_the_report(self, overspent: Program, signed_in: SignedIn, language: str) -> None:
        (line,) = lines(signed_in("manager"), "settlement", "2019", language=language)
        assert line[5].value == 120_000
        assert OVER[language] in line[5].number_format
        assert OVER[language] in str(line[-1].value)

    def test_workbook(self, overspent: Program) -> None:
        book = book_of(source_of_2021())
        assert "현액 초과" in number_format(book, "settlement", "2019", "executed")
        assert "현액 초과" not in number_format(book, "settlement", "2019", "current_budget")
        assert disagreements(book) == []

    def test_document_and_brief(self, overspent: Program, signed_in: SignedIn) -> None:
        client = signed_in("manager")
        for path, kind in (("document/", "settlement"), ("brief/", "execution")):
            cells = rows_by_label(page(client, path), kind)["2019"]
            # The number of a correction may stand behind the words.
            assert sum("[현액 초과]" in " ".join(cell) for cell in cells) == 2, path

    def test_finding(self, overspent: Program, signed_in: SignedIn) -> None:
        client = signed_in("manager")
        found = client_findings(client)
        cells = [one["where"]["column"] for one in found if one["rule"] == "execution_within_budget"]
        assert cells == ["executed", "unspent"]
        settlement = page(client, "reports/settlement/")
        assert all(f"#execution_within_budget--settlement--2019--{cell}--" in settlement for cell in cells)

    @in_both_languages
    def test_both_sides_of_the_finding_bear_names(
        self, overspent: Program, signed_in: SignedIn, language: str
    ) -> None:
        said = page(signed_in("manager"), "tie-outs/", language)
        names = {
            "ko": ("집행액", "예산현액", "하한", "집행잔액"),
            "en": ("Executed", "Current budget", "Lower limit", "Unspent"),
        }
        assert all(f"<span>{name} <strong>" in said for name in names[language])

    def test_a_sound_settlement_has_no_mark(self, first_document: Program, signed_in: SignedIn) -> None:
        client = signed_in("manager")
        for path in ("reports/settlement/", "document/", "brief/", "reports/settlement-bridge/"):
            assert "현액 초과" not in page(client, path)
        assert [one for one in client_findings(client) if one["rule"] == "execution_within_budget"] == []


def client_findings(client: Client) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get(f"{PROGRAM}tie-outs/?format=json").json()
    return found


@pytest.mark.office
def test_libreoffice_shows_the_same(first_document: Program) -> None:
    """What is not 0 is '(x0)', a rate over a base below zero is '–', and the words stand behind the figure."""
    BudgetLineItem.objects.filter(allocation__subject__code="201-02").update(national_subsidy=400)
    YearlyAllocation.objects.filter(version__fiscal_year=2020, subject__code="201-01").update(amount=-100)
    cells = dict.fromkeys(("carried_in", "budget_change", "carried_out", "subsidy_refund"), 0)
    first_document.settlements.filter(fiscal_year=2019, portion="total").update(
        final_budget=100_000_000,
        current_budget=100_000_000,
        executed=120_000_000,
        unspent=-20_000_000,
        **cells,
    )
    text = "\n".join(
        one.extract_text()
        for one in pypdf.PdfReader(io.BytesIO(office.as_pdf(xlsx(book_of(source_of_2021()))))).pages
    )
    assert "(x0)" in text
    assert "120,000 현액 초과" in text
