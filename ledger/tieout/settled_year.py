"""Family 'over time': a settled year against the rows of the ledger that its figures are made of."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import NamedTuple, TypeVar

from ledger.figures import money, versions
from ledger.figures.facts import NATIONAL_REFUND, REFUND_CODES, Allocation, Settlement, Version
from ledger.figures.money import UNITS
from ledger.figures.movement import CarryOver, Movement
from ledger.figures.text import marked as _
from ledger.reporting.report import Row as ReportRow
from ledger.reporting.report import amount, line_key, portion_key
from ledger.reports import execution
from ledger.reports.settled.carry_overs import numbered_carry_overs
from ledger.reports.settled.movements import numbered_movements
from ledger.reports.settled.subsidy_refunds import due_key, printed_shares, settled_row, shares_of_cell
from ledger.reports.variance import source_key
from ledger.tieout.evidence import Evidence
from ledger.tieout.finding import Cell, Missing, Note, Term, Terms, Tie, compare_sums, sum_terms
from ledger.tieout.over_time import FAMILY, SPENT, cell_term, own_term, settlement_key

Row = TypeVar("Row", Movement, CarryOver)

Recorded = tuple[Terms, tuple[Missing, ...]]
"""What the ledger has recorded of a cell, and what it does not know of it."""

NO_FINAL_VERSION = Note(
    "no_final_version",
    _("The ledger holds no final version of that year: the last one that it holds is compared."),
)
REFUND_BY_SHARE = Note(
    "refund_by_share",
    _("The settlement prints no refund. By the share of the national money it would be %(amount)s."),
)
KIND_NOT_STATED = Note(
    "kind_not_stated", _("The source does not say which version of that year's budget it prints.")
)


@FAMILY.rule(compares=(_("Final budget in the settlement%(part)s"), _("Last version of that year%(part)s")))
def final_budget_to_version(evidence: Evidence) -> Iterator[Tie]:
    """결산의 최종예산은 그 해의 마지막 차수와 같아야 합니다.

    The final budget of a settlement must equal the year's last version.
    """
    for settled in evidence.facts.settlements:
        version, left = (
            last_version(evidence, settled.fiscal_year),
            cell_term(evidence, settled, "final_budget"),
        )
        if version is None or not left:
            continue
        right, missing = budget_terms(evidence, version, settled)
        note = None if version.kind == "final" else NO_FINAL_VERSION
        if not version.kind_is_stated and compare_sums(left, right) == "breaks":
            missing, note = (year_budget(evidence, settled.fiscal_year, "version"),), KIND_NOT_STATED
        cell = evidence.cell("settlement", settlement_key(evidence, settled), "final_budget")
        yield Tie(cell, left, () if missing else right, missing, note)


@FAMILY.rule(compares=(_("Budget change in the settlement%(part)s"), _("Movements of that year%(part)s")))
def change_to_movements(evidence: Evidence) -> Iterator[Tie]:
    """결산의 예산변경은 그 해의 이용, 전용, 변경사용, 이체, 예비비를 더하고 뺀 금액과 같아야 합니다.

    The budget change of a settlement must equal what the movements of the year left of it.
    """
    moved = by_year(evidence.facts.movements)

    def parts(settled: Settlement) -> list[Part] | None:
        rows = moved.get(settled.fiscal_year, [])
        signed = [(one, one.sign(settled.subject), "amount") for one in rows]
        return [part for part in signed if part[1]] if rows else None

    yield from recorded_ties(evidence, "budget_change", numbered_movements(evidence.facts), parts)
    yield from changes_without_movement(evidence, moved)


@FAMILY.rule(compares=(_("Carried out in the settlement%(part)s"), _("Carry-overs of that year%(part)s")))
def carried_out_to_carry_overs(evidence: Evidence) -> Iterator[Tie]:
    """결산의 차년이월은 그 해의 명시이월, 사고이월, 계속비이월의 합계와 같아야 합니다.

    What a settlement carries out must equal the declared, committed and continuing carry-overs of the year.
    """
    carried = by_year(evidence.facts.carry_overs)

    def parts(settled: Settlement) -> list[Part] | None:
        rows = carried.get(settled.fiscal_year, [])
        return (
            [(one, 1, one.kind) for one in rows if settled.subject in (None, one.subject)] if rows else None
        )

    yield from recorded_ties(evidence, "carried_out", numbered_carry_overs(evidence.facts), parts)


@FAMILY.rule(
    compares=(
        _("Carried out in the settlement, from this source"),
        _("Carry-overs of that year, from this source"),
    )
)
def carried_out_by_source(evidence: Evidence) -> Iterator[Tie]:
    """결산의 차년이월에 재원별 금액이 있으면 그 해 이월의 재원별 금액과 같아야 합니다.

    Where a settlement says whose money it carries out, the carry-overs of the year must say the same.
    """
    for row in (one for one in evidence.report("carry-overs").rows if one.line is None):
        settled = settled_row(evidence.facts, row)
        shares = shares_of_cell(settled, "carried_out") if settled else ()
        is_split = any(one.shares for one in carried_in_row(evidence, row))
        for source in evidence.facts.sources if shares and is_split else ():
            unit = settled.unit if settled else "won"
            left = tuple(Term(one.amount, unit) for one in shares if one.source == source.slug)
            cell = evidence.cell("carry-overs", row.key, source_key(source.slug))
            right = evidence.terms(*cell[:3])
            if left or right:
                yield Tie(cell, left or (Term(0),), right or (Term(0),))


def carried_in_row(evidence: Evidence, row: ReportRow) -> list[CarryOver]:
    """The carry-overs that a year, or a subject in it, is the sum of."""
    every = evidence.facts.carry_overs
    return [one for one in every if one.fiscal_year == row.year and row.subject in (None, one.subject)]


@FAMILY.rule(compares=(_("Carried over again"), _("Limit (지방재정법 제50조제2항)")))
def carried_over_once(evidence: Evidence) -> Iterator[Tie]:
    """지방재정법 제50조제2항에 따라 사고이월한 금액은 다시 이월하지 않아야 합니다.

    By article 50(2) of the Local Finance Act what was carried over as committed must not be carried over again.
    """
    for number, carried in numbered_carry_overs(evidence.facts):
        if carried.carried_before == "committed":
            cell = evidence.cell("carry-overs", line_key(number), carried.kind)
            yield Tie(cell, (Term(carried.amount, carried.unit, cell),), at_most=True)


@FAMILY.rule(compares=(SPENT["executed"], SPENT["committed"]))
def executed_within_committed(evidence: Evidence) -> Iterator[Tie]:
    """집행액은 지출원인행위액을 넘지 않아야 합니다.

    What was executed must not exceed what was committed.
    """
    day = execution.latest_day(evidence.facts.snapshots)
    if day is None:
        return
    unit = max((one.unit for one in (day.whole, *day.subjects) if one), key=UNITS.__getitem__)
    for row in evidence.report("execution").rows:
        executed, committed = row.figures["executed"], row.figures["committed"]
        if isinstance(executed, int) and isinstance(committed, int) and executed > committed:
            cell = evidence.cell("execution", row.key, "executed")
            right = Term(committed, unit, cell._replace(column="committed"))
            yield Tie(cell, (Term(executed, unit, cell),), (right,), at_most=True)


@FAMILY.rule(compares=(_("Subsidy refund in the settlement"), _("Remaining national money (x)")))
def refund_within_national(evidence: Evidence) -> Iterator[Tie]:
    """보조금반납금 중 국고보조금은 쓰고 이월한 뒤에 남은 국비를 넘지 않아야 합니다.

    The national subsidy in a refund must not exceed the national money that is neither executed nor carried out.
    """
    rows = {(one.fiscal_year, one.subject, one.portion): one for one in evidence.facts.settlements}
    for (year, subject, portion), settled in rows.items():
        national, refund = rows.get((year, subject, "national")), refund_of_subsidy(evidence, settled)
        if portion == "national" or national is None or not refund:
            continue
        budget, *used = (
            own_term(evidence, national, one) for one in ("current_budget", "executed", "carried_out")
        )
        left = (*budget, *(term.negative() for terms in used for term in terms))
        if budget and all(used) and sum_terms(refund) > sum_terms(left):
            cell = evidence.cell("settlement", settlement_key(evidence, settled), "subsidy_refund")
            yield Tie(cell, refund, left, at_most=True)


def refund_of_subsidy(evidence: Evidence, settled: Settlement) -> Terms:
    """A printed refund without what other sources got back; () where it is blank, or nobody says whose it is."""
    refund, shares = (
        cell_term(evidence, settled, "subsidy_refund"),
        shares_of_cell(settled, "subsidy_refund"),
    )
    row = evidence.rows.get(("subsidy-refunds", settlement_key(evidence, settled)))
    is_shared = row is not None and amount(row.figures, "shared_budget") is not None
    if not refund or (is_shared and not shares):
        return ()
    return (*refund, *(Term(-one.amount, settled.unit) for one in shares))


@FAMILY.rule(
    compares=(
        _("Subsidy refund in the settlement"),
        _("Allotted to the refund in the next year (802-01, 802-02)"),
    )
)
def refund_to_next_budget(evidence: Evidence) -> Iterator[Tie]:
    """보조금반납금은 다음 해의 국고보조금반환금(802-01), 시·도비보조금반환금(802-02) 편성액과 같아야 합니다.

    A subsidy refund must equal what the next year allots to pay it back: national money by 802-01, a
    province's by 802-02.
    """
    for row in evidence.report("subsidy-refunds").rows:
        if row.subject is not None or row.year is None:
            continue
        budget = next_budget(evidence, row.year)
        for refund in refunds_of(evidence, row):
            allotted = [one for one in budget if one.subject.code in refund.codes]
            right = tuple(in_thousands(one) for one in allotted if one.amount is not None)
            if right and refund.printed:
                yield Tie(refund.cell, refund.printed, right)
            elif right and refund.due is not None:
                yield Tie(refund.cell, (), right, (refund.cell,), REFUND_BY_SHARE, refund.due)


class Refund(NamedTuple):
    """What goes back by the subjects of some codes: as it is printed, at its cell, and what it would be by share."""

    codes: tuple[str, ...]
    cell: Cell
    printed: Terms
    due: int | None


def refunds_of(evidence: Evidence, row: ReportRow) -> Iterator[Refund]:
    """What a settled year pays back: by each subject, by all together where nobody says whose a printed refund is."""
    cell = evidence.cell("settlement", row.key, "subsidy_refund")
    printed, shares = evidence.terms(*cell[:3]), printed_shares(evidence.facts, row)
    others = [one for one in evidence.facts.sources if due_key(one.slug) in row.figures]
    if printed and not shares and any(one.refund_code != NATIONAL_REFUND for one in others):
        yield Refund(tuple(REFUND_CODES.values()), cell, printed, None)
        return
    unit = printed[0].unit if printed else "won"
    for code in dict.fromkeys(REFUND_CODES.values()):
        of_code = [one for one in others if one.refund_code == code]
        dues = [*(["due"] if code == NATIONAL_REFUND else []), *(due_key(one.slug) for one in of_code)]
        slugs = {one.slug for one in of_code}
        if code == NATIONAL_REFUND:
            taken_off = (
                Term(-one.amount, unit) for one in shares if one.source not in evidence.national_sources
            )
            terms = (*printed, *taken_off) if printed else ()
        elif of_code:
            cell = evidence.cell("subsidy-refunds", row.key, due_key(of_code[0].slug))
            terms = tuple(Term(one.amount, unit) for one in shares if one.source in slugs)
        else:
            continue
        yield Refund((code,), cell, terms, money.total(amount(row.figures, key) for key in dues))


def changes_without_movement(evidence: Evidence, moved: Collection[int]) -> Iterator[Tie]:
    """A change that is printed of a programme in a year of which no movement is recorded: not to be decided."""
    for settled in evidence.facts.settlements:
        is_whole = settled.subject is None and settled.portion == "total"
        if is_whole and settled.fiscal_year not in moved and settled.cells["budget_change"]:
            cell = evidence.cell("settlement", settlement_key(evidence, settled), "budget_change")
            missing = (evidence.cell("movements", str(settled.fiscal_year), "net"),)
            yield Tie(cell, cell_term(evidence, settled, "budget_change"), missing=missing)


def next_budget(evidence: Evidence, year: int) -> tuple[Allocation, ...]:
    """The budget of the year after: of the year shown the version shown, else its last voted one."""
    if year + 1 == evidence.year:
        return evidence.facts.allocations
    version = last_version(evidence, year + 1)
    return evidence.facts.budgets[version.key] if version else ()


def in_thousands(allotted: Allocation) -> Term:
    """What is allotted to a refund of so many won: budgets are made in 천원, and round up what they must pay."""
    return Term(
        allotted.amount or 0, allotted.known_to, None, max(UNITS["thousand"], UNITS[allotted.known_to]) - 1
    )


Part = tuple[Movement | CarryOver, int, str]
"""A row that counts in a cell, its sign, and the column of its report that shows it."""


def recorded_ties(
    evidence: Evidence,
    column: str,
    numbered: Iterable[tuple[int, Movement | CarryOver]],
    parts_of: Callable[[Settlement], list[Part] | None],
) -> Iterator[Tie]:
    """The ties of a cell of each settlement to what is recorded of it; silent where nothing is recorded of the year.

    A blank cell waits for what the document says of it, unless what is recorded leaves nothing.
    """
    lines = {id(one): line_key(number) for number, one in numbered}
    for settled in evidence.facts.settlements:
        parts = parts_of(settled)
        found = None if parts is None else recorded(evidence, settled.portion, parts, lines)
        if found is None:
            continue
        right, missing = found
        left = own_term(evidence, settled, column)
        cell = evidence.cell("settlement", settlement_key(evidence, settled), column)
        if left:
            yield Tie(cell, left, () if missing else right, missing)
        elif not missing and sum_terms(right):
            yield Tie(cell, (), right, (cell,))


def recorded(
    evidence: Evidence, portion: str, parts: Iterable[Part], lines: Mapping[int, str]
) -> Recorded | None:
    """The terms of rows of the ledger, or of the national money in them; None where that is not known of any."""
    terms: list[Term] = []
    missing: list[Missing] = []
    parts = list(parts)
    for row, sign, column in parts:
        figure = row.national if portion == "national" else row.amount
        report = "movements" if isinstance(row, Movement) else "carry-overs"
        key = portion_key(column, "national" if portion == "national" else "total")
        # A year that the report no longer shows has no line there.
        cell = evidence.cell(report, lines.get(id(row), str(row.fiscal_year)), key)
        if figure is None:
            missing.append(cell)
        else:
            term = Term(figure, row.unit, cell if id(row) in lines else None)
            terms.append(term if sign > 0 else term.negative())
    return None if parts and not terms else (tuple(terms), tuple(missing))


def by_year(rows: Iterable[Row]) -> dict[int, list[Row]]:
    """Fiscal year -> its rows."""
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.fiscal_year].append(row)
    return found


def last_version(evidence: Evidence, year: int) -> Version | None:
    """The year's last version that the council voted and in which the programme has something; None where none is."""
    version = versions.last_voted(evidence.facts.versions, year)
    return version if version and evidence.facts.budgets.get(version.key) else None


def budget_terms(evidence: Evidence, version: Version, settled: Settlement) -> Recorded:
    """What a version allots to the subject of a settlement, or to the whole programme."""
    column = portion_key("amount", "national" if settled.portion == "national" else "total")
    cell = year_budget(evidence, version.fiscal_year, column)

    def figure(one: Allocation) -> int | None:
        return one.national if settled.portion == "national" else one.amount

    allotted = [one for one in evidence.facts.budgets[version.key] if settled.subject in (None, one.subject)]
    terms = tuple(Term(figure(one) or 0, one.known_to, cell) for one in allotted)
    return terms, (cell,) if None in map(figure, allotted) else ()


def year_budget(evidence: Evidence, year: int, column: str) -> Cell:
    """A cell of 연도별 예산."""
    return evidence.cell("year-budgets", str(year), column)
