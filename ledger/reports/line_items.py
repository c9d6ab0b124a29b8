"""산출근거 항목: the line items of many programmes, one row each. Pure.

An allocation without line items is a row too, so that the amounts of the rows add up to the programmes' budgets.
"""

from typing import NamedTuple

from ledger.reports.report import Column, national_key

COLUMNS = (
    Column("fiscal_year", "count"),
    Column("version", "key"),
    Column("bureau", "key"),
    Column("division", "key"),
    Column("program", "key"),
    Column("code", "key"),
    Column("subject", "key"),
    Column("position", "count"),
    Column("description", "key"),
    Column("basis", "key"),
    Column("amount", "money"),
    Column(national_key("amount"), "money", national_of="amount"),
    Column("site", "key"),
    Column("is_one_off", "key"),
    Column("remark", "key"),
)


class LineItem(NamedTuple):
    """A line item with all that it belongs to; amounts in won. `version` is a key such as '2021-original'.

    `position` None: an allocation without line items, whose own amount (None: missing) stands for them.
    """

    fiscal_year: int
    version: str
    bureau: str
    division: str
    program: str
    code: str
    subject: str
    position: int | None
    description: str | None
    basis: str | None
    amount: int | None
    amount_national: int | None
    site: str | None
    is_one_off: bool | None

    @property
    def is_itemised(self) -> bool:
        return self.position is not None
