"""The start page of data entry: what a person has at hand, what others changed, what is due; then the lists."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from django.contrib import admin
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from ledger.desk.history.changed_rows import changed_row
from ledger.desk.start.lists import offered_lists
from ledger.load.changes import RowChange, fields_of, kind_words, model_of, names_of
from ledger.load.deadlines import read_deadlines
from ledger.load.work import Save, Work, WorkItem, work_of
from ledger.models import VersionKind
from ledger.opening import within_the_year
from ledger.words import heading_words
from ledger.words.change_words import by_means_of
from ledger.words.deadlines import DeadlineRow, deadline_rows

MOST_SHOWN = 10
"""How many budgets, and how many saves of others, the page shows."""

MOST_NAMED = 7
"""The rows of how many kinds are asked for their names, a query for each: what names others is told without example."""

AROUND = timedelta(days=60)
"""How far back and ahead deadlines are shown."""


@dataclass(frozen=True)
class SaveRow:
    """A save in words: what kinds of rows it changed, and its newest entry as an example."""

    at: datetime
    who: str
    program: str
    what: str
    example: str
    why: str
    address: str


@require_safe
def start_page(request: HttpRequest) -> HttpResponse:
    """The page under `/admin/`. Who may not look at programmes finds the accounts."""
    person = cast(User, request.user)
    context: dict[str, Any] = {"lists": offered_lists(request)}
    if person.has_perm("ledger.view_program"):
        context |= start_context(person)
    answer: HttpResponse = admin.site.index(request, context)
    return answer


def start_context(person: User) -> dict[str, Any]:
    """What the page shows above the lists."""
    first = "submitted" if confirms_only(person) else "draft"
    work = work_of(person, most=MOST_SHOWN, first=first)
    examples = told_as_examples([save.change for save in (*work.by_others, *work.by_person)])
    names = names_of(examples)
    return {
        "work": work,
        "items": [item_row(one) for one in work.items],
        "by_others": [save_row(one, names, examples) for one in work.by_others],
        "by_person": [save_row(one, names, examples) for one in work.by_person],
        "deadlines": due_rows(work) if person.has_perm("ledger.view_deadline") else [],
        "days": AROUND.days,
        "may_open": person.has_perm("ledger.add_budgetversion"),
    }


def confirms_only(person: User) -> bool:
    """Whether a person waits for what others submit."""
    return person.has_perm("ledger.confirm_budgetversion") and not person.has_perm(
        "ledger.submit_budgetversion"
    )


def due_rows(work: Work) -> list[DeadlineRow]:
    """What is due within the days around today; of what is over only what nothing tells to be met."""
    today = timezone.localdate()
    rows = deadline_rows(read_deadlines(today - AROUND, today + AROUND), work.versions, today)
    return [row for row in rows if row.state != "met" or row.day >= today]


def item_row(item: WorkItem) -> dict[str, Any]:
    """A budget of the list: its words and the one step to each place where one works on it."""
    program, version = item.program, item.version
    return {
        "program": program,
        "version": version,
        "words": heading_words.with_status(version) if version else "",
        "is_amendable": version is not None and VersionKind.SUPPLEMENTARY in within_the_year(version.kind),
        "owner": " · ".join(filter(None, (program.bureau, program.division))),
        "blanks": item.blanks,
        "documents": item.documents,
        "touched": item.touched,
        "by": (item.touched.who or by_means_of(item.touched.door)) if item.touched else "",
    }


def told_as_examples(changes: Iterable[RowChange]) -> list[RowChange]:
    """Those changes that are told cell by cell: as many as name rows of few enough kinds."""
    known: set[Any] = set()
    found = []
    for one in changes:
        needed = known | {
            field.related_model for field in fields_of(model_of(one.kind)) if field.related_model
        }
        if len(needed) <= MOST_NAMED:
            known = needed
            found.append(one)
    return found


def save_row(save: Save, names: dict[tuple[str, int], str], examples: list[RowChange]) -> SaveRow:
    """A save of the lists of changes."""
    counts = Counter(one.kind for one in save.touches)
    words = [
        ngettext("%(kind)s: %(count)s row", "%(kind)s: %(count)s rows", count)
        % {"kind": kind_words(model_of(kind)), "count": count}
        for kind, count in counts.items()
    ]
    newest = save.touches[0]
    example = ""
    if save.change in examples:
        change = changed_row(save.change, names)
        example = " · ".join(filter(None, (change.which, change.how, change.what)))
    return SaveRow(
        at=newest.at,
        who=newest.who or by_means_of(newest.door),
        program=save.program.name if save.program else _("what several programmes share"),
        what=", ".join(words) + (_(" or more") if save.is_cut else ""),
        example=example,
        why=" · ".join(filter(None, (save.change.why, save.change.document_number))),
        address=history_address(save.change),
    )


def history_address(change: RowChange) -> str:
    """Where the history of a changed row is read, '' where its kind has no page. The one place that says so."""
    model = model_of(change.kind)
    try:
        return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_history", args=[change.row])
    except NoReverseMatch:
        return ""
