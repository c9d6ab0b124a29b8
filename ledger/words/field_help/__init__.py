"""Help at a field: what its model says of it, then what is typed there, with an example and its article.

The texts stand here, by the names of model and field, and in no model: Django makes a migration for each text that
changes in one, two hundred to begin with. What a blank means, which is a matter of the row, the model says itself.
Forms, sheets and pages ask `field_help`.
"""

from typing import Any

from django.db import models
from django.utils.functional import lazy

from ledger.words.field_help.budgets import BUDGET
from ledger.words.field_help.documents import DOCUMENT
from ledger.words.field_help.programs import PROGRAM
from ledger.words.field_help.settled import SETTLED
from ledger.words.field_help.shared import SHARED

TEXTS: dict[str, Any] = {**SHARED, **PROGRAM, **BUDGET, **SETTLED, **DOCUMENT}
"""'settlement.executed' -> text; 'executed' where it is said of all kinds of row that have such a field."""


def text_key(field: models.Field) -> str:
    """The key of a field's text: 'settlement.executed', else 'executed'; '' where the model says it all."""
    own = f"{field.model._meta.model_name}.{field.name}"
    return next((key for key in (own, field.name) if key in TEXTS), "")


def joined(said: Any, text: Any) -> str:
    """Two sentences after each other: 'Blank puts the line at the end. e.g. 3'."""
    first = str(said).strip()
    return f"{first}{'' if first.endswith(('.', '?', '!')) else '.'} {text}"


def with_example(field: models.Field, said: Any) -> Any:
    """What is said of a field already, and what is typed there; lazy."""
    key = text_key(field)
    if not key:
        return said
    return lazy(joined, str)(said, TEXTS[key]) if said else TEXTS[key]


def field_help(field: models.Field) -> Any:
    """The help at a field of a row; lazy, '' where there is none."""
    return with_example(field, field.help_text)
