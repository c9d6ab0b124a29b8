"""The page of data entry of each row that a figure comes from: a cell of a sheet where it has one, else a field."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib import admin
from django.db.models import ForeignKey
from django.http import HttpRequest
from django.urls import reverse

from ledger.figures.facts import Facts
from ledger.load.history import MODELS
from ledger.provenance.sources import Source
from ledger.screen.entry_addresses import came_from, in_year, sheet_address
from ledger.views.request.rights import rights_in

SHEETS = {
    "plan": "investment-plan",
    "step": "schedule",
    "share": "schedule-shares",
    "settlement": "settlement",
}
"""Kind of a row -> the sheet of the version in which it is entered."""

OF_AN_EDITION = frozenset({"plan", "step", "share"})
"""Those that hang on an edition, which may be that of another version."""

OF_NO_PROGRAM = frozenset({"site", "version"})
"""Those that no division is in charge of."""


@dataclass
class RowPages:
    """Where the rows behind a version's figures are entered, for one reader; `back` is where they lead back to."""

    request: HttpRequest
    facts: Facts
    back: str

    def cell(self, source: Source) -> str:
        """Where the very cell of a row is changed; '' where there is none for this reader."""
        if not source.id or not self.may_change(source.kind):
            return ""
        if sheet := self.sheet_of(source.kind, source.id):
            return f"{came_from(sheet, self.back)}#row-{source.id}.{source.field}"
        kind, pk = source.page or (source.kind, source.id)
        model = MODELS[kind]
        if not pk or not admin.site.is_registered(model) or not self.may_change(kind):
            return ""
        own = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[pk])
        address = came_from(in_year(own, self.facts.program.slug, self.facts.version.key), self.back)
        fragment = f"id_{source.field}" if source.page is None else inline_fragment(source, kind)
        return f"{address}#{fragment}"

    def history(self, kind: str, pk: int) -> str:
        """Where the history of a row is read; '' where there is none for this reader."""
        model = MODELS[kind]
        if not pk or not admin.site.is_registered(model) or not self.has_right("view", kind):
            return ""
        return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_history", args=[pk])

    def may_change(self, kind: str) -> bool:
        """Whether the reader changes rows of a kind in this programme: by right, and in charge of it."""
        return self.has_right("change", kind) and (kind in OF_NO_PROGRAM or self.is_in_charge)

    def has_right(self, action: str, kind: str) -> bool:
        user, of = self.request.user, MODELS[kind]._meta
        return bool(getattr(user, "is_staff", False)) and user.has_perm(
            f"{of.app_label}.{action}_{of.model_name}"
        )

    @cached_property
    def is_in_charge(self) -> bool:
        return bool(rights_in(self.request, self.facts.program.slug, "change_budgetlineitem"))

    def sheet_of(self, kind: str, pk: int) -> str:
        """The page whose sheet has a row (ledger/desk/sheet/); '' where none has it."""
        slug, version = self.facts.program.slug, self.facts.version
        if kind == "line":
            held = self.version_of_line.get(pk)
            return reverse("admin:ledger_program_budget", args=[slug, held]) if held else ""
        if kind == "funding" and pk in self.shares_of_lines:
            return sheet_address("funding", slug, version.key)
        is_borrowed = kind in OF_AN_EDITION and not self.facts.document_is_own
        if kind not in SHEETS or is_borrowed:
            return ""
        return sheet_address(SHEETS[kind], slug, version.key)

    @cached_property
    def version_of_line(self) -> dict[int, str]:
        """Id of a line item -> the key of the version whose sheet has it, of the budgets that the page compares.

        A line that both have is typed into in the later one: what that carries is no row of it until then.
        """
        sides = ((self.facts.base, self.facts.base_allocations), (self.facts.version, self.facts.allocations))
        return {
            line.id: version.key
            for version, held in sides
            if version is not None
            for one in held
            for line in one.lines
        }

    @cached_property
    def shares_of_lines(self) -> set[int]:
        """The ids of what sources of money give to the version's own line items: those of its sheet of funding."""
        lines = (line for one in self.facts.allocations for line in one.lines if not line.carried_from)
        return {share.id for line in lines for share in line.shares}


def inline_fragment(source: Source, page: str) -> str:
    """The field of a row on another row's page: 'in-costs-17-amount' (static/ledger/entry.js leads there)."""
    row: Any = MODELS[source.kind]
    links = [
        field
        for field in row._meta.concrete_fields
        if isinstance(field, ForeignKey) and field.related_model is MODELS[page]
    ]
    rows = links[0].remote_field.get_accessor_name() if links else ""
    return f"in-{rows}-{source.id}-{source.field}"
