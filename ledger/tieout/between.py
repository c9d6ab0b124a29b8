"""Family 'between': ties between the tables."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from ledger.figures.facts import Grant, Subject
from ledger.figures.subjects import joined
from ledger.figures.text import marked as _
from ledger.figures.versions import default_current
from ledger.reporting.comparison import PRIOR
from ledger.reporting.report import PORTIONS, Portion, national_key, portion_key
from ledger.reports.settlement import code_row_key
from ledger.tieout.evidence import Evidence
from ledger.tieout.finding import Cell, Missing, Note, Term, Terms, Tie, compare_sums, sum_terms
from ledger.tieout.rule import Family

FAMILY = Family("between", _("between tables"))

BUDGET = _("Budget in the budget summary%(part)s")
COST = _("%(row)s in the overview%(part)s")
PLAN_OF_YEAR_BEFORE = _("Plan of the year before%(part)s")

WITHOUT_CARRY_IN = (
    PLAN_OF_YEAR_BEFORE,
    _("Budget of the year before without what was carried in%(part)s"),
)
"""The sides where nobody knows what was carried in: the budget alone stands against the plan."""

CARRY_IN_UNKNOWN = Note("carry_in_unknown", _("What was carried into the subject is not known."))
TOTAL_CARRY_IN_FITS = Note(
    "total_carry_in_fits",
    _("What was carried into the subject is not known; the whole carry-over of %(amount)s would fit."),
    outside=CARRY_IN_UNKNOWN,
)
FITS_WITHOUT_CARRY_IN = Note(
    "fits_without_carry_in",
    _("These subjects fit if nothing was carried into them; what was carried in is not known."),
    outside=CARRY_IN_UNKNOWN,
)


@FAMILY.rule(compares=(_("Total of the %(table)s"), BUDGET))
def schedule_to_budget(evidence: Evidence) -> Iterator[Tie]:
    """추진일정의 금액은 통계목별로도 합계로도 예산총괄의 예산액과 같아야 합니다.

    The sum of the schedule's steps must equal the budget, by subject through their shares and in total.
    """
    if not evidence.facts.schedule or not evidence.document_is_own:
        return
    without_shares = tuple(step for step in evidence.facts.schedule if not step.shares)
    for column in evidence.report("schedule").columns:
        row = "total" if column.key == "amount" else column.key
        cell = evidence.cell("schedule", "total", column.key)
        blank = tuple(step for step in evidence.facts.schedule if step.amount is None)
        missing = blank if column.key == "amount" else without_shares
        left = () if missing else evidence.terms("schedule", "total", column.key)
        unknown = budget_blank(evidence, row, "current")
        right = () if unknown else evidence.terms("budget-summary", row, "current")
        if left or right or missing or unknown:
            yield Tie(cell, left, right, (*missing, *unknown))


def budget_blank(evidence: Evidence, row: str, column: str) -> tuple[Cell, ...]:
    """What is missing to know a cell of 예산총괄; a subject that has no row there is allotted nothing."""
    if ("budget-summary", row) not in evidence.rows:
        return ()
    return evidence.blank("budget-summary", row, column)


@FAMILY.rule(compares=(_("Plan of the year%(part)s"), BUDGET))
def plan_to_budget(evidence: Evidence) -> Iterator[Tie]:
    """투자계획의 당해년도 금액은 예산총괄의 예산액과 같아야 합니다.

    The plan's column of the year must equal the budget of the year.
    """
    column = str(evidence.year)
    if not evidence.facts.plan or not evidence.facts.allocations or not evidence.document_is_own:
        return
    for one in (TOTAL_ROWS, *joined_rows(evidence, evidence.year, "current")):
        for portion in PORTIONS:
            tie = plan_tie(evidence, one, portion_key(column, portion), portion_key("current", portion))
            if has_sides(tie, portion):
                yield tie


class PlanAndBudgetRows(NamedTuple):
    """Subjects that continue the same, with their rows of the plan beside those of 예산총괄; none for the total."""

    subjects: tuple[Subject, ...]
    rows: tuple[str, ...]
    budget_rows: tuple[str, ...]


TOTAL_ROWS = PlanAndBudgetRows((), ("total",), ("total",))


def joined_rows(
    evidence: Evidence, year: int, column: str, settled: Sequence[Subject] = ()
) -> list[PlanAndBudgetRows]:
    """The rows that a year of the plan and a column of 예산총괄 have together, whatever codes the subjects had.

    What a subject was split to is joined by what stands in the old code: in the plan, in the budget, or settled.
    """
    plan, budget = evidence.plan_rows, evidence.budget_rows
    asked = [("investment-plan", row, str(year), subject) for subject, row in plan.items()]
    asked += [("budget-summary", row, column, subject) for subject, row in budget.items()]
    known = {subject for *cell, subject in asked if evidence.figure(*cell) is not None}
    given = (subject for *_, subject in asked if subject in known or len(evidence.heirs(subject)) == 1)
    found: list[tuple[object, PlanAndBudgetRows]] = []
    for group in joined([*given, *settled], evidence.facts.successors, evidence.year):
        heir = min(one.identity for subject in group for one in evidence.heirs(subject))
        own_first = sorted(group, key=lambda one: (one.identity != heir, one.identity))
        rows = tuple(plan[one] for one in own_first if one in plan)
        of_budget = tuple(row for one, row in budget.items() if one in group)
        is_budgeted = any(evidence.figure("budget-summary", row, column) is not None for row in of_budget)
        if rows or is_budgeted:
            order = (0, heir) if rows else (1, list(budget.values()).index(of_budget[0]))
            found.append((order, PlanAndBudgetRows(tuple(group), rows, of_budget)))
    return [one for _order, one in sorted(found, key=lambda pair: pair[0])]  # type: ignore[arg-type, return-value]


def plan_tie(
    evidence: Evidence, one: PlanAndBudgetRows, column: str, budget_column: str, carried: Terms = ()
) -> Tie:
    """The plan against the budget and what was carried in; a blank is missing where the other side has an amount."""
    plan = evidence.all_terms("investment-plan", one.rows, [column])
    others = evidence.other_national_budget(budget_column, one.subjects)
    budget = (*evidence.all_terms("budget-summary", one.budget_rows, [budget_column]), *others, *carried)
    filled = [row for row in one.rows if evidence.figure("investment-plan", row, column) is not None]
    cell = evidence.cell("investment-plan", (*filled, *one.rows, *one.budget_rows)[0], column)
    blank = tuple(cell for row in one.budget_rows for cell in budget_blank(evidence, row, budget_column))
    missing: tuple[Cell, ...] = blank if sum_terms(plan) else ()
    if missing:
        return Tie(cell, plan, missing=missing)
    if not plan and sum_terms(budget):
        missing = (cell,)
    printed = [evidence.printed("investment-plan", row, column) for row in filled]
    # Rows that are compared together narrow nothing unless each of them is printed.
    whole = tuple(term for of_row in printed for term in of_row) if all(printed) else ()
    return Tie(cell, plan, budget, missing, printed_left=whole)


def has_sides(tie: Tie, portion: Portion) -> bool:
    """Whether there is anything to compare; a national part that the plan leaves out is none."""
    return bool(tie.left) or (bool(tie.right) and portion == "total")


@FAMILY.rule(compares=(PLAN_OF_YEAR_BEFORE, _("Budget of the year before and what was carried in%(part)s")))
def plan_to_available(evidence: Evidence) -> Iterator[Tie]:
    """투자계획의 전년도 금액은 전년도 예산액과 전년이월의 합계와 같아야 합니다.

    The plan's column of the year before must equal that year's budget and what was carried into it.
    """
    # That year's latest version, whatever base a page or the document compares with.
    year, before = evidence.year - 1, evidence.year_before
    if not evidence.facts.plan or before is None or not evidence.document_is_own:
        return
    for portion in PORTIONS:
        whole = carried_in_terms(evidence, year, [None], portion)
        found = (
            *available_total(before, year, portion, whole),
            *available_by_subject(before, year, portion, whole),
        )
        yield from found if before is evidence else map(without_prior_cells, found)


def without_prior_cells(tie: Tie) -> Tie:
    """The tie to a budget that is not the base: no cell of 예산총괄 shows its amounts."""
    right = (replace(one, cell=None) if one.cell and one.cell.column in PRIOR else one for one in tie.right)
    return replace(tie, right=tuple(right))


def available_total(evidence: Evidence, year: int, portion: Portion, carried: Terms | None) -> Iterator[Tie]:
    """The plan's total of a year against its budget and what was carried in (None: nobody knows)."""
    column, prior = portion_key(str(year), portion), portion_key("prior", portion)
    tie = plan_tie(evidence, TOTAL_ROWS, column, prior, carried or ())
    if tie.left:
        if carried is None:
            tie = replace(
                tie, missing=(*tie.missing, evidence.carry_in_cell(year, None)), sides=WITHOUT_CARRY_IN
            )
        yield tie


