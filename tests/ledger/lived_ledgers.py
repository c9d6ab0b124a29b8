"""Random ledgers later in their life, exact in won: a 추경, budgets of settled years, moved codes, shared money.

`lived` takes a ledger of tests/ledger/ledgers.py through a year and gives each edition of it, at its own version and
base. Amounts are worked out here, not by the code that carries them; every identity holds, and no figure is tuned to a
rule.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random

from ledger.figures.carried import changed
from ledger.figures.editions import Editions, KnownSite, StatedSite, sites_of_edition
from ledger.figures.facts import (
    Allocation,
    Document,
    Facts,
    FundingSource,
    Line,
    MatchingRatio,
    PlanEntry,
    Snapshot,
    SourceShare,
    Subject,
    Version,
)
from tests.ledger.ledgers import exact, money, steps
from tests.ledger.moved_codes import merged, split
from tests.ledger.records import version

NEW_CODE, REFUNDS = "207-02", "802-01"

RATIOS = ((50, 25), (80, 10), (90, 5))
"""Percent of what is matched that the state and the province pay; the rest is own money."""


def lived(random: Random, *, grain: int = 1000) -> tuple[Facts, Facts]:
    """A programme's editions of one year, of its 본예산 and of its 1회 추경, which knows what the first has."""
    held = not_settled_yet(exact(random, grain=grain))
    held = random.choice((as_it_is, merged, split))(random, held, grain)
    held = matched(numbered(held))
    original = with_versions(replace(held, snapshots=tuple(spent(random, held))))
    return with_sites(random, original, amended(random, original, grain), grain)


def as_it_is(random: Random, held: Facts, grain: int) -> Facts:
    """No code moved."""
    return held


def not_settled_yet(held: Facts) -> Facts:
    """Without the settlement of the year before, as it is when a budget is made."""
    before = held.year - 1
    return replace(
        held,
        settlements=tuple(one for one in held.settlements if one.fiscal_year < before),
        movements=tuple(one for one in held.movements if one.fiscal_year < before),
        carry_overs=tuple(one for one in held.carry_overs if one.fiscal_year < before),
    )


def numbered(held: Facts) -> Facts:
    """Each line with an id of its own, so that a later one can say which it continues."""
    lines = iter(range(1, 1000))
    return replace(
        held,
        allocations=tuple(
            replace(one, lines=tuple(replace(line, id=next(lines)) for line in one.lines))
            for one in held.allocations
        ),
    )


# Shared money


