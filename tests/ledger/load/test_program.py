"""The one entrance to figures."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ledger.load import NotInLedger, load
from ledger.load.rows import milestones_of
from ledger.models import (
    AccountSubject,
    BudgetMovement,
    BudgetVersion,
    Document,
    Milestone,
    NationalGrant,
    Program,
    YearlyAllocation,
)
from ledger.reports import REPORTS, budget_summary
from sites.models import Site
from tests.ledger.records import cells
from tests.ledger.rows import WHY


def queries_of(program: Program) -> int:
    """How many queries it takes to load a programme and to compute all its reports."""
    with CaptureQueriesContext(connection) as queries:
        facts = load(program.slug, "2021-original")
        for build in (one.build for one in REPORTS):
            build(facts)
    return len(queries)


def grow(program: Program) -> None:
    """At least ten times the lines, sites, plan entries, schedule, settlements, movements, subjects and versions."""
    document = Document.objects.get(program=program)
    allocation = YearlyAllocation.objects.filter(version__fiscal_year=2021).first()
    assert allocation is not None
    for number in range(100):
        site = Site.objects.create(slug=f"site-{number}", name="새 대상지")
        allocation.line_items.create(description="더", amount=1, site=site)
        program.programsite_set.create(site=site, position=100 + number)
        program.grants.create(site=site, kind="subsidy", secured_on="2021-01-01", amount=1)
        subject = AccountSubject.objects.create(code=f"9-{number}", name="새 통계목", valid_from=2021)
        document.plan_entries.create(subject=subject, period="year", year=2021, amount=1)
        step = document.schedule_items.create(position=100 + number, text="더")
        step.shares.create(subject=subject, amount=1)
        program.settlements.create(fiscal_year=2019, subject=subject, executed=1)
        into = {"to_program": program, "to_subject": subject}
        BudgetMovement.objects.create(
            **into, fiscal_year=2020, kind="virement", decided_on=date(2020, 9, 30), amount=1, **WHY
        )
        program.carry_overs.create(fiscal_year=2020, subject=subject, kind="committed", amount=1, **WHY)
        BudgetVersion.objects.create(fiscal_year=2000 + number, kind="request", sequence=9)


def test_queries_do_not_grow_with_the_rows(first_document: Program) -> None:
    """A page has two more: the session and the user."""
    before = queries_of(first_document)
    grow(first_document)
    assert queries_of(first_document) == before <= 20


@pytest.mark.parametrize(
    ("program", "asked", "what", "key"),
    [
        ("moon", {}, "program", "moon"),
        ("", {}, "program", ""),
        ("smart-anchor", {"year": 1999}, "year", 1999),
        ("smart-anchor", {"version": "2021-final"}, "version", "2021-final"),
        ("smart-anchor", {"version": "moon"}, "version", "moon"),
        ("smart-anchor", {"version": ""}, "version", ""),
        ("smart-anchor", {"version": "2020-original", "year": 2021}, "version", "2020-original"),
        ("smart-anchor", {"base": "2019-original"}, "base", "2019-original"),
        ("smart-anchor", {"base": ""}, "base", ""),
    ],
)
def test_what_the_ledger_does_not_hold(
    first_document: Program, program: str, asked: dict, what: str, key: object
) -> None:
    with pytest.raises(NotInLedger) as refusal:
        load(program, **asked)
    assert (refusal.value.what, refusal.value.asked) == (what, key)


def test_it_says_what_would_have_been_found(first_document: Program) -> None:
    with pytest.raises(NotInLedger) as refusal:
        load("smart-anchor", year=1999)
    assert refusal.value.known == [2021, 2020]
    with pytest.raises(NotInLedger) as refusal:
        load("smart-anchor", base="moon")
    assert sorted(map(str, refusal.value.known)) == ["2020-original", "2021-original"]


def test_a_programme_without_a_budget_has_no_year(first_document: Program) -> None:
    Program.objects.create(slug="new", name="새 사업")
    with pytest.raises(NotInLedger) as refusal:
        load("new")
    assert (refusal.value.what, refusal.value.asked) == ("year", None)


def test_before_it_was_entered_there_is_no_such_programme(first_document: Program) -> None:
    with pytest.raises(NotInLedger):
        load("smart-anchor", at=datetime(2021, 1, 1, tzinfo=UTC))


def test_version_and_base_can_be_asked_for(first_document: Program) -> None:
    facts = load("smart-anchor", "2020-original", "2021-original")
    assert cells(budget_summary.build(facts), "total", "prior", "current") == (7_224_187_000, 5_036_880_000)


def test_without_a_version_before_there_is_no_base(first_document: Program) -> None:
    facts = load("smart-anchor", year=2020)
    assert (facts.version.key, facts.base) == ("2020-original", None)
    assert cells(budget_summary.build(facts), "total", "prior", "current", "change") == (
        None,
        5_036_880_000,
        None,
    )


def supplementary(first_document: Program, amount: int) -> None:
    original = BudgetVersion.objects.get(fiscal_year=2021)
    version = BudgetVersion.objects.create(fiscal_year=2021, kind="supplementary", based_on=original)
    YearlyAllocation.objects.create(
        program=first_document,
        version=version,
        subject=AccountSubject.objects.get(code="201-01"),
        amount=amount,
    )


def test_a_supplementary_budget_is_compared_with_what_it_changes(first_document: Program) -> None:
    supplementary(first_document, 1_800_000_000)
    facts = load("smart-anchor")
    assert (facts.version.key, facts.base and facts.base.key) == ("2021-supplementary-1", "2021-original")
    assert cells(budget_summary.build(facts), "201-01", "prior", "current", "change") == (
        1_711_987_000,
        1_800_000_000,
        88_013_000,
    )


def test_a_version_that_another_programme_is_in_is_not_this_ones(first_document: Program) -> None:
    """The version is the city's; without an allocation in it the programme still shows its original."""
    original = BudgetVersion.objects.get(fiscal_year=2021)
    BudgetVersion.objects.create(fiscal_year=2021, kind="final", based_on=original)
    assert load("smart-anchor").version.key == "2021-original"


