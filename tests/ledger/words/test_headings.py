"""Every heading of every report names the budget that stands under it, at every door (tests/ledger/compared.py)."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.utils import translation
from openpyxl import load_workbook

from ledger import models
from ledger.council import form, form_texts
from ledger.council.paper import basis, brief, document
from ledger.council.paper.cells import FormTable
from ledger.figures.facts import Facts, Program
from ledger.figures.program_list import ProgramBudget, ProgramList
from ledger.provenance.trace import Tracer
from ledger.reporting.report import Place, Report
from ledger.reports import REPORTS, bases, budget_summary, execution, programs, variance, year_budgets
from ledger.screen import cards, program_table
from ledger.screen.charts import changes_waterfall, years_chart
from ledger.screen.tables import ReportTable
from ledger.views.reports import cells_json
from ledger.words import budget_words
from ledger.words.traces import TraceWords
from tests.ledger.compared import (
    AMOUNTS,
    AVAILABLE,
    AVAILABLE_BASE,
    ENGLISH,
    Case,
    cases,
    ledger,
    record,
)
from tests.ledger.council.sheets.books import book_of
from tests.ledger.records import column
from tests.ledger.words.headings import (
    ALL,
    HOLDS,
    budgets_named,
    expected,
    in_excel,
    in_json,
    items_of,
    on_screen,
    wrong,
)
from tests.people import SignedIn

NO_BUDGET = {
    "overview": {"total", "national", "city", "district", "other"},
    "budget-summary": {"change"},
    "variance": {"change"},
    "basis-comparison": {"change"},
    "investment-plan": {"total", "through-2019", "2020", "2021", "from-2022"},
    "plan-sources": {"total", "through-2019", "2020", "2021", "from-2022"},
    "schedule": {"amount", "201-01", "403-01"},
    "settlement": {
        *("carried_in", "budget_change", "executed", "carried_out", "subsidy_refund", "unspent"),
        *("recipients_executed",),
    },
    "settlement-bridge": {"total", "national", "other"},
    "movements": {"amount", "net"},
    "carry-overs": {"declared", "committed", "continuing", "total"},
    "subsidy-refunds": {"left", "current_budget", "national_budget", "due", "subsidy_refund"},
    "execution": {"carried_in", "committed", "executed"},
    "sites": {"construction_cost", "national_grant"},
    "site-editions": {"construction_cost_before", "construction_cost", "change"},
    "year-budgets": {"executed", "carried_out"},
    "cost-progress": {"invested", "budgeted", "cumulative", "total_cost"},
}
"""Report -> its columns of money that hold no budget of a version: what a document prints, changes, execution."""


def reports_of(held: Facts) -> Iterator[Report]:
    """The reports that have a column of some budget."""
    holding = {name for name, _column in HOLDS}
    yield from (build(held) for name, build in ((one.name, one.build) for one in REPORTS) if name in holding)
    yield from (variance.build(held, by) for by in ("site", "source", "program"))


def held_by(case: Case, report: Report, column: str) -> int | None:
    """The budget, in won, whose figures must stand under a column; None for what is no version's budget."""
    version, base = case.facts.version, case.facts.base
    holds = HOLDS[report.name, column]
    if holds == "A":
        return None if base is None else AMOUNTS.get(base.key, AVAILABLE)
    if holds == "final before":
        return AMOUNTS["2020-final"]
    return AMOUNTS[version.key] if holds in ("B", "alone", "whole", "named") else None


