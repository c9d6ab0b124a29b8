"""Entries: the broken ties of one cause are one matter, whatever does not hang together stays apart."""

from dataclasses import replace
from datetime import UTC, datetime
from random import Random

import pytest

from ledger.figures.facts import Explanation, Facts
from ledger.load import load
from ledger.models import Program
from ledger.tieout import Finding, findings
from ledger.tieout.entries import Entry, entries
from ledger.tieout.explanations import side_text
from ledger.tieout.finding import Correction
from tests.ledger.ledgers import exact
from tests.ledger.printed_ledgers import as_printed
from tests.ledger.records import GRANTS, OFFICE, allocation, facts, line
from tests.ledger.tieout.figures import stated, stated_rate
from tests.ledger.tieout.test_causes import TOTAL, basis, held, printed

MILLION = 1_000_000


def broken_entries(ledger: Facts) -> list[Entry]:
    return [entry for entry in entries(findings(ledger)) if entry.first.verdict == "breaks"]


def rules(entry: Entry) -> list[tuple[str, str, str]]:
    return [(one.rule, one.cell.row, one.cell.column) for one in entry.ties]


def blamed(entry: Entry) -> tuple[str, str, bool, int, int] | None:
    """Row and column of the figure that an entry blames, whether it is the print's, what stands there, what should."""
    found = entry.correction
    if found is None:
        return None
    return found.cell.row, found.cell.column, found.is_printed, found.stands, found.needed


def test_the_misprint_of_the_first_document_is_one_entry_with_both_ties(first_document: Program) -> None:
    """T08 and T09: 47,476 breaks the total of its row and the total of the column; 1,045 heals both."""
    misprint, grant = broken_entries(load(first_document.slug))

    assert rules(misprint) == [("stated_figure", "308-01", "total"), ("column_total", "total", "total")]
    assert blamed(misprint) == ("308-01", "total", True, 47_476 * MILLION, 1_045 * MILLION)
    assert misprint.where[:3] == ("investment-plan", "308-01", "total")
    assert misprint.cause is not None
    assert misprint.cause.kind == "figure_added"
    assert rules(grant) == [("plan_to_settlements", "total", "through-2019_national")]
    assert grant.correction is None


@pytest.mark.parametrize("amount", [12_345_000, -12_345, 13_245, 12_345 + 6_789, 77_777])
def test_a_misprinted_row_is_one_entry(amount: int) -> None:
    (entry,) = broken_entries(held(printed(r201_01=amount)))
    assert rules(entry) == [("stated_figure", "201-01", "current"), ("column_total", "total", "current")]
    assert blamed(entry) == ("201-01", "current", True, amount, 12_345)


def test_a_misprinted_total_is_blamed_and_not_the_row_that_it_lacks() -> None:
    (entry,) = broken_entries(held(printed(total=TOTAL - 6_789)))
    assert len(entry.ties) == 2
    assert blamed(entry) == ("total", "current", True, TOTAL - 6_789, TOTAL)


def test_two_misprints_are_two_entries() -> None:
    """Each stands in its own row; the column's total, which both break, goes with neither alone."""
    found = broken_entries(held(printed(r201_01=12_345_000, r201_02=6_798)))
    assert len({entry.ties for entry in found}) == len(found) == 3
    assert [rules(entry) for entry in found][:2] == [
        [("stated_figure", "201-01", "current")],
        [("stated_figure", "201-02", "current")],
    ]


def changed(prior: int, current: int = 150) -> Facts:
    """예산총괄 with A as printed; A is 100, B 150, the change 50 and the rate 50 %."""
    figures = {"prior": prior, "current": current, "change": 50}
    return facts(
        [allocation(OFFICE, 150)],
        [allocation(OFFICE, 100)],
        stated=(
            *(stated("budget-summary", "201-01", column, amount) for column, amount in figures.items()),
            stated_rate("budget-summary", "201-01", "rate", "50"),
        ),
    )


def test_what_one_tie_adds_another_may_take_off() -> None:
    """A printed 400 for 100: it is not the ledger's, 150 − 400 is not 50, and 50 / 400 is not 50 %."""
    (entry,) = broken_entries(changed(400))
    assert rules(entry) == [
        ("stated_figure", "201-01", "prior"),
        ("change_of_columns", "201-01", "change"),
        ("rate_of_columns", "201-01", "rate"),
    ]
    assert blamed(entry) == ("201-01", "prior", True, 400, 100)


