"""The subjects and lines of a version that changes another, beside what they were so far (기정). Pure."""

from dataclasses import dataclass

from ledger.figures import versions
from ledger.figures.carried import match_lines
from ledger.figures.facts import Allocation, Facts, Line


@dataclass(frozen=True)
class ChangedSubject:
    """A subject in a version that changes another, what it had so far, and each line with what that was so far.

    A line that is carried has itself beside it, one that is new has None.
    """

    allocation: Allocation
    so_far: Allocation | None
    lines: list[tuple[Line, Line | None]]

    @staticmethod
    def name_of(line: Line, earlier: Line | None) -> str:
        """What data entry calls a line, 'item-17': by the line that it comes from, whoever holds it now."""
        return f"item-{so_far_of(line, earlier).id}"


def so_far_of(line: Line, earlier: Line | None) -> Line:
    """The line of the budget so far; the line itself where it is new, or carried as it is."""
    return earlier or line


def changed_subjects(facts: Facts) -> list[ChangedSubject]:
    """The subjects of a version that changes another, carried ones too, in their order."""
    base = versions.so_far(facts.versions, facts.version)
    before = {one.subject.identity: one for one in facts.budgets.get(base.key if base else "", ())}
    found = []
    for one in facts.allocations:
        so_far = before.get(one.subject.identity)
        pairs = match_lines(one.lines, () if so_far is None else so_far.lines)
        lines = [(line, earlier) for line, earlier in pairs if line is not None]
        found.append(ChangedSubject(one, so_far, lines))
    return found
