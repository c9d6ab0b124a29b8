"""Opening a year or a version of a programme from one that it has: what will be made, then making it, all or nothing.

`propose` says what would be made and what stays blank, `save_all` makes it; the page and the command ask both.
"""

from ledger.opening.document import EditionRows, edition_from
from ledger.opening.suggested import suggested, within_the_year
from ledger.opening.version import (
    Opening,
    OpeningRefused,
    Target,
    propose,
    propose_all,
    save_all,
)

__all__ = [
    "EditionRows",
    "Opening",
    "OpeningRefused",
    "Target",
    "edition_from",
    "propose",
    "propose_all",
    "save_all",
    "suggested",
    "within_the_year",
]
