"""Where data entry is: the page of each part of a programme's year, and the way back from there. Addresses only.

Reports lead there, data entry has them as its tabs: both ask here.
"""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.urls import reverse

from ledger.figures.facts import Facts
from ledger.tieout.progress import areas

SHEETS: Mapping[str, str] = {
    areas.FUNDING: "funding",
    areas.PLAN: "investment-plan",
    areas.SCHEDULE: "schedule",
    areas.SETTLED: "settlement",
}
"""Area -> the sheet in which it is entered (ledger/desk/sheet/); the line items stand on the page of the year."""

LISTS: Mapping[str, str] = {areas.SITES: "documentsite", areas.STATED: "statedfigure"}
"""Area -> the kind of row that is listed edition by edition."""

FROM, YEAR, OF_ONE_EDITION = "from", "workspace", "document__id__exact"
"""What an address of data entry may name: the page where one came from, the programme's year that one works on
('smart-anchor/2021-original'), the edition whose rows a list has."""


def part_address(area: str, slug: str, version: str, edition: int | None) -> str:
    """Where a part of a version is entered: '/admin/ledger/program/…/budget/2021-original/sheet/schedule/'.

    `edition` is the id of the version's document; '' for what hangs on one that is not there.
    """
    if area == areas.LINE_ITEMS:
        return reverse("admin:ledger_program_budget", args=[slug, version])
    if area in SHEETS:
        return sheet_address(SHEETS[area], slug, version)
    if edition is None:
        return ""
    if area in LISTS:
        address = reverse(f"admin:ledger_{LISTS[area]}_changelist")
        return f"{address}?{urlencode({OF_ONE_EDITION: edition})}"
    return in_year(reverse("admin:ledger_document_change", args=[edition]), slug, version)


def own_edition(facts: Facts) -> int | None:
    """The id of the version's own document; None where it has none and borrows the year's."""
    return facts.document_id or None if facts.document_is_own else None


def sheet_address(sheet: str, slug: str, version: str) -> str:
    """The page of a sheet of a version."""
    return reverse("admin:ledger_program_sheet", args=[slug, version, sheet])


def in_year(address: str, slug: str, version: str) -> str:
    """An address of rows that do not say to which year's work they belong, with the year that one works on."""
    return with_query(address, {YEAR: f"{slug}/{version}"})


def came_from(address: str, page: str) -> str:
    """An address of data entry that leads back to a page; '' leads nowhere back."""
    return with_query(address, {FROM: page}) if address and page else address


def with_query(address: str, named: Mapping[str, str]) -> str:
    """An address with more in its query; what stands behind # stays there."""
    path, hash_sign, fragment = address.partition("#")
    return f"{path}{'&' if '?' in path else '?'}{urlencode(named, safe='/')}{hash_sign}{fragment}"
