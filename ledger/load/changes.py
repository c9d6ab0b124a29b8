"""Entries of the log of changes, as those read them who tell of changes: rows with their cells before and after."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import Field, Model, Q, QuerySet
from django.utils import timezone, translation

from ledger.models.change import BROUGHT, Change, How

Values = Mapping[str, Any]
"""Field of a row -> its value; of a link to another row the id."""


@dataclass(frozen=True)
class RowChange:
    """A change of a row. `how` is '+', '~' or '-'; `who` '' for nobody; `door` by what means, '' for the database.

    `kind` is the label of its model, such as 'ledger.Program': the words are the language's. `values` are those of the
    row then (of a removed one its last), `before` those that it had before; None where it had none.
    """

    at: datetime
    who: str
    kind: str
    row: int
    how: str
    why: str
    values: Values
    before: Values | None = None
    document_number: str = ""
    door: str = ""

    @property
    def is_move(self) -> bool:
        """Whether it says what became what; where the log began with a change, what was before it nobody wrote down."""
        return self.how == How.CHANGED and self.before is not None


def told(which: Q) -> QuerySet[Change]:
    """The entries of some rows, the newest first; not those of rows that a file brought: nobody entered them."""
    return Change.objects.filter(which).exclude(BROUGHT).order_by("-pk")


def of_rows(model: type[Model], **which: Any) -> Q:
    """The entries of some rows of a kind: of_rows(Milestone, program=3), of_rows(Site, row__in=[1, 2])."""
    return Q(kind=model._meta.label_lower, **which)


def with_cell(column: str, cell: Any, lookup: str = "") -> Q:
    """The entries of which a cell was or became this: with_cell("version_id", [1, 2], "__in")."""
    return Q(**{f"before__{column}{lookup}": cell}) | Q(**{f"after__{column}{lookup}": cell})


def ever(model: type[Model], which: Q | None = None, /, **cells: Iterable[Any]) -> list[int]:
    """The ids of the rows of a kind of which these columns have, or ever had, one of these cells (one query).

    `which` is asked of both: of the rows as they are and of their entries.
    """
    asked = {column: list(some) for column, some in cells.items()}
    both = which or Q()
    now = model._base_manager.filter(both, **{f"{column}__in": some for column, some in asked.items()})
    then = both
    for column, some in asked.items():
        then &= with_cell(column, some, "__in")
    entries = Change.objects.filter(of_rows(model), then).order_by()
    found = now.order_by().values_list("pk", flat=True).union(entries.values_list("row", flat=True))
    return sorted(found)


def fields_of(model: type[Model]) -> list[Field]:
    """The fields of a model that people change: all columns but the id and the revision."""
    return [one for one in model._meta.concrete_fields if not one.primary_key and one.name != "revision"]


def change_of(entry: Change) -> RowChange:
    """What an entry says, its cells as its model has them. A column that came later is None."""
    model = model_of(entry.kind)
    before, after = values_of(model, entry.before), values_of(model, entry.after)
    now, was = (before, None) if entry.how == How.REMOVED else (after, before)
    assert now is not None
    return RowChange(
        timezone.localtime(entry.at),
        entry.who,
        model._meta.label,
        entry.row,
        entry.how,
        entry.why,
        now,
        was,
        entry.document_number,
        entry.door,
    )


def model_of(kind: str) -> Any:
    """The model of a kind as the log writes it: 'ledger.budgetlineitem', 'ledger.milestone_sites'."""
    return apps.get_model(kind)


def values_of(model: type[Model], cells: Mapping[str, Any] | None) -> Values | None:
    """The cells of an entry by the names of the fields, as Python has them."""
    if cells is None:
        return None
    return {one.name: one.to_python(cells.get(one.column)) for one in fields_of(model)}


def names_of(changes: Iterable[RowChange]) -> dict[tuple[str, int], str]:
    """The words of the rows that changed rows point to, by the label of their model and their id; Korean as a file is.

    A query for each kind.
    """
    asked: dict[Any, set[int]] = defaultdict(set)
    for one in changes:
        for column in fields_of(apps.get_model(one.kind)):
            if column.related_model is not None:
                ids = {values[column.name] for values in (one.values, one.before) if values}
                asked[column.related_model] |= ids - {None}
    with translation.override("ko"):
        return {
            (model._meta.label, row.pk): words_of(row)
            for model, ids in asked.items()
            for row in model._base_manager.filter(pk__in=ids).select_related()
        }


def kind_words(model: Any) -> str:
    """What a kind of row is called; a relation to many by the row that has it: '추진실적 · 대상지'."""
    owner = model._meta.auto_created
    if not owner:
        return str(model._meta.verbose_name)
    (field,) = (one for one in owner._meta.local_many_to_many if one.remote_field.through is model)
    return f"{owner._meta.verbose_name} · {field.verbose_name}"


def words_of(row: Any) -> str:
    """What a person calls a row: '2021년 본예산 시설비'. Its programme, which those who read know, is left out."""
    match row._meta.label:
        case "ledger.YearlyAllocation":
            return f"{row.version} {row.subject.name}"
        case "ledger.AccountSubject":
            return str(row.name)
        case _:
            return str(row)
