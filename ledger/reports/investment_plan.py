"""연차별 투자계획: what was and will be spent, by subject and period, as the document prints it."""

from ledger.figures.facts import Facts, PlanEntry
from ledger.figures.money import total
from ledger.figures.subjects import in_printed_order, row_keys
from ledger.figures.text import marked as _
from ledger.reporting.books import built_once
from ledger.reporting.declared import FILLED, NATIONAL, Declared, Footnote, is_blank
from ledger.reporting.report import (
    Column,
    Figure,
    Report,
    Row,
    Sum,
    complete_row,
    national_key,
    sum_rows,
    with_national,
)

PERIODS = {"through": _("Invested (~%(year)s)"), "from": _("%(year)s and after")}
"""A period of several years -> its words."""


def columns_of(year: int) -> tuple[Column, ...]:
    """total, through-(Y−2), Y−1, Y, from-(Y+1) and the same for the national part."""
    periods = (
        Column(f"through-{year - 2}", heading=PERIODS["through"], year=year - 2),
        Column(f"{year - 1}", name=f"{year - 1}", year=year - 1),
        Column(f"{year}", name=f"{year}", year=year),
        Column(f"from-{year + 1}", heading=PERIODS["from"], year=year + 1),
    )
    whole = Column("total", heading=_("Total"), meaning=Sum(tuple(period.key for period in periods)))
    return with_national((whole, *periods))


def column_key(entry: PlanEntry, year: int) -> str:
    """The column of a plan entry: a document may print more years than the form has columns."""
    if entry.period == "after" or entry.year > year:
        return f"from-{year + 1}"
    if entry.period == "through" or entry.year < year - 1:
        return f"through-{year - 2}"
    return str(entry.year)


@built_once
def build(facts: Facts) -> Report:
    """Rows: total, then a subject each (row key: its code), in the document's order.

    Won, known to the unit that the document prints.
    Totals are recomputed from the cells: a wrong printed total is a stated figure. T08 to T12b.
    """
    columns = columns_of(facts.year)
    subjects = in_printed_order((entry.subject for entry in facts.plan), facts, "investment-plan")
    keys = row_keys(subjects)
    rows = []
    for subject in subjects:
        figures: dict[str, Figure] = {}
        for column in columns:
            if column.meaning is None and column.national_of is None:
                entries = [
                    entry
                    for entry in facts.plan
                    if entry.subject == subject and column_key(entry, facts.year) == column.key
                ]
                figures[column.key] = total(entry.amount for entry in entries)
                figures[national_key(column.key)] = total(entry.national for entry in entries)
        rows.append(complete_row(Row(keys[subject.identity], figures, name=subject.name), columns))
    return REPORT.of(columns, (sum_rows("total", rows, columns), *rows))


NO_PLAN = Footnote(_("The ledger holds no multi-year investment plan."), is_blank)

REPORT = Declared(
    name="investment-plan",
    title=_("Multi-year investment plan"),
    row_heading=_("Account subject"),
    unit="million",
    build=build,
    related=("plan-sources",),
    rows_are=_("account subjects"),
    footnotes=(NATIONAL, *FILLED, NO_PLAN),
    is_printed=True,
)
