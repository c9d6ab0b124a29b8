"""올해 집행 현황: how much of this year's money is committed and spent by the latest day that the ledger knows.

예산현액 is that of the year's settlement once there is one. Before, it is the version's budget and what the year
before carried out; where that is not known it counts as 0, which is an assumption and is marked as one.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from ledger.figures.facts import Facts, Snapshot, Subject
from ledger.figures.money import total
from ledger.figures.settlement_form import HEADINGS
from ledger.figures.subjects import Identity, heirs, row_keys, subjects_by_code
from ledger.figures.text import marked as _
from ledger.reporting import pass_through
from ledger.reporting.books import built_once
from ledger.reporting.declared import ASSUMED, DERIVED, Declared, Footnote
from ledger.reporting.report import Column, Report, Row, amount, complete_row, computed_remark
from ledger.reports.settlement import RATE, Scope, scopes

BUDGET = (
    Column("current", side="alone"),
    Column("carried_in", heading=HEADINGS["carried_in"]),
    Column("current_budget", heading=HEADINGS["current_budget"]),
)
"""The columns of what there is to spend."""
EXECUTION = (
    Column("committed", heading=_("committed"), within="current_budget"),
    Column("executed", heading=HEADINGS["executed"], within="current_budget"),
    RATE,
)
"""The columns of what a day knows."""
CELLS = ("committed", "executed")
"""The cells that a snapshot gives."""


@dataclass(frozen=True)
class Day:
    """What the ledger knows of one day: the programme's own row, if it has one, and those of its subjects."""

    as_of: date
    whole: Snapshot | None
    subjects: tuple[Snapshot, ...]

    def figure(self, cell: str) -> int | None:
        """The programme's figure in won: its own row's, else the sum of its subjects'."""
        own: int | None = None if self.whole is None else getattr(self.whole, cell)
        return own if own is not None else self.of_subjects(cell)

    def of_subjects(self, cell: str) -> int | None:
        """The sum of a cell over its subjects, in won; None where none is known."""
        return total(getattr(row, cell) for row in self.subjects)

    def adds_up(self, cell: str) -> bool:
        """Whether its subjects, each of them known, are the whole; where none is entered nothing contradicts it."""
        amounts = [getattr(row, cell) for row in self.subjects]
        if not amounts or self.figure(cell) is None:
            return True
        return None not in amounts and total(amounts) == self.figure(cell)


@dataclass(frozen=True)
class Statement:
    """The one line on this year's execution: `rate` in percent, executed / 예산현액 (None: there is no rate).

    `current_budget` is 예산현액 in won, None where it is not known; `over` is the remark on more spent than that.
    `is_assumed`: the carry-over into the year is not known and counts as 0. `passed_on`: what share of the executed
    money was handed on, in percent; None where that is not known or nothing is.
    """

    as_of: date
    executed: int
    rate: Fraction | None
    is_assumed: bool
    passed_on: Fraction | None
    source: str
    current_budget: int | None = None
    over: str = ""


def latest_day(snapshots: Iterable[Snapshot]) -> Day | None:
    """The latest day of which the programme's executed money is known, else its committed money; else None."""
    rows = tuple(snapshots)
    days = [
        Day(
            day,
            next((row for row in rows if row.as_of == day and row.subject is None), None),
            tuple(row for row in rows if row.as_of == day and row.subject is not None),
        )
        for day in sorted({row.as_of for row in rows}, reverse=True)
    ]
    for cell in reversed(CELLS):
        for day in days:
            if day.figure(cell) is not None:
                return day
    return None


@built_once
def build(facts: Facts) -> Report:
    """Rows: total, then each subject that the version or the latest day names. Won.

    Without a day there are only the columns of the budget. Where a subject is passed through there is the share of
    the executed money that was handed on.
    """
    day = latest_day(facts.snapshots)
    of_day = {row.subject.identity: row for row in day.subjects if row.subject} if day else {}
    settled = Settlements(facts)
    subjects = subjects_by_code(
        [allocation.subject for allocation in facts.allocations]
        + [row.subject for row in (day.subjects if day else ()) if row.subject is not None]
    )
    keys = row_keys(subjects)
    rows = [program_row(facts, settled, day)]
    for subject in subjects:
        budget = total(one.amount for one in facts.allocations if one.subject == subject)
        row = budget_row(Row(keys[subject.identity], {}, name=subject.name), budget, settled, subject)
        if day is not None:
            row = with_execution(row, of_day.get(subject.identity))
            row = replace(row, notes=pass_through.NOTES if subject.is_pass_through else {})
        rows.append(row)
    columns = BUDGET
    if day is not None:
        is_handed_on = any(one.is_pass_through for one in subjects)
        of_the_day = tuple(replace(one, as_of=day.as_of) if one.key in CELLS else one for one in EXECUTION)
        columns = (*BUDGET, *of_the_day, *((pass_through.SHARE,) if is_handed_on else ()))
    return REPORT.of(columns, [complete_row(row, columns) for row in rows])


def program_row(facts: Facts, settled: "Settlements", day: Day | None) -> Row:
    """The programme's row: its own figures, and a word where its subjects say something else."""
    budget = total(allocation.amount for allocation in facts.allocations)
    row = budget_row(Row("total", {}), budget, settled, None)
    if day is None:
        return row
    executed = {one.subject: one.executed for one in day.subjects if one.subject is not None}
    passed_on, notes = pass_through.handed_on_share(day.figure("executed"), executed)
    figures = {**row.figures, **{cell: day.figure(cell) for cell in CELLS}, pass_through.SHARE.key: passed_on}
    differing = {cell: "subjects_differ" for cell in CELLS if not day.adds_up(cell)}
    return replace(row, figures=figures, notes={**differing, **notes})


