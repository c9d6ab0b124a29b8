"""Tie-outs: every figure proves itself. Pure rules over facts, reports and printed figures.

A rule's name is its id and its anchor in docs/tie-outs.md, its docstring the sentence that the user reads (Korean, then
English). `findings` runs them all.
"""

from dataclasses import replace
from typing import TypeVar

from ledger.figures.facts import Facts
from ledger.tieout import (
    against_print,
    basis,
    between,
    between_sources,
    formula,
    funding,
    inside,
    over_time,
    settled_year,
)
from ledger.tieout.causes import CauseFinder
from ledger.tieout.evidence import Evidence
from ledger.tieout.finding import VERDICTS, Cell, Finding, Note
from ledger.tieout.rule import Rule

MODULES = (against_print, inside, funding, formula, basis, between, between_sources, over_time, settled_year)
"""The modules of rules, in the order in which they are heard: what two rules say alike the first has said."""

FAMILIES = {
    family.key: family.name
    for family in (inside.FAMILY, between.FAMILY, over_time.FAMILY, against_print.FAMILY)
}
"""The families, in the order of the page of tie-outs."""

Declared = TypeVar("Declared", Rule, Note)


def declared(kind: type[Declared]) -> tuple[Declared, ...]:
    """All that the modules of rules declare of a kind, each once, in the order in which it stands there."""
    found = (one for module in MODULES for one in vars(module).values() if isinstance(one, kind))
    return tuple(dict.fromkeys(found))


RULES, NOTES = declared(Rule), declared(Note)
RULES_BY_NAME = {rule.name: rule for rule in RULES}
"""Name of a rule -> the rule."""


def findings(facts: Facts, *, with_causes: bool = True) -> list[Finding]:
    """What all rules find, what needs a person first.

    What two rules say of the same printed figure (same sides) is said once, by the first of them. Testing likely
    causes takes most of the time: a page that does not name them goes without. Judged once for the same facts, as a
    report is built once for them.
    """
    asked = (__name__, with_causes)
    if asked not in facts.books:
        facts.books[asked] = (judged(facts, with_causes=with_causes), [])
    return list(facts.books[asked][0])


def judged(facts: Facts, *, with_causes: bool) -> list[Finding]:
    """The same, judged now."""
    evidence = Evidence(facts)
    found: dict[tuple[object, ...], Finding] = {}
    for rule in RULES:
        for finding in rule.findings(evidence):
            key = (finding.cell, finding.left, finding.right, finding.missing, finding.stated or rule.name)
            found.setdefault(key, finding)
    judged_all = list(found.values())
    if with_causes:
        court = CauseFinder(evidence, judged_all)
        judged_all = [
            replace(finding, causes=court.causes(finding)) if finding.verdict == "breaks" else finding
            for finding in judged_all
        ]
    return sorted(judged_all, key=lambda finding: VERDICTS.index(finding.verdict))


__all__ = [
    "FAMILIES",
    "NOTES",
    "RULES",
    "RULES_BY_NAME",
    "VERDICTS",
    "Cell",
    "Finding",
    "Note",
    "Rule",
    "findings",
]
