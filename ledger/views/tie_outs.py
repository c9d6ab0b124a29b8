"""검증: what ties, what breaks, why, and who has explained it."""

from collections.abc import Callable, Iterable
from itertools import zip_longest
from posixpath import relpath
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ledger.figures.facts import Explanation, Facts
from ledger.load import NotInLedger, load
from ledger.load.rows import source_lines
from ledger.reports import REPORTS, REPORTS_BY_NAME
from ledger.tieout import FAMILIES, RULES_BY_NAME, VERDICTS, Cell, Finding, findings
from ledger.tieout.against_print import ODD_WON
from ledger.tieout.entries import Entry, entries
from ledger.tieout.explanations import explanation_state, newest_explanation, side_text
from ledger.tieout.finding import Term
from ledger.views.explaining import Typed, save_explanations
from ledger.views.forms import ExplanationForm
from ledger.views.page import page_context
from ledger.views.request.asked import address, asked_choice, asked_facts, not_found_error
from ledger.views.request.rights import rights_in
from ledger.words import labels
from ledger.words.findings import (
    STATE_NAMES,
    FindingWords,
    amount_text,
    family_name,
    finding_anchor,
    finding_records,
    findings_summary,
    kept_text,
    rule_sentence,
    with_ties,
)

FORMATS = ("html", "json")

NAMES = ("rule", "report", "row", "column", "unit")
"""The fields that name a finding in the form of its explanation."""
BOUND_TO = (*NAMES, "left", "right")
"""The fields that an explanation is bound to: the form of an entry has each of them once for each of its ties."""


@require_http_methods(["GET", "HEAD", "POST"])
def tie_outs_page(request: HttpRequest, slug: str) -> HttpResponse:
    """All findings of a programme's version; a POST explains one."""
    shape = asked_choice(request, "format", FORMATS) or "html"
    family = asked_choice(request, "family", tuple(FAMILIES))
    table = asked_choice(request, "table", tuple(REPORTS_BY_NAME))
    verdict = asked_choice(request, "verdict", tuple(VERDICTS))
    try:
        # Always against the base that the document compares with: another one is no witness of its print.
        facts = asked_facts(request, slug, with_base=False)
    except NotInLedger as missing:
        raise not_found_error(missing) from missing
    found = findings(facts)
    form = None
    if request.method == "POST":
        forms = forms_of(request)
        if save_explanations(request, facts, forms, "finding", breaks_as_shown(found)):
            where = (forms[0].cleaned_data[key] for key in NAMES)
            return HttpResponseRedirect(f"{address(request)}#{'--'.join(where)}")
        form = next(one for one in forms if one.errors)

    def is_asked(finding: Finding) -> bool:
        return (
            family in (None, finding.family)
            and table in (None, finding.cell.report)
            and verdict in (None, finding.verdict)
        )

    words = FindingWords(facts)
    if shape == "json":
        of = finding_records(found, facts, words)
        records = [of[finding] for finding in found if is_asked(finding)]
        return JsonResponse(records, safe=False, json_dumps_params={"ensure_ascii": False})
    # An entry is shown whole: what heals one of its ties heals all.
    shown = [entry for entry in entries(found) if any(map(is_asked, entry.ties))]
    hidden = len(found) - sum(len(entry.ties) for entry in shown)
    context, granted = (
        page_context(request, facts, "tie-outs"),
        rights_in(request, slug, "add_explanation", "view_explanation"),
    )
    context.update(
        choices=[],
        groups=groups_of(shown, facts, words),
        summary=findings_summary(found, facts),
        families={key: family_name(key) for key in FAMILIES},
        tables={report.name: labels.heading(report.title) for report in REPORTS},
        verdicts=labels.VERDICTS,
        asked={"family": family, "table": table, "verdict": verdict},
        form=form,
        may_explain="add_explanation" in granted,
        # Internal notes are for those who work on the figures, not for whoever has an account.
        may_see_notes="view_explanation" in granted,
        is_filtered=hidden > 0,
        hidden=hidden,
        others=other_documents(facts),
        records=[explanation_record(one, words) for one in reversed(facts.explanations)],
    )
    add_source_lines(context["groups"], facts)
    return render(request, "tie_outs.html", context, status=200 if form is None else 409)


def other_documents(facts: Facts) -> list[dict[str, Any]]:
    """The other editions of the programme, tied at their own version and base: how much breaks unexplained there."""
    found = []
    for one in facts.documents:
        if facts.document_is_own and one.slug == facts.document:
            continue
        of_document = load(facts.program.slug, document=one.slug)
        is_open = [
            finding.verdict == "breaks" and explanation_state(finding, of_document.explanations) is not True
            for finding in findings(of_document, with_causes=False)
        ]
        page = reverse("tie_outs_page", args=[facts.program.slug])
        address = f"{page}?{urlencode({'version': one.version, 'document': one.slug})}"
        found.append({"title": one.title, "open": sum(is_open), "address": address})
    return found


def forms_of(request: HttpRequest) -> list[ExplanationForm]:
    """A form for each tie that was explained: one text for all ties of an entry."""
    ties = list(zip_longest(*(request.POST.getlist(key) for key in BOUND_TO), fillvalue=""))
    texts = request.POST.dict()
    return [
        ExplanationForm({**texts, **dict(zip(BOUND_TO, tie, strict=True))})
        for tie in ties or [("",) * len(BOUND_TO)]
    ]


