"""Family 'inside': ties inside one table, between what the document prints in it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ledger.figures.facts import Subject
from ledger.figures.money import UNITS
from ledger.figures.settlement_form import SETTLEMENT_CELLS
from ledger.figures.subjects import is_in_force
from ledger.figures.text import marked as _
from ledger.reporting.report import Change, Rate, Sum
from ledger.reports.investment_plan import column_key
from ledger.reports.overview import ROWS, SOURCES
from ledger.reports.settlement import row_key
from ledger.tieout.against_print import prints_rate, rate_tie
from ledger.tieout.evidence import Evidence
from ledger.tieout.finding import Cell, RateTie, Term, Terms, Tie
from ledger.tieout.rule import Family

FAMILY = Family("inside", _("inside a table"))

TABLES_WITH_TOTAL = ("budget-summary", "investment-plan", "schedule", "sites")
"""The tables that print a total over their rows."""


@FAMILY.rule(compares=(_("Sum of the %(rows)s"), _("Total of the %(table)s")))
def column_total(evidence: Evidence) -> Iterator[Tie]:
    """표의 계는 그 열에 인쇄된 금액의 합계와 같아야 합니다.

    The printed total of a column must equal the sum of what is printed in it.
    """
    for name in TABLES_WITH_TOTAL:
        for column in evidence.report(name).columns:
            total = evidence.printed(name, "total", column.key)
            rows = rows_of_total(evidence, name, column.key)
            parts, missing = printed_all(evidence, name, rows, [column.key])
            if total and parts:
                if adds_up_as_printed(evidence, name, column.key, total[0].unit):
                    parts, total = exact(parts), exact(total)
                yield Tie(evidence.cell(name, "total", column.key), parts, total, missing)


def rows_of_total(evidence: Evidence, name: str, column: str) -> list[str]:
    """The rows of which a printed column adds up to its total.

    Subjects that were merged or split have no change of their own: where none is printed, the row of them all.
    """
    rows = list(evidence.rows[name, "total"].parts)
    for one in evidence.report(name).rows:
        cells = [(name, part, column) for part in one.parts]
        is_joint = one.key != "total" and bool(cells) and evidence.figure(name, one.key, column) is not None
        if is_joint and not any(
            evidence.figure(*cell) is not None or cell in evidence.stated for cell in cells
        ):
            rows = [*(row for row in rows if row not in one.parts), one.key]
    return rows


BUDGETED = {"budget-summary": ("prior", "current"), "schedule": ("amount",)}
"""Table -> the columns whose amounts are budgeted in the unit that they print, not rounded to it."""


def adds_up_as_printed(evidence: Evidence, name: str, column: str, unit: str) -> bool:
    """Whether a column must add up in the unit that it prints: a budget of whole thousands does (예산편성 규칙 §3).

    In 백만원 a table is rounded, whatever it is of.
    """
    figures = (row.figures[column] for row in evidence.report(name).rows)
    is_whole = all(figure % UNITS[unit] == 0 for figure in figures if isinstance(figure, int))
    return is_whole and unit in ("won", "thousand") and column in BUDGETED.get(name, ())


def exact(terms: Terms) -> Terms:
    """The same amounts with nothing left open."""
    return tuple(replace(term, room=0) for term in terms)


@FAMILY.rule(compares=(_("Total of the row"), _("Sum of what the row prints")))
def row_total(evidence: Evidence) -> Iterator[Tie]:
    """행의 계는 그 행에 인쇄된 금액의 합계와 같아야 합니다.

    The printed total of a row must equal the sum of what is printed in it.
    """
    for name, row, column in list(evidence.stated):
        declared = evidence.columns.get((name, column))
        if declared is not None and isinstance(declared.meaning, Sum):
            total = evidence.printed(name, row, column)
            parts, missing = printed_all(evidence, name, [row], declared.meaning.of)
            if total and parts:
                yield Tie(evidence.cell(name, row, column), total, parts, missing)


@FAMILY.rule(compares=(_("%(row)s in the overview%(part)s"), _("Sum of the sources of money")))
def sources_to_cost(evidence: Evidence) -> Iterator[Tie]:
    """국비, 시비 등 예산에 포함되는 재원의 합계는 사업비와 같아야 합니다. 기타(예산 외)는 합계에 넣지 않아야 합니다.

    The sum of national, city and other money on budget must equal the cost; what is off budget must stay out of it.
    """
    for row, scope in ROWS.items():
        total = evidence.printed("overview", row, "total")
        off_budget = {cost.source for cost in evidence.facts.costs if cost.scope == scope and cost.off_budget}
        sources = ({"national", "city"} - off_budget) | set(evidence.on_budget[row])
        columns = [evidence.on_budget_column(one) for one in SOURCES if one in sources]
        parts, missing = printed_all(evidence, "overview", [row], columns)
        if total and parts:
            yield Tie(evidence.cell("overview", row, "total"), total, parts, missing)


@FAMILY.rule(compares=(_("Printed change"), _("Printed B less printed A")))
def change_of_columns(evidence: Evidence) -> Iterator[Tie]:
    """인쇄된 증감은 인쇄된 B에서 A를 뺀 금액과 같아야 합니다.

    A printed change must equal the printed B less the printed A.
    """
    for name, row, column in list(evidence.stated):
        declared = evidence.columns.get((name, column))
        if declared is not None and isinstance(declared.meaning, Change):
            change = evidence.printed(name, row, column)
            current = evidence.printed(name, row, declared.meaning.of)
            prior = evidence.printed(name, row, declared.meaning.base)
            if change and current and prior:
                yield Tie(evidence.cell(name, row, column), change, (*current, prior[0].negative()))


@FAMILY.rule(compares=(_("Printed rate of change"), _("Printed change over printed A")))
def rate_of_columns(evidence: Evidence) -> Iterator[RateTie]:
    """인쇄된 증감률은 인쇄된 증감을 인쇄된 A로 나눈 비율과 같아야 합니다.

    A printed rate of change must equal the printed change over the printed A.
    """
    for (name, row, column), figures in list(evidence.stated.items()):
        declared = evidence.columns.get((name, column))
        if declared is None or not isinstance(declared.meaning, Rate):
            continue
        part = evidence.printed(name, row, declared.meaning.of)
        base = evidence.printed(name, row, declared.meaning.base)
        for stated in figures:
            if prints_rate(stated) and part and base:
                yield rate_tie(evidence, evidence.cell(name, row, column), stated, part, base)


@FAMILY.rule(compares=(_("National part (x)"), _("Amount with its national part")))
def national_part(evidence: Evidence) -> Iterator[Tie]:
    """국비(x)는 국비를 포함한 금액을 넘지 않아야 합니다.

    The national part of an amount must not exceed the amount.
    """
    for name in ("budget-summary", "calculation-basis", "investment-plan"):
        for column in evidence.report(name).columns:
            if column.national_of is None or isinstance(column.meaning, Change | Rate):
                continue
            for row in evidence.report(name).rows:
                yield from national_part_tie(
                    evidence, (name, row.key, column.key), (name, row.key, column.national_of)
                )
    for row in evidence.report("settlement").rows:
        if (whole := row.national_of) is not None:
            for key in row.figures:
                yield from national_part_tie(
                    evidence, ("settlement", row.key, key), ("settlement", whole, key)
                )
    for key in ("total-cost", "year-cost"):
        yield from national_part_tie(evidence, ("overview", key, "national"), ("overview", key, "total"))


@FAMILY.rule(compares=(_("Amount in a subject out of force"), _("What it may hold in that year")))
def subject_in_force(evidence: Evidence) -> Iterator[Tie]:
    """금액은 그 해에 적용되는 통계목에만 있어야 합니다.

    An amount must stand in a subject that is in force in its year.
    """
    found: dict[Cell, Terms] = {}
    for cell, subject, years, amount, unit in amounts_by_subject(evidence):
        if amount and not any(is_in_force(subject, year) for year in years):
            found[cell] = (*found.get(cell, ()), Term(amount, unit, cell))
    for cell, terms in found.items():
        yield Tie(cell, terms)


def amounts_by_subject(
    evidence: Evidence,
) -> Iterator[tuple[Cell, Subject, tuple[int, ...], int | None, str]]:
    """Each amount that a row of the ledger gives to a subject: where, to which, in force in which of its years.

    A plan may print the past in the codes of its day, or all of it in today's.
    """
    facts, year = evidence.facts, evidence.year
    for one in facts.allocations:
        cell = evidence.cell("budget-summary", evidence.budget_rows[one.subject], "current")
        yield cell, one.subject, (year,), one.amount, one.known_to
    for entry in facts.plan:
        cell = evidence.cell("investment-plan", evidence.plan_rows[entry.subject], column_key(entry, year))
        yield cell, entry.subject, (entry.year, year), entry.amount, entry.unit
    for step in facts.schedule:
        for share in step.shares:
            column = evidence.index.schedule_columns[share.subject.identity]
            yield evidence.cell("schedule", "total", column), share.subject, (year,), share.amount, step.unit
    for row in facts.settlements:
        if row.subject is not None and row.portion == "total":
            key = row_key(row.fiscal_year, row.subject, row.portion, evidence.settlement_keys)
            column = next((one for one in SETTLEMENT_CELLS if row.cells[one]), SETTLEMENT_CELLS[0])
            cell = evidence.cell("settlement", key, column)
            yield cell, row.subject, (row.fiscal_year,), row.cells[column], row.unit


def national_part_tie(
    evidence: Evidence, part: tuple[str, str, str], whole: tuple[str, str, str]
) -> Iterator[Tie]:
    """A tie for a national part that is more than its amount; none where it is not, as there is nothing to say."""
    national, amount = evidence.figure(*part), evidence.figure(*whole)
    if national is not None and amount is not None and 0 <= amount < national:
        yield Tie(evidence.cell(*part), evidence.terms(*part), evidence.terms(*whole), at_most=True)


def printed_all(
    evidence: Evidence, name: str, rows: Sequence[str], columns: Sequence[str]
) -> tuple[Terms, tuple[Cell, ...]]:
    """All that is printed in some rows and columns of a table; beside it what nobody has entered yet.

    A cell that the document prints blank counts as nothing. One that the ledger has an amount for and that has no
    printed figure, not even a blank one, was not entered: it is missing. So is one where the document prints a word.
    """
    cells = [(name, row, column) for row in rows for column in columns]
    terms = tuple(term for cell in cells for term in evidence.printed(*cell))
    return terms, tuple(
        evidence.cell(*cell)
        for cell in cells
        if evidence.prints_word(*cell) or (cell not in evidence.stated and evidence.figure(*cell))
    )
