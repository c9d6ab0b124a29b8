"""Family 'between': ties between the tables."""

from collections.abc import Iterator

from ledger.facts import Grant
from ledger.tieout.evidence import Evidence
from ledger.tieout.finding import Term, Terms, Tie, compare
from ledger.tieout.inside import printed_all

NATIONAL = "_national"
BOTH = ("", NATIONAL)
"""The whole amount and its national part: each tie holds for both."""


def basis_to_summary(evidence: Evidence) -> Iterator[Tie]:
    """산출근거 항목의 합계는 예산총괄의 예산액과 같다.

    The line items of the basis of estimate add up to the budget summary.
    """
    rows = evidence.report("calculation-basis").rows
    for key in {row.group: None for row in rows if row.group}:
        lines = [row.key for row in rows if row.group == key and row.key.startswith("line-")]
        printed = printed_all(evidence, "calculation-basis", lines, ["amount"])
        budget = evidence.printed("budget-summary", key, "current")
        if printed and budget:
            yield Tie(evidence.cell("budget-summary", key, "current"), printed, budget)


def schedule_to_budget(evidence: Evidence) -> Iterator[Tie]:
    """추진일정의 금액은 통계목별로, 또 합계로 예산총괄의 예산액과 같다.

    The steps of the schedule add up to the budget, by subject through their shares and in total.
    """
    if not evidence.facts.schedule:
        return
    without_shares = tuple(step.text for step in evidence.facts.schedule if not step.shares)
    for column in evidence.report("schedule").columns:
        row = "total" if column.key == "amount" else column.key
        cell = evidence.cell("schedule", "total", column.key)
        blank = tuple(step.text for step in evidence.facts.schedule if step.amount is None)
        missing = blank if column.key == "amount" else without_shares
        left = () if missing else evidence.terms("schedule", "total", column.key)
        yield Tie(cell, left, evidence.terms("budget-summary", row, "current"), missing)


def plan_to_budget(evidence: Evidence) -> Iterator[Tie]:
    """투자계획의 당해년도 금액은 예산총괄의 예산액과 같다.

    The plan's column of the year is the budget of the year.
    """
    column = str(evidence.year)
    if not evidence.facts.plan or not evidence.facts.allocations:
        return
    for row in plan_rows(evidence, "current"):
        for part in BOTH:
            plan = evidence.terms("investment-plan", row, column + part)
            budget = evidence.terms("budget-summary", row, f"current{part}")
            if plan or (budget and not part):
                yield Tie(evidence.cell("investment-plan", row, column + part), plan, budget)


def plan_to_available(evidence: Evidence) -> Iterator[Tie]:
    """투자계획의 전년도 금액은 전년도 예산액과 전년이월의 합계와 같다.

    The plan's column of the year before is that year's budget and what was carried into it.
    """
    year, base = evidence.year - 1, evidence.facts.base
    if not evidence.facts.plan or base is None or base.fiscal_year != year:
        return
    if not evidence.facts.base_is_default:
        return
    for part in BOTH:
        whole = carried_in(evidence, year, "", part)
        yield from available_total(evidence, year, part, whole)
        yield from available_by_subject(evidence, year, part, whole)


def available_total(evidence: Evidence, year: int, part: str, carried: Terms | None) -> Iterator[Tie]:
    plan = evidence.terms("investment-plan", "total", f"{year}{part}")
    budget = evidence.terms("budget-summary", "total", f"prior{part}")
    if plan:
        missing = () if carried is not None else (f"settlement/{year}/carried_in",)
        cell = evidence.cell("investment-plan", "total", f"{year}{part}")
        yield Tie(cell, plan, (*budget, *(carried or ())), missing)


def available_by_subject(evidence: Evidence, year: int, part: str, whole: Terms | None) -> Iterator[Tie]:
    """Each subject; where its carry-in is unknown, one finding for all that would fit with none, one for each other."""
    nothing = whole if whole is not None and all(term.amount == 0 for term in whole) else None
    fitting = []
    for row in plan_rows(evidence, "prior"):
        if row == "total":
            continue
        plan = evidence.terms("investment-plan", row, f"{year}{part}")
        budget = evidence.terms("budget-summary", row, f"prior{part}")
        if not plan and (part or not budget):
            continue
        cell = evidence.cell("investment-plan", row, f"{year}{part}")
        carried = carried_in(evidence, year, row, part) or nothing
        if carried is not None:
            yield Tie(cell, plan, (*budget, *carried))
        elif compare(plan, budget) in ("ties", "rounding"):
            fitting.append(row)
        else:
            yield unknown_carry_in(evidence, year, row, part, plan, budget, whole)
    if fitting:
        missing = tuple(f"settlement/{year}-{row}/carried_in" for row in fitting)
        cell = evidence.cell("investment-plan", fitting[0], f"{year}{part}")
        yield Tie(cell, missing=missing, note="fits_without_carry_in")


