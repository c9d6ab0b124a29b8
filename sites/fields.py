"""Field types whose limits the database keeps, by every door (form, bulk call, raw SQL, fixture).

They live here because `sites` stands at the bottom of the import order and the ledger builds on it.
"""

from datetime import date
from decimal import Decimal
from math import isfinite
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.lookups import (
    Contains,
    EndsWith,
    IContains,
    IEndsWith,
    IExact,
    IStartsWith,
    StartsWith,
)
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from sites.forms import DayText, EvidenceText, PlainSlug, PlainText
from sites.slugs import free_slug
from sites.texts import plain_code, plain_lines, plain_text

WON_LIMIT = 10**15
"""The largest amount that a document can mean, in won: 1,000조원."""

FIRST_YEAR, LAST_YEAR = 1948, 2100
"""The fiscal years that a document can mean."""
FIRST_DAY, LAST_DAY = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
"""The days that a document can mean."""
OUTSIDE = _("The year of a date is one of 1948 to 2100, written with four digits.")
"""What is said of other days."""


class Unit(models.TextChoices):
    """The unit in which an amount is known: its interval is the amount ± half a unit."""

    WON = "won", _("won")
    THOUSAND = "thousand", _("thousand won")
    MILLION = "million", _("million won")
    HUNDRED_MILLION = "hundred_million", _("hundred million won")


MADE_OF_THE_NAME = _("Left blank, it is made of the name.")
"""What is said beside a slug."""
IN_WON = _(
    "Amounts are typed in won, always. Here stands how precisely they are known: one that is printed in thousands"
    " of won is known to the thousand."
)
"""What is said beside the unit of an amount."""


def refuse_fraction(value: Any) -> Any:
    """The value as it is. Raises ValidationError for a fraction, which Django would cut off without a word."""
    if isinstance(value, float | Decimal) and not (isfinite(value) and value == int(value)):
        raise ValidationError(_("Enter a whole number: %(value)s is none."), params={"value": value})
    return value


class RangeField(models.Field):
    """An integer field whose range, and whose being an integer at all, is a CHECK in the database.

    SQLite stores 100.5 in a column of type bigint unless told otherwise. The check is part of the column's
    definition, so the historical tables have it too, and it never needs a migration of its own.
    """

    smallest: int
    largest: int

    def to_python(self, value: Any) -> Any:
        return super().to_python(refuse_fraction(value))

    def get_prep_value(self, value: Any) -> Any:
        return super().get_prep_value(refuse_fraction(value))

    def db_check(self, connection: BaseDatabaseWrapper) -> str:
        column = connection.ops.quote_name(self.column)
        check = f"{column} BETWEEN {self.smallest} AND {self.largest}"
        if connection.vendor == "sqlite":
            return f"typeof({column}) IN ('integer', 'null') AND {check}"
        return check

    @cached_property
    def validators(self) -> list[Any]:
        """Our own limits in place of those of the column type, which are wider and say less."""
        return [
            *self._validators,  # type: ignore[attr-defined]
            MinValueValidator(self.smallest),
            MaxValueValidator(self.largest),
        ]


class WonField(RangeField, models.BigIntegerField):
    """An amount in won: an integer of any sign, never a float, |amount| <= 10^15."""

    description = _("Amount in won")
    smallest, largest = -WON_LIMIT, WON_LIMIT


class PositiveWonField(WonField):
    """An amount in won that is above 0: which way the money goes other fields say."""

    smallest = 1

    @cached_property
    def validators(self) -> list[Any]:
        sentence = _("Enter an amount above 0 without a sign: other fields say which way the money goes.")
        return [MinValueValidator(self.smallest, sentence), MaxValueValidator(self.largest)]


class YearField(RangeField, models.SmallIntegerField):
    """A fiscal year, 1948 to 2100."""

    description = _("Fiscal year")
    smallest, largest = FIRST_YEAR, LAST_YEAR


class SmallNumberField(RangeField, models.SmallIntegerField):
    """A small whole number from `smallest` to `largest`: a month, days, years that lie between."""

    def __init__(self, *args: Any, smallest: int = 0, largest: int = 366, **kwargs: Any) -> None:
        self.smallest, self.largest = smallest, largest
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "smallest": self.smallest, "largest": self.largest}


def is_of_a_history(model: type[models.Model]) -> bool:
    """Whether a table is one of the histories that migrations know: they kept what was there before a rule."""
    return model.__name__.startswith("Historical")


