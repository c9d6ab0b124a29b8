"""What a figure comes from: cells of reports and rows of the ledger, as pure records.

A row of the ledger is named by its kind and id, and says which of its fields holds the amount; `names` are its words
as data (a subject's name, a line's description) or as keys that labels turn into words.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from ledger.figures.facts import (
    Allocation,
    Cost,
    Grant,
    Line,
    PlanEntry,
    Settlement,
    Share,
    Site,
    Snapshot,
    SourceShare,
    Step,
    Subject,
    Version,
)
from ledger.figures.movement import CarryOver, Movement
from ledger.reporting.report import Figure, Place, Portion

Kind = Literal[
    "line",
    "allocation",
    "plan",
    "settlement",
    "cost",
    "share",
    "step",
    "site",
    "document_site",
    "grant",
    "snapshot",
    "movement",
    "carry_over",
    "version",
    "funding",
]
"""Kinds of rows that figures are taken from; ledger/load/history.py knows the model of each."""


@dataclass(frozen=True)
class CellTerm:
    """A cell that a figure is computed from. `counts_as_zero`: it is blank and counts as 0 (see report.amount)."""

    place: Place
    figure: Figure
    sign: int = 1
    counts_as_zero: bool = False

    @property
    def counted(self) -> Figure:
        """The figure as it counts in a sum: 0 for a blank that counts as 0, else None where it is missing."""
        return 0 if self.figure is None and self.counts_as_zero else self.figure


@dataclass(frozen=True)
class Source:
    """A row of the ledger that a figure is taken from; `figure` None where its cell is blank.

    A blank that `counts_as_zero` is 0 in sums. `unit` is the one in which the amount is known, `version` the key of
    the budget version that the row belongs to. `page` is the row (kind, id) on whose page of data entry this one is
    edited, where it has none of its own. `shown` is the cell that shows nothing but this row, where that is another
    than the one that it is the origin of: a line item is the same figure in 산출근거, 예산총괄 and 대상지.
    """

    kind: Kind
    id: int
    field: str
    figure: Figure
    names: tuple[str, ...] = ()
    unit: str = "won"
    sign: int = 1
    version: str | None = None
    page: tuple[str, int] | None = None
    counts_as_zero: bool = False
    shown: Place | None = None

    @property
    def counted(self) -> Figure:
        """The figure as it counts in a sum: 0 for a blank that counts as 0, else None where it is missing."""
        return 0 if self.figure is None and self.counts_as_zero else self.figure


@dataclass(frozen=True)
class Origin:
    """How a cell came about: the cells and rows that it is the sum of, each with its sign.

    With `how` 'share' it is the sum of all cells but the last over that one, in percent.
    `how` says by which rule a blank cell was filled; `identity` is that of reports/settlement.py. `remark` is the
    key of what must be said of a missing figure. `removed_from` are the allocations whose line items, once
    removed, would have counted here.
    """

    terms: tuple[CellTerm, ...] = ()
    sources: tuple[Source, ...] = ()
    how: Literal["rows", "cells", "share", "identity", "chain", "assumption"] = "rows"
    identity: int | None = None
    remark: str = ""
    removed_from: tuple[int, ...] = field(default=(), compare=False)

    def and_of(self, other: "Origin") -> "Origin":
        """Both together."""
        return replace(
            self,
            terms=self.terms + other.terms,
            sources=self.sources + other.sources,
            removed_from=self.removed_from + other.removed_from,
        )


def negative(sources: Iterable[Source]) -> tuple[Source, ...]:
    """The same rows, taken off."""
    return tuple(replace(source, sign=-source.sign) for source in sources)


def subject_name(subject: Subject | None) -> str:
    """What a subject is called; '' for the programme."""
    return "" if subject is None else subject.name or subject.code


def line_source(
    line: Line, subject: Subject, portion: Portion, version: str, shown: Place | None = None
) -> Source:
    """The amount of a line item, or its national part."""
    is_national = portion == "national"
    return Source(
        "line",
        line.id,
        "national_subsidy" if is_national else "amount",
        line.national if is_national else line.amount,
        (subject_name(subject), line.description, line.basis),
        line.unit,
        version=version,
        shown=shown,
    )


def allocation_source(
    allocation: Allocation, portion: Portion, version: str, shown: Place | None = None
) -> Source:
    """The own amount of an allocation without line items, or its own national part."""
    is_national = portion == "national"
    return Source(
        "allocation",
        allocation.id,
        "national_subsidy" if is_national else "amount",
        allocation.own_national if is_national else allocation.own_amount,
        (subject_name(allocation.subject),),
        allocation.unit,
        version=version,
        shown=shown,
    )


def funding_source(
    share: SourceShare, source: str, names: tuple[str, ...], version: str | None = None
) -> Source:
    """What a source of money (by its name) gives to something, whose words are `names`: a line, an allocation."""
    return Source("funding", share.id, "amount", share.amount, (source, *names), version=version)


def plan_source(entry: PlanEntry, portion: Portion) -> Source:
    """The amount of a plan entry, or its national part."""
    is_national = portion == "national"
    return Source(
        "plan",
        entry.id,
        "national_subsidy" if is_national else "amount",
        entry.national if is_national else entry.amount,
        (subject_name(entry.subject), entry.period, str(entry.year)),
        entry.unit,
    )


def settlement_source(settled: Settlement, cell: str, *, counts_as_zero: bool = False) -> Source:
    """A cell of a settlement row."""
    names = (str(settled.fiscal_year), subject_name(settled.subject), settled.portion, cell)
    return Source(
        "settlement",
        settled.id,
        cell,
        settled.cells[cell],
        names,
        settled.unit,
        counts_as_zero=counts_as_zero,
    )


def cost_source(cost: Cost, document: int, shown: Place) -> Source:
    """The amount of a cost, which is edited on the page of its document (id)."""
    names = (cost.scope, cost.source, "off_budget" if cost.off_budget else "")
    page = ("document", document) if document else None
    return Source("cost", cost.id, "amount", cost.amount, names, cost.unit, page=page, shown=shown)


def share_source(step: Step, share: Share, shown: Place) -> Source:
    """The share of a step that falls to a subject."""
    names = (step.text, subject_name(share.subject), "inferred" if share.is_inferred else "")
    page = ("step", step.id)
    return Source("share", share.id, "amount", share.amount, names, step.unit, page=page, shown=shown)


def step_source(step: Step) -> Source:
    """The own amount of a step of the schedule that has no shares."""
    return Source("step", step.id, "amount", step.own_amount, (step.text, step.detail), step.unit)


def site_source(site: Site, field: str) -> Source:
    """What a site's row says in one of its fields: an edition's, or the one that the years share."""
    unit = site.unit if field == "construction_cost" else "won"
    stated = site.said_by.get(field)
    kind: Kind = "site" if stated is None else "document_site"
    return Source(kind, stated or site.id, field, getattr(site, field), (site.name,), unit)


def grant_source(grant: Grant, site: str) -> Source:
    """A grant; `site` is the name of the one that it is for, '' for the programme."""
    return Source("grant", grant.id, "amount", grant.amount, (grant.kind, str(grant.year), site), grant.unit)


def snapshot_source(snapshot: Snapshot, field: Literal["committed", "executed"]) -> Source:
    """What was committed or executed by a day."""
    names = (snapshot.as_of.isoformat(), subject_name(snapshot.subject), snapshot.source)
    return Source("snapshot", snapshot.id, field, getattr(snapshot, field), names, snapshot.unit)


def movement_source(moved: Movement, portion: Portion) -> Source:
    """What moved, or the national money in it."""
    is_national = portion == "national"
    names = (moved.kind, moved.decided_on.isoformat(), moved.document_number)
    return Source(
        "movement",
        moved.id,
        "national_subsidy" if is_national else "amount",
        moved.national if is_national else moved.amount,
        names,
        moved.unit,
    )


def carry_over_source(carried: CarryOver, portion: Portion) -> Source:
    """What a year carries over, or the national money in it."""
    is_national = portion == "national"
    names = (str(carried.fiscal_year), subject_name(carried.subject), carried.kind, carried.document_number)
    return Source(
        "carry_over",
        carried.id,
        "national_subsidy" if is_national else "amount",
        carried.national if is_national else carried.amount,
        names,
        carried.unit,
    )


def version_source(version: Version) -> Source:
    """Which budget version a year has: its key."""
    return Source("version", version.id, "kind", version.key, (version.key,))