def test_only_the_programmes_own_rows_are_read(first_document: Program) -> None:
    before = load("smart-anchor")
    other = Program.objects.create(slug="other", name="다른 사업")
    version = BudgetVersion.objects.get(fiscal_year=2021)
    subject = AccountSubject.objects.get(code="201-01")
    allocation = YearlyAllocation.objects.create(program=other, version=version, subject=subject)
    site = Site.objects.create(slug="elsewhere", name="다른 곳")
    allocation.line_items.create(description="다른 것", amount=1, site=site)
    other.settlements.create(fiscal_year=2019, executed=1)
    other.grants.create(kind="subsidy", secured_on="2021-01-01", amount=1)
    document = Document.objects.create(slug="other-2021", program=other, version=version, title="다른 사업")
    document.costs.create(source="city", scope="total", amount=1)
    after = load("smart-anchor")
    for held in (
        "allocations",
        "base_allocations",
        "costs",
        "plan",
        "schedule",
        "settlements",
        "sites",
        "grants",
    ):
        assert getattr(after, held) == getattr(before, held), held
    assert after.document == "smart-anchor-2021"


def test_a_site_that_only_a_line_or_a_grant_names_is_a_site_of_the_programme(first_document: Program) -> None:
    by_line, by_grant = (Site.objects.create(slug=slug, name=slug) for slug in ("b-line", "a-grant"))
    line = YearlyAllocation.objects.filter(version__fiscal_year=2021)[0].line_items.get()
    line.site = by_line
    line.save()
    NationalGrant.objects.create(
        program=first_document, site=by_grant, kind="subsidy", secured_on="2021-01-01", amount=1
    )
    assert [site.slug for site in load("smart-anchor").sites][10:] == ["a-grant", "b-line"]


def test_milestones_come_by_date_with_their_sites(first_document: Program) -> None:
    found = milestones_of("smart-anchor")
    assert [one.happened_on for one in found] == sorted(one.happened_on for one in found)
    first, *_rest = found
    assert (first.happened_on, first.precision, first.stage) == (date(2017, 12, 1), "month", "selected")
    assert set(first.sites) == {"jung-printing", "jungnang-sewing", "seongdong-shoes"}
    (period,) = [one for one in found if one.until]
    assert (period.happened_on, period.until) == (date(2020, 5, 1), date(2020, 9, 30))
    assert [one.text for one in found if one.is_planned] == ["창신 스마트솔루션앵커 조성 완료 예정"]


def test_milestones_are_the_programmes_own_and_one_query(first_document: Program) -> None:
    other = Program.objects.create(slug="other", name="다른 사업")
    Milestone.objects.create(program=other, happened_on=date(2020, 1, 1), text="다른 일")
    before = len(milestones_of("smart-anchor"))
    assert [one.text for one in milestones_of("other")] == ["다른 일"]
    assert milestones_of("other")[0].sites == ()
    for number in range(5):
        row = Milestone.objects.create(
            program=first_document, happened_on=date(2021, 1, 1), text=f"경위 {number}"
        )
        row.sites.set(Site.objects.all())
    with CaptureQueriesContext(connection) as queries:
        assert len(milestones_of("smart-anchor")) == before + 5
    assert len(queries) == 1
    assert milestones_of("nothing") == []
