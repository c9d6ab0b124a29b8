"""Two rows of one page with the same key: named as the headings of the page are, and not as in code."""

from typing import Any

from django.forms.models import BaseModelFormSet
from django.utils.translation import gettext as _


class NamesDuplicates(BaseModelFormSet):
    """Rows of a page: 'section and position' are said in the reader's language."""

    def get_unique_error_message(self, unique_check: Any) -> str:
        # What the rows of a page hang on is the same for all of them.
        names = [name for name in unique_check if name != getattr(getattr(self, "fk", None), "name", None)]
        labels = [str(self.model._meta.get_field(name).verbose_name) for name in names]
        return _("Two rows have the same %(fields)s: change one of them.") % {"fields": ", ".join(labels)}
