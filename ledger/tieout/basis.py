"""Rules on the lines of 산출근거. They belong to the family 'between'."""

from collections.abc import Iterator

from ledger.figures.text import marked as _
from ledger.tieout.between import BUDGET, FAMILY
from ledger.tieout.evidence import Evidence
from ledger.tieout.finding import Cell, Terms, Tie
from ledger.tieout.inside import printed_all


@FAMILY.rule(compares=(_("Sum of the line items"), BUDGET))
def basis_to_summary(evidence: Evidence) -> Iterator[Tie]:
    """산출근거 항목(추경은 기정예산에서 바뀌지 않은 금액 포함)의 합계는 예산총괄의 예산액과 같아야 합니다.

    The sum of the line items in the basis of estimate, of a supplementary budget with what it leaves of the budget so
    far, must equal the budget in the budget summary.
    """
    rows = evidence.report("calculation-basis").rows
    for key in {row.group: None for row in rows if row.group}:
        lines = [row.key for row in rows if row.group == key and row.line is not None]
        printed, missing = printed_all(evidence, "calculation-basis", lines, ["amount"])
        budget = evidence.printed("budget-summary", key, "current")
        if printed and budget:
            unchanged, missing = left_as_it_is(evidence, key, missing)
            yield Tie(
                evidence.cell("budget-summary", key, "current"), (*printed, *unchanged), budget, missing
            )


def left_as_it_is(
    evidence: Evidence, key: str, unprinted: tuple[Cell, ...]
) -> tuple[Terms, tuple[Cell, ...]]:
    """What a budget leaves of the one that it changes, and need not print; beside it what is missing all the same.

    Lines that it carries, and the amount of a subject whose budget so far has no lines (figures/carried.py).
    """
    held = evidence.index.basis_rows
    carried = [
        cell
        for cell in unprinted
        if cell[:3] not in evidence.stated and (line := held[cell.row][1]) is not None and line.carried_from
    ]
    so_far = evidence.own_terms("calculation-basis", key, "amount")
    lines = evidence.all_terms("calculation-basis", [cell.row for cell in carried], ["amount"])
    return (*so_far, *lines), tuple(cell for cell in unprinted if cell not in carried)
