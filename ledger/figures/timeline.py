"""추진경위: a programme's milestones by track. Pure; nothing is computed but their order."""

from collections.abc import Iterable
from dataclasses import dataclass

from ledger.figures.facts import Milestone

NO_SITE = "unassigned"
"""Asks for what names no site."""


@dataclass(frozen=True)
class Track:
    """A track with its milestones, the earliest first."""

    name: str
    milestones: tuple[Milestone, ...]


def tracks(milestones: Iterable[Milestone], site: str | None = None) -> tuple[Track, ...]:
    """The tracks by their first milestone, each with its milestones from the earliest on.

    `site` leaves those that name that site (a slug); UNASSIGNED those that name none.
    """
    found: dict[str, list[Milestone]] = {}
    for one in sorted(milestones, key=lambda one: one.happened_on):
        if site is None or site in (one.sites or (NO_SITE,)):
            found.setdefault(one.track, []).append(one)
    return tuple(Track(name, tuple(held)) for name, held in found.items())
