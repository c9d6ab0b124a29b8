"""What the database refuses, as a sentence in the reader's language."""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils.functional import Promise

from ledger.after_migrate.freezing import FROZEN
from ledger.after_migrate.funding import TWICE
from ledger.after_migrate.life import BY_STEPS, NOT_NEXT, SO_FAR_FIRST, TWO_PEOPLE
from ledger.after_migrate.reasons import SAY_WHY
from ledger.after_migrate.statements import as_written
from ledger.after_migrate.successions import REFUSAL
from ledger.models.append_only import AppendOnly
from ledger.models.version_life import TAKING_BACK_SAYS_WHY
from sites.record import Stale


class Frozen(ValidationError):
    """What somebody is about to change is frozen: a page says so before the database does."""


def refusals() -> list[str | Promise]:
    """All sentences with which the database refuses."""
    written_once = [model.REFUSAL for model in apps.get_models() if issubclass(model, AppendOnly)]
    steps = [BY_STEPS, NOT_NEXT, TWO_PEOPLE, SO_FAR_FIRST, TAKING_BACK_SAYS_WHY]
    return [FROZEN, *steps, REFUSAL, TWICE, SAY_WHY, *written_once]


def refusal_in(error: BaseException) -> str:
    """The sentence with which the database, or a page before it, has refused a change; '' for any other error."""
    if isinstance(error, Frozen | Stale):
        return " ".join(error.messages)
    said = str(error)
    return next((str(sentence) for sentence in refusals() if as_written(sentence) in said), "")
