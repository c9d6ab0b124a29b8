"""A line item with all that it belongs to, as the list over many programmes has it."""

from typing import NamedTuple


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
