"""The tuple of rules, and facts with little in them: undecidable or nothing, never a crash."""

import ast
import importlib
import inspect
import pkgutil
import re
from dataclasses import replace
from types import ModuleType

import pytest
from django.utils.translation import gettext

from ledger import tieout
from ledger.figures.facts import Facts, Program, Settlement
from ledger.figures.settlement_form import SETTLEMENT_CELLS
from ledger.tieout import FAMILIES, NOTES, RULES, RULES_BY_NAME, VERDICTS, Note, Rule, findings
from tests.ledger.records import GRANTS, OFFICE, allocation, entry, facts, line, settled, site, step, subject
from tests.ledger.tieout.figures import broken, cost, grant, stated, stated_rate


def test_names_are_unique() -> None:
    assert len(RULES_BY_NAME) == len(RULES)
    assert {rule.family.key for rule in RULES} == set(FAMILIES)


def decorated(module: ModuleType) -> list[str]:
    """The functions under a family's decorator, read from the text of a module."""
    return [
        one.name
        for one in ast.parse(inspect.getsource(module)).body
        if isinstance(one, ast.FunctionDef) and one.decorator_list
    ]


def modules_with_a_family() -> set[str]:
    names = (one.name for one in pkgutil.iter_modules(tieout.__path__, "ledger.tieout."))
    return {name for name in names if hasattr(importlib.import_module(name), "FAMILY")}


