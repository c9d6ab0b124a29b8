"""Findings in words: what each side is, in both languages, and entries with the likely cause first."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from random import Random

import pytest
from django.utils import translation

from ledger.figures.facts import Explanation, Facts
from ledger.load import load
from ledger.models import Program, Settlement
from ledger.tieout import Cell, findings
from ledger.tieout.entries import Entry, entries
from ledger.words.findings import FindingWords, kept_text, open_text
from tests.bench_faults import single_faults, witnesses
from tests.ledger.ledgers import exact
from tests.ledger.printed_ledgers import as_printed
from tests.ledger.tieout.figures import of_rule

PLACES = re.compile(r"왼쪽|오른쪽|좌변|우변|\b(left|right)\b", re.IGNORECASE)
"""Words that say where a side stands instead of what it is."""

WRITTEN = datetime(2021, 11, 9, tzinfo=UTC)


def test_a_settled_year_that_the_report_no_longer_shows_has_words_too(first_document: Program) -> None:
    Settlement.objects.create(program=first_document, fiscal_year=2016, portion="national", executed=5)
    words = FindingWords(load("smart-anchor"))
    for row, label in (("2016-national", "2016 국비(x)"), ("2016-401-01", "2016 시설비"), ("moon", "moon")):
        where = words.cell(Cell("settlement", row, "executed", 2021))
        assert where == f"결산현황 · {label} · 집행액"


@pytest.mark.parametrize(
    ("rule", "row", "column", "sides"),
    [
        # inside a table
        ("row_total", "308-01", "total", ("행의 계", "행에 인쇄된 금액의 합")),
        ("sources_to_cost", "total-cost", "total", ("기본현황의 총사업비", "재원의 합")),
        ("change_of_columns", "201-01", "change", ("인쇄된 증감", "인쇄된 B에서 A를 뺀 금액")),
        # between tables
        ("schedule_to_budget", "total", "amount", ("추진일정의 계", "예산총괄의 예산액")),
        ("plan_to_budget", "total", "2021", ("투자계획의 당해년도 금액", "예산총괄의 예산액")),
        (
            "plan_to_settlements",
            "total",
            "through-2019_national",
            ("투자계획의 기투자 중 국비(x)", "집행액의 합 중 국비(x)"),
        ),
        ("plan_to_grants", "total", "2020_national", ("투자계획의 국비(x)", "확보한 국비의 합")),
        (
            "total_cost_to_plan",
            "total-cost",
            "city",
            ("기본현황의 총사업비 중 시비", "투자계획의 계 중 시비"),
        ),
        # what was carried in is not known: the budget alone is compared
        ("plan_to_available", "401-01", "2020", ("투자계획의 전년도 금액", "전년도 예산액(전년이월 제외)")),
        ("plan_to_available", "total", "2020", ("투자계획의 전년도 금액", "전년도 예산액과 전년이월의 합")),
        # over time
        ("carry_over", "2019", "carried_in", ("전년도 결산의 차년이월", "결산의 전년이월")),
        # against the print
        ("stated_figure", "308-01", "total", ("원문값", "계산값")),
    ],
)
def test_sides_bear_names(
    first_document: Program, rule: str, row: str, column: str, sides: tuple[str, str]
) -> None:
    facts = load(first_document.slug)
    (finding,) = (one for one in of_rule(facts, rule) if (one.cell.row, one.cell.column) == (row, column))
    assert FindingWords(facts).sides(finding) == sides


def ledgers_with_faults() -> Iterator[Facts]:
    """Two sound ledgers, and each with one of all kinds of slips."""
    for seed in range(2):
        random = Random(seed)
        sound = as_printed(exact(random))
        yield sound
        kinds: dict[str, Facts] = {}
        for fault in single_faults(random, sound, witnesses(findings(sound))):
            kinds.setdefault(fault.kind, fault.held)
        yield from kinds.values()


def unnamed(facts: Facts) -> list[str]:
    """The findings of which a side has no name of its own, or one that says where it stands."""
    wrong = []
    for language in ("ko", "en"):
        with translation.override(language):
            words = FindingWords(facts)
            for finding in findings(facts, with_causes=False):
                sides = words.sides(finding)
                said = f"{sides} {words.compared(finding)}"
                if not all(sides) or len(set(sides)) < 2 or "%" in "".join(sides) or PLACES.search(said):
                    wrong.append(f"{language} {finding.rule} {finding.cell}: {said}")
    return wrong


def test_each_side_of_every_finding_has_a_name(first_document: Program) -> None:
    """Of the first document and of ledgers with seeded faults, in both languages."""
    assert unnamed(load(first_document.slug)) == []
    assert [one for held in ledgers_with_faults() for one in unnamed(held)] == []


@pytest.fixture
def misprint(first_document: Program) -> tuple[FindingWords, Entry]:
    facts = load(first_document.slug)
    return FindingWords(facts), entries(findings(facts))[0]


def test_an_entry_names_the_figure_and_its_correction(misprint: tuple[FindingWords, Entry]) -> None:
    words, entry = misprint
    assert words.entry(entry) == "연차별 투자계획 · 자치단체경상보조금 · 계"
    assert words.correction(entry) == "원문값 47,476백만원 → 정정값(추정) 1,045백만원"
    assert words.causes(entry)[0].startswith(
        "연차별 투자계획 · 자치단체경상보조금 · 계: 다른 칸의 46,431백만원"
    )


def test_that_ties_hang_together_is_no_cause_beside_another(misprint: tuple[FindingWords, Entry]) -> None:
    words, entry = misprint
    assert "shared_figure" in {cause.kind for tie in entry.ties for cause in tie.causes}
    assert not [text for text in words.causes(entry) if "다른 불일치" in text]


def test_both_sides_and_the_difference_in_one_line(misprint: tuple[FindingWords, Entry]) -> None:
    words, entry = misprint
    assert words.compared(entry.ties[1]) == (
        "통계목의 합 112,661백만원, 연차별 투자계획의 계 66,230백만원, 차이 46,431백만원"
    )


def test_entries_are_counted_and_the_ties_under_them_said(misprint: tuple[FindingWords, Entry]) -> None:
    _words, entry = misprint
    assert open_text([entry]) == "확인할 것 1건(검증 2건)"
    assert open_text([Entry(entry.ties[:1])]) == "확인할 것 1건"
    assert open_text([]) == "확인할 것 0건"
    with translation.override("en"):
        assert open_text([entry]) == "1 to look at (2 tie-outs)"


@pytest.mark.parametrize(
    ("kept", "unit", "text"),
    [
        ("47476000000", "million", "47,476백만원"),
        ("-5", "", "△5원"),
        ("-43.425831", "percent", "△43.4%"),
        ("", "won", "–"),
    ],
)
def test_an_amount_as_an_explanation_keeps_it(kept: str, unit: str, text: str) -> None:
    assert kept_text(kept, unit) == text


def test_names_of_what_was_explained(misprint: tuple[FindingWords, Entry]) -> None:
    words, entry = misprint
    tie = entry.ties[1]
    one = Explanation("finding", tie.rule, *tie.cell, "million", "", "", "", "", "", "", WRITTEN)
    assert words.sides_kept(one) == words.sides(tie)
    change = Explanation("change", "", *tie.cell, "", "1", "2", "", "", "", "", WRITTEN)
    assert words.sides_kept(change) == ("B", "A")
    gone = Explanation("finding", "a_rule_that_is_no_more", *tie.cell, "", "1", "2", "", "", "", "", WRITTEN)
    assert words.sides_kept(gone) == ("①", "②")