class DayField(models.DateField):
    """A day of the years that a document can mean: 0021 and 2201 are slips of the hand.

    The check is part of the column, as that of `RangeField` is.
    """

    description = _("Day")

    def db_check(self, connection: BaseDatabaseWrapper) -> str | None:
        if is_of_a_history(self.model):
            return None
        return f"{connection.ops.quote_name(self.column)} BETWEEN '{FIRST_DAY}' AND '{LAST_DAY}'"

    @cached_property
    def validators(self) -> list[Any]:
        limits = (MinValueValidator(FIRST_DAY, OUTSIDE), MaxValueValidator(LAST_DAY, OUTSIDE))
        return [*super().validators, *limits]

    def refuse(self, row: models.Model) -> None:
        """Raise ValidationError, beside the field, for a day that no document can mean."""
        day = self.to_python(getattr(row, self.attname))
        if day is not None and not FIRST_DAY <= day <= LAST_DAY:
            raise ValidationError({self.name: OUTSIDE})

    def formfield(self, *args: Any, **kwargs: Any) -> Any:
        return super().formfield(*args, **{"form_class": DayText, **kwargs})


def last_day(fiscal_year: int) -> date:
    """The last day on which something is decided for a fiscal year: the books close by the end of February."""
    return date(fiscal_year + 1, 2, 28)


def refuse_day_ahead(day: date | None) -> None:
    """Raise ValidationError for a day that has not come yet."""
    if isinstance(day, date) and day > timezone.localdate():
        raise ValidationError(_("This day has not come yet."))


class FiscalDayField(DayField):
    """A day in the `fiscal_year` of its row or in the closing period after it, and not ahead of today.

    That it lies in the year the database keeps by every door; that it is not ahead nothing gets past that writes
    by Django.
    """

    description = _("Day of a fiscal year")

    def db_check(self, connection: BaseDatabaseWrapper) -> str | None:
        if is_of_a_history(self.model):
            return None
        day, year = (connection.ops.quote_name(name) for name in (self.column, "fiscal_year"))
        if connection.vendor == "sqlite":
            # Days are texts there, and compare as such.
            return f"{day} BETWEEN {year} || '-01-01' AND ({year} + 1) || '-02-28'"
        # As the number 20210228: no date can be made of a year such as 0, which another check refuses.
        parts = (("YEAR", 10_000), ("MONTH", 100), ("DAY", 1))
        number = " + ".join(f"EXTRACT({part} FROM {day}) * {weight}" for part, weight in parts)
        return f"{number} BETWEEN {year} * 10000 + 101 AND ({year} + 1) * 10000 + 228"

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        if isinstance(value, date) and value <= LAST_DAY:
            # A day of no year at all the database refuses.
            refuse_day_ahead(value)
        return super().get_db_prep_save(value, connection)

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        refuse_day_ahead(value)
        year = getattr(model_instance, "fiscal_year", None)
        if not value or not isinstance(year, int) or not FIRST_YEAR <= year <= LAST_YEAR:
            return
        if not date(year, 1, 1) <= value <= last_day(year):
            raise ValidationError(
                _("A day of %(year)s or of its closing period, to %(last)s."),
                params={"year": year, "last": last_day(year).isoformat()},
            )


class TextColumn:
    """A field whose being one of ours is no matter of the column: in migrations it is Django's own."""

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()  # type: ignore[misc]
        made_of = next(kind for kind in type(self).__mro__ if kind.__module__.startswith("django."))
        return name, f"django.db.models.{made_of.__name__}", args, kwargs


class PlainField(TextColumn):
    """A field of text that stores the one normal form of sites/texts.py, by every door of Django's.

    What is searched for, or compared with it, takes the normal form as well.
    """

    attname: str
    plain: ClassVar[Any]
    read_by: ClassVar[type[PlainText]] = PlainText

    def normal(self, value: Any) -> Any:
        """A text in its normal form; anything else as it is."""
        return type(self).plain(value) if isinstance(value, str) else value

    def to_python(self, value: Any) -> Any:
        return self.normal(super().to_python(value))  # type: ignore[misc]

    def get_prep_value(self, value: Any) -> Any:
        return self.normal(super().get_prep_value(value))  # type: ignore[misc]

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """What is stored, put into the row in memory as well: its history is written from there."""
        value = self.normal(super().pre_save(model_instance, add))  # type: ignore[misc]
        if isinstance(value, str):
            setattr(model_instance, self.attname, value)
        return value

    def formfield(self, *args: Any, **kwargs: Any) -> Any:
        reads = {"form_class": self.read_by, "plain": type(self).plain}
        return super().formfield(*args, **{**reads, **kwargs})  # type: ignore[misc]


