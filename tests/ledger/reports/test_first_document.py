"""The first document, from fixture to report: every figure to the won, most of them as the document prints them."""

from fractions import Fraction

import pytest

from ledger.figures.facts import Facts
from ledger.figures.money import whole_units
from ledger.load import load
from ledger.models import Program
from ledger.reporting.report import Report
from ledger.reports import (
    budget_summary,
    calculation_basis,
    investment_plan,
    overview,
    schedule,
    settlement,
    sites,
    variance,
)
from ledger.tieout import findings
from ledger.words.formats import form_rate, json_figure, screen_text
from tests.ledger.records import cells, column


@pytest.fixture
def document(first_document: Program) -> Facts:
    return load(first_document.slug)


def on_screen(report: Report, row: str, key: str) -> str:
    (of_key,) = (one for one in report.columns if one.key == key)
    return screen_text(report.row(row).figures[key], of_key, report.unit)


def test_it_is_2021_against_2020(document: Facts) -> None:
    assert (document.version.key, document.base and document.base.key) == ("2021-original", "2020-original")
    assert not document.version.kind_is_stated
    assert document.document == "smart-anchor-2021"


class TestBudgetSummary:
    def test_total(self, document: Facts) -> None:
        report = budget_summary.build(document)
        assert cells(report, "total", "prior", "current", "change") == (
            5_036_880_000,
            7_224_187_000,
            7_224_187_000 - 5_036_880_000,
        )
        assert cells(report, "total", "change") == (2_187_307_000,)
        rate = report.row("total").figures["rate"]
        assert rate == Fraction(2_187_307_000 * 100, 5_036_880_000)
        assert str(json_figure(rate, report.columns[3])).startswith("43.4258")
        assert on_screen(report, "total", "rate") == "43.4"
        assert form_rate(2_187_307_000, 5_036_880_000) == "43"

    def test_subjects(self, document: Facts) -> None:
        report = budget_summary.build(document)
        assert column(report, "prior") == {
            "total": 5_036_880_000,
            "201-01": 50_000_000,
            "201-02": 225_000_000,
            "308-01": 530_000_000,
            "401-01": 0,
            "401-02": 0,
            "403-01": 4_231_880_000,
            "405-01": 0,
        }
        assert column(report, "current") == {
            "total": 7_224_187_000,
            "201-01": 1_711_987_000,
            "201-02": 450_000_000,
            "308-01": 300_000_000,
            "401-01": 579_000_000,
            "401-02": 10_000_000,
            "403-01": 1_071_000_000 + 803_000_000,
            "405-01": 2_299_200_000,
        }

    def test_changes_as_printed_in_thousands(self, document: Facts) -> None:
        report = budget_summary.build(document)
        assert {row.key: on_screen(report, row.key, "change") for row in report.rows} == {
            "total": "2,187,307",
            "201-01": "1,661,987",
            "201-02": "225,000",
            "308-01": "△230,000",
            "401-01": "579,000",
            "401-02": "10,000",
            "403-01": "△2,357,880",
            "405-01": "2,299,200",
        }

    def test_rates_as_the_form_prints_them(self, document: Facts) -> None:
        report = budget_summary.build(document)
        assert {row.key: form_rate(row.figures["change"], row.figures["prior"]) for row in report.rows} == {
            "total": "43",
            "201-01": "3,324",
            "201-02": "100",
            "308-01": "△43",
            "401-01": "100",
            "401-02": "100",
            "403-01": "△56",
            "405-01": "100",
        }

    def test_a_zero_base_has_no_rate_on_screen(self, document: Facts) -> None:
        report = budget_summary.build(document)
        assert [on_screen(report, key, "rate") for key in ("401-01", "401-02", "405-01")] == ["–"] * 3

    def test_national_part(self, document: Facts) -> None:
        report = budget_summary.build(document)
        for row in ("total", "403-01"):
            texts = [
                on_screen(report, row, f"{key}_national") for key in ("prior", "current", "change", "rate")
            ]
            assert texts == ["(x2,500,000)", "(x-)", "(x△2,500,000)", "(x△100.0)"]
        assert on_screen(report, "201-01", "prior_national") == "(x-)"


def test_calculation_basis(document: Facts) -> None:
    report = calculation_basis.build(document)
    lines = {row.name: row.figures["amount"] for row in report.rows if row.key.startswith("line-")}
    assert len([row for row in report.rows if row.key.startswith("line-")]) == 8
    assert lines["중구 스마트앵커 조성비(공사비)"] == 1_071_000_000
    assert lines["마포구 스마트앵커 조성비(공사비)"] == 803_000_000
    assert cells(report, "403-01", "amount") == (1_874_000_000,)
    assert cells(report, "total", "amount", "amount_national") == (7_224_187_000, 0)


