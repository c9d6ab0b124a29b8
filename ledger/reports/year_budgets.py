"""연도별 예산: what each year was allotted, and what the settled years did with it."""

from ledger.figures.facts import Facts
from ledger.figures.money import total
from ledger.figures.versions import default_current, years
from ledger.reports import settlement
from ledger.reports.books import built_once
from ledger.reports.report import Column, Figure, Rate, Report, Row, completed, national_key, with_national

COLUMNS = (
    Column("version", "key"),
    *with_national((Column("amount"),)),
    Column("current_budget"),
    Column("executed", within="current_budget"),
    Column("carried_out"),
    Column("execution_rate", "rate", Rate("executed", "current_budget")),
)


@built_once
def build(facts: Facts) -> Report:
    """Rows: a year each up to the one shown (row key: the year). Won; the execution rate is 집행액 / 예산현액.

    `amount` is the budget of the year's default version, of the year shown the version shown; `version` its key.
    Years that only a settlement knows have neither.
    """
    settled = settlement.filled_years(
        row for row in facts.settlements if row.subject is None and row.portion == "total"
    )
    rows = []
    for year in sorted({*years(facts.versions), facts.year, *settled}):
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
        rows.append(completed(Row(str(year), figures, name=str(year), derived=derived, year=year), COLUMNS))
    return Report("year-budgets", "thousand", COLUMNS, tuple(rows))
