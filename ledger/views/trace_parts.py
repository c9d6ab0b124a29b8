"""The parts of a trace page: the figure, its terms, the rows behind it, their history, print and tie-outs."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from ledger.figures.facts import Facts
from ledger.load.history import MODELS, FigureKey, LastChange, last_changes, removed_lines
from ledger.load.rows import source_lines
from ledger.provenance.sources import Source
from ledger.provenance.trace import Trace, Tracer, count_and_sum_of_rest, counterpart, same_cells
from ledger.reporting.reasons import reasons
from ledger.reporting.report import Place, Report
from ledger.reports import DECLARED
from ledger.screen.tables import row_anchor
from ledger.tieout import findings
from ledger.tieout.entries import Entry, entries
from ledger.tieout.explanations import explanation_state
from ledger.tieout.finding import Finding
from ledger.views.entering.modes import TO, part_of_page
from ledger.views.entering.row_pages import RowPages
from ledger.views.page import tie_outs_address
from ledger.words import heading_words, labels, locale, traces
from ledger.words.findings import STATE_NAMES, FindingWords, amount_text, finding_anchor, rule_sentence
from ledger.words.traces import TraceWords

MOST_LISTED = 200
"""How many terms or rows a page lists; the rest stands in one line, so that the list adds up."""
CHANGES_LISTED = 5
"""How many changes a page lists: the newest."""
OF_THE_CELL = ("row", "column", "format", "sort", "page", TO)
"""What an address says of one cell or one shape of the page: it does not lead on."""
KEPT_ELSEWHERE = ("year", "version", "base", "unit")
"""What an address keeps when it leads to another report."""
HIDING = ("top", "only", "subject", "site", "unchanged")
"""What hides rows of a report: an address of a hidden row goes without."""


@dataclass
class TracePage:
    """What the parts of a trace page are made from."""

    request: HttpRequest
    facts: Facts
    report: Report
    tracer: Tracer
    words: TraceWords
    trace: Trace

    def address(self, place: Place) -> str:
        """Where the trace of another cell stands."""
        query = self.kept(place.report == self.report.name)
        query.pop("by", None)
        if place.by:
            query["by"] = place.by
        if all(row.key != place.row for row in self.report.rows):
            for name in HIDING:
                query.pop(name, None)
        query["row"], query["column"] = place.row, place.column
        path = reverse("trace_page", args=[self.facts.program.slug, place.report])
        return f"{path}?{query.urlencode()}"

    def report_address(self) -> str:
        """The report, at the row of the figure."""
        query = self.kept(True)
        path = reverse("report_page", args=[self.facts.program.slug, self.report.name])
        asked = f"?{query.urlencode()}" if query else ""
        return f"{path}{asked}#{row_anchor(self.report.name, self.trace.row.key)}"

    def kept(self, is_same_report: bool) -> QueryDict:
        """The parameters that lead to another cell: all of the report's own, or those that every report knows."""
        query = self.request.GET.copy()
        for name in list(query):
            if name in OF_THE_CELL or not (is_same_report or name in KEPT_ELSEWHERE):
                query.pop(name)
        return query

    @cached_property
    def rows(self) -> RowPages:
        """Where the rows behind the figure are entered, and back from there to the report."""
        return RowPages(self.request, self.facts, self.report_address())

    @cached_property
    def cell(self) -> str:
        """The cell that enters the figure, of a sum the first; '' for who may not enter it.

        What no row gives, a blank for example, is entered in the part of the year that the report shows.
        """
        found = (self.rows.cell(source) for one in self.tracer.below(self.trace) for source in one.sources)
        if not self.rows.is_in_charge:
            return ""
        return next(filter(None, found), "") or part_of_page(
            self.facts, self.report.name, self.report_address()
        )


