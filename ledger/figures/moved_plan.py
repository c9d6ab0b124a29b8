"""The multi-year plan of an edition as the edition of a later year begins with it. Pure."""

from collections.abc import Iterable
from dataclasses import replace

from ledger.figures.budget import merged
from ledger.figures.facts import PlanEntry
from ledger.figures.money import UNITS, total
from ledger.figures.subjects import Identity, Successors, only_heir

Cell = tuple[Identity, str, int]
"""Subject, period and year of an entry."""


def moved_on(entries: Iterable[PlanEntry], successors: Successors, year: int) -> list[PlanEntry]:
    """The entries in the columns of the plan of `year`: 기투자(~year−2), year−1, year, year+1 이후; won.

    What is over joins 기투자, as it was planned; the budget of the year is a blank cell, unless the plan had a column
    of its own for it; what was planned for all years after stays whole in the last column. A subject is the one that
    continues it in the year; one that was split keeps its own row.
    """
    cells: dict[Cell, list[PlanEntry]] = {}
    for entry in entries:
        subject = only_heir(entry.subject, successors, year) or entry.subject
        period, of_year = column_in(entry, year)
        moved = replace(entry, subject=subject, period=period, year=of_year, id=0)
        cells.setdefault((subject.identity, period, of_year), []).append(moved)
    for identity, same in {key[0]: found for key, found in cells.items()}.items():
        blank = replace(same[0], period="year", year=year, amount=None, national=None, shares=())
        cells.setdefault((identity, "year", year), [blank])
    return [sum_of(cells[key]) for key in sorted(cells, key=lambda key: (key[0], key[2], key[1]))]


def column_in(entry: PlanEntry, year: int) -> tuple[str, int]:
    """The period and the year of an entry in the plan of `year`."""
    if entry.period == "after":
        return "after", max(entry.year, year + 1)
    if entry.year <= year - 2:
        return "through", year - 2
    return entry.period, entry.year


def sum_of(entries: list[PlanEntry]) -> PlanEntry:
    """The entries of one cell as one, known to the coarsest of their units."""
    return replace(
        entries[0],
        amount=total(entry.amount for entry in entries),
        national=total(entry.national for entry in entries),
        unit=max((entry.unit for entry in entries), key=UNITS.__getitem__),
        shares=merged(share for entry in entries for share in entry.shares),
    )
