"""Sources of money from the ledger's rows to the reports, the trace and the ties."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from ledger.load import load
from ledger.models import (
    AccountSubject,
    BudgetLineItem,
    BudgetVersion,
    CarryOver,
    FundingShare,
    FundingSource,
    InvestmentPlanEntry,
    MatchingRatio,
    Program,
    Settlement,
    YearlyAllocation,
)
from ledger.reports import source_shares, variance
from ledger.tieout import Finding, findings
from ledger.words.findings import FindingWords
from tests.ledger.desk.form import fields_of
from tests.ledger.rows import WHY
from tests.people import SignedIn

PRINTING = "중구 스마트앵커 조성비(공사비)"
"""A line of 1,071,000,000 won, all of it city money in the document."""


@pytest.fixture
def special_tax(first_document: Program) -> FundingSource:
    return FundingSource.objects.get(slug="special-tax")


def by_source() -> dict[str, dict[str, Any]]:
    return {row.key: dict(row.figures) for row in variance.build(load("smart-anchor"), "source").rows}


def ratio_findings() -> dict[str, Finding]:
    return {one.cell.row: one for one in findings(load("smart-anchor")) if one.rule == "matching_ratio"}


def test_without_any_share_nothing_changes(first_document: Program) -> None:
    assert list(by_source()) == ["total", "national", "city"]


def test_own_money_is_the_rest_and_a_silent_base_is_no_cut(special_tax: FundingSource) -> None:
    line = BudgetLineItem.objects.get(description=PRINTING)
    FundingShare.objects.create(line_item=line, source=special_tax, amount=200_000_000)
    rows = by_source()
    assert list(rows) == ["total", "national", "source-special-tax", "city", "unassigned"]
    assert rows["source-special-tax"]["current"] == 200_000_000
    assert rows["city"]["current"] == 7_224_187_000 - 200_000_000
    # 2020 says nothing of its sources: 5,036,880 − 2,500,000 (천원) is not assigned, and nothing of it is a change.
    assert rows["unassigned"]["prior"] == 5_036_880_000 - 2_500_000_000
    assert [rows[key]["change"] for key in ("source-special-tax", "city", "unassigned")] == [None, None, None]
    assert rows["total"]["change"] == 2_187_307_000


def test_both_years_that_know_are_compared(special_tax: FundingSource) -> None:
    line = BudgetLineItem.objects.get(description=PRINTING)
    FundingShare.objects.create(line_item=line, source=special_tax, amount=200_000_000)
    before = YearlyAllocation.objects.get(version__fiscal_year=2020, subject__code="201-01")
    FundingShare.objects.create(allocation=before, source=special_tax, amount=50_000_000)
    rows = by_source()
    assert rows["source-special-tax"]["change"] == 200_000_000 - 50_000_000
    assert rows["city"]["prior"] == 5_036_880_000 - 2_500_000_000 - 50_000_000
    assert "unassigned" not in rows
    assert sum(row["change"] for key, row in rows.items() if key != "total") == rows["total"]["change"]


def test_a_source_is_in_the_shares_by_source_and_leads_to_its_row(
    special_tax: FundingSource, signed_in: SignedIn
) -> None:
    line = BudgetLineItem.objects.get(description=PRINTING)
    FundingShare.objects.create(line_item=line, source=special_tax, amount=200_000_000)
    row = source_shares.build(load("smart-anchor")).row("source-special-tax")
    assert (row.figures["amount"], row.name) == (200_000_000, "특별교부세")
    trace = "/programs/smart-anchor/reports/variance/trace/?by=source&format=json&row={}&column={}"
    client = signed_in("manager")
    (source,) = client.get(trace.format("source-special-tax", "current")).json()["sources"]
    assert (source["kind"], source["figure"]) == ("funding", 200_000_000)
    assert source["label"] == f"특별교부세 · 자치단체자본보조 · {PRINTING}"
    for row_key in ("city", "unassigned", "national"):
        for column in ("current", "prior"):
            assert client.get(trace.format(row_key, column)).status_code == 200


def test_special_tax_that_was_executed_heals_the_plans_national_money(special_tax: FundingSource) -> None:
    """T20: the plan prints 4,500 of national money until 2019, the settlement's (x) 2,500; 2,000 was 특별교부세."""

    def verdict() -> str:
        (found,) = [
            one
            for one in findings(load("smart-anchor"))
            if one.rule == "plan_to_settlements" and one.cell.column == "through-2019_national"
        ]
        return found.verdict

    assert verdict() == "breaks"
    settled = Settlement.objects.get(fiscal_year=2019, subject=None, portion="total")
    FundingShare.objects.create(settlement=settled, cell="executed", source=special_tax, amount=2_000_000_000)
    assert verdict() in ("ties", "rounding")


