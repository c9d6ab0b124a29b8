"""Tie-outs: pure rules over facts. Each returns the findings of what it compared."""

from collections.abc import Callable

from ledger.facts import Facts
from ledger.tieout.schedule_to_budget import schedule_to_budget
from ledger.tieout.verdict import Finding

RULES: tuple[Callable[[Facts], list[Finding]], ...] = (schedule_to_budget,)

__all__ = ["RULES", "Finding", "schedule_to_budget"]
