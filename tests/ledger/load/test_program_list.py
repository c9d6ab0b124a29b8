"""The figures of all programmes: what the database sums is what the programmes' own pages show."""

from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ledger.figures.money import total
from ledger.figures.program_list import ProgramBudget
from ledger.load import NotInLedger, load
from ledger.load.program_list import load_programs
from ledger.models import (
    AccountSubject,
    BudgetLineItem,
    BudgetVersion,
    Document,
    Program,
    YearlyAllocation,
)
from ledger.reports import budget_summary, programs
from tests.ledger.records import cells

FIGURES = [column.key for column in programs.COLUMNS if column.kind != "key"]


def program(slug: str, bureau: str = "실", division: str = "과", name: str = "") -> Program:
    return Program.objects.create(slug=slug, name=name or slug, bureau=bureau, division=division)


def version(year: int, kind: str = "original", based_on: BudgetVersion | None = None) -> BudgetVersion:
    return BudgetVersion.objects.create(fiscal_year=year, kind=kind, based_on=based_on)


def allot(
    of: Program, in_version: BudgetVersion, amount: int | None, code: str = "201-01"
) -> YearlyAllocation:
    subject, _ = AccountSubject.objects.get_or_create(code=code, valid_from=2000, defaults={"name": code})
    return YearlyAllocation.objects.create(program=of, version=in_version, subject=subject, amount=amount)


def by_slug(year: int | None = None) -> dict[str, ProgramBudget]:
    return {one.program.slug: one for one in load_programs(year).programs}


def random_ledger(random: Random) -> None:
    """Programmes in versions of two years: blank, own and itemised amounts of any sign, some of them nowhere."""
    original, before = version(2021), version(2020)
    held = [original, before, version(2021, "supplementary", original), version(2021, "request")]
    subjects = AccountSubject.objects.bulk_create(
        AccountSubject(code=f"{number}", name="통계목", valid_from=2000) for number in range(4)
    )

    def amount() -> int | None:
        return random.choice((None, 0, random.randint(-(10**15), 10**15), random.randint(-9, 9)))

    allocations = [
        YearlyAllocation(
            program=one, version=each, subject=subject, amount=amount(), national_subsidy=amount()
        )
        for one in [program(f"p-{number}") for number in range(12)]
        for each in random.sample(held, random.randint(0, 4))
        for subject in random.sample(subjects, random.randint(1, 4))
    ]
    lines = [
        BudgetLineItem(
            allocation=allocation,
            position=position,
            description="항목",
            amount=amount() or 0,
            national_subsidy=amount() or 0,
        )
        for allocation in YearlyAllocation.objects.bulk_create(allocations)
        for position in range(random.choice((0, 0, 1, 3)))
    ]
    BudgetLineItem.objects.bulk_create(lines)


def random_editions(random: Random) -> None:
    """Editions of half of the programmes, with what they call the year before, whose they are; settled years."""
    final = version(2020, "final")
    of_year = list(BudgetVersion.objects.filter(fiscal_year=2021))
    for number, one in enumerate(Program.objects.order_by("slug")):
        if random.random() < 0.5:
            allot(one, final, random.randint(-9, 9))
        for edition in range(random.choice((0, 1, 1, 2))):
            Document.objects.create(
                slug=f"{one.slug}-{edition}",
                program=one,
                version=random.choice(of_year),
                prior_basis=random.choice(("original", "final", "available", "available")),
                bureau=random.choice(("", "실", "옛 실")),
                division=random.choice(("", "과", "옛 과", "다른 과")),
            )
        if number % 3:
            settled = {"current_budget": 100 + number, "carried_in": 5} if number % 2 else {}
            one.settlements.create(fiscal_year=2020, **settled)
            one.settlements.create(fiscal_year=2019, carried_out=random.choice((None, 0, 7)))


@pytest.mark.parametrize("seed", range(6))
def test_what_the_database_sums_is_what_the_facts_sum(seed: int, db: None) -> None:
    random_ledger(Random(seed))
    compared = 0
    for one in load_programs(2021).programs:
        for held, figures in (
            (one.version, (one.current, one.current_national)),
            (one.base, (one.prior, one.prior_national)),
        ):
            assert held is not None
            of = load(one.program.slug, held.key).allocations
            assert figures == (total(each.amount for each in of), total(each.national for each in of))
            assert held.has_allocation is bool(of)
            compared += len(of)
    assert compared > 20


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("has_editions", [False, True])
def test_each_programmes_figures_are_those_of_its_own_page(seed: int, has_editions: bool, db: None) -> None:
    random_ledger(Random(seed))
    if has_editions:
        random_editions(Random(seed))
    report = programs.build(load_programs(2021))
    for one in Program.objects.all():
        facts = load(one.slug, year=2021)
        row = report.row(one.slug)
        total_row = budget_summary.build(facts).row("total")
        assert {key: row.figures[key] for key in FIGURES} == total_row.figures
        assert row.figures["version"] == facts.version.key
        assert row.figures["base"] == (facts.base and facts.base.key)
        assert (row.figures["bureau"], row.figures["division"]) == (
            facts.program.bureau,
            facts.program.division,
        )


@pytest.mark.parametrize(
    ("prior_basis", "base", "prior"),
    [
        ("original", "2020-original", 40),
        ("final", "2020-final", 55),
        ("available", "2020-available", 55 + 3),  # the last version, and what 2019 carried out
    ],
)
def test_a_programme_is_compared_with_what_its_edition_calls_the_year_before(
    prior_basis: str, base: str, prior: int, db: None
) -> None:
    one, current = program("a"), version(2021)
    allot(one, current, 70)
    allot(one, version(2020), 40)
    allot(one, version(2020, "final"), 55)
    one.settlements.create(fiscal_year=2019, carried_out=3)
    Document.objects.create(slug="a-2021", program=one, version=current, prior_basis=prior_basis)
    found = by_slug()["a"]
    assert (found.base and found.base.key, found.current, found.prior) == (base, 70, prior)