@pytest.mark.parametrize("key", ALL)
def test_every_heading_on_screen_and_in_json_names_the_budget_under_it(key: str) -> None:
    faults: list[str] = []
    for case in cases(key):
        for report in reports_of(case.facts):
            wanted = expected(case, report)
            screen, data = on_screen(report, case.facts), in_json(report, case.facts)
            where = f"{report.name} {report.by or ''}"
            faults += wrong(case, f"screen {where}", {one: screen[one] for one in wanted}, wanted)
            faults += wrong(case, f"JSON {where}", {one: data[one] for one in wanted}, wanted)
            for one in report.columns:
                if one.national_of in wanted:
                    whole = f"{wanted[one.national_of]} 국비(x)"
                    faults += wrong(case, f"JSON {where}", data[one.key], whole)
                elif one.key in wanted and (amount := held_by(case, report, one.key)) is not None:
                    figure = report.row("total").figures[one.key]
                    faults += wrong(case, f"figure {where} {one.key}", figure, amount)
            if len({*screen.values()}) < len(screen) or len({*data.values()}) < len(data):
                faults.append(f"{case.name}: {where}: one heading twice")
    assert faults == []


def test_no_report_has_one_heading_twice() -> None:
    """Those that hold no budget too."""
    held = ledger(record("2021-original"), record("2020-original"))
    for name, build in ((one.name, one.build) for one in REPORTS):
        headings = list(on_screen(build(held), held).values())
        assert len({*headings}) == len(headings), name


def test_every_column_of_money_is_known_here_to_hold_a_budget_or_none() -> None:
    """A new column has to say whose budget it holds."""
    held = ledger(record("2021-original"), record("2020-original"))
    unknown = {
        (name, column.key)
        for name, build in ((one.name, one.build) for one in REPORTS)
        for column in build(held).columns
        if column.kind == "money" and column.national_of is None
        if (name, column.key) not in HOLDS and column.key not in NO_BUDGET.get(name, set())
    }
    assert unknown == set()


# Paper, cards, charts, traces


def form_headings(table: FormTable) -> list[str]:
    return [cell.text for cell in table.headings]


@pytest.mark.parametrize("key", ALL)
def test_paper_cards_charts_and_traces_say_the_same(key: str) -> None:
    faults: list[str] = []
    for case in cases(key):
        held = case.facts
        pair = [case.heading("A"), case.heading("B")]
        faults += wrong(case, "예산총괄 on paper", form_headings(document.summary_table(held))[1:3], pair)
        faults += wrong(case, "brief", form_headings(brief.shares_table(held))[1], case.alone)
        if form_texts.changes_another(held):
            found = form_headings(basis.compared_basis_table(held))[2:4]
            faults += wrong(case, "산출근거 on paper", found, pair[::-1])
        else:
            found = form_headings(basis.basis_table(held))[1:]
            faults += wrong(case, "산출근거 on paper", found, [items_of(case)])
        card = cards.budget_card(held, cards.ProgramAddresses(held))
        faults += wrong(case, "card", [card.lines[1].label, card.title], pair)
        chart = changes_waterfall(variance.build(held), held)
        if case.prior is not None:
            assert chart is not None
            labelled = [bar.part.label for bar in chart.bars]
            faults += wrong(case, "chart", [labelled[0], labelled[-1]], pair)
        words = TraceWords(Tracer(held))
        traced = [words.column(Place("budget-summary", "total", key)) for key in ("prior", "current")]
        faults += wrong(case, "trace", traced, pair)
    assert faults == []


@pytest.mark.parametrize("key", ALL)
def test_the_list_of_programmes_heads_its_columns_with_the_pair_that_all_have(key: str) -> None:
    faults: list[str] = []
    for case in cases(key):
        version, base = case.facts.version, case.facts.base
        if base is not None and base.kind == "available":
            continue  # the list compares with versions only
        shown = ProgramBudget(case.facts.program, version, base, 5, 0, 4, 0)
        listed = ProgramList(2021, case.facts.as_of, (2021,), (shown,))
        report = program_table.with_headings(programs.build(listed), listed)
        data = {column["key"]: column["label"] for column in cells_json(report, None)["columns"]}
        pair = [case.heading("A"), case.heading("B")]
        faults += wrong(case, "list of programmes", [data["prior"], data["current"]], pair)
    assert faults == []


