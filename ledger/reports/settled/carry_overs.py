"""이월 조서: what a year carries over into the next, by subject and kind (명시이월, 사고이월, 계속비이월)."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ledger.figures.budget import own_money
from ledger.figures.facts import Facts, FundingSource
from ledger.figures.money import total
from ledger.figures.movement import CarryOver
from ledger.figures.settlement_form import HEADINGS
from ledger.figures.subjects import row_keys, subjects_by_code
from ledger.figures.text import marked as _
from ledger.reporting.books import built_once
from ledger.reporting.declared import NATIONAL, Declared, Footnote
from ledger.reporting.report import (
    Column,
    Figure,
    Report,
    Row,
    Sum,
    amount,
    complete_row,
    line_key,
    national_key,
    sum_rows,
    with_national,
)
from ledger.reports.settlement import YEARS_SHOWN, code_row_key
from ledger.reports.variance import OWN, source_key

KINDS = {
    "declared": _("declared carry-over"),
    "committed": _("committed carry-over"),
    "continuing": _("continuing carry-over"),
}
"""Kind, which is the key of its column -> its English text."""

COLUMNS = with_national(
    (
        *(Column(kind, heading=heading) for kind, heading in KINDS.items()),
        Column("total", meaning=Sum(tuple(KINDS)), heading=HEADINGS["carried_out"]),
        Column("carried_before", "key", heading=_("Carried in as")),
        Column("document", "key", heading=_("document number")),
        Column("reason", "key", heading=_("Reason")),
    )
)


OWN_MONEY = Column("own_money", heading=OWN)
"""What is neither national money nor another source's, beside the columns of the sources that are known."""


def columns_of(sources: Iterable[FundingSource]) -> tuple[Column, ...]:
    """The form's columns; behind them each source that gives a share, and own money, the rest."""
    known = tuple(Column(source_key(source.slug), name=source.name) for source in sources)
    return (*COLUMNS, *known, OWN_MONEY) if known else COLUMNS


def sources_of(facts: Facts) -> list[FundingSource]:
    """The sources that give a share of what is carried over in the years shown, in their order."""
    given = {share.source for _number, one in numbered_carry_overs(facts) for share in one.shares}
    return [source for source in facts.sources if source.slug in given]


@built_once
def build(facts: Facts) -> Report:
    """Rows: of each year its subjects (2020-401-01), what they carry over (line-1 to line-n), and 2020. Won.

    The years are the three before, in which something is entered, the last of them always, and the one shown. Where
    sources are known each has a column; of a carry-over that names none, own money is not known.
    """
    numbered = list(numbered_carry_overs(facts))
    columns = columns_of(sources_of(facts))
    keys = row_keys(subjects_by_code(one.subject for _number, one in numbered))
    rows: list[Row] = []
    for year in sorted({facts.year - 1, *(one.fiscal_year for _number, one in numbered)}):
        of_year = [(number, one) for number, one in numbered if one.fiscal_year == year]
        subtotals: list[Row] = []
        for subject in subjects_by_code(one.subject for _number, one in of_year):
            key = code_row_key(year, keys[subject.identity], "total")
            lines = [
                complete_row(replace(row_of(number, one), group=key), columns)
                for number, one in of_year
                if one.subject == subject
            ]
            subtotal = sum_rows(key, lines, columns, key, name=subject.name or subject.code)
            subtotals.append(replace(subtotal, year=year, subject=subject))
            rows += [subtotals[-1], *lines]
        whole = sum_rows(str(year), subtotals, columns, name=str(year))
        rows.append(replace(whole, year=year, marks=() if subtotals else ("missing",)))
    return REPORT.of(columns, rows)


def numbered_carry_overs(facts: Facts) -> Iterator[tuple[int, CarryOver]]:
    """The carry-overs that the report shows, numbered over all years."""
    years = range(facts.year - YEARS_SHOWN, facts.year + 1)
    return enumerate((one for one in facts.carry_overs if one.fiscal_year in years), start=1)


def row_of(number: int, carried: CarryOver) -> Row:
    """The row of a carry-over, in the column of its kind."""
    figures: dict[str, Figure] = {
        carried.kind: carried.amount,
        national_key(carried.kind): carried.national,
        "carried_before": carried.carried_before,
        "document": carried.document_number or None,
        "reason": carried.reason or None,
    }
    for share in carried.shares:
        figures[source_key(share.source)] = total((amount(figures, source_key(share.source)), share.amount))
    if carried.shares:
        figures[OWN_MONEY.key] = own_money(carried.amount, carried.national, carried.shares)
    return Row(
        line_key(number),
        figures,
        label=KINDS[carried.kind],
        year=carried.fiscal_year,
        subject=carried.subject,
        line=number,
    )


REPORT = Declared(
    name="carry-overs",
    title=_("Carry-overs"),
    row_heading=_("Account subject and carry-over"),
    unit="thousand",
    build=build,
    footnotes=(
        Footnote(
            _("What was carried over as committed must not be carried over again (지방재정법 제50조)."),
            lambda report: any(row.line is not None for row in report.rows),
        ),
        NATIONAL,
    ),
)
