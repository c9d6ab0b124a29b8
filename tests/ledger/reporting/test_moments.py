"""A report at two moments: what was, what is, what lies between; blank is not zero."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from ledger.reporting.moments import difference, side_by_side
from ledger.reporting.report import Column, Figure, Report, Row

AMOUNT = Column("amount")
PART = Column("amount_national", national_of="amount")
SHARE = Column("share", kind="rate")
AREA = Column("area", kind="area")
SITE = Column("site", kind="key")
COLUMNS = (AMOUNT, PART, SHARE, AREA, SITE)


def row(key: str, amount: Figure = None, *, of: dict[str, Any] | None = None, **figures: Figure) -> Row:
    cells = {column.key: figures.get(column.key) for column in COLUMNS} | {"amount": amount}
    return Row(key, cells, **(of or {}))


def line(number: int, name: str, amount: Figure) -> Row:
    return row(f"line-{number}", amount, of={"line": number, "name": name, "group": "201-01"})


def report(*rows: Row, columns: tuple[Column, ...] = COLUMNS) -> Report:
    return Report("calculation-basis", "won", columns, rows)


def keys(of: Report) -> list[str]:
    return [column.key for column in of.columns]


def marks(of: Report) -> dict[str, tuple[str, ...]]:
    return {one.key: one.marks for one in of.rows}


def test_a_changed_amount_has_both_figures_and_the_difference() -> None:
    side = side_by_side(report(row("a", 300), row("b", 100)), report(row("a", 500), row("b", 100)))
    found = side.report.row("a").figures
    assert (found["then_amount"], found["now_amount"]) == (300, 500)
    assert found["difference_amount"] == (500 - 300)
    assert side.report.row("b").figures["difference_amount"] == (100 - 100)
    assert marks(side.report) == {"a": ("changed_since",), "b": ()}


def test_a_column_in_which_nothing_moved_stands_once() -> None:
    then, now = report(row("a", 300, share=Fraction(1, 2))), report(row("a", 500, share=Fraction(1, 2)))
    found = keys(side_by_side(then, now).report)
    assert found[:3] == ["then_amount", "now_amount", "difference_amount"]
    assert found[6:] == ["share", "area", "site"]


def test_the_national_part_moves_with_its_amount() -> None:
    then, now = report(row("a", 300, amount_national=100)), report(row("a", 300, amount_national=120))
    side = side_by_side(then, now)
    assert keys(side.report)[:6] == [
        f"{part}_{key}" for key in ("amount", "amount_national") for part in ("then", "now", "difference")
    ]
    assert side.report.columns[3].national_of == "then_amount"
    assert side.report.row("a").figures["difference_amount_national"] == (120 - 100)


def test_blank_is_not_zero() -> None:
    side = side_by_side(report(row("a", None), row("b", 0)), report(row("a", 0), row("b", None)))
    for key, was, becomes in (("a", None, 0), ("b", 0, None)):
        found = side.report.row(key).figures
        assert (found["then_amount"], found["now_amount"], found["difference_amount"]) == (was, becomes, None)
    assert marks(side.report) == {"a": ("changed_since",), "b": ("changed_since",)}


def test_a_rate_and_a_key_are_shown_and_not_subtracted() -> None:
    then = report(row("a", 300, share=Fraction(1, 2), site="mapo"))
    now = report(row("a", 300, share=Fraction(3, 4), site="guro"))
    side = side_by_side(then, now)
    found = side.report.row("a").figures
    assert (found["then_share"], found["now_share"]) == (Fraction(1, 2), Fraction(3, 4))
    assert (found["then_site"], found["now_site"]) == ("mapo", "guro")
    assert not {"difference_share", "difference_site"} & set(found)


def test_an_area_has_a_difference() -> None:
    assert difference(Decimal("200.50"), Decimal("100.25")) == Decimal("100.25") - Decimal("200.50")
    assert difference(Decimal("200.50"), None) is None


def test_a_row_that_came_and_one_that_went() -> None:
    side = side_by_side(
        report(row("a", 100), row("b", 200), row("total", 100 + 200)),
        report(row("a", 100), row("c", 500), row("total", 100 + 500)),
    )
    assert [one.key for one in side.report.rows] == ["a", "went-b", "c", "total"]
    assert marks(side.report) == {
        "a": (),
        "went-b": ("went_since",),
        "c": ("came_since",),
        "total": ("changed_since",),
    }
    went = side.report.row("went-b").figures
    assert (went["then_amount"], went["now_amount"], went["difference_amount"]) == (200, None, None)
    assert side.report.row("total").figures["difference_amount"] == (100 + 500) - (100 + 200)
    assert (side.marked("came_since"), side.marked("went_since"), side.marked("changed_since")) == (1, 1, 1)


def test_lines_that_move_on_by_a_number_are_the_same_by_their_words() -> None:
    then = report(line(1, "가", 100), line(2, "나", 200))
    now = report(line(1, "새 항목", 500), line(2, "가", 100), line(3, "나", 250))
    side = side_by_side(then, now)
    assert marks(side.report) == {
        "line-1": ("came_since",),
        "line-2": (),
        "line-3": ("changed_since",),
    }
    assert side.report.row("line-3").figures["difference_amount"] == (250 - 200)


def test_a_line_of_other_words_is_the_same_by_its_number() -> None:
    side = side_by_side(report(line(1, "가", 100)), report(line(1, "다른 이름", 300)))
    assert side.report.row("line-1").figures["difference_amount"] == (300 - 100)


def test_lines_of_the_same_words_keep_their_order() -> None:
    then = report(line(1, "가", 100), line(2, "가", 200))
    now = report(line(1, "가", 100), line(2, "가", 200), line(3, "가", 300))
    assert marks(side_by_side(then, now).report) == {"line-1": (), "line-2": (), "line-3": ("came_since",)}


def test_where_there_was_no_report_every_row_came() -> None:
    side = side_by_side(None, report(row("a", 100), row("b", None)))
    assert marks(side.report) == {"a": ("came_since",), "b": ("came_since",)}
    assert keys(side.report) == [column.key for column in COLUMNS]
    assert side.report.row("a").figures["amount"] == 100


def test_what_is_said_of_a_cell_stands_at_that_moment() -> None:
    then = report(row("a", 100, of={"derived": ("amount",), "notes": {"amount": "no_lines"}}))
    side = side_by_side(then, report(row("a", 200, of={"assumed": ("amount",)})))
    found = side.report.row("a")
    assert (found.derived, found.assumed) == (("then_amount",), ("now_amount",))
    assert found.notes == {"then_amount": "no_lines"}


def test_nothing_moved() -> None:
    side = side_by_side(report(row("a", 100)), report(row("a", 100)))
    assert keys(side.report) == [column.key for column in COLUMNS]
    assert marks(side.report) == {"a": ()}


def test_columns_that_are_only_then_stand_behind() -> None:
    then = report(row("a", 100, share=Fraction(1)), columns=(AMOUNT, SHARE))
    now = report(row("a", 100), columns=(AMOUNT,))
    assert keys(side_by_side(then, now).report) == ["amount", "then_share", "now_share"]
