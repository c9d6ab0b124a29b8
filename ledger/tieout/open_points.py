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
    """The breaks without a reason that holds, and the subjects whose change lacks one."""

    breaks: tuple[Finding, ...]
    changes: tuple[Row, ...]

    @property
    def count(self) -> int:
        """How many they are together."""
        return len(self.breaks) + len(self.changes)


def open_points(facts: Facts) -> OpenPoints:
    """All that somebody still has to explain before the version is submitted."""
    found = [one for one in findings(facts, with_causes=False) if one.verdict == "breaks"]
    summary = budget_summary.build(facts)
    of_row = reasons(summary, facts)
    return OpenPoints(
        tuple(one for one in found if explanation_state(one, facts.explanations) is not True),
        tuple(row for row in summary.rows if of_row[row.key].is_open),
    )
