"""결산 흐름: how a year's budget came to be and where it went, step by step, and on into the next year.

최종예산 + 전년이월 + 예산변경 = 예산현액 = 집행액 + 차년이월 + 보조금반납금 + 집행잔액.
차년이월 is the next year's 전년이월.
The figures, and the marks of those that the document leaves blank, are those of reports/settlement.py.
"""

from dataclasses import replace

from ledger.figures.facts import Facts, Subject
from ledger.figures.money import rate
from ledger.figures.settlement_form import COUNT_AS_ZERO, HEADINGS, SETTLEMENT_CELLS
from ledger.figures.subjects import lone_heir
from ledger.figures.text import marked as _
from ledger.reporting.books import built_once
from ledger.reporting.declared import FILLED, NATIONAL, Declared, breakdown
from ledger.reporting.report import (
    NEGATIVE_BASE,
    Change,
    Column,
    Report,
    Row,
    amount,
    complete_row,
    computed_remark,
)
from ledger.reports import settlement
from ledger.reports.settlement import NO_SUBJECTS, YEARS_SHOWN, Scope, scopes

COLUMNS = (
    Column("total", heading=_("total amount")),
    Column("national", heading=_("National part (x)")),
    # Not a change but, by the same arithmetic, the rest: missing if either is missing.
    Column("other", meaning=Change("total", "national"), heading=_("City and other (not national)")),
    Column("share", "rate", heading=_("Share of the current budget (%)")),
)
WHOLE_STEP = "current_budget"
"""The step that the others are shares of: 예산현액."""

NEXT = "next_carried_in"
STEPS = (*SETTLEMENT_CELLS, NEXT)
"""The steps in their order."""

STEP_HEADINGS = {**HEADINGS, NEXT: _("Carried into the next year")}
"""Step -> its English text."""

BY_KEY = {column.key: column for column in settlement.COLUMNS}

RATES = {"executed": "execution_rate", "carried_out": "carried_out_rate", "unspent": "unspent_rate"}
"""Step -> the name of its share of 예산현액: 집행률, 이월률, 불용률."""


@built_once
def build(facts: Facts, by: str = "program") -> Report:
    """Rows '<year>-<step>' of the three years before, with `by` 'subject' '<year>-<code>-<step>' too. Won.

    `share` is what part of 예산현액 a step is, in percent. A year that the ledger does not hold has its rows, blank.
    The last row of a year is what the next year carried in, as that year's own settlement has it.
    """
    found = scopes(facts, range(facts.year - YEARS_SHOWN, facts.year + 1), by)
    held = {(scope.year, scope.subject and scope.subject.identity): scope for scope in found}
    rows: list[Row] = []
    for scope in found:
        if scope.year == facts.year:
            continue
        following = following_of(facts, scope.year, scope.subject)
        if scope.subject is not None and following is None:
            rows += steps(scope, None, is_joint=True)
        else:
            rows += steps(scope, held.get((scope.year + 1, following and following.identity)))
    return REPORT.of(COLUMNS, rows, None if by == "program" else by)


def following_of(facts: Facts, year: int, subject: Subject | None) -> Subject | None:
    """The subject that alone carries in what this one alone carried out of a year; None of what was merged or split."""
    if subject is None:
        return None
    settled = {
        one.subject for one in facts.settlements if one.fiscal_year == year and one.subject is not None
    }
    return lone_heir(subject, settled, facts.successors, year + 1)


def steps(scope: Scope, following: Scope | None, *, is_joint: bool = False) -> list[Row]:
    """The steps of a year, each as total and national part.

    `is_joint`: what the next year carried in stands in subjects that were merged or split, none of them its own.
    """
    is_held = not (scope.total.marks and scope.national.marks)
    whole = amount(scope.total.figures, WHOLE_STEP)
    rows = []
    for step in STEPS:
        cell, of = ("carried_in", following) if step == NEXT else (step, scope)
        portions = {} if of is None else {"total": of.total, "national": of.national}
        figures = {portion: amount(row.figures, cell) for portion, row in portions.items()}
        row = Row(
            step_key(scope.total.key, step),
            # What the next year carried in is no part of this one's.
            {**figures, "share": None if step == NEXT else rate(figures.get("total"), whole)},
            name=scope.subject.name if scope.subject else None,
            # Behind the first one: a year is sorted as a whole, its steps stay in their order.
            under=step_key(scope.total.key, STEPS[0]) if step != STEPS[0] else None,
            is_whole=step == WHOLE_STEP,
            year=scope.year,
            subject=scope.subject,
            step=step,
            derived=marked_columns({key: cell in row.derived for key, row in portions.items()}),
            assumed=marked_columns({key: cell in row.assumed for key, row in portions.items()}),
            marks=step_marks(step, figures, is_held=is_held, is_joint=is_joint),
            notes=step_notes(scope, step, figures, is_held=is_held),
        )
        if whole is not None and whole < 0 and figures.get("total") is not None and step != NEXT:
            row = replace(row, notes={**row.notes, "share": NEGATIVE_BASE})
        for portion, settled in portions.items():
            if remark := computed_remark(settled, BY_KEY[cell]):
                given = row.notes.get(portion, "")
                row = replace(row, notes={**row.notes, portion: f"{given} {remark}".strip()})
        rows.append(complete_row(row, COLUMNS))
    return rows


def step_key(scope: str, step: str) -> str:
    """The key of a step from that of its year in the settlement: '2019-executed', '2019-401-01-executed'."""
    return f"{scope}-{step}"


def marked_columns(portions: dict[str, bool]) -> tuple[str, ...]:
    """The columns that a mark of the settlement stands in; the rest follows from both."""
    columns = [portion for portion, has_mark in portions.items() if has_mark]
    return (*columns, "other") if columns else ()


def step_marks(
    step: str, figures: dict[str, int | None], *, is_held: bool, is_joint: bool
) -> tuple[str, ...]:
    """The mark of a step: that it is not known, or known only together with others."""
    if not is_unknown(step, figures, is_held=is_held):
        return ()
    return ("joint",) if step == NEXT and is_joint and is_held else ("missing",)


def is_unknown(step: str, figures: dict[str, int | None], *, is_held: bool) -> bool:
    """Whether the row says that there is no data: once for a year that is not held, and at the way into the next."""
    if not is_held:
        return step == STEPS[0]
    return step == NEXT and figures.get("total") is None


def step_notes(scope: Scope, step: str, figures: dict[str, int | None], *, is_held: bool) -> dict[str, str]:
    """What a step's share is called, that executed money was only handed on, that the form has no such column."""
    if not is_held:
        return {}
    if step == "executed" and scope.subject is not None and scope.subject.is_pass_through:
        return {"total": "passed_on", "share": "passed_on_rate"}
    if step in COUNT_AS_ZERO and figures.get("total") is None:
        return {"total": "no_refund_column"}
    return {"share": RATES[step]} if step in RATES else {}


REPORT = Declared(
    name="settlement-bridge",
    title=_("Settlement flow"),
    row_heading=_("Year and step"),
    unit="thousand",
    build=build,
    questions=(breakdown("program", "subject", shown="program"),),
    footnotes=(NATIONAL, *FILLED, NO_SUBJECTS, "recipients"),
    chart="steps",
    is_tied=False,
)
