"""The sheet of a version that changes another (추경, 성립전, 최종예산): 기정, 증감 and 경정 of each line and subject.

Its rows are those of the budget so far, whoever holds them. A row that the version does not hold is carried: it shows
경정 = 기정, and nothing is stored of it until somebody types into it.
"""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ledger.desk.changes import signature
from ledger.desk.sheet.declared import Kind, Sheet, SheetColumn, cell_text
from ledger.desk.sheet.rows import column_of
from ledger.figures.changed import ChangedSubject, changed_subjects, so_far_of
from ledger.figures.facts import Allocation, Facts, Line
from ledger.figures.money import change
from ledger.figures.subjects import Identity
from ledger.figures.versions import changes_another
from ledger.models import AccountSubject, BudgetLineItem, BudgetVersion, YearlyAllocation
from sites.models import Site

PRIOR, CHANGE, AMOUNT, NATIONAL = "prior", "change", "amount", "national_subsidy"
SUBJECT = "subject"
"""What the name of a row begins with that is a subject: 'subject-4'."""

OF_LINES = ("description", "basis", "site", "is_one_off")
"""The columns that only lines have."""


class Changes(Sheet):
    """A row is a line, called by the id of the line that it comes from, or what of a subject has no lines."""

    NAME = "changes"
    TITLE = gettext_lazy("Basis of estimate")
    MODEL = BudgetLineItem
    COLUMNS: ClassVar = (
        SheetColumn(
            SUBJECT,
            10,
            "allocation",
            search=("yearlyallocation", "subject"),
            label=gettext_lazy("account subject"),
        ),
        SheetColumn("description", 14),
        SheetColumn(CHANGE, 8, has_total=True),
        SheetColumn(AMOUNT, 9, has_total=True, label=gettext_lazy("Amount after the change (won)")),
        SheetColumn(NATIONAL, 8, has_total=True, label=gettext_lazy("National part after the change (won)")),
        SheetColumn("basis", 11, is_formula=True, label=gettext_lazy("Basis of the change")),
        SheetColumn("site", 8, search=("budgetlineitem", "site")),
        SheetColumn("is_one_off", 4),
    )
    GROUPS = SUBJECT
    ALSO_WRITES = ("yearlyallocation",)
    IS_OF_YEAR = True
    ROW_KINDS = (SUBJECT,)

    @classmethod
    def is_there_for(cls, version: BudgetVersion) -> bool:
        return changes_another(version.kind, version.based_on_id)

    def kind(self, column: SheetColumn) -> Kind:
        return "won" if column.key == CHANGE else super().kind(column)


def changes_cells(sheet: Sheet, facts: Facts) -> dict[str, Any]:
    """Columns and rows as the browser takes them, and which of the columns give one another."""
    rows = change_rows(sheet, facts)
    return {
        "columns": columns(sheet, rows),
        "rows": rows,
        "groups": {"column": sheet.GROUPS},
        # A row whose 경정 is 0 has ended, with its national part.
        "change_of": {"prior": PRIOR, "current": AMOUNT, "change": CHANGE, "ends": [NATIONAL]},
        "is_ordered": False,
    }


