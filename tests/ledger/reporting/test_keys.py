"""A key of a row or a column is an address: it is written in one function, and nobody cuts it apart to read it."""

import ast
from pathlib import Path

import pytest

from ledger.reporting.report import PORTIONS, Column, line_key, national_key, portion_key, with_national
from ledger.reports import settlement, settlement_bridge
from ledger.reports.settlement import code_row_key
from ledger.reports.settlement_bridge import step_key
from tests.ledger.records import OFFICE, facts, settled

LEDGER = Path(__file__).parents[3] / "ledger"

KEYS = {"key", "row", "column", "scope", "path"}
"""What holds a key is called so in this code: `row.key`, `cell.row`, `stated.column`."""

CUTS = {
    "removesuffix",
    "removeprefix",
    "partition",
    "rpartition",
    "split",
    "startswith",
    "endswith",
    "replace",
}

WRITERS = {
    "reporting/report.py national_key",
    "reporting/report.py line_key",
    "reports/settlement.py code_row_key",
    # The field of a LineItem, a record, not the key of a column.
    "load/line_items.py ",
}
"""The functions that may spell what a key ends or begins with."""

READERS = {
    # The key of a remark with its number, such as 'split:3': it names no row.
    "words/labels.py one_note",
    # A natural key of rows of the database, in the form's fields.
    "desk/record.py check_key",
    # Paths of links between rows, as a query follows them.
    "after_migrate/freezing.py links",
}


COMPUTED = ("prior", "current", "change", "rate", "amount", "total")
SPELT = {"_national", "-national", "line-", *map(national_key, COMPUTED)}
"""Texts that only a writer has."""


def is_cut(node: ast.AST) -> bool:
    """Whether a key is cut: `row.key.removesuffix(...)`, `whole.key[:4]`."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CUTS:
        # Without arguments `split` parts words: several remarks in one note.
        return bool(node.args) and name_of(node.func.value) in KEYS
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice):
        return name_of(node.value) in KEYS
    return False


def name_of(node: ast.AST) -> str:
    """The last name of an expression: 'key' of `whole.key`; '' of the address of a request, which is no key."""
    if isinstance(node, ast.Attribute):
        if isinstance(node.value, ast.Name) and node.value.id == "request":
            return ""
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def is_spelt(node: ast.AST) -> bool:
    """Whether a key is put together by hand: f"{column}_national", "line-1", "amount_national"."""
    if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
        return False
    return node.value in SPELT


def found_in(source: str, where: str) -> tuple[set[str], set[str]]:
    """The functions of a module that cut a key, and those that spell one: 'reporting/report.py national_key'."""
    cutting: set[str] = set()
    spelling: set[str] = set()

    def walk(node: ast.AST, function: str) -> None:
        for child in ast.iter_child_nodes(node):
            name = child.name if isinstance(child, ast.FunctionDef) else function
            if is_cut(child):
                cutting.add(f"{where} {name}")
            if is_spelt(child):
                spelling.add(f"{where} {name}")
            walk(child, name)

    walk(ast.parse(source), "")
    return cutting, spelling


def test_no_key_is_cut_apart_or_spelt_outside_its_writer() -> None:
    cutting: set[str] = set()
    spelling: set[str] = set()
    for path in LEDGER.rglob("*.py"):
        if "migrations" not in path.parts:
            module = str(path.relative_to(LEDGER))
            of_module = found_in(path.read_text(encoding="utf-8"), module)
            cutting |= of_module[0]
            spelling |= of_module[1]
    # Equal, not below: a function that is named here and has nothing to hide goes from the list.
    assert cutting == READERS
    assert spelling == WRITERS


@pytest.mark.parametrize(
    "line",
    [
        "year = whole.key[:4]",
        'whole = row.key.removesuffix("-national")',
        'year, _dash, step = row.key.partition("-")',
        'is_line = cell.row.startswith("line-")',
        'column = stated.column.removesuffix("_national")',
    ],
)
def test_the_ways_to_cut_a_key_are_seen(line: str) -> None:
    assert found_in(line, "here")[0] == {"here "}


@pytest.mark.parametrize(
    "line", ['key = f"{column}_national"', 'key = f"line-{number}"', 'key = "amount_national"']
)
def test_the_ways_to_spell_a_key_are_seen(line: str) -> None:
    assert found_in(line, "here")[1] == {"here "}


def test_keys_are_the_addresses_that_they_were() -> None:
    assert [portion_key("change", portion) for portion in PORTIONS] == ["change", "change_national"]
    assert line_key(3) == "line-3"
    assert [code_row_key(2019, code, portion) for code in (None, "401-01") for portion in PORTIONS] == [
        "2019",
        "2019-national",
        "2019-401-01",
        "2019-401-01-national",
    ]
    assert step_key("2019-401-01", "next_carried_in") == "2019-401-01-next_carried_in"


def test_a_column_knows_its_side_and_its_portion() -> None:
    whole, part = with_national((Column("prior", side="A"),))
    assert (whole.side, whole.whole, whole.portion) == ("A", "prior", "total")
    assert (part.side, part.whole, part.portion) == ("A", "prior", "national")


def test_a_row_of_the_settlement_knows_whose_figures_it_holds() -> None:
    rows = (settled(2019, final_budget=100), settled(2019, OFFICE, final_budget=60))
    report = settlement.build(facts(settlements=rows))
    row, part = report.row(f"2019-{OFFICE.code}"), report.row(f"2019-{OFFICE.code}-national")
    assert (row.year, row.subject, row.portion, row.national_of) == (2019, OFFICE, "total", None)
    assert (part.year, part.subject, part.portion, part.national_of) == (2019, OFFICE, "national", row.key)
    assert report.national_row(row) == part
    assert report.national_row(part) is None


def test_a_step_of_the_settlement_flow_knows_its_year_subject_and_step() -> None:
    rows = (settled(2019, final_budget=100), settled(2019, OFFICE, final_budget=60))
    report = settlement_bridge.build(facts(settlements=rows), by="subject")
    row = report.row(f"2019-{OFFICE.code}-executed")
    assert (row.year, row.subject, row.step) == (2019, OFFICE, "executed")
