"""의회 제출 엑셀: one file with all tables of the form, live formulas and the checks that prove them.

The form is Korean in every language of the ledger: its words stand in these modules, those that screens share come
from labels. `council_file` builds the sheets as records (ledger/workbook/book.py) and has them written.
"""

import re
from dataclasses import dataclass
from datetime import UTC

from django.utils import translation

from ledger.council.sheets import (
    about,
    budget_summary,
    calculation_basis,
    checks_sheet,
    cover,
    history,
    investment_plan,
    overview,
    schedule,
    settlement,
    sites,
    variance,
    warnings,
)
from ledger.council.sheets.context import CouncilWorkbook, printable
from ledger.figures.facts import Facts
from ledger.load.council import CouncilSource
from ledger.reporting.report import national_key
from ledger.words import budget_words, labels
from ledger.workbook.book import UNDATED, Book, CellKey
from ledger.workbook.writer import xlsx

LONGEST_FOOTER_NAME = 60
"""Letters of the programme's name in the footer of a page."""


@dataclass(frozen=True)
class CouncilFile:
    """The workbook as bytes, the fingerprint of its figures, the version of its layout, and what is to be known of it.

    `open_count`: how many breaks and changes have no reason that holds.
    """

    content: bytes
    digest: str
    layout: str
    warnings: tuple[str, ...]
    open_count: int


def council_file(source: CouncilSource, *, is_internal: bool) -> CouncilFile:
    """The workbook of a programme's version: 제출본, or 내부 검토본 with causes, internal notes and history.

    The same source gives the same bytes.
    """
    with translation.override("ko"):
        council = CouncilWorkbook(source, is_internal=is_internal)
        book = council_book(council)
        told = tuple(warnings.sentences(council))
        count = sum(warnings.open_counts(council).values())
        return CouncilFile(xlsx(book), book.digest(), about.LAYOUT, told, count)


def council_warnings(source: CouncilSource) -> tuple[str, ...]:
    """What the sheet 검증 says that is missing or open, in the reader's language, without writing the file."""
    return tuple(warnings.sentences(CouncilWorkbook(source, is_internal=False)))


def council_book(council: CouncilWorkbook) -> Book:
    """All sheets in the form's order, laid out. 검증 is built last: it holds what the others leave over."""
    facts = council.facts
    # First of all: it says what figures of the base stand in won.
    basis = calculation_basis.build(council)
    before = [cover.build(council), overview.build(council), budget_summary.build(council), basis]
    before += [
        build(council)
        for build in (
            investment_plan.build,
            sites.build,
            schedule.build,
            settlement.build,
            variance.build,
        )
    ]
    after = [about.build(council)]
    if council.is_internal:
        after.insert(0, history.build(council))
    placed = {key for sheet in before for key in sheet.places}
    checks = checks_sheet.build(council, placed)
    for sheet in (*before, checks, *after):
        sheet.widen()
    moment = council.source.last_change
    book = Book(
        title=printable(f"{facts.program.name} {facts.year} 의회 제출"),
        created=moment.astimezone(UTC) if moment else UNDATED,
        sheets=(*before, checks, *after),
        exact=council.figures.exact,
        names=defined_names(council),
        header=header_of(council),
        footer=footer_of(council),
    )
    about.write_digests(after[-1], book)
    return book


def header_of(council: CouncilWorkbook) -> str:
    """'작성 중(미확정)' above every printed page of a draft; the internal edition says what it is."""
    words = [str(labels.NOT_CONFIRMED.get(council.facts.version.status, ""))]
    if council.is_internal:
        words.append("내부 검토본(외부 제출 금지)")
    text = " · ".join(word for word in words if word)
    return f'&C&"맑은 고딕,Bold"&11{text}' if text else ""


def footer_of(council: CouncilWorkbook) -> str:
    """Programme, sheet and page."""
    name = printable(council.facts.program.name)
    if len(name) > LONGEST_FOOTER_NAME:
        name = name[:LONGEST_FOOTER_NAME] + "…"
    name = name.replace("&", "&&")
    year = council.facts.year
    return f'&L&"맑은 고딕,Regular"&8 {year}년 {name} · &A&R&"맑은 고딕,Regular"&8 &P / &N'


NAMED: dict[str, CellKey] = {
    "예산총괄_증감": ("budget-summary", "total", "change"),
    "예산총괄_증감률": ("budget-summary", "total", "rate"),
    "산출근거_계": ("calculation-basis", "total", "amount"),
    "투자계획_계": ("investment-plan", "total", "total"),
    "추진일정_계": ("schedule", "total", "amount"),
    "총사업비": ("overview", "total-cost", "total"),
    "당해년도_사업비": ("overview", "year-cost", "total"),
    "대상지_조성비_계": ("sites", "total", "construction_cost"),
    "대상지_국비확보_계": ("sites", "total", "national_grant"),
}
"""Name of a figure that people refer to -> its cell."""


def budget_names(facts: Facts) -> dict[str, CellKey]:
    """The names of the two budgets that are compared, in the words of their headings: '예산총괄_2020예산현액'."""
    version, base = facts.version, facts.base
    current = name_of("예산총괄", budget_words.version_budget(version, base))
    names: dict[str, CellKey] = {
        current: ("budget-summary", "total", "current"),
        f"{current}_국비": ("budget-summary", "total", national_key("current")),
    }
    if base is not None:
        prior = name_of("예산총괄", budget_words.both_budgets(version, base)[0])
        # A version beside itself bears one name twice.
        names.setdefault(prior, ("budget-summary", "total", "prior"))
    return names


def name_of(*words: str) -> str:
    """The words as Excel takes them for a defined name: letters, digits and underscores."""
    return re.sub(r"\W+", "_", "_".join(words)).strip("_")


def defined_names(council: CouncilWorkbook) -> dict[str, CellKey]:
    """The names of the figures that this workbook has."""
    names = {
        name: key
        for name, key in {**budget_names(council.facts), **NAMED}.items()
        if council.reports[key[0]].row(key[1]).figures.get(key[2]) is not None
    }
    settled = [row for row in council.reports["settlement"].rows if row.under is None]
    for row in settled:
        for column, words in (
            ("current_budget", "예산현액"),
            ("executed", "집행액"),
            ("execution_rate", "집행률"),
        ):
            if row.figures[column] is not None:
                names[f"결산_{row.key}_{words}"] = ("settlement", row.key, column)
    return names


__all__ = ["CouncilFile", "council_book", "council_file", "council_warnings"]
