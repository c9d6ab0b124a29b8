"""검증: what ties, what breaks, why, and who has explained it."""

from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ledger import labels
from ledger.facts import Facts
from ledger.forms import ExplanationForm
from ledger.load import NotInLedger, source_lines
from ledger.reports import REPORTS
from ledger.tieout import FAMILIES, VERDICTS, Cell, Finding, findings
from ledger.tieout.explained import newest, side_text, state
from ledger.tieout.finding import Term
from ledger.views.asked import address, asked_facts, chosen, not_found
from ledger.views.explaining import Typed, explained
from ledger.views.reports import page_context
from ledger.views.rights import rights
from ledger.wording import (
    EXPLAINED,
    Words,
    amount_text,
    anchor,
    as_record,
    is_printed,
    rule_sentence,
    summary,
)
from ledger.wording import FAMILIES as FAMILY_LABELS

FORMATS = ("html", "json")

NAMES = ("rule", "report", "row", "column", "unit")
"""What names a finding in the form of its explanation."""


@require_http_methods(["GET", "HEAD", "POST"])
def tie_outs_page(request: HttpRequest, slug: str) -> HttpResponse:
    """All findings of a programme's version; a POST explains one."""
    shape = chosen(request, "format", FORMATS) or "html"
    family = chosen(request, "family", FAMILIES)
    table = chosen(request, "table", tuple(REPORTS))
    verdict = chosen(request, "verdict", tuple(VERDICTS))
    try:
        # Always against the base that the document compares with: another one is no witness of its print.
        facts = asked_facts(request, slug, with_base=False)
    except NotInLedger as missing:
        raise not_found(missing) from missing
    found = findings(facts)
    form = None
    if request.method == "POST":
        form = ExplanationForm(request.POST)
        if explained(request, facts, form, "finding", stands(found)):
            where = (form.cleaned_data[key] for key in NAMES)
            return HttpResponseRedirect(f"{address(request)}#{'--'.join(where)}")
    shown = [
        finding
        for finding in found
        if family in (None, finding.family)
        and table in (None, finding.cell.report)
        and verdict in (None, finding.verdict)
    ]
    words = Words(facts)
    if shape == "json":
        records = [as_record(finding, facts, words) for finding in shown]
        return JsonResponse(records, safe=False, json_dumps_params={"ensure_ascii": False})
    context, held = (
        page_context(request, facts, "tie-outs"),
        rights(request, "add_explanation", "view_explanation"),
    )
    context.update(
        choices=[],
        groups=groups_of(shown, facts, words),
        summary=summary(found, facts),
        families={name: FAMILY_LABELS[name] for name in FAMILIES},
        tables=labels.REPORTS,
        verdicts=labels.VERDICTS,
        asked={"family": family, "table": table, "verdict": verdict},
        form=form,
        may_explain="add_explanation" in held,
        # Internal notes are for those who work on the figures, not for whoever has an account.
        may_see_notes="view_explanation" in held,
        is_filtered=len(shown) < len(found),
        hidden=len(found) - len(shown),
        records=[
            {"one": one, "where": words.cell(Cell(one.report, one.row, one.column, one.year))}
            for one in reversed(facts.explanations)
        ],
    )
    add_source_lines(context["groups"], facts)
    return render(request, "tie_outs.html", context, status=200 if form is None else 409)


Group = tuple[str, str, list[dict[str, Any]]]
"""Its key, its heading, its findings as the page shows them."""


def groups_of(shown: list[Finding], facts: Facts, words: Words) -> list[Group]:
    """What needs a person first: breaks, parts of a thousand won, what cannot be decided; then the rest."""

    def key_of(finding: Finding) -> str:
        return "odd" if finding.note == "odd_won" else finding.verdict

    headings = {
        "breaks": labels.VERDICTS["breaks"],
        "odd": _("Part of a thousand won"),
        **labels.VERDICTS,
    }
    order = ("breaks", "odd", "undecidable", "rounding", "ties")
    return [
        (key, str(headings[key]), [card(one, facts, words) for one in shown if key_of(one) == key])
        for key in order
    ]


def stands(found: list[Finding]) -> Callable[[Typed], bool]:
    """Whether a break is still there with the sides that a page showed."""
    breaks = {
        (finding.rule, *finding.cell[:3], finding.unit, side_text(finding.left), side_text(finding.right))
        for finding in found
        if finding.verdict == "breaks"
    }
    return lambda typed: tuple(typed[key] for key in (*NAMES, "left", "right")) in breaks


def card(finding: Finding, facts: Facts, words: Words) -> dict[str, Any]:
    """A finding as the page shows it."""
    explanation = newest(finding, facts.explanations)
    is_explained = state(finding, facts.explanations)
    return {
        "anchor": anchor(finding),
        "finding": finding,
        "where": words.cell(finding.cell),
        "report": reverse("report_page", args=[facts.program.slug, finding.cell.report])
        + f"?version={facts.version.key}",
        "sentence": rule_sentence(finding.rule),
        "family": FAMILY_LABELS[finding.family],
        "left": words.side(finding, finding.left),
        "right": words.side(finding, finding.right),
        "difference": words.side(finding, finding.difference),
        "left_label": _("Printed") if is_printed(finding) else _("Left"),
        "right_label": _("Recomputed") if is_printed(finding) else _("Right"),
        "left_key": side_text(finding.left),
        "right_key": side_text(finding.right),
        "note": words.note(finding),
        "missing": [words.missing(path) for path in finding.missing],
        "causes": [words.cause(cause, finding) for cause in finding.causes],
        "terms": [
            *(term_line(term, "left", facts, words) for term in finding.left_terms),
            *(term_line(term, "right", facts, words) for term in finding.right_terms),
        ],
        "explanation": explanation,
        "state": str(is_explained).lower(),
        "state_label": EXPLAINED[is_explained],
        "source": None,
    }


def term_line(term: Term, side: str, facts: Facts, words: Words) -> dict[str, Any]:
    """A term with its amount and the way to the rows behind it."""
    return {
        "side": side,
        "where": words.cell(term.cell) if term.cell else "",
        "is_stated": term.stated is not None,
        "amount": amount_text(term.amount, term.unit),
        "link": row_link(term, facts),
    }


def row_link(term: Term, facts: Facts) -> str:
    """Where data entry shows the rows behind a term."""
    if term.cell is None:
        return ""
    if term.stated is not None:
        query = {"table__exact": term.cell.report, "q": term.cell.row}
        return reverse("admin:ledger_statedfigure_changelist", query=query)
    match term.cell.report:
        case "budget-summary" | "calculation-basis":
            return reverse("admin:ledger_program_budget", args=[facts.program.slug, facts.version.key])
        case "investment-plan":
            return reverse("admin:ledger_investmentplanentry_changelist") + f"?q={term.cell.row}"
        case "settlement":
            return reverse("admin:ledger_settlement_changelist") + f"?q={facts.program.slug}"
        case "sites":
            return reverse("admin:sites_site_changelist") + f"?q={term.cell.row}"
    return reverse("admin:ledger_document_changelist") + f"?q={facts.document or ''}"


def add_source_lines(groups: Iterable[Group], facts: Facts) -> None:
    """Beside a printed figure the line of the source document that it was read from."""
    if facts.document is None:
        return
    lines = source_lines(facts.program.slug, facts.document)
    for _verdict, _label, cards in groups:
        for one in cards:
            stated = one["finding"].stated
            if stated is not None and stated.line and stated.line <= len(lines):
                one["source"] = lines[stated.line - 1]
