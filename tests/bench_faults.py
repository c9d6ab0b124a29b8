"""`make bench-faults`: how well the tie-outs find seeded faults, and how often they name the true cause.

Realistic ledgers get one fault each, by a fixed seed: programmes as a first document has them (tests/ledger/ledgers.py)
and the editions of a year with a 추경 (tests/ledger/lived_ledgers.py); all identities hold in them. Counted:

- a fault in one figure is detected when a tie breaks that has this very figure among its terms; a fault in rows or
  in what the whole document counts is detected when a tie breaks at all;
- the true cause: the right kind *and* the right cell where the fault is in one figure, looked up in the first broken
  tie that has the figure. `EQUAL` lists the kinds that the same figures bear out alike;
- a figure in no decided tie of the sound ledger has no second witness: no rule can see it. Counted apart, named;
- an error that rounding could hide (up to twice what the sharpest tie of the figure is known to) is no fault;
- what one rule alone is there to see (tests/ledger/wrong_for_a_rule.py) is counted by that rule, and for every rule how
  many faults it was heard at.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from random import Random

from ledger.figures.facts import Facts
from ledger.tieout import RULES_BY_NAME, Cell, Finding, findings
from ledger.tieout.causes import figure_of
from ledger.tieout.finding import Cause, total_slack
from tests.ledger.ledgers import exact
from tests.ledger.lived_ledgers import lived
from tests.ledger.printed_ledgers import FORM, PRINTED, Units, as_printed
from tests.ledger.sourced_ledgers import sourced
from tests.ledger.wrong_figures import SLIPS, Fault, printed_slots, record_slots
from tests.ledger.wrong_for_a_rule import ONE_RULE, UNSEEDED
from tests.ledger.wrong_rows import ROW_FAULTS

ALL = PRINTED

TABLES = (ALL, ALL, ALL, ("overview", "budget-summary", "calculation-basis", "investment-plan"), ALL, ALL, ())
"""Which tables the documents print, in turn."""

LEDGERS, LIVED, ROUNDS, ROW_ROUNDS, SEED = 24, 12, 3, 2, 20211012
GOALS = {"detected": 100.0, "first": 80.0, "first three": 95.0}

EQUAL = {
    "missing_row": {"missing_row", "figure_left_out"},  # a total that lacks a row of its own
    "doubled_row": {"doubled_row", "figure_added"},  # a total that has a row of its own twice
    "figure_added": {
        "figure_added",
        "doubled_row",
        "carry_over",
    },  # where the figure added is a part of the total itself, or a carry-over
    "carry_over": {"carry_over", "figure_left_out", "figure_added"},  # ... of the carry-over's own cell
}
"""Kind of fault -> the kinds of cause that say the same of the same figures."""


# The measurement


def ledgers() -> Iterator[tuple[Random, Facts, Facts, Units]]:
    """Programmes of several years, sites and units; some documents print some of their tables or none."""
    for number in range(LEDGERS + LIVED):
        random = Random(SEED + number)
        units = replace(
            FORM,
            plan=random.choice(("million", "million", "thousand")),
            settlement=random.choice(("thousand", "thousand", "won")),
            sites=random.choice(("million", "hundred_million")),
        )
        for sound in (exact(random),) if number < LEDGERS else lived(random):
            yield random, as_printed(sound, units, tables=TABLES[number % len(TABLES)]), sound, units


Figure = tuple[Cell, bool]
"""A cell, and whether it is the printed figure."""


def witnesses(found: list[Finding]) -> dict[Figure, int]:
    """Figure -> what its sharpest tie is known to, in won. A figure that is not there has no second witness."""
    sharpest: dict[Figure, int] = {}
    for finding in found:
        if finding.verdict != "undecidable" and isinstance(finding.difference, int):
            room = total_slack(finding.terms) + abs(finding.difference)
            for term in finding.terms:
                figure = figure_of(term)
                if figure is not None:
                    sharpest[figure] = min(room, sharpest.get(figure, room))
    return sharpest


def single_faults(random: Random, held: Facts, known: dict[Figure, int]) -> Iterator[Fault]:
    """Faults in figures that have a second witness, each larger than rounding could hide."""
    slots = [*printed_slots(held), *record_slots(held)]
    for kind, slip in SLIPS.items():
        made = tries = 0
        while made < ROUNDS and tries < 400:
            tries += 1
            slot = random.choice(slots)
            room = known.get((slot.cell, slot.is_printed))
            amount = slip(random, slot, slots) if slot.amount and room is not None else None
            if amount is not None and room is not None and abs(amount - slot.amount) > 2 * room:
                made += 1
                yield Fault(kind, slot.put(amount), slot)


def unseen_faults(held: Facts, known: dict[Figure, int]) -> Iterator[Fault]:
    """A thousandfold slip in each figure that has no second witness."""
    for slot in (*printed_slots(held), *record_slots(held)):
        if slot.amount and (slot.cell, slot.is_printed) not in known:
            yield Fault("unit_slip", slot.put(slot.amount * 1000), slot)


def is_true(cause: Cause, fault: Fault) -> bool:
    """Whether a cause is the fault: the right kind (or an equal one), and the right figure or amount."""
    if cause.kind not in EQUAL.get(fault.kind, {fault.kind}):
        return False
    if fault.slot is not None:
        return cause.figure == fault.slot.cell
    if cause.kind == fault.kind:
        return True
    return cause.evidence is not None and "carried" in cause.evidence.column


def own_findings(fault: Fault, broken: list[Finding]) -> list[Finding]:
    """The broken ties that a fault is to be seen in."""
    if fault.slot is None:
        return broken
    figure = (fault.slot.cell, fault.slot.is_printed)
    return [one for one in broken if any(figure_of(term) == figure for term in one.terms)]


def broken_of(held: Facts) -> list[Finding]:
    return [one for one in findings(held) if one.verdict == "breaks"]


def rank(fault: Fault, finding: Finding) -> int | None:
    return next((at for at, cause in enumerate(finding.causes, 1) if is_true(cause, fault)), None)


def main() -> None:
    verbose = "-v" in sys.argv
    false_alarms = programs = 0
    unseen: Counter[str] = Counter()
    ranks: dict[str, list[int | None]] = defaultdict(list)
    all_ranks: list[int | None] = []
    missed: list[Fault] = []
    by_its_rule: dict[str, list[bool]] = defaultdict(list)
    heard: Counter[str] = Counter()
    for random, held, sound, units in ledgers():
        found = findings(held)
        programs += 1
        # Money that a ratio divides is told apart already.
        of_sources = () if sound.ratios else findings(as_printed(sourced(sound), units))
        false_alarms += sum(one.verdict == "breaks" for one in (*found, *of_sources))
        known = witnesses(found)
        faults = [*single_faults(random, held, known)]
        faults += [
            one
            for make in (*ROW_FAULTS, *ONE_RULE.values()) * ROW_ROUNDS
            if (one := make(random, held, sound, units)) is not None
        ]
        for fault in unseen_faults(held, known):
            assert fault.slot is not None
            is_seen = own_findings(fault, broken_of(fault.held))
            unseen[
                f"{fault.slot.cell.report} {fault.slot.cell.column}{' (found all the same)' if is_seen else ''}"
            ] += 1
        for fault in faults:
            broken = broken_of(fault.held)
            own = own_findings(fault, broken)
            heard.update({one.rule for one in own})
            if fault.kind in ONE_RULE:
                by_its_rule[fault.kind].append(any(one.rule == fault.kind for one in own))
                continue
            if not own:
                missed.append(fault)
                continue
            ranks[fault.kind].append(rank(fault, own[0]))
            all_ranks += [rank(fault, one) for one in own]
            if verbose and rank(fault, own[0]) != 1:
                where = (
                    (tuple(fault.slot.cell), fault.slot.is_printed, fault.slot.amount) if fault.slot else ""
                )
                print(f"{fault.kind} {where} {fault.amount}\n    in {own[0].rule} {tuple(own[0].cell)}")
                for cause in own[0].causes:
                    print("       ", cause.kind, cause.figure and tuple(cause.figure), cause.amount)
    for fault in missed:
        print("NOT DETECTED:", fault.kind, fault.slot and (*fault.slot[:4],), fault.amount)
    show(ranks, all_ranks, len(missed), programs, false_alarms, unseen)
    print("what one rule alone is there to see:")
    for rule, seen in by_its_rule.items():
        print(f"{rule:<30}{sum(seen):>5} of {len(seen)} detected")
    print("faults that each rule was heard at:")
    for rule in RULES_BY_NAME:
        print(f"{rule:<30}{heard[rule]:>5} {UNSEEDED.get(rule, '')}")


def show(
    ranks: dict[str, list[int | None]],
    all_ranks: list[int | None],
    missed: int,
    programs: int,
    false_alarms: int,
    unseen: Counter[str],
) -> None:
    every = [one for of_kind in ranks.values() for one in of_kind]
    print(
        f"{len(every) + missed} faults in {programs} ledgers; {false_alarms} false alarms on the sound ledgers"
    )
    print(f"beside them {unseen.total()} in figures without a second witness, which no rule can see:")
    for where, times in unseen.most_common():
        print(f"    {times:>3} {where}")
    print(f"{'kind':<18}{'detected':>9}{'first':>9}{'first 3':>9}")
    for kind, of_kind in [*sorted(ranks.items()), ("all", every)]:
        print(f"{kind:<18}{len(of_kind):>9}{share(of_kind, 1):>8.1f}%{share(of_kind, 3):>8.1f}%")
    print(
        f"{'every broken tie':<18}{len(all_ranks):>9}{share(all_ranks, 1):>8.1f}%{share(all_ranks, 3):>8.1f}%"
    )
    detected = 100 * len(every) / (len(every) + missed)
    measured = {"detected": detected, "first": share(every, 1), "first three": share(every, 3)}
    for name, goal in GOALS.items():
        print(f"{name}: {measured[name]:.1f}% (goal {goal:.0f}%)")


def share(ranks: list[int | None], most: int) -> float:
    return 100 * sum(one is not None and one <= most for one in ranks) / max(1, len(ranks))


if __name__ == "__main__":
    main()
