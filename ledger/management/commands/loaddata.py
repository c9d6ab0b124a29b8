"""`manage.py loaddata`: Django's own, for a ledger in which versions move by their steps alone.

A version comes as a draft, or stays as the ledger has it; the steps that a file holds are written after all its other
rows and confirm it again. A file that calls a version confirmed and brings no step that did so is refused, as is one
that changes what is frozen: all of it, with a sentence. The log of changes in a dump is left aside, and that is said:
it names rows by the numbers that they had there.
"""

from typing import Any

from django.core.management import CommandError
from django.core.management.commands import loaddata
from django.db import DatabaseError
from django.utils.translation import gettext

from ledger.after_migrate.refusals import refusal_in
from ledger.models import BudgetVersion, Change, VersionTransition
from ledger.models.change import BY_FILE
from sites.said import saying

MOVED = ("status", "decided_on", "decision_number")
"""The fields of a version that its steps move."""


class Command(loaddata.Command):
    def handle(self, *fixtures: str, **options: Any) -> None:
        self.steps: list[Any] = []
        self.stated: dict[int, dict[str, Any]] = {}
        self.left_aside = 0
        try:
            with saying(door=BY_FILE):
                super().handle(*fixtures, **options)
        except DatabaseError as error:
            if sentence := refusal_in(error):
                raise CommandError(sentence) from error
            raise
        if self.left_aside:
            self.stderr.write(
                gettext(
                    "The file holds %(count)s entries of the log of changes, which were left aside: a dump does not"
                    " move the log. A copy of the whole database does."
                )
                % {"count": f"{self.left_aside:,}"}
            )

    def save_obj(self, obj: Any) -> bool:
        """Save a row of a file: a version as far as its steps do not move it, a step when all else is there."""
        row = obj.object
        if isinstance(row, Change):
            self.left_aside += 1
            return False
        if isinstance(row, VersionTransition):
            self.steps.append(obj)
            return True
        if not isinstance(row, BudgetVersion):
            return bool(super().save_obj(obj))
        stated = {name: getattr(row, name) for name in MOVED}
        held = BudgetVersion.objects.using(self.using).filter(pk=row.pk).first() or BudgetVersion()
        for name in MOVED:
            setattr(row, name, getattr(held, name))
        is_saved = bool(super().save_obj(obj))
        if is_saved:
            self.stated[row.pk] = stated
        return is_saved

    def loaddata(self, fixture_labels: Any) -> None:
        """Load the files, then the steps; each version must have come to what they say of it, or nothing is loaded."""
        super().loaddata(fixture_labels)
        for obj in self.steps:
            super().save_obj(obj)
        for version in BudgetVersion.objects.using(self.using).filter(pk__in=self.stated):
            if any(getattr(version, name) != cell for name, cell in self.stated[version.pk].items()):
                raise CommandError(
                    gettext(
                        "%(version)s: the file says that its status is another, and has no steps that lead there."
                        " Load the dump with its steps (ledger.versiontransition), or a draft; nothing was loaded."
                    )
                    % {"version": version}
                )
