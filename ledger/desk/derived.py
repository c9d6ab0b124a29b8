"""What a model says of its own data entry: columns, filters, search and links, from its key and its fields."""

from django.db.models import CharField, Field, TextField

from sites.fields import YearField
from sites.record import Record


def columns(model: type[Record]) -> list[str]:
    """The fields that a list shows: all that people enter, without long texts."""
    return [
        field.name
        for field in model._meta.concrete_fields
        if field.editable and not field.primary_key and not isinstance(field, TextField)
    ]


def filters(model: type[Record]) -> list[str]:
    """The parts of the key that many rows share: links, years and choices."""
    parts = [model._meta.get_field(name) for name in model.KEY]
    return [
        part.name
        for part in parts
        if isinstance(part, Field) and (part.related_model or part.choices or isinstance(part, YearField))
    ]


def texts(model: type[Record]) -> list[str]:
    """The short texts that a search looks through, of those that people enter; the words of a choice are none."""
    return [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, CharField) and field.editable and not field.choices
    ]


def links(model: type[Record]) -> list[str]:
    """The fields that name another row."""
    return [field.name for field in model._meta.concrete_fields if field.many_to_one]
