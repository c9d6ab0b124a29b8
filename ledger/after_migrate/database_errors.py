"""Whatever the database refuses or cannot do now, as a sentence in the reader's language: one place for all pages.

`sentence_of(error)` and `status_of(error)` are what a form, a page or a command asks. 409: what was sent cannot be kept
as it is, and nothing of it was. 503: it could have been, but not now: try again. An error of the program itself (a
statement that is wrong, a table that is missing) has neither.
"""

import re
import sqlite3
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import DatabaseError, DataError, IntegrityError, InterfaceError, OperationalError, connection
from django.db.models import CheckConstraint, Field, Model, ProtectedError, RestrictedError, UniqueConstraint
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ledger.after_migrate.refusals import Frozen, refusal_in
from sites.fields import RangeField
from sites.record import Stale
from sites.rules import Rule

NAMED = 5
"""How many rows a sentence names."""

BUSY = {"55P03", "40P01", "40001", "57014"}
"""PostgreSQL's codes: a lock that was not given in time, a deadlock, two at once, a statement that took too long."""
IN_EACH_OTHERS_WAY = {"40P01", "40001"}
"""Of these: it would have been given, had another not asked at the same moment; done anew it mostly is."""
CANNOT_WRITE = {"53100", "53200", "25006", "58030"}
"""No space, no memory, read only, the disk does not answer."""
BUSY_WORDS = ("locked", "busy", "interrupted")
CANNOT_WRITE_WORDS = ("readonly", "disk is full", "disk I/O", "unable to open")
"""What SQLite says instead."""

UNIQUE, CHECK, NOT_NULL, FOREIGN = "23505", "23514", "23502", "23503"
OUT_OF_RANGE, TOO_LONG = "22003", "22001"

SQLITE = {
    "UNIQUE constraint failed": UNIQUE,
    "CHECK constraint failed": CHECK,
    "NOT NULL constraint failed": NOT_NULL,
    "FOREIGN KEY constraint failed": FOREIGN,
    "has an invalid foreign key": FOREIGN,
}
"""What SQLite says -> the code that PostgreSQL has for it."""

NO_INTEGER = "too large to convert to SQLite INTEGER"
NUL = "NUL (0x00)"
"""What Python says, before any database is asked, of a number and of a text that no column holds."""


def status_of(error: BaseException) -> int:
    """409 or 503; 500 for what is no matter of the database's, or a fault of the program."""
    if is_unavailable(error):
        return 503
    kept_as_it_is = Frozen | Stale | IntegrityError | DataError | RestrictedError
    if isinstance(error, kept_as_it_is) or is_no_value(error):
        return 409
    return 409 if isinstance(error, DatabaseError) and refusal_in(error) else 500


def is_unavailable(error: BaseException) -> bool:
    """Whether the database cannot do now what it could. SQLite says so too of a statement that is wrong."""
    if not isinstance(error, DatabaseError | InterfaceError):
        return False
    if isinstance(error.__cause__, sqlite3.Error):
        return any(word in str(error) for word in (*BUSY_WORDS, *CANNOT_WRITE_WORDS))
    return isinstance(error, OperationalError | InterfaceError) or code_of(error) in BUSY | CANNOT_WRITE


def is_in_anothers_way(error: BaseException) -> bool:
    """Whether two waited for each other and the database gave this one up: a deadlock."""
    return isinstance(error, DatabaseError) and code_of(error) in IN_EACH_OTHERS_WAY


def sentence_of(error: BaseException, row: Model | None = None) -> str:
    """What happened and what to do; '' where `status_of` is 500. `row` is what was being saved, where that is known."""
    status = status_of(error)
    if status == 503:
        return unavailable_text(error)
    if status == 500:
        return ""
    if refusal := refusal_in(error):
        return refusal
    if isinstance(error, ProtectedError | RestrictedError):
        return protected_text(error)
    if isinstance(error, IntegrityError):
        return broken_text(error, row)
    return unfit_text(error)


def code_of(error: BaseException) -> str:
    """'23505': PostgreSQL's code; that of SQLite's words; '' where there is none."""
    if code := getattr(error.__cause__, "pgcode", None):
        return str(code)
    return next((code for words, code in SQLITE.items() if words in str(error)), "")


