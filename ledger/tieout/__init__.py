"""Tie-outs: every figure proves itself. Pure rules over facts, reports and printed figures.

`RULES` is all there is: a rule's name is its id and its anchor in docs/tie-outs.md, its docstring the sentence that
the user reads (Korean, then English). `findings` runs them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from ledger.figures.facts import Facts
from ledger.tieout import against_print, between, inside, over_time
from ledger.tieout.causes import Court
from ledger.tieout.evidence import Evidence
from ledger.tieout.finding import VERDICTS, Cell, Finding, RateTie, Tie, judged

RuleFunction = Callable[[Evidence], Iterable[Tie | RateTie]]


@dataclass(frozen=True)
class Rule:
    """A rule with its family: inside a table, between tables, over time, against the print."""

    family: str
    check: RuleFunction
    sides: tuple[str, str]
    """What its two sides are, as keys (ledger/words/findings.py has the words): what it tests, what that must equal."""

    @property
    def name(self) -> str:
        return self.check.__name__

    @property
    def sentences(self) -> tuple[str, str]:
        """What the rule says: Korean, English."""
        korean, _, english = (self.check.__doc__ or "").partition("\n\n")
        return " ".join(korean.split()), " ".join(english.split())


RULES: tuple[Rule, ...] = (
    Rule("print", against_print.stated_figure, ("printed", "recomputed")),
    Rule("print", against_print.stated_rate, ("printed", "recomputed")),
    Rule("print", against_print.whole_thousand, ("line_item", "whole_thousands")),
    Rule("inside", inside.column_total, ("rows_sum", "table_total")),
    Rule("inside", inside.row_total, ("row_total", "row_sum")),
    Rule("inside", inside.sources_to_cost, ("cost", "sources_sum")),
    Rule("inside", inside.change_of_columns, ("printed_change", "printed_b_less_a")),
    Rule("inside", inside.rate_of_columns, ("printed_rate", "printed_change_over_a")),
    Rule("inside", inside.national_part, ("national_part", "whole_amount")),
    Rule("between", between.basis_to_summary, ("line_items_sum", "budget")),
    Rule("between", between.schedule_to_budget, ("table_total", "budget")),
    Rule("between", between.plan_to_budget, ("plan_of_year", "budget")),
    Rule("between", between.plan_to_available, ("plan_of_year_before", "available_before")),
    Rule("between", between.plan_to_settlements, ("plan_invested", "executed_sum")),
    Rule("between", between.plan_to_grants, ("plan_national", "grants_sum")),
    Rule("between", between.year_cost_to_budget, ("cost", "budget")),
    Rule("between", between.total_cost_to_plan, ("cost", "plan_total")),
    Rule("between", between.sites_to_budget, ("sites_sum", "budget")),
    Rule("over_time", over_time.available_budget, ("current_budget", "available_parts")),
    Rule("over_time", over_time.use_of_budget, ("current_budget", "used_parts")),
    Rule("over_time", over_time.carry_over, ("carried_out_before", "carried_in")),
    Rule("over_time", over_time.subjects_to_program, ("subjects_settled", "program_settled")),
    Rule("over_time", over_time.execution_within_budget, ("executed", "available")),
)
RULES_BY_NAME = {rule.name: rule for rule in RULES}
FAMILIES = ("inside", "between", "over_time", "print")


def sides_of(finding: Finding) -> tuple[str, str]:
    """The keys of what the two sides of a finding are: those of its rule, or its own."""
    return finding.sides or RULES_BY_NAME[finding.rule].sides


def findings(facts: Facts, *, with_causes: bool = True) -> list[Finding]:
    """What all rules find, what needs a person first.

    What two rules say of the same printed figure (same sides) is said once, by the first of them. Testing likely
    causes takes most of the time: a page that does not name them goes without.
    """
    evidence = Evidence(facts)
    found: dict[tuple[object, ...], Finding] = {}
    for rule in RULES:
        for tie in rule.check(evidence):
            finding = judged(rule.name, rule.family, tie)
            key = (finding.cell, finding.left, finding.right, finding.missing, finding.stated or rule.name)
            found.setdefault(key, finding)
    judged_all = list(found.values())
    if with_causes:
        court = Court(evidence, judged_all)
        judged_all = [
            replace(finding, causes=court.causes(finding)) if finding.verdict == "breaks" else finding
            for finding in judged_all
        ]
    return sorted(judged_all, key=lambda finding: VERDICTS.index(finding.verdict))


__all__ = [
    "FAMILIES",
    "RULES",
    "RULES_BY_NAME",
    "VERDICTS",
    "Cell",
    "Finding",
    "Rule",
    "findings",
    "sides_of",
]