def available_by_subject(
    evidence: Evidence, year: int, portion: Portion, whole: Terms | None
) -> Iterator[Tie]:
    """Each subject; where its carry-in is unknown, one finding for all that would fit with none, one for each other."""
    nothing = whole if whole is not None and all(term.amount == 0 for term in whole) else None
    fitting = []
    column, prior = portion_key(str(year), portion), portion_key("prior", portion)
    settled = evidence.settled_subjects((year, year - 1))
    for one in joined_rows(evidence, year, "prior", settled):
        keys = [evidence.settlement_keys[subject.identity] for subject in settled if subject in one.subjects]
        carried = carried_in_terms(evidence, year, keys, portion) or nothing
        tie = plan_tie(evidence, one, column, prior, carried or ())
        if not has_sides(tie, portion):
            continue
        if carried is not None or tie.missing:
            yield tie
        elif compare_sums(tie.left, tie.right) in ("ties", "rounding"):
            fitting.append(tie.cell)
        else:
            yield unknown_carry_in(evidence, tie, year, whole)
    if fitting:
        missing = tuple(evidence.carry_in_cell(year, cell.row) for cell in fitting)
        yield Tie(fitting[0], missing=missing, note=FITS_WITHOUT_CARRY_IN)


def unknown_carry_in(evidence: Evidence, tie: Tie, year: int, whole: Terms | None) -> Tie:
    """A subject whose plan is not its budget while nobody knows what was carried in; says if the total would fit."""
    fits = whole is not None and compare_sums(tie.left, (*tie.right, *whole)) in ("ties", "rounding")
    return replace(
        tie,
        missing=(evidence.carry_in_cell(year, tie.cell.row),),
        note=TOTAL_CARRY_IN_FITS if fits else CARRY_IN_UNKNOWN,
        hint=sum_terms(whole) if fits and whole else None,
        sides=WITHOUT_CARRY_IN,
    )