def trace_context(page: TracePage) -> dict[str, Any]:
    """The trace as the page shows it."""
    report, trace, words = page.report, page.trace, page.words
    changes = last_changes((one.kind, one.id, one.field) for one in trace.sources[:MOST_LISTED])
    other = counterpart(report, trace.row, trace.column)
    spoken, won = traces.spoken_figure(trace.figure, trace.column), in_won(page)
    note = trace.row.notes.get(trace.column.key)
    return {
        "report": report.name,
        "title": words.whole(trace.place),
        "report_title": heading_words.title(report),
        "back": page.report_address(),
        "cell": page.cell,
        "address": page.address(trace.place),
        "figure": words.printed(trace.place),
        "unit": traces.unit_of(report, trace.column) if trace.figure is not None else "",
        "note": labels.note(note) if note else "",
        "in_won": won,
        "exact": words.figure(trace.figure, trace.column),
        "kind": trace.column.kind,
        "spoken": spoken if spoken != won else "",
        "counterpart": None if other is None else figure_line(page, other),
        "is_national": trace.column.national_of is not None or trace.row.is_national,
        "sentence": words.sentence(trace),
        "formula": words.formula(trace),
        "terms": term_lines(page),
        "terms_left": left_out_line(page, count_and_sum_of_rest(trace.terms, MOST_LISTED)),
        "sources": [source_line(page, one, changes) for one in trace.sources[:MOST_LISTED]],
        "sources_left": left_out_line(page, count_and_sum_of_rest(trace.sources, MOST_LISTED)),
        "printed": printed_figures(page),
        "findings": tie_entries(page),
        "reason": change_reason(page),
        **change_lines(page),
    }


def in_won(page: TracePage) -> str:
    """The amount in won, where the report prints it in another unit."""
    figure = page.trace.figure
    if page.trace.column.kind != "money" or not isinstance(figure, int) or page.report.unit == "won":
        return ""
    return amount_text(figure, "won")


def figure_line(page: TracePage, place: Place) -> dict[str, str]:
    """Another cell: its name, its figure as printed, its address."""
    return {
        "label": page.words.name(place, page.trace.place),
        "figure": page.words.printed(place),
        "address": page.address(place),
    }


def term_lines(page: TracePage) -> list[dict[str, Any]]:
    """The cells that the figure is computed from: name, figure, sign, address; at most MOST_LISTED."""
    lines = []
    for term in page.trace.terms[:MOST_LISTED]:
        label, figure = page.words.term(term, page.trace.place)
        lines.append(
            {
                "label": label,
                "figure": figure,
                "sign": "−" if term.sign < 0 else "",
                "address": page.address(term.place),
            }
        )
    return lines


def source_line(page: TracePage, source: Source, changes: dict[FigureKey, LastChange]) -> dict[str, Any]:
    """A row that the figure is taken from: name, amount, its last change, the way to its data entry."""
    label, detail = page.words.source(source)
    change = changes.get((source.kind, source.id, source.field))
    return {
        "kind": MODELS[source.kind]._meta.verbose_name,
        "label": label,
        "detail": detail,
        "version": page.words.version(source),
        "figure": page.words.of_source(source, page.trace.column),
        "sign": "−" if source.sign < 0 else "",
        "change": None if change is None else change_line(page, change, source),
        "edit": page.rows.cell(source),
        "history": page.rows.history(source.kind, source.id),
    }


def left_out_line(page: TracePage, rest: tuple[int, int | None]) -> dict[str, str] | None:
    """The line of what a list leaves out: how many and their sum in won (`rest`); None where it leaves out nothing."""
    count, amount = rest
    if not count:
        return None
    row = {"count": count}
    return {
        "label": ngettext("%(count)s other row", "%(count)s other rows", count) % row,
        "figure": "" if amount is None else page.words.won(amount),
    }


def printed_figures(page: TracePage) -> list[dict[str, Any]]:
    """What the document prints at this cell, with the line of its text that it was read from."""
    places = {(one.report, one.row, one.column) for one in same_cells(page.trace)}
    found = [one for one in page.facts.stated if (one.report, one.row, one.column) in places]
    if not found or page.facts.document is None:
        return []
    lines = source_lines(page.facts.program.slug, page.facts.document)
    return [
        {
            "text": one.text,
            "unit": "%" if one.unit == "percent" else locale.UNITS[one.unit],
            "unit_key": one.unit,
            "value": one.value,
            "rate": None if one.rate is None else f"{one.rate.normalize():f}",
            "line": one.line,
            "source": lines[one.line - 1] if one.line and one.line <= len(lines) else None,
            "repair": one.repair,
        }
        for one in found
    ]


def entries_at_cell(page: TracePage) -> list[tuple[Entry, list[Finding]]]:
    """The entries that this cell is in, each with those of its findings that are at the cell or have it as a term."""
    places = {(one.report, one.row, one.column) for one in same_cells(page.trace)}

    def touches(finding: Finding) -> bool:
        cells = [finding.cell, *(term.cell for term in finding.terms if term.cell is not None)]
        return any(cell[:3] in places for cell in cells)

    found = [(entry, [tie for tie in entry.ties if touches(tie)]) for entry in entries(findings(page.facts))]
    return [(entry, its) for entry, its in found if its]


