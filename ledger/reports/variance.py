"""증감 내역: what changed against the base, by subject, site, source of money, programme or division."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Literal

from ledger.figures.budget import own_money
from ledger.figures.facts import Allocation, Facts, FundingSource, Line
from ledger.figures.money import total
from ledger.figures.subjects import joint_pairs, row_keys, subject_pairs
from ledger.figures.text import marked as _
from ledger.reporting import comparison
from ledger.reporting.books import built_once
from ledger.reporting.comparison import CURRENT, PRIOR, comparison_row, total_row, unallotted_cells
from ledger.reporting.declared import FILLED, NATIONAL, RATE_OF_CHANGE, Declared, Question, breakdown
from ledger.reporting.reasons import reasons
from ledger.reporting.report import Column, Figure, Report, Row, national_key
from ledger.reporting.site_budget import budget_of_site, budget_without_site, has_unassigned
from ledger.reports import budget_summary
from ledger.reports.bases import SECOND_BASE_COLUMNS, side_by_side
from ledger.reports.sites import NO_SITE_GIVEN
from sites.keys import is_reserved

AmountAndNational = tuple[int | None, int | None]
"""An amount and its national part, in won."""


@built_once
def build(
    facts: Facts,
    by: str = "subject",
    top: int | None = None,
    *,
    beside: Facts | None = None,
    only: Literal["open"] | None = None,
) -> Report:
    """Rows: one for each key of the breakdown, unassigned where something names none, other, total. Won.

    `top` keeps the n largest changes, `only` 'open' those that somebody must still explain; 'other' sums what they
    hide, so that what is seen adds up to the total. `beside` are the facts against a second base: its prior,
    change and rate stand beside. KeyError for an unknown breakdown.
    """
    rows, columns = BREAKDOWNS[by](facts), comparison.COLUMNS
    if beside is not None:
        others = BREAKDOWNS[by](beside)
        if by == "subject" and (joint_pairs(facts) or joint_pairs(beside)):
            rows, others = (by_subject_of_both(one, facts, beside) for one in (facts, beside))
        rows, columns = side_by_side(rows, others), columns_with_second_base(beside)
    rows = [replace(row, group=row.key) if row.key == "unassigned" else row for row in rows]
    report = REPORT.of(columns, (total_row(rows, columns=columns), *rows), by)
    keep = shown_keys(report, facts, top, only_open=only == "open")
    hidden = [row for row in rows if row.key not in keep]
    if not hidden:
        return report
    shown = [row for row in rows if row.key in keep]
    rest = replace(total_row(hidden, "other", str(len(hidden)), columns), group="other")
    return replace(report, rows=(report.rows[0], *shown, rest))


def columns_with_second_base(beside: Facts) -> tuple[Column, ...]:
    """The columns of the comparison with those of a second base, of which the amount's is named by its key."""
    key = beside.base.key if beside.base else ""
    amounts, *changes = SECOND_BASE_COLUMNS
    return (*comparison.COLUMNS, replace(amounts, version=key), *changes)


def shown_keys(report: Report, facts: Facts, top: int | None, *, only_open: bool) -> set[str]:
    """The keys of the rows that a reader asked to see: the n largest changes, those without an explanation."""
    rows = [row for row in report.rows if row.key != "total"]
    if only_open:
        of_row = reasons(report, facts)
        rows = [row for row in rows if of_row[row.key].is_open]
    if top is not None:
        rows = sorted(rows, key=size_of_change, reverse=True)[:top]
    return {row.key for row in rows}


def size_of_change(row: Row) -> int:
    """The size of a row's change in won, whatever its sign; -1 where it has none, so that it comes last."""
    figure = row.figures["change"]
    return abs(figure) if isinstance(figure, int) else -1


def with_one_off(row: Row, current: list[Line], prior: list[Line]) -> Row:
    """The row marked where all of it is one-off (일회성), or some: in the version, or in the base that it left."""
    lines = current or prior
    count = sum(line.is_one_off for line in lines)
    if not count:
        return row
    return replace(row, marks=(*row.marks, "one_off" if count == len(lines) else "partly_one_off"))


def all_lines(allocations: Iterable[Allocation]) -> list[Line]:
    """The line items of some allocations."""
    return [line for allocation in allocations for line in allocation.lines]


