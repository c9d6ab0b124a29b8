"""Data entry. What is entered here is read by `ledger.load` like everything else: no figure is computed here."""

from ledger.desk import budget, document, program, sites, subject, users, version

__all__ = ["budget", "document", "program", "sites", "subject", "users", "version"]
