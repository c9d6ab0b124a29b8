"""How a rule is declared: once, at the function that asks for its terms. Pure.

Its name is its id, its docstring the sentence that the user reads (Korean, then English), its decorator says what it
compares, and its module's `FAMILY` of which kind it is:

    FAMILY = Family("between", _("between tables"))

    @FAMILY.rule(compares=(_("Sum of the line items"), _("Budget in the budget summary%(part)s")))
    def basis_to_summary(evidence: Evidence) -> Iterator[Tie]: ...
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ledger.tieout.evidence import Evidence
from ledger.tieout.finding import Finding, RateTie, Sides, Tie, judge

Check = Callable[[Evidence], Iterable[Tie | RateTie]]
"""What compares: a function that yields ties."""


@dataclass(frozen=True)
class Family:
    """Rules of one kind, a module each: the key that stands in JSON and addresses, and a name for the catalogue."""

    key: str
    name: str

    def rule(self, *, compares: Sides) -> Callable[[Check], "Rule"]:
        """A decorator that makes a rule of this family of a function."""
        return lambda check: Rule(self, check, compares)


@dataclass(frozen=True)
class Rule:
    """A rule of a family. `compares` names what it tests and what that must equal; a tie may name its own sides."""

    family: Family
    check: Check
    compares: Sides

    @property
    def name(self) -> str:
        return self.check.__name__

    @property
    def sentences(self) -> tuple[str, str]:
        """What the rule says: Korean, English."""
        korean, _, english = (self.check.__doc__ or "").partition("\n\n")
        return " ".join(korean.split()), " ".join(english.split())

    def findings(self, evidence: Evidence) -> Iterator[Finding]:
        """What it finds, each tie judged."""
        for tie in self.check(evidence):
            yield judge(self.name, self.family.key, self.compares, tie)
