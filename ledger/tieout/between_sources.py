"""Rules on sources of money between the tables: what the budget, the plan and the overview say of the same money."""

from collections.abc import Iterable, Iterator

from ledger.figures.text import marked as _
from ledger.reports import plan_sources
from ledger.reports.variance import has_shares, source_key
from ledger.tieout.between import COST, FAMILY
from ledger.tieout.evidence import Evidence
from ledger.tieout.finding import Term, Terms, Tie

BUDGET = ("source-shares", "amount")
"""The report and the column that say what each source gives to the budget."""

COSTS_BY_SOURCE = (
    ("year-cost", *BUDGET, False),
    ("total-cost", "plan-sources", "total", True),
)
"""Row of 기본현황, the report and the column that say what each source gives to it, if the edition prints these."""

COST_OF_LEVEL = {"national": "national", "metropolitan": "city", "basic": "district", "other": "other"}
"""Level of a source -> what 기본현황 calls its money. Bonds are owed by who owns the rest: they are own money."""


@FAMILY.rule(compares=(_("%(row)s in the plan of the year"), _("%(row)s in the budget")))
def plan_sources_to_budget(evidence: Evidence) -> Iterator[Tie]:
    """투자계획의 당해년도 재원별 금액은 예산액의 재원별 금액과 같아야 합니다.

    What each source gives to the plan's column of the year must equal what it gives to the budget.
    """
    facts, column = evidence.facts, str(evidence.year)
    is_split = any(entry.shares for entry in plan_sources.entries_of(facts, column))
    if not is_split or not has_shares(facts.allocations) or not evidence.document_is_own:
        return
    rows = (*evidence.report("plan-sources").rows, *evidence.report(BUDGET[0]).rows)
    keys = dict.fromkeys(row.key for row in rows)
    # Beside what is not assigned nobody knows how much is national or own money.
    is_open = is_unassigned(evidence, "plan-sources", column) or is_unassigned(evidence, *BUDGET)
    whole = ("national", "city") if is_open else ()
    for key in (one for one in keys if one not in ("total", "unassigned", *whole)):
        cell = evidence.cell("plan-sources", key, column)
        shown = evidence.cell(BUDGET[0], key, BUDGET[1])
        plan, budget = evidence.terms(*cell[:3]), evidence.budget_by_source(key)
        # Where the sources are named, one that is not gives nothing.
        yield Tie(cell if plan else shown, plan or (Term(0),), budget or (Term(0),))


@FAMILY.rule(compares=(COST, _("What its sources give")))
def costs_to_sources(evidence: Evidence) -> Iterator[Tie]:
    """기본현황의 시비, 구비, 기타는 예산(총사업비는 투자계획)의 재원별 금액과 같아야 합니다.

    City, district and other money in the overview must equal the sources of the budget, of the total cost those of the
    plan.
    """
    for row, report, column, is_printed in COSTS_BY_SOURCE:
        shared = evidence.report(report)
        given = [one.key for one in shared.rows if one.name]
        is_known = given and not is_unassigned(evidence, report, column)
        for source, terms in evidence.on_budget[row].items() if is_known else ():
            of_key = {
                key: cost_source_of(evidence, key, own_cost(evidence, row, given)) for key in (*given, "city")
            }
            sources = [key for key, cost in of_key.items() if cost == source]
            right = terms_of(evidence, report, sources, column)
            if source != "national" and (is_printed or evidence.document_is_own):
                cell = evidence.cell("overview", row, evidence.on_budget_column(source))
                yield Tie(cell, terms, right or (Term(0),))


def terms_of(evidence: Evidence, report: str, sources: Iterable[str], column: str) -> Terms:
    """What some sources give to the budget, or to the plan."""
    if report == BUDGET[0]:
        return tuple(term for source in sources for term in evidence.budget_by_source(source))
    return evidence.all_terms(report, sources, [column])


def is_unassigned(evidence: Evidence, report: str, column: str) -> bool:
    """Whether some money of a column names no source."""
    return bool(evidence.figure(report, "unassigned", column))


def own_cost(evidence: Evidence, row: str, given: Iterable[str]) -> str:
    """What 기본현황 calls own money: 'city' (시비), of a district that a city pays a share to 'district' (구비).

    A city of a province gets shares too; its 기본현황 has no district money on budget, and 도비 stands beside 시비.
    """
    levels = {source_key(source.slug): source.level for source in evidence.facts.sources}
    has_share = "metropolitan" in (levels[key] for key in given)
    return "district" if has_share and "district" in evidence.on_budget[row] else "city"


def cost_source_of(evidence: Evidence, row: str, own: str) -> str:
    """What 기본현황 calls the money of a row of 재원별 구성: 'city', 'district', 'other'; `own` of own money."""
    levels = {source_key(source.slug): source.level for source in evidence.facts.sources}
    return COST_OF_LEVEL.get(levels.get(row, ""), own)