def cells(prior: AmountAndNational, current: AmountAndNational) -> dict[str, Figure]:
    """The given cells of a comparison from the amount and the national part of both sides, in won."""
    return {
        "prior": prior[0],
        "current": current[0],
        national_key("prior"): prior[1],
        national_key("current"): current[1],
    }


def by_subject(facts: Facts) -> list[Row]:
    """The rows of 예산총괄 that compare, its total left out, marked where they are one-off (일회성)."""
    compared = compared_allocations(facts)
    rows = [row for row in budget_summary.build(facts).rows if row.key in compared]
    return [
        replace(with_one_off(row, *(all_lines(side) for side in compared[row.key])), parts=()) for row in rows
    ]


def by_subject_of_both(shown: Facts, facts: Facts, beside: Facts) -> list[Row]:
    """The rows against one of two bases, by subject; what was split against either is compared together in both."""
    bases = (*facts.base_allocations, *beside.base_allocations)
    of_both = replace(facts, base=facts.base or beside.base, base_allocations=bases)
    names = {row.key: row.name for row in budget_summary.build(of_both).rows}
    own = {id(allocation) for allocation in shown.base_allocations}
    rows = []
    for key, (current, prior) in compared_allocations(of_both).items():
        before = list({id(one): one for one in prior if id(one) in own}.values())
        if current or before:
            row = comparison.row_of_allocations(key, current, before, shown, names[key])
            rows.append(with_one_off(row, all_lines(current), all_lines(before)))
    return rows


def compared_allocations(facts: Facts) -> dict[str, tuple[list[Allocation], list[Allocation]]]:
    """Row key of each comparison by subject -> the allocations of the version and of the base that it compares."""
    pairs, joint = subject_pairs(facts), joint_pairs(facts)
    keys = row_keys(subject for subject, _, _ in pairs)
    together = {key for one in joint for key in one.parts}
    alone = {keys[subject.identity]: (current, prior) for subject, current, prior in pairs}
    found = {key: sides for key, sides in alone.items() if key not in together}
    return found | {one.key: (one.current, one.prior) for one in joint}


def by_site(facts: Facts) -> list[Row]:
    """A site each; a budget without line items says nothing of sites: it stands in 'unassigned', whole."""
    silent: frozenset[str] = frozenset()
    for allocations, columns in ((facts.allocations, CURRENT), (facts.base_allocations, PRIOR)):
        if allocations and not any(allocation.lines for allocation in allocations):
            silent |= columns
    rows = []
    for site in facts.sites:
        current = budget_of_site(facts.allocations, site.slug)
        prior = budget_of_site(facts.base_allocations, site.slug)
        if current == prior == (None, None):
            continue
        nil = unallotted_cells(facts, has_current=current[0] is not None, has_prior=prior[0] is not None)
        row = comparison_row(site.slug, cells(prior, current), nil - silent, site.name)
        lines = [
            [line for line in all_lines(allocations) if line.site == site.slug]
            for allocations in (facts.allocations, facts.base_allocations)
        ]
        rows.append(with_one_off(row, *lines))
    has_current, has_prior = has_unassigned(facts.allocations), has_unassigned(facts.base_allocations)
    if has_current or has_prior:
        current, prior = budget_without_site(facts.allocations), budget_without_site(facts.base_allocations)
        nil = unallotted_cells(facts, has_current=has_current, has_prior=has_prior)
        rows.append(replace(comparison_row("unassigned", cells(prior, current), nil), label=NO_SITE_GIVEN))
    return rows


SOURCES = {
    "national": _("National part (x)"),
    "city": _("City and other (not national)"),
    "unassigned": _("Not assigned"),
}
"""Source of money -> its words, where nothing says more of what is not national."""

OWN = _("Own money")
"""What is neither national subsidy nor a share of another source (자체재원), where shares are known."""


def source_key(slug: str) -> str:
    """The row key of a source of money: 'source-special-tax'."""
    return f"source-{slug}"


def has_shares(allocations: Iterable[Allocation]) -> bool:
    """Whether a budget says which sources its money comes from."""
    return any(one.shares for one in allocations)


def funding_sources(facts: Facts) -> list[FundingSource]:
    """The sources that give a share in the version or in its base, in their order."""
    given = {share.source for one in (*facts.allocations, *facts.base_allocations) for share in one.shares}
    return [source for source in facts.sources if source.slug in given]


