"""The comparison of a version with its base: prior, current, change, rate, each with its national part."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ledger.figures.available import UNASSIGNED_SUBJECT
from ledger.figures.facts import Allocation, Facts
from ledger.figures.money import total
from ledger.figures.text import marked as _
from ledger.reporting.declared import Footnote
from ledger.reporting.report import (
    Cells,
    Change,
    Column,
    Rate,
    Report,
    Row,
    complete_row,
    national_key,
    sum_rows,
    with_national,
)

CHANGE = Column("change", meaning=Change("current", "prior"), heading=_("Change (B-A)"))
RATE = Column("rate", "rate", Rate("change", "prior"), heading=_("Rate of change (%)"))
COLUMNS = with_national((Column("prior", side="A"), Column("current", side="B"), CHANGE, RATE))
PRIOR = frozenset({"prior", national_key("prior")})
"""The columns of the base's amounts."""
CURRENT = frozenset({"current", national_key("current")})
"""The columns of the version's amounts."""
CHANGES = frozenset({"change", national_key("change"), "rate", national_key("rate")})
"""The columns that follow from both."""


def comparison_row(
    key: str,
    figures: Cells,
    nil: frozenset[str],
    name: str | None = None,
) -> Row:
    """The row of the comparison from its four given cells, in won, marked 'new' or 'ended'.

    A zero or absent base makes it new, a zero or absent budget ended.
    """
    row = complete_row(Row(key, figures, name=name, unallotted=nil), COLUMNS)
    prior, current = row.figures["prior"], row.figures["current"]
    marks: tuple[str, ...] = ()
    if key == "unassigned":
        # What names no subject or site neither begins nor ends.
        return row
    if current and (prior == 0 or (prior is None and "prior" in nil)):
        marks = ("new",)
    elif prior and (current == 0 or (current is None and "current" in nil)):
        marks = ("ended",)
    return replace(row, marks=marks)


def row_of_allocations(
    key: str, current: list[Allocation], prior: list[Allocation], facts: Facts, name: str | None = None
) -> Row:
    """The row that compares some allocations of the version with some of the base."""
    # Where the base has one amount for all subjects, none of them can be set against it, and it against none.
    is_one_amount = {allocation.subject for allocation in facts.base_allocations} == {UNASSIGNED_SUBJECT}
    row = comparison_row(
        key,
        {
            "prior": total(allocation.amount for allocation in prior),
            "current": total(allocation.amount for allocation in current),
            national_key("prior"): total(allocation.national for allocation in prior),
            national_key("current"): total(allocation.national for allocation in current),
        },
        unallotted_cells(facts, has_current=bool(current), has_prior=bool(prior) or is_one_amount),
        name,
    )
    if is_one_amount and key == UNASSIGNED_SUBJECT.code:
        row = replace(row, figures={**row.figures, **dict.fromkeys(CHANGES)})
    return row


def part_of_joint(row: Row) -> Row:
    """The row of a subject that can only be compared with others together: what it began or ended with is not known.

    Where one budget allots nothing to it there is no change; where both do, that of its own amounts.
    """
    if row.figures["prior"] is not None and row.figures["current"] is not None:
        return replace(row, marks=())
    return replace(row, figures={**row.figures, **dict.fromkeys(CHANGES)}, marks=("joint",))


def unallotted_cells(facts: Facts, *, has_current: bool, has_prior: bool) -> frozenset[str]:
    """The cells that are blank because the version, which exists, allots nothing there."""
    return unallotted_sides(has_current=has_current, has_prior=has_prior or facts.base is None)


def unallotted_sides(*, has_current: bool, has_prior: bool) -> frozenset[str]:
    """The columns of those sides that have no allocation though their version exists: blank, they count as 0."""
    nil: frozenset[str] = frozenset()
    if not has_current:
        nil |= CURRENT
    if not has_prior:
        nil |= PRIOR
    return nil


def total_row(
    rows: Iterable[Row], key: str = "total", name: str | None = None, columns: Sequence[Column] = COLUMNS
) -> Row:
    """The sum of rows, its change and rate taken from the sums; `columns` may have a second base's beside."""
    return sum_rows(key, rows, columns, nil=PRIOR | CURRENT | {"prior_beside"}, name=name)


def has_one_sided(report: Report) -> bool:
    """Whether the total compares something of which only one of the two amounts is known."""
    unknown = [
        {side for side in ("prior", "current") if row.figures[side] is None and side not in row.unallotted}
        for row in report.rows
        if row.key != "total"
    ]
    return report.row("total").figures["change"] is not None and any(len(sides) == 1 for sides in unknown)


ONE_SIDED = Footnote(
    _(
        "The total compares rows of which only one of the two amounts is known, too: its change is not the sum of the"
        " changes of the rows."
    ),
    has_one_sided,
)
