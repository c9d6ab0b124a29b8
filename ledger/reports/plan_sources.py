"""재원별 투자계획: what each source of money gives to each period of the multi-year plan."""

from collections.abc import Iterable
from typing import NamedTuple

from ledger.figures.facts import Facts, FundingSource, PlanEntry
from ledger.figures.money import total
from ledger.figures.text import marked as _
from ledger.reporting.books import built_once
from ledger.reporting.declared import Declared, Footnote
from ledger.reporting.report import Column, Figure, Report, Row, complete_row, sum_rows
from ledger.reports import investment_plan
from ledger.reports.variance import OWN, SOURCES, source_key

SUBSIDY = _("National subsidy")
"""What is called so where the other national money of the (x) line is told apart."""

NATIONAL_LEVEL = "national"
"""The level of the sources whose money a plan prints in its (x) line, beside the national subsidy."""


class Signs(NamedTuple):
    """How a row counts what a period has: its amounts, its (x), what national sources give of that, and the others."""

    amount: int = 0
    national: int = 0
    of_national: int = 0
    others: int = 0


UNKNOWN_NATIONAL = Signs(amount=1, of_national=-1, others=-1)
WITHOUT_NATIONAL = Signs(amount=1, national=-1)
ROWS = {
    "national": Signs(national=1, of_national=-1),
    "city": Signs(amount=1, national=-1, others=-1),
}
"""Row -> what it counts where the period says whose its money is: the national subsidy, and own money, the rest."""


def columns_of(year: int) -> tuple[Column, ...]:
    """The periods of the plan and their sum; the sources stand in the rows."""
    return tuple(column for column in investment_plan.columns_of(year) if column.national_of is None)


def entries_of(facts: Facts, column: str) -> list[PlanEntry]:
    """The plan's entries of a period."""
    return [entry for entry in facts.plan if investment_plan.column_key(entry, facts.year) == column]


def sources_of(facts: Facts) -> list[FundingSource]:
    """The sources that give a share in any period, in their order."""
    given = {share.source for entry in facts.plan for share in entry.shares}
    return [source for source in facts.sources if source.slug in given]


@built_once
def build(facts: Facts) -> Report:
    """Rows: total, national (국고보조금), each source that gives a share, city (own money), unassigned. Won.

    A plan's (x) is all national money, so that the national subsidy is what 기금 and 특별교부세 leave of it. A period
    without any share, beside one that has some, says nothing of its sources: all but its (x) is unassigned. So is what
    has no (x) at all but for the shares.
    """
    columns, sources = columns_of(facts.year), sources_of(facts)
    periods = [column.key for column in columns if column.meaning is None]
    words = {"national": SUBSIDY, "city": OWN} if sources else SOURCES
    rows = []
    for key in ("national", *(source_key(source.slug) for source in sources), "city", "unassigned"):
        figures = {period: figure(facts, key, period) for period in periods}
        if key == "unassigned" and set(figures.values()) == {None}:
            continue
        name = next((source.name for source in sources if source_key(source.slug) == key), None)
        label = "" if name else words.get(key, SOURCES["unassigned"])
        rows.append(complete_row(Row(key, figures, name=name, label=label), columns))
    return REPORT.of(columns, (sum_rows("total", rows, columns), *rows))


def figure(facts: Facts, key: str, period: str) -> Figure:
    """What a source (a row) gives to a period, in won; None where the plan does not say it."""
    entries = entries_of(facts, period)
    shares = [share for entry in entries for share in entry.shares]
    if key not in ("national", "city", "unassigned"):
        return total(share.amount for share in shares if source_key(share.source) == key)
    signs = signs_of(facts, key, period)
    amount, national = whole_of(entries)
    if signs is None or (signs.amount and amount is None) or (signs.national > 0 and national is None):
        return None
    of_national, others = shares_by_level(facts, entries)
    parts = zip(signs, (amount, national, of_national, others), strict=True)
    return sum(sign * (part or 0) for sign, part in parts)


def signs_of(facts: Facts, key: str, period: str) -> Signs | None:
    """How the row of national money, of own money or of what is not assigned counts a period; None: it has nothing."""
    entries = entries_of(facts, period)
    _amount, national = whole_of(entries)
    says_sources = not sources_of(facts) or any(entry.shares for entry in entries)
    if key == "national":
        return None if national is None else ROWS[key]
    if key == "city":
        return None if national is None or not says_sources else ROWS[key]
    if national is None:
        return UNKNOWN_NATIONAL
    return None if says_sources else WITHOUT_NATIONAL


def whole_of(entries: Iterable[PlanEntry]) -> tuple[int | None, int | None]:
    """The amount of some entries and its (x), in won."""
    entries = list(entries)
    return total(entry.amount for entry in entries), total(entry.national for entry in entries)


def shares_by_level(facts: Facts, entries: Iterable[PlanEntry]) -> tuple[int, int]:
    """What national sources give to some entries, which is part of their (x), and what the others give; won."""
    national = {source.slug for source in facts.sources if source.level == NATIONAL_LEVEL}
    found = {True: 0, False: 0}
    for entry in entries:
        for share in entry.shares:
            found[share.source in national] += share.amount
    return found[True], found[False]


REPORT = Declared(
    name="plan-sources",
    title=_("Multi-year investment plan by source of money"),
    row_heading=_("source of money"),
    unit="million",
    build=build,
    footnotes=(
        Footnote(
            _(
                "The (x) of a plan is all national money: the national subsidy is what the other national sources leave"
                " of it. A period that names no source is not assigned, and never a cut."
            ),
            lambda report: any(row.name for row in report.rows),
        ),
        investment_plan.NO_PLAN,
    ),
)