class TestHearing:
    def test_every_module_of_a_family_is_heard(self) -> None:
        assert {module.__name__ for module in tieout.MODULES} == modules_with_a_family()

    def test_the_rules_are_those_that_the_modules_declare_as_they_stand_there(self) -> None:
        declared = [name for module in tieout.MODULES for name in decorated(module)]
        assert [rule.name for rule in RULES] == declared

    def test_a_rule_is_of_the_family_of_its_module(self) -> None:
        for rule in RULES:
            assert rule.family is inspect.getmodule(rule.check).FAMILY  # type: ignore[union-attr]

    def test_the_print_is_heard_first_then_a_table_then_tables_then_years(self) -> None:
        """What two rules say alike the first has said: a misprinted total is one of the print, not of its column."""
        heard = list(dict.fromkeys(rule.family.key for rule in RULES))
        assert heard == ["print", "inside", "between", "over_time"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
class TestRule:
    def test_says_a_korean_and_an_english_sentence(self, rule: Rule) -> None:
        korean, english = rule.sentences
        assert any("가" <= letter <= "힣" for letter in korean)
        assert korean.endswith("다.")
        assert english.endswith(".")
        assert not any("가" <= letter <= "힣" for letter in english)

    def test_is_a_duty_in_both_languages(self, rule: Rule) -> None:
        """Said under its own break: '… 같아야 합니다', never '… 같다'. Each of its sentences."""
        korean, english = rule.sentences
        for sentence in re.split(r"(?<=\.) ", korean):
            assert re.search(r"(아|어|여)야 합니다\.$", sentence)
        for sentence in re.split(r"[;.] ?", english.removesuffix(".")):
            assert " must " in sentence

    def test_names_both_sides(self, rule: Rule) -> None:
        first, second = rule.compares
        assert first != second
        assert gettext(first) != first
        assert gettext(second) != second

    def test_is_3_to_15_lines(self, rule: Rule) -> None:
        """Without its heading and its sentence."""
        (function,) = ast.parse(inspect.getsource(rule.check)).body
        assert isinstance(function, ast.FunctionDef)
        lines = {
            node.lineno
            for statement in function.body[1:]
            for node in ast.walk(statement)
            if hasattr(node, "lineno")
        }
        assert 1 <= len(lines) <= 15

    def test_is_silent_about_a_programme_with_nothing(self, rule: Rule) -> None:
        assert not [one for one in findings(facts()) if one.rule == rule.name]


@pytest.mark.parametrize("note", NOTES, ids=lambda note: note.key)
def test_a_note_is_given_under_one_key_and_has_korean_words(note: Note) -> None:
    assert [one.key for one in NOTES].count(note.key) == 1
    assert gettext(note.text) != note.text


LINES = [allocation(OFFICE, None, None, [line(60, 10), line(40)]), allocation(GRANTS, 50, 0)]
FULL = facts(
    LINES,
    [allocation(OFFICE, 70, 5), allocation(GRANTS, 30)],
    program=Program("anchor", "앵커", "", "", 2018),
    plan=(
        entry(OFFICE, "through", 2019, 9, 2),
        entry(OFFICE, "year", 2020, 70, 5),
        entry(GRANTS, "year", 2020, 30),
        entry(OFFICE, "year", 2021, 100, 10),
        entry(GRANTS, "year", 2021, 50),
        entry(GRANTS, "after", 2022, 7),
    ),
    schedule=(step(1, office=100), step(2, grants=50)),
    settlements=(settled(2018, executed=4), settled(2019, executed=5, carried_out=0)),
    costs=(cost("national", 17), cost("city", 249), cost("other", 5, off=True)),
    sites=(site("here", 5),),
    grants=(grant(2, 2019), grant(5, 2020), grant(10, 2021)),
    stated=(
        stated("budget-summary", "total", "current", 150),
        stated_rate("budget-summary", "total", "rate", "50"),
    ),
)


def outcome(held: Facts) -> tuple[set[str], list[tuple[str, str, str]]]:
    found = findings(held)
    assert all(one.verdict in VERDICTS for one in found)
    return {one.verdict for one in found}, broken(held)


def test_the_whole() -> None:
    assert outcome(FULL)[1] == []


@pytest.mark.parametrize(
    "without",
    [
        {"settlements": ()},
        {"plan": ()},
        {"schedule": ()},
        {"costs": ()},
        {"sites": ()},
        {"grants": ()},
        {"stated": ()},
        {"base": None, "base_allocations": ()},
        {"document": None, "plan": (), "schedule": (), "costs": (), "stated": ()},
        {"program": Program("anchor", "앵커", "", "", None)},
        {"settlements": (settled(2019, executed=5),)},
        {"settlements": (settled(2018), settled(2019))},
        {"settlements": FULL.settlements, "plan": (), "stated": ()},
    ],
    ids=lambda without: "-".join(without),
)
def test_what_is_not_there_breaks_nothing(without: dict) -> None:
    held = replace(FULL, **without)
    assert outcome(held)[1] == []


def test_no_lines() -> None:
    held = replace(FULL, allocations=(allocation(OFFICE, 100, 10), allocation(GRANTS, 50, 0)))
    assert outcome(held) == ({"ties", "rounding", "undecidable"} & outcome(held)[0], [])


def test_one_year_only() -> None:
    only = facts([allocation(OFFICE, 5)], plan=(entry(OFFICE, "year", 2021, 5),))
    assert outcome(only) == ({"ties"}, [])


def test_a_budget_whose_amounts_are_all_missing() -> None:
    held = facts([allocation(OFFICE)], [allocation(OFFICE)], plan=(entry(OFFICE, "year", 2021, None),))
    assert outcome(held) == (set(), [])


def test_figures_at_cells_that_no_report_has() -> None:
    odd = (
        stated("budget-summary", "999-99", "current", 5),
        stated("budget-summary", "total", "", 5),
        stated("", "", "", 5),
        stated("no-such-table", "total", "amount", 5),
        stated_rate("no-such-table", "total", "rate", "5"),
        stated_rate("budget-summary", "999-99", "rate", "5"),
        stated("settlement", "1999", "executed", 5),
    )
    verdicts, breaks = outcome(replace(FULL, stated=odd))
    assert "undecidable" in verdicts
    assert breaks == []


def test_moved_codes() -> None:
    old = subject("401-01", 2018)
    new = subject("401-02", 2021, replaces=old)
    other = subject("401-01", 2021)
    held = facts(
        [allocation(new, 5), allocation(other, 7)],
        [allocation(old, 4)],
        subjects=(old, new, other),
        plan=(entry(new, "year", 2021, 5), entry(other, "year", 2021, 7)),
        settlements=(settled(2019, old, executed=3), settled(2019, executed=3)),
    )
    assert outcome(held)[1] == []


@pytest.mark.parametrize("amount", [10**15, -(10**15), 0])
def test_the_largest_amounts(amount: int) -> None:
    held = facts(
        [allocation(OFFICE, amount, amount, unit="hundred_million")],
        [allocation(OFFICE, -amount, unit="hundred_million")],
        stated=(
            stated("budget-summary", "total", "change", 2 * amount, "hundred_million"),
            stated_rate("budget-summary", "total", "rate", "-200"),
        ),
    )
    # Of 0억 to 0억 any rate may be printed: both may be anything up to half of one.
    assert outcome(held)[1] == []


def test_every_cell_printed_nowhere_and_every_settlement_blank() -> None:
    rows = tuple(
        Settlement(year, of, portion, dict.fromkeys(SETTLEMENT_CELLS), "thousand")
        for year in (2017, 2018, 2020)
        for of in (None, OFFICE)
        for portion in ("total", "national")
    )
    assert outcome(replace(FULL, settlements=rows))[1] == []


def test_what_needs_a_person_comes_first() -> None:
    held = replace(FULL, stated=(stated("budget-summary", "total", "current", 151),))
    order = [VERDICTS.index(one.verdict) for one in findings(held)]
    assert order == sorted(order)
    assert order[0] == 0