def carried_in_terms(
    evidence: Evidence, year: int, subjects: Iterable[str | None], portion: Portion
) -> Terms | None:
    """What was carried into a year for these subjects (by key, None: the programme), as far as settlements say.

    Their own cell, else 차년이월 of the year before.
    """
    for when, column in ((year, "carried_in"), (year - 1, "carried_out")):
        rows = [code_row_key(when, subject, portion) for subject in subjects]
        held = [row for row in rows if ("settlement", row) in evidence.rows]
        terms = [evidence.terms("settlement", row, column) for row in held]
        if terms and all(terms):
            return tuple(term for of_row in terms for term in of_row)
    return None


@FAMILY.rule(compares=(_("Invested, as the plan says%(part)s"), _("Sum of what was executed%(part)s")))
def plan_to_settlements(evidence: Evidence) -> Iterator[Tie]:
    """투자계획의 기투자는 시작 연도부터의 집행액 합계와 같아야 합니다.

    What the plan counts as invested must equal what the settled years executed, from the first year on.
    """
    last, first = evidence.year - 2, evidence.facts.program.first_year
    for portion in PORTIONS:
        column = portion_key(f"through-{last}", portion)
        plan = evidence.terms("investment-plan", "total", column)
        if plan:
            executed, missing = executed_through(evidence, first, last, portion)
            cell = evidence.cell("investment-plan", "total", column)
            others = other_national_money(evidence, first or last, last) if portion == "national" else ()
            right = () if missing else (*executed, *others)
            yield Tie(cell, plan, right, missing, printed_left=evidence.printed(*cell[:3]))


def other_national_money(evidence: Evidence, first: int, last: int) -> Terms:
    """What national sources but the subsidy (특별교부세, 기금) were executed from the first year to the last."""
    return tuple(
        Term(share.amount, row.unit)
        for row in evidence.facts.settlements
        if row.subject is None and row.portion == "total" and first <= row.fiscal_year <= last
        for cell, share in row.shares
        if cell == "executed" and share.source in evidence.national_sources
    )


def executed_through(
    evidence: Evidence, first: int | None, last: int, portion: Portion
) -> tuple[Terms, tuple[Missing, ...]]:
    """What the years from the first to the last executed; beside it what is missing to know it."""
    if first is None:
        return (), (evidence.facts.program,)
    executed = evidence.executed(range(first, last + 1), portion)
    blank = (code_row_key(year, None, portion) for year, terms in executed.items() if terms is None)
    missing = tuple(evidence.cell("settlement", row, "executed") for row in blank)
    return tuple(term for terms in executed.values() for term in terms or ()), missing


