"""The line items of all programmes, read one after the other, and how many they are.

What the list of programmes (`load_programs`) shows: each programme in its own version. One query however many rows
there are, and never all of them in memory.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Count, F, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Collate
from django.db.models.lookups import Exact

from ledger import models
from ledger.figures.facts import Version
from ledger.figures.line_item import LineItem
from ledger.figures.program_list import ProgramBudget
from ledger.load.council import newest_moment
from ledger.load.program_list import AMOUNT, NATIONAL
from sites.models import Site

ROWS_AT_ONCE = 2_000
"""How many rows the database hands over at a time."""

MOST_NAMED = 500
"""Up to how many programmes the query names; where there are more, it reads those of their versions."""

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


def read_line_items(programs: Iterable[ProgramBudget]) -> Iterator[LineItem]:
    """The line items of some programmes in the versions that the list shows, in its order, then by subject and
    position; one row of an allocation without any."""
    shown = shown_versions(programs)
    rows = (
        allocations(shown)
        .order_by(*list_order_in_sql(), "subject__valid_from", "line_items__position")
        .values_list("program__slug", "version_id", *COLUMNS.values())
    )
    for slug, version_id, *cells in rows.iterator(ROWS_AT_ONCE):
        version = shown.get(slug)
        if version is not None and version.id == version_id:
            own = dict(zip(COLUMNS, cells, strict=True))
            yield LineItem(fiscal_year=version.fiscal_year, version=version.key, **own)


def line_items_changed_at() -> datetime | None:
    """When anything last changed that the rows are read from, of whatever programme; None where no history says so."""
    kinds: tuple[Any, ...] = (
        models.Program,
        models.BudgetVersion,
        models.AccountSubject,
        models.YearlyAllocation,
        models.BudgetLineItem,
        Site,
    )
    return newest_moment(kind.history.all() for kind in kinds)


def count_line_items(programs: Iterable[ProgramBudget]) -> int:
    """How many rows `read_line_items` reads."""
    shown = shown_versions(programs)
    counts = (
        allocations(shown)
        .order_by()
        .values_list("program__slug", "version_id")
        .annotate(rows=Count(Coalesce("line_items__pk", "pk")))
    )
    return sum(
        rows for slug, version, rows in counts.iterator() if slug in shown and shown[slug].id == version
    )


def shown_versions(programs: Iterable[ProgramBudget]) -> dict[str, Version]:
    """Slug -> the version that is shown of the programme, where the year has one."""
    return {one.program.slug: one.version for one in programs if one.version is not None}


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
