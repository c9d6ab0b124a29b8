"""The charts that stand beside a report's table: report name -> charts of its figures, in the reader's words."""

from collections.abc import Callable
from itertools import groupby

from django.utils.translation import gettext as _

from ledger import labels
from ledger.charts import Chart, Part, leaving, waterfall
from ledger.facts import Facts
from ledger.reports.report import Report, Row, amount
from ledger.reports.settlement_bridge import NEXT, STEPS, WHOLE

STANDING = (STEPS[0], WHOLE)
"""Steps that stand on zero: what the year began with, and what it had."""

COMING = STEPS[: STEPS.index(WHOLE)]


def settlement_bridge(report: Report, facts: Facts) -> list[Chart]:
    """A waterfall of the programme for each year: up to 예산현액, down to nothing, and on into the next year."""
    charts = []
    of_program = [row for row in report.rows if row.name is None]
    for year, steps in groupby(of_program, key=lambda row: row.key.partition("-")[0]):
        rows = list(steps)
        names = {"year": year, "unit": labels.unit_note(report.unit)}
        if all(row.figures["total"] is None for row in rows):
            parts = [Part(year, None, str(labels.MARKS["missing"]), "total")]
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


def bridge_part(report: Report, row: Row) -> Part:
    step = row.key.rpartition("-")[2]
    label, figure = str(labels.COLUMNS[step]), amount(row.figures, "total")
    total = report.columns[0]
    is_known = figure is not None or "total" in row.notes
    text = labels.figure_text(report, row, total) if is_known else str(labels.MARKS["missing"])
    tag = bar_tag(row)
    if step == NEXT:
        return Part(label, figure, text, "base", tag=tag)
    if step in STANDING:
        return Part(label, figure, text, "total", tag=tag)
    if step in COMING:
        return Part(label, figure, text, "down" if (figure or 0) < 0 else "up", tag=tag)
    return leaving(label, figure, text, tag)


def bar_tag(row: Row) -> str:
    """Whether the document leaves the figure blank, and what else must be said of it."""
    if "total" in row.notes:
        return str(labels.NOTES[row.notes["total"]])
    if "total" in row.assumed:
        return _("assumed")
    return _("derived") if "total" in row.derived else ""


CHARTS: dict[str, Callable[[Report, Facts], list[Chart]]] = {
    "settlement-bridge": settlement_bridge,
}
