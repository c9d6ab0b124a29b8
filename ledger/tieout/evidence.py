"""What the rules look at: facts, reports and printed figures, cell by cell, with the unit each is known in. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property

from ledger.figures.facts import Facts, StatedFigure, Subject
from ledger.figures.filled import FilledYear
from ledger.figures.money import UNITS
from ledger.figures.subjects import Identity, heirs, row_keys, subject_pairs, subjects_by_code
from ledger.figures.versions import default_current
from ledger.provenance.sources import Source
from ledger.provenance.trace import Tracer
from ledger.reporting.comparison import CHANGES, PRIOR
from ledger.reporting.report import (
    Change,
    Column,
    Portion,
    Report,
    Row,
    Sum,
)
from ledger.reports import REPORTS
from ledger.reports.bases import facts_against
from ledger.reports.overview import ON, ROWS, SOURCES, column_of
from ledger.reports.settlement import code_row_key, row_key
from ledger.tieout.finding import Cell, Term, Terms

TIED_REPORTS = tuple(report.name for report in REPORTS if report.is_tied)
"""The reports that something can be tied to. Those left out show figures of others again, or are in no document."""

CARRIED = ("carried_in", "carried_out")
"""The cells of what goes from one year into the next."""


def rests_on_base(stated: StatedFigure) -> bool:
    """Whether a printed figure is, or follows from, the base that the document compares with."""
    return stated.report == "budget-summary" and stated.column in PRIOR | CHANGES


def known(cell: Cell, rows: Sequence[Source]) -> Term:
    """The figure that a cell takes from rows of the ledger, known to the coarsest of their units."""
    amount = sum(row.sign * row.counted for row in rows if isinstance(row.counted, int))
    if len(rows) == 1:
        return Term(amount, rows[0].unit, cell)
    units = [row.unit for row in rows]
    return Term(amount, max(units, key=UNITS.__getitem__), cell, sum(UNITS[unit] // 2 for unit in units))


class Evidence:
    """The facts of a programme and version, and what the reports make of them, each computed once."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.year = facts.year
        self.tracer = Tracer(facts)
        self.index = self.tracer.index
        self._terms: dict[tuple[str, str, str], Terms] = {}
        self._printed: dict[int, Term] = {}
        self._money: dict[str, list[tuple[Cell, int]]] = {}

    def report(self, name: str) -> Report:
        """The report of that name."""
        return self.tracer.report(name)

    @cached_property
    def rows(self) -> dict[tuple[str, str], Row]:
        """Report and row key -> the row."""
        return {(name, row.key): row for name in TIED_REPORTS for row in self.report(name).rows}

    @cached_property
    def columns(self) -> dict[tuple[str, str], Column]:
        """Report and column key -> the column."""
        return {(name, column.key): column for name in TIED_REPORTS for column in self.report(name).columns}

    @cached_property
    def stated(self) -> dict[tuple[str, str, str], list[StatedFigure]]:
        """Report, row and column -> the printed figures of that cell, the one in the finest unit first."""
        found: dict[tuple[str, str, str], list[StatedFigure]] = defaultdict(list)
        for one in self.facts.stated:
            if one.year == self.year and (self.facts.base_is_default or not rests_on_base(one)):
                found[one.report, one.row, one.column].append(one)
        for figures in found.values():
            figures.sort(key=lambda one: UNITS.get(one.unit, 0))
        return found

    def cell(self, report: str, row: str, column: str) -> Cell:
        """The cell of a report in the year of the document."""
        return Cell(report, row, column, self.year)

    def carry_in_cell(self, year: int, subject: str | None) -> Cell:
        """The cell of what a year carried in: of a subject by the key of its row, of None the programme."""
        return self.cell("settlement", code_row_key(year, subject, "total"), "carried_in")

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
            found = self.report(report)
            kinds = {column.key: column.kind for column in found.columns}
            rows = sorted(found.rows, key=lambda row: bool(row.parts))
            self._money[report] = [
                (self.cell(report, row.key, key), figure)
                for row in rows
                for key, figure in row.figures.items()
                if isinstance(figure, int) and figure and kinds[key] == "money"
            ]
        return self._money[report]

    def counts_as_zero(self, report: str, row: str, column: str) -> bool:
        """Whether a cell is blank because a version that exists allots nothing there, which counts as 0."""
        found = self.rows.get((report, row))
        return found is not None and column in found.unallotted

    def blank(self, report: str, row: str, column: str) -> tuple[Cell, ...]:
        """What is missing to know a cell; () where it is known, or nil.

        A budget's total is not known while a subject that has an allotment has no figure.
        """
        found = self.rows.get((report, row))
        if found is None or column not in found.figures:
            return (self.cell(report, row, column),)
        meaning = self.columns[report, column].meaning
        if isinstance(meaning, Change):
            of = self.blank(report, row, meaning.of)
            return of + self.blank(report, row, meaning.base)
        if found.parts and report == "budget-summary" and column in ("prior", "current"):
            return tuple(cell for part in found.parts for cell in self.blank(report, part, column))
        is_known = found.figures[column] is not None or column in found.unallotted
        return () if is_known else (self.cell(report, row, column),)

    @cached_property
    def year_before(self) -> "Evidence | None":
        """The same against the latest version of the year before; itself where that is its base, None without one."""
        latest = default_current(self.facts.versions, self.year - 1)
        if latest is None or not latest.has_allocation:
            return None
        if self.facts.base is not None and self.facts.base.key == latest.key:
            return self
        against = facts_against(self.facts, latest.key)
        return None if against is None else Evidence(against)

    @cached_property
    def national_sources(self) -> frozenset[str]:
        """The sources of national money beside the subsidy (기금, 균특, 특별교부세), by slug.

        기본현황 and the plan print it as national money; the (x) of budget and settlement is the subsidy alone (T20).
        """
        return frozenset(source.slug for source in self.facts.sources if source.level == "national")

    def budget_by_source(self, row: str) -> Terms:
        """What a source (a row of 재원별 구성) gives to the budget, known to the units of the rows behind it."""
        report = self.tracer.report("variance", "source")
        if self.figure("source-shares", row, "amount") is None:
            return ()
        current = next(column for column in report.columns if column.key == "current")
        origin = self.tracer.given(report, report.row(row), current)
        cell = self.cell("source-shares", row, "amount")
        rows = origin.sources if origin else ()
        return (known(cell, rows),) if rows else self.terms(*cell[:3])

    def other_national_budget(self, column: str, subjects: Sequence[Subject] = ()) -> Terms:
        """What these sources give to a budget, beside a national column of 예산총괄; () beside any other column.

        `subjects` are those of which it is asked, none: all.
        """
        of = self.columns.get(("budget-summary", column))
        if of is None or of.portion == "total":
            return ()
        allocations = self.facts.base_allocations if of.whole in PRIOR else self.facts.allocations
        return tuple(
            Term(share.amount, one.known_to)
            for one in allocations
            if not subjects or one.subject in subjects
            for share in one.shares
            if share.source in self.national_sources
        )

    @property
    def document_is_own(self) -> bool:
        """Whether the version has a document of its own; else it borrows the year's, which is of another budget."""
        return self.facts.document_is_own

    @cached_property
    def on_budget(self) -> dict[str, dict[str, Terms]]:
        """Row of 기본현황 -> each source of money that is on budget -> what it gives."""
        shown = {source: self.on_budget_column(source) for source in SOURCES}
        found: dict[str, dict[str, Terms]] = {row: {} for row in ROWS}
        for row, terms_of in found.items():
            for source, column in shown.items():
                terms = self.terms("overview", row, column)
                if terms and self.columns["overview", column].scope == ON:
                    terms_of[source] = terms
        return found

    def on_budget_column(self, source: str) -> str:
        """The column of 기본현황 that shows what a source gives on budget."""
        return column_of(self.report("overview"), source, is_off=False)

    def printed(self, report: str, row: str, column: str) -> Terms:
        """The amount that the document prints in a cell as a term; () where it prints none."""
        for one in self.stated.get((report, row, column), ()):
            if one.value is not None and one.unit in UNITS:
                return (self.as_term(one),)
        return ()

    def prints_word(self, report: str, row: str, column: str) -> bool:
        """Whether the document prints a word in a cell and no amount: '순증'."""
        stated = self.stated.get((report, row, column), ())
        return any(one.text for one in stated) and all(one.value is None for one in stated)

    def as_term(self, one: StatedFigure) -> Term:
        """A printed amount.

        A table may print zeros that nobody knows (T16): such an amount is known to what stands behind it, no finer.
        """
        # Known by being the very same, which the facts keep: its hash would be made of all its fields each time.
        if id(one) not in self._printed:
            self._printed[id(one)] = self._as_term(one)
        return self._printed[id(one)]

    def _as_term(self, one: StatedFigure) -> Term:
        amount = one.value or 0
        units = [term.unit for term in self.terms(one.report, one.row, one.column)]
        coarser = [unit for unit in units if amount % UNITS[unit] == 0]
        known_to = max([one.unit, *coarser], key=UNITS.__getitem__)
        return Term(amount, known_to, self.cell(one.report, one.row, one.column), stated=one)

    def terms(self, report: str, row: str, column: str) -> Terms:
        """The recomputed figure of a cell as the given figures that it is the sum of; () where it is missing.

        Each stands at the cell that shows it alone: a trace says from which cells and rows a figure comes.
        """
        key = (report, row, column)
        if key not in self._terms:
            self._terms[key] = self._terms_of(*key)
        return self._terms[key]

    def _terms_of(self, report: str, row: str, column: str) -> Terms:
        if self.figure(report, row, column) is None:
            return ()
        of = self.rows[report, row]
        match self.columns[report, column].meaning:
            case Change(now, base):
                prior = self.terms(report, row, base)
                return (*self.terms(report, row, now), *(term.negative() for term in prior))
            case Sum(columns):
                return self.all_terms(report, [row], columns)
        # A subtotal is its lines and what a budget that changes another carries beside them: the rows behind it.
        is_total = bool(of.parts) and not of.group
        return self.all_terms(report, of.parts, [column]) if is_total else self.given(report, row, column)

    def given(self, report: str, row: str, column: str) -> Terms:
        """A figure that no other cell of its report gives, as the rows behind it, each at the cell that shows it."""
        amount, cell = self.figure(report, row, column), self.cell(report, row, column)
        if amount is None:
            return ()
        if report == "settlement" and (filled := self.derived.get((row, column))) is not None:
            return (Term(amount, filled.unit, cell, filled.room(column)),)
        origin = self.tracer.given(self.report(report), self.rows[report, row], self.columns[report, column])
        shown = defaultdict[Cell, list[Source]](list)
        for source in origin.sources if origin else ():
            if source.counted is not None:
                at = source.shown
                shown[self.cell(at.report, at.row, at.column) if at else cell].append(source)
        return tuple(known(at, rows) for at, rows in shown.items()) or (Term(amount, cell=cell),)

    def own_terms(self, report: str, row: str, column: str) -> Terms:
        """What a row holds beside its parts, at its own cell; () where they are all that it is."""
        own = self.cell(report, row, column)
        return tuple(term for term in self.terms(report, row, column) if term.cell == own)

    def all_terms(self, report: str, rows: Iterable[str], columns: Iterable[str]) -> Terms:
        """The terms of several cells of a report, row by row."""
        columns = list(columns)
        return tuple(term for row in rows for column in columns for term in self.terms(report, row, column))

    @property
    def settlement_keys(self) -> dict[Identity, str]:
        """The keys of the subjects that have a settlement of their own."""
        return self.index.settlement_keys

    def heirs(self, subject: Subject) -> frozenset[Subject]:
        """The subjects that stand for this one in the year of the document."""
        return heirs(subject, self.facts.successors, self.year)

    @cached_property
    def budget_rows(self) -> dict[Subject, str]:
        """Subject -> its row of 예산총괄."""
        rows = self.index.budget_rows
        return {subject: rows[subject.identity] for subject, _, _ in subject_pairs(self.facts)}

    @cached_property
    def plan_rows(self) -> dict[Subject, str]:
        """Subject -> its row of the plan."""
        subjects = subjects_by_code(entry.subject for entry in self.facts.plan)
        keys = row_keys(subjects)
        return {subject: keys[subject.identity] for subject in subjects}

    def plan_rows_of(self, subject: Subject) -> list[str]:
        """The rows of the plan that stand for a subject: its own, and those of the codes that it continues."""
        of_subject = self.heirs(subject)
        return [row for one, row in self.plan_rows.items() if self.heirs(one) & of_subject]

    def settled_subjects(self, years: Iterable[int]) -> list[Subject]:
        """The subjects that have a settlement of their own in one of the years."""
        years = tuple(years)
        return subjects_by_code(
            row.subject
            for row in self.facts.settlements
            if row.subject is not None and row.fiscal_year in years
        )

    @cached_property
    def settled(self) -> dict[str, FilledYear]:
        """Row key -> the settlement with its blanks filled, for all years that are held."""
        return {row: filled for row, (_settled, filled) in self.index.settlements.items()}

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
    def derived(self) -> dict[tuple[str, str], FilledYear]:
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
