"""What a kind of sheet declares: its columns, its rows in a programme's version, and what its rows hang on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal
from urllib.parse import urlencode

from django.db import models
from django.db.models import QuerySet
from django.db.models.expressions import DatabaseDefault
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ledger.desk.inputs.searching import OF_PROGRAM
from ledger.models import BudgetVersion, Program
from sites.fields import WonField
from sites.record import Record

Kind = Literal["choice", "text", "formula", "won", "whole", "day", "flag", "search"]
"""How the browser shows and reads a column."""

KINDS: Mapping[type[models.Field], Kind] = {
    models.ForeignKey: "search",
    WonField: "won",
    models.BooleanField: "flag",
    models.DateField: "day",
    models.IntegerField: "whole",
    models.TextField: "text",
    models.CharField: "text",
}

Choices = Sequence[tuple[str, str]]
"""What a cell may hold, and its words: [('12', '201-01 사무관리비')]."""


@dataclass(frozen=True)
class SheetColumn:
    """A column. `field` is that of the model and of the form, `key` what the browser calls it; width in em.

    `search` names the model and the field by which the admin looks rows up, of a column that names other rows.
    """

    key: str
    width: int
    field: str = ""
    has_total: bool = False
    is_required: bool = False
    """Whether a row of this sheet needs what a row of its kind may lack."""
    is_formula: bool = False
    """Whether it has the 산출식 of the row's amount."""
    search: tuple[str, str] = ("", "")
    label: Any = ""

    @property
    def name(self) -> str:
        """The name of its field."""
        return self.field or self.key


AMOUNT = SheetColumn("amount", 10, has_total=True, label=_("Amount"))
NATIONAL = SheetColumn("national_subsidy", 10, has_total=True, label=_("national part (x)"))
"""Amounts, called without their unit: the sheet says beside the heading in which one they are typed."""


class Sheet:
    """The rows of one kind in a programme's version."""

    NAME: ClassVar[str]
    """As it stands in addresses: 'line-items'."""
    TITLE: ClassVar[Any]
    """What people call it."""
    MODEL: ClassVar[type[Record]]
    COLUMNS: ClassVar[tuple[SheetColumn, ...]]
    GROUPS: ClassVar[str] = ""
    """The column by whose values rows stand together and have a subtotal."""
    POSITION: ClassVar[str] = ""
    """The field with a row's place among those that share its group; '' where rows have no order of their own."""
    ALSO_WRITES: ClassVar[tuple[str, ...]] = ()
    """Other kinds of row that saving may bring into being."""
    IS_OF_YEAR: ClassVar[bool] = False
    """Whether it stands on the page of the year, which has the same rows in forms."""
    ROW_KINDS: ClassVar[tuple[str, ...]] = ()
    """What names of rows may begin with, where not all rows are of one kind: 'subject' of 'subject-4'."""

    FILLED: ClassVar[tuple[str, ...]] = ()
    """Fields of the key that `fill_new` fills in where no column has them."""

    def __init__(self, program: Program, version: BudgetVersion) -> None:
        self.program, self.version = program, version

    @classmethod
    def is_there_for(cls, version: BudgetVersion) -> bool:
        """Whether a version has such a sheet."""
        return True

    def rows(self) -> QuerySet[Any]:
        """The rows, in their order."""
        raise NotImplementedError

    def link(self, column: SheetColumn, keys: Iterable[str]) -> dict[str, Any]:
        """Key as a cell holds it -> row, of those keys that a cell of the column may hold."""
        raise NotImplementedError

    def cell_of_link(self, column: SheetColumn, stored: Any) -> str:
        """What a cell of such a column holds, of what the row's field stores."""
        return "" if stored is None else str(stored)

    def known(self, column: SheetColumn, rows: Iterable[Any]) -> Choices:
        """What the rows have in a column that names other rows; with all choices where there are few."""
        raise NotImplementedError

    def is_of_this_sheet(self, values: Mapping[str, Any]) -> bool:
        """Whether a row that was removed stood on this sheet; `values` are those of its fields."""
        raise NotImplementedError

    def fill_new(self, row: Any) -> None:
        """Give a new row what no column has."""

    def before_saving(self, rows: Iterable[Any]) -> None:
        """Save what rows that are about to be saved hang on, where it is new."""

    @property
    def frozen_with(self) -> list[BudgetVersion]:
        """The version, where it freezes the rows and asks why they change."""
        return [self.version] if self.MODEL.FROZEN_WITH else []

    @property
    def columns(self) -> tuple[SheetColumn, ...]:
        return self.COLUMNS

    @property
    def shown_columns(self) -> list[SheetColumn]:
        """Those that the browser has, to be typed into: it numbers rows itself."""
        return [one for one in self.columns if one.name != self.POSITION]

    @property
    def may_add(self) -> bool:
        """Whether rows can be added: there is what they would hang on."""
        return True

    def field(self, column: SheetColumn) -> models.Field:
        return self.MODEL._meta.get_field(column.name)  # type: ignore[return-value]

    def needs(self, column: SheetColumn) -> bool:
        """Whether a cell of the column must not be blank."""
        return column.is_required or not self.field(column).blank

    def kind(self, column: SheetColumn) -> Kind:
        """How the browser shows and reads it."""
        field = self.field(column)
        if column.is_formula:
            return "formula"
        if field.choices:
            return "choice"
        return next(KINDS[one] for one in type(field).__mro__ if one in KINDS)

    def search_address(self, column: SheetColumn) -> str:
        """Where the browser looks rows up: the admin's own search, which asks for the right to see them."""
        model, field = column.search
        app = self.MODEL._meta.app_label
        query = {"app_label": app, "model_name": model, "field_name": field, OF_PROGRAM: self.program.slug}
        return f"{reverse('admin:autocomplete')}?{urlencode(query)}&term="


def is_id(text: str) -> bool:
    """Whether a text can be a row's id."""
    return text.isascii() and text.isdecimal() and len(text) < 19


def cell_text(stored: Any) -> str:
    """What a cell holds of what a field stores: '1711987000', '' for a blank, 'on' for a flag that is set.

    What only the database fills in is blank.
    """
    if stored is None or stored is False or isinstance(stored, DatabaseDefault):
        return ""
    return "on" if stored is True else str(stored)
