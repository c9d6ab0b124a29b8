"""The keys that reports give to rows of their own. No site, programme or account subject may be called so. Pure.

A row of a site has the site's slug as its key, that of a subject its code: a site `total` would stand in the place of
the total, or take its row away. tests/ledger/reports/test_reserved_keys.py asks every report for the keys it makes.
"""

RESERVED = ("total", "other", "unassigned", "amount", "label")
"""Rows that sum others or stand for what is left; the columns beside those of subjects."""
BEGINNING = "line-"
"""How the key of a line item or a step begins: 'line-1'."""
ENDINGS = ("-national", "_national")
"""How the key of a national part ends, behind that of its subject: '2019-201-01-national'."""


def is_reserved(key: str) -> bool:
    """Whether a report may give this key to a row or a column of its own."""
    return key in RESERVED or key.lower().startswith(BEGINNING)
