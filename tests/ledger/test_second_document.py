"""What a yearly document prints belongs to that year: 2022 is entered, and 2021 stays as it was."""

from datetime import date

import pytest

from ledger.figures.facts import Facts
from ledger.load import load
from ledger.models import AccountSubject, BudgetVersion, Document, Program, StatedFigure, YearlyAllocation
from ledger.reporting.report import Figure, Report
from ledger.reports import REPORTS, variance
from ledger.tieout import findings
from sites.models import Site
from tests.ledger.records import cells

Told = dict[str, dict[str, tuple[str | None, dict[str, Figure], tuple[str, ...], tuple[str, ...]]]]


def told(facts: Facts) -> Told:
    """All that the reports say: report -> row -> name, figures, derived, assumed."""
    reports: dict[str, Report] = {one.name: one.build(facts) for one in REPORTS}
    reports |= {f"variance by {by}": variance.build(facts, by) for by in variance.BREAKDOWNS}
    return {
        name: {row.key: (row.name, dict(row.figures), row.derived, row.assumed) for row in report.rows}
        for name, report in reports.items()
    }


def enter_2022(program: Program) -> None:
    """A small 2022 document: 사무관리비 5 + 7 won at two sites, 시설비 100 won without lines."""
    version = BudgetVersion.objects.create(fiscal_year=2022, kind="proposal")
    office, building = (AccountSubject.objects.get(code=code) for code in ("201-01", "401-01"))
    with_lines = YearlyAllocation.objects.create(program=program, version=version, subject=office)
    for amount, slug in ((5, "jung-printing"), (7, "guro-machinery")):
        with_lines.line_items.create(description=slug, amount=amount, site=Site.objects.get(slug=slug))
    YearlyAllocation.objects.create(
        program=program, version=version, subject=building, amount=100, national_subsidy=40
    )
    document = Document.objects.create(slug="anchor-2022", program=program, version=version, title="2022")
    document.sections.create(section="purpose", position=1, text="다른 목적")
    document.costs.create(source="city", scope="total", amount=900)
    document.costs.create(source="national", scope="year", amount=40)
    document.plan_entries.create(subject=office, period="year", year=2021, amount=3)
    document.plan_entries.create(subject=office, period="year", year=2022, amount=12)
    document.plan_entries.create(subject=building, period="after", year=2023, amount=1_000)
    item = document.schedule_items.create(
        position=1, text="다른 일정", starts_on=date(2022, 1, 1), ends_on=date(2022, 12, 31)
    )
    item.shares.create(subject=office, amount=12)
    item.shares.create(subject=building, amount=100)
    document.stated_figures.create(
        table="budget-summary", row="total", column="current", year=2022, unit="won", text="112", value=112
    )


@pytest.mark.parametrize("asked", [{"year": 2021}, {"version": "2021-original"}])
def test_no_figure_of_2021_changes(first_document: Program, asked: dict) -> None:
    before = told(load(first_document.slug, **asked))
    stated = list(StatedFigure.objects.order_by("pk").values())
    enter_2022(first_document)
    assert told(load(first_document.slug, **asked)) == before
    assert (
        list(StatedFigure.objects.filter(document__slug="smart-anchor-2021").order_by("pk").values())
        == stated
    )


def test_2022_is_shown_by_default_and_shows_its_own(first_document: Program) -> None:
    enter_2022(first_document)
    facts = load(first_document.slug)
    assert (facts.version.key, facts.base and facts.base.key) == ("2022-proposal", "2021-original")
    assert facts.document == "anchor-2022"
    reports = {one.name: one.build(facts) for one in REPORTS}
    assert cells(reports["budget-summary"], "total", "prior", "current", "current_national") == (
        7_224_187_000,
        5 + 7 + 100,
        0 + 40,
    )
    assert cells(reports["calculation-basis"], "201-01", "amount") == (5 + 7,)
    plan = ("total", "through-2020", "2021", "2022", "from-2023")
    assert cells(reports["investment-plan"], "total", *plan) == (3 + 12 + 1_000, None, 3, 12, 1_000)
    assert cells(reports["schedule"], "total", "amount", "201-01", "401-01") == (112, 12, 100)
    assert cells(reports["overview"], "total-cost", "total", "city") == (900, 900)
    assert cells(reports["overview"], "year-cost", "total", "national") == (40, 40)
    assert cells(reports["sites"], "jung-printing", "current") == (5,)
    assert cells(reports["sites"], "unassigned", "current") == (100,)
    assert {finding.verdict for finding in findings(facts) if finding.rule == "schedule_to_budget"} == {
        "ties"
    }


def test_2022_is_the_document_of_the_years_other_versions_too(first_document: Program) -> None:
    """A supplementary budget often prints no document of its own."""
    enter_2022(first_document)
    proposal = BudgetVersion.objects.get(fiscal_year=2022)
    supplementary = BudgetVersion.objects.create(fiscal_year=2022, kind="supplementary", based_on=proposal)
    YearlyAllocation.objects.create(
        program=first_document,
        version=supplementary,
        subject=AccountSubject.objects.get(code="401-01"),
        amount=7,
    )
    facts = load(first_document.slug)
    assert (facts.version.key, facts.base and facts.base.key) == ("2022-supplementary-1", "2022-proposal")
    assert facts.document == "anchor-2022"
