"""The parts in which one works on an edition, and what is open in each: the tabs of data entry. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping

from ledger.tieout.finding import Finding
from ledger.tieout.progress import checklist
from ledger.tieout.progress.checklist import Point

LINE_ITEMS, FUNDING, PLAN, SCHEDULE = "line-items", "funding", "plan", "schedule"
TEXTS, SITES, SETTLED, STATED = "texts", "sites", "settled", "stated"

AREAS = (LINE_ITEMS, FUNDING, PLAN, SCHEDULE, TEXTS, SITES, SETTLED, STATED)
"""산출근거, 재원, 연차별 투자계획, 추진일정, 설명서 본문, 대상지, 결산·이월·변경, 원문값."""

OF_A_POINT: Mapping[str, str] = {
    checklist.AMOUNTS: LINE_ITEMS,
    checklist.SOURCES: FUNDING,
    checklist.PLAN: PLAN,
    checklist.SCHEDULE: SCHEDULE,
    checklist.TEXTS: TEXTS,
}
"""Point of the checklist -> the area in which it is made good; reasons and ties have areas of their own."""

OF_A_TABLE: Mapping[str, str] = {
    "source-shares": FUNDING,
    "plan-sources": PLAN,
    "investment-plan": PLAN,
    "schedule": SCHEDULE,
    "overview": TEXTS,
    "sites": SITES,
    "site-budgets": SITES,
    "site-editions": SITES,
    "settlement": SETTLED,
    "settlement-bridge": SETTLED,
    "movements": SETTLED,
    "carry-overs": SETTLED,
    "subsidy-refunds": SETTLED,
    "execution": SETTLED,
}
"""Report -> the area in which its figures are entered; those that are not named show the line items."""


def area_of(finding: Finding) -> str:
    """Where a break is looked at: what a document prints among the printed figures, all else where it is entered."""
    return STATED if finding.family == "print" else OF_A_TABLE.get(finding.cell.report, LINE_ITEMS)


def open_by_area(points: Iterable[Point], breaks: Iterable[Finding]) -> dict[str, int]:
    """Area -> how many things are missing or broken in it."""
    found = Counter(dict.fromkeys(AREAS, 0))
    for point in points:
        if point.key in OF_A_POINT and not point.is_advice:
            found[OF_A_POINT[point.key]] += len(point.missing)
    found.update(area_of(one) for one in breaks)
    return dict(found)
