"""Opening a year or a version: what it makes, what it leaves blank, what it refuses."""

from datetime import date

import pytest

from ledger.load import load
from ledger.models import (
    AccountSubject,
    BudgetLineItem,
    BudgetVersion,
    Document,
    FundingShare,
    FundingSource,
    InvestmentPlanEntry,
    Program,
    ProgramCost,
    ScheduleItem,
    YearlyAllocation,
)
from ledger.opening import OpeningRefused, Target, propose, propose_all, save_all
from ledger.reports import basis_comparison, budget_summary, investment_plan, plan_sources, source_shares
from sites.said import saying
from tests.ledger.life import moved
from tests.ledger.log import changes

NEXT_YEAR = Target(2022, "proposal")


def open_next_year() -> BudgetVersion:
    (version,) = save_all([propose("smart-anchor", "2021-original", NEXT_YEAR)])
    return version


def test_proposing_makes_nothing(first_document: Program) -> None:
    opening = propose("smart-anchor", "2021-original", NEXT_YEAR)
    assert (len(opening.allocations), len(opening.lines), opening.amount) == (7, 8, 7_224_187_000)
    assert not BudgetVersion.objects.filter(fiscal_year=2022).exists()


def test_next_year_begins_with_the_lines_of_this_one(first_document: Program) -> None:
    open_next_year()
    facts = load("smart-anchor")
    assert (facts.version.key, facts.base and facts.base.key) == ("2022-proposal", "2021-original")
    total = budget_summary.build(facts).row("total").figures
    assert (total["prior"], total["current"], total["change"]) == (7_224_187_000, 7_224_187_000, 0)


def test_each_line_knows_the_one_that_it_came_from(first_document: Program) -> None:
    open_next_year()
    for line in BudgetLineItem.objects.filter(allocation__version__fiscal_year=2022):
        assert line.continues is not None
        assert (line.continues.description, line.continues.allocation.version.fiscal_year) == (
            line.description,
            2021,
        )
    renamed = BudgetLineItem.objects.get(description="공공요금 등", allocation__version__fiscal_year=2022)
    renamed.description, renamed.amount = "공공요금과 제세", 451_000_000
    renamed.save()
    rows = basis_comparison.build(load("smart-anchor")).rows
    (row,) = [one for one in rows if one.name == "공공요금과 제세"]
    assert (row.figures["prior"], row.figures["change"], row.marks) == (450_000_000, 1_000_000, ())


def test_what_sources_give_comes_with_the_amounts(first_document: Program) -> None:
    bond = FundingSource.objects.get(slug="bond")
    works = BudgetLineItem.objects.get(description="중구 스마트앵커 조성비(공사비)")
    FundingShare.objects.create(line_item=works, source=bond, amount=600)
    goods = YearlyAllocation.objects.get(version__fiscal_year=2021, subject__code="405-01")
    goods.line_items.get().delete()
    goods.amount = 900
    goods.save()
    FundingShare.objects.create(allocation=goods, source=bond, amount=70)
    open_next_year()
    rows = {row.key: row.figures for row in source_shares.build(load("smart-anchor")).rows}
    assert rows["source-bond"]["amount"] == 600 + 70
    assert [one.why for one in changes(FundingShare)][-2:] == ["2021-original에서 열었음"] * 2


def test_a_basis_that_is_of_a_change_only_is_left_blank_and_named(first_document: Program) -> None:
    original = BudgetVersion.objects.get(fiscal_year=2021)
    final = BudgetVersion.objects.create(fiscal_year=2021, kind="final", based_on=original)
    subject = AccountSubject.objects.get(code="201-02")
    change = YearlyAllocation.objects.create(program=first_document, version=final, subject=subject)
    change.line_items.create(description="공공요금 등", amount=449_000_000, basis="△1,000,000원×1회")
    opening = propose("smart-anchor", "2021-final", NEXT_YEAR)
    assert [(one.amount, one.basis) for one in opening.lines if one.description == "공공요금 등"] == [
        (449_000_000, "")
    ]
    assert any("산출식" in one and "1건" in one for one in opening.blanks)