def by_source(facts: Facts) -> list[Row]:
    """National money, each other source that gives a share, and own money, the rest; what is not known is unassigned.

    A budget without any share says nothing of its sources: beside one that does, all but its national money is
    unassigned, and nothing of that is a change.
    """
    given = funding_sources(facts)
    slugs = [source.slug for source in given]
    sides = (facts.allocations, facts.base_allocations)
    current, prior = (sources(side, slugs) for side in sides)
    knows = [not given or has_shares(side) for side in sides]
    words = {"national": SOURCES["national"], "city": OWN if given else SOURCES["city"]}
    rows = []
    for key in current:
        has_current, has_prior = (bool(side) for side in sides)
        if key == "unassigned":
            has_current, has_prior = (
                not is_known or not all(map(is_split, side))
                for is_known, side in zip(knows, sides, strict=True)
            )
            if not has_current and not has_prior:
                continue
            # Beside a budget that says nothing of its sources nothing is known to be 0.
            has_current, has_prior = has_current or not all(knows), has_prior or not all(knows)
        elif key not in words:
            has_current &= current[key][0] is not None or not knows[0]
            has_prior &= prior[key][0] is not None or not knows[1]
        nil = unallotted_cells(facts, has_current=has_current, has_prior=has_prior)
        name = next((source.name for source in given if source_key(source.slug) == key), None)
        row = comparison_row(key, cells(prior[key], current[key]), nil, name)
        rows.append(row if name else replace(row, label=words.get(key, SOURCES["unassigned"])))
    return rows


def sources(allocations: tuple[Allocation, ...], slugs: Sequence[str] = ()) -> dict[str, AmountAndNational]:
    """Source of money -> its amount and its national part, in won; `slugs` are the sources that are told apart."""
    split = [allocation for allocation in allocations if is_split(allocation)]
    rest = [allocation for allocation in allocations if not is_split(allocation)]
    national = total(allocation.national for allocation in split)
    found: dict[str, AmountAndNational] = {"national": (national, national)}
    shares = [share for one in allocations for share in one.shares]
    for slug in slugs:
        found[source_key(slug)] = total(share.amount for share in shares if share.source == slug), None
    own = total(own_money(one.amount, one.national, one.shares) for one in split)
    unassigned = [allocation.amount for allocation in rest]
    if slugs and not shares:
        found["city"] = None, None
        unassigned.append(own)
    else:
        found["city"] = own, None
        unassigned += [-share.amount for one in rest for share in one.shares]
    return {**found, "unassigned": (total(unassigned), total(allocation.national for allocation in rest))}


def is_split(allocation: Allocation) -> bool:
    """Whether it is known how much of the allocation is national money and how much is not."""
    return allocation.amount is not None and allocation.national is not None


def by_program(facts: Facts) -> list[Row]:
    """One row: the programme."""
    return [whole(facts, free_key(facts.program.slug, "program"), facts.program.name)]


def by_division(facts: Facts) -> list[Row]:
    """One row: the programme's division, unassigned where it names none."""
    if not facts.program.division:
        return [whole(facts, "unassigned")]
    division = facts.program.division
    return [whole(facts, free_key(division, "division"), division)]


def free_key(name: str, kind: str) -> str:
    """The key of the row of something that anybody may name: its name, or 'division-total' where a sum has that key."""
    return f"{kind}-{name}" if is_reserved(name) else name


def whole(facts: Facts, key: str, name: str | None = None) -> Row:
    """The row that compares all allocations of the version with all of the base."""
    return comparison.row_of_allocations(
        key, list(facts.allocations), list(facts.base_allocations), facts, name
    )


BREAKDOWNS: dict[str, Callable[[Facts], list[Row]]] = {
    "subject": by_subject,
    "site": by_site,
    "source": by_source,
    "program": by_program,
    "division": by_division,
}

REPORT = Declared(
    name="variance",
    title=_("Budget changes"),
    row_heading=_("Entry"),
    unit="thousand",
    build=build,
    questions=(
        breakdown(*BREAKDOWNS, shown="subject"),
        Question("only", ("open",)),
        Question("top", None),
    ),
    footnotes=(NATIONAL, RATE_OF_CHANGE, "deemed", comparison.ONE_SIDED, *FILLED),
    takes_second_base=True,
    is_explained=True,
)
