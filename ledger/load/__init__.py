"""The only modules that query for figures: rows of the database become frozen facts, in a fixed number of queries.

Nothing is computed here, and no report is known here.
"""

from ledger.load.program import NotInLedger, load

__all__ = ["NotInLedger", "load"]
