"""재원별 투자계획: what each source gives to each period, own money the rest; what names no source is no cut."""

from dataclasses import replace

from ledger.figures.facts import Facts, FundingSource, PlanEntry, SourceShare
from ledger.reports.plan_sources import build
from ledger.words.heading_words import row_label
from tests.ledger.records import GRANTS, OFFICE, cells, column, entry, facts

FUND = FundingSource("fund", "기금", "national")
PROVINCE = FundingSource("metropolitan", "시·도비", "metropolitan")


def planned(*entries: PlanEntry) -> Facts:
    return facts(plan=entries, sources=(FUND, PROVINCE))


def shared(of: PlanEntry, **shares: int) -> PlanEntry:
    return replace(of, shares=tuple(SourceShare(source, amount) for source, amount in shares.items()))


def test_without_any_share_national_money_and_the_rest() -> None:
    report = build(planned(entry(OFFICE, "year", 2021, 100, 30), entry(GRANTS, "year", 2021, 200)))
    assert column(report, "2021") == {"total": 300, "national": 30, "city": 300 - 30}
    assert row_label(report.row("national")) == "국비(x)"


def test_the_x_of_a_plan_is_all_national_money() -> None:
    """Of (x) 30 the fund gives 10, of the other 70 the province 25: 20 are the subsidy's, 45 own money."""
    report = build(planned(shared(entry(OFFICE, "year", 2021, 100, 30), fund=10, metropolitan=25)))
    assert column(report, "2021") == {
        "total": 100,
        "national": 30 - 10,
        "source-fund": 10,
        "source-metropolitan": 25,
        "city": 100 - 30 - 25,
    }
    assert [row_label(report.row(key)) for key in ("national", "source-fund", "city")] == [
        "국고보조금",
        "기금",
        "자체재원",
    ]


def test_a_period_that_names_no_source_is_not_assigned_beside_one_that_does() -> None:
    report = build(
        planned(
            entry(OFFICE, "year", 2020, 80, 30),
            shared(entry(OFFICE, "year", 2021, 100, 30), metropolitan=25),
        )
    )
    assert cells(report, "national", "2020", "2021", "total") == (30, 30, 60)
    assert cells(report, "city", "2020", "2021") == (None, 100 - 30 - 25)
    assert cells(report, "source-metropolitan", "2020", "2021") == (None, 25)
    assert cells(report, "unassigned", "2020", "2021") == (80 - 30, None)
    assert report.row("total").figures["total"] == 80 + 100


def test_without_an_x_own_money_is_not_known() -> None:
    report = build(planned(shared(entry(OFFICE, "after", 2022, 100), metropolitan=25)))
    assert column(report, "from-2022") == {
        "total": 100,
        "national": None,
        "source-metropolitan": 25,
        "city": None,
        "unassigned": 100 - 25,
    }