Group = dict[str, Any]
"""Entries of one kind as the page shows them: key, heading, entries."""


def groups_of(shown: list[Entry], facts: Facts, words: FindingWords) -> list[Group]:
    """The entries in groups, what needs a person first: breaks, parts of a thousand won, what cannot be decided.

    Then what ties, by rule.
    """

    def key_of(entry: Entry) -> str:
        return "odd" if entry.first.note == ODD_WON else entry.first.verdict

    headings = {
        "breaks": labels.VERDICTS["breaks"],
        "odd": _("Part of a thousand won"),
        **labels.VERDICTS,
    }
    found = []
    for key in ("breaks", "odd", "undecidable", "rounding", "ties"):
        its = [entry for entry in shown if key_of(entry) == key]
        cards = [entry_card(entry, facts, words) for entry in its]
        if key in ("rounding", "ties"):
            cards.sort(key=lambda card: card["ties"][0]["in_table"])
        found.append({"key": key, "heading": with_ties(f"{headings[key]} {len(its)}", its), "entries": cards})
    return found


def entry_card(entry: Entry, facts: Facts, words: FindingWords) -> dict[str, Any]:
    """An entry as the page shows it: where, the likely cause, what would correct it, and its ties."""
    ties = [finding_card(tie, facts, words) for tie in entry.ties]
    states = {(tie["state"], tie["state_label"]) for tie in ties}
    return {
        "anchor": ties[0]["anchor"],
        "where": words.entry(entry),
        "report": report_address(entry.where, facts),
        "verdict": entry.first.verdict,
        "causes": words.causes(entry),
        "correction": words.correction(entry),
        "ties": ties,
        # Said once where all ties agree, else at each.
        "state": next(iter(states)) if len(states) == 1 else None,
        "explanations": entry_explanations(ties),
    }


def entry_explanations(ties: list[dict[str, Any]]) -> list[Any]:
    """The explanations of the ties of an entry; what was written once for several of them is said once."""
    found = {
        (one.submission_text, one.internal_note, one.document_number, one.author): one
        for tie in ties
        if (one := tie["explanation"]) is not None
    }
    return list(found.values())


def explanation_record(one: Explanation, words: FindingWords) -> dict[str, Any]:
    """An explanation on record: where, and the two amounts that it explains with their names."""
    names = words.sides_kept(one)
    return {
        "one": one,
        "where": words.cell(Cell(one.report, one.row, one.column, one.year)),
        "sides": [
            f"{name} {kept_text(amount, one.unit)}"
            for name, amount in zip(names, (one.left, one.right), strict=True)
        ],
    }


def breaks_as_shown(found: list[Finding]) -> Callable[[Typed], bool]:
    """The function that says of a typed form whether its break is still there with the sides that the page showed."""
    breaks = {
        (finding.rule, *finding.cell[:3], finding.unit, side_text(finding.left), side_text(finding.right))
        for finding in found
        if finding.verdict == "breaks"
    }
    return lambda typed: tuple(typed[key] for key in BOUND_TO) in breaks


def finding_card(finding: Finding, facts: Facts, words: FindingWords) -> dict[str, Any]:
    """A finding as the page shows it."""
    explanation = newest_explanation(finding, facts.explanations)
    is_explained = explanation_state(finding, facts.explanations)
    names = words.sides(finding)
    return {
        "anchor": finding_anchor(finding),
        "finding": finding,
        "where": words.cell(finding.cell),
        "report": report_address(finding.cell, facts),
        "sentence": rule_sentence(finding.rule),
        "family": family_name(finding.family),
        "left": words.side(finding, finding.left),
        "right": words.side(finding, finding.right),
        "difference": words.side(finding, finding.difference),
        "left_label": names[0],
        "right_label": names[1],
        "in_table": (list(RULES_BY_NAME).index(finding.rule), names),
        "left_key": side_text(finding.left),
        "right_key": side_text(finding.right),
        "note": words.note(finding),
        "missing": [words.missing(one) for one in finding.missing],
        "terms": [
            *(term_line(term, names[0], facts, words) for term in finding.left_terms),
            *(term_line(term, names[1], facts, words) for term in finding.right_terms),
        ],
        "explanation": explanation,
        "state": str(is_explained).lower(),
        "state_label": STATE_NAMES[is_explained],
        "source": None,
    }


def report_address(cell: Cell, facts: Facts) -> str:
    """The report of a cell, in the version of the page; from that page on, as it stands there some 200 times."""
    here = reverse("tie_outs_page", args=[facts.program.slug])
    there = reverse("report_page", args=[facts.program.slug, cell.report])
    return f"{relpath(there, here)}/?version={facts.version.key}"


def term_line(term: Term, side: str, facts: Facts, words: FindingWords) -> dict[str, Any]:
    """A term with its amount and the way to the rows behind it."""
    return {
        "side": side,
        "where": words.cell(term.cell) if term.cell else "",
        "is_stated": term.stated is not None,
        "amount": amount_text(term.amount, term.unit),
        "link": row_link(term, facts),
    }


def row_link(term: Term, facts: Facts) -> str:
    """Where data entry shows the rows behind a term; '' where no cell shows it."""
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
    for group in groups:
        for one in (tie for entry in group["entries"] for tie in entry["ties"]):
            stated = one["finding"].stated
            if stated is not None and stated.line and stated.line <= len(lines):
                one["source"] = lines[stated.line - 1]
