"""After a save: which ties this change broke, and which it healed."""

import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.contrib import messages
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from ledger.figures.facts import Facts
from ledger.load import NotInLedger, load
from ledger.models import YearlyAllocation
from ledger.tieout import Cell, Finding, findings
from ledger.words.findings import FindingWords

log = logging.getLogger("django.request")

NAMED = 5
"""How many ties a message names; the page of tie-outs has them all."""

BudgetKey = tuple[str, str]
"""A programme's slug and a version's key."""

Broken = dict[tuple[str, Cell], Finding]
"""Rule and cell -> the broken tie."""


def broken_ties(budget: BudgetKey) -> tuple[Facts | None, Broken]:
    """The facts of a programme's version and its broken ties; None and none where the ledger does not hold it."""
    try:
        facts = load(*budget)
    except NotInLedger:
        return None, {}
    found = [finding for finding in findings(facts) if finding.verdict == "breaks"]
    return facts, {(finding.rule, finding.cell): finding for finding in found}


@contextmanager
def reporting_tie_changes(request: HttpRequest, budgets: Iterable[BudgetKey]) -> Iterator[None]:
    """Compare what breaks before and after what happens inside, and say the difference in messages.

    What is saved inside is saved: where the ties cannot be read after it, that is said, and is no failure of the save.
    """
    before = {budget: broken_ties(budget)[1] for budget in budgets}
    yield
    try:
        compare_ties(request, before)
    except DatabaseError:
        if connection.in_atomic_block:
            raise
        log.exception("%s: what a save did to the ties is not known", request.path)
        messages.info(
            request, _("What this did to the tie-outs could not be computed just now: look at their page.")
        )


def compare_ties(request: HttpRequest, before: Mapping[BudgetKey, Broken]) -> None:
    """Say which ties break now that did not before, and the other way round."""
    for budget, was in before.items():
        facts, now = broken_ties(budget)
        if facts is None:
            continue
        words = FindingWords(facts)
        report_tie_changes(request, words, [now[key] for key in now if key not in was], is_broken=True)
        report_tie_changes(request, words, [was[key] for key in was if key not in now], is_broken=False)


def report_tie_changes(
    request: HttpRequest, words: FindingWords, changed: list[Finding], *, is_broken: bool
) -> None:
    """Say which ties a change broke or healed; nothing where there are none."""
    if not changed:
        return
    names = [words.cell(finding.cell) for finding in changed[:NAMED]]
    numbers = {"count": len(changed), "names": "; ".join(names)}
    if is_broken:
        messages.warning(request, _("This change broke %(count)s tie-outs: %(names)s") % numbers)
    else:
        messages.success(request, _("This change healed %(count)s tie-outs: %(names)s") % numbers)


class ReportsTieChanges:
    """For the data entry of a row that a budget is made of: says what saving or deleting it did to the ties."""

    def allocations(self, request: HttpRequest, object_id: str | None) -> Any:
        """The allocations that a save of the row concerns, as a queryset."""
        raise NotImplementedError

    def budgets(self, request: HttpRequest, object_id: str | None) -> list[BudgetKey]:
        """The programmes and versions that a save of the row concerns."""
        rows: Iterable[YearlyAllocation] = self.allocations(request, object_id).select_related(
            "program", "version"
        )
        return list({(row.program.slug, row.version.key) for row in rows})

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        view = super().changeform_view  # type: ignore[misc]
        return self.with_tie_report(
            request, object_id, lambda: view(request, object_id, form_url, extra_context)
        )

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        view = super().delete_view  # type: ignore[misc]
        return self.with_tie_report(request, object_id, lambda: view(request, object_id, extra_context))

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        """The list's own action."""
        rows = self.allocations_of(queryset).select_related("program", "version")
        with reporting_tie_changes(request, {(row.program.slug, row.version.key) for row in rows}):
            super().delete_queryset(request, queryset)  # type: ignore[misc]

    def allocations_of(self, rows: Any) -> Any:
        """The allocations that some rows of the list concern, as a queryset."""
        raise NotImplementedError

    def with_tie_report(self, request: HttpRequest, object_id: str | None, view: Any) -> HttpResponse:
        """The answer of a view; where it writes, the messages say what that did to the ties."""
        if request.method != "POST":
            return view()  # type: ignore[no-any-return]
        with reporting_tie_changes(request, self.budgets(request, object_id)):
            return view()  # type: ignore[no-any-return]


def row_id(text: str | None) -> int:
    """An id from an address or a form; 0, which no row has, for what is none (Django says so itself)."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 19 else 0
