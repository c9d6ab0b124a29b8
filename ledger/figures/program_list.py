"""The list of all programmes of a year, as frozen records."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from ledger.figures.facts import Program, Version


@dataclass(frozen=True)
class ProgramBudget:
    """A programme in the list of a year: the version that it shows, the version to compare with, both sums in won.

    `has_allocation` of a version says whether the programme has an allocation in it, be it a blank one. `version`
    None: the ledger holds no version of the year; `base` None: none to compare with. The programme has the bureau and
    division that the edition of its year names; `is_renamed` where they are not those that it has today.
    """

    program: Program
    version: Version | None = None
    base: Version | None = None
    current: int | None = None
    current_national: int | None = None
    prior: int | None = None
    prior_national: int | None = None
    is_renamed: bool = False

    @property
    def has_budget(self) -> bool:
        """Whether the programme has an allocation in its version, or had one in the base."""
        version, base = self.version, self.base
        return (version is not None and version.has_allocation) or (base is not None and base.has_allocation)


@dataclass(frozen=True)
class ProgramList:
    """All programmes of the ledger in a fiscal year, by bureau, division and name; `years` are those to choose from.

    `year` None: no programme has a budget in any year.
    """

    year: int | None
    as_of: datetime
    years: tuple[int, ...] = ()
    programs: tuple[ProgramBudget, ...] = ()

    @cached_property
    def pairs(self) -> tuple[tuple[Version, Version | None], ...]:
        """Each version that a programme with a budget shows, with its base, the most frequent first."""
        return tuple(pair for pair, _count in self.pair_counts)

    @cached_property
    def pair_counts(self) -> tuple[tuple[tuple[Version, Version | None], int], ...]:
        """The pairs with the number of programmes that have them."""
        counts: Counter[tuple[int, int | None]] = Counter()
        pairs = {}
        for one in self.programs:
            if one.version is not None and one.has_budget:
                ids = (one.version.id, one.base.id if one.base else None)
                counts[ids] += 1
                pairs[ids] = (one.version, one.base)
        return tuple((pairs[ids], count) for ids, count in counts.most_common())