def test_versions_under_one_heading_are_not_one_column_of_the_list() -> None:
    """제1회 beside 본예산 and 제2회 beside 제1회: either is 추경예산안 beside its 기정예산액."""
    pairs = (("2021-supplementary-1", "2021-original"), ("2021-supplementary-2", "2021-supplementary-1"))
    shown = tuple(
        ProgramBudget(Program(key, key, "", "", None), record(key, based_on=base), record(base), 5, 0, 4, 0)
        for key, base in pairs
    )
    listed = ProgramList(2021, datetime(2021, 1, 1, tzinfo=UTC), (2021,), shown)
    report = program_table.with_headings(programs.build(listed), listed)
    names = {column.key: column.name for column in report.columns}
    assert (names["prior"], names["current"]) == ("사업별 비교 기준(A)", "사업별 2021년 예산(B)")


# A second base, years, notes


@pytest.mark.parametrize(
    ("key", "base", "beside", "headings"),
    [
        (
            *("2021-original", "2020-original", "2020-available"),
            ("2020예산액(A)", "2021예산안(B)", "2020예산현액(C)", "증감(B-C)"),
        ),
        (
            *("2021-original", "2020-original", "2020-final"),
            ("2020예산액(A)", "2021예산안(B)", "2020최종예산(C)", "증감(B-C)"),
        ),
        (
            *("2021-supplementary-2", "2020-original", "2021-original"),
            ("2020예산액(A)", "2021제2회 추경예산안(B)", "2021본예산액(C)", "증감(B-C)"),
        ),
        (
            *("2021-original", "2020-original", "2021-amended"),
            ("2020예산액(A)", "2021예산안(B)", "2021수정예산안(C)", "증감(B-C)"),
        ),
    ],
)
def test_a_second_base_is_named_as_the_first_one_is(
    key: str, base: str, beside: str, headings: tuple[str, ...]
) -> None:
    held = ledger(record(key), record(base))
    second = bases.facts_against(held, beside)
    report = variance.build(held, beside=second)
    screen, data = on_screen(report, held), in_json(report, held)
    keys = ("prior", "current", "prior_beside", "change_beside")
    assert tuple(screen[one] for one in keys) == headings
    assert tuple(data[one] for one in keys) == headings
    assert set(headings) <= set(in_excel(report, held))
    assert report.row("total").figures["prior_beside"] == AMOUNTS.get(beside, AVAILABLE)


def test_two_that_would_be_called_alike_are_told_apart_by_their_keys() -> None:
    """Of neither the document says which it is; a draft of the budget, and the proposal as a second base."""
    silent = ledger(record("2021-final", is_stated=False), record("2021-original", is_stated=False))
    assert on_screen(budget_summary.build(silent), silent)["prior"] == "2021예산액[2021-original](A)"
    held = ledger(record("2021-original"), record("2020-original"))
    only = tuple(one for one in held.versions if one.key != "2021-amended")
    held = replace(held, versions=only)
    report = variance.build(held, beside=bases.facts_against(held, "2021-proposal"))
    screen = on_screen(report, held)
    assert (screen["current"], screen["prior_beside"]) == ("2021예산안(B)", "2021예산안[2021-proposal](C)")


def test_a_version_beside_itself_bears_one_name() -> None:
    itself = record("2021-original")
    screen = on_screen(budget_summary.build(ledger(itself, itself)), ledger(itself, itself))
    assert (screen["prior"], screen["current"]) == ("2021예산안(A)", "2021예산안(B)")
    assert budgets_named(book_of(ledger(itself, itself))) == {
        "예산총괄_2021예산안": AMOUNTS["2021-original"] // 1_000,
        "예산총괄_2021예산안_국비": 0,
    }


