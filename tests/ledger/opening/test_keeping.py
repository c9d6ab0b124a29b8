"""An edition keeps what it shows: 중랑 costs 186억 in the edition of 2021 and 204억 in that of 2022."""

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps

from ledger import migrations
from ledger.council.sheets import council_file
from ledger.load import load
from ledger.load.council import read_source
from ledger.models import (
    BudgetVersion,
    Document,
    DocumentSite,
    Milestone,
    NationalGrant,
    Program,
    ProgramSite,
)
from ledger.opening import Target, propose, save_all
from ledger.provenance.sources import Source
from ledger.provenance.trace import Tracer
from ledger.reports import REPORTS, site_editions, sites, variance
from ledger.tieout import findings
from sites.models import Site
from tests.ledger.life import confirmed

BEFORE, LATER = 18_600_000_000, 20_400_000_000
JUNGNANG = "jungnang-sewing"


def open_2022() -> Document:
    """The edition of 2022, opened from that of 2021."""
    save_all([propose("smart-anchor", "2021-original", Target(2022, "proposal"))])
    return Document.objects.get(version__fiscal_year=2022)


def shown(year: int = 2021) -> Any:
    """All that an edition shows: the programme, every report, every tie."""
    facts = load("smart-anchor", year=year)
    reports = [
        [(row.key, row.figures, row.marks, row.notes, row.derived) for row in one.build(facts).rows]
        for one in REPORTS
        if one.name != "execution"
    ]
    return facts.program, reports, list(findings(facts, with_causes=False))


def digest() -> str:
    """That of the workbook of 2021."""
    return str(council_file(read_source("smart-anchor", year=2021), is_internal=False).digest)


def cost(year: int) -> object:
    return sites.build(load("smart-anchor", year=year)).row(JUNGNANG).figures["construction_cost"]


def test_first_edition_says_what_the_site_says(first_document: Program) -> None:
    assert cost(2021) == BEFORE
    assert not DocumentSite.objects.exists()


def test_older_edition_stays_when_the_later_one_states_another_cost(first_document: Program) -> None:
    before, file = shown(), digest()
    document = open_2022()
    row = document.document_sites.get(site__slug=JUNGNANG)
    row.construction_cost, row.change_reason = LATER, "설계 변경"
    row.save()
    assert (cost(2021), cost(2022)) == (BEFORE, LATER)
    assert (shown(), digest()) == (before, file)


def test_change_over_the_editions_has_its_reason(first_document: Program) -> None:
    document = open_2022()
    document.document_sites.filter(site__slug=JUNGNANG).update(
        construction_cost=LATER, change_reason="설계 변경"
    )
    row = site_editions.build(load("smart-anchor", year=2022)).row(JUNGNANG)
    assert [row.figures[key] for key in ("construction_cost_before", "construction_cost", "change")] == [
        BEFORE,
        LATER,
        1_800_000_000,
    ]
    assert row.figures["change_reason"] == "설계 변경"


def test_no_change_of_the_shared_rows_reaches_an_edition_once_a_later_one_is_open(
    first_document: Program,
) -> None:
    before = shown()
    open_2022()
    Site.objects.update(
        construction_cost=1, area=2, area_kind="used", floors_above=3, floors_below=4, status="withdrawn"
    )
    Program.objects.update(bureau="새 실", division="새 과")
    new = Site.objects.create(slug="new-hall", name="새 회관")
    ProgramSite.objects.create(program=first_document, site=new, position=0)
    ProgramSite.objects.filter(site__slug=JUNGNANG).delete()
    assert shown() == before


def test_trace_names_the_row_that_says_it(first_document: Program) -> None:
    def source() -> Source:
        facts = load("smart-anchor", year=2021)
        trace = Tracer(facts).trace(sites.build(facts), JUNGNANG, "construction_cost")
        (found,) = trace.sources
        return found

    assert (source().kind, source().id) == ("site", Site.objects.get(slug=JUNGNANG).pk)
    open_2022()
    row = DocumentSite.objects.get(document__version__fiscal_year=2021, site__slug=JUNGNANG)
    assert (source().kind, source().id, source().figure) == ("document_site", row.pk, BEFORE)


