"""What the rules look at: facts, reports and printed figures, cell by cell, with the unit each is known in. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from ledger.figures.facts import Facts, Settled, Stated, Subject
from ledger.figures.filled import Filled, filled_years
from ledger.figures.money import UNITS
from ledger.figures.settlement_form import SETTLEMENT_CELLS
from ledger.reports import REPORTS, REPORTS_BY_NAME
from ledger.reports.comparison import CHANGES, PRIOR
from ledger.reports.investment_plan import column_key
from ledger.reports.overview import OFF, ON, ROWS, part_key
from ledger.reports.report import (
    PORTIONS,
    Change,
    Column,
    Portion,
    Report,
    Row,
    Sum,
    line_key,
    national_key,
    portion_key,
)
from ledger.reports.settlement import key_of, row_key
from ledger.reports.subjects import Identity, basis_rows, heir, in_order, paired, row_keys
from ledger.tieout.finding import Cell, Term, Terms

TABLES = tuple(report.name for report in REPORTS if report.is_tied)
"""The reports that something can be tied to. Those left out show figures of others again, or are in no document."""

CARRIED = ("carried_in", "carried_out")

Behind = dict[tuple[str, str, str], list[Term]]


def rests_on_base(stated: Stated) -> bool:
    """Whether a printed figure is, or follows from, the base that the document compares with."""
    return stated.report == "budget-summary" and stated.column in PRIOR | CHANGES


def carry_in_path(year: int, subject: str | None) -> str:
    """What is missing where nobody knows what was carried in: 'settlement/2020-401-01/carried_in'.

    `subject` is the key of its row, None the programme.
    """
    return f"settlement/{key_of(year, subject, 'total')}/carried_in"


class Evidence:
    """The facts of a programme and version, and what the reports make of them, each computed once."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.year = facts.year
        self._terms: dict[tuple[str, str, str], Terms] = {}
        self._money: dict[str, list[tuple[Cell, int]]] = {}

    def report(self, name: str) -> Report:
        return REPORTS_BY_NAME[name].build(self.facts)

    @cached_property
    def rows(self) -> dict[tuple[str, str], Row]:
        return {(name, row.key): row for name in TABLES for row in self.report(name).rows}

    @cached_property
    def columns(self) -> dict[tuple[str, str], Column]:
        return {(name, column.key): column for name in TABLES for column in self.report(name).columns}

    @cached_property
    def stated(self) -> dict[tuple[str, str, str], list[Stated]]:
        """Report, row and column -> the printed figures of that cell, the one in the finest unit first."""
        found: dict[tuple[str, str, str], list[Stated]] = defaultdict(list)
        for one in self.facts.stated:
            if one.year == self.year and (self.facts.base_is_default or not rests_on_base(one)):
                found[one.report, one.row, one.column].append(one)
        for figures in found.values():
            figures.sort(key=lambda one: UNITS.get(one.unit, 0))
        return found

    def cell(self, report: str, row: str, column: str) -> Cell:
        return Cell(report, row, column, self.year)

    def figure(self, report: str, row: str, column: str) -> int | None:
        """The money figure of a cell in won; None where it is missing or there is no such cell."""
        found = self.rows.get((report, row))
        figure = None if found is None else found.figures.get(column)
        return figure if isinstance(figure, int) else None

    def row(self, cell: Cell) -> Row | None:
        """The row of a cell; None where the report has none of that key, as a printed figure may."""
        return self.rows.get((cell.report, cell.row))

    def money(self, report: str) -> list[tuple[Cell, int]]:
        """The money figures of a report that are not 0, rows before totals."""
        if report not in self._money:
            rows = sorted(self.report(report).rows, key=lambda row: bool(row.parts))
            self._money[report] = [
                (self.cell(report, row.key, key), figure)
                for row in rows
                for key, figure in row.figures.items()
                if isinstance(figure, int) and figure and self.columns[report, key].kind == "money"
            ]
        return self._money[report]

    def is_nil(self, report: str, row: str, column: str) -> bool:
        """Whether a cell is blank because a version that exists allots nothing there, which counts as 0."""
        found = self.rows.get((report, row))
        return found is not None and column in found.nil

    def blank(self, report: str, row: str, column: str) -> tuple[str, ...]:
        """What is missing to know a cell; () where it is known, or nil.

        A budget's total is not known while a subject that has an allotment has no figure.
        """
        found = self.rows.get((report, row))
        if found is None or column not in found.figures:
            return (f"{report}/{row}/{column}",)
        meaning = self.columns[report, column].meaning
        if isinstance(meaning, Change):
            of = self.blank(report, row, meaning.of)
            return of + self.blank(report, row, meaning.base)
        if found.parts and report == "budget-summary" and column in ("prior", "current"):
            return tuple(path for part in found.parts for path in self.blank(report, part, column))
        is_known = found.figures[column] is not None or column in found.nil
        return () if is_known else (f"{report}/{row}/{column}",)

    @property
    def document_is_own(self) -> bool:
        """Whether the version has a document of its own; else it borrows the year's, which is of another budget."""
        return self.facts.document_is_own

    @cached_property
    def on_budget(self) -> dict[str, dict[str, Terms]]:
        """Row of 기본현황 -> each source of money that is on budget -> what it gives."""
        found: dict[str, dict[str, Terms]] = {key: {} for key in ROWS}
        for key, scope in ROWS.items():
            costs = [cost for cost in self.facts.costs if cost.scope == scope and cost.amount is not None]
            for cost in costs:
                if not cost.off_budget:
                    cell = self.cell("overview", key, self.on_budget_column(cost.source))
                    terms = found[key].get(cost.source, ())
                    found[key][cost.source] = (*terms, Term(cost.amount or 0, cost.unit, cell))
        return found

    def on_budget_column(self, source: str) -> str:
        """The column of 기본현황 that shows what a source gives on budget: its own, or that of the one part."""
        part = part_key(source, ON)
        return part if ("overview", part) in self.columns else source

    def printed(self, report: str, row: str, column: str) -> Terms:
        """The amount that the document prints in a cell as a term; () where it prints none."""
        for one in self.stated.get((report, row, column), ()):
            if one.value is not None and one.unit in UNITS:
                return (self.as_term(one),)
        return ()

    def as_term(self, one: Stated) -> Term:
        """A printed amount.

        A table may print zeros that nobody knows (T16): such an amount is known to what stands behind it, no finer.
        """
        amount = one.value or 0
        units = [term.unit for term in self.terms(one.report, one.row, one.column)]
        coarser = [unit for unit in units if amount % UNITS[unit] == 0]
        known_to = max([one.unit, *coarser], key=UNITS.__getitem__)
        return Term(amount, known_to, self.cell(one.report, one.row, one.column), stated=one)

    def terms(self, report: str, row: str, column: str) -> Terms:
        """The recomputed figure of a cell as the given figures that it is the sum of; () where it is missing.

        Follows what the report declares: a total is the sum of its parts, a derived column of its columns.
        """
        key = (report, row, column)
        if key not in self._terms:
            self._terms[key] = self._terms_of(*key)
        return self._terms[key]

    def _terms_of(self, report: str, row: str, column: str) -> Terms:
        if self.figure(report, row, column) is None:
            return ()
        match self.columns[report, column].meaning:
            case Change(of, base):
                prior = self.terms(report, row, base)
                return (*self.terms(report, row, of), *(term.negative() for term in prior))
            case Sum(of):
                return self.all_terms(report, [row], of)
        if behind := self.behind.get((report, row, column)):
            return behind
        parts = self.rows[report, row].parts
        if parts:
            return self.all_terms(report, parts, [column])
        return self.given(report, row, column)

    @cached_property
    def behind(self) -> dict[tuple[str, str, str], Terms]:
        """Report, row and column -> the given figures of other cells that it is the sum of.

        A line item is the same figure in 산출근거, 예산총괄 and 대상지, a share the same in its step and its subject.
        """
        found: Behind = defaultdict(list)
        self._behind_budget(found)
        for row in self.report("schedule").rows:
            if not row.parts:
                for key in row.figures:
                    if key != "amount":
                        found["schedule", row.key, "amount"] += self.given("schedule", row.key, key)
        for key, sources in self.on_budget.items():
            for source_terms in sources.values():
                found["overview", key, "total"] += source_terms
        return {key: tuple(terms) for key, terms in found.items()}

    def _behind_budget(self, found: "Behind") -> None:
        summary = {basis: row for row, basis in basis_rows(self.facts).items()}
        shown_as = [(portion_key("amount", one), portion_key("current", one)) for one in PORTIONS]
        for row in self.report("calculation-basis").rows:
            site = str(row.figures["site"] or "unassigned")
            if row.line is not None:
                for amount, current in shown_as:
                    terms = self.given("calculation-basis", row.key, amount)
                    found["budget-summary", summary[row.group], current] += terms
                found["sites", site, "current"] += self.given("calculation-basis", row.key, "amount")
            elif row.key != "total" and not row.parts:
                for amount, current in shown_as:
                    terms = self.given("budget-summary", summary[row.key], current)
                    found["calculation-basis", row.key, amount] += terms
                found["sites", site, "current"] += self.given("budget-summary", summary[row.key], "current")

    def all_terms(self, report: str, rows: Iterable[str], columns: Iterable[str]) -> Terms:
        columns = list(columns)
        return tuple(term for row in rows for column in columns for term in self.terms(report, row, column))

    def given(self, report: str, row: str, column: str) -> Terms:
        """A figure that no other cell of its report gives, known to the unit of the rows behind it."""
        amount = self.figure(report, row, column)
        if amount is None:
            return ()
        cell = self.cell(report, row, column)
        if (filled := self.derived.get((row, column))) is not None and report == "settlement":
            return (Term(amount, filled.unit, cell, filled.room(column)),)
        units = self.units.get((report, row, column), ["won"])
        coarsest = max(units, key=UNITS.__getitem__)
        room = sum(UNITS[unit] // 2 for unit in units) if len(units) > 1 else None
        return (Term(amount, coarsest, cell, room),)

    @cached_property
    def settlement_keys(self) -> dict[Identity, str]:
        """The keys of the subjects that have a settlement of their own."""
        return row_keys(in_order(row.subject for row in self.facts.settlements if row.subject is not None))

    def heir(self, subject: Subject) -> Identity:
        """The subject that continues this one in the year of the document."""
        return heir(subject, self.facts.subjects, self.year).identity

    @cached_property
    def budget_rows(self) -> dict[Identity, str]:
        """Subject -> its row of 예산총괄."""
        return row_keys(subject for subject, _, _ in paired(self.facts))

    @cached_property
    def plan_rows(self) -> dict[Identity, list[str]]:
        """Subject -> its rows of the plan: its own first, then those of the codes that it continues."""
        subjects = in_order(entry.subject for entry in self.facts.plan)
        keys, found = row_keys(subjects), defaultdict[Identity, list[str]](list)
        for subject in sorted(subjects, key=lambda one: (self.heir(one) != one.identity, one.identity)):
            found[self.heir(subject)].append(keys[subject.identity])
        return dict(found)

    @cached_property
    def settled_rows(self) -> dict[Identity, list[str]]:
        """Subject -> the keys, without the year, of its settlements and of the codes that it continues."""
        found: dict[Identity, list[str]] = defaultdict(list)
        for subject in in_order(row.subject for row in self.facts.settlements if row.subject is not None):
            found[self.heir(subject)].append(self.settlement_keys[subject.identity])
        return found

    @cached_property
    def settled(self) -> dict[str, Filled]:
        """Row key -> the settlement with its blanks filled, for all years that are held."""
        scopes: dict[tuple[Identity | None, str], list[Settled]] = defaultdict(list)
        for row in self.facts.settlements:
            scopes[row.subject.identity if row.subject else None, row.portion].append(row)
        return {
            row_key(year, rows[0].subject, rows[0].portion, self.settlement_keys): filled
            for rows in scopes.values()
            for year, filled in filled_years(rows).items()
        }

    @cached_property
    def settled_scopes(self) -> dict[str, tuple[int, Subject | None, Portion]]:
        """Row key of the settlement -> year, subject and portion, of all years that are held or shown."""
        found = {
            row.key: (row.year, row.subject, row.portion)
            for row in self.report("settlement").rows
            if row.year is not None
        }
        for one in self.facts.settlements:
            portion: Portion = "national" if one.portion == "national" else "total"
            key = row_key(one.fiscal_year, one.subject, portion, self.settlement_keys)
            found[key] = (one.fiscal_year, one.subject, portion)
        return found

    @cached_property
    def derived(self) -> dict[tuple[str, str], Filled]:
        """Row and column of the settled cells that an identity or the chain gave."""
        return {(row, cell): filled for row, filled in self.settled.items() for cell in filled.derived}

    @cached_property
    def carried(self) -> dict[Cell, int]:
        """What is carried in and out, of all years that are held and of those that the report fills."""
        found = {
            self.cell(
                "settlement", row_key(row.fiscal_year, row.subject, row.portion, self.settlement_keys), key
            ): amount
            for row in self.facts.settlements
            for key in CARRIED
            if (amount := row.cells[key])
        }
        return found | {cell: amount for cell, amount in self.money("settlement") if cell.column in CARRIED}

    def executed(self, years: Iterable[int], portion: Portion) -> dict[int, Terms | None]:
        """Year -> what the programme executed in it; None where that is not known."""
        found: dict[int, Terms | None] = {}
        for year in years:
            row = row_key(year, None, portion, self.settlement_keys)
            filled = self.settled.get(row)
            amount = None if filled is None else filled.cells["executed"]
            if filled is None or amount is None:
                found[year] = None
                continue
            room = filled.room("executed") if "executed" in filled.derived else None
            found[year] = (Term(amount, filled.unit, self.cell("settlement", row, "executed"), room),)
        return found

    @cached_property
    def units(self) -> dict[tuple[str, str, str], list[str]]:
        """Report, row and column -> the units of the rows that a given figure is the sum of."""
        found: dict[tuple[str, str, str], list[str]] = defaultdict(list)
        self._budget_units(found)
        self._document_units(found)
        self._settlement_units(found)
        for site in self.facts.sites:
            found["sites", site.slug, "construction_cost"].append(site.unit)
        for grant in self.facts.grants:
            found["sites", grant.site or "unassigned", "national_grant"].append(grant.unit)
        return found

    def _budget_units(self, found: dict[tuple[str, str, str], list[str]]) -> None:
        pairs = paired(self.facts)
        keys = row_keys(subject for subject, _, _ in pairs)
        for subject, current, prior in pairs:
            row = keys[subject.identity]
            for column, allocations in (("current", current), ("prior", prior)):
                for allocation in allocations:
                    found["budget-summary", row, column].append(allocation.known_to)
                    found["budget-summary", row, national_key(column)].append(allocation.known_to)
            for allocation in current:
                found["calculation-basis", row, "amount"].append(allocation.known_to)
                found["calculation-basis", row, national_key("amount")].append(allocation.known_to)
                if not allocation.lines:
                    found["sites", "unassigned", "current"].append(allocation.known_to)

    def _document_units(self, found: dict[tuple[str, str, str], list[str]]) -> None:
        rows = {scope: row for row, scope in ROWS.items()}
        for cost in self.facts.costs:
            if cost.amount is not None:
                found["overview", rows[cost.scope], cost.source].append(cost.unit)
                part = part_key(cost.source, OFF if cost.off_budget else ON)
                found["overview", rows[cost.scope], part].append(cost.unit)
                if not cost.off_budget:
                    found["overview", rows[cost.scope], "total"].append(cost.unit)
        plan_keys = row_keys(in_order(entry.subject for entry in self.facts.plan))
        for entry in self.facts.plan:
            row, column = plan_keys[entry.subject.identity], column_key(entry, self.year)
            if entry.amount is not None:
                found["investment-plan", row, column].append(entry.unit)
            if entry.national is not None:
                found["investment-plan", row, national_key(column)].append(entry.unit)
        subjects = in_order(
            [share.subject for step in self.facts.schedule for share in step.shares]
            + [allocation.subject for allocation in self.facts.allocations]
        )
        keys = row_keys(subjects)
        for number, step in enumerate(self.facts.schedule, start=1):
            row = line_key(number)
            found["schedule", row, "amount"] += [step.unit] * max(1, len(step.shares))
            for share in step.shares:
                found["schedule", row, keys[share.subject.identity]].append(step.unit)

    def _settlement_units(self, found: dict[tuple[str, str, str], list[str]]) -> None:
        for settled in self.facts.settlements:
            row = row_key(settled.fiscal_year, settled.subject, settled.portion, self.settlement_keys)
            for column in SETTLEMENT_CELLS:
                found["settlement", row, column].append(settled.unit)
