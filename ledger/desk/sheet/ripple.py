"""What a save would change beyond its rows, in words and as values: it is done, looked at, and taken back."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ledger.desk.saving.looking import Forms, Looked
from ledger.figures.facts import Facts
from ledger.load import load
from ledger.models import Edition, WorkbookExport
from ledger.reporting.report import Figure
from ledger.tieout.ripple import SUMMARY, TOTAL, Moved, Ripple, ripple, state_of
from ledger.words import heading_words
from ledger.words.findings import FindingWords
from ledger.words.formats import MISSING
from ledger.words.locale import short_amount, spoken_amount

WON = "원"
"""The unit stands once, after both amounts."""


def foreseen(
    slug: str, version: str, saved: Callable[[], Looked[Forms]]
) -> tuple[Looked[Forms], Ripple, Facts]:
    """What `saved` comes to and what it changes; nothing of it stays written."""
    with transaction.atomic():
        before = state_of(load(slug, version))
        looked = saved()
        after = state_of(load(slug, version)) if looked.is_saved else before
        transaction.set_rollback(True)
    return looked, ripple(before, after), after.facts


def ripple_json(found: Ripple, facts: Facts) -> dict[str, Any]:
    """The ripple as values and in words, and in one sentence."""
    words = FindingWords(facts)
    labels = {one.key: heading_words.row_label(one) for one in words.report(SUMMARY).rows}
    submitted = submissions(facts) if found.moved else 0
    parts = {
        "totals": [moved_json(one, words) for one in found.moved],
        "ties": {
            "broken": [words.cell(one.cell) for one in found.broken],
            "healed": [words.cell(one.cell) for one in found.healed],
        },
        "reasons": {
            "stale": [labels.get(key, key) for key in found.stale],
            "renewed": [labels.get(key, key) for key in found.renewed],
            "missing": [labels.get(key, key) for key in found.asked],
            "no_longer_needed": [labels.get(key, key) for key in found.settled],
            "stale_ties": [words.cell(one.cell) for one in found.stale_breaks],
        },
        "documents": [{"slug": one.slug, "title": one.title} for one in found.documents],
        "budgets": [{"key": one.key, "label": heading_words.with_status(one)} for one in found.resting],
        "submissions": submitted,
    }
    said = sentences(found, submitted)
    return {**parts, "sentences": said, "summary": " · ".join(said)}


def moved_json(moved: Moved, words: FindingWords) -> dict[str, Any]:
    """A figure that becomes another: its cell, both amounts in won, and how it is said."""
    return {
        "report": moved.cell.report,
        "row": moved.cell.row,
        "column": moved.cell.column,
        "label": words.cell(moved.cell),
        "before": moved.before,
        "after": moved.after,
        "words": from_to(moved.before, moved.after),
    }


def from_to(before: Figure, after: Figure) -> str:
    """'72억 2,419만 → 72억 3,919만원'; exactly where both would be rounded to the same."""
    sides = [short_amount(one) if isinstance(one, int) else MISSING for one in (before, after)]
    if sides[0] == sides[1]:
        sides = [spoken_amount(one) if isinstance(one, int) else MISSING for one in (before, after)]
    if all(one.endswith(WON) for one in sides):
        sides[0] = sides[0].removesuffix(WON)
    return " → ".join(sides)


def sentences(found: Ripple, submitted: int) -> list[str]:
    """What matters first: the grand total, ties, reasons, budgets and editions that rest on it."""
    said = [
        _("Grand total %(amounts)s") % {"amounts": from_to(one.before, one.after)}
        for one in found.moved
        if (one.cell.report, one.cell.row, one.cell.column) == (SUMMARY, TOTAL, "current")
    ]
    counted = [
        (
            len(found.broken),
            ngettext("%(count)s tie-out breaks", "%(count)s tie-outs break", len(found.broken)),
        ),
        (
            len(found.healed),
            ngettext("%(count)s tie-out heals", "%(count)s tie-outs heal", len(found.healed)),
        ),
        (
            len(found.stale) + len(found.stale_breaks),
            _("%(count)s explanations of changes to be checked again"),
        ),
        (len(found.asked), _("%(count)s changes without an explanation")),
        (len(found.documents), ngettext("%(count)s document", "%(count)s documents", len(found.documents))),
        (
            len(found.resting),
            ngettext("%(count)s other budget", "%(count)s other budgets", len(found.resting)),
        ),
        (submitted, _("%(count)s workbooks already handed in no longer agree")),
    ]
    said += [words % {"count": count} for count, words in counted if count]
    return said or [_("No total changes.")]


def submissions(facts: Facts) -> int:
    """How many workbooks for the council were made of the version: they have the figures as they were."""
    made = WorkbookExport.objects.filter(
        program__slug=facts.program.slug, version=facts.version.id, edition=Edition.SUBMISSION
    )
    return made.count()
