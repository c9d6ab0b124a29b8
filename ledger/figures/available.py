"""예산현액 of a year as something to compare a budget with: what the year had, its carry-over included. Pure.

Once the year is settled that is the settlement's 예산현액. Before, when next year's budget is made, it is the year's
last version and what the year before carried out. What is not known by subject stands in one allocation without a
subject, so that the total is whole.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ledger.figures import versions
from ledger.figures.facts import Allocation, Facts, Settlement, Subject, Version
from ledger.figures.filled import filled_years
from ledger.figures.money import total
from ledger.figures.subjects import subjects_by_code

UNASSIGNED_SUBJECT = Subject("unassigned", 0, "")
"""Stands for the subject of what is not known by subject."""

AmountAndNational = tuple[int | None, int | None]
"""An amount and its national part, in won."""


def against_available(facts: Facts, year: int) -> Facts | None:
    """The facts compared with 예산현액 of a year; None where the ledger does not know it."""
    allocations = available_allocations(facts, year)
    if allocations is None:
        return None
    return replace(
        facts, base=versions.available_version(year), base_allocations=allocations, base_is_default=False
    )


def available_allocations(facts: Facts, year: int) -> tuple[Allocation, ...] | None:
    """예산현액 of a year as allocations, in won."""
    return available_from(facts.settlements, facts.versions, facts.budgets, year)


def available_from(
    settlements: Sequence[Settlement],
    of_program: Iterable[Version],
    budgets: Mapping[str, tuple[Allocation, ...]],
    year: int,
) -> tuple[Allocation, ...] | None:
    """예산현액 of a year from what a programme has: of its settlement, else of its budget and carry-over.

    `of_program` are the versions as the programme is in them, `budgets` has at least the one of the year's last.
    """
    settled = cell_as_allocations(settlements, year, "current_budget")
    if settled is not None:
        return settled
    last = versions.default_current(of_program, year)
    carried = cell_as_allocations(settlements, year - 1, "carried_out")
    if last is None or not last.has_allocation or carried is None:
        return None
    return (*budgets[last.key], *(one for one in carried if one.amount))


def cell_as_allocations(
    settlements: Iterable[Settlement], year: int, cell: str
) -> tuple[Allocation, ...] | None:
    """A settlement cell of a year by subject, or whole where the subjects do not add up to the programme's."""
    settlements = tuple(settlements)

    def parts(subject: Subject | None) -> AmountAndNational:
        found = []
        for portion in ("total", "national"):
            rows = [row for row in settlements if row.subject == subject and row.portion == portion]
            filled = filled_years(rows).get(year)
            found.append(None if filled is None else filled.cells[cell])
        return found[0], found[1]

    whole = parts(None)
    subjects = subjects_by_code(
        row.subject for row in settlements if row.subject is not None and row.fiscal_year == year
    )
    by_subject = {subject: parts(subject) for subject in subjects}
    if whole[0] is None and not by_subject:
        return None
    amounts = [amount for amount, _ in by_subject.values()]
    is_complete = bool(amounts) and None not in amounts
    if is_complete and whole[0] in (None, total(amounts)):
        return tuple(
            Allocation(0, subject, *figures, "won", settled=(year, cell))
            for subject, figures in by_subject.items()
        )
    return (
        None
        if whole[0] is None
        else (Allocation(0, UNASSIGNED_SUBJECT, *whole, "won", settled=(year, cell)),)
    )
