"""산출근거 항목: the line items of many programmes, one row each. Pure.

An allocation without line items is a row too, so that the amounts of the rows add up to the programmes' budgets.
"""

from ledger.figures.text import marked as _
from ledger.reporting.report import Column, national_key

COLUMNS = (
    Column("fiscal_year", "count", heading=_("fiscal year")),
    Column("version", "key", heading=_("Version")),
    Column("bureau", "key", heading=_("bureau")),
    Column("division", "key", heading=_("division")),
    Column("program", "key", heading=_("programme")),
    Column("code", "key", heading=_("Subject code")),
    Column("subject", "key", heading=_("Account subject")),
    Column("position", "count", heading=_("No.")),
    Column("description", "key", heading=_("Line item")),
    Column("basis", "key", heading=_("How it is calculated")),
    Column("amount", "money", heading=_("Amount")),
    Column(national_key("amount"), "money", national_of="amount", heading=_("National part (x)")),
    Column("site", "key", heading=_("site")),
    Column("is_one_off", "key", heading=_("one-off")),
    Column("remark", "key", heading=_("Remarks")),
)
