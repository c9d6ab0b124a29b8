"""Each rule is heard at a seeded fault, and the ledgers that they are seeded in are sound (tests/bench_faults.py)."""

from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ledger.figures.facts import Facts
from ledger.tieout import RULES, RULES_BY_NAME, Finding, findings
from tests.bench_faults import own_findings, single_faults, witnesses
from tests.ledger.ledgers import exact
from tests.ledger.lived_ledgers import lived
from tests.ledger.printed_ledgers import FORM, Units, as_printed
from tests.ledger.tieout.test_property import MANY, blanked, breaks, one_unit, some_units
from tests.ledger.wrong_figures import Fault
from tests.ledger.wrong_for_a_rule import ONE_RULE, UNSEEDED
from tests.ledger.wrong_rows import ROW_FAULTS


def sound_ledgers(number: int) -> Iterator[tuple[Random, Facts]]:
    """Random ledgers, exact in won: one as it is first entered, and both editions of a year that has a 추경."""
    random = Random(number)
    for held in (exact(random), *lived(random)):
        yield random, held


def heard_at(fault: Fault) -> set[str]:
    """The rules that break at the figure that is wrong, or at all where no single figure is."""
    return {one.rule for one in own_findings(fault, breaks(fault.held))}


def test_every_rule_is_heard_at_a_fault_or_says_why_none_is_seeded() -> None:
    """A new rule needs a fault that it finds, or its reason in UNSEEDED."""
    waiting = {rule.name for rule in RULES} - ONE_RULE.keys()
    for number in range(20):
        for random, sound in sound_ledgers(number):
            held = as_printed(sound)
            known = witnesses(findings(held, with_causes=False))
            made = [make(random, held, sound, FORM) for make in ROW_FAULTS]
            for fault in (*single_faults(random, held, known), *made):
                waiting -= heard_at(fault) if fault else set()
        if waiting <= UNSEEDED.keys():
            break
    assert waiting == UNSEEDED.keys()


@pytest.mark.parametrize("rule", ONE_RULE)
def test_a_fault_that_one_rule_is_there_to_see_is_found_by_it(rule: str) -> None:
    assert rule in RULES_BY_NAME
    made = (
        ONE_RULE[rule](random, as_printed(sound), sound, FORM)
        for number in range(40)
        for random, sound in sound_ledgers(number)
    )
    fault = next(fault for fault in made if fault)
    assert rule in heard_at(fault)


PLAN_IN_HUNDRED_MILLIONS = Units("won", "won", "won", "hundred_million", "won", "won", "won", "won")


@MANY
@given(st.integers(0, 2**32), st.sampled_from((1, 1000)), one_unit | some_units, st.booleans())
# Two rows of the plan, 15 and 1, continue one subject: what is printed of the first is not printed of both.
@example(4309873, 1000, PLAN_IN_HUNDRED_MILLIONS, False)
def test_a_sound_edition_never_breaks(seed: int, grain: int, units: Units, is_blanked: bool) -> None:
    """Of a year with a 추경, moved codes, shared money and settled years with their budgets."""
    random = Random(seed)
    for sound in lived(random, grain=grain):
        held = as_printed(blanked(sound, random) if is_blanked else sound, units)
        assert not [told(one) for one in breaks(held)]


def told(one: Finding) -> tuple[object, ...]:
    return one.rule, one.cell, one.left, one.right, one.terms
