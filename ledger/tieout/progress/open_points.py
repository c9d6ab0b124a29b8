"""What is open in a programme's version: breaks and changes without a reason that holds. Pure."""

from dataclasses import dataclass

from ledger.figures.facts import Facts
from ledger.reporting.reasons import reasons
from ledger.reporting.report import Row
from ledger.reports import budget_summary
from ledger.tieout import findings
from ledger.tieout.explanations import explanation_state
from ledger.tieout.finding import Finding


@dataclass(frozen=True)
class OpenPoints:
    """The breaks without a reason that holds, and the subjects whose change lacks one.

    `stale_…`: how many of them have a reason that was written when the figures were others.
    """

    breaks: tuple[Finding, ...]
    changes: tuple[Row, ...]
    stale_breaks: int = 0
    stale_changes: int = 0

    @property
    def count(self) -> int:
        """How many they are together."""
        return len(self.breaks) + len(self.changes)

    @property
    def stale(self) -> int:
        """How many of them somebody explained when the figures were others."""
        return self.stale_breaks + self.stale_changes


def open_points(facts: Facts) -> OpenPoints:
    """All that somebody still has to explain before the version is submitted."""
    found = [one for one in findings(facts, with_causes=False) if one.verdict == "breaks"]
    states = [(one, explanation_state(one, facts.explanations)) for one in found]
    summary = budget_summary.build(facts)
    of_row = reasons(summary, facts)
    return OpenPoints(
        tuple(one for one, state in states if state is not True),
        tuple(row for row in summary.rows if of_row[row.key].is_open),
        sum(state == "stale" for _one, state in states),
        sum(one.state == "stale" for one in of_row.values()),
    )
