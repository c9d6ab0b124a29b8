"""What a person has at hand: one's programmes with the budgets that are still open, and what was changed last.

For the start page of data entry: however many programmes there are, it reads the ids of open budgets and the rows of
the few that are shown, a constant number of queries.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet
from django.utils import timezone

from ledger.figures import facts, versions
from ledger.load.changes import RowChange, change_of
from ledger.load.program_list import all_versions
from ledger.models import BudgetLineItem, Change, Document, Program, YearlyAllocation
from ledger.models.change import BROUGHT
from ledger.models.desk.charge import editable

MOST_ENTRIES = 500
"""How many of the newest entries of the log are looked at: which programmes were touched last, and by whom."""

NEWEST = 100_000
"""How far back in the log they are looked for, in entries: the page costs no more with a log that grows."""

OF_THE_LEDGER = Q(kind__startswith="ledger.") | Q(kind__startswith="sites.")
"""The entries about rows of data entry: accounts and roles are nobody's work here."""


def programs_of(person: User) -> QuerySet[Program]:
    """The programmes that a person works on: those of their divisions, all where nothing narrows it down."""
    return Program.objects.filter(editable(person)).order_by()


@dataclass(frozen=True)
class Touch:
    """An entry of the log in short: enough to say when, who and of which kind."""

    id: int
    at: datetime
    who: str
    why: str
    door: str
    request: str
    kind: str
    program: int | None


@dataclass(frozen=True)
class Save:
    """What one person changed at once: the entries of one request, or that follow each other by another door.

    `program` None: of what programmes share, or of several. `change` is the newest of the entries as a whole;
    `is_cut`: there may be more of them than were looked at.
    """

    touches: tuple[Touch, ...]
    program: Program | None
    change: RowChange
    is_cut: bool = False


@dataclass(frozen=True)
class WorkItem:
    """A programme's budget that is still open, or, where it has none, the one that it shows; None without any.

    `blanks`: how many of its account subjects have no amount. `documents`: the titles of its editions. `touched`: the
    newest entry about the programme, None where it lies further back.
    """

    program: Program
    version: facts.Version | None
    blanks: int = 0
    documents: tuple[str, ...] = ()
    touched: Touch | None = None


@dataclass(frozen=True)
class Work:
    """The first of the items, how many there are besides, and the newest saves of others and of the person."""

    items: tuple[WorkItem, ...]
    rest: int
    by_others: tuple[Save, ...]
    by_person: tuple[Save, ...]
    versions: tuple[facts.Version, ...]


Pair = tuple[int, int | None]
"""The ids of a programme and a version."""


def work_of(person: User, *, most: int, first: str = "draft") -> Work:
    """What a person has at hand: at most so many budgets, those of the status `first` at the top, and saves."""
    ledger_versions = all_versions()
    touches = newest_touches(person)
    last: dict[int, Touch] = {}
    for one in touches:
        if one.program is not None:
            last.setdefault(one.program, one)
    pairs, rest = pairs_of(person, ledger_versions, list(last), most, first)
    saves = saves_in(touches)
    by_others = [save for save in saves if save[0].who != person.get_username()][:most]
    by_person = [save for save in saves if save[0].who == person.get_username()][:3]
    shown = {program for program, _version in pairs}
    shown |= {one.program for save in (*by_others, *by_person) for one in save if one.program is not None}
    programs = Program.objects.in_bulk(shown)
    told = changes_in(by_others + by_person, programs, is_full=len(touches) == MOST_ENTRIES)
    return Work(
        tuple(items_of([one for one in pairs if one[0] in programs], programs, ledger_versions, last)),
        rest,
        tuple(told[: len(by_others)]),
        tuple(told[len(by_others) :]),
        tuple(ledger_versions),
    )


def newest_touches(person: User) -> list[Touch]:
    """The newest entries about the programmes of a person and about what all share; not what a file brought."""
    # Asked of a sum, the database goes back entry by entry and stops once it has enough; by its index of programmes it
    # would first collect all that these ever were told of.
    looked_at = Change.objects.annotate(of=F("program") + 0)
    own = Q(of__in=programs_of(person).values("pk")) | Q(of__isnull=True)
    last = Change.objects.aggregate(last=Max("pk"))["last"] or 0
    rows = looked_at.filter(own, OF_THE_LEDGER, pk__gt=last - NEWEST).exclude(BROUGHT).order_by("-pk")
    names = ("id", "at", "who", "why", "door", "request", "kind", "program")
    return [
        Touch(**{**dict(zip(names, cells, strict=True)), "at": timezone.localtime(cells[1])})
        for cells in rows.values_list(*names)[:MOST_ENTRIES]
    ]


