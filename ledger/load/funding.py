"""Sources of money, the shares that they give, matching ratios: one query for each."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from django.db.models import Q

from ledger import models
from ledger.figures import facts
from ledger.load.rows import cells_of, named

ByRow = dict[int, tuple[facts.SourceShare, ...]]
"""Id of a row -> the shares of its amount."""


@dataclass
class Shares:
    """The shares of a programme by what they belong to; of a settlement with the cell."""

    lines: ByRow = field(default_factory=dict)
    allocations: ByRow = field(default_factory=dict)
    plan: ByRow = field(default_factory=dict)
    carry_overs: ByRow = field(default_factory=dict)
    settlements: dict[int, tuple[tuple[str, facts.SourceShare], ...]] = field(default_factory=dict)


def shares_of(program: models.Program) -> Shares:
    """All shares of a programme, in any version and document (one query)."""
    rows = models.FundingShare.objects.filter(
        Q(line_item__allocation__program=program)
        | Q(allocation__program=program)
        | Q(plan_entry__document__program=program)
        | Q(settlement__program=program)
        | Q(carry_over__program=program)
    ).order_by("source__position", "source__slug", "pk")
    owners = ("line_item_id", "allocation_id", "plan_entry_id", "carry_over_id", "settlement_id")
    found: dict[str, dict[int, list[facts.SourceShare]]] = {one: defaultdict(list) for one in owners}
    of_settlement: dict[int, list[tuple[str, facts.SourceShare]]] = defaultdict(list)
    columns = named("amount", "cell", *owners, id="pk", source="source__slug")
    for cells in cells_of(rows, columns):
        share = facts.SourceShare(cells["source"], cells["amount"], cells["id"])
        for owner in owners:
            if cells[owner] is not None:
                found[owner][cells[owner]].append(share)
        if cells["settlement_id"] is not None:
            of_settlement[cells["settlement_id"]].append((cells["cell"] or "", share))
    lines, allocations, plan, carry_overs, _settlements = (frozen(found[owner]) for owner in owners)
    return Shares(
        lines, allocations, plan, carry_overs, {pk: tuple(some) for pk, some in of_settlement.items()}
    )


def frozen(found: Mapping[int, list[facts.SourceShare]]) -> ByRow:
    """The same as tuples."""
    return {pk: tuple(shares) for pk, shares in found.items()}


def with_shares(allocations: Iterable[facts.Allocation], shares: Shares) -> list[facts.Allocation]:
    """The allocations, each line and each own amount with what sources give to it."""
    if not (shares.lines or shares.allocations):
        return list(allocations)
    return [
        replace(
            one,
            own_shares=shares.allocations.get(one.id, ()),
            lines=tuple(replace(line, shares=shares.lines.get(line.id, ())) for line in one.lines),
        )
        for one in allocations
    ]


def sources_of_money() -> list[facts.FundingSource]:
    """The sources that money can come from, but for the national subsidy, which is a figure of its own (one query)."""
    rows = models.FundingSource.objects.filter(is_subsidy=False)
    return [facts.FundingSource(**cells) for cells in cells_of(rows, named("slug", "name", "level", "mark"))]


def ratios_of(program: models.Program, year: int) -> list[facts.MatchingRatio]:
    """The matching ratios in force in a year: of each side the latest (one query)."""
    rows = models.MatchingRatio.objects.filter(program=program, valid_from__lte=year).order_by(
        "valid_from", "pk"
    )
    columns = named("part", "percent", "valid_from", source="source__slug")
    found = [facts.MatchingRatio(**cells) for cells in cells_of(rows, columns)]
    latest = max((one.valid_from for one in found), default=None)
    return [one for one in found if one.valid_from == latest]
