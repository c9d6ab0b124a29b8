"""Every document is tied at its own version and base, whatever versions and documents come later."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from ledger.figures.facts import Facts
from ledger.load import NotInLedger, load
from ledger.models import AccountSubject, BudgetVersion, Document, NationalGrant, Program, YearlyAllocation
from ledger.tieout import Finding, findings
from tests.people import SignedIn

SUBJECT = "201-01"


def version(fiscal_year: int, kind: str, amount: int) -> BudgetVersion:
    """A version in which 사무관리비 of the programme has an amount, in won."""
    original = BudgetVersion.objects.filter(fiscal_year=fiscal_year, kind="original").first()
    made = BudgetVersion.objects.create(fiscal_year=fiscal_year, kind=kind, based_on=original)
    subject = AccountSubject.objects.get(code=SUBJECT)
    YearlyAllocation.objects.create(
        program=Program.objects.get(), version=made, subject=subject, amount=amount, national_subsidy=0
    )
    return made


def base_key(facts: Facts) -> str | None:
    return facts.base.key if facts.base else None


def breaks(found: list[Finding]) -> set[tuple[str, str, str]]:
    return {finding.cell[:3] for finding in found if finding.verdict == "breaks"}


def tied_out() -> list[dict[str, object]]:
    """The findings that the command writes as JSON; it exits 1 while something breaks unexplained."""
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("tieout", format="json", stdout=out)
    found: list[dict[str, object]] = json.loads(out.getvalue())
    return found


def test_a_misprint_stays_when_the_year_has_a_final_version(first_document: Program) -> None:
    """47,476 for 1,045: 46,431 백만원 too much, in the edition of the original budget."""
    version(2021, "final", 1_700_000_000)
    assert load("smart-anchor").version.key == "2021-final"
    misprint = [one for one in tied_out() if one["difference"] == 46_431_000_000]
    assert {one["version"] for one in misprint} == {"2021-original"}


def test_all_documents_of_one_version_count(first_document: Program) -> None:
    first = Document.objects.get()
    Document.objects.create(
        slug="second", program=first_document, version=first.version, title="다시 인쇄한 설명서"
    )
    second = load("smart-anchor", document="second")
    assert (second.version.key, second.document, second.stated) == ("2021-original", "second", ())
    assert load("smart-anchor", document=first.slug).stated
    # The one that was entered last is shown; the misprint of the first is found all the same.
    assert load("smart-anchor").document == "second"
    assert any(one["difference"] == 46_431_000_000 for one in tied_out())


def test_the_page_names_the_other_documents_and_counts_what_is_open_there(
    first_document: Program, signed_in: SignedIn
) -> None:
    first = Document.objects.get()
    later = version(2022, "proposal", 5_000_000)
    Document.objects.create(slug="next", program=first_document, version=later, title="2022년도 설명서")
    client = signed_in("finance")
    page = client.get("/programs/smart-anchor/tie-outs/").content.decode()
    of_first = findings(load("smart-anchor", document=first.slug), with_causes=False)
    open_there = sum(one.verdict == "breaks" for one in of_first)
    assert first.title in page
    assert f"사유 없는 불일치 {open_there}건" in page
    there = f"/programs/smart-anchor/tie-outs/?version=2021-original&amp;document={first.slug}"
    assert there in page
    assert "47,476" in client.get(there.replace("&amp;", "&")).content.decode()


def test_a_document_that_the_programme_lacks_is_said(first_document: Program, signed_in: SignedIn) -> None:
    with pytest.raises(NotInLedger):
        load("smart-anchor", document="moon")
    response = signed_in("finance").get("/programs/smart-anchor/tie-outs/?document=moon")
    assert response.status_code == 400
    assert Document.objects.get().slug in response.content.decode()


def test_the_column_of_the_year_before_is_what_the_document_says(first_document: Program) -> None:
    version(2020, "final", 60_000_000)
    assert base_key(load("smart-anchor")) == "2020-original"
    Document.objects.update(prior_basis="final")
    facts = load("smart-anchor")
    assert (base_key(facts), facts.base_is_default) == ("2020-final", True)
    # 사무관리비 of 2020 is printed as 50,000; the final budget has 60,000.
    assert ("budget-summary", SUBJECT, "prior") in breaks(findings(facts))
    original = load("smart-anchor", base="2020-original")
    assert not original.base_is_default


def test_a_base_that_the_document_names_and_the_ledger_lacks_is_none(first_document: Program) -> None:
    Document.objects.update(prior_basis="final")
    assert load("smart-anchor").base is None


def test_current_budget_of_the_year_before_can_be_what_the_document_compares_with(
    first_document: Program,
) -> None:
    Document.objects.update(prior_basis="available")
    facts = load("smart-anchor")
    assert (base_key(facts), facts.base_is_default) == ("2020-available", True)


def test_the_plan_is_tied_to_the_latest_version_of_the_year_before(first_document: Program) -> None:
    """2020 of the plan is 5,264: 5,036.88 of the original and 227.444 carried in; with 60 for 50 it is 10 short."""
    plan = ("investment-plan", "total", "2020")
    assert plan not in breaks(findings(load("smart-anchor")))
    version(2020, "final", 60_000_000)
    facts = load("smart-anchor")
    assert base_key(facts) == "2020-original"
    found = findings(facts)
    assert plan in breaks(found)
    assert plan in breaks(findings(load("smart-anchor", base="2020-final")))


def test_a_year_without_a_recorded_grant_cannot_be_decided(first_document: Program) -> None:
    NationalGrant.objects.filter(secured_on__year=2020).delete()
    (finding,) = [
        one
        for one in findings(load("smart-anchor"))
        if one.rule == "plan_to_grants" and one.cell.column == "2020_national"
    ]
    assert (finding.verdict, finding.left, finding.right) == ("undecidable", 2_500_000_000, None)


def test_menu_of_versions_lists_those_in_which_the_programme_has_something(
    first_document: Program, signed_in: SignedIn
) -> None:
    BudgetVersion.objects.create(fiscal_year=2019, kind="original")
    page = signed_in("manager").get("/programs/smart-anchor/").content.decode()
    assert "2019-original" not in page
    assert "2020-original" in page
