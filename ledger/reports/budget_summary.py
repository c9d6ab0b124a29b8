"""예산총괄: each subject's budget, the base, the change and its rate; total and national part."""

from dataclasses import replace

from ledger.figures.facts import Facts
from ledger.figures.subjects import JointPair, joint_pairs, row_keys, subject_pairs
from ledger.figures.text import marked as _
from ledger.reporting import comparison
from ledger.reporting.books import built_once
from ledger.reporting.declared import FILLED, NATIONAL, RATE_OF_CHANGE, Declared
from ledger.reporting.report import Report, Row


@built_once
def build(facts: Facts) -> Report:
    """Rows: total, then a subject each (row key: its code). Columns: prior, current, change, rate and `_national`.

    Won; rates in percent of `prior` (증감률 = (B-A)*100/A). Subjects that only together continue what there was have
    their own amounts, and below all rows one for all of them ('401-02,401-03') that compares them; they add up to the
    total, it does not. Source: form table 예산총괄, T01 to T05.
    """
    pairs, joint = subject_pairs(facts), joint_pairs(facts)
    keys = row_keys(subject for subject, _, _ in pairs)
    rows = [
        comparison.row_of_allocations(keys[subject.identity], current, prior, facts, subject.name or None)
        for subject, current, prior in pairs
    ]
    together = {key for one in joint for key in one.parts}
    rows = [comparison.part_of_joint(row) if row.key in together else row for row in rows]
    return REPORT.of(
        comparison.COLUMNS,
        (comparison.total_row(rows), *rows, *(joint_row(one, facts) for one in joint)),
    )


def joint_row(joint: JointPair, facts: Facts) -> Row:
    """The row that compares several subjects together."""
    row = comparison.row_of_allocations(joint.key, joint.current, joint.prior, facts, joint.name)
    return replace(row, parts=joint.parts)


REPORT = Declared(
    name="budget-summary",
    title=_("Budget summary"),
    row_heading=_("Account subject"),
    unit="thousand",
    build=build,
    rows_are=_("account subjects"),
    footnotes=(NATIONAL, RATE_OF_CHANGE, "deemed", comparison.ONE_SIDED, *FILLED),
    is_printed=True,
    is_explained=True,
)