if TYPE_CHECKING:
    # What a row has in such a field; at run time Django's fields are not generic.
    CharField = models.CharField[str, str]
    TextField = models.TextField[str, str]
    SlugField = models.SlugField[str, str]
else:
    from django.db.models import CharField, SlugField, TextField


class ShortText(PlainField, CharField):
    """A text of one line."""

    plain: ClassVar[Any] = staticmethod(plain_text)


class LongText(PlainField, TextField):
    """A text of several lines."""

    plain: ClassVar[Any] = staticmethod(plain_lines)


class FewLines(PlainField, CharField):
    """A text of several lines and of limited length."""

    plain: ClassVar[Any] = staticmethod(plain_lines)


class Slug(PlainField, SlugField):
    """A name as it stands in addresses. Left blank it is made of the text `of` the row, by every door of Django's.

    What is stored has one already: blank leaves it as it is. Rows that come in by one `bulk_create` do not see each
    other: two of one name are refused by the database.
    """

    plain: ClassVar[Any] = staticmethod(plain_text)
    read_by = PlainSlug

    def __init__(self, *args: Any, of: str = "name", **kwargs: Any) -> None:
        self.of = of
        super().__init__(*args, **{**kwargs, "blank": True})

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        # The column is never blank.
        kwargs.pop("blank", None)
        return name, path, args, kwargs

    def fill(self, row: models.Model) -> None:
        """Give a row that has none its slug."""
        if self.normal(getattr(row, self.attname)):
            return
        others = type(row)._base_manager.exclude(pk=row.pk) if row.pk else type(row)._base_manager.all()
        stored = type(row)._base_manager.filter(pk=row.pk).values_list(self.attname, flat=True).first()
        name, kind = str(getattr(row, self.of) or ""), str(row._meta.model_name)
        slug = stored or free_slug(name, kind, set(others.values_list(self.attname, flat=True)))
        setattr(row, self.attname, slug)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        self.fill(model_instance)
        return super().pre_save(model_instance, add)

    def formfield(self, *args: Any, **kwargs: Any) -> Any:
        said = format_lazy("{} {}", self.help_text, MADE_OF_THE_NAME) if self.help_text else MADE_OF_THE_NAME
        return super().formfield(*args, **{"help_text": said, "of": self.of, **kwargs})


class Code(PlainField, CharField):
    """A code of a standard, in its one spelling: '201-01'."""

    plain: ClassVar[Any] = staticmethod(plain_code)


class Plainly:
    """A search by a part of a text: Django looks for what was typed as it was typed."""

    def get_prep_lookup(self) -> Any:
        return self.lhs.output_field.normal(super().get_prep_lookup())  # type: ignore[attr-defined, misc]


for kind in (ShortText, LongText, FewLines, Slug, Code):
    for part in (IExact, Contains, IContains, StartsWith, IStartsWith, EndsWith, IEndsWith):
        kind.register_lookup(type(f"Plainly{part.__name__}", (Plainly, part), {}))


class Evidence(TextColumn, TextField):
    """A text that is kept byte for byte, as the source that others are compared with."""

    def formfield(self, *args: Any, **kwargs: Any) -> Any:
        return super().formfield(*args, **{"form_class": EvidenceText, "strip": False, **kwargs})

    def save_form_data(self, instance: models.Model, data: Any) -> None:
        """A form that was sent as it stood leaves the line breaks as they were."""
        if str(getattr(instance, self.attname)).replace("\r\n", "\n") != data:
            super().save_form_data(instance, data)


class UnitField(TextColumn, CharField):
    """The unit to which the amounts of a row are known: how precise they are, not in what they are typed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_length": 20, "choices": Unit, "default": Unit.WON, **kwargs})

    def formfield(self, *args: Any, **kwargs: Any) -> Any:
        return super().formfield(*args, **{"help_text": IN_WON, **kwargs})


def one_of(field: str, choices: type[models.TextChoices]) -> models.CheckConstraint:
    """The constraint that refuses a kind that nobody knows; `%(class)s` gives each table a name of its own."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{field}__in": choices.values}),
        name=f"%(app_label)s_%(class)s_{field}_known",
        violation_error_message=_("Choose one of the listed values."),
    )
