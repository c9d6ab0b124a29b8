"""예산총괄: each subject's budget, the base, the change and its rate; total and national part."""

from ledger.figures.facts import Facts
from ledger.figures.subjects import row_keys, subject_pairs
from ledger.figures.text import marked as _
from ledger.reporting import comparison
from ledger.reporting.books import built_once
from ledger.reporting.declared import FILLED, NATIONAL, RATE_OF_CHANGE, Declared
from ledger.reporting.report import Report


@built_once
def build(facts: Facts) -> Report:
    """Rows: total, then a subject each (row key: its code). Columns: prior, current, change, rate and `_national`.

    Won; rates in percent of `prior` (증감률 = (B-A)*100/A). Source: form table 예산총괄, T01 to T05.
    """
    pairs = subject_pairs(facts)
    keys = row_keys(subject for subject, _, _ in pairs)
    rows = [
        comparison.row_of_allocations(keys[subject.identity], current, prior, facts, subject.name or None)
        for subject, current, prior in pairs
    ]
    return REPORT.of(comparison.COLUMNS, (comparison.total_row(rows), *rows))


REPORT = Declared(
    name="budget-summary",
    title=_("Budget summary"),
    row_heading=_("Account subject"),
    unit="thousand",
    build=build,
    rows_are=_("account subjects"),
    footnotes=(NATIONAL, RATE_OF_CHANGE, *FILLED),
    is_printed=True,
    is_explained=True,
)
