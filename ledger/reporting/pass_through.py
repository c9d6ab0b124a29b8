"""교부: money of a subject that is handed on, so that 'executed' says only that it left the house. Pure.

Beside it stands what the recipients have spent of it, where that is entered, and on the programme's own row what
share of its executed money was handed on.
"""

from collections.abc import Mapping
from fractions import Fraction

from ledger.figures.facts import Settlement, Subject
from ledger.figures.money import rate, total
from ledger.figures.settlement_form import HEADINGS, UNSPENT_REASON
from ledger.figures.text import marked as _
from ledger.reporting.report import NEGATIVE_BASE, Column, Figure, Rate, Report

RECIPIENTS = (
    Column("recipients_executed", heading=_("Spent by the recipients")),
    Column(
        "recipients_rate",
        "rate",
        Rate("recipients_executed", "executed"),
        heading=_("Recipients' rate (spent by them/executed (handed on), %)"),
    ),
    Column("recipients_as_of", "key", heading=_("Spent by the recipients as of")),
)
"""실집행액, 실집행률 (of what was handed on) and the day of which the recipients' figure is."""

SHARE = Column("pass_through_share", "rate", heading=_("Share handed on (handed on/executed, %)"))
"""교부 비중: of the programme's executed money, in percent."""

FIELD_HEADINGS = {
    **HEADINGS,
    "unspent_reason": UNSPENT_REASON,
    **{column.key: column.heading for column in RECIPIENTS},
}
"""Field of a settlement -> its English text, the recipients' fields and 집행잔액 사유 included."""

NOTES = {"executed": "passed_on", "execution_rate": "passed_on_rate"}
"""What must be said of the cells of a subject that is passed through."""


def is_handed_on(report: Report) -> bool:
    """Whether a report shows money that was handed on."""
    return any(row.says(cell, "passed_on") for row in report.rows for cell in row.notes) or any(
        column.key == SHARE.key for column in report.columns
    )


def recipients(settled: Settlement | None) -> tuple[dict[str, Figure], dict[str, str]]:
    """The recipients' cells of a row that is passed through, and what must be said of them."""
    if settled is None or settled.recipients_executed is None:
        return {}, {"recipients_executed": "no_recipients"}
    spent: dict[str, Figure] = {"recipients_executed": settled.recipients_executed}
    return {**spent, "recipients_as_of": settled.recipients_as_of or None}, {}


def handed_on_share(
    whole: int | None, executed: Mapping[Subject, int | None]
) -> tuple[Fraction | None, dict[str, str]]:
    """What share of the executed money was handed on, in percent, and what must be said of it.

    `executed` has each subject of which something is known. A subject that is passed through and has no figure
    leaves the share unknown; so does a ledger that names none as long as its subjects do not add up to the whole.
    Where one is named and they do not add up, the share is that of what is known to be handed on.
    """
    passed = [amount for subject, amount in executed.items() if subject.is_pass_through]
    is_complete = None not in executed.values() and total(executed.values()) == whole
    if whole is None or None in passed or not (passed or is_complete):
        return None, {}
    if whole < 0:
        return None, {SHARE.key: NEGATIVE_BASE}
    return rate(total(passed) or 0, whole), {} if is_complete else {SHARE.key: "passed_on_as_far_as_known"}
