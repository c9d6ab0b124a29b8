"""What a person sees to at once: the broken ties that one cause explains, as one entry. Pure.

A misprint breaks every tie that it is a term of. Where broken ties name the same correction of the same figure, or the
same cause that lies in no single figure, they are one matter: said once, with all of them under it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from ledger.figures.facts import Explanation
from ledger.tieout.against_print import printing_slack, rate_bounds
from ledger.tieout.explanations import is_open
from ledger.tieout.finding import Cause, Cell, Correction, Finding, Term, sum_terms, total_slack


@dataclass(frozen=True)
class Entry:
    """Findings that stand and fall together, with the likely cause that they share; None where none was found."""

    ties: tuple[Finding, ...]
    cause: Cause | None = None

    @property
    def correction(self) -> Correction | None:
        """The figure that the cause blames, with what stands there and what would heal the ties."""
        return None if self.cause is None else self.cause.correction

    @property
    def first(self) -> Finding:
        """The tie that it is known by."""
        return self.ties[0]

    @property
    def where(self) -> Cell:
        """The figure that several ties blame, else where the one tie is."""
        blamed = None if self.cause is None else self.cause.blames
        return self.first.cell if blamed is None or len(self.ties) == 1 else blamed

    def is_open(self, explanations: Iterable[Explanation]) -> bool:
        """Whether somebody still has to see to one of its ties."""
        explanations = tuple(explanations)
        return any(is_open(tie, explanations) for tie in self.ties)


def entries(findings: Iterable[Finding]) -> list[Entry]:
    """All findings as entries, in the order of the first tie of each: broken ones of one cause together, others alone.

    The cause that explains most takes its ties first. A rate has no cause of its own: it goes with the correction of
    an amount that it is taken of.
    """
    found = list(findings)
    at_cell = blamed_cells(found)
    explained = {at: set(explained_by_cause(at, found, at_cell)) for at in range(len(found))}
    entry_of: dict[int, Entry] = {}
    taken: set[int] = set()
    for at in sorted(explained, key=lambda one: (-len(explained[one]), one)):
        if at not in taken:
            members = sorted(explained[at] - taken)
            taken.update(members)
            cause = found[at].causes[0] if found[at].causes else None
            entry_of[members[0]] = Entry(tuple(found[one] for one in members), cause)
    return [entry_of[at] for at in sorted(entry_of)]


def blamed_cells(findings: list[Finding]) -> dict[Cell, set[int]]:
    """Cell -> the places of the broken ties of which a cause blames it, and of the broken rates taken of it."""
    found: dict[Cell, set[int]] = defaultdict(set)
    for at, finding in enumerate(findings):
        if finding.verdict == "breaks":
            cells = [cause.blames for cause in finding.causes]
            if finding.unit == "percent":
                cells += [term.cell for term in finding.right_terms]
            for cell in cells:
                if cell is not None:
                    found[cell].add(at)
    return found


def explained_by_cause(at: int, findings: list[Finding], at_cell: dict[Cell, set[int]]) -> Iterator[int]:
    """The places of the broken ties that the likeliest cause of one finding explains, its own among them."""
    yield at
    if findings[at].causes:
        cause = findings[at].causes[0]
        for other in at_cell[cause.blames] if cause.blames is not None else ():
            if names_correction(findings[other], cause) or heals(cause, findings[other]):
                yield other


def names_correction(finding: Finding, cause: Cause) -> bool:
    """Whether a tie has the correction of a cause among its likeliest; of one that corrects nothing, it first."""
    if cause.correction is None:
        return cause in finding.causes[:1]
    corrections = (one.correction for one in finding.causes)
    return any(one is not None and one.agrees(cause.correction) for one in corrections)


def heals(cause: Cause, finding: Finding) -> bool:
    """Whether a correction of an amount heals a broken rate that is taken of it."""
    correction, base = cause.correction, finding.base_terms
    if correction is None or finding.stated is None or finding.unit != "percent" or not base:
        return False
    if not isinstance(finding.left, Fraction):
        return False  # a word in place of a rate
    if not any(is_corrected_figure(term, correction) for term in finding.right_terms):
        return False
    part = finding.right_terms[: len(finding.right_terms) - len(base)]
    amount, of = (sum_terms(corrected(terms, correction)) for terms in (part, base))
    if not of:
        return False
    low, high = rate_bounds(amount, of, total_slack(part), total_slack(base))
    room = printing_slack(finding.stated)
    return low - room <= finding.left <= high + room


def is_corrected_figure(term: Term, correction: Correction) -> bool:
    """Whether a term is the figure that a correction blames, in the ledger or, where that agrees, in the print."""
    return (term.cell, term.sign * term.amount) == (correction.cell, correction.stands)


def corrected(terms: Iterable[Term], correction: Correction) -> list[Term]:
    """The terms with the corrected amount in place of what stands there."""
    return [
        replace(term, amount=term.sign * correction.needed) if is_corrected_figure(term, correction) else term
        for term in terms
    ]
