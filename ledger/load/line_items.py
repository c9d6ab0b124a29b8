"""The line items of all programmes, read one after the other, and how many they are.

What the list of programmes (`load_programs`) shows: each programme in its own version. One query however many rows
there are (and some for each 500 programmes that it does not read), and never all of them in memory.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import connection
from django.db.models import Count, F, Q, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Collate
from django.db.models.lookups import Exact

from ledger import models
from ledger.figures import versions
from ledger.figures.carried import in_force
from ledger.figures.facts import Allocation, Program, Version
from ledger.figures.line_item import LineItem
from ledger.figures.program_list import ProgramBudget
from ledger.figures.versions import CHANGES_ANOTHER
from ledger.load.changes import told
from ledger.load.program_list import AMOUNT, MOST_NAMED, NATIONAL, all_versions, changed_programs
from sites.models import Site

ROWS_AT_ONCE = 2_000
"""How many rows the database hands over at a time."""

PROGRAMS_AT_ONCE = 500
"""Of how many programmes what a version carries is read at a time."""

CODE_POINTS = {"sqlite": "BINARY", "postgresql": "C"}
"""Vendor -> the collation that orders as Python does."""


COLUMNS: dict[str, Any] = {
    "bureau": "program__bureau",
    "division": "program__division",
    "program": "program__name",
    "code": "subject__code",
    "subject": "subject__name",
    "position": "line_items__position",
    "description": "line_items__description",
    "basis": "line_items__basis",
    "amount": AMOUNT,
    "amount_national": NATIONAL,
    "site": "line_items__site__name",
    "is_one_off": "line_items__is_one_off",
}
"""Field of a LineItem -> the column of the query that fills it."""


def read_line_items(programs: Sequence[ProgramBudget]) -> Iterator[LineItem]:
    """The line items of some programmes in the versions that the list shows, in its order, then by subject and
    position; one row of an allocation without any.

    Of a version that changes another come the lines that it carries, too (figures/carried.py).
    """
    shown, apart = shown_versions(programs), budgets_apart(programs)
    rows = (
        allocations(shown)
        .order_by(*list_order_in_sql(), "subject__valid_from", "line_items__position")
        .values_list("program__slug", "version_id", *COLUMNS.values())
    )
    held = groupby(
        (row for row in rows.iterator(ROWS_AT_ONCE) if row[0] in shown and shown[row[0]].id == row[1]),
        key=itemgetter(0),
    )
    read = read_apart(apart)
    following = next(held, None)
    for one in programs:
        slug = one.program.slug
        if is_apart(one):
            yield from next(read)
        elif following is not None and following[0] == slug:
            version = shown[slug]
            for _slug, _version, *cells in following[1]:
                own = dict(zip(COLUMNS, cells, strict=True))
                yield LineItem(fiscal_year=version.fiscal_year, version=version.key, **own)
            following = next(held, None)


def is_apart(one: ProgramBudget) -> bool:
    """Whether the one query does not read a programme: its version changes another, or its edition moves it in the
    list to another division.
    """
    return one.version is not None and (one.version.kind in CHANGES_ANOTHER or one.is_renamed)


def budgets_apart(programs: Iterable[ProgramBudget]) -> list[tuple[Program, Version]]:
    """The programmes that the one query does not read, with the version that the list shows."""
    return [(one.program, one.version) for one in programs if one.version is not None and is_apart(one)]


def read_apart(apart: Sequence[tuple[Program, Version]]) -> Iterator[list[LineItem]]:
    """The rows of each programme that the one query does not read, some hundred programmes at a time."""
    if not apart:
        return
    ledger_versions, names = all_versions(), dict(Site.objects.values_list("slug", "name"))
    for start in range(0, len(apart), PROGRAMS_AT_ONCE):
        batch = apart[start : start + PROGRAMS_AT_ONCE]
        read = {one.id for _, version in batch for one in versions.chain(ledger_versions, version)}
        slugs = [program.slug for program, _ in batch]
        ids = dict(models.Program.objects.filter(slug__in=slugs).values_list("slug", "pk"))
        held = changed_programs(set(ids.values()), read)
        for program, version in batch:
            found = in_force(held[ids[program.slug]], ledger_versions, version)
            yield [row for one in found for row in rows_of_allocation(one, program, version, names)]


def rows_of_allocation(
    allocation: Allocation, program: Program, version: Version, site_names: Mapping[str, str]
) -> Iterator[LineItem]:
    """A row for each line, and one for what has no lines."""
    owner = (version.fiscal_year, version.key, program.bureau, program.division, program.name)
    of_subject = (*owner, allocation.subject.code, allocation.subject.name)
    if (rest := allocation.rest) is not None:
        yield LineItem(*of_subject, None, None, None, rest.amount, rest.national, None, None)
    for line in allocation.lines:
        site = None if line.site is None else site_names[line.site]
        cells = (
            line.position,
            line.description,
            line.basis,
            line.amount,
            line.national,
            site,
            line.is_one_off,
        )
        yield LineItem(*of_subject, *cells)


def line_items_changed_at() -> datetime | None:
    """When anything last changed that the rows are read from, of whatever programme; None where the log has nothing."""
    kinds = (
        models.Program,
        models.Document,
        models.BudgetVersion,
        models.AccountSubject,
        models.YearlyAllocation,
        models.BudgetLineItem,
        Site,
    )
    entries = told(Q(kind__in=[kind._meta.label_lower for kind in kinds]))
    return entries.values_list("at", flat=True).first()


def count_line_items(programs: Sequence[ProgramBudget]) -> int:
    """How many rows `read_line_items` reads."""
    shown = shown_versions(programs)
    counts = (
        allocations(shown)
        .order_by()
        .values_list("program__slug", "version_id")
        .annotate(rows=Count(Coalesce("line_items__pk", "pk")))
    )
    held: int = sum(
        rows for slug, version, rows in counts.iterator() if slug in shown and shown[slug].id == version
    )
    apart: int = sum(len(rows) for rows in read_apart(budgets_apart(programs)))
    return held + apart


def shown_versions(programs: Iterable[ProgramBudget]) -> dict[str, Version]:
    """Slug -> the version that is shown of a programme that the one query reads, where the year has one."""
    return {
        one.program.slug: one.version for one in programs if one.version is not None and not is_apart(one)
    }


def allocations(shown: dict[str, Version]) -> QuerySet[models.YearlyAllocation]:
    """The allocations of the shown versions: those of the programmes, and of others where too many would be named.

    Whoever reads them leaves out what is not shown.
    """
    found = models.YearlyAllocation.objects.filter(version__in={version.id for version in shown.values()})
    return found.filter(program__slug__in=shown) if len(shown) <= MOST_NAMED else found


def list_order_in_sql() -> Collection[Combinable | Exact]:
    """The order of the list of programmes (`load.program_list.list_order`) in SQL, then the subject's code."""
    collation = CODE_POINTS[connection.vendor]
    bureau, division, *rest = (
        Collate(name, collation)
        for name in (
            "program__bureau",
            "program__division",
            "program__name",
            "program__slug",
            "subject__code",
        )
    )
    return (
        Exact(F("program__bureau"), Value("")),
        bureau,
        Exact(F("program__division"), Value("")),
        division,
        *rest,
    )
