"""The first document: three breaks, what cannot be decided, three conventions, and nothing else."""

from fractions import Fraction

import pytest

from ledger.figures.facts import Facts
from ledger.load import load
from ledger.models import Program
from ledger.tieout import Finding, findings
from ledger.tieout.against_print import ODD_WON, ZERO_BASE
from ledger.tieout.between import FITS_WITHOUT_CARRY_IN, TOTAL_CARRY_IN_FITS
from ledger.tieout.over_time import YEAR_ABSENT
from tests.ledger.tieout.figures import at

MILLION = 1_000_000
TOTAL_308 = ("investment-plan", "308-01", "total")


@pytest.fixture
def document(first_document: Program) -> Facts:
    return load(first_document.slug)


@pytest.fixture
def found(document: Facts) -> list[Finding]:
    return findings(document)


def of(found: list[Finding], verdict: str) -> list[Finding]:
    return [one for one in found if one.verdict == verdict]


def test_what_breaks(found: list[Finding]) -> None:
    assert [(one.rule, *one.cell, one.left, one.right, one.difference) for one in of(found, "breaks")] == [
        ("stated_figure", *TOTAL_308, 2021, 47_476 * MILLION, 1_045 * MILLION, 46_431 * MILLION),
        (
            "column_total",
            *("investment-plan", "total", "total", 2021),
            *(112_661 * MILLION, 66_230 * MILLION, 46_431 * MILLION),
        ),
        (
            "plan_to_settlements",
            *("investment-plan", "total", "through-2019_national", 2021),
            *(4_500 * MILLION, 2_500 * MILLION, 2_000 * MILLION),
        ),
    ]
    assert {one.unit for one in of(found, "breaks")} == {"million"}


def test_both_breaks_of_the_plan_name_the_figure_that_they_share(found: list[Finding]) -> None:
    for one in of(found, "breaks")[:2]:
        first = one.causes[0]
        assert first.kind == "figure_added"
        assert first.figure is not None
        assert first.figure[:3] == TOTAL_308
        assert first.amount == 46_431 * MILLION
        assert first.evidence is not None
        assert first.evidence[:3] == ("investment-plan", "403-01", "from-2022")


def test_the_misprint_would_be_healed_by_1045(found: list[Finding]) -> None:
    shared = [cause for cause in of(found, "breaks")[1].causes if cause.kind == "shared_figure"]
    assert [(cause.figure and cause.figure[:3], cause.amount) for cause in shared] == [
        (TOTAL_308, 1_045 * MILLION)
    ]


def test_the_national_money_is_short_of_the_special_grant(found: list[Finding]) -> None:
    first = of(found, "breaks")[2].causes[0]
    assert (first.kind, first.amount) == ("special_grant", 2_000 * MILLION)
    assert first.figure is not None
    assert first.figure[:3] == ("sites", "jung-printing", "national_grant")


def test_the_source_of_the_misprint_is_beside_it(found: list[Finding]) -> None:
    stated = of(found, "breaks")[0].stated
    assert stated is not None
    assert (stated.text, stated.line) == ("47,476", 71)


def test_what_cannot_be_decided(found: list[Finding]) -> None:
    assert [(one.rule, one.cell.row, one.cell.column, one.note) for one in of(found, "undecidable")] == [
        ("plan_to_available", "401-01", "2020", TOTAL_CARRY_IN_FITS),
        ("plan_to_available", "201-01", "2020", FITS_WITHOUT_CARRY_IN),
        ("carry_over", "2019", "carried_in", None),
        ("carry_over", "2020", "carried_in", YEAR_ABSENT),
    ]


def test_the_whole_carry_over_would_fit_the_works(found: list[Finding]) -> None:
    works = of(found, "undecidable")[0]
    assert (works.left, works.right, works.hint) == (227 * MILLION, 0, 227_444_000)
    assert works.missing == (at("settlement", "2020-401-01", "carried_in"),)


def test_the_other_subjects_are_one_finding(found: list[Finding]) -> None:
    codes = ("201-01", "201-02", "308-01", "401-02", "403-01", "405-01")
    assert of(found, "undecidable")[1].missing == tuple(
        at("settlement", f"2020-{code}", "carried_in") for code in codes
    )


def test_the_carry_over_of_2018_and_of_2019(found: list[Finding]) -> None:
    before, after = of(found, "undecidable")[2:]
    assert before.missing[:2] == (
        at("settlement", "2018", "carried_out"),
        at("settlement", "2019", "carried_in"),
    )
    assert after.missing[0] == at("settlement", "2020", "carried_in")


def test_three_rates_tie_by_convention(found: list[Finding]) -> None:
    noted = [one for one in found if one.note and one.verdict != "undecidable"]
    assert [(one.rule, one.cell.row, one.cell.column, one.verdict, one.note) for one in noted] == [
        ("stated_rate", code, "rate", "ties", ZERO_BASE) for code in ("401-01", "401-02", "405-01")
    ]
    assert {(one.left, one.right) for one in noted} == {(Fraction(100), None)}


@pytest.mark.parametrize("text", ["90", "0", "101"])
@pytest.mark.usefixtures("said_why")
def test_another_rate_over_a_zero_base_breaks(first_document: Program, text: str) -> None:
    rate = first_document.documents.get().stated_figures.get(
        table="budget-summary", row="401-01", column="rate"
    )
    type(rate).objects.filter(pk=rate.pk).update(rate=text, text=text)
    broken = of(findings(load(first_document.slug)), "breaks")
    assert ("stated_rate", "401-01", "rate") in [(one.rule, one.cell.row, one.cell.column) for one in broken]
    assert len(broken) == 4


def test_construction_costs_are_tied_to_nothing_else(found: list[Finding]) -> None:
    """T21 to T23: what a site costs is another scope than the programme's money."""
    cost = [
        one for one in found if "construction_cost" in {term.cell.column for term in one.terms if term.cell}
    ]
    assert {one.rule for one in cost} <= {"stated_figure", "column_total"}
    assert {one.verdict for one in cost} == {"ties"}


def test_nothing_else_needs_a_person(found: list[Finding]) -> None:
    counts = {verdict: len(of(found, verdict)) for verdict in ("breaks", "undecidable")}
    assert counts == {"breaks": 3, "undecidable": 4}
    assert not [one for one in found if one.note == ODD_WON]


def test_causes_are_given_for_breaks_only(found: list[Finding]) -> None:
    assert [bool(one.causes) for one in of(found, "breaks")] == [True] * 3
    assert not [one for one in found if one.causes and one.verdict != "breaks"]