def test_plan_moves_on_and_the_schedule_with_it(first_document: Program) -> None:
    open_next_year()
    facts = load("smart-anchor")
    total = investment_plan.build(facts).row("total").figures
    # 2020 (5,264) joins what was invested (7,311), 2021 stays, 2022 is blank, all after it stays whole.
    assert total["through-2020"] == 7_311_000_000 + 5_264_000_000
    assert (total["2021"], total["2022"], total["from-2023"]) == (7_224_000_000, None, 46_431_000_000)
    before = ScheduleItem.objects.filter(document__version__fiscal_year=2021).order_by("position")
    after = ScheduleItem.objects.filter(document__version__fiscal_year=2022).order_by("position")
    assert [one.text for one in after] == [one.text for one in before]
    for old, new in zip(before, after, strict=True):
        assert (new.amount, new.shares.count()) == (None, 0)
        assert new.starts_on == (old.starts_on and old.starts_on.replace(year=2022))


def test_document_has_its_texts_and_its_costs_but_no_printed_figure(first_document: Program) -> None:
    open_next_year()
    old, new = Document.objects.order_by("version__fiscal_year")
    assert new.title == old.title.replace("2021", "2022")
    assert new.sections.count() == old.sections.count() > 0
    assert not new.stated_figures.exists()
    of_year = ProgramCost.objects.filter(document=new, scope="year")
    assert {one.amount for one in of_year} == {None}
    totals = ProgramCost.objects.filter(document=new, scope="total").values_list("source", "amount")
    assert set(totals) == set(
        ProgramCost.objects.filter(document=old, scope="total").values_list("source", "amount")
    )


def test_what_stays_blank_is_named(first_document: Program) -> None:
    blanks = propose("smart-anchor", "2021-original", NEXT_YEAR).blanks
    assert blanks == [
        "투자계획: 2022년 금액",
        f"추진일정: {ScheduleItem.objects.count()}개 단계의 금액",
        "기본현황: 2022년 사업비",
    ]


def test_a_supplementary_budget_carries_all_and_holds_nothing(first_document: Program) -> None:
    target = Target(2021, "supplementary", 1, with_document=False)
    (version,) = save_all([propose("smart-anchor", "2021-original", target)])
    assert version.based_on == BudgetVersion.objects.get(fiscal_year=2021, kind="original")
    assert not version.allocations.exists()
    facts = load("smart-anchor", version.key)
    assert budget_summary.build(facts).row("total").figures["current"] == 7_224_187_000


def test_a_version_of_the_same_year_has_the_edition_as_it_is(first_document: Program) -> None:
    save_all([propose("smart-anchor", "2021-original", Target(2021, "amended"))])
    shown = load("smart-anchor", "2021-amended")
    assert [(one.text, one.amount) for one in shown.schedule] == [
        (one.text, one.amount) for one in load("smart-anchor", "2021-original").schedule
    ]
    assert {one.amount for one in shown.plan} == {
        one.amount for one in load("smart-anchor", "2021-original").plan
    }


def test_what_a_supplementary_budget_ended_does_not_come_again(first_document: Program) -> None:
    save_all([propose("smart-anchor", "2021-original", Target(2021, "supplementary", with_document=False))])
    supplementary = BudgetVersion.objects.get(kind="supplementary")
    supervision = AccountSubject.objects.get(code="401-02")
    YearlyAllocation.objects.create(
        program=first_document, version=supplementary, subject=supervision, amount=0
    )
    opening = propose("smart-anchor", "2021-supplementary-1", NEXT_YEAR)
    assert "401-02" not in {one.subject.code for one in opening.allocations}
    assert opening.amount == 7_224_187_000 - 10_000_000


def test_own_amounts_stay_own_amounts(first_document: Program) -> None:
    opening = propose("smart-anchor", "2020-original", Target(2022, "request"))
    assert (opening.lines, opening.amount) == ([], 5_036_880_000)
    assert {one.unit for one in opening.allocations} == {"thousand"}


def test_a_code_that_moved_is_opened_under_its_new_one(first_document: Program) -> None:
    old = AccountSubject.objects.get(code="201-02")
    old.valid_until = 2021
    old.save()
    AccountSubject.objects.create(code="201-12", name="공공운영비", valid_from=2022, replaces=old)
    gone = AccountSubject.objects.get(code="401-02")
    gone.valid_until = 2021
    gone.save()
    opening = propose("smart-anchor", "2021-original", NEXT_YEAR)
    codes = {one.subject.code for one in opening.allocations}
    assert codes >= {"201-12"}
    assert not codes & {"201-02", "401-02"}
    assert any("401-02 감리비" in blank for blank in opening.blanks)


