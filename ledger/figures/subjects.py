"""Subjects as rows: which subjects are the same over the years, in which order, under which key."""

from collections import defaultdict
from collections.abc import Iterable

from ledger.figures.facts import Allocation, Facts, Subject

Identity = tuple[str, int]
"""Code and valid_from of a subject."""


def successor(subject: Subject, subjects: Iterable[Subject], year: int) -> Subject:
    """The subject that continues this one in the fiscal year; itself where none or more than one does.

    Codes move between years. Where two subjects replace one, nothing says how its past splits: it stays alone.
    """
    successors = defaultdict(list)
    for candidate in subjects:
        if candidate.replaces is not None and candidate.valid_from <= year:
            successors[candidate.replaces].append(candidate)
    seen = {subject.identity}
    while len(successors[subject.identity]) == 1:
        (following,) = successors[subject.identity]
        if following.identity in seen:
            break
        seen.add(following.identity)
        subject = following
    return subject


def older_key(identity: Identity) -> str:
    """The row key of a subject whose code a later one has too: '401-01@2018'."""
    code, valid_from = identity
    return f"{code}@{valid_from}"


def row_keys(subjects: Iterable[Subject]) -> dict[Identity, str]:
    """Each subject's row key: its code; of two that share a code the older is told apart by '@valid_from'."""
    latest: dict[str, int] = {}
    subjects = list(subjects)
    for subject in subjects:
        latest[subject.code] = max(latest.get(subject.code, 0), subject.valid_from)
    return {
        subject.identity: subject.code
        if subject.valid_from == latest[subject.code]
        else older_key(subject.identity)
        for subject in subjects
    }


def subjects_by_code(subjects: Iterable[Subject]) -> list[Subject]:
    """Each subject once, by code."""
    return sorted({subject.identity: subject for subject in subjects}.values(), key=lambda s: s.identity)


def in_printed_order(subjects: Iterable[Subject], facts: Facts, report: str) -> list[Subject]:
    """Each subject once, in the order in which the document prints the rows of a report.

    One that it does not print follows the one before it by code; without a printed order all stand by code.
    """
    by_code = subjects_by_code(subjects)
    of_key = {key: subject for subject, key in zip(by_code, row_keys(by_code).values(), strict=True)}
    found = [of_key[key] for key in facts.row_orders.get(report, ()) if key in of_key]
    for subject in by_code:
        if subject not in found:
            before = [one for one in found if one.identity < subject.identity]
            at = found.index(max(before, key=lambda one: one.identity)) + 1 if before else 0
            found.insert(at, subject)
    return found


def basis_rows(facts: Facts) -> dict[str, str]:
    """The row of 예산총괄 of each subject that the version allots to -> its row of 산출근거."""
    summary = row_keys(subject for subject, _, _ in subject_pairs(facts))
    basis = row_keys(allocation.subject for allocation in facts.allocations)
    return {summary[one.subject.identity]: basis[one.subject.identity] for one in facts.allocations}


def subject_pairs(facts: Facts) -> list[tuple[Subject, list[Allocation], list[Allocation]]]:
    """Each subject with its allocations in the version and in the base, joined over moved codes, as printed."""
    current, prior = defaultdict(list), defaultdict(list)
    for allocation in facts.allocations:
        current[allocation.subject.identity].append(allocation)
    subjects = [allocation.subject for allocation in facts.allocations]
    for allocation in facts.base_allocations:
        following = successor(allocation.subject, facts.subjects, facts.year)
        prior[following.identity].append(allocation)
        subjects.append(following)
    in_rows = in_printed_order(subjects, facts, "budget-summary")
    return [(subject, current[subject.identity], prior[subject.identity]) for subject in in_rows]
