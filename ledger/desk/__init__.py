"""Data entry: what people type into the ledger, kind of row by kind of row, and the page of a year.

No figure is computed here: what is entered is read by `ledger.load` like everything else.
"""

from django.contrib import admin

from ledger.desk import budget, document, movement, program, sites, subject, users, version
from ledger.desk.record import open_pages
from ledger.desk.stated import page as stated

open_pages(admin.site)

__all__ = ["budget", "document", "movement", "program", "sites", "stated", "subject", "users", "version"]