def is_no_value(error: BaseException) -> bool:
    """Whether Python could not even hand a value to the database."""
    said = str(error)
    return (isinstance(error, OverflowError) and NO_INTEGER in said) or (
        isinstance(error, ValueError) and NUL in said
    )


def unavailable_text(error: BaseException) -> str:
    """That it does not work now, and why as far as it is known."""
    code, said = code_of(error), str(error)
    if code in BUSY or any(word in said for word in BUSY_WORDS):
        return _(
            "Others are writing to the ledger just now, and it took too long: nothing was saved. Wait a moment and"
            " try again."
        )
    if code in CANNOT_WRITE or any(word in said for word in CANNOT_WRITE_WORDS):
        return _(
            "The database cannot write: its disk is full, or it may only be read. Nothing was saved. Tell the"
            " administrator, then try again."
        )
    return _("The database does not answer: nothing was saved. Wait a moment and try again.")


def protected_text(error: Any) -> str:
    """What hangs on the row that was to be deleted."""
    found = getattr(error, "protected_objects", None) or getattr(error, "restricted_objects", None) or ()
    rows = sorted(found, key=lambda row: (str(row._meta.verbose_name), row.pk or 0))
    if not str(error.args[0]).startswith("Cannot delete some instances"):
        return str(error.args[0])
    names = ", ".join(f"{row._meta.verbose_name} “{row}”" for row in rows[:NAMED])
    return _("This cannot be deleted while others name it (%(count)s): %(names)s. Nothing was deleted.") % {
        "count": len(rows),
        "names": names + (" …" if len(rows) > NAMED else ""),
    }


def broken_text(error: IntegrityError, row: Model | None) -> str:
    """Which constraint a row breaks."""
    code = code_of(error)
    if code == UNIQUE:
        return taken_text(error, row)
    if code == CHECK:
        return rule_text(error, row)
    if code == NOT_NULL and (field := field_named(error)) is not None:
        return _("%(model)s: “%(field)s” must not be blank; nothing was saved.") % words_of(field)
    if code == FOREIGN and "still referenced" in detail_of(error):
        return _("This cannot be deleted while others name it. Nothing was deleted.")
    if code == FOREIGN:
        return _(
            "What this belongs to, or something that belongs to it, was deleted or entered meanwhile; nothing of"
            " yours was saved. Look at it as it is now."
        )
    return _("The database refuses this: it does not fit what the ledger holds by now. Nothing was saved.")


def taken_text(error: IntegrityError, row: Model | None) -> str:
    """Which fields are taken, and by which row where that can be told."""
    model, fields = unique_fields(error)
    if model is None or not fields:
        return _("The ledger holds such a row already; nothing was saved.")
    labels = ", ".join(str(field.verbose_name) for field in fields)
    named = {"model": capfirst(str(model._meta.verbose_name)), "fields": labels}
    holder = holder_of(model, fields, row) or cells_in(error)
    if not holder:
        return (
            _("%(model)s: there is one already with the same %(fields)s. Change that one, or enter another.")
            % named
        )
    return _(
        "%(model)s: there is one already with the same %(fields)s: %(holder)s. Change that one, or enter another."
    ) % {**named, "holder": holder}


def unique_fields(error: IntegrityError) -> tuple[type[Model] | None, list[Any]]:
    """The kind of row whose unique key is taken, and the fields of the key: by its name, else by SQLite's columns."""
    name = constraint_name(error)
    for model, one in constraints():
        if isinstance(one, UniqueConstraint) and one.name == name:
            return model, [model._meta.get_field(field) for field in one.fields]
    columns = re.findall(r"(\w+)\.(\w+)", str(error)) if not name else []
    detail = re.search(r"\((.+?)\)=", detail_of(error))
    if detail:
        columns = [(table_of(error), column.strip(' "')) for column in detail[1].split(",")]
    found = [field for table, column in columns if (field := column_of(table, column)) is not None]
    return (found[0].model if found else None), found


def holder_of(model: type[Model], fields: list[Any], row: Model | None) -> str:
    """The row that has the cells of another in some fields, '' where it cannot be asked for."""
    if not isinstance(row, model):
        return ""
    cells = {field.name: getattr(row, field.attname) for field in fields}
    try:
        held = model._default_manager.filter(**cells).exclude(pk=row.pk).first()
    except DatabaseError:
        return ""
    return f"“{held}”" if held else ""