def with_execution(row: Row, snapshot: Snapshot | None) -> Row:
    """The row with what the latest day knows of it."""
    if snapshot is None:
        return row
    return replace(row, figures={**row.figures, **{cell: getattr(snapshot, cell) for cell in CELLS}})


def budget_row(row: Row, budget: int | None, settled: "Settlements", subject: Subject | None) -> Row:
    """The row with its budget, what was carried into the year, and what can be spent."""
    carried_in, is_derived = settled.carried_in(subject)
    current_budget, assumed = settled.current_budget(subject), False
    if current_budget is None and budget is not None:
        current_budget, assumed = budget + (carried_in or 0), carried_in is None
    return replace(
        row,
        figures={"current": budget, "carried_in": carried_in, "current_budget": current_budget},
        derived=("carried_in",) if is_derived else (),
        assumed=("current_budget",) if assumed else (),
    )


def with_year(facts: Facts) -> Facts:
    """The facts with the settlement of the year itself, which no document of the year can know: its execution may."""
    return replace(
        facts, settlements=(*facts.settlements, *facts.settlements_of_year), settlements_of_year=()
    )


class Settlements:
    """What settlements say of the year and of the year before, by subject (None: the programme)."""

    def __init__(self, facts: Facts) -> None:
        facts = with_year(facts)
        self.facts = facts
        self.own: dict[Identity | None, Scope] = {}
        self.before: dict[Identity | None, list[Scope]] = {}
        self.by_subject: list[Scope] = []
        self.shared: set[Identity] = set()
        for scope in scopes(facts, (facts.year - 1, facts.year)):
            if scope.subject is None:
                followers: list[Identity | None] = [None]
            else:
                # A code that has moved: what it carried out was carried into the one that continues it.
                following = heirs(scope.subject, facts.successors, facts.year)
                followers = [heir.identity for heir in following]
            if scope.year == facts.year:
                self.own |= dict.fromkeys(followers, scope)
                continue
            for identity in followers:
                self.before.setdefault(identity, []).append(scope)
                if (
                    identity is not None
                    and len(followers) > 1
                    and scope.total.figures.get("carried_out") != 0
                ):
                    self.shared.add(identity)
            if scope.subject is not None:
                self.by_subject.append(scope)

    def current_budget(self, subject: Subject | None) -> int | None:
        """예산현액 of the year as its own settlement has it."""
        scope = self.own.get(subject.identity if subject else None)
        return None if scope is None else amount(scope.total.figures, "current_budget")

    def carried_in(self, subject: Subject | None) -> tuple[int | None, bool]:
        """전년이월 and whether it was derived: the year's own, else what the year before carried out."""
        identity = subject.identity if subject else None
        own = self.own.get(identity)
        if own is not None and (figure := amount(own.total.figures, "carried_in")) is not None:
            return figure, "carried_in" in own.total.derived
        return self.carried_out(identity)

    def carried_out(self, identity: Identity | None) -> tuple[int | None, bool]:
        """차년이월 of the year before. A subject that a complete settlement by subject does not name carried out 0.

        What a subject carried out that was split since is known of all that continue it, of none alone.
        """
        if identity in self.shared:
            return None, False
        scopes_before = self.before.get(identity, [])
        amounts = [amount(scope.total.figures, "carried_out") for scope in scopes_before]
        if not amounts and self.is_complete:
            return 0, True
        if not amounts or None in amounts:
            return None, False
        return total(amounts), any("carried_out" in scope.total.derived for scope in scopes_before)

    @property
    def is_complete(self) -> bool:
        """Whether what the subjects carried out is known of each and is what the programme carried out."""
        amounts = [amount(scope.total.figures, "carried_out") for scope in self.by_subject]
        whole = [amount(scope.total.figures, "carried_out") for scope in self.before.get(None, [])]
        return bool(amounts) and None not in amounts and whole == [total(amounts)]


def statement(facts: Facts) -> Statement | None:
    """What is to be said in one line of this year's execution; None where no day is known."""
    day = latest_day(facts.snapshots)
    report = build(facts)
    row = report.row("total")
    executed = amount(row.figures, "executed")
    if day is None or executed is None:
        return None
    rate, passed_on = row.figures["execution_rate"], row.figures.get(pass_through.SHARE.key)
    assert rate is None or isinstance(rate, Fraction)
    assert passed_on is None or isinstance(passed_on, Fraction)
    sources = dict.fromkeys(
        one.source for one in (day.whole, *day.subjects) if one is not None and one.source
    )
    executed_column = next(column for column in EXECUTION if column.key == "executed")
    return Statement(
        day.as_of,
        executed,
        rate,
        "current_budget" in row.assumed,
        passed_on or None,
        ", ".join(sources),
        amount(row.figures, "current_budget"),
        computed_remark(row, executed_column),
    )


REPORT = Declared(
    name="execution",
    title=_("Execution this year"),
    row_heading=_("Account subject"),
    unit="thousand",
    build=build,
    footnotes=(
        Footnote(
            _(
                "Current budget = budget + carried in, which is what the year before carried out; once the year is"
                " settled, as its settlement has it."
            )
        ),
        Footnote(_("* Derived from the settlement."), DERIVED.is_needed),
        Footnote(_("** Carried in: no data, taken as 0."), ASSUMED.is_needed),
        "recipients",
        Footnote(_("What the recipients have spent this year: no data"), pass_through.is_handed_on),
    ),
    is_tied=False,
)