def test_each_year_of_the_list_of_years_says_which_version_it_is() -> None:
    held = ledger(record("2021-supplementary-1", "confirmed"), record("2020-original"))
    report = year_budgets.build(held)
    assert column(report, "version") == {"2019": None, "2020": "2020-final", "2021": "2021-supplementary-1"}
    assert column(report, "amount") == {
        "2019": None,
        "2020": AMOUNTS["2020-final"],
        "2021": AMOUNTS["2021-supplementary-1"],
    }
    page = ReportTable(report, held, None)
    said = [str(row.get_cell("version")) for row in page.rows]
    assert said == ["", "2020년 최종예산(작성 중)", "2021년 제1회 추경(확정)"]
    assert [bar.part.label for bar in years_chart(report, held).bars] == [
        *("2019 집행액", "2020최종예산", "2020 집행액", "2021제1회 추경예산"),
    ]


@pytest.mark.parametrize(
    ("key", "base", "note"),
    [
        ("2021-original", "2020-original", "* 전년도 0: 신규(순증)"),
        ("2021-original", "2020-final", "* 2020최종예산 0: 신규(순증)"),
        ("2021-original", "2020-available", "* 2020예산현액 0: 신규(순증)"),
        ("2021-original", "2021-proposal", "* 2021예산안 0: 신규(순증)"),
        ("2021-supplementary-2", "2021-original", "* 2021본예산액 0: 신규(순증)"),
        ("2021-supplementary-2", "2021-supplementary-1", "* 기정예산액 0: 신규(순증)"),
    ],
)
def test_the_note_on_a_base_of_zero_names_the_base(key: str, base: str, note: str) -> None:
    other = AVAILABLE_BASE if base.endswith("available") else record(base)
    version = record(key, based_on="2021-supplementary-1" if "supplementary" in key else "")
    assert form.zero_base_note(ledger(version, other)).paper == note


@pytest.mark.parametrize("sequence", [0, 1])
def test_the_only_budget_of_a_kind_has_no_number(sequence: int) -> None:
    """Whoever counts the only final budget as the 0th means the same; a second one says 2."""
    final = replace(record("2021-final"), sequence=sequence)
    assert budget_words.version_budget(final) == "2021최종예산"
    assert budget_words.version_budget(replace(final, sequence=2)) == "2021최종예산 2"


@pytest.mark.parametrize("key", ALL)
def test_the_headings_are_complete_in_english(key: str) -> None:
    found: list[str] = []
    with translation.override("en"):
        for case in cases(key):
            screen = on_screen(budget_summary.build(case.facts), case.facts)
            found += [screen["prior"], screen["current"]]
            is_confirmed = case.facts.version.status == "confirmed"
            if case.facts.version.kind_is_stated:
                alone = on_screen(execution.build(case.facts), case.facts)["current"]
                assert alone == ENGLISH[key][is_confirmed]
    assert [heading for heading in found if re.search("[가-힣]", heading) or heading[-4:-2] != " ("] == []


def test_last_years_current_budget_is_called_so_at_every_address(
    first_document: models.Program, signed_in: SignedIn
) -> None:
    """5,264,324천원 is what 2020 had with its carry-over: no 예산액."""
    client, query = signed_in("manager"), {"version": "2021-original", "base": "2020-available"}
    pages = (
        "reports/budget-summary/",
        "reports/variance/",
        "reports/basis-comparison/",
        "document/",
        "brief/",
        "",
    )
    for page in pages:
        text = client.get(f"/programs/smart-anchor/{page}", query).content.decode()
        assert "2020예산현액(A)" in text, page
        assert "2020예산액(A)" not in text, page
    trace = client.get(
        "/programs/smart-anchor/reports/budget-summary/trace/", {**query, "row": "total", "column": "change"}
    )
    assert "증감(B-A) = 2021예산액(B) − 2020예산현액(A)" in trace.content.decode()
    workbook = load_workbook(
        io.BytesIO(client.get("/programs/smart-anchor/workbook.xlsx", query).content), data_only=True
    )
    ((sheet, cell),) = workbook.defined_names["예산총괄_2020예산현액"].destinations
    assert workbook[sheet][cell].value == 5_264_324
    ((sheet, cell),) = workbook.defined_names["예산총괄_2021예산액"].destinations
    assert workbook[sheet][cell].value == 7_224_187
    assert not [name for name in workbook.defined_names if "전년도" in name]
