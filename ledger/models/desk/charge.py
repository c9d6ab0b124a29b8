"""Who may write in which programme, and which programmes a row is of: the one place for every door.

What a role may do at all its permissions say (ledger/after_migrate/roles.py); this says where. Whoever may look, looks
at all.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any, cast

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db.models import ForeignKey, Q, QuerySet
from django.utils.translation import gettext

from ledger.models.desk.assignment import Assignment
from ledger.models.program import Program
from sites.record import Record, follow

KEPT = "_in_charge_of"
"""Where a person keeps what was read: a request asks once."""


class Foreign(PermissionDenied):
    """What somebody is about to write belongs to a division of which they are not in charge; its text says whose."""


def charges_of(person: Any) -> tuple[Assignment, ...]:
    """The divisions that a person is in charge of; none where nothing narrows it down: all programmes."""
    if person is None or person.pk is None or person.is_superuser:
        return ()
    if KEPT not in vars(person):
        keep_charges(person, charges_in_ledger(person))
    found: tuple[Assignment, ...] = vars(person)[KEPT]
    return () if any(not one.bureau for one in found) else found


def charges_in_ledger(person: Any) -> QuerySet[Assignment]:
    """All rows that say what a person is in charge of."""
    return Assignment.objects.filter(person=person.pk)


def keep_charges(person: Any, found: Iterable[Assignment]) -> None:
    """Know of a person, as long as a request takes, what they are in charge of."""
    vars(person)[KEPT] = tuple(found)


def may_edit(person: Any, program: Program) -> bool:
    """Whether a person is in charge of a programme, saved or only typed so far."""
    charges = charges_of(person)
    return not charges or any(one.covers(program) for one in charges)


def editable(person: Any, path: str = "") -> Q:
    """The same as a condition on rows whose programme stands at the end of a path; '' on programmes themselves."""
    before = f"{path}__" if path else ""
    found = Q()
    for one in charges_of(person):
        of_division = {f"{before}division": one.division} if one.division else {}
        found |= Q(**{f"{before}bureau": one.bureau, **of_division})
    return found


@cache
def program_paths(model: Any, seen: tuple[Any, ...] = ()) -> tuple[str, ...]:
    """The lookup paths from a kind of row to the programmes that it is of: ('allocation__program',).

    ('',) of a programme itself, () of what programmes share. A link to its own kind is none.
    """
    if model is Program:
        return ("",)
    links: list[Any] = [
        one
        for one in model._meta.concrete_fields
        if isinstance(one, ForeignKey) and issubclass(one.related_model, Record)  # type: ignore[arg-type]
    ]
    if direct := tuple(link.name for link in links if link.related_model is Program):
        return direct
    return tuple(
        f"{link.name}__{path}"
        for link in links
        if link.related_model not in (model, *seen)
        for path in program_paths(link.related_model, (model, *seen))
    )


def programs_of(row: Any) -> list[Program]:
    """The programmes that a row is of, saved or not; a link that is not chosen yet leads to none."""
    kind = row.__class__
    found: list[Any] = []
    for path in program_paths(kind):
        try:
            found.append(follow(row, path) if path else row)
        except ObjectDoesNotExist:
            continue
    return [one for one in found if one is not None]


def is_of_either(model: Any) -> bool:
    """Whether a kind of row is of two programmes at once, as money is that moves from one to the other."""
    return len([path for path in program_paths(model) if "__" not in path]) > 1


def is_own(person: Any, row: Any) -> bool:
    """Whether a person may write a row as far as its programme goes: what programmes share is everybody's.

    A row of two programmes is entered once, by the officer of either.
    """
    if not charges_of(person):
        return True
    own = [may_edit(person, program) for program in programs_of(row)]
    return not own or (any(own) if is_of_either(type(row)) else all(own))


def own_rows(person: Any, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Those of some rows that `is_own` finds to be a person's."""
    paths = program_paths(cast(Any, rows.model))
    if not charges_of(person) or not paths:
        return rows
    if paths == ("",):
        return rows.filter(editable(person))
    blank = Q(*(Q(**{f"{path}__isnull": True}) for path in paths))
    if is_of_either(rows.model):
        own = Q()
        for path in paths:
            own |= editable(person, path)
        return rows.filter(blank | own)
    return rows.filter(*(Q(**{f"{path}__isnull": True}) | editable(person, path) for path in paths))


def refuse_foreign(person: Any, rows: Iterable[Any]) -> None:
    """Raise Foreign, with the sentence, where one of some rows is not a person's to write."""
    if charges_of(person):
        for row in rows:
            if not is_own(person, row):
                raise Foreign(foreign_sentence(person, row))


def foreign_sentence(person: Any, row: Any) -> str:
    """Whose a row is, and whom to ask; '' of one that the person may write."""
    if is_own(person, row):
        return ""
    program = next(one for one in programs_of(row) if not may_edit(person, one))
    return gettext(
        "%(program)s belongs to %(division)s, and you are in charge of %(own)s: you may look at it and change nothing."
        " Ask the finance officer of that division, or have the system administrator put you in charge of it."
    ) % {
        "program": program,
        "division": division_text(program),
        "own": ", ".join(str(one) for one in charges_of(person)),
    }


def division_text(program: Program) -> str:
    """'경제정책실 도시활성화과'."""
    return " ".join(filter(None, (program.bureau, program.division))) or gettext("no division that is known")


def refuse_foreign_programs(person: Any, programs: QuerySet[Program]) -> None:
    """Raise Foreign where one of some programmes is not a person's: of what is done to all of them at once."""
    if charges_of(person):
        refuse_foreign(person, programs.exclude(editable(person))[:1])