def cells_in(error: IntegrityError) -> str:
    """'“2021, original, 1”': the cells that are taken, as PostgreSQL names them; '' of SQLite."""
    found = re.search(r"\)=\((.+)\)", detail_of(error))
    return f"“{found[1]}”" if found else ""


def rule_text(error: IntegrityError, row: Model | None) -> str:
    """The sentence of the rule that a row breaks."""
    name = constraint_name(error)
    for model, one in constraints():
        if isinstance(one, CheckConstraint) and one.name == name:
            if isinstance(one, Rule):
                cells = {field: getattr(row, field, "") if row else "…" for field in one.fields}
                text = str(one.sentence) % cells if "%(" in str(one.sentence) else str(one.sentence)
            else:
                text = str(one.get_violation_error_message())
            return f"{capfirst(str(model._meta.verbose_name))}: {text}"
    if (field := field_of_check(error)) is not None:
        if isinstance(field, RangeField):
            limits = {"smallest": f"{field.smallest:,}", "largest": f"{field.largest:,}"}
            return _("“%(field)s” is a whole number from %(smallest)s to %(largest)s; nothing was saved.") % {
                **words_of(field),
                **limits,
            }
        return _("The ledger cannot hold this as “%(field)s”; nothing was saved.") % words_of(field)
    return _("The database refuses this: it does not fit what the ledger holds by now. Nothing was saved.")


def unfit_text(error: BaseException) -> str:
    """That a value is none that a column holds."""
    code = code_of(error)
    if code == OUT_OF_RANGE or isinstance(error, OverflowError):
        return _("A number is larger than the ledger can hold; nothing was saved. Check the digits.")
    if code == TOO_LONG:
        return _("A text is longer than its place; nothing was saved. Shorten it.")
    if NUL in str(error):
        return _("A text holds a character that no text has (NUL); nothing was saved. Type it again.")
    return _("Something that was sent is no value that the ledger can hold; nothing was saved.")


def constraints() -> Iterator[tuple[type[Model], Any]]:
    """Every named constraint, with its kind of row."""
    for model in apps.get_models(include_auto_created=True):
        for one in model._meta.constraints:
            yield model, one


def detail_of(error: BaseException) -> str:
    """What PostgreSQL adds: 'Key (slug)=(x) already exists.'; '' of SQLite."""
    return str(getattr(getattr(error.__cause__, "diag", None), "message_detail", "") or "")


def table_of(error: BaseException) -> str:
    """The table that PostgreSQL names."""
    return str(getattr(getattr(error.__cause__, "diag", None), "table_name", "") or "")


def constraint_name(error: BaseException) -> str:
    """The constraint that an error names, '' where it names columns."""
    if name := getattr(getattr(error.__cause__, "diag", None), "constraint_name", None):
        return str(name)
    found = re.search(r"constraint failed: (?:index '(\w+)'|(\w+)$)", str(error))
    return (found[1] or found[2]) if found else ""


def column_of(table: str, column: str) -> Field | None:
    """The field of a column."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.db_table == table:
            return next((one for one in model._meta.concrete_fields if one.column == column), None)
    return None


def field_named(error: IntegrityError) -> Field | None:
    """The field of the column that an error names."""
    diag = getattr(error.__cause__, "diag", None)
    if diag is not None and diag.column_name:
        return column_of(str(diag.table_name), str(diag.column_name))
    found = re.search(r"(\w+)\.(\w+)", str(error))
    return column_of(found[1], found[2]) if found else None


def field_of_check(error: IntegrityError) -> Field | None:
    """A field whose own check is broken: PostgreSQL names it after the column, SQLite says the condition alone, which
    fields of one name share.
    """
    table, name = table_of(error), constraint_name(error)
    if table:
        return column_of(table, name.removeprefix(f"{table}_").removesuffix("_check"))
    said = str(error).partition("CHECK constraint failed: ")[2]
    fields = (one for model in apps.get_models() for one in model._meta.concrete_fields)
    return next((one for one in fields if said and said == check_of(one)), None)


def check_of(field: Field) -> str | None:
    """The condition of a column's own check, as the database has it."""
    return field.db_check(connection)


def words_of(field: Field) -> dict[str, str]:
    """How a field and its kind of row are called."""
    return {"model": capfirst(str(field.model._meta.verbose_name)), "field": str(field.verbose_name)}
