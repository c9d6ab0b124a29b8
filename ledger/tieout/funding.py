"""Rules on sources of money: the matching ratio of a programme, shares within their amount. Of the family 'inside'."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ledger.figures.budget import own_money
from ledger.figures.facts import Facts, MatchingRatio, SourceShare
from ledger.figures.money import round_half_up
from ledger.figures.text import marked as _
from ledger.reporting.report import line_key, national_key
from ledger.reports.investment_plan import column_key
from ledger.reports.settled.carry_overs import numbered_carry_overs
from ledger.reports.settled.subsidy_refunds import shares_of_cell
from ledger.reports.variance import source_key
from ledger.tieout.evidence import Evidence
from ledger.tieout.finding import Cell, Term, Terms, Tie, sum_terms
from ledger.tieout.inside import FAMILY
from ledger.tieout.over_time import cell_term, settlement_key

HALF_THOUSAND = 500
"""Won; how far an amount rounded to thousand won may lie from what it was."""


class Matched(NamedTuple):
    """An amount that several sides pay, its national part and its shares; won."""

    amount: int
    national: int
    shares: tuple[SourceShare, ...]


def matched_amounts(facts: Facts) -> list[Matched]:
    """The lines, and the allocations without lines, in which there is money of more than one side."""
    found = [
        Matched(line.amount, line.national, line.shares) for one in facts.allocations for line in one.lines
    ]
    rests = (one.rest for one in facts.allocations)
    found += [Matched(one.amount or 0, one.national or 0, one.shares) for one in rests if one is not None]
    return [one for one in found if one.amount and (one.national or one.shares)]


@FAMILY.rule(compares=(_("%(row)s of what is matched"), _("By the matching ratio")))
def matching_ratio(evidence: Evidence) -> Iterator[Tie]:
    """보조율이 정해진 세부사업은 매칭 항목의 재원별 금액이 그 비율과 같아야 합니다.

    Where a matching ratio is set, what each side pays of the matched items must be in that ratio.
    """
    matched = matched_amounts(evidence.facts)
    whole = sum(one.amount for one in matched)
    for ratio in evidence.facts.ratios if matched else ():
        key = row_key(ratio)
        paid = sum(paid_of(one, ratio) for one in matched)
        due = int(round_half_up(whole * ratio.percent / 100))
        cell = evidence.cell("source-shares", key, "amount")
        yield Tie(cell, (Term(paid, cell=cell),), (Term(due, "thousand", room=room_of(matched, ratio)),))


def row_key(ratio: MatchingRatio) -> str:
    """The row of 재원별 구성 that shows the side of a ratio."""
    return {"national": "national", "own": "city"}.get(ratio.part) or source_key(ratio.source or "")


def paid_of(one: Matched, ratio: MatchingRatio) -> int:
    """What the side of a ratio pays of an amount, in won."""
    given = {
        "national": one.national,
        "source": sum(share.amount for share in one.shares if share.source == ratio.source),
        "own": own_money(one.amount, one.national, one.shares) or 0,
    }
    return given[ratio.part]


def room_of(matched: list[Matched], ratio: MatchingRatio) -> int:
    """What the rounding of each item's parts to thousand won can do to a side, in won.

    Half a thousand for each item; own money pays what the rounded parts of the others leave, and has the room of each.
    """
    if ratio.part != "own":
        return HALF_THOUSAND * len(matched)
    return sum(HALF_THOUSAND * max(1, bool(one.national) + len(one.shares)) for one in matched)


class SharedAmount(NamedTuple):
    """An amount at its cell, and what its sources give to it, the national subsidy among them."""

    cell: Cell
    given: Terms
    amount: Terms


@FAMILY.rule(compares=(_("Sum of what the sources give"), _("The amount that they are part of")))
def sources_within_amount(evidence: Evidence) -> Iterator[Tie]:
    """재원별 금액의 합계는 그 금액을 넘지 않아야 합니다.

    What sources give to an amount must not exceed it, since own money is the rest.
    """
    for one in shared_amounts(evidence):
        amount = sum_terms(one.amount)
        if one.given and 0 <= amount < sum_terms(one.given):
            yield Tie(one.cell, one.given, one.amount, at_most=True)


def shared_amounts(evidence: Evidence) -> Iterator[SharedAmount]:
    """All amounts that some source gives a share of: of the budget, the plan, the settlements, the carry-overs."""
    yield from shared_allocations(evidence)
    yield from shared_plan(evidence)
    yield from shared_settlements(evidence)
    for number, carried in numbered_carry_overs(evidence.facts):
        if carried.shares:
            cell = evidence.cell("carry-overs", line_key(number), carried.kind)
            given = share_terms(carried.shares, carried.unit, carried.national)
            yield SharedAmount(cell, given, (Term(carried.amount, carried.unit, cell),))


def share_terms(shares: Iterable[SourceShare], unit: str, national: int | None = None) -> Terms:
    """What sources give as terms, before them the national subsidy."""
    amounts = [*(() if national is None else (national,)), *(share.amount for share in shares)]
    return tuple(Term(amount, unit) for amount in amounts)


def shared_allocations(evidence: Evidence) -> Iterator[SharedAmount]:
    """The budget of each subject that has shares."""
    for subject, key in evidence.budget_rows.items():
        some = [one for one in evidence.facts.allocations if one.subject == subject and one.shares]
        for one in some:
            cell = evidence.cell("budget-summary", key, "current")
            given = share_terms(one.shares, one.known_to, one.national)
            yield SharedAmount(cell, given, (Term(one.amount or 0, one.known_to, cell),))


def shared_plan(evidence: Evidence) -> Iterator[SharedAmount]:
    """The plan's entries that have shares, and their (x), of which the national sources are part."""
    national = evidence.national_sources
    for entry in evidence.facts.plan:
        if not entry.shares or entry.amount is None:
            continue
        column = column_key(entry, evidence.year)
        cell = evidence.cell("investment-plan", evidence.plan_rows[entry.subject], column)
        of_national = [share for share in entry.shares if share.source in national]
        others = [share for share in entry.shares if share.source not in national]
        given = share_terms(others, entry.unit, entry.national)
        yield SharedAmount(cell, given, (Term(entry.amount, entry.unit, cell),))
        at_x = cell._replace(column=national_key(column))
        is_known = entry.national is not None
        x = (Term(entry.national or 0, entry.unit, at_x if is_known else None),)
        yield SharedAmount(at_x if is_known else cell, share_terms(of_national, entry.unit), x)


def shared_settlements(evidence: Evidence) -> Iterator[SharedAmount]:
    """The cells of settlements that have shares."""
    settlements = evidence.facts.settlements
    rows = {(one.fiscal_year, one.subject, one.portion): one for one in settlements}
    for settled in settlements:
        x = rows.get((settled.fiscal_year, settled.subject, "national"))
        for column in dict.fromkeys(cell for cell, _share in settled.shares):
            shares = shares_of_cell(settled, column)
            amount = cell_term(evidence, settled, column)
            if amount:
                cell = evidence.cell("settlement", settlement_key(evidence, settled), column)
                given = share_terms(shares, settled.unit, x.cells[column] if x else None)
                yield SharedAmount(cell, given, amount)