def test_division_that_was_renamed_is_renamed_in_the_later_edition_only(first_document: Program) -> None:
    old = first_document.division
    document = open_2022()
    document.division = "새 과"
    document.save()
    rows = [variance.build(load("smart-anchor", year=year), "division").by_key for year in (2021, 2022)]
    assert [("새 과" in one, old in one) for one in rows] == [(False, True), (True, False)]
    Program.objects.update(division="또 다른 과")
    assert load("smart-anchor", year=2021).program.division == old


def test_latest_edition_reads_the_shared_row_while_it_is_open(first_document: Program) -> None:
    Site.objects.filter(slug=JUNGNANG).update(construction_cost=LATER)
    Program.objects.update(division="새 과")
    assert (cost(2021), load("smart-anchor", year=2021).program.division) == (LATER, "새 과")


def test_confirmed_edition_keeps_what_it_shows(first_document: Program) -> None:
    before = shown()
    confirmed(BudgetVersion.objects.get(fiscal_year=2021))
    Site.objects.filter(slug=JUNGNANG).update(construction_cost=LATER)
    Program.objects.update(division="새 과")
    after = shown()
    assert (cost(2021), after[0], after[2]) == (BEFORE, before[0], before[2])


def test_site_of_a_later_edition_is_none_of_an_older_one(first_document: Program) -> None:
    document = open_2022()
    new = Site.objects.create(slug="new-hall", name="새 회관", construction_cost=100)
    ProgramSite.objects.create(program=first_document, site=new, position=99)
    document.document_sites.create(site=new, construction_cost=120)
    slugs = [{site.slug for site in load("smart-anchor", year=year).sites} for year in (2021, 2022)]
    assert [new.slug in one for one in slugs] == [False, True]
    row = site_editions.build(load("smart-anchor", year=2022)).row(new.slug)
    assert (row.marks, row.figures["change"]) == (("new",), 120)


def test_settlement_entered_later_is_none_of_an_older_edition(first_document: Program) -> None:
    before = shown()
    for portion in ("total", "national"):
        first_document.settlements.create(
            fiscal_year=2021,
            portion=portion,
            final_budget=100,
            carried_in=30,
            budget_change=0,
            current_budget=130,
            executed=90,
            carried_out=40,
            unspent=0,
        )
    assert shown() == before
    assert load("smart-anchor", year=2021).settlements_of_year


def test_settlement_of_a_year_before_belongs_to_the_edition(first_document: Program) -> None:
    held = len(load("smart-anchor", year=2021).settlements)
    first_document.settlements.create(fiscal_year=2016, portion="total", executed=5)
    assert len(load("smart-anchor", year=2021).settlements) == held + 1


def test_grant_and_appraisal_after_the_year_are_none_of_the_edition(first_document: Program) -> None:
    before = shown()
    site = Site.objects.get(slug=JUNGNANG)
    NationalGrant.objects.create(
        program=first_document, site=site, kind="subsidy", secured_on="2022-03-01", amount=7
    )
    step = Milestone.objects.create(
        program=first_document, happened_on="2022-02-01", text="투자심사", stage="appraised"
    )
    step.sites.set(Site.objects.all())
    assert shown() == before


@pytest.mark.parametrize("is_complete", [False, True])
def test_row_of_a_person_is_filled_where_it_is_blank_and_stays_where_it_is_not(
    first_document: Program, is_complete: bool
) -> None:
    document = Document.objects.get()
    site = Site.objects.get(slug=JUNGNANG)
    row = document.document_sites.create(site=site, construction_cost=5, is_complete=is_complete)
    open_2022()
    row.refresh_from_db()
    assert (row.construction_cost, row.is_complete) == (5, True)
    assert row.area == (None if is_complete else site.area)


def test_ledger_that_has_editions_already_keeps_the_older_ones(first_document: Program) -> None:
    version = BudgetVersion.objects.create(fiscal_year=2022, kind="proposal")
    Document.objects.bulk_create(
        [Document(slug="next", program=first_document, version=version, title="2022년")]
    )
    before, division = load("smart-anchor", year=2021).sites, first_document.division
    (step,) = Path(str(migrations.__file__)).parent.glob("*_keep_older_editions.py")
    import_module(f"ledger.migrations.{step.stem}").keep_what_older_editions_show(apps, None)
    Site.objects.update(construction_cost=LATER, area=1, status="open")
    Program.objects.update(division="새 과")
    facts = load("smart-anchor", year=2021)
    assert (facts.sites, facts.program.division) == (before, division)
    assert set(DocumentSite.objects.values_list("document__slug", flat=True)) == {facts.document}
