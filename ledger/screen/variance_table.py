"""증감 내역 as a table: a report's table with the explanation of each change beside its figures."""

from typing import Any

import django_tables2
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from ledger.figures.facts import Facts
from ledger.reporting.reasons import Reason, cell_of, change_sides
from ledger.reporting.report import Report, Row
from ledger.screen.tables import LabelColumn, ReportTable, row_anchor
from ledger.screen.tie_marks import Marks
from ledger.words import heading_words, labels, locale
from ledger.words.formats import MISSING


class ReasonColumn(django_tables2.Column):
    """증감사유 of a row: its state, its text, and the form for who may write and asked to."""

    def __init__(self, report: Report, reasons: dict[str, Reason], writing: dict[str, Any]) -> None:
        super().__init__(
            verbose_name=_("Explanation"),
            accessor="key",
            orderable=False,
            attrs={"th": {"class": "reason", "scope": "col"}, "td": {"class": "reason"}},
        )
        self.report, self.reasons, self.writing = report, reasons, writing

    def render(self, record: Row) -> str:
        reason = self.reasons[record.key]
        is_open = self.writing["open"] == record.key
        if not reason.state and not self.writing["may"]:
            return ""
        context: dict[str, Any] = {
            "row": record,
            "reason": reason,
            "state_label": labels.REASONS.get(reason.state, ""),
            "may_write": self.writing["may"] and record.key != "other",
            "is_open": is_open,
            "writing": self.writing,
            "then": change_then(reason),
            "anchor": row_anchor(self.report.name, record.key),
        }
        if is_open:
            report, row, column = cell_of(self.report, record)
            left, right = change_sides(record)
            context["hidden"] = {
                "key": record.key,
                "report": report,
                "row": row,
                "column": column,
                "left": left,
                "right": right,
            }
        return render_to_string("reason.html", context, self.writing["request"])


def change_then(reason: Reason) -> str:
    """The two amounts for which a stale explanation was written: 'B … / A …'."""
    if reason.explanation is None or not reason.is_stale:
        return ""
    sides = (reason.explanation.left, reason.explanation.right)
    return " / ".join(locale.spoken_amount(int(side)) if side else MISSING for side in sides)


class NationalLineColumn(django_tables2.Column):
    """The (x) lines of a row in one sentence, for narrow screens, where they stand last."""

    def __init__(self, report: Report, facts: Facts) -> None:
        attrs = {"th": {"class": "x-line", "scope": "col"}, "td": {"class": "x-line"}}
        super().__init__(verbose_name=_("National part (x)"), accessor="key", orderable=False, attrs=attrs)
        self.report = report
        self.columns = [
            (column, heading_words.column_heading(whole, facts))
            for column in report.columns
            for whole in report.columns
            if whole.key == column.national_of and column.kind == "money"
        ]

    def render(self, record: Row) -> str:
        if not any(record.figures[column.key] for column, _heading in self.columns):
            return ""
        return " · ".join(
            f"{heading} {heading_words.figure_text(self.report, record, column)}"
            for column, heading in self.columns
            if record.figures[column.key] is not None
        )


class VarianceTable(ReportTable):
    """The changes with their explanations. A row has an id, and its label leads to its line items."""

    class Meta(ReportTable.Meta):
        template_name = "variance_table.html"
        attrs = {"class": "report variance"}

    def __init__(
        self,
        report: Report,
        facts: Facts,
        sort: str | None,
        marks: Marks,
        trace: str,
        reasons: dict[str, Reason],
        writing: dict[str, Any],
    ) -> None:
        super().__init__(
            report,
            facts,
            sort,
            marks,
            trace,
            label=LabelColumn(report, writing["drill"]),
            extra=[
                ("reason", ReasonColumn(report, reasons, writing)),
                ("x", NationalLineColumn(report, facts)),
            ],
        )

    @property
    def second_base(self) -> bool:
        """Whether a second base stands beside the first."""
        return any(column.key == "prior_beside" for column in self.report.columns)
