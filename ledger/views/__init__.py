"""Request -> load -> build -> table -> page, JSON or Excel. One small function for each address."""

from ledger.views.brief import brief_page
from ledger.views.document import document_page
from ledger.views.programs import health, program_page, programs_page
from ledger.views.reports import report_page
from ledger.views.tie_outs import tie_outs_page
from ledger.views.trace import trace_page
from ledger.views.unit import set_unit

__all__ = [
    "brief_page",
    "document_page",
    "health",
    "program_page",
    "programs_page",
    "report_page",
    "set_unit",
    "tie_outs_page",
    "trace_page",
]
