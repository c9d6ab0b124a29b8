"""Charts of reports: which rows become which bars, in words. charts.py has the geometry, reports the figures."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from ledger import labels
from ledger.charts import Chart, Kind, Part, bar_chart, waterfall
from ledger.facts import Facts
from ledger.formats import MISSING
from ledger.reports.report import Figure, Report, Row

Link = Callable[[str, str, str], str]
"""Report, row and column -> where the figure says what it comes from."""


def amount_text(figure: Figure) -> str:
    return labels.said(figure) if isinstance(figure, int) else MISSING


def known(figure: Figure) -> int | None:
    return figure if isinstance(figure, int) else None


def part(label: str, row: Row, column: str, kind: Kind, href: str = "", tag: str = "") -> Part:
    figure = row.figures[column]
    return Part(label, known(figure), amount_text(figure), kind, href, tag)


def changes_waterfall(report: Report, facts: Facts, link: Link) -> Chart | None:
    """From the base over each row's change to the version: the rows of 증감 내역. None without a base."""
    total = report.row("total")
    if total.figures["change"] is None:
        return None
    parts = [part(labels.prior_heading(facts), total, "prior", "base", link(report.name, "total", "prior"))]
    for row in report.rows:
        change = known(row.figures["change"])
        if row.key == "total" or not change:
            continue
        tag = ", ".join(str(labels.MARKS[mark]) for mark in row.marks)
        kind: Kind = "up" if change > 0 else "down"
        href = link(report.name, row.key, "change")
        parts.append(part(labels.row_label(report, row), row, "change", kind, href, tag))
    parts.append(
        part(labels.current_heading(facts), total, "current", "total", link(report.name, "total", "current"))
    )
    title = _("Change by account subject")
    description = _("From %(base)s to %(version)s: change %(change)s.") % {
        "base": amount_text(total.figures["prior"]),
        "version": amount_text(total.figures["current"]),
        "change": amount_text(total.figures["change"]),
    }
    return waterfall(title, description, parts)


def years_chart(report: Report, link: Link) -> Chart:
    """A bar for what each year was allotted, and one for what a settled year executed."""
    parts = []
    for row in report.rows:
        year = labels.row_label(report, row)
        for column, kind in (("amount", "total"), ("executed", "other")):
            if row.figures[column] is None:
                continue
            label = f"{year} {labels.COLUMNS['budget' if column == 'amount' else column]}"
            tag = str(labels.DERIVED) if column in row.derived else ""
            parts.append(part(label, row, column, kind, link(report.name, row.key, column), tag))  # type: ignore[arg-type]
    return bar_chart(
        _("Budget and execution by year"),
        _("A bar for the budget of each year, a bar for what was executed in a settled year."),
        parts,
    )
