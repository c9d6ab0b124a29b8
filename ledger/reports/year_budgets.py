"""연도별 예산: what each year was allotted, and what the settled years did with it."""

from ledger.figures import filled
from ledger.figures.facts import Facts
from ledger.figures.money import total
from ledger.figures.settlement_form import HEADINGS
from ledger.figures.text import marked as _
from ledger.figures.versions import budget_years, default_current
from ledger.reporting.books import built_once
from ledger.reporting.declared import FILLED, NATIONAL, Declared
from ledger.reporting.report import Column, Figure, Report, Row, complete_row, national_key, with_national
from ledger.reports import settlement

COLUMNS = (
    Column("version", "key", heading=_("Version")),
    *with_national((Column("amount", heading=_("Budget of that version")),)),
    Column("current_budget", heading=HEADINGS["current_budget"]),
    Column("executed", heading=HEADINGS["executed"], within="current_budget"),
    Column("carried_out", heading=HEADINGS["carried_out"]),
    settlement.RATE,
)


@built_once
def build(facts: Facts) -> Report:
    """Rows: a year each up to the one shown (row key: the year). Won; the execution rate is 집행액 / 예산현액.

    `amount` is the budget of the year's default version, of the year shown the version shown; `version` its key.
    Years that only a settlement knows have neither.
    """
    settled = filled.filled_years(
        row for row in facts.settlements if row.subject is None and row.portion == "total"
    )
    rows = []
    for year in sorted({*budget_years(facts.versions), facts.year, *settled}):
        if year > facts.year:
            continue
        version = facts.version if year == facts.year else default_current(facts.versions, year)
        allocations = facts.budgets.get(version.key, ()) if version else ()
        if year == facts.year:
            allocations = facts.allocations
        cells = settled[year].cells if year in settled else {}
        figures: dict[str, Figure] = {
            "version": version.key if version else None,
            "amount": total(one.amount for one in allocations),
            national_key("amount"): total(one.national for one in allocations),
            **{key: cells.get(key) for key in ("current_budget", "executed", "carried_out")},
        }
        derived = tuple(key for key in figures if year in settled and key in settled[year].derived)
        rows.append(
            complete_row(Row(str(year), figures, name=str(year), derived=derived, year=year), COLUMNS)
        )
    return REPORT.of(COLUMNS, rows)


REPORT = Declared(
    name="year-budgets",
    title=_("Budget by year"),
    row_heading=_("year"),
    unit="thousand",
    build=build,
    footnotes=(NATIONAL, *FILLED),
    chart="years",
)
