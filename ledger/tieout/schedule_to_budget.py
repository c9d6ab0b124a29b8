"""추진일정 to 예산총괄: the shares of the steps add up to the budget of each subject (T07). Pure."""

from collections import defaultdict

from ledger.facts import Facts
from ledger.reports.subjects import row_keys
from ledger.tieout.verdict import Finding, Term, compare

RULE = "schedule-to-budget"


def schedule_to_budget(facts: Facts) -> list[Finding]:
    """What the schedule gives to a subject through its shares is the subject's budget; so is the total.

    Left: 추진일정, right: 예산총괄, in won. A step without shares leaves its subjects open.
    """
    if not facts.schedule:
        return []
    subjects = [share.subject for step in facts.schedule for share in step.shares]
    keys = row_keys([*subjects, *(allocation.subject for allocation in facts.allocations)])
    scheduled: dict[str, list[Term]] = defaultdict(list)
    budgeted: dict[str, list[Term]] = defaultdict(list)
    is_open = any(not step.shares for step in facts.schedule)
    steps = []
    for step in facts.schedule:
        if step.amount is not None:
            steps.append(Term(step.amount, step.unit))
        for share in step.shares:
            scheduled[keys[share.subject.identity]].append(Term(share.amount, step.unit))
    for allocation in facts.allocations:
        if allocation.amount is not None:
            key = keys[allocation.subject.identity]
            budgeted[key].append(Term(allocation.amount, allocation.known_to))
    findings = [
        finding(key, scheduled[key], budgeted[key], is_open) for key in sorted({*scheduled, *budgeted})
    ]
    whole = [term for terms in budgeted.values() for term in terms]
    return [finding("amount", steps, whole, len(steps) < len(facts.schedule)), *findings]


def finding(column: str, left: list[Term], right: list[Term], is_open: bool) -> Finding:
    sums = [sum(term.amount for term in terms) for terms in (left, right)]
    if is_open:
        return Finding(RULE, "schedule", "total", column, None, sums[1], "undecidable")
    return Finding(RULE, "schedule", "total", column, sums[0], sums[1], compare(left, right))
