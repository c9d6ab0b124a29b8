"""The headings of Excel files name the budget that stands under them (tests/ledger/compared.py)."""

import pytest

from ledger.reports import REPORTS
from ledger.words import heading_words
from tests.ledger.compared import (
    AMOUNTS,
    AVAILABLE,
    BESIDE_SO_FAR,
    SO_FAR,
    Case,
    cases,
)
from tests.ledger.council.sheets.books import book_of
from tests.ledger.words.headings import ALL, budgets_named, expected, in_excel, items_of, wrong

FEW = (None, "2020-original", "2020-final", "2020-available", "2021-proposal", "2021-original")
"""The bases beside which the files are made: each way of being one."""


def few(key: str) -> list[Case]:
    """A version, draft and confirmed, beside those few, and beside the budget that it changes."""
    return [
        case
        for case in cases(key)
        if case.facts.version.status != "submitted"
        if case.prior == SO_FAR or (case.facts.base and case.facts.base.key) in FEW
    ]


# Files


@pytest.mark.parametrize("key", ALL)
def test_every_heading_of_an_excel_file_is_that_of_the_screen(key: str) -> None:
    """What holds one version only is the same beside every base: it is written once."""
    faults: list[str] = []
    written = set()
    for case in few(key):
        for report in (one.build(case.facts) for one in REPORTS):
            wanted = expected(case, report)
            is_compared = "prior" in wanted
            if not wanted or ((report.name, case.alone) in written and not is_compared):
                continue
            written.add((report.name, case.alone))
            headings = in_excel(report, case.facts)
            faults += wrong(
                case, report.name, [one for one in wanted.values() if headings.count(one) != 1], []
            )
    assert faults == []


SHEETS = {
    "예산총괄": ("A", "B"),
    "증감사유": ("A", "B"),
    "대상지 현황": ("alone",),
}
"""Sheet of the council's workbook -> the budgets that its headings name."""


def as_name(words: str) -> str:
    """'예산총괄_2021제1회_추경예산안': what Excel takes for a name of a cell on 예산총괄."""
    for sign in " ·(":
        words = words.replace(sign, "_")
    return f"예산총괄_{words.replace(')', '')}"


@pytest.mark.parametrize("key", ALL)
def test_the_councils_workbook_names_each_budget_in_its_headings_and_names(key: str) -> None:
    faults: list[str] = []
    for case in few(key):
        version, base = case.facts.version, case.facts.base
        book = book_of(case.facts)
        for sheet in book.sheets:
            first, last = sheet.headings or (0, -1)
            texts = [cell.content for (at, _), cell in sheet.cells.items() if first <= at <= last]
            wanted = [case.heading(holds) for holds in SHEETS.get(sheet.name, ())]
            if sheet.name == "산출근거":
                wanted = line_items(case)
            faults += wrong(case, sheet.name, [one for one in wanted if texts.count(one) != 1], [])
        amount = AMOUNTS[version.key] // 1_000
        named: dict[str, object] = {as_name(case.current): amount, f"{as_name(case.current)}_국비": 0}
        if case.prior is not None and base is not None:
            named[as_name(case.prior)] = AMOUNTS.get(base.key, AVAILABLE) // 1_000
        faults += wrong(case, "names", budgets_named(book), named)
        cover = next(sheet for sheet in book.sheets if sheet.name == "표지")
        assert base is None or heading_words.version_label(base) in [
            cell.content for cell in cover.cells.values()
        ]
    assert faults == []


def line_items(case: Case) -> list[str]:
    """What the headings of 산출근거 say: one budget, or two beside each other where one changes the other."""
    if case.prior is None or case.facts.version.key not in BESIDE_SO_FAR:
        return [items_of(case), "항목 금액(원)", "과목 금액(원)"]
    both = [case.heading("A"), case.heading("B")]
    amounts = [f"{kind} {words}(원)" for kind in ("항목", "과목") for words in both]
    return ["예산내역", *amounts, f"{case.heading('B')}(천원)"]
