"""The start page of data entry: what is at hand, what others changed, what is due, and all lists."""

from ledger.desk.start.page import start_page

__all__ = ["start_page"]
