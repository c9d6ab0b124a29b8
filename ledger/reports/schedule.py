"""추진일정: the year's steps, what each costs, and how that falls to the subjects."""

from ledger.figures.facts import Facts
from ledger.figures.money import total
from ledger.figures.subjects import row_keys, subjects_by_code
from ledger.figures.text import marked as _
from ledger.reporting.books import built_once
from ledger.reporting.declared import FILLED, Declared, Footnote, is_blank
from ledger.reporting.report import Column, Figure, Report, Row, line_key, sum_rows


@built_once
def build(facts: Facts) -> Report:
    """Rows: total, then line-1 to line-n. Columns: amount and one for each subject (key: its code). Won. T07.

    Steps and subjects are many to many: the shares say how much of a step falls to a subject.
    """
    subjects = subjects_by_code(
        [share.subject for step in facts.schedule for share in step.shares]
        + [allocation.subject for allocation in facts.allocations]
    )
    keys = row_keys(subjects)
    columns = (
        Column("amount", heading=_("Amount")),
        *(Column(keys[subject.identity], name=subject.name) for subject in subjects),
    )
    rows = []
    for number, step in enumerate(facts.schedule, start=1):
        figures: dict[str, Figure] = {"amount": step.amount}
        for subject in subjects:
            figures[keys[subject.identity]] = total(
                share.amount for share in step.shares if share.subject == subject
            )
        rows.append(Row(line_key(number), figures, name=step.text, line=number))
    return REPORT.of(columns, (sum_rows("total", rows, columns), *rows))


REPORT = Declared(
    name="schedule",
    title=_("Schedule"),
    row_heading=_("step"),
    unit="thousand",
    build=build,
    rows_are=_("steps"),
    footnotes=(*FILLED, Footnote(_("The ledger holds no schedule."), is_blank)),
    is_printed=True,
)
