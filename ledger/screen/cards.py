"""The cards of a programme's page: figures of the reports as people say them, each with the way to its report.

Nothing is computed here: a card says figures that a report has. `exact` is the same figure to the won.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ledger.figures.facts import Facts
from ledger.figures.settlement_form import HEADINGS
from ledger.reporting.report import NEGATIVE_BASE, Report, Row
from ledger.reports import cost_progress, execution, settlement, sites, source_shares, variance
from ledger.tieout.entries import Entry
from ledger.words import budget_words, heading_words, labels, locale
from ledger.words.findings import FindingWords, finding_anchor, open_text
from ledger.words.formats import MISSING

MOVERS = 3
"""How many of the largest changes a card names; the rest is summed."""

NAMED_FINDINGS = 3
"""How many open entries a card names."""


@dataclass(frozen=True)
class CardLine:
    """A line of a card: words, a figure as people say it, the exact one behind a tap, a mark in words."""

    label: str
    text: str = ""
    exact: str = ""
    href: str = ""
    note: str = ""


@dataclass(frozen=True)
class Card:
    """A card: its first line is the large one. `meter` is a share in percent, for a bar that words accompany."""

    key: str
    title: str
    href: str
    lead: CardLine
    lines: tuple[CardLine, ...] = ()
    meter: str = ""
    state: str = ""


@dataclass(frozen=True)
class ProgramAddresses:
    """Addresses within a programme: `state` holds the version and the base."""

    facts: Facts
    state: str = ""

    def report(self, name: str, **query: str) -> str:
        """The address of a report; `query` is what it is asked for."""
        return self.asking(reverse("report_page", args=[self.facts.program.slug, name]), query)

    def trace(self, name: str, row: str, column: str, **query: str) -> str:
        """Where a figure says what it comes from.

        `query` is what the report was asked for: a row that sums the others is there only where some are hidden.
        """
        page = reverse("trace_page", args=[self.facts.program.slug, name])
        return self.asking(page, {**query, "row": row, "column": column})

    def asking(self, page: str, query: dict[str, str]) -> str:
        """A page with the state and what it is asked for."""
        address = page + self.state
        return f"{address}{'&' if '?' in address else '?'}{urlencode(query)}" if query else address


def money_line(
    label: str, report: Report, row: Row, column: str, way: ProgramAddresses, note: str = "", **query: str
) -> CardLine:
    """An amount of a report: said, exact, and the way to where it comes from; `query` as of `Way.trace`."""
    figure = row.figures[column]
    if not isinstance(figure, int):
        return CardLine(label, str(labels.MARKS["missing"]), note=note)
    if over := row.over(column):
        note = ", ".join(filter(None, (note, labels.note(over))))
    address = way.trace(report.name, row.key, column, **query)
    return CardLine(label, locale.short_amount(figure), locale.spoken_amount(figure), address, note)


def card_rate(report: Report, row: Row, key: str) -> str:
    """'43.4%', '–' without a rate; over a base below zero it says so."""
    column = next(column for column in report.columns if column.key == key)
    text = heading_words.figure_text(report, row, column)
    if row.says(key, NEGATIVE_BASE):
        return f"{text} ({labels.note(NEGATIVE_BASE)})"
    return text if text == MISSING else f"{text}%"


def budget_card(facts: Facts, way: ProgramAddresses) -> Card:
    """The year's budget against its named base."""
    report = variance.build(facts)
    total = report.row("total")
    change = money_line(
        _("Change of the budget"), report, total, "change", way, card_rate(report, total, "rate")
    )
    return Card(
        "budget",
        budget_words.current_heading(facts.version, facts.base),
        way.report("variance"),
        money_line(heading_words.with_status(facts.version), report, total, "current", way),
        (
            change,
            money_line(
                budget_words.prior_heading(facts.version, facts.base),
                report,
                total,
                "prior",
                way,
                heading_words.compared_with(facts.base),
            ),
        ),
    )


def movers_card(facts: Facts, way: ProgramAddresses) -> Card:
    """The largest changes by subject; the rest in one line, so that they add up to the change."""
    report, query = variance.build(facts, top=MOVERS), {"top": str(MOVERS)}
    rows = [row for row in report.rows if row.key not in ("total", "other")]
    rows.sort(key=variance.size_of_change, reverse=True)
    rows += [row for row in report.rows if row.key == "other"]
    lines = [
        money_line(heading_words.row_label(row), report, row, "change", way, mover_note(report, row), **query)
        for row in rows
    ]
    lead = lines[0] if lines else CardLine(_("Nothing changed"))
    return Card(
        "movers",
        _("Largest movers"),
        way.report("variance", **query),
        lead,
        tuple(lines[1:]),
    )


