"""기본현황: total cost and cost of the year, by source of money and by whether it is in the budget."""

from collections.abc import Iterable
from dataclasses import replace

from ledger.figures.facts import Cost, Facts
from ledger.figures.money import total
from ledger.figures.text import marked as _
from ledger.reporting.books import built_once
from ledger.reporting.declared import FILLED, Declared, Footnote, is_blank
from ledger.reporting.report import Column, Report, Row, Sum, complete_row

HEADINGS = {
    "total": _("Total"),
    "national": _("National"),
    "city": _("City"),
    "district": _("District"),
    "other": _("Other"),
}
"""Sum and sources of money -> what they are called."""

SOURCES = tuple(source for source in HEADINGS if source != "total")
"""The sources of money, in the form's order."""
ROWS = {"total-cost": "total", "year-cost": "year"}
"""Row key -> scope of the costs in it."""

LABELS = {"total-cost": _("total cost"), "year-cost": _("cost of the year")}
"""Row key -> its words."""

ON, OFF, MIXED = "on_budget", "off_budget", "mixed"
"""What stands in a column: money that is on budget, money that is off budget (예산 외), or both."""

OFF_BUDGET, ON_BUDGET = _("%(heading)s (off budget)"), _("%(heading)s (on budget)")
BOTH = _("%(heading)s (on and off budget)")
QUALIFIED = {ON: "%(heading)s", OFF: OFF_BUDGET, MIXED: BOTH}
"""What stands in a column -> how its heading says so."""

OFF_IN_THE_FORM = ("district", "other")
"""The sources that the form prints under 기타(예산 외): what a column of blank cells is headed by."""


@built_once
def build(facts: Facts) -> Report:
    """Rows: total-cost, year-cost. Columns: total, a source each, and its two parts where it has both. Won.

    The total is what is on budget; what is off budget (기타, 예산 외) is shown under its source and is no part of it.
    The scope of a column says which of the two stands there. Where a source gives money both ways in any of the rows,
    its column is the sum of `<source>_on_budget` and `<source>_off_budget` beside it. T16 to T18.
    """
    columns = columns_of(facts.costs)
    rows = (complete_row(cost_row(facts, key, scope, columns), columns) for key, scope in ROWS.items())
    return REPORT.of(columns, list(rows))


def columns_of(costs: tuple[Cost, ...]) -> tuple[Column, ...]:
    """The total, then each source with its parts behind it."""
    found = [Column("total", heading=_("Total (without off-budget money)"), scope=ON)]
    for source in SOURCES:
        stands = on_or_off_budget(costs, source)
        whole = Column(source, heading=HEADINGS[source], qualified=QUALIFIED[stands], scope=stands)
        if stands != MIXED:
            found.append(whole)
            continue
        parts = {ON: ON_BUDGET, OFF: OFF_BUDGET}
        found.append(replace(whole, meaning=Sum(tuple(part_key(source, part) for part in parts))))
        found += [
            replace(whole, key=part_key(source, part), qualified=words, scope=part)
            for part, words in parts.items()
        ]
    return tuple(found)


def on_or_off_budget(costs: Iterable[Cost], source: str) -> str:
    """'on_budget', 'off_budget' or 'mixed': what stands under a source of money; blank cells as the form has it."""
    of_source = [cost for cost in costs if cost.source == source]
    known = [cost for cost in of_source if cost.amount is not None] or of_source
    found = {cost.off_budget for cost in known} or {source in OFF_IN_THE_FORM}
    return MIXED if len(found) > 1 else OFF if found.pop() else ON


def part_key(source: str, part: str) -> str:
    """'district_off_budget'"""
    return f"{source}_{part}"


def column_of(report: Report, source: str, *, is_off: bool) -> str:
    """The column that shows what a source gives on or off budget: its own, or that of the one part."""
    part = part_key(source, OFF if is_off else ON)
    return part if any(column.key == part for column in report.columns) else source


PARTS = {part_key(source, part): (source, part) for source in SOURCES for part in (ON, OFF)}
"""Column -> the source of money and the part of it that it has."""


def source_and_part(column: str) -> tuple[str, str]:
    """What a column is of: ('district', 'off_budget'), ('city', '') for a source as such."""
    return PARTS.get(column, (column, ""))


def in_column(costs: Iterable[Cost], column: str) -> list[Cost]:
    """The costs of a scope that a column sums."""
    if column == "total":
        return [cost for cost in costs if not cost.off_budget]
    source, part = source_and_part(column)
    return [
        cost for cost in costs if cost.source == source and (not part or cost.off_budget == (part == OFF))
    ]


def off_budget(facts: Facts, scope: str) -> int | None:
    """What is off budget (기타, 예산 외) in a scope, from all sources; won, None where nothing is known."""
    return total(cost.amount for cost in facts.costs if cost.scope == scope and cost.off_budget)


def cost_row(facts: Facts, key: str, scope: str, columns: Iterable[Column]) -> Row:
    """The row of a scope's costs, in won, without the columns that others give."""
    costs = [cost for cost in facts.costs if cost.scope == scope]
    return Row(
        key,
        {
            column.key: total(cost.amount for cost in in_column(costs, column.key))
            for column in columns
            if column.meaning is None
        },
        label=LABELS[key],
    )


REPORT = Declared(
    name="overview",
    title=_("Overview"),
    row_heading=_("Item"),
    unit="thousand",
    build=build,
    related=("source-shares", "cost-progress", "year-budgets"),
    footnotes=(*FILLED, Footnote(_("The ledger holds no costs of the programme."), is_blank)),
    is_printed=True,
)
