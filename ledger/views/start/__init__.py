"""What the start page of data entry leads to: what is open in a budget, the deadlines, and their calendar."""

from ledger.views.start.calendar_feed import calendar_at_address, calendar_of_reader
from ledger.views.start.checklist import checklist_page
from ledger.views.start.deadlines import deadlines_page
from ledger.views.start.open_points import open_points_part

__all__ = [
    "calendar_at_address",
    "calendar_of_reader",
    "checklist_page",
    "deadlines_page",
    "open_points_part",
]