def unknown_carry_in(
    evidence: Evidence, year: int, row: str, part: str, plan: Terms, budget: Terms, whole: Terms | None
) -> Tie:
    """A subject whose plan is not its budget while nobody knows what was carried in; says if the total would fit."""
    fits = whole is not None and compare(plan, (*budget, *whole)) in ("ties", "rounding")
    return Tie(
        evidence.cell("investment-plan", row, f"{year}{part}"),
        plan,
        budget,
        (f"settlement/{year}-{row}/carried_in",),
        note="total_carry_in_fits" if fits else "carry_in_unknown",
        hint=sum(term.amount for term in whole) if fits and whole else None,
    )


def carried_in(evidence: Evidence, year: int, row: str, part: str) -> Terms | None:
    """What was carried into a year as far as settlements say: its own cell, else the year before's 차년이월."""
    suffix = ("-" + row if row else "") + part.replace("_", "-")
    own = evidence.terms("settlement", f"{year}{suffix}", "carried_in")
    return own or evidence.terms("settlement", f"{year - 1}{suffix}", "carried_out") or None


def plan_rows(evidence: Evidence, column: str) -> list[str]:
    """The rows that the plan and the budget summary have together, total first."""
    rows = [row.key for row in evidence.report("investment-plan").rows]
    return rows + [
        row.key
        for row in evidence.report("budget-summary").rows
        if row.key not in rows and row.figures[column] is not None
    ]


def plan_to_settlements(evidence: Evidence) -> Iterator[Tie]:
    """투자계획의 기투자는 시작 연도부터의 집행액 합계와 같다.

    What the plan counts as invested is what the settled years executed, from the first year on.
    """
    last, first = evidence.year - 2, evidence.facts.program.first_year
    for part in BOTH:
        plan = evidence.terms("investment-plan", "total", f"through-{last}{part}")
        if plan:
            executed, missing = executed_through(evidence, first, last, part)
            cell = evidence.cell("investment-plan", "total", f"through-{last}{part}")
            yield Tie(cell, plan, () if missing else executed, missing)


def executed_through(
    evidence: Evidence, first: int | None, last: int, part: str
) -> tuple[Terms, tuple[str, ...]]:
    """What the years from the first to the last executed; beside it what is missing to know it."""
    if first is None:
        return (), ("first_year",)
    executed = evidence.executed(range(first, last + 1), part)
    row = part.replace("_", "-")
    missing = tuple(f"settlement/{year}{row}/executed" for year, terms in executed.items() if terms is None)
    return tuple(term for terms in executed.values() for term in terms or ()), missing


def plan_to_grants(evidence: Evidence) -> Iterator[Tie]:
    """투자계획의 국비는 그 기간에 확보한 국비의 합계와 같다.

    The plan's national money of a period is what was secured in it.
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
    for column, secured in periods.items():
        plan = evidence.terms("investment-plan", "total", f"{column}{NATIONAL}")
        if plan or secured:
            cell = evidence.cell("investment-plan", "total", f"{column}{NATIONAL}")
            yield Tie(cell, plan, tuple(grant_term(evidence, grant) for grant in secured))


def grant_term(evidence: Evidence, grant: Grant) -> Term:
    cell = evidence.cell("sites", grant.site or "unassigned", "national_grant")
    return Term(grant.amount, grant.unit, cell)


def year_cost_to_budget(evidence: Evidence) -> Iterator[Tie]:
    """기본현황의 당해년도 사업비는 예산총괄의 예산액과 같다. 국비와 시비도 같다.

    The cost of the year in the overview is the budget of the year; so are its national and city parts.
    """
    current = evidence.terms("budget-summary", "total", "current")
    national = evidence.terms("budget-summary", "total", "current_national")
    city = (*current, *(term.negative() for term in national))
    yield from cost_ties(evidence, "year-cost", current, national, city)


def total_cost_to_plan(evidence: Evidence) -> Iterator[Tie]:
    """기본현황의 총사업비는 투자계획의 계와 같다. 국비와 시비도 같다.

    The total cost in the overview is the total of the plan; so are its national and city parts.
    """
    total = evidence.terms("investment-plan", "total", "total")
    national = evidence.terms("investment-plan", "total", f"total{NATIONAL}")
    city = (*total, *(term.negative() for term in national))
    yield from cost_ties(evidence, "total-cost", total, national, city)


def cost_ties(evidence: Evidence, row: str, total: Terms, national: Terms, city: Terms) -> Iterator[Tie]:
    for column, right in (("total", total), ("national", national), ("city", city)):
        left = evidence.terms("overview", row, column)
        if left and right:
            yield Tie(evidence.cell("overview", row, column), left, right)


def sites_to_budget(evidence: Evidence) -> Iterator[Tie]:
    """대상지별 예산액과 대상지 미지정의 합계는 예산총괄의 예산액과 같다.

    The budget by site and what names no site add up to the budget.
    """
    budget = evidence.terms("budget-summary", "total", "current")
    if budget:
        cell = evidence.cell("sites", "total", "current")
        yield Tie(cell, evidence.terms("sites", "total", "current"), budget)