def matched(national: int, share: int, amount: int = 1_000_000) -> None:
    """A programme of one line that national money, the province and the city pay."""
    province = FundingSource.objects.get(slug="metropolitan")
    program = Program.objects.get()
    for part, source, percent in (("national", None, 50), ("source", province, 25), ("own", None, 25)):
        MatchingRatio.objects.create(
            program=program, valid_from=2020, part=part, source=source, percent=percent
        )
    line = BudgetLineItem.objects.get(description=PRINTING)
    line.amount, line.national_subsidy = amount, national
    line.save()
    FundingShare.objects.create(line_item=line, source=province, amount=share)


def test_matching_ratio_that_holds(first_document: Program) -> None:
    matched(500_000, 250_000)
    assert {row: one.verdict for row, one in ratio_findings().items()} == {
        "national": "ties",
        "source-metropolitan": "ties",
        "city": "ties",
    }


def test_matching_ratio_that_does_not(first_document: Program) -> None:
    matched(600_000, 250_000)
    found = ratio_findings()
    assert (found["national"].verdict, found["national"].difference) == ("breaks", 600_000 - 500_000)
    assert (found["city"].verdict, found["city"].difference) == ("breaks", 150_000 - 250_000)


def test_matching_ratio_allows_a_part_of_a_thousand(first_document: Program) -> None:
    """Of 1,000,999 won half is 500,499.5 and a quarter 250,249.75: each within 500 won of what is paid."""
    matched(500_500, 250_000, amount=1_000_999)
    assert {one.verdict for one in ratio_findings().values()} == {"ties", "rounding"}


def test_the_side_that_pays_the_rest_has_the_roundings_of_all_others(first_document: Program) -> None:
    """Of 1,003,000 won 501,500 and 250,750 round to 502,000 and 251,000; 250,000 are left of 250,750."""
    matched(502_000, 251_000, amount=1_003_000)
    found = ratio_findings()
    assert (found["city"].left, found["city"].right) == (1_003_000 - 502_000 - 251_000, 250_750)
    assert {one.verdict for one in found.values()} == {"rounding"}


def test_the_rest_has_no_more_room_than_that(first_document: Program) -> None:
    """Half a thousand for each of two other parts: 1,000 won."""
    matched(502_000, 252_000, amount=1_003_000)
    assert (ratio_findings()["city"].verdict, ratio_findings()["city"].difference) == ("breaks", -1_750)


def test_a_ratio_names_its_source(first_document: Program) -> None:
    matched(500_000, 250_000)
    words = FindingWords(load("smart-anchor"))
    sides = {row: words.sides(one)[0] for row, one in ratio_findings().items()}
    assert sides["source-metropolitan"] == "매칭 항목의 시·도비"


def test_matching_ratio_is_silent_where_nothing_is_matched(first_document: Program) -> None:
    MatchingRatio.objects.create(program=first_document, valid_from=2020, part="national", percent=50)
    assert ratio_findings() == {}


def test_the_ratio_in_force_is_the_latest(first_document: Program) -> None:
    for year, percent in ((2019, 80), (2021, 50), (2022, 10)):
        MatchingRatio.objects.create(
            program=first_document, valid_from=year, part="national", percent=percent
        )
    assert [one.percent for one in load("smart-anchor").ratios] == [50]


