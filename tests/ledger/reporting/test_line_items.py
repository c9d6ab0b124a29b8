"""What the list of line items has in its columns."""

from ledger.figures.line_item import LineItem
from ledger.reporting.line_items import COLUMNS

CELLS = (
    2021,
    "2021-original",
    "경제실",
    "성장과",
    "앵커",
    "201-01",
    "사무관리비",
    1,
    "인건비",
    "5원×2명",
    10,
    4,
    None,
)


def test_every_cell_of_a_row_has_its_column_and_each_column_its_heading() -> None:
    assert [column.key for column in COLUMNS] == [*LineItem._fields, "remark"]
    assert all(column.heading for column in COLUMNS)


def test_money_and_what_is_whose_national_part() -> None:
    money = {column.key: column.national_of for column in COLUMNS if column.kind == "money"}
    assert money == {"amount": None, "amount_national": "amount"}


def test_a_row_without_a_position_is_an_allocation_without_line_items() -> None:
    line = LineItem(*CELLS, False)
    assert line.is_itemised
    assert not line._replace(position=None).is_itemised
