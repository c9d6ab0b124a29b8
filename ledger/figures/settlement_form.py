"""The form of 결산현황: the money cells of a settled year in their order, and what must add up among them.

A cell that is entered is declared here; its field is in `ledger/models/settlement.py`. Loading, the columns of
결산현황, the steps of 결산 흐름, the tie-outs, the traces and the council's table follow.
"""

from dataclasses import dataclass

from ledger.figures.text import marked as _


@dataclass(frozen=True)
class SettlementCell:
    """A money cell of a settled year. `heading` is the English text of its field, too.

    `counts_as_zero`: where it is blank the form has no such column, and sums count it as 0. `within` names the cell
    that it must not exceed; what `is_left_over` cannot be below zero.
    """

    key: str
    heading: str
    counts_as_zero: bool = False
    within: str | None = None
    is_left_over: bool = False


CELLS = (
    SettlementCell("final_budget", _("final budget")),
    SettlementCell("carried_in", _("carried in")),
    SettlementCell("budget_change", _("budget change")),
    SettlementCell("current_budget", _("current budget")),
    SettlementCell("executed", _("executed"), within="current_budget"),
    SettlementCell("carried_out", _("carried out")),
    SettlementCell("subsidy_refund", _("subsidy refund"), counts_as_zero=True),
    SettlementCell("unspent", _("unspent"), is_left_over=True),
)

SETTLEMENT_CELLS = tuple(cell.key for cell in CELLS)
"""Their keys in the form's order."""

HEADINGS = {cell.key: cell.heading for cell in CELLS}
"""Key -> the English text that heads it."""

UNSPENT_REASON = _("reason for the unspent balance")
"""What heads 집행잔액 사유, the text beside the cells."""

COUNT_AS_ZERO = frozenset(cell.key for cell in CELLS if cell.counts_as_zero)
"""The cells that a form may lack: blank they count as 0."""

IDENTITIES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("current_budget", ("final_budget", "carried_in", "budget_change")),
    ("current_budget", ("executed", "carried_out", "subsidy_refund", "unspent")),
)
"""예산현액 = 최종예산 + 전년이월 + 예산변경, and 예산현액 = 집행액 + 차년이월 + 보조금반납금 + 집행잔액.

지방재정법, form of the 결산서.
"""