class TestRefused:
    def test_national_subsidy_as_a_share(self, first_document: Program) -> None:
        subsidy = FundingSource.objects.get(slug="national-subsidy")
        line = BudgetLineItem.objects.get(description=PRINTING)
        with pytest.raises(ValidationError, match="국비"):
            FundingShare.objects.create(line_item=line, source=subsidy, amount=1)

    @pytest.mark.parametrize("owners", [(), ("line_item", "allocation")])
    def test_a_share_of_none_or_of_two(self, owners: tuple[str, ...], special_tax: FundingSource) -> None:
        line = BudgetLineItem.objects.get(description=PRINTING)
        held = {"line_item": line, "allocation": line.allocation}
        share = FundingShare(source=special_tax, amount=1, **{owner: held[owner] for owner in owners})
        with pytest.raises(ValidationError, match="하나만 고르세요"):
            share.full_clean()
        with pytest.raises(IntegrityError), transaction.atomic():
            FundingShare.objects.bulk_create([share])

    def test_two_shares_of_one_source(self, special_tax: FundingSource) -> None:
        line = BudgetLineItem.objects.get(description=PRINTING)
        FundingShare.objects.create(line_item=line, source=special_tax, amount=1)
        with pytest.raises(ValidationError, match="이미"):
            FundingShare(line_item=line, source=special_tax, amount=2).full_clean()


def test_shares_are_carried_by_a_supplementary_budget(special_tax: FundingSource) -> None:
    line = BudgetLineItem.objects.get(description=PRINTING)
    FundingShare.objects.create(line_item=line, source=special_tax, amount=200_000_000)
    original = BudgetVersion.objects.get(fiscal_year=2021)
    later = BudgetVersion.objects.create(fiscal_year=2021, kind="supplementary", based_on=original)
    YearlyAllocation.objects.create(
        program=Program.objects.get(),
        version=later,
        subject=AccountSubject.objects.get(code="201-02"),
        amount=460_000_000,
    )
    rows = by_source()
    assert (rows["source-special-tax"]["change"], rows["city"]["change"]) == (0, 10_000_000)


def test_shares_of_the_plan_and_of_a_carry_over_reach_their_reports_and_rows(
    special_tax: FundingSource, signed_in: SignedIn
) -> None:
    entry = InvestmentPlanEntry.objects.get(subject__code="403-01", year=2021)
    FundingShare.objects.create(plan_entry=entry, source=special_tax, amount=300_000_000)
    subject = AccountSubject.objects.get(code="401-01")
    carried = CarryOver.objects.create(
        program=Program.objects.get(),
        fiscal_year=2020,
        subject=subject,
        kind="declared",
        amount=100_000_000,
        **WHY,
    )
    FundingShare.objects.create(carry_over=carried, source=special_tax, amount=40_000_000)
    client = signed_in("manager")
    reports = "/programs/smart-anchor/reports/"
    for report, row, column, words in (
        ("plan-sources", "source-special-tax", "2021", "특별교부세 · 자치단체자본보조 · 2021"),
        ("carry-overs", "line-1", "source-special-tax", "특별교부세 · 2020 · 시설비"),
    ):
        assert client.get(f"{reports}{report}/").status_code == 200
        address = f"{reports}{report}/trace/?format=json&row={row}&column={column}"
        (source,) = client.get(address).json()["sources"]
        assert (source["kind"], source["label"]) == ("funding", words)


def test_a_share_of_a_carry_over_is_entered_on_its_page(
    special_tax: FundingSource, signed_in: SignedIn
) -> None:
    carried = CarryOver.objects.create(
        program=Program.objects.get(),
        fiscal_year=2019,
        subject=AccountSubject.objects.get(code="401-01"),
        kind="declared",
        amount=100_000_000,
        **WHY,
    )
    client, page = signed_in("finance"), f"/admin/ledger/carryover/{carried.pk}/change/"
    typed = {
        **fields_of(client, page),
        "funding-TOTAL_FORMS": "1",
        "funding-0-carry_over": carried.pk,
        "funding-0-source": special_tax.pk,
        "funding-0-amount": "40,000,000",
    }
    assert client.post(page, typed).status_code == 302
    assert carried.funding.get().amount == 40_000_000