def tie_entries(page: TracePage) -> list[dict[str, Any]]:
    """The tie-outs of the cell, those of one cause together under it."""
    words = FindingWords(page.facts)
    return [
        {
            "verdict": entry.first.verdict,
            "verdict_label": labels.VERDICTS[entry.first.verdict],
            "cause": next(iter(words.causes(entry)), ""),
            "correction": words.correction(entry),
            "ties": [tie_line(tie, page.facts, words) for tie in its],
        }
        for entry, its in entries_at_cell(page)
    ]


def tie_line(finding: Finding, facts: Facts, words: FindingWords) -> dict[str, Any]:
    """A tie-out in one line: where, whether it is explained, what must hold, both sides by name."""
    is_explained = explanation_state(finding, facts.explanations)
    return {
        "state": str(is_explained).lower(),
        "state_label": STATE_NAMES[is_explained] if finding.verdict == "breaks" else "",
        "sentence": rule_sentence(finding.rule),
        "where": words.cell(finding.cell),
        "compared": words.compared(finding),
        "address": f"{tie_outs_address(facts)}#{finding_anchor(finding)}",
    }


def change_reason(page: TracePage) -> dict[str, Any] | None:
    """증감사유, where the figure is a change that has one."""
    is_change = page.trace.column.base is not None and DECLARED[page.report.name].is_explained
    found = reasons(page.report, page.facts)[page.trace.row.key] if is_change else None
    if found is None or not found.state:
        return None
    return {
        "state": {"explained": "true", "stale": "stale", "missing": "false"}[found.state],
        "state_label": STATE_NAMES[{"explained": True, "stale": "stale", "missing": False}[found.state]],
        "explanation": found.explanation,
    }


def rows_behind(page: TracePage) -> tuple[dict[FigureKey, Source], set[int]]:
    """All rows of the ledger that the figure comes from in the end, and the allocations that lines were in."""
    sources: dict[FigureKey, Source] = {}
    removed_from: set[int] = set()
    for one in page.tracer.below(page.trace):
        sources.update(
            ((source.kind, source.id, source.field), source) for source in one.sources if source.id
        )
        removed_from.update(one.removed_from)
    return sources, removed_from - {0}


def change_lines(page: TracePage) -> dict[str, Any]:
    """How many rows stand behind the figure, and their last changes, the newest first."""
    sources, removed_from = rows_behind(page)
    found = list(last_changes(sources).values())
    if removed_from:
        is_national = page.trace.column.national_of is not None
        found += removed_lines(removed_from, "national_subsidy" if is_national else "amount")
    count = len({(kind, pk) for kind, pk, _field in sources})
    return {
        "behind": ngettext(
            "%(count)s row of the ledger stands behind this figure.",
            "%(count)s rows of the ledger stand behind this figure.",
            count,
        )
        % {"count": count},
        "behind_count": count,
        "changes": [
            change_line(page, change, sources.get((change.kind, change.id, change.field)))
            for change in newest_first(found)[:CHANGES_LISTED]
        ],
    }


def newest_first(changes: list[LastChange]) -> list[LastChange]:
    """The changes, the newest first; of a row whose figures did not move its change once."""
    found, seen = [], set()
    for change in sorted(changes, key=lambda one: (one.at, one.has_moved), reverse=True):
        if change.has_moved or (change.kind, change.id) not in seen:
            found.append(change)
        seen.add((change.kind, change.id))
    return found


def change_line(page: TracePage, change: LastChange, source: Source | None) -> dict[str, Any]:
    """A change of a row; what the figure was and became only where it is an amount that moved."""

    def text(figure: Any) -> str:
        return page.words.won(figure) if change.has_moved and isinstance(figure, int) else ""

    return {
        "label": change.words if source is None else page.words.source(source)[0],
        "how": change.how,
        "how_label": traces.HOW[change.how],
        "at": f"{change.at:%Y-%m-%d %H:%M}",
        "who": change.who or gettext("(no user on record)"),
        "why": change.why,
        "before": text(change.before),
        "after": text(change.after),
        "history": page.rows.history(change.kind, change.id),
    }
