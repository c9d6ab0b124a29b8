"""Data entry. What is entered here is read by `ledger.load` like everything else: no figure is computed here."""

from django.contrib import admin

from ledger.desk import budget, document, program, sites, subject, users, version
from ledger.desk.record import open_pages

open_pages(admin.site)

__all__ = ["budget", "document", "program", "sites", "subject", "users", "version"]
