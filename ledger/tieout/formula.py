"""Rules on the 산출식 of line items: what it gives against the amount. They belong to the family 'inside'.

Words, and a text that cannot be read as a formula, say nothing (ledger/reading/formula). A line that a version carries
is judged in the version that holds it. Where a line changes another its 산출식 is that of the change.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ledger.figures.facts import Line
from ledger.figures.money import UNITS
from ledger.figures.text import marked as _
from ledger.reading.formula import (
    Formula,
    Outcome,
    amount_unit,
    exact,
    formula_of,
    outcomes,
    verdict_on,
    whole_won,
)
from ledger.tieout.evidence import Evidence
from ledger.tieout.finding import Cell, Note, Term, Terms, Tie
from ledger.tieout.inside import FAMILY

ROUNDED_RESULT = Note("rounded_result", _("The amount is what the formula gives, rounded."))
BACK_SOLVED = Note("back_solved", _("The unit price looks divided out of the total."), outside=ROUNDED_RESULT)


class Computed(NamedTuple):
    """A line item with a formula: its cell, what the formula has to come to (won), whether that is a change."""

    cell: Cell
    line: Line
    formula: Formula
    due: int
    is_change: bool


GIVEN = _("What the formula gives")
OF_CHANGE = (GIVEN, _("Change of the line item"))
"""The sides where a line changes another."""


@FAMILY.rule(compares=(GIVEN, _("Amount of the line item")))
def formula_to_amount(evidence: Evidence) -> Iterator[Tie]:
    """산출식의 계산 결과는 산출근거 항목의 금액(추경에서 바뀐 항목은 증감액)과 같아야 합니다.

    What the formula of a line item gives must equal its amount, of a line that a supplementary budget changes the
    change.
    """
    for one in computed_lines(evidence):
        unit = amount_unit(one.due, one.line.unit)
        verdict = verdict_on(one.formula, one.due, one.line.unit)
        given = Term(whole_won(exact(one.formula.node), unit))
        due = Term(one.due, unit, None if one.is_change else one.cell)
        note = BACK_SOLVED if verdict.kind == "back-solved" else None
        yield Tie(one.cell, (given,), (due,), note=note, sides=OF_CHANGE if one.is_change else None)


@FAMILY.rule(compares=(_("What the formula says it gives"), _("What it gives")))
def formula_to_outcome(evidence: Evidence) -> Iterator[Tie]:
    """산출식이 등호(=) 뒤에 적은 금액은 그 식의 계산 결과와 같아야 합니다.

    The amount that a formula states after its equals sign must equal what it gives.
    """
    for one in computed_lines(evidence):
        stated = [outcome for outcome in outcomes(one.formula, one.line.unit) if outcome.is_money]
        if stated:
            yield Tie(one.cell, *outcome_terms(first_wrong(stated)))


UNIT_OF_STEP = {size: unit for unit, size in UNITS.items()}


def first_wrong(stated: Sequence[Outcome]) -> Outcome:
    """The first figure that does not hold, the first of all where each does: a cell has one tie of a rule."""
    return next((outcome for outcome in stated if not outcome.holds), stated[0])


def outcome_terms(outcome: Outcome) -> tuple[Terms, Terms]:
    """What a formula states and what it gives, each as a sum of one term."""
    unit = UNIT_OF_STEP.get(int(outcome.step))
    room = None if unit else int(outcome.step) // 2
    stated = Term(whole_won(outcome.figure, "won"), unit or "won", room=room)
    return (stated,), (Term(whole_won(outcome.result, unit or "won")),)


def computed_lines(evidence: Evidence) -> Iterator[Computed]:
    """The line items of the version itself that have a formula."""
    before = {
        line.id: line.amount
        for allocations in (evidence.facts.base_allocations, *evidence.facts.budgets.values())
        for one in allocations
        for line in one.lines
        if line.id
    }
    for row, (_allocation, line) in evidence.index.basis_rows.items():
        if line is None or line.carried_from or not (formula := formula_of(line.basis)):
            continue
        cell = evidence.cell("calculation-basis", row, "amount")
        if not line.ancestors:
            yield Computed(cell, line, formula, line.amount, is_change=False)
        elif (so_far := before.get(line.ancestors[0])) is not None:
            yield Computed(cell, line, formula, line.amount - so_far, is_change=True)
