"""Family 'over time': settlements within a year, from year to year, and by subject."""

from collections.abc import Iterable, Iterator, Sequence

from ledger.figures.facts import Settlement, Subject
from ledger.figures.filled import FilledYear
from ledger.figures.money import UNITS
from ledger.figures.settlement_form import COUNT_AS_ZERO, IDENTITIES, SETTLEMENT_CELLS
from ledger.figures.subjects import joined
from ledger.figures.text import marked as _
from ledger.reporting.deemed import Added, passed_over
from ledger.reporting.report import computed_remark
from ledger.reports import execution
from ledger.reports.settlement import row_key
from ledger.tieout.evidence import Evidence
from ledger.tieout.finding import Cell, Note, Term, Terms, Tie, sum_terms
from ledger.tieout.rule import Family

FAMILY = Family("over_time", _("over time"))

CURRENT_BUDGET = _("Current budget in the settlement%(part)s")
AVAILABLE = _("Current budget%(part)s")
EXECUTED = _("Executed%(part)s")
SPENT = {"committed": _("Committed%(part)s"), "executed": EXECUTED}
"""Column of the execution -> what has gone out by it."""

BELOW_NOTHING = (_("Lower limit"), _("Unspent%(part)s"))
"""The sides of what is left unspent, against 0."""

YEAR_ABSENT = Note("year_absent", _("The ledger holds no settlement of that year."))

PORTIONS = ("total", "national")
"""An amount, and the national money in it."""

SettledRows = dict[tuple[int, Subject | None, str], Settlement]
"""Year, subject and portion -> the settlement row."""


@FAMILY.rule(compares=(CURRENT_BUDGET, _("Sum of final budget, carried in and budget change%(part)s")))
def available_budget(evidence: Evidence) -> Iterator[Tie]:
    """예산현액은 최종예산, 전년이월, 예산변경의 합계와 같아야 합니다.

    The current budget must equal the final budget, what was carried in and what was changed.
    """
    yield from identity_ties(evidence, *IDENTITIES[0])


@FAMILY.rule(compares=(CURRENT_BUDGET, _("Sum of executed, carried out, subsidy refund and unspent%(part)s")))
def use_of_budget(evidence: Evidence) -> Iterator[Tie]:
    """예산현액은 집행액, 차년이월, 보조금반납금, 집행잔액의 합계와 같아야 합니다.

    The current budget must equal what was executed, carried out, paid back and not spent.
    """
    yield from identity_ties(evidence, *IDENTITIES[1])


def identity_ties(evidence: Evidence, whole: str, parts: tuple[str, ...]) -> Iterator[Tie]:
    """The ties of one identity, of each settled row whose cells are all printed.

    An identity that fills a blank has no second witness.
    """
    for settled in evidence.facts.settlements:
        blank = [
            cell for cell in (whole, *parts) if settled.cells[cell] is None and cell not in COUNT_AS_ZERO
        ]
        if not blank:
            right = tuple(term for part in parts for term in cell_term(evidence, settled, part))
            left = cell_term(evidence, settled, whole)
            yield Tie(evidence.cell("settlement", settlement_key(evidence, settled), whole), left, right)


@FAMILY.rule(compares=(_("Carried out of the year before%(part)s"), _("Carried into the year%(part)s")))
def carry_over(evidence: Evidence) -> Iterator[Tie]:
    """차년이월은 다음 해의 전년이월과 같아야 합니다.

    What a year carries out must equal what the next year carries in.
    """
    settlements = evidence.facts.settlements
    rows = {(row.fiscal_year, row.subject, row.portion): row for row in settlements}
    years = range(min((row.fiscal_year for row in settlements), default=evidence.year), evidence.year - 1)
    if any(row.subject is None for row in settlements):
        for year in years:
            yield from carry_over_ties(evidence, rows, (None,), year)
    for year in years:
        settled = evidence.settled_subjects((year, year + 1))
        for group in joined(settled, evidence.facts.successors, year + 1):
            yield from carry_over_ties(evidence, rows, group, year)


