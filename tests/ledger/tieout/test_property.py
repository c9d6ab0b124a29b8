"""A sound ledger never breaks, whatever units its tables print; one wrong figure always does."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from random import Random

from hypothesis import HealthCheck, assume, given, note, settings
from hypothesis import strategies as st

from ledger.figures.facts import Facts
from ledger.figures.money import UNITS
from ledger.tieout import Cell, Finding, findings
from ledger.tieout.finding import total_slack
from tests.ledger.ledgers import exact
from tests.ledger.printed_ledgers import PRINTED, Units, as_printed

MANY = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])

a_unit = st.sampled_from(list(UNITS))
some_units = st.builds(Units, a_unit, a_unit, a_unit, a_unit, a_unit, a_unit, a_unit, a_unit)
one_unit = st.builds(lambda unit: Units(*[unit] * 8), a_unit)


@st.composite
def ledgers(draw: st.DrawFn) -> Facts:
    """A random exact ledger as a document prints it, all tables in one unit or each in its own."""
    random = Random(draw(st.integers(0, 2**32)))
    sound = exact(random, grain=draw(st.sampled_from((1, 1000))))
    tables = draw(st.just(PRINTED) | st.lists(st.sampled_from(PRINTED), unique=True))
    return as_printed(blanked(sound, random), draw(one_unit | some_units), tables=tables)


def blanked(held: Facts, random: Random) -> Facts:
    """Some settlement cells left blank, one in a row: what an identity or the year before gives."""
    rows = []
    for row in held.settlements:
        cell = random.choice((None, None, "executed", "unspent", "current_budget", "carried_in"))
        rows.append(replace(row, cells={**row.cells, cell: None}) if cell else row)
    return replace(held, settlements=tuple(rows))


def breaks(held: Facts, *, with_causes: bool = False) -> list[Finding]:
    return [one for one in findings(held, with_causes=with_causes) if one.verdict == "breaks"]


@MANY
@given(ledgers())
def test_a_sound_ledger_never_breaks(held: Facts) -> None:
    broken = [(one.rule, one.cell, one.left, one.right, one.terms) for one in breaks(held)]
    assert not broken, broken


@MANY
@given(ledgers(), st.data())
def test_a_wrong_printed_amount_always_breaks_and_is_named(held: Facts, data: st.DataObject) -> None:
    """By more than rounding the figure and what it is compared with can explain, to either side."""
    amounts = [at for at, one in enumerate(held.stated) if one.value is not None]
    assume(amounts)
    at = data.draw(st.sampled_from(amounts))
    one = held.stated[at]
    cell = Cell(one.report, one.row, one.column, one.year)
    (tie,) = (
        tie for tie in findings(held, with_causes=False) if tie.rule == "stated_figure" and tie.cell == cell
    )
    assert isinstance(tie.difference, int)
    bound = total_slack(tie.terms)
    error = data.draw(st.integers(1, 10**13)) * data.draw(st.sampled_from((1, -1)))
    error += (bound if error > 0 else -bound) - tie.difference
    wrong = replace(one, value=(one.value or 0) + error, text="wrong")
    found = breaks(replace(held, stated=(*held.stated[:at], wrong, *held.stated[at + 1 :])), with_causes=True)
    assert [one for one in found if any(term.stated == wrong and term.cell == cell for term in one.terms)]


@MANY
@given(ledgers(), st.data())
def test_a_wrong_printed_rate_always_breaks_and_is_named(held: Facts, data: st.DataObject) -> None:
    """By more than the printed decimals and the rounding of its base can explain."""
    rates = [at for at, one in enumerate(held.stated) if one.rate is not None]
    assume(rates)
    at = data.draw(st.sampled_from(rates))
    one = held.stated[at]
    (tie,) = (
        tie
        for tie in findings(held, with_causes=False)
        if tie.rule == "stated_rate" and (tie.cell.row, tie.cell.column) == (one.row, one.column)
    )
    low, high = bounds(tie)
    assume(high - low < 10**6)
    beyond = data.draw(st.integers(1, 1000))
    rate = Decimal(int(high) + 1 + beyond if data.draw(st.booleans()) else int(low) - 1 - beyond)
    assume(tie.right is not None or rate != 100)
    # Of a base that the ledger itself only knows rounded to 0 any large rate may be one.
    assume(tie.right is not None or not total_slack(tie.base_terms))
    wrong = replace(one, rate=rate, text=str(rate))
    found = breaks(replace(held, stated=(*held.stated[:at], wrong, *held.stated[at + 1 :])))
    note(f"{tie} {wrong}")
    assert [one for one in found if one.stated == wrong]


def bounds(tie: Finding) -> tuple[Fraction, Fraction]:
    """The rates that the ledger's amounts allow, give or take what they are known to."""
    if tie.right is None:
        return Fraction(100), Fraction(100)
    suffix = "_national" if tie.cell.column.endswith("_national") else ""
    prior = [one for one in tie.terms if one.cell and one.cell.column == f"prior{suffix}"]
    # The terms are those of the change, B and −A, then once more those of A, the base.
    base = prior[len(prior) // 2 :]
    part = tie.terms[: len(tie.terms) - len(base)]
    amounts = [sum(one.amount for one in terms) for terms in (part, base)]
    rooms = [total_slack(part), total_slack(base)]
    if abs(amounts[1]) <= rooms[1]:
        return Fraction(0), Fraction(10**9)
    corners = [
        Fraction(100 * (amounts[0] + p), amounts[1] + b)
        for p in (-rooms[0], rooms[0])
        for b in (-rooms[1], rooms[1])
    ]
    return min(corners), max(corners)
