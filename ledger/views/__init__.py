"""The pages: request -> load -> build -> table -> page, JSON or Excel. One small function for each address.

No arithmetic, no wording, no query for figures.
"""

from ledger.views.brief import brief_page
from ledger.views.changes.listing import changes_page, program_changes_page
from ledger.views.changes.moments import moments_page
from ledger.views.changes.undo import undo_change, undo_request
from ledger.views.document import document_page
from ledger.views.exports import export_file, export_page, exports_page
from ledger.views.handbook import chapter_page, help_page
from ledger.views.line_items import export_line_items
from ledger.views.program_list import programs_page
from ledger.views.programs import health, program_page
from ledger.views.reports import report_page
from ledger.views.request.unit import set_unit
from ledger.views.saved_views import delete_view, saved_views
from ledger.views.submissions import submission_file, submission_page, submissions_page
from ledger.views.tie_outs import tie_outs_page
from ledger.views.trace import trace_page
from ledger.views.variance import variance_page
from ledger.views.workbook import workbook_file, workbook_page

__all__ = [
    "brief_page",
    "changes_page",
    "chapter_page",
    "delete_view",
    "document_page",
    "export_file",
    "export_line_items",
    "export_page",
    "exports_page",
    "health",
    "help_page",
    "moments_page",
    "program_changes_page",
    "program_page",
    "programs_page",
    "report_page",
    "saved_views",
    "set_unit",
    "submission_file",
    "submission_page",
    "submissions_page",
    "tie_outs_page",
    "trace_page",
    "undo_change",
    "undo_request",
    "variance_page",
    "workbook_file",
    "workbook_page",
]
