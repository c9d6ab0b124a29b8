"""Whether somebody has explained a finding, and whether that still holds. Computed, never stored. Pure."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Literal

from ledger.figures.facts import Explanation
from ledger.figures.money import round_half_up
from ledger.tieout.against_print import ODD_WON
from ledger.tieout.finding import Finding

ExplanationState = Literal["stale"] | bool
"""True: explained; False: not; 'stale': explained when its sides were others. A stale one counts as unexplained."""


def side_text(side: int | Fraction | None) -> str:
    """A side of a finding as explanations keep it: '7224187000', '43.425831', '' for a missing one."""
    if side is None:
        return ""
    return f"{round_half_up(side, 6):f}" if isinstance(side, Fraction) else str(side)


def newest_explanation(finding: Finding, explanations: Iterable[Explanation]) -> Explanation | None:
    """The explanation that counts: of the same rule at the same cell, the newest replaces the others."""
    found = None
    for one in explanations:
        where = (one.report, one.row, one.column, one.year)
        # Of two printed figures of one cell (won and 천원) each has its own.
        is_its = one.rule == finding.rule and where == tuple(finding.cell) and one.unit in ("", finding.unit)
        if one.kind == "finding" and is_its:
            found = one
    return found


def explanation_state(finding: Finding, explanations: Iterable[Explanation]) -> ExplanationState:
    """True, False or 'stale': whether the finding is explained as it stands now."""
    explanation = newest_explanation(finding, explanations)
    if explanation is None:
        return False
    same = (explanation.left, explanation.right) == (side_text(finding.left), side_text(finding.right))
    return True if same else "stale"


def is_open(finding: Finding, explanations: Iterable[Explanation]) -> bool:
    """Whether somebody still has to see to it: a break that nobody explains, or a part of a thousand won."""
    if finding.verdict == "breaks":
        return explanation_state(finding, explanations) is not True
    return finding.note == ODD_WON
