"""The two inputs that ask why, on every page that changes the ledger; what was typed goes into the log of changes.

Whether they must be filled in, the database decides (ledger/after_migrate/reasons.py): optional for a draft, required
once the version is submitted and where a printed figure is corrected. The page says it beside them.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django import forms
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ledger.after_migrate.reasons import SAY_WHY
from ledger.after_migrate.refusals import refusal_in
from ledger.models import BudgetVersion, StatedFigure, VersionStatus
from sites.forms import PlainText
from sites.record import follow
from sites.said import saying
from sites.texts import plain_lines

SAID_WHY = "said"
"""Before the names of the fields, so that they are no other form's."""

LONGEST_REASON, LONGEST_NUMBER = 1000, 100
"""Letters of a reason and of a document number."""


class ReasonForm(forms.Form):
    """Why, and by which document; `rows` are those that the page is about, as they are stored."""

    why = PlainText(
        label=_("reason for the change"),
        plain=plain_lines,
        max_length=LONGEST_REASON,
        required=False,
        widget=forms.TextInput(attrs={"size": 60}),
        help_text=_("e.g. 의회 수정 의결"),
    )
    document_number = PlainText(
        label=_("document number of the reason"),
        max_length=LONGEST_NUMBER,
        required=False,
        widget=forms.TextInput(attrs={"size": 30}),
        help_text=_("e.g. 예산담당관-1234"),
    )

    def __init__(self, request: HttpRequest, *rows: Any, typed: Mapping[str, str] | None = None) -> None:
        """`typed` has what a sheet sends, by the names of the fields; a page sends it as its form does."""
        posted: Any = request.POST if request.method == "POST" else None
        if typed is not None:
            posted = {f"{SAID_WHY}-{name}": text for name, text in typed.items()}
        super().__init__(posted, prefix=SAID_WHY, label_suffix="")
        self.formsets: list[Any] = []
        self.version: BudgetVersion | None = None
        self.is_of_print = False
        self.ask_for(*rows)

    def ask_for(self, *rows: Any) -> None:
        """Look whether a change of some rows must say why."""
        self.version = next(filter(None, map(submitted_of, rows)), self.version)
        self.is_of_print = self.is_of_print or any(isinstance(row, StatedFigure) and row.pk for row in rows)

    @property
    def sentence(self) -> str:
        """Whether it is required, and why."""
        if self.version is not None:
            return gettext("Required: %(version)s is submitted.") % {"version": self.version}
        if self.is_of_print:
            return gettext("Required where a printed figure is corrected or removed.")
        return gettext("Optional while the budget is a draft.")

    def holds(self, *, is_changed: bool = False) -> bool:
        """Whether what was typed can be said; where something of a submitted version is changed, it must be."""
        if self.is_valid() and is_changed and self.version is not None:
            self.refuse_blanks()
        return not self.errors

    def refuse_blanks(self) -> None:
        """Say beside each input that is blank that it is required."""
        for name in self.fields:
            if not self.errors.get(name) and not self.cleaned_data.get(name):
                self.add_error(name, _("This is required for such a change; nothing was saved."))

    def takes(self, error: Exception) -> bool:
        """Whether the database asks for the reason: then it is said beside the inputs."""
        if not is_asking(error):
            return False
        self.refuse_blanks()
        return True

    @contextmanager
    def saying(self) -> Iterator[None]:
        """Whatever is written inside is said so."""
        typed = {name: text for name, text in self.cleaned_data.items() if text} if self.is_valid() else {}
        with saying(**typed):
            yield


def is_asking(error: BaseException) -> bool:
    """Whether the database refused a change because it did not say why."""
    return refusal_in(error) == str(SAY_WHY)


def submitted_of(row: Any) -> BudgetVersion | None:
    """The submitted version that a row belongs to, or is; None where there is none, or none is chosen yet."""
    if row is None:
        return None
    found: list[Any] = [row] if isinstance(row, BudgetVersion) else []
    for path in getattr(row, "FROZEN_WITH", ()):
        try:
            found.append(follow(row, path))
        except ObjectDoesNotExist:
            continue
    return next((one for one in found if one and one.status == VersionStatus.SUBMITTED), None)
