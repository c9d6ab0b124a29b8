"""Charts of reports: which rows become which bars, in words. bars.py has the geometry, reports the figures."""

from collections.abc import Callable
from itertools import groupby

from django.utils.translation import gettext as _

from ledger.figures import versions
from ledger.figures.facts import Facts
from ledger.figures.settlement_form import HEADINGS
from ledger.reporting.report import Figure, Report, Row, amount
from ledger.reports.settlement_bridge import NEXT, STEP_HEADINGS, STEPS, WHOLE_STEP
from ledger.screen.bars import BarKind, Chart, ChartPart, bar_chart, outgoing_part, waterfall
from ledger.words import budget_words, heading_words, labels, locale
from ledger.words.formats import MISSING

Link = Callable[[str, str, str], str]
"""Report, row and column -> where the figure says what it comes from."""


def no_link(report: str, row: str, column: str) -> str:
    """No address: for a chart beside its own table, which has the links."""
    return ""


def spoken_or_missing(figure: Figure) -> str:
    """An amount as a card says it, '–' where it is missing."""
    return locale.short_amount(figure) if isinstance(figure, int) else MISSING


def won_or_none(figure: Figure) -> int | None:
    """The amount of a figure in won; None where it is missing."""
    return figure if isinstance(figure, int) else None


def chart_part(label: str, row: Row, column: str, kind: BarKind, href: str = "", tag: str = "") -> ChartPart:
    """The bar of a row's amount in a column."""
    figure = row.figures[column]
    return ChartPart(label, won_or_none(figure), spoken_or_missing(figure), kind, href, tag)


def changes_waterfall(report: Report, facts: Facts, link: Link = no_link) -> Chart | None:
    """From the base over each row's change to the version: the rows of 증감 내역. None without a base."""
    total = report.row("total")
    if total.figures["change"] is None:
        return None
    parts = [
        chart_part(
            budget_words.prior_heading(facts.version, facts.base),
            total,
            "prior",
            "base",
            link(report.name, "total", "prior"),
        )
    ]
    for row in report.rows:
        change = won_or_none(row.figures["change"])
        if row.key == "total" or not change:
            continue
        tag = ", ".join(str(labels.MARKS[mark]) for mark in row.marks)
        kind: BarKind = "up" if change > 0 else "down"
        href = link(report.name, row.key, "change")
        parts.append(chart_part(heading_words.row_label(row), row, "change", kind, href, tag))
    parts.append(
        chart_part(
            budget_words.current_heading(facts.version, facts.base),
            total,
            "current",
            "total",
            link(report.name, "total", "current"),
        )
    )
    title = _("Change by account subject")
    description = _("From %(base)s to %(version)s: change %(change)s.") % {
        "base": spoken_or_missing(total.figures["prior"]),
        "version": spoken_or_missing(total.figures["current"]),
        "change": spoken_or_missing(total.figures["change"]),
    }
    return waterfall(title, description, parts)


def years_chart(report: Report, facts: Facts, link: Link = no_link) -> Chart:
    """A bar for what each year was allotted, and one for what a settled year executed."""
    parts = []
    for row in report.rows:
        version = versions.find(facts.versions, str(row.figures["version"]))
        labels_of = {
            "amount": budget_words.version_budget(version) if version else "",
            "executed": f"{heading_words.row_label(row)} {labels.heading(HEADINGS['executed'])}",
        }
        for column, kind in (("amount", "total"), ("executed", "other")):
            if row.figures[column] is None:
                continue
            label = labels_of[column]
            tag = str(labels.DERIVED) if column in row.derived else ""
            parts.append(chart_part(label, row, column, kind, link(report.name, row.key, column), tag))  # type: ignore[arg-type]
    return bar_chart(
        _("Budget and execution by year"),
        _("A bar for the budget of each year, a bar for what was executed in a settled year."),
        parts,
    )


STANDING = (STEPS[0], WHOLE_STEP)
"""Steps that stand on zero: what the year began with, and what it had."""

COMING = STEPS[: STEPS.index(WHOLE_STEP)]
"""The steps before 예산현액: what it is made up of."""


def bridge_charts(report: Report, facts: Facts) -> list[Chart]:
    """A waterfall of the programme for each year: up to 예산현액, down to nothing, and on into the next year."""
    charts = []
    of_program = [row for row in report.rows if row.name is None]
    for year, steps in groupby(of_program, key=lambda row: str(row.year)):
        rows = list(steps)
        names = {"year": year, "unit": locale.unit_note(report.unit)}
        if all(row.figures["total"] is None for row in rows):
            parts = [ChartPart(year, None, str(labels.MARKS["missing"]), "total")]
        else:
            parts = [bridge_part(report, row) for row in rows]
        charts.append(
            waterfall(
                _("Settlement flow %(year)s (%(unit)s)") % names,
                _(
                    "What made up the current budget of %(year)s, what became of it, and what the next year"
                    " carried in."
                )
                % names,
                parts,
            )
        )
    return charts


def bridge_part(report: Report, row: Row) -> ChartPart:
    """The bar of a step: up to 예산현액, down from it, or standing on zero."""
    step = row.step
    assert step is not None
    label, figure = labels.heading(STEP_HEADINGS[step]), amount(row.figures, "total")
    total = report.columns[0]
    is_known = figure is not None or "total" in row.notes
    text = heading_words.figure_text(report, row, total) if is_known else str(labels.MARKS["missing"])
    tag = bar_tag(row)
    if step == NEXT:
        return ChartPart(label, figure, text, "base", tag=tag)
    if step in STANDING:
        return ChartPart(label, figure, text, "total", tag=tag)
    if step in COMING:
        return ChartPart(label, figure, text, "down" if (figure or 0) < 0 else "up", tag=tag)
    return outgoing_part(label, figure, text, tag)


def bar_tag(row: Row) -> str:
    """Whether the document leaves the figure blank, and what else must be said of it."""
    if "total" in row.notes:
        return labels.note(row.notes["total"])
    if "total" in row.assumed:
        return _("assumed")
    return str(labels.DERIVED) if "total" in row.derived else ""


CHARTS: dict[str, Callable[[Report, Facts], list[Chart]]] = {
    "steps": bridge_charts,
    "years": lambda report, facts: [years_chart(report, facts)],
}
"""Kind of chart, as a report declares it -> the charts beside its table."""
