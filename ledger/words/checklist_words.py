"""The checklist of an edition in words: what each point is called, what of it is there, what is missing."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from ledger.figures.facts import Facts
from ledger.models.document import Section
from ledger.tieout.progress import checklist
from ledger.tieout.progress.checklist import Point
from ledger.words.locale import Text

NAMES: dict[str, Text] = {
    checklist.AMOUNTS: _("Amounts"),
    checklist.FORMULAS: _("Formulas of the basis"),
    checklist.SOURCES: _("Who pays"),
    checklist.PLAN: _("Multi-year plan"),
    checklist.SCHEDULE: _("Schedule of the year"),
    checklist.TEXTS: _("Texts of the description"),
    checklist.REASONS: _("Reasons of the changes"),
    checklist.TIES: _("Tie-outs"),
}
NOTHING: dict[str, Text] = {
    checklist.AMOUNTS: _("No account subject yet."),
    checklist.PLAN: _("No plan of this edition yet."),
    checklist.SCHEDULE: _("No schedule of this edition yet."),
    checklist.TEXTS: _("No description of this version yet."),
}
"""What a point says of which there is nothing at all."""

MOST_NAMED = 3
"""How many of the missing things a point names; the others are counted."""


@dataclass(frozen=True)
class PointRow:
    """A point of the list in words. `state` is 'done', 'open' or 'advice'."""

    key: str
    name: str
    state: str
    says: str


def point_rows(points: tuple[Point, ...], facts: Facts) -> list[PointRow]:
    """The list in words."""
    return [PointRow(one.key, str(NAMES[one.key]), state_of(one), says(one, facts)) for one in points]


def state_of(point: Point) -> str:
    if point.is_done:
        return "done"
    return "advice" if point.is_advice else "open"


def says(point: Point, facts: Facts) -> str:
    """'8건 중 2건 없음: 201-01 사무관리비, 405-01 자산및물품취득비'."""
    if point.key in (checklist.REASONS, checklist.TIES):
        count = len(point.missing)
        return (
            ngettext("%(count)s without a reason", "%(count)s without a reason", count) % {"count": count}
            if count
            else gettext("nothing open")
        )
    if point.missing == ("",):
        return str(NOTHING[point.key])
    if point.is_done:
        return gettext("complete") if point.of else gettext("not needed here")
    named = ", ".join(naming(point.key, facts)(one) for one in point.missing[:MOST_NAMED])
    more = len(point.missing) - MOST_NAMED
    counts = {"missing": len(point.missing), "of": point.of, "named": named, "more": more}
    if more > 0:
        return gettext("%(missing)s of %(of)s missing: %(named)s and %(more)s more") % counts
    return gettext("%(missing)s of %(of)s missing: %(named)s") % counts


def naming(key: str, facts: Facts) -> Callable[[str], str]:
    """What a missing thing of a point is called."""
    if key == checklist.TEXTS:
        return lambda kind: str(Section(kind).label)
    if key in (checklist.AMOUNTS, checklist.SOURCES, checklist.PLAN):
        names = {one.code: one.name for one in facts.subjects}
        return lambda code: f"{code} {names.get(code, '')}".strip()
    return str
