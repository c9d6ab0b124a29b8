"""A report is declared once: what follows from its declaration, and that nobody asks for its name instead."""

import re
from collections import Counter
from inspect import signature
from pathlib import Path
from random import Random

import pytest
from django.utils.translation import override

from ledger.provenance.origins import ORIGINS
from ledger.reporting.declared import Declared, Footnote, always, is_blank
from ledger.reports import DECLARED, MAIN_REPORTS, REPORTS, REPORTS_BY_NAME
from ledger.screen.charts import CHARTS
from ledger.views.reports import EXTRAS
from ledger.words import heading_words, labels
from ledger.words.footnotes import TOLD
from tests.ledger.ledgers import exact
from tests.ledger.records import OFFICE, allocation, facts

LEDGER = Path(__file__).parents[3] / "ledger"

each_report = pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.name)
every_declaration = pytest.mark.parametrize("report", DECLARED.values(), ids=lambda report: report.name)


@every_declaration
def test_every_text_is_in_the_catalogue(report: Declared) -> None:
    notes = [one.text for one in report.footnotes if isinstance(one, Footnote)]
    for text in filter(None, (report.title, report.row_heading, report.rows_are, *notes)):
        with override("ko"):
            assert re.search("[가-힣]", labels.heading(text)), text


@each_report
def test_every_column_has_a_heading_in_either_language(report: Declared) -> None:
    for language in ("ko", "en"):
        with override(language):
            held = exact(Random(7))
            table = report.build(held)
            words = [heading_words.full_heading(table, one, held) for one in table.columns]
            assert all(words)
            assert len(set(words)) == len(words)


@each_report
def test_a_report_is_built_under_its_own_name_and_unit(report: Declared) -> None:
    table = report.build(facts())
    assert (table.name, table.unit) == (report.name, report.unit)


@each_report
def test_where_there_is_a_budget_only_a_report_without_figures_says_what_is_missing(report: Declared) -> None:
    """In its rows, or below them in a footnote that a report with figures has not."""
    table = report.build(facts([allocation(OFFICE, 100)]))
    if not is_blank(table):
        return
    notes = [one for one in report.footnotes if isinstance(one, Footnote) and one.is_needed is not always]
    is_said = any("missing" in row.marks for row in table.rows)
    assert is_said or any(one.is_needed(table) for one in notes)


@each_report
def test_every_question_is_a_parameter_of_build_and_has_an_answer_for_each_value(report: Declared) -> None:
    for question in report.questions:
        assert question.name in signature(report.build).parameters
        for value in () if question.known is None else question.values(facts()):
            report.build(facts(), **{question.name: value})
        assert question.shown is None or question.shown in question.values(facts())


def test_what_stands_behind_a_tab_is_a_report_and_stands_there_once() -> None:
    related = Counter(name for report in REPORTS for name in report.related)
    assert set(related) <= set(REPORTS_BY_NAME)
    assert set(related.values()) == {1}
    assert not any(REPORTS_BY_NAME[name].related for name in related)
    assert set(related) == set(MAIN_REPORTS)


def test_what_a_declaration_names_is_there_and_nothing_is_there_in_vain() -> None:
    assert {report.chart for report in REPORTS if report.chart} == set(CHARTS)
    told = {one for report in DECLARED.values() for one in report.footnotes if not isinstance(one, Footnote)}
    assert told == set(TOLD)
    assert set(EXTRAS) <= set(REPORTS_BY_NAME)
    assert set(ORIGINS) <= set(REPORTS_BY_NAME)


NAMES = "|".join(DECLARED)
ASKS_FOR_A_NAME = re.compile(rf'(==|!=|\bin|\bcase)\s*[({{]?\s*"({NAMES})"|"({NAMES})"\s*(==|!=)')

ARGUED = {
    # The rules and causes of the tie-outs are about one table by nature.
    "tieout": 15,
    # Where data entry shows the rows behind a table, and those of a settlement that the ledger does not hold.
    "views/tie_outs.py": 4,
    "words/findings.py": 2,
    "words/traces.py": 2,
    # What another report shows again is looked for there.
    "provenance/trace.py": 2,
    "council/sheets/variance.py": 1,
    # 'sites' is the key of a remark here.
    "words/labels.py": 1,
}
"""Module or room -> how often it asks whether a report is the one of some name. It may only shrink."""


def test_nobody_asks_for_a_reports_name_what_its_declaration_says() -> None:
    found: Counter[str] = Counter()
    for path in LEDGER.rglob("*.py"):
        module = path.relative_to(LEDGER)
        if module.parts[0] in ("reports", "migrations"):
            continue
        lines = sum(bool(ASKS_FOR_A_NAME.search(line)) for line in path.read_text().splitlines())
        if lines:
            found["tieout" if module.parts[0] == "tieout" else str(module)] += lines
    assert dict(found) == ARGUED
