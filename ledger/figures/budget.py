"""What a budget is made of, as pure frozen records: subjects, versions, allocations, line items. Amounts are won."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from ledger.figures.money import UNITS, change, total


@dataclass(frozen=True)
class Subject:
    """An account subject; `replaces` is the (code, valid_from) of the one that it continues."""

    code: str
    valid_from: int
    name: str
    valid_until: int | None = None
    replaces: tuple[str, int] | None = None
    is_pass_through: bool = False

    @property
    def identity(self) -> tuple[str, int]:
        """Code and valid_from: what tells the subject from all others."""
        return self.code, self.valid_from


Successions = tuple[tuple[tuple[str, int], tuple[str, int]], ...]
"""Pairs of subjects by (code, valid_from): the old one, and a new one that continues it."""


@dataclass(frozen=True)
class Version:
    """A budget version of the whole city. `has_allocation` says whether the programme has an allocation in it.

    `key` is that of addresses ('2021-original'), `based_on` the id of the version that this one changes. `id` 0 is no
    version of the ledger but 예산현액 of a year.
    """

    id: int
    key: str
    fiscal_year: int
    kind: str
    sequence: int
    kind_is_stated: bool
    status: str
    based_on: int | None
    has_allocation: bool


@dataclass(frozen=True)
class SourceShare:
    """What a source of money (slug) gives to an amount, in won."""

    source: str
    amount: int
    id: int = 0


def own_money(amount: int | None, national: int | None, shares: Iterable[SourceShare]) -> int | None:
    """What of an amount is neither national subsidy nor a share of another source (자체재원), in won."""
    return change(change(amount, national), sum(share.amount for share in shares))


def merged(shares: Iterable[SourceShare]) -> tuple[SourceShare, ...]:
    """What each source gives in all, in one share without an id; sources in the order in which they come."""
    sums: dict[str, int] = {}
    for share in shares:
        sums[share.source] = sums.get(share.source, 0) + share.amount
    return tuple(SourceShare(source, amount) for source, amount in sums.items())


@dataclass(frozen=True)
class Line:
    """A line item of the basis of estimate. Amounts in won, known to `unit`.

    `continues` is the id of the line of an earlier budget that it comes from, `ancestors` are those of the lines that
    it changes (figures/carried.py); `carried_from` is the key of the other version that holds it.
    """

    id: int
    position: int
    description: str
    basis: str
    amount: int
    national: int
    site: str | None
    is_one_off: bool
    continues: int | None = None
    unit: str = "won"
    shares: tuple[SourceShare, ...] = ()
    ancestors: tuple[int, ...] = field(default=(), compare=False)
    carried_from: str = field(default="", compare=False)

    @property
    def has_ended(self) -> bool:
        """Whether it changes another line to nothing."""
        return bool(self.ancestors) and self.amount == self.national == 0

    @property
    def whole_basis(self) -> str:
        """The 산출식 of its amount; '' where it changes another line: its own is that of the change."""
        return "" if self.ancestors else self.basis


@dataclass(frozen=True)
class Allocation:
    """What a version allots to a subject. `own_*` count only where there are no lines.

    In a version that changes another (figures/carried.py) `carried` is what the budget so far had without lines, beside
    the lines, unless it `is_restated`; `carried_from` the key of the other version that holds it.
    `settled` names the settlement cell (fiscal year, cell) that it stands for where it is no allocation of a
    version: what a year had, or what it carried out (figures/available.py).
    """

    id: int
    subject: Subject
    own_amount: int | None
    own_national: int | None
    unit: str
    lines: tuple[Line, ...] = ()
    settled: tuple[int, str] | None = field(default=None, compare=False)
    is_restated: bool = False
    carried: "Allocation | None" = None
    own_shares: tuple[SourceShare, ...] = ()
    carried_from: str = field(default="", compare=False)
    has_ended: bool = field(default=False, compare=False)

    @cached_property
    def amount(self) -> int | None:
        """The figure in won: the sum of the lines (and of what is carried beside them), else the own amount."""
        if not self.lines:
            return self.own_amount
        return total((*(line.amount for line in self.lines), self.carried.amount if self.carried else None))

    @cached_property
    def national(self) -> int | None:
        """The national part in won, by the same rule."""
        if not self.lines:
            return self.own_national
        return total(
            (*(line.national for line in self.lines), self.carried.national if self.carried else None)
        )

    @cached_property
    def shares(self) -> tuple[SourceShare, ...]:
        """What other sources than the national subsidy and own money give to it, by the same rule."""
        if not self.lines:
            return self.own_shares
        carried = self.carried.shares if self.carried else ()
        return (*(share for line in self.lines for share in line.shares), *carried)

    @property
    def rest(self) -> "Allocation | None":
        """What of it has no lines: all of it where it has none, else what is carried beside them."""
        return self.carried if self.lines else self

    @property
    def known_to(self) -> str:
        """The unit to which the figure is known: the coarsest of those of its lines and of what has none."""
        units = [line.unit for line in self.lines]
        if (rest := self.rest) is not None:
            units.append(rest.unit)
        return max(units, key=UNITS.__getitem__)