def carry_over_ties(
    evidence: Evidence, rows: SettledRows, subjects: Sequence[Subject | None], year: int
) -> Iterator[Tie]:
    """What subjects (None: the programme) carry out of a year; one finding for all that is blank.

    Several are one subject under the codes of two years, or were merged or split from the one year to the other.
    """
    is_whole, heirs = None in subjects, [one for one in subjects if (year + 1, one, "total") in rows]
    missing: list[Cell] = []
    open_portions: list[str] = []

    def into_cell(portion: str) -> Cell:
        key = row_key(year + 1, (*heirs, *subjects)[0], portion, evidence.settlement_keys)
        return evidence.cell("settlement", key, "carried_in")

    for portion in PORTIONS:
        before, after = (
            {one: rows[when, one, portion] for one in subjects if (when, one, portion) in rows}
            for when in (year, year + 1)
        )
        if not before and (not after or not is_whole or portion == "national"):
            continue
        out = own_terms(evidence, before.values(), "carried_out")
        into = own_terms(evidence, after.values(), "carried_in")
        if out and into:
            yield Tie(into_cell(portion), out, into)
            continue
        open_portions.append(portion)
        for when, held, cell in ((year, before, "carried_out"), (year + 1, after, "carried_in")):
            for one in held or (*heirs, *subjects)[:1]:
                if not is_cell_printed(held.get(one), cell):
                    key = row_key(when, one, portion, evidence.settlement_keys)
                    missing.append(evidence.cell("settlement", key, cell))
    if missing and (is_whole or heirs):
        yield Tie(into_cell(open_portions[0]), missing=tuple(missing), note=None if heirs else YEAR_ABSENT)


def own_terms(evidence: Evidence, settled: Iterable[Settlement], cell: str) -> Terms:
    """A settlement cell of several rows, () where one of them does not have it, nor an identity of its own row."""
    terms = [own_term(evidence, row, cell) for row in settled]
    return tuple(term for of_row in terms for term in of_row) if all(terms) else ()


@FAMILY.rule(
    compares=(_("Sum of the settlement by subject%(part)s"), _("Settlement of the programme%(part)s"))
)
def subjects_to_program(evidence: Evidence) -> Iterator[Tie]:
    """통계목별 결산의 합계는 세부사업의 결산과 같아야 합니다.

    The sum of the settlement by subject must equal the programme's.
    """
    for whole in evidence.facts.settlements:
        parts = [
            row
            for row in evidence.facts.settlements
            if row.subject is not None
            and (row.fiscal_year, row.portion) == (whole.fiscal_year, whole.portion)
        ]
        if whole.subject is not None or not parts:
            continue
        for cell in SETTLEMENT_CELLS:
            right = cell_term(evidence, whole, cell)
            left = [term for row in parts for term in cell_term(evidence, row, cell)]
            if right and len(left) == len(parts):
                yield Tie(
                    evidence.cell("settlement", settlement_key(evidence, whole), cell), tuple(left), right
                )


@FAMILY.rule(compares=(EXECUTED, AVAILABLE))
def execution_within_budget(evidence: Evidence) -> Iterator[Tie]:
    """집행액은 예산현액을 넘지 않아야 하고, 집행잔액은 0보다 작지 않아야 합니다.

    What was executed must not exceed the current budget, and what is left unspent must not be below 0.
    """
    for row, filled in evidence.settled.items():
        executed, budget, unspent = (
            filled_term(evidence, row, filled, cell) for cell in ("executed", "current_budget", "unspent")
        )
        # A budget that rests on an assumption proves nothing.
        is_assumed = "budget_change" in filled.assumed and "current_budget" in filled.derived
        missing = (evidence.cell("settlement", row, "budget_change"),) if is_assumed else ()
        if executed and budget and sum_terms(executed) > sum_terms(budget):
            cell = evidence.cell("settlement", row, "executed")
            yield Tie(cell, executed, () if missing else budget, missing, at_most=True)
        if unspent and sum_terms(unspent) < 0:
            cell = evidence.cell("settlement", row, "unspent")
            is_assumed &= "unspent" in filled.derived
            missing = missing if is_assumed else ()
            yield Tie(cell, (), unspent, missing, at_most=True, sides=BELOW_NOTHING)
    yield from execution_so_far(evidence)


