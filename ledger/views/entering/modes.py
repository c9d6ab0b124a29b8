"""How the pages of a programme lead to data entry: for whom, to which part, and with each figure as an entrance."""

from django.http import HttpRequest

from ledger.figures.facts import Facts
from ledger.screen.entry_addresses import came_from, own_edition, part_address
from ledger.tieout.progress import areas
from ledger.views.request.rights import rights, rights_in

ENTRY, ON = "entry", "1"
"""What the address of a report has where each figure leads to the cell that enters it, not to where it comes from."""

TO, TO_ENTRY = "to", "entry"
"""What the address of a trace has where it leads on to that cell at once."""

AREA_OF_PAGE = {**areas.OF_A_TABLE, "document": areas.TEXTS}
"""Page of a programme -> the part of its year that it shows; the line items where it shows several."""


def may_look_at_entry(request: HttpRequest) -> bool:
    """Whether data entry shows this reader the line items: else no page leads there."""
    return bool(request.user.is_staff and rights(request, "view_budgetlineitem"))


def may_enter(request: HttpRequest, slug: str) -> bool:
    """Whether the reader enters the line items of a programme: has the right, and is in charge of it."""
    return bool(request.user.is_staff and rights_in(request, slug, "change_budgetlineitem"))


def is_entering(request: HttpRequest, slug: str) -> bool:
    """Whether the figures of a report lead to their cells: it was asked for, by who may enter."""
    return request.GET.get(ENTRY) == ON and may_enter(request, slug)


def entry_address(request: HttpRequest, facts: Facts, page: str) -> str:
    """Where what a page shows is entered, and back from there; '' for who does not look at data entry."""
    return part_of_page(facts, page, request.get_full_path()) if may_look_at_entry(request) else ""


def part_of_page(facts: Facts, page: str, back: str) -> str:
    """The part of the year in which what a page (a report by its name) shows is entered, with the way back."""
    slug, version = facts.program.slug, facts.version.key
    area = AREA_OF_PAGE.get(page, areas.LINE_ITEMS)
    address = part_address(area, slug, version, own_edition(facts))
    return came_from(address or part_address(areas.LINE_ITEMS, slug, version, None), back)