def columns(sheet: Sheet, rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """기정 is read only; the subject of a row stays once it is stored."""
    rows = list(rows)
    won: dict[str, Any] = {"kind": "won", "required": False, "total": True, "help": ""}
    found = []
    for column in sheet.columns:
        if column.key == CHANGE:
            found += [
                {**won, "key": PRIOR, "label": _("Budget so far (won)"), "width": 9, "read_only": True},
                {**won, "key": CHANGE, "label": _("Change (won)"), "width": column.width},
            ]
            continue
        known = {
            row["cells"][column.key]: row["shown"][column.key] for row in rows if column.key in row["shown"]
        }
        one = column_of(sheet, column, list(known.items()))
        found.append({**one, "is_kept": True} if column.key == SUBJECT else one)
    return found


class Held:
    """What the version holds of the rows, with what each names; four queries."""

    def __init__(self, sheet: Sheet, changed: list[ChangedSubject]) -> None:
        codes = {one.allocation.subject.code for one in changed}
        self.subjects: dict[Identity, AccountSubject] = {
            (row.code, row.valid_from): row for row in AccountSubject.objects.filter(code__in=codes)
        }
        held = {"program": sheet.program, "version": sheet.version}
        self.allocations = {row.subject_id: row for row in YearlyAllocation.objects.filter(**held)}
        lines = BudgetLineItem.objects.filter(allocation__in=self.allocations.values())
        self.lines = {row.pk: row for row in lines.only("pk", "revision", "allocation").order_by("pk")}
        slugs = {
            line.site
            for one in changed
            for pair in one.lines
            for line in pair
            if line is not None and line.site
        }
        self.sites = {row.slug: row for row in Site.objects.filter(slug__in=slugs)}

    def lines_seen(self, allocation: YearlyAllocation | None) -> str:
        """A sign of the lines that the version holds of a subject."""
        return signature(
            row for row in self.lines.values() if allocation and row.allocation_id == allocation.pk
        )


def change_rows(sheet: Sheet, facts: Facts) -> list[dict[str, Any]]:
    """The rows in their order: of each subject its lines, then what has none."""
    changed = changed_subjects(facts)
    held = Held(sheet, changed)
    found: list[dict[str, Any]] = []
    for one in changed:
        subject = held.subjects[one.allocation.subject.identity]
        named = {"subject": str(subject.pk)}, {"subject": str(subject)}
        lines = [
            pair for pair in one.lines if pair[0].carried_from or pair[0].id in held.lines
        ]  # None that was removed since the facts were read.
        found += [line_row(line, earlier, held, *named) for line, earlier in lines]
        if not one.allocation.lines:
            found.append(subject_row(one, subject, held, *named))
        elif (rest := rest_of(one)) != (0, 0):
            found.append(rest_row(one, rest, subject, *named))
    return found


def line_row(
    line: Line, earlier: Line | None, held: Held, cells: Mapping[str, str], shown: Mapping[str, str]
) -> dict[str, Any]:
    """A line, held by the version or carried."""
    own = None if line.carried_from else held.lines[line.id]
    before = earlier or (line if own is None else None)
    prior = None if before is None else before.amount
    of_line, words = cells_of_line(line, held)
    row: dict[str, Any] = {
        "id": so_far_of(line, earlier).id,
        "revision": 0 if own is None else own.revision,
        "held": own is not None,
        "seen": "" if own is None else str(own.pk),
        "cells": {**cells, PRIOR: cell_text(prior), **of_line, "basis": line.basis if own else ""},
        "shown": {**shown, **words},
        "fixed": [],
    }
    if own is not None and before is not None:
        back, back_words = cells_of_line(before, held)
        row["carried"] = {"cells": {**back, "basis": ""}, "shown": back_words}
    return row


def cells_of_line(line: Line, held: Held) -> tuple[dict[str, str], dict[str, str]]:
    """The cells of a line that a row which carries it has, and the words of those that name others."""
    site = held.sites.get(line.site or "")
    cells = {
        "description": line.description,
        AMOUNT: cell_text(line.amount),
        NATIONAL: cell_text(line.national),
        "site": "" if site is None else str(site.pk),
        "is_one_off": cell_text(line.is_one_off),
    }
    return cells, {"site": "" if site is None else str(site)}


def subject_row(
    one: ChangedSubject,
    subject: AccountSubject,
    held: Held,
    cells: Mapping[str, str],
    shown: Mapping[str, str],
) -> dict[str, Any]:
    """A subject that has no lines after the change."""
    own, so_far = held.allocations.get(subject.pk), one.so_far
    prior = None if so_far is None else so_far.amount
    row: dict[str, Any] = {
        "id": f"{SUBJECT}-{subject.pk}",
        "revision": 0 if own is None else own.revision,
        "held": not one.allocation.carried_from,
        "seen": f"{'' if own is None else own.pk}:{held.lines_seen(own)}",
        "cells": {**cells, "description": whole(), PRIOR: cell_text(prior), **own_cells(one.allocation)},
        "shown": dict(shown),
        "fixed": [*OF_LINES, *([CHANGE] if so_far is not None and prior is None else [])],
    }
    if row["held"] and so_far is not None:
        row["carried"] = {"cells": own_cells(so_far), "shown": {}}
    return row


def rest_of(one: ChangedSubject) -> tuple[int, int]:
    """What a subject with lines has beside them, in won: so far, and after the change."""
    prior = one.so_far.amount if one.so_far is not None else None
    before = sum(
        so_far_of(line, earlier).amount for line, earlier in one.lines if earlier or line.carried_from
    )
    after = change(one.allocation.amount, sum(line.amount for line, _earlier in one.lines))
    return change(prior, before) or 0, after or 0


def rest_row(
    one: ChangedSubject,
    rest: tuple[int, int],
    subject: AccountSubject,
    cells: Mapping[str, str],
    shown: Mapping[str, str],
) -> dict[str, Any]:
    """What a subject with lines has beside them: there to be summed; the forms of the page end it."""
    prior, after = rest
    national = change(one.allocation.national, sum(line.national for line, _earlier in one.lines))
    amounts = {PRIOR: str(prior), AMOUNT: str(after), NATIONAL: cell_text(national)}
    return {
        "id": f"{SUBJECT}-{subject.pk}",
        "revision": 0,
        "held": True,
        "is_kept": True,
        "seen": "",
        "cells": {**cells, "description": _("Without lines"), **amounts},
        "shown": dict(shown),
        "fixed": [CHANGE, AMOUNT, NATIONAL, *OF_LINES],
    }


def own_cells(allocation: Allocation) -> dict[str, str]:
    return {AMOUNT: cell_text(allocation.amount), NATIONAL: cell_text(allocation.national)}


def whole() -> str:
    """What stands for the description of a subject."""
    return _("The subject as a whole")
