"""What a row must keep, by every door: a check in the database, and before it a sentence beside the field.

A `Rule` stands among the constraints of its model. A form says it beside the field, `save()` and fixtures raise it as
a ValidationError (sites/record.py), and what passes both, bulk calls and SQL, the database refuses.
"""

import copy
from collections.abc import Callable, Collection
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sites.keys import BEGINNING, RESERVED, is_reserved


class Rule(models.CheckConstraint):
    """A condition on some fields, in SQL and in Python, with the sentence that is said beside the last of them.

    `keeps` gets the values of the `fields`, the sentence their names; a blank among them keeps every rule. In
    migrations it is a plain check.
    """

    def __init__(
        self,
        *fields: str,
        keeps: Callable[..., bool],
        condition: models.Q,
        name: str,
        sentence: Any,
    ) -> None:
        self.fields, self.keeps, self.sentence = fields, keeps, sentence
        super().__init__(condition=condition, name=name)

    def deconstruct(self) -> Any:
        return "django.db.models.CheckConstraint", (), {"condition": self.condition, "name": self.name}

    def clone(self) -> Self:
        return copy.copy(self)

    def validate(
        self,
        model: type[models.Model],
        instance: models.Model,
        exclude: Collection[str] | None = None,
        using: str = "default",
    ) -> None:
        if not set(self.fields) & set(exclude or ()):
            self.refuse(instance)

    def refuse(self, row: models.Model) -> None:
        """Raise ValidationError beside the field where the row does not keep the rule."""
        values = [cell_of(row, name) for name in self.fields]
        if not any(one is None for one in values) and not self.keeps(*values):
            params = dict(zip(self.fields, values, strict=True))
            raise ValidationError(
                {self.fields[-1]: ValidationError(self.sentence, code=self.name, params=params)}
            )


def cell_of(row: models.Model, name: str) -> Any:
    """The value of a row's field as its kind has it. Raises ValidationError, beside it, for what it cannot be."""
    field: Any = row._meta.get_field(name)
    try:
        return field.to_python(getattr(row, field.attname))
    except ValidationError as refused:
        raise ValidationError({name: refused.messages}) from refused


def in_order(begin: str, end: str) -> Rule:
    """The rule that something does not end before it begins."""
    return Rule(
        begin,
        end,
        keeps=lambda first, last: first <= last,
        condition=models.Q(**{f"{end}__gte": models.F(begin)}),
        name=f"%(app_label)s_%(class)s_{end}_is_no_earlier",
        sentence=_("This lies before the beginning: enter the same day or a later one."),
    )


def not_reserved(field: str, *, endings: tuple[str, ...] = ()) -> Rule:
    """The rule that a key is none that reports give to rows of their own, nor ends like one."""
    condition = ~models.Q(**{f"{field}__in": RESERVED}) & ~models.Q(**{f"{field}__startswith": BEGINNING})
    for ending in endings:
        condition &= ~models.Q(**{f"{field}__endswith": ending})
    return Rule(
        field,
        keeps=lambda key: not is_reserved(key) and not key.endswith(endings),
        condition=condition,
        name=f"%(app_label)s_%(class)s_{field}_is_free",
        sentence=_(
            "Reports use this key for rows of their own (total, other, unassigned, line-1 …): choose another."
        ),
    )


def not_negative(field: str, *, below: int) -> Rule:
    """The rule that a measure is a number, not below zero and below what its column holds: NaN is none."""
    return Rule(
        field,
        keeps=lambda measure: measure.is_finite() and 0 <= measure < below,
        condition=models.Q(**{f"{field}__gte": 0, f"{field}__lt": below}),
        name=f"%(app_label)s_%(class)s_{field}_is_not_negative",
        sentence=_("This is a number that is not below zero."),
    )


NOT_KNOWN_SO = _("Where it is not known, write so: not stated.")
"""What beside a text that must be said stands for old books, which do not always know it: the rule stays decidable."""


def said(field: str) -> Rule:
    """The rule that a text is not blank; what nobody knows is said to be so, in words."""
    return Rule(
        field,
        keeps=bool,
        condition=~models.Q(**{field: ""}),
        name=f"%(app_label)s_%(class)s_{field}_is_said",
        sentence=_("This must be said. Where it is not known, write so: not stated."),
    )


class UniqueKey(models.UniqueConstraint):
    """A unique key of which one part may be null, said in words: Django would name the constraint.

    In migrations it is Django's own.
    """

    def deconstruct(self) -> Any:
        _path, args, kwargs = super().deconstruct()
        return "django.db.models.UniqueConstraint", args, kwargs

    def validate(self, model: type[models.Model], *args: Any, **kwargs: Any) -> None:
        try:
            super().validate(model, *args, **kwargs)  # type: ignore[misc]
        except ValidationError as error:
            raise ValidationError(self.sentence(model), code="unique") from error

    def sentence(self, model: type[models.Model]) -> str:
        """That there is such a row already, and which cells it shares."""
        labels = [str(getattr(model._meta.get_field(name), "verbose_name", name)) for name in self.fields]
        words = {"model": capfirst(str(model._meta.verbose_name)), "fields": ", ".join(labels)}
        return (
            gettext(
                "%(model)s: there is one already with the same %(fields)s. Change that one, or enter another."
            )
            % words
        )