def test_what_the_ledger_lacks_is_no_base(db: None) -> None:
    one, current = program("a"), version(2021)
    allot(one, current, 70)
    allot(one, version(2020), 40)
    document = Document.objects.create(slug="a-2021", program=one, version=current, prior_basis="final")
    for prior_basis in ("final", "available"):
        document.prior_basis = prior_basis
        document.save()
        assert (by_slug()["a"].base, by_slug()["a"].prior) == (None, None)


def test_a_programme_stands_in_the_division_that_its_edition_of_the_year_names(db: None) -> None:
    one = program("a", "새 실", "새 과")
    for year, bureau, division in ((2021, "옛 실", "옛 과"), (2022, "", "")):
        current = version(year)
        allot(one, current, year)
        Document.objects.create(
            slug=f"a-{year}", program=one, version=current, bureau=bureau, division=division
        )
    listed = {year: by_slug(year)["a"] for year in (2021, 2022)}
    assert {year: (found.program.division, found.is_renamed) for year, found in listed.items()} == {
        2021: ("옛 과", True),
        2022: ("새 과", False),
    }
    assert "division-옛 실/옛 과" in programs.build(load_programs(2021)).by_key


def test_deleting_the_last_line_brings_no_older_figure_back(db: None) -> None:
    allocation = allot(program("a"), version(2021), 5)
    line = allocation.line_items.create(description="항목", amount=7)
    assert by_slug()["a"].current == 7
    line.delete()
    assert by_slug()["a"].current is None


def test_each_programme_shows_the_version_that_has_the_last_word_for_it(db: None) -> None:
    original, before = version(2021), version(2020)
    supplementary = version(2021, "supplementary", original)
    changed, unchanged = program("changed"), program("unchanged")
    allot(changed, original, 5)
    allot(changed, supplementary, 8)
    allot(unchanged, original, 3)
    allot(unchanged, before, 2)
    found = by_slug()
    keys = {slug: (one.version and one.version.key, one.base and one.base.key) for slug, one in found.items()}
    assert keys == {
        "changed": ("2021-supplementary-1", "2021-original"),
        "unchanged": ("2021-original", "2020-original"),
    }
    assert (found["changed"].current, found["changed"].prior) == (8, 5)
    assert (found["unchanged"].current, found["unchanged"].prior) == (3, 2)


def test_a_programme_that_ended_is_compared_though_another_is_in_a_supplementary_budget(db: None) -> None:
    original, before = version(2021), version(2020)
    allot(program("ended"), before, 4)
    allot(program("goes-on"), version(2021, "supplementary", original), 9)
    ended = by_slug(2021)["ended"]
    assert (ended.version and ended.version.key, ended.base and ended.base.key) == (
        "2021-original",
        "2020-original",
    )
    assert (ended.current, ended.prior) == (None, 4)
    assert cells(programs.build(load_programs(2021)), "ended", "change") == (-4,)
    assert cells(budget_summary.build(load("ended", year=2021)), "total", "change") == (-4,)


def test_without_a_year_the_latest_in_which_any_programme_has_a_budget(db: None) -> None:
    allot(program("a"), version(2020), 1)
    version(2022, "request")
    listed = load_programs()
    assert (listed.year, listed.years) == (2020, (2020,))
    opened = load_programs(2022)
    assert (opened.year, opened.years) == (2022, (2022, 2020))
    assert [one.current for one in opened.programs] == [None]


def test_a_ledger_without_a_budget_lists_its_programmes_all_the_same(db: None) -> None:
    program("a")
    listed = load_programs()
    assert (listed.year, listed.years) == (None, ())
    assert [(one.version, one.base, one.current) for one in listed.programs] == [(None, None, None)]
    version(2021)
    assert load_programs().year is None


def test_a_year_that_the_ledger_does_not_hold(db: None) -> None:
    allot(program("a"), version(2020), 1)
    with pytest.raises(NotInLedger) as refusal:
        load_programs(1999)
    assert (refusal.value.what, refusal.value.asked, refusal.value.known) == ("year", 1999, [2020])


def test_programmes_stand_by_bureau_division_and_name_what_names_none_last(db: None) -> None:
    for slug, bureau, division in (
        ("z", "", ""),
        ("d", "나", "하나"),
        ("c", "가", ""),
        ("b", "가", "하나"),
        ("a", "가", "하나"),
    ):
        program(slug, bureau, division)
    assert list(by_slug()) == ["a", "b", "c", "d", "z"]


def test_queries_do_not_grow_with_the_programmes(db: None) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            load_programs()
        return len(queries)

    allot(program("a"), version(2019), 1)
    assert count() == 3
    random_ledger(Random(1))
    # Two more for what a supplementary budget carries: the subjects, and the rows that it changes.
    assert count() == 3 + 2
    first = BudgetVersion.objects.get(kind="supplementary")
    second = BudgetVersion.objects.create(fiscal_year=2021, kind="supplementary", sequence=2, based_on=first)
    for one in Program.objects.all():
        allot(one, second, 5)
    assert count() == 3 + 2
    # Two more for 예산현액: the subjects, and the settlements.
    random_editions(Random(1))
    assert count() == 3 + 2 + 2
