"""The ledger's rows, one module per noun family. QuerySets select and filter; they do not compute.

`ledger.models` has every name that a family lists in its `__all__`.
"""

from ledger.models.budget import *
from ledger.models.carry_over import *
from ledger.models.change import *
from ledger.models.desk.assignment import *
from ledger.models.desk.deadline import *
from ledger.models.desk.sent_form import *
from ledger.models.document import *
from ledger.models.document_site import *
from ledger.models.explanation import *
from ledger.models.export_job import *
from ledger.models.funding import *
from ledger.models.movement import *
from ledger.models.program import *
from ledger.models.saved_view import *
from ledger.models.settlement import *
from ledger.models.stated_figure import *
from ledger.models.subject import *
from ledger.models.version import *
from ledger.models.version_life import *
from ledger.models.workbook_export import *
