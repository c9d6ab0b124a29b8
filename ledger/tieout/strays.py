"""Rows that stand in the ledger or in the print once too often, or not at all. Pure."""

from collections.abc import Iterator

from ledger.reporting.report import line_key
from ledger.tieout.evidence import Evidence
from ledger.tieout.finding import Cause, Cell, Finding, Term, total_slack


def strays(evidence: Evidence) -> Iterator[tuple[Cause, tuple[Cell, ...]]]:
    """Rows that the ledger has and the print has not, or the reverse, or twice; with the cells that moved by it."""
    for report, column in (("calculation-basis", "amount"), ("schedule", "amount")):
        yield from moved_lines(evidence, report, column)
    for cause in forgotten_rows(evidence):
        yield cause, ()
    for report in ("budget-summary", "investment-plan", "schedule", "settlement"):
        has_total = report != "settlement"
        for row in evidence.report(report).rows:
            for column in row.figures if not row.parts else ():
                if evidence.columns[report, column].meaning is not None or column in row.unallotted:
                    continue
                held = evidence.figure(report, row.key, column)
                printed = evidence.printed(report, row.key, column)
                is_in_print = bool(printed)
                if held is None and printed and printed[0].amount:
                    yield Cause("missing_row", printed[0].cell, printed[0].amount), ()
                elif held and has_total and not is_in_print and evidence.printed(report, "total", column):
                    yield Cause("missing_row", evidence.cell(report, row.key, column), held), ()


def moved_lines(evidence: Evidence, report: str, column: str) -> Iterator[tuple[Cause, tuple[Cell, ...]]]:
    """One line more or less than the document prints, so that all below it stand beside the wrong one."""
    printed = [
        terms[0]
        for number in range(1, 1 + sum(key[0] == report and key[2] == column for key in evidence.stated))
        if (terms := evidence.printed(report, line_key(number), column))
    ]
    rows = [row.key for row in evidence.report(report).rows if row.line is not None]
    held = [
        Term(evidence.figure(report, row, column) or 0, cell=evidence.cell(report, row, column))
        for row in rows
    ]
    if not printed or abs(len(printed) - len(held)) != 1:
        return
    longer, shorter = (printed, held) if len(printed) > len(held) else (held, printed)
    at = next(
        (at for at, (one, other) in enumerate(zip(longer, shorter, strict=False)) if differ(one, other)),
        len(shorter),
    )
    if any(differ(one, other) for one, other in zip(longer[at + 1 :], shorter[at:], strict=True)):
        return
    # Of two equal neighbours the second is found.
    is_double = longer is held and at > 0 and longer[at].amount == longer[at - 1].amount
    cells = tuple(term.cell for term in longer[at:] if term.cell)
    yield Cause("doubled_row" if is_double else "missing_row", longer[at].cell, longer[at].amount), cells


def differ(one: Term, other: Term) -> bool:
    """Whether two lines are more apart than rounding can explain."""
    return abs(one.amount - other.amount) > one.slack + other.slack


def stray_rows(finding: Finding, found: list[tuple[Cause, tuple[Cell, ...]]]) -> Iterator[Cause]:
    """A row that is there once too often or not at all, where it is the difference or moved the line."""
    if isinstance(finding.difference, int):
        gap, room = abs(finding.difference), total_slack(finding.terms)
        for cause, moved in found:
            is_difference = abs(gap - abs(cause.amount or 0)) <= room
            if is_difference or finding.cell in moved:
                yield cause


def forgotten_rows(evidence: Evidence) -> Iterator[Cause]:
    """Subjects that have a budget of the year and no figure of the year in the plan."""
    for subject, row in evidence.budget_rows.items() if evidence.facts.plan else ():
        amount = evidence.figure("budget-summary", row, "current")
        rows = evidence.plan_rows_of(subject)
        if amount and not evidence.all_terms("investment-plan", rows, [str(evidence.year)]):
            yield Cause("missing_row", evidence.cell("budget-summary", row, "current"), amount)