def test_a_rate_that_the_correction_leaves_broken_stands_alone() -> None:
    """With 150 in B the change is 50 and the rate 50 %, not the 90 % that is printed."""
    ledger = changed(100, current=450)
    wrong = replace(
        ledger, stated=(*ledger.stated[:-1], stated_rate("budget-summary", "201-01", "rate", "90"))
    )
    assert [rules(entry) for entry in broken_entries(wrong)] == [
        [("stated_figure", "201-01", "current"), ("change_of_columns", "201-01", "change")],
        [("stated_rate", "201-01", "rate")],
    ]


def test_a_wrong_line_of_the_ledger_is_one_entry() -> None:
    """Typed 960 for 600: the printed line and the printed subject both disagree, and 600 heals both."""
    (entry,) = broken_entries(basis(960, 250, 150))
    assert len(entry.ties) == 2
    assert blamed(entry) == ("line-1", "amount", False, 960, 600)


def test_a_line_that_was_not_entered_is_one_entry_whatever_it_moved() -> None:
    """600 and 150 where 600, 250 and 150 are printed: line 2 and the subject's budget are both off by the 250."""
    entry = broken_entries(basis(600, 150))[0]
    assert entry.where[:3] == ("calculation-basis", "line-2", "amount")
    assert entry.correction is None
    assert rules(entry) == [("stated_figure", "line-2", "amount"), ("stated_figure", "201-01", "current")]


def test_without_a_cause_a_break_stands_alone() -> None:
    ledger = facts(
        [allocation(OFFICE, 100), allocation(GRANTS, 200)],
        stated=(
            stated("budget-summary", "201-01", "current", 317),
            stated("budget-summary", "403-01", "current", 511),
        ),
    )
    found = broken_entries(ledger)
    assert [(len(entry.ties), entry.cause) for entry in found] == [(1, None), (1, None)]
    assert [entry.where.row for entry in found] == ["201-01", "403-01"]


def test_what_holds_stands_alone() -> None:
    found = findings(facts([allocation(OFFICE, None, None, [line(60), line(40)])]))
    assert [entry.ties for entry in entries(found)] == [(one,) for one in found]


@pytest.mark.parametrize("seed", range(6))
def test_each_finding_is_in_one_entry_and_the_first_of_each_stand_in_order(seed: int) -> None:
    """Of whole ledgers with three figures spoilt at random."""
    random = Random(seed)
    sound = as_printed(exact(random))
    spoilt = list(sound.stated)
    for at in random.sample([at for at, one in enumerate(spoilt) if one.value], 3):
        spoilt[at] = replace(spoilt[at], value=(spoilt[at].value or 0) * 1000)
    found = findings(replace(sound, stated=tuple(spoilt)))
    grouped = entries(found)
    assert sorted(map(id, found)) == sorted(id(tie) for entry in grouped for tie in entry.ties)
    places = {id(one): at for at, one in enumerate(found)}
    firsts = [places[id(entry.first)] for entry in grouped]
    assert firsts == sorted(firsts)
    assert len(grouped) < len(found)


def test_an_entry_is_open_until_all_its_ties_are_explained(first_document: Program) -> None:
    document = load(first_document.slug)
    misprint = broken_entries(document)[0]
    reasons = [explained(tie) for tie in misprint.ties]
    assert misprint.is_open(())
    assert misprint.is_open(reasons[:1])
    assert not misprint.is_open(reasons)


def explained(tie: Finding) -> Explanation:
    return Explanation(
        "finding",
        tie.rule,
        *tie.cell,
        unit=tie.unit,
        left=side_text(tie.left),
        right=side_text(tie.right),
        internal_note="",
        submission_text="원문 오기",
        document_number="",
        author="finance",
        created_at=datetime(2021, 11, 9, tzinfo=UTC),
    )


def test_corrections_agree_within_what_is_known() -> None:
    cell = findings(changed(100))[0].cell
    one = Correction(cell, is_printed=True, stands=47, needed=10, room=1)
    assert one.agrees(replace(one, needed=12))
    assert not one.agrees(replace(one, needed=13))
    assert not one.agrees(replace(one, stands=46))