class TestRefused:
    def test_what_is_there_already(self, first_document: Program) -> None:
        open_next_year()
        with pytest.raises(OpeningRefused, match="이미"):
            open_next_year()

    def test_a_version_that_is_no_draft(self, first_document: Program) -> None:
        moved(BudgetVersion.objects.create(fiscal_year=2022, kind="proposal"), "submitted")
        with pytest.raises(OpeningRefused, match="제출"):
            open_next_year()

    @pytest.mark.parametrize("target", [Target(2022, "supplementary"), Target(2020, "request")])
    def test_a_version_that_cannot_come_from_there(self, target: Target, first_document: Program) -> None:
        with pytest.raises(OpeningRefused):
            propose("smart-anchor", "2021-original", target)


def test_all_of_a_division_at_once_or_none(first_document: Program) -> None:
    other = Program.objects.create(slug="other", name="다른 사업", division=first_document.division)
    original = BudgetVersion.objects.get(fiscal_year=2021)
    subject = AccountSubject.objects.get(code="201-01")
    YearlyAllocation.objects.create(program=other, version=original, subject=subject, amount=70)
    Program.objects.create(slug="empty", name="빈 사업", division=first_document.division)
    openings = propose_all(["smart-anchor", "other", "empty"], "2021-original", NEXT_YEAR)
    assert [one.program.slug for one in openings] == ["smart-anchor", "other"]
    (version,) = save_all(openings)
    assert version.allocations.count() == 7 + 1
    assert load("other").allocations[0].amount == 70


def test_the_history_says_who_opened_it_and_from_what(first_document: Program) -> None:
    with saying(who="kim"):
        save_all([propose("smart-anchor", "2021-original", NEXT_YEAR)])
    line = BudgetLineItem.objects.filter(allocation__version__fiscal_year=2022).first()
    assert line is not None
    (entry,) = changes(BudgetLineItem, line)
    assert (entry.who, entry.why) == ("kim", "2021-original에서 열었음")


def test_a_leap_day_is_the_last_of_february(first_document: Program) -> None:
    ScheduleItem.objects.filter(position=1).update(starts_on=date(2020, 2, 29))
    opening = propose("smart-anchor", "2021-original", NEXT_YEAR)
    assert opening.edition is not None
    assert date(2021, 2, 28) in {step.starts_on for step in opening.edition.steps}


def test_next_year_begins_with_the_shares_of_sources_too(first_document: Program) -> None:
    """Of a line, of an allocation without lines, and of the plan, where 2020 joins what was invested until 2020."""
    tax = FundingSource.objects.get(slug="special-tax")
    line = BudgetLineItem.objects.get(description="중구 스마트앵커 조성비(공사비)")
    FundingShare.objects.create(line_item=line, source=tax, amount=200_000_000)
    through, year_before = (
        InvestmentPlanEntry.objects.get(subject__code="403-01", year=year, period=period)
        for year, period in ((2019, "through"), (2020, "year"))
    )
    FundingShare.objects.create(plan_entry=through, source=tax, amount=300_000_000)
    FundingShare.objects.create(plan_entry=year_before, source=tax, amount=50_000_000)
    open_next_year()
    facts = load("smart-anchor")
    given = [
        (one.description, share.amount)
        for held in facts.allocations
        for one in held.lines
        for share in one.shares
    ]
    assert given == [(line.description, 200_000_000)]
    plan = plan_sources.build(facts).row("source-special-tax").figures
    assert (plan["through-2020"], plan["2021"], plan["2022"]) == (300_000_000 + 50_000_000, None, None)
    assert [one.why for one in changes(FundingShare)][-2:] == ["2021-original에서 열었음"] * 2


def test_an_allocation_without_lines_keeps_its_shares(first_document: Program) -> None:
    tax = FundingSource.objects.get(slug="special-tax")
    held = YearlyAllocation.objects.get(version__fiscal_year=2020, subject__code="201-01")
    FundingShare.objects.create(allocation=held, source=tax, amount=50_000_000)
    save_all([propose("smart-anchor", "2020-original", Target(2020, "amended"))])
    facts = load("smart-anchor", "2020-amended")
    assert [share.amount for one in facts.allocations for share in one.shares] == [50_000_000]