@FAMILY.rule(compares=(_("National part (x) in the plan"), _("Sum of the national grants secured")))
def plan_to_grants(evidence: Evidence) -> Iterator[Tie]:
    """투자계획의 국비는 그 기간에 확보한 국비의 합계와 같아야 합니다.

    The plan's national money of a period must equal what was secured in it.
    """
    grants = evidence.facts.grants
    if not grants or not evidence.facts.plan:
        return
    year = evidence.year
    periods = {
        f"through-{year - 2}": [grant for grant in grants if grant.year <= year - 2],
        f"{year - 1}": [grant for grant in grants if grant.year == year - 1],
        f"{year}": [grant for grant in grants if grant.year == year],
    }
    for period, secured in periods.items():
        column = national_key(period)
        plan = evidence.terms("investment-plan", "total", column)
        right = tuple(grant_term(evidence, grant) for grant in secured)
        if (plan or secured) and not (period == str(year) and came_later(evidence, plan, right)):
            cell = evidence.cell("investment-plan", "total", column)
            yield Tie(cell, plan, right, missing_grant(evidence, cell, plan, right))


def came_later(evidence: Evidence, plan: Terms, secured: Terms) -> bool:
    """Whether more was secured in the year than its document plans while a later version of the year can have it.

    A document cannot know what a 성립전 or a 추경 takes in: the plan of the year after has it whole.
    """
    latest = default_current(evidence.facts.versions, evidence.year)
    is_last = evidence.document_is_own and latest == evidence.facts.version
    return not is_last and sum_terms(secured) > sum_terms(plan)


def missing_grant(evidence: Evidence, cell: Cell, plan: Terms, secured: Terms) -> tuple[Cell, ...]:
    """What is missing to know it: the plan, or the grants, of which no record does not say that there were none."""
    if not plan:
        return (cell,)
    return () if secured or not sum_terms(plan) else (evidence.cell("sites", "total", "national_grant"),)


def grant_term(evidence: Evidence, grant: Grant) -> Term:
    """A grant as a term, at its site's cell."""
    cell = evidence.cell("sites", grant.site or "unassigned", "national_grant")
    return Term(grant.amount, grant.unit, cell)


@FAMILY.rule(compares=(COST, BUDGET))
def year_cost_to_budget(evidence: Evidence) -> Iterator[Tie]:
    """기본현황의 당해년도 사업비는 예산총괄의 예산액과 같아야 합니다. 국비와 시비도 서로 같아야 합니다.

    The cost of the year in the overview must equal the budget of the year; so must its national and city parts.
    """
    if evidence.document_is_own:
        yield from cost_ties(evidence, "year-cost", "budget-summary", "current")


@FAMILY.rule(compares=(COST, _("Total of the plan%(part)s")))
def total_cost_to_plan(evidence: Evidence) -> Iterator[Tie]:
    """기본현황의 총사업비는 투자계획의 계와 같아야 합니다. 국비와 시비도 서로 같아야 합니다.

    The total cost in the overview must equal the total of the plan; so must its national and city parts.
    """
    yield from cost_ties(evidence, "total-cost", "investment-plan", "total")


def cost_ties(evidence: Evidence, row: str, report: str, column: str) -> Iterator[Tie]:
    """The cost, its national part and the city's: what is left without national and other money on budget."""
    total, national = (evidence.terms(report, "total", key) for key in (column, national_key(column)))
    national = (*national, *evidence.other_national_budget(national_key(column)))
    sources = evidence.on_budget[row]
    rest = [term for source in sources if source not in ("national", "city") for term in sources[source]]
    is_known = bool(national) or evidence.counts_as_zero(report, "total", national_key(column))
    city = (*total, *(term.negative() for term in (*national, *rest))) if total and is_known else ()
    blank = evidence.blank(report, "total", column)
    for source, right in (("total", total), ("national", national), ("city", city)):
        left = evidence.terms("overview", row, "total") if source == "total" else sources.get(source, ())
        missing = () if source == "national" else blank
        if left and right:
            column = source if source == "total" else evidence.on_budget_column(source)
            yield Tie(evidence.cell("overview", row, column), left, () if missing else right, missing)


@FAMILY.rule(compares=(_("Sum of the budget by site"), BUDGET))
def sites_to_budget(evidence: Evidence) -> Iterator[Tie]:
    """대상지별 예산액과 대상지 미지정의 합계는 예산총괄의 예산액과 같아야 합니다.

    The sum of the budget by site and of what names no site must equal the budget.
    """
    budget = evidence.terms("budget-summary", "total", "current")
    if budget:
        cell = evidence.cell("sites", "total", "current")
        yield Tie(cell, evidence.terms("sites", "total", "current"), budget)