def test_investment_plan(document: Facts) -> None:
    report = investment_plan.build(document)
    millions = {
        key: whole_units(figure, "million")
        for key, figure in report.row("total").figures.items()
        if isinstance(figure, int)
    }
    assert millions == {
        "total": 66_230,
        "through-2019": 7_311,
        "2020": 5_264,
        "2021": 7_224,
        "from-2022": 46_431,
        "total_national": 7_000,
        "through-2019_national": 4_500,
        "2020_national": 2_500,
        "2021_national": 0,
        "from-2022_national": 0,
    }
    assert on_screen(report, "308-01", "total") == "1,045"  # 215 + 530 + 300; the document prints 47,476
    assert cells(report, "total", "total") == (66_230_000_000,)


def test_overview(document: Facts) -> None:
    report = overview.build(document)
    assert cells(report, "total-cost", "total", "national", "city") == (
        66_230_000_000,
        7_000_000_000,
        59_230_000_000,
    )
    assert cells(report, "year-cost", "total", "national", "city") == (7_224_187_000, None, 7_224_187_000)


def test_schedule_ties_to_the_budget(document: Facts) -> None:
    assert cells(schedule.build(document), "total", "amount") == (7_224_187_000,)
    ties = [finding for finding in findings(document) if finding.rule == "schedule_to_budget"]
    assert len(ties) == 1 + 7
    assert {finding.verdict for finding in ties} == {"ties"}


class TestSettlement:
    def test_2018(self, document: Facts) -> None:
        report = settlement.build(document)
        keys = ("final_budget", "carried_in", "current_budget", "executed", "unspent", "execution_rate")
        assert cells(report, "2018", *keys) == (520_000_000, 0, 520_000_000, 520_000_000, 0, Fraction(100))

    def test_2019(self, document: Facts) -> None:
        report = settlement.build(document)
        executed = 7_155_400_000 - 227_444_000 - 137_117_000
        assert cells(report, "2019", "carried_in", "budget_change", "current_budget", "executed") == (
            0,
            0,
            7_155_400_000,
            executed,
        )
        assert executed == 6_790_839_000
        rate = report.row("2019").figures["execution_rate"]
        assert rate == Fraction(executed * 100, 7_155_400_000)
        assert str(json_figure(rate, report.columns[-1])).startswith("94.905")

    def test_2019_says_what_is_derived_and_what_assumed(self, document: Facts) -> None:
        row = settlement.build(document).row("2019")
        assert row.derived == ("carried_in", "current_budget", "executed")
        assert row.assumed == ("budget_change",)

    def test_2019_national_part(self, document: Facts) -> None:
        report = settlement.build(document)
        assert cells(report, "2019-national", "current_budget", "executed") == (2_500_000_000, 2_500_000_000)

    def test_2020_is_absent(self, document: Facts) -> None:
        row = settlement.build(document).row("2020")
        assert row.marks == ("missing",)
        assert set(row.figures.values()) == {None}

    def test_the_plan_supports_the_assumption(self, document: Facts) -> None:
        """520,000 + 6,790,839 천원 executed through 2019 is the 7,311 백만원 that the plan prints."""
        executed = column(settlement.build(document), "executed")
        through_2019 = sum(figure for year in ("2018", "2019") if isinstance(figure := executed[year], int))
        assert whole_units(through_2019, "million") == 7_311


def test_sites(document: Facts) -> None:
    report = sites.build(document)
    assert len(report.rows) == 10 + 2
    current = {key: figure for key, figure in column(report, "current").items() if figure is not None}
    assert current == {
        "jung-printing": 1_071_000_000,
        "mapo-design-publishing": 803_000_000,
        "gaebong-makerspace": 579_000_000 + 10_000_000 + 2_299_200_000,
        "unassigned": 1_711_987_000 + 450_000_000 + 300_000_000,
        "total": 7_224_187_000,
    }
    assert cells(report, "total", "national_grant") == (2_000_000_000 + 2 * 2_500_000_000,)


@pytest.mark.parametrize("by", sorted(variance.BREAKDOWNS))
def test_variance_has_the_same_total_by_every_breakdown(document: Facts, by: str) -> None:
    report = variance.build(document, by)
    assert cells(report, "total", "prior", "current", "change") == (
        5_036_880_000,
        7_224_187_000,
        2_187_307_000,
    )


def test_variance_by_site_compares_only_what_names_no_site(document: Facts) -> None:
    """2020 has no line items: its whole sum stands in unassigned."""
    report = variance.build(document, "site")
    assert cells(report, "unassigned", "prior", "current") == (5_036_880_000, 2_461_987_000)
    assert cells(report, "jung-printing", "prior", "current", "change") == (None, 1_071_000_000, None)
