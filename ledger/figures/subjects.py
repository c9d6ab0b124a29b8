"""Subjects as rows: which subjects are the same over the years, in which order, under which key."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from ledger.figures.facts import Allocation, Facts, Subject

Identity = tuple[str, int]
"""Code and valid_from of a subject."""


class Validity(Protocol):
    """What has a first and, if it ends, a last fiscal year: a subject, as a fact or as a row."""

    @property
    def valid_from(self) -> int: ...
    @property
    def valid_until(self) -> int | None: ...


def is_in_force(subject: Validity, year: int) -> bool:
    """Whether a subject applies in a fiscal year.

    >>> is_in_force(Subject("201-01", 2018, "", valid_until=2020), 2021)
    False
    """
    return subject.valid_from <= year and (subject.valid_until is None or subject.valid_until >= year)


Successors = Mapping[Identity, Sequence[Subject]]
"""Subject -> those that continue it, in whatever year they begin (Facts.successors)."""


def heirs(subject: Subject, successors: Successors, year: int) -> frozenset[Subject]:
    """The subjects that stand for this one in a fiscal year: itself, what continues it, or all that it was split to.

    Codes move between years. A subject that has a last year of its own goes on beside what continues a part of it.
    """
    found, waiting, seen = set(), [subject], {subject}
    while waiting:
        one = waiting.pop()
        following = [new for new in successors.get(one.identity, ()) if new.valid_from <= year]
        if not following or (one.valid_until is not None and is_in_force(one, year)):
            found.add(one)
        waiting += [new for new in following if new not in seen]
        seen.update(following)
    return frozenset(found or {subject})


def only_heir(subject: Subject, successors: Successors, year: int) -> Subject | None:
    """The one subject that stands for this one in a fiscal year; None where several do."""
    found = heirs(subject, successors, year)
    return next(iter(found)) if len(found) == 1 else None


def lone_heir(
    subject: Subject, others: Iterable[Subject], successors: Successors, year: int
) -> Subject | None:
    """The subject that stands for this one, and for none of the others, in a year; None where there is no such one."""
    heir = only_heir(subject, successors, year)
    alike = [one for one in others if one != subject and heir in heirs(one, successors, year)]
    return None if alike else heir


def joined(subjects: Iterable[Subject], successors: Successors, year: int) -> list[list[Subject]]:
    """The subjects in groups, by code: together stand those of which only all together continue the same in a year.

    Nothing says how the past of a split subject divides: with what it became it is one group, as merged ones are.
    """
    groups: list[tuple[set[Subject], list[Subject]]] = []
    for subject in subjects_by_code(subjects):
        found, members = set(heirs(subject, successors, year)), [subject]
        apart = []
        for others, group in groups:
            if found & others:
                found |= others
                members = [*group, *members]
            else:
                apart.append((others, group))
        groups = [*apart, (found, members)]
    return sorted((subjects_by_code(members) for _, members in groups), key=lambda group: group[0].identity)


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


SubjectPair = tuple[Subject, list[Allocation], list[Allocation]]
"""A subject with its allocations in the version and in the base."""


def subject_pairs(facts: Facts) -> list[SubjectPair]:
    """Each subject with its allocations in the version and in the base, joined over moved codes, as printed.

    What only several subjects together continue stays with each of them: `joint_pairs` compares it. They stand side by
    side.
    """
    group_of = {subject: group for group in pair_groups(facts) for subject, _, _ in group}
    in_rows = in_printed_order(group_of, facts, "budget-summary")
    place = {subject: at for at, subject in enumerate(in_rows)}
    pairs: dict[Subject, SubjectPair] = {}
    for subject in in_rows:
        for pair in sorted(group_of[subject], key=lambda pair: place[pair[0]]):
            pairs.setdefault(pair[0], pair)
    return list(pairs.values())


def pair_groups(facts: Facts) -> list[list[SubjectPair]]:
    """The subjects with their allocations, those together that can only be compared together."""
    current: dict[Subject, list[Allocation]] = defaultdict(list)
    prior: dict[Subject, list[Allocation]] = defaultdict(list)
    for allocations, found in ((facts.allocations, current), (facts.base_allocations, prior)):
        for allocation in allocations:
            found[allocation.subject].append(allocation)
    groups: list[list[SubjectPair]] = []
    for group in joined([*current, *prior], facts.successors, facts.year):
        if not any(one in prior for one in group):
            # There is nothing yet that they continue.
            groups += [[(one, current[one], [])] for one in group]
            continue
        owners = owners_of(group, [one for one in group if one in current], facts)
        if len(owners) == 1:
            now = [allocation for one in group for allocation in current.get(one, ())]
            before = [allocation for one in group for allocation in prior.get(one, ())]
            groups.append([(owners[0], now, before)])
        else:
            groups.append([(one, current.get(one, []), prior.get(one, [])) for one in owners])
    return groups


def owners_of(group: list[Subject], budgeted: list[Subject], facts: Facts) -> list[Subject]:
    """The subjects whose rows a group has: the only one with a budget, or that continues them, else all of them."""
    if len(budgeted) == 1:
        return budgeted
    following = {heir for one in group for heir in heirs(one, facts.successors, facts.year)}
    return sorted(following, key=lambda one: one.identity) if not budgeted and len(following) == 1 else group


@dataclass(frozen=True)
class JointPair:
    """Subjects that can only be compared together, as one row: its key and name, and all that both budgets allot.

    `parts` are the keys of their own rows.
    """

    key: str
    name: str
    parts: tuple[str, ...]
    current: list[Allocation]
    prior: list[Allocation]


def joint_pairs(facts: Facts) -> list[JointPair]:
    """What is compared together: '401-02·401-03 ← 401-01' of a subject that was split."""
    pairs = subject_pairs(facts)
    keys = row_keys(subject for subject, _, _ in pairs)
    found = []
    for group in pair_groups(facts):
        if len(group) > 1:
            members = {subject for subject, _, _ in group}
            own = [pair for pair in pairs if pair[0] in members]
            found.append(joint_pair([(keys[subject.identity], now, before) for subject, now, before in own]))
    return found


def joint_pair(own: list[tuple[str, list[Allocation], list[Allocation]]]) -> JointPair:
    """The joint row of several, each by its row key with its allocations in the version and in the base."""
    going = [key for key, now, _ in own if now]
    gone = [key for key, now, _ in own if not now]
    return JointPair(
        joint_key(going or gone),
        " ← ".join("·".join(keys) for keys in (going, gone) if keys),
        tuple(key for key, _, _ in own),
        [allocation for _, now, _ in own for allocation in now],
        [allocation for _, _, before in own for allocation in before],
    )


def joint_key(keys: Iterable[str]) -> str:
    """The row key of subjects that are compared together: '401-02,401-03'."""
    return ",".join(keys)
