"""A difference of the sheet of a version that changes another, as the forms of its page take it (desk/changes.py).

The rules are theirs: what a row becomes, conflicts, places, what is refused. Only the rows that were sent have forms.
"""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from ledger.desk.change_forms import HELD_ROW, ChangeForm
from ledger.desk.changes import ChangeForms, SubjectSection
from ledger.desk.saving.merging import CONFLICT, REVISION, Conflict
from ledger.desk.sheet.changes import SUBJECT, change_rows
from ledger.desk.sheet.declared import Sheet, is_id
from ledger.figures.facts import Facts
from ledger.reading.difference import AddedRow, ChangedRow, Difference, Ref, RemovedRow

Wrong = tuple[Any, str | None, str]
"""Row and column, where it is one's, and what is wrong."""


class ChangedRows:
    """The forms of the rows that were sent, made of the ledger as `facts` have it."""

    def __init__(self, sheet: Sheet, difference: Difference, facts: Facts) -> None:
        self.sheet, self.difference, self.facts = sheet, difference, facts
        self.named: list[ChangedRow | RemovedRow] = [*difference.changed, *difference.removed]
        self.names: dict[str, Ref] = {
            **{name_of(one): one.ref for one in self.named},
            **{name: one.name for one in difference.added if (name := name_of_new(one))},
        }
        self.page = ChangeForms(sheet.program, sheet.version, facts, self.data(), names=frozenset(self.names))
        found = {form.prefix: form for form in self.page.forms()}
        for name, form in found.items():
            form.typed_names = self.typed_names(name, form)
        self.sent = {ref: found[name] for name, ref in self.names.items() if name in found}
        gone = {one.ref for one in difference.removed} - self.sent.keys()
        self.unknown = [one for one in self.names.values() if one not in self.sent and one not in gone]
        """Rows that are none of this sheet; of what is gone already nothing is left to take back."""

    # What was typed, as the page would send it.

    def data(self) -> QueryDict:
        data = QueryDict(mutable=True)
        for row in self.named:
            name = name_of(row)
            held, _colon, lines = row.seen.partition(":")
            data.update({f"{name}-{REVISION}": str(row.revision), f"{name}-{HELD_ROW}": held})
            if row.kind == SUBJECT:
                data[f"{name}-lines_seen"] = lines
            if isinstance(row, RemovedRow):
                data[f"{name}-revert"] = "on"
            else:
                data.update({f"{name}-{key}": cell for key, cell in row.cells.items()})
        for new in self.difference.added:
            if name := name_of_new(new):
                data.update({f"{name}-{key}": cell for key, cell in new.cells.items()})
        return data

    def typed_names(self, name: str, form: ChangeForm) -> frozenset[str]:
        """The fields of a form that this person changes."""
        ref = self.names.get(name)
        if ref in self.taken_back:
            return frozenset({"revert"} if form.held is not None else ())
        return frozenset(self.cells.get(ref, ())) & form.fields.keys() if ref is not None else frozenset()

    @cached_property
    def cells(self) -> dict[Ref, dict[str, str]]:
        """Row -> what was typed into it; of a new one the subject stands in its name."""
        found: dict[Ref, dict[str, str]] = {one.ref: dict(one.cells) for one in self.difference.changed}
        for new in self.difference.added:
            found[new.name] = {key: cell for key, cell in new.cells.items() if key != SUBJECT}
        return found

    @cached_property
    def taken_back(self) -> set[Ref]:
        return {one.ref for one in self.difference.removed}

    # What a save asks (desk/saving/looking.py).

    def forms(self) -> Iterator[Any]:
        """The forms of the rows that were sent."""
        for ref, form in self.sent.items():
            form.ref = ref
            yield form

    @property
    def touched(self) -> list[Any]:
        """The rows that this person changes."""
        return self.page.touched

    @property
    def error_count(self) -> int:
        """How many fields are wrong."""
        return sum(len(form.errors) for form in self.forms()) + len(list(self.own_errors()))

    def are_valid(self) -> bool:
        """Whether all that was typed can be saved."""
        return all([self.page.are_valid(), not list(self.own_errors())])

    def save(self) -> None:
        """Save it, all or nothing."""
        self.page.save()

    # What is said of it (answers.py).

    def own_errors(self) -> Iterator[Wrong]:
        """What is wrong beside what the forms say."""
        for ref in self.unknown:
            if isinstance(ref, str) and ref.startswith("new-"):
                yield ref, SUBJECT, _("Choose the account subject of this line.")
            else:
                yield ref, None, _("A row was sent that is none of this page: load the page again.")
        for new in self.difference.added:
            if not name_of_new(new):
                yield new.name, SUBJECT, _("Choose the account subject of this line.")
        for ref, form in self.sent.items():
            for key in self.cells.get(ref, {}).keys() - form.fields.keys():
                yield ref, key, _("This cell cannot be changed here.")
        for section in self.page.sections_shown:
            yield from self.errors_of_new(section)

    def errors_of_new(self, section: SubjectSection) -> Iterator[Wrong]:
        """What is wrong with a subject that the version does not have yet, at each line that would bring it in."""
        if section.so_far is not None or section.allocation.id:
            return
        try:
            self.page.allocation_of(section).full_clean()
        except ValidationError as error:
            for form in section.lines:
                yield self.names[str(form.prefix)], SUBJECT, " ".join(error.messages)

    def key_of(self, name: str) -> str | None:
        """The column of a field."""
        keys = {one.key for one in self.sheet.columns}
        return name if name in keys and name != NON_FIELD_ERRORS else None

    def conflicts_of(self, form: Any) -> Iterator[tuple[str | None, Conflict | None, ValidationError | None]]:
        """Column and conflict of each cell; what concerns the row as a whole as it is said."""
        for one in form.conflicts:
            yield self.key_of(form.field_of(one)), one, None
        for found in form.non_field_errors().as_data():
            if found.code == CONFLICT:
                yield None, None, found

    @cached_property
    def rows_now(self) -> dict[Ref, dict[str, Any]]:
        """The rows as the ledger has them, by their names."""
        return {one["id"]: one for one in change_rows(self.sheet, self.facts)}

    def state_of(self, form: Any) -> dict[str, Any]:
        """The row of a conflict as it is now; its revision 0 where the version does not hold it."""
        now = self.rows_now.get(form.ref)
        return {"revision": now["revision"] if now else 0, "now": now}

    def saved_json(self, facts: Facts) -> dict[str, Any]:
        """All rows of the subjects that were saved, and which of them are those that were sent."""
        rows = change_rows(self.sheet, facts)
        by_name = {one["id"]: one for one in rows}
        by_held = {one["seen"]: one for one in rows if one["held"]}
        found: dict[str, Any] = {}
        for ref, form in self.sent.items():
            row = (
                by_name.get(ref) if form.saved is None else by_held.get(str(form.saved.pk), by_name.get(ref))
            )
            if row is not None:
                found[str(ref)] = row
        typed = {
            str(section.subject.pk)
            for section in self.page.sections_shown
            if any(form.prefix in self.names for form in (section.form, *section.lines))
        }
        groups: dict[str, list[Any]] = {key: [] for key in typed}
        for row in rows:
            if row["cells"][SUBJECT] in groups:
                groups[row["cells"][SUBJECT]].append(row)
        return {
            "rows": found,
            "removed": [one for one in self.taken_back if one not in by_name],
            "groups": groups,
            "message": _("Saved. All totals and changes follow."),
        }


def name_of(row: ChangedRow | RemovedRow) -> str:
    """The prefix of the fields of a row: 'item-17', 'subject-4'."""
    return f"{row.kind or 'item'}-{row.id}"


def name_of_new(row: AddedRow) -> str:
    """That of a new line, which stands under a subject: 'new-4-1'; '' where no subject is chosen."""
    subject = row.cells.get(SUBJECT, "")
    return f"new-{int(subject)}-{row.name.removeprefix('new-')}" if is_id(subject) else ""
