"""Field types whose limits the database keeps, by every door (form, bulk call, raw SQL, fixture).

They live here because `sites` stands at the bottom of the import order and the ledger builds on it.
"""

from datetime import date
from decimal import Decimal
from math import isfinite
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

WON_LIMIT = 10**15
"""The largest amount that a document can mean, in won: 1,000조원."""

FIRST_YEAR, LAST_YEAR = 1948, 2100
"""The fiscal years that a document can mean."""


class Unit(models.TextChoices):
    """The unit in which an amount is known: its interval is the amount ± half a unit."""

    WON = "won", _("won")
    THOUSAND = "thousand", _("thousand won")
    MILLION = "million", _("million won")
    HUNDRED_MILLION = "hundred_million", _("hundred million won")


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


def last_day(fiscal_year: int) -> date:
    """The last day on which something is decided for a fiscal year: the books close by the end of February."""
    return date(fiscal_year + 1, 2, 28)


def refuse_day_ahead(day: date | None) -> None:
    """Raise ValidationError for a day that has not come yet."""
    if isinstance(day, date) and day > timezone.localdate():
        raise ValidationError(_("This day has not come yet."))


class FiscalDayField(models.DateField):
    """A day in the `fiscal_year` of its row or in the closing period after it, and not ahead of today.

    That it lies in the year the database keeps by every door; that it is not ahead nothing gets past that writes
    by Django.
    """

    description = _("Day of a fiscal year")

    def db_check(self, connection: BaseDatabaseWrapper) -> str:
        day, year = (connection.ops.quote_name(name) for name in (self.column, "fiscal_year"))
        if connection.vendor == "sqlite":
            # Days are texts there, and compare as such.
            return f"{day} BETWEEN {year} || '-01-01' AND ({year} + 1) || '-02-28'"
        # As the number 20210228: no date can be made of a year such as 0, which another check refuses.
        parts = (("YEAR", 10_000), ("MONTH", 100), ("DAY", 1))
        number = " + ".join(f"EXTRACT({part} FROM {day}) * {weight}" for part, weight in parts)
        return f"{number} BETWEEN {year} * 10000 + 101 AND ({year} + 1) * 10000 + 228"

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
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


def one_of(field: str, choices: type[models.TextChoices]) -> models.CheckConstraint:
    """The constraint that refuses a kind that nobody knows; `%(class)s` gives each table a name of its own."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{field}__in": choices.values}),
        name=f"%(app_label)s_%(class)s_{field}_known",
        violation_error_message=_("Choose one of the listed values."),
    )