def matched(held: Facts) -> Facts:
    """What the state pays a part of is matched by the province, in the ratio that every such subject has room for."""
    shared = [one for one in held.allocations if one.national]
    ratio = next(
        (
            (national, province)
            for national, province in RATIOS
            if all((one.national or 0) * 100 // national <= (one.amount or 0) for one in shared)
            and all((one.national or 0) * province % national == 0 for one in shared)
        ),
        None,
    )
    if ratio is None or not shared:
        return held
    national, province = ratio
    return replace(
        held,
        sources=(FundingSource("province", "province", "metropolitan"),),
        ratios=(
            MatchingRatio("national", None, Decimal(national), held.year),
            MatchingRatio("source", "province", Decimal(province), held.year),
            MatchingRatio("own", None, Decimal(100 - national - province), held.year),
        ),
        allocations=tuple(
            in_ratio(one, national, province) if one.national else one for one in held.allocations
        ),
    )


def in_ratio(allocation: Allocation, national: int, province: int) -> Allocation:
    """The same amount in a line that is matched and one that is not."""
    paid = allocation.national or 0
    whole = paid * 100 // national
    shares = (SourceShare("province", paid * province // national),)
    number = 1000 + 10 * int(allocation.subject.code.replace("-", ""))
    lines = [Line(number, 1, "matched", "", whole, paid, None, False, shares=shares)]
    if rest := (allocation.amount or 0) - whole:
        lines.append(Line(number + 1, 2, "own", "", rest, 0, None, False))
    return replace(allocation, own_amount=None, own_national=None, lines=tuple(lines))


def spent(random: Random, held: Facts) -> Iterator[Snapshot]:
    """What was committed and spent of each subject by a day of the year."""
    for one in held.allocations:
        committed = random.randint(0, one.amount or 0)
        executed = random.randint(0, committed)
        yield Snapshot(one.subject, date(held.year, 9, 30), committed, executed, "won")


# Versions


def with_versions(held: Facts) -> Facts:
    """The ledger with the last version of each settled year, and the ids by which versions name each other."""
    base = replace(version(held.year - 1), id=1)
    current = replace(version(held.year), id=2)
    finals = {
        replace(version(year, "final"), id=year): tuple(voted(held, year))
        for year in sorted({one.fiscal_year for one in held.settlements})
    }
    return replace(
        held,
        versions=(current, base, *finals),
        version=current,
        base=base,
        budgets={
            current.key: held.allocations,
            base.key: held.base_allocations,
            **{one.key: allotted for one, allotted in finals.items()},
        },
        documents=(document(held, current),),
    )


def document(held: Facts, of: Version) -> Document:
    return Document(f"{held.program.slug}-{of.key}", of.key, of.key)


def voted(held: Facts, year: int) -> Iterator[Allocation]:
    """What the last version of a settled year allots: to each subject where the settlement says it, else to one.

    Then it pays back what the year before left of the national money, in whole thousands.
    """
    rows = {(one.fiscal_year, one.subject, one.portion): one.cells for one in held.settlements}
    subjects: list[Subject | None] = [
        subject for of, subject, portion in rows if of == year and subject and portion == "total"
    ]
    for subject in subjects or [None]:
        final = rows[year, subject, "total"]["final_budget"] or 0
        national = rows.get((year, subject, "national"), {}).get("final_budget") or 0
        if subject is None:
            refund = rows.get((year - 1, None, "total"), {}).get("subsidy_refund") or 0
            due = -(-refund // 1000) * 1000
            if 0 < due <= final - national:
                final -= due
                yield Allocation(0, Subject(REFUNDS, held.subjects[0].valid_from, "refunds"), due, 0, "won")
        yield Allocation(0, subject or held.subjects[0], final, national, "won")


def amended(random: Random, held: Facts, grain: int) -> Facts:
    """The edition of the 1회 추경: its rows are what changes, its tables say what it makes of the whole budget."""
    current = replace(version(held.year, "supplementary"), id=3, based_on=held.version.id)
    own: list[Allocation] = []
    after: dict[Subject, int] = {}
    for one in held.allocations:
        change, row = changing(random, one, grain)
        after[one.subject] = (one.amount or 0) + change
        own += [row] if row else []
    if not own or random.random() < 0.5:
        subject, amount = Subject(NEW_CODE, held.year, f"subject {NEW_CODE}"), money(random, grain)
        after[subject] = amount
        own.append(Allocation(0, subject, amount, 0, "won"))
    allocations = changed(held.allocations, own, held.version.key)
    assert {one.subject: one.amount for one in allocations} == after
    extra = sum(after.values()) - sum(one.amount or 0 for one in held.allocations)
    return replace(
        held,
        versions=(current, *held.versions),
        version=current,
        base=held.version,
        subjects=tuple({**dict.fromkeys(held.subjects), **dict.fromkeys(after)}),
        allocations=allocations,
        base_allocations=held.allocations,
        budgets={**held.budgets, current.key: allocations},
        document=document(held, current).slug,
        documents=(*held.documents, document(held, current)),
        plan=tuple(planned(held, after)),
        schedule=tuple(steps(random, allocations, grain)),
        costs=tuple(
            replace(one, amount=(one.amount or 0) + extra) if one.source == "city" else one
            for one in held.costs
        ),
    )


def with_sites(random: Random, original: Facts, later: Facts, grain: int) -> tuple[Facts, Facts]:
    """Both editions with the sites as they say: some cost another amount in the later one, and another one since."""
    costs = {site.slug: site.construction_cost or 0 for site in original.sites}
    risen = {slug: cost + money(random, grain) for slug, cost in costs.items() if random.random() < 0.5}
    assert original.document
    assert later.document
    stated = [StatedSite(original.document, slug, construction_cost=cost) for slug, cost in costs.items()]
    stated += [
        StatedSite(later.document, slug, construction_cost=cost, change_reason="risen")
        for slug, cost in risen.items()
    ]
    shared = [KnownSite(replace(site, construction_cost=money(random, grain))) for site in original.sites]
    first = Editions(original.document, original.year, is_last=False)
    second = Editions(later.document, later.year, {original.document: original.year})
    before, after = (sites_of_edition(shared, stated, one) for one in (first, second))
    assert {site.slug: site.construction_cost for site in before} == costs
    assert {site.slug: site.construction_cost for site in after} == costs | risen
    return replace(original, sites=before), replace(later, sites=after, sites_before=before)


def changing(random: Random, so_far: Allocation, grain: int) -> tuple[int, Allocation | None]:
    """How a 추경 changes a subject: by how much, and the row that says so; nothing where it is not in it.

    A line of city money changes, ends or comes in beside the others; without lines the amount after it is given, or
    lines that are added to and taken off it. What the state pays stays.
    """
    subject, free = so_far.subject, (so_far.amount or 0) - (so_far.national or 0)
    part = random.randint(0, free // (2 * grain)) * grain * random.choice((1, -1))
    city = [one for one in so_far.lines if not one.national and one.amount]
    how = random.choice(("unchanged", "changed", "added", "ended", "restated"))
    if how == "changed" and city:
        line = random.choice(city)
        part = max(part, grain - line.amount)
        lines = [replace(line, id=line.id + 5000, continues=line.id, amount=line.amount + part)]
        return part, Allocation(0, subject, None, None, "won", tuple(lines))
    if how == "ended" and len(so_far.lines) > 1 and city:
        line = random.choice(city)
        lines = [replace(line, id=line.id + 5000, continues=line.id, amount=0)]
        return -line.amount, Allocation(0, subject, None, None, "won", tuple(lines))
    if how == "ended" and not so_far.lines and not so_far.national:
        return -(so_far.amount or 0), Allocation(0, subject, 0, 0, "won")
    if how == "added" and part:
        lines = [Line(9000, 1, "added", "", part, 0, None, False)]
        return part, Allocation(0, subject, None, None, "won", tuple(lines))
    if how == "changed" and not so_far.lines and part:
        return part, Allocation(0, subject, (so_far.amount or 0) + part, so_far.national, "won")
    if how == "restated":
        amount = (so_far.amount or 0) + part
        lines = [
            Line(9500, 1, "restated", "", amount, so_far.national or 0, None, False, shares=so_far.shares)
        ]
        if not so_far.shares:
            return part, Allocation(0, subject, None, None, "won", tuple(lines), is_restated=True)
    return 0, None


def planned(held: Facts, after: dict[Subject, int]) -> Iterator[PlanEntry]:
    """The plan with the year's budget after the 추경, and with a subject that is new in it."""
    for one in held.plan:
        is_year = (one.period, one.year) == ("year", held.year)
        yield replace(one, amount=after[one.subject]) if is_year else one
    known = {one.subject for one in held.plan}
    for subject in after.keys() - known:
        yield PlanEntry(subject, "year", held.year, after[subject], 0, "won")