def execution_so_far(evidence: Evidence) -> Iterator[Tie]:
    """What the year's latest day has committed or spent beyond 예산현액; undecided while the carry-over is unknown."""
    day = execution.latest_day(evidence.facts.snapshots)
    if day is None:
        return
    report, year = evidence.report("execution"), evidence.year
    snapshots = [one for one in (day.whole, *day.subjects) if one is not None]
    known_to = [one.unit for one in snapshots] + [one.known_to for one in evidence.facts.allocations]
    unit = max(known_to, key=UNITS.__getitem__)
    for row in report.rows:
        for column in report.columns:
            spent, budget = row.figures[column.key], row.figures["current_budget"]
            if not (column.within and computed_remark(row, column)):
                continue
            assert isinstance(spent, int)
            assert isinstance(budget, int)
            cell = evidence.cell("execution", row.key, column.key)
            left = Term(spent, unit, cell)
            right = Term(budget, unit, cell._replace(column="current_budget"))
            subject = None if row.key == "total" else row.key
            is_known = "current_budget" not in row.assumed
            missing = () if is_known else (evidence.carry_in_cell(year, subject),)
            sides = (SPENT[column.key], AVAILABLE)
            yield Tie(cell, (left,), (right,) if is_known else (), missing, at_most=True, sides=sides)


def filled_term(evidence: Evidence, row: str, filled: FilledYear, cell: str) -> Terms:
    """A settled cell as it is printed or as its blank is filled; () where it stays blank."""
    amount = filled.cells[cell]
    if amount is None:
        return ()
    room = filled.room(cell) if cell in filled.derived else None
    return (Term(amount, filled.unit, evidence.cell("settlement", row, cell), room),)


def settlement_key(evidence: Evidence, settled: Settlement) -> str:
    """The row key of a settlement."""
    return row_key(settled.fiscal_year, settled.subject, settled.portion, evidence.settlement_keys)


def is_cell_printed(settled: Settlement | None, cell: str) -> bool:
    """Whether the document prints a figure in that cell of a settlement row."""
    return settled is not None and settled.cells[cell] is not None


def own_term(evidence: Evidence, settled: Settlement, cell: str) -> Terms:
    """A settlement cell as printed, or as an identity of its own row gives it; () where neither is so."""
    if is_cell_printed(settled, cell):
        return cell_term(evidence, settled, cell)
    filled = FilledYear(settled)
    while filled.fill_by_identity():
        pass
    amount = filled.cells[cell]
    if amount is None:
        return ()
    at = evidence.cell("settlement", settlement_key(evidence, settled), cell)
    return (Term(amount, settled.unit, at, filled.room(cell)),)


def cell_term(evidence: Evidence, settled: Settlement, cell: str) -> Terms:
    """A settlement cell as the document prints it, () where it is blank."""
    amount = settled.cells[cell]
    if amount is None:
        return ()
    return (Term(amount, settled.unit, evidence.cell("settlement", settlement_key(evidence, settled), cell)),)


@FAMILY.rule(
    compares=(_("Deemed before enactment (added to the budget so far)"), _("What the later budget adds"))
)
def deemed_taken_in(evidence: Evidence) -> Iterator[Tie]:
    """지방재정법 제45조에 따라 성립전·간주 금액은 다음 추경에 반영되어야 합니다.

    By article 45 of the Local Finance Act what was deemed before enactment must enter the next supplementary budget.
    """
    for one in passed_over(evidence.facts):
        if one.deemed.amount > 0:
            row = evidence.budget_rows.get(one.deemed.subject, "total")
            cell = evidence.cell("budget-summary", row, "current")
            yield Tie(cell, (added_term(one.deemed),), (added_term(one.later),), at_most=True)


def added_term(added: Added) -> Term:
    """What a budget adds to an earlier one, which no cell shows alone: both may be rounded."""
    return Term(added.amount, added.unit, room=2 * (UNITS[added.unit] // 2))