def mover_note(report: Report, row: Row) -> str:
    """The marks of a row in words and its rate of change, as far as it has any."""
    marks = [str(labels.MARKS[mark]) for mark in row.marks]
    rate = card_rate(report, row, "rate")
    return ", ".join([*marks, *([rate] if rate != MISSING else [])])


def execution_card(facts: Facts, way: ProgramAddresses) -> Card:
    """What was executed of this year's 예산현액 by the last day that somebody entered."""
    report = execution.build(facts)
    total = report.row("total")
    lines = []
    if "executed" in total.figures:
        lines = [
            money_line(labels.heading(HEADINGS[key]), report, total, key, way)
            for key in ("executed", "current_budget")
        ]
    rate = card_rate(report, total, "execution_rate") if lines else MISSING
    words = heading_words.execution_line(facts)
    return Card(
        "execution",
        labels.heading(execution.REPORT.title),
        way.report("execution"),
        CardLine("", words) if rate == MISSING else CardLine("", rate, note=words),
        tuple(lines),
        meter=bar_of(rate),
    )


def sources_card(facts: Facts, way: ProgramAddresses) -> Card:
    """How much of the budget is national money and how much is not."""
    report = source_shares.build(facts)
    lines = [
        money_line(heading_words.row_label(row), report, row, "amount", way, card_rate(report, row, "share"))
        for row in report.rows
        if row.key != "total"
    ]
    return Card(
        "sources",
        labels.heading(source_shares.REPORT.title),
        way.report("source-shares"),
        lines[0],
        tuple(lines[1:]),
    )


def bar_of(rate: str) -> str:
    """The number of a <meter> from a rate in words; '' where there is none or it is no share."""
    number = rate.removesuffix("%").replace(",", "")
    return "" if number == MISSING or not number[:1].isdecimal() else number


def carry_over_card(facts: Facts, way: ProgramAddresses) -> Card:
    """What each settled year carried into the next."""
    report = settlement.build(facts)
    lines = []
    for row in reversed(report.rows):
        if row.under is None and not row.is_national:
            note = str(labels.DERIVED) if "carried_out" in row.derived else ""
            lines.append(money_line(heading_words.row_label(row), report, row, "carried_out", way, note))
    return Card(
        "carry-over", _("Carried out of settled years"), way.report("settlement"), lines[0], tuple(lines[1:])
    )


def progress_card(facts: Facts, way: ProgramAddresses) -> Card:
    """기투자 / 총사업비, and the same with the budgets up to the year."""
    report = cost_progress.build(facts)
    (row,) = report.rows
    share = card_rate(report, row, "cumulative_share")
    names = {
        column.key: heading_words.column_heading(column, facts)
        for column in report.columns
        if column.kind == "money"
    }
    invested = card_rate(report, row, "invested_share")
    return Card(
        "progress",
        _("Progress of the total cost"),
        way.report("cost-progress"),
        CardLine(_("%(part)s / total cost") % {"part": names["cumulative"]}, share),
        (
            CardLine(_("%(part)s / total cost") % {"part": names["invested"]}, invested),
            *(money_line(names[key], report, row, key, way) for key in names),
        ),
        meter=bar_of(share),
    )


def sites_card(facts: Facts, way: ProgramAddresses) -> Card:
    """The sites with the stage that each has reached; those that were withdrawn are counted apart."""
    report = sites.build(facts)
    return Card(
        "sites",
        labels.heading(sites.REPORT.title),
        way.report("sites"),
        CardLine(_("Sites"), labels.sites_count(report)),
        tuple(
            CardLine(site.name, str(labels.SITE_STATUSES[site.status]))
            for site in sites.sites_in_order(facts.sites)
        ),
    )


def findings_card(waiting: Sequence[Entry], words: FindingWords, page: str) -> Card:
    """What does not tie and nobody has explained: how many, and the first few by name."""
    lines = [
        CardLine(
            words.entry(one),
            words.side(one.first, one.first.difference),
            href=f"{page}#{finding_anchor(one.first)}",
        )
        for one in waiting[:NAMED_FINDINGS]
    ]
    return Card(
        "findings",
        _("Tie-outs"),
        page,
        CardLine(_("Tie-outs"), open_text(waiting) if waiting else _("nothing open")),
        tuple(lines),
        state="breaks" if waiting else "ties",
    )


def reasons_card(counts: dict[str, int], way: ProgramAddresses) -> Card:
    """How many changes wait for an explanation."""
    text = ngettext("%(count)s open", "%(count)s open", counts["open"]) % {"count": counts["open"]}
    return Card(
        "reasons",
        _("Explanations of changes"),
        way.report("variance", only="open"),
        CardLine(_("Explanations of changes"), text if counts["open"] else _("nothing open")),
        (
            CardLine(str(labels.REASONS["missing"]), f"{counts['missing']}"),
            CardLine(str(labels.REASONS["stale"]), f"{counts['stale']}"),
        ),
        state="breaks" if counts["open"] else "ties",
    )
