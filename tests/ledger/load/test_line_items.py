"""The line items of all programmes: in order, each once, and together exactly the figures of the list."""

from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ledger.figures.line_item import LineItem
from ledger.figures.money import total
from ledger.load import line_items as load_line_items
from ledger.load.line_items import count_line_items, read_line_items
from ledger.load.program_list import load_programs
from ledger.models import BudgetLineItem, Program
from ledger.reports.programs import ProgramFilter, find_programs
from sites.models import Site
from tests.ledger.load.test_program_list import allot, program, random_editions, random_ledger, version


def read(asked: ProgramFilter | None = None, year: int | None = 2021) -> list[LineItem]:
    return list(read_line_items(find_programs(load_programs(year), asked or ProgramFilter())))


def test_a_line_item_with_all_that_it_belongs_to(db: None) -> None:
    site = Site.objects.create(slug="jung", name="중구 앵커")
    allocation = allot(program("a", "경제실", "성장과", "앵커 운영"), version(2021), None)
    allocation.line_items.create(
        description="인건비", basis="5원×2명", amount=10, national_subsidy=4, site=site, is_one_off=True
    )
    assert read() == [
        (
            *(2021, "2021-original", "경제실", "성장과", "앵커 운영", "201-01", "201-01"),
            *(1, "인건비", "5원×2명", 10, 4, "중구 앵커", True),
        )
    ]


def test_an_allocation_without_line_items_is_a_row_with_its_own_amount(db: None) -> None:
    one, original = program("a"), version(2021)
    allot(one, original, 7, "201-01")
    allot(one, original, None, "201-02")
    itemised = allot(one, original, None, "201-03")
    itemised.line_items.create(description="항목", amount=2)
    itemised.line_items.create(description="항목", amount=3)
    rows = read()
    assert [(row.code, row.position, row.amount) for row in rows] == [
        ("201-01", None, 7),
        ("201-02", None, None),
        ("201-03", 1, 2),
        ("201-03", 2, 3),
    ]
    assert total(row.amount for row in rows) == 7 + 2 + 3


def test_each_programme_in_the_version_that_the_list_shows(db: None) -> None:
    original = version(2021)
    supplementary = version(2021, "supplementary", original)
    changed, unchanged = program("changed"), program("unchanged")
    allot(changed, original, 5)
    allot(changed, supplementary, 8)
    allot(unchanged, original, 3)
    assert [(row.program, row.version, row.amount) for row in read()] == [
        ("changed", "2021-supplementary-1", 8),
        ("unchanged", "2021-original", 3),
    ]


@pytest.mark.parametrize("most_named", [0, 500])
@pytest.mark.parametrize("seed", range(4))
def test_the_rows_add_up_to_the_figures_of_the_list(
    seed: int, most_named: int, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(load_line_items, "MOST_NAMED", most_named)
    random_ledger(Random(seed))
    random_editions(Random(seed))
    for year in (2020, 2021):
        for asked in (
            ProgramFilter(),
            ProgramFilter(search="p-1"),
            ProgramFilter(division="과"),
            ProgramFilter(bureau="없는 실"),
        ):
            programs = find_programs(load_programs(year), asked)
            rows = list(read_line_items(programs))
            assert len(rows) == count_line_items(programs)
            places = {one.program.name: place for place, one in enumerate(programs)}
            assert [places[row.program] for row in rows] == sorted(places[row.program] for row in rows)
            for one in programs:
                of = [row for row in rows if row.program == one.program.name]
                owner = (one.program.bureau, one.program.division)
                assert {(row.bureau, row.division) for row in of} <= {owner}
                assert total(row.amount for row in of) == one.current
                assert total(row.amount_national for row in of) == one.current_national


def test_programmes_stand_in_the_order_of_the_list_on_every_database(db: None) -> None:
    """By code points: Latin before Hangul, capitals before small letters; what names no bureau last."""
    original = version(2021)
    for number, (bureau, division) in enumerate(
        (
            ("", ""),
            ("나", "b"),
            ("나", "B"),
            ("가", ""),
            ("가", "하나"),
            ("Z", "z"),
            ("a", "z"),
            ("가", "하나"),
        )
    ):
        allot(program(f"p-{9 - number}", bureau, division, name=f"사업 {number // 2}"), original, number)
    listed = [(one.program.bureau, one.program.division) for one in load_programs(2021).programs]
    assert [(row.bureau, row.division) for row in read()] == listed
    assert listed[0] == ("Z", "z")
    assert listed[-1] == ("", "")


def test_subjects_by_code_and_lines_by_position(db: None) -> None:
    one, original = program("a"), version(2021)
    for code in ("403-01", "201-02", "201-01"):
        allocation = allot(one, original, None, code)
        for position in (10, 2):
            BudgetLineItem.objects.create(allocation=allocation, position=position, description="항목")
    assert [(row.code, row.position) for row in read()] == [
        (code, position) for code in ("201-01", "201-02", "403-01") for position in (2, 10)
    ]


def test_a_ledger_without_a_budget_has_no_rows(db: None) -> None:
    program("a")
    assert read(year=None) == []
    assert count_line_items(load_programs().programs) == 0


def test_queries_do_not_grow_with_the_rows(db: None) -> None:
    def count() -> int:
        programs = load_programs(2021).programs
        with CaptureQueriesContext(connection) as queries:
            count_line_items(programs)
            list(read_line_items(programs))
        return len(queries)

    random_ledger(Random(1))
    assert Program.objects.count() == 12
    few = count()
    allocation = allot(program("many"), version(2021, "amended"), None)
    BudgetLineItem.objects.bulk_create(
        BudgetLineItem(allocation=allocation, position=position, description="항목")
        for position in range(5_000)
    )
    assert count() == few