def saves_in(touches: Iterable[Touch]) -> list[list[Touch]]:
    """Entries that belong together, the newest first."""
    return [
        list(some)
        for _key, some in groupby(touches, key=lambda one: (one.request, one.who, one.door, one.why))
    ]


def changes_in(
    saves: Sequence[Sequence[Touch]], programs: dict[int, Program], *, is_full: bool
) -> list[Save]:
    """Some saves with the newest entry of each as a whole (one query). `is_full`: the last may have more entries."""
    whole = Change.objects.in_bulk([save[0].id for save in saves])
    found = []
    for save in saves:
        of = {one.program for one in save}
        one = of.pop() if len(of) == 1 else None
        found.append(
            Save(
                tuple(save),
                programs.get(one) if one is not None else None,
                change_of(whole[save[0].id]),
                is_cut=is_full and len(save) == MOST_ENTRIES,
            )
        )
    return found


def pairs_of(
    person: User, ledger_versions: Iterable[facts.Version], touched: Sequence[int], most: int, first: str
) -> tuple[list[Pair], int]:
    """The budgets to show, each as programme and version, and how many there are besides (four queries).

    What is open comes first: by status, then the latest year, then what was touched last. Then programmes without
    anything open.
    """
    by_id = {one.id: one for one in ledger_versions if one.status not in versions.ADOPTED}
    own = programs_of(person)
    held = YearlyAllocation.objects.filter(version__in=by_id, program__in=own.values("pk")).order_by()
    found = list(held.values_list("program_id", "version_id").distinct())
    place = {program: number for number, program in enumerate(touched)}

    def urgency(pair: tuple[int, int]) -> tuple[object, ...]:
        version = by_id[pair[1]]
        return (version.status != first, -version.fiscal_year, place.get(pair[0], len(place)), pair)

    pairs: list[Pair] = [*sorted(found, key=urgency)[:most]]
    at_rest = own.exclude(pk__in=held.values("program_id"))
    count = len(found) + at_rest.count()
    if len(pairs) < most:
        ids = list(
            at_rest.order_by("bureau", "division", "name").values_list("pk", flat=True)[: most - len(pairs)]
        )
        pairs += shown_versions(ids, ledger_versions)
    return pairs, count - len(pairs)


def shown_versions(programs: Sequence[int], ledger_versions: Iterable[facts.Version]) -> list[Pair]:
    """Some programmes, each with the version that it shows in the latest year that it has a budget in (one query)."""
    held: dict[int, set[int]] = defaultdict(set)
    rows = YearlyAllocation.objects.filter(program__in=programs).order_by()
    for program, version in rows.values_list("program_id", "version_id").distinct():
        held[program].add(version)
    found: list[Pair] = []
    for program in programs:
        known = [replace(one, has_allocation=one.id in held[program]) for one in ledger_versions]
        years = versions.budget_years(known)
        shown = versions.default_current(known, years[0]) if years else None
        found.append((program, shown.id if shown else None))
    return found


def items_of(
    pairs: Sequence[Pair],
    programs: dict[int, Program],
    ledger_versions: Iterable[facts.Version],
    last: dict[int, Touch],
) -> list[WorkItem]:
    """Some budgets with what is blank in them and which editions they have (two queries)."""
    by_id = {one.id: one for one in ledger_versions}
    which: dict[str, Any] = {
        "program__in": {program for program, _version in pairs},
        "version__in": {version for _program, version in pairs if version is not None},
    }
    lines = BudgetLineItem.objects.filter(allocation=OuterRef("pk"))
    blank = YearlyAllocation.objects.filter(~Exists(lines), amount__isnull=True, **which).order_by()
    counts = {
        (program, version): count
        for program, version, count in blank.values_list("program_id", "version_id").annotate(
            count=Count("pk")
        )
    }
    titles: dict[Pair, list[str]] = defaultdict(list)
    for program, version, title in Document.objects.filter(**which).values_list(
        "program_id", "version_id", "title"
    ):
        titles[program, version].append(title)
    return [
        WorkItem(
            programs[program],
            by_id[version] if version is not None else None,
            counts.get((program, version or 0), 0),
            tuple(titles[program, version]),
            last.get(program),
        )
        for program, version in pairs
    ]
