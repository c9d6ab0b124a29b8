"""The list of changes finds what is asked for by an index, however long the log is."""

import pytest
from django.db import connection
from django.db.models import Q
from django.utils import timezone

from ledger.load.change_list import Asked, entries_asked, merge, older_than
from ledger.models import Change

NOW = timezone.now()


def plan(asked: Asked, more: Q | None = None) -> str:
    """How the database reads the first of the entries that are asked for, were there many of them."""
    entries = entries_asked(asked, Q())
    if more is not None:
        entries = entries.filter(more)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # An empty table is read faster without.
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
    return entries[:51].explain()


@pytest.mark.parametrize(
    ("asked", "index"),
    [
        (Asked(), "ledger_change_by_time"),
        (Asked(since=NOW), "ledger_change_by_time"),
        (Asked(until=NOW, words="정정", door="/admin/"), "ledger_change_by_time"),
        (Asked(program=1), "ledger_change_program_by_time"),
        (Asked(program=1, since=NOW, words="정정"), "ledger_change_program_by_time"),
        (Asked(who="kim"), "ledger_change_who_by_time"),
        (Asked(kind="ledger.program"), "ledger_change_kind_by_time"),
    ],
)
def test_it_is_read_in_the_order_of_an_index(asked: Asked, index: str, db: None) -> None:
    found = plan(asked)
    assert index in found
    assert "TEMP B-TREE" not in found


def test_a_further_page_begins_where_the_last_one_ended(db: None) -> None:
    found = plan(Asked(), older_than(1))
    assert "ledger_change_by_time" in found
    assert "at<" in found.replace(" ", "").replace('"', "")


def entry(how: str, before: int | None, after: int | None) -> Change:
    cells = [None if one is None else {"amount": one, "revision": 7} for one in (before, after)]
    return Change(kind="ledger.budgetlineitem", row=1, how=how, before=cells[0], after=cells[1])


@pytest.mark.parametrize(
    ("first", "last", "made"),
    [
        (entry("~", 1, 2), entry("~", 2, 3), ("~", 1, 3)),
        (entry("~", 1, 2), entry("~", 2, 1), None),
        (entry("+", None, 1), entry("~", 1, 2), ("+", None, 2)),
        (entry("+", None, 1), entry("-", 1, None), None),
        (entry("~", 1, 2), entry("-", 2, None), ("-", 1, None)),
        (entry("-", 1, None), entry("+", None, 2), ("~", 1, 2)),
        (entry("-", 1, None), entry("+", None, 1), None),
    ],
)
def test_what_a_save_did_to_a_row_is_one_change(
    first: Change, last: Change, made: tuple[str, int | None, int | None] | None
) -> None:
    found = merge(first, last)
    if made is None:
        assert found is None
        return
    assert found is not None
    cells = [None if one is None else one["amount"] for one in (found.before, found.after)]
    assert (found.how, *cells) == made
