"""What a command line asks for and the ledger does not hold, in a sentence."""

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from ledger.load import NotInLedger


def missing_error(missing: NotInLedger, program: str) -> CommandError:
    """The error that says what is missing of a programme (slug), and what there is instead."""
    known = ", ".join(str(key) for key in missing.known)
    return CommandError(
        _("The ledger holds no “%(asked)s”. It holds: %(known)s")
        % {"asked": missing.asked or program, "known": known or "–"}
    )
