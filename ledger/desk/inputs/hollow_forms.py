"""Forms of several rows that say they have more rows than they sent."""

from collections.abc import Mapping

from django.core.exceptions import BadRequest
from django.forms.formsets import TOTAL_FORM_COUNT
from django.utils.translation import gettext as _


def refuse_hollow_forms(posted: Mapping[str, object]) -> None:
    """Answer 400 to a count of rows above that of the fields that came with it, before a row is made of each.

    Each row sends a field at least; Django would make up to 2,000 rows, each with its choices, and validate them.
    """
    for name, count in posted.items():
        if not name.endswith(f"-{TOTAL_FORM_COUNT}"):
            continue
        digits, prefix = str(count).lstrip("0")[:12], name.removesuffix(TOTAL_FORM_COUNT)
        is_number = digits.isascii() and digits.isdecimal()
        if is_number and int(digits) > sum(one.startswith(prefix) for one in posted):
            raise BadRequest(
                _("The form says that it has %(count)s rows and did not send them. Load the page again.")
                % {"count": digits}
            )
