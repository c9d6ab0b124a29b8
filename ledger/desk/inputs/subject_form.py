"""A subject and its own amount, on the page of a year and on that of a budget that changes another."""

from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from django.utils.translation import gettext_lazy as _

from ledger.desk.inputs.choices import ListedChoice
from ledger.desk.inputs.help_list import OWN_FIELDS, point_to_help
from ledger.desk.inputs.typed import typed_field
from ledger.desk.saving.revision_form import RevisionForm
from ledger.models import AccountSubject, BudgetVersion, Program, YearlyAllocation


def subject_choice(offered: Iterable[AccountSubject]) -> ListedChoice:
    """A choice among account subjects that are read once for the page."""
    return ListedChoice(
        offered,
        queryset=AccountSubject.objects.all(),
        label=_("account subject"),
        error_messages={"required": _("Choose the account subject of this amount.")},
    )


class SubjectForm(RevisionForm):
    """What a version allots to a subject: chosen among those that are `free` while it is new."""

    class Meta:
        model = YearlyAllocation
        fields = OWN_FIELDS
        formfield_callback = typed_field

    def __init__(
        self,
        *args: Any,
        program: Program,
        version: BudgetVersion,
        choice: ListedChoice,
        free: Iterable[AccountSubject],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        subject = self.fields["subject"] = deepcopy(choice)
        point_to_help(self.fields, "yearlyallocation", OWN_FIELDS)
        if self.instance.pk:
            subject.disabled = True
        else:
            self.instance.program, self.instance.version = program, version
            subject.choices = [("", "---------"), *((str(row.pk), str(row)) for row in free)]

    @property
    def is_typed(self) -> bool:
        """Whether somebody entered anything."""
        return self.has_changed()
