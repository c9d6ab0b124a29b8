"""Rules on sources of money: the matching ratio of a programme. They belong to the family 'inside'."""

from collections.abc import Iterator
from typing import NamedTuple

from ledger.figures.budget import own_money
from ledger.figures.facts import Facts, MatchingRatio, SourceShare
from ledger.figures.money import round_half_up
from ledger.figures.text import marked as _
from ledger.reports.variance import source_key
from ledger.tieout.evidence import Evidence
from ledger.tieout.finding import Term, Tie
from ledger.tieout.inside import FAMILY

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
