"""A report as a table of the form: for each row its (x …) line and its amounts, every derived cell a formula.

Which formula follows from what the columns declare: a change is B-A, a total is SUMIF over 구분, a rate is taken of
the columns that it names. A sheet says in `workings` what a report does not: where a figure of another sheet comes in.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from ledger.council.form import is_dashed_sum
from ledger.council.sheets import styles
from ledger.council.sheets.context import CouncilWorkbook, portion_cell_key
from ledger.council.sheets.figures import TYPED_IN, Working
from ledger.council.sheets.fitting import height_of
from ledger.figures.money import round_half_up
from ledger.reporting.report import Change, Column, PerArea, Rate, Report, Row, Sum, national_key
from ledger.words import heading_words, labels
from ledger.words.footnotes import mark_of
from ledger.words.formats import (
    MISSING,
    RATES_OF_CHANGE,
    form_percent,
    form_rate,
    is_rounded_away,
    printed_number,
)
from ledger.workbook.book import (
    CellKey,
    CellList,
    CellOf,
    CellRange,
    ExactWon,
    Formula,
    FormulaPart,
    Sheet,
    style,
)

WHOLE, NATIONAL = "계", "국비(x)"
"""What the column 구분 says of a line of amounts and of its (x …) line."""


Workings = Callable[[Row, Column], Working | None]
"""A cell -> how it follows from others where its report does not declare it; None where nothing is to be added."""
Aliases = Callable[[Row, Column], tuple[CellKey, ...]]
"""A cell -> the further keys by which other sheets know it."""


def no_working(row: Row, column: Column) -> Working | None:
    """How a cell follows from others: as its report declares."""
    return None


def no_aliases(row: Row, column: Column) -> tuple[CellKey, ...]:
    """The further keys of a cell: none."""
    return ()


@dataclass
class SheetTable:
    """A report on a sheet. `columns`: key -> the column in which it stands; a national column stands with its whole.

    `texts` are columns of words behind the figures: column -> what stands there of a row. `workings` tells how a
    money cell follows from others where the report's columns do not declare it. `aliases` gives a cell further keys.
    `place` gives a cell another column, below 0 none.
    """

    council: CouncilWorkbook
    sheet: Sheet
    report: Report
    columns: Mapping[str, int]
    first_line: int
    label_at: int = 0
    portion_at: int = 1
    texts: Mapping[int, Callable[[Row], str]] = field(default_factory=dict)
    workings: Workings = no_working
    aliases: Aliases = no_aliases
    place: Callable[[Row, Column], int] | None = None

    def __post_init__(self) -> None:
        self.shown = [column for column in self.report.columns if self.whole_of(column) in self.columns]
        self.has_national = any(column.national_of for column in self.shown)
        self.by_key = {column.key: column for column in self.report.columns}
        self.lines: dict[tuple[str, bool], int] = {}

    def whole_of(self, column: Column) -> str:
        """The key of the column that a national column stands with; its own of any other."""
        return column.national_of or column.key

    def key(self, row: Row | str, column: Column | str) -> CellKey:
        """The key of a cell of the report."""
        return (
            self.report.name,
            row if isinstance(row, str) else row.key,
            column if isinstance(column, str) else column.key,
        )

    def write(self) -> int:
        """Write all rows; the line after the last one."""
        line = self.first_line
        for row in self.report.rows:
            for is_national in (True, False) if self.has_national else (row.is_national,):
                self.lines[row.key, is_national] = line
                self.write_words(line, row, is_national=is_national)
                line += 1
        cells = [(row, column) for row in parts_first(self.report.rows) for column in self.shown]
        # A sum asks what its parts leave over: what is typed in first, the sum of a line last.
        cells.sort(key=lambda cell: self.step(*cell))
        for row, column in cells:
            self.write_cell(row, column)
        return line

    def step(self, row: Row, column: Column) -> int:
        """When a cell is written: typed in, summed of others, derived from those in its line."""
        if column.kind != "money" or self.working(row, column) is None:
            return 0
        return 1 if column.meaning is None else 2

    def write_words(self, line: int, row: Row, *, is_national: bool) -> None:
        """What the row is called, its portion, and the words behind its figures."""
        is_total = bool(row.parts)
        is_repeated = is_national and self.has_national
        words = styles.FAINT if is_repeated else styles.LABEL
        if is_total and not is_repeated:
            words = style(words, bold=True, bg_color=styles.TOTAL_FILL)
        name = self.council.fitted(self.name_of(row), self.sheet.widths[self.label_at], self.sheet.name)
        self.sheet.put(line, self.label_at, name, words, self.key(row, "label"))
        portion = style(styles.FAINT if is_national else words, align="center", indent=0)
        self.sheet.put(
            line,
            self.portion_at,
            NATIONAL if is_national else WHOLE,
            portion,
            portion_cell_key(self.report.name, row.key, is_national=is_national),
        )
        height = height_of(name, self.sheet.widths[self.label_at])
        for at, text_of in self.texts.items():
            text = "" if is_repeated else text_of(row)
            text = self.council.fitted(text, self.sheet.widths[at], f"{self.sheet.name} · {name}")
            self.sheet.put(line, at, text, words)
            height = max(height, height_of(text, self.sheet.widths[at]))
        self.sheet.heights[line] = height
        if is_national:
            self.sheet.kept_with_next.add(line)

    def name_of(self, row: Row) -> str:
        """What a row is called."""
        return heading_words.row_label(row)

    def write_cell(self, row: Row, column: Column) -> None:
        """Write a cell of the report where the sheet shows it."""
        is_national = column.national_of is not None or row.is_national
        line = self.lines[row.key, is_national if self.has_national else row.is_national]
        at = self.place(row, column) if self.place else self.columns[self.whole_of(column)]
        if at < 0:
            return
        key = self.key(row, column)
        if column.kind == "money":
            self.write_money(line, at, row, column, key, is_national=is_national)
        elif column.kind == "rate":
            self.write_rate(line, at, row, column, key, is_national=is_national)
        else:
            self.write_other(line, at, row, column, key)

    def write_money(
        self, line: int, at: int, row: Row, column: Column, key: CellKey, *, is_national: bool
    ) -> None:
        """Write an amount: typed in, a formula with its result, or a blank that waits for what it follows from."""
        figure, working = row.figures[column.key], self.working(row, column)
        is_input, keys = working is None, (key, *self.aliases(row, column))
        number = None if figure is None else self.council.figures.number(key)
        shown = styles.figure(
            "money",
            is_national=is_national,
            is_input=is_input,
            is_total=bool(row.parts),
            mark=self.mark(row, column),
            is_rounded=is_rounded_away(figure, number),
            warning=labels.warning(row, column.key),
        )
        if figure is None:
            missing = self.missing(row, column)
            nothing = None if missing is None else 0 if is_dashed_sum(row, column) else ""
            self.sheet.put(line, at, nothing, shown, *keys, formula=missing)
        elif working is None:
            self.council.figures.enter(key)
            self.sheet.put(line, at, number, shown, *keys)
        else:
            formula = self.council.figures.derive(key, working)
            self.sheet.put(line, at, number, shown, *keys, formula=formula)

    def mark(self, row: Row, column: Column) -> str:
        """The marks of a figure: of one that the source leaves blank, of one that it prints otherwise."""
        correction = self.correction(row, column)
        return mark_of(row, column) + (f" {correction}" if correction else "")

    @property
    def corrected(self) -> tuple[str, ...]:
        """The footnotes of the printed errors."""
        return self.council.corrections(self.report).notes

    def correction(self, row: Row, column: Column) -> str:
        """The mark of a printed error at a cell, '' for none."""
        return self.council.corrections(self.report).mark(row.key, column.key)

    def working(self, row: Row, column: Column) -> Working | None:
        """How a money cell follows from others; None where it is typed in."""
        special = self.workings(row, column)
        if special is not None:
            return None if special is TYPED_IN else special
        figures = self.council.figures
        match column.meaning:
            case Change(of, base):
                return figures.signed_sum([(1, self.key(row, of)), (-1, self.key(row, base))])
            case Sum(of):
                keys = tuple(self.key(row, one) for one in of)
                return figures.sum_of(("SUM(", CellList(keys), ")"), keys)
        if row.parts:
            return figures.sum_of(self.sum_if(row, column), (self.key(part, column) for part in row.parts))
        return None

    def missing(self, row: Row, column: Column) -> Formula | None:
        """What a derived cell shows that has no figure: nothing, until somebody types in what it follows from.

        None where it stays blank: typed in itself, or of a budget that allots nothing there, which counts as 0.
        """
        special = self.workings(row, column)
        if column.key in row.unallotted or special is TYPED_IN:
            return None
        if special is not None:
            return special.missing
        match column.meaning:
            case Change(of, base):
                sides = (CellOf(self.key(row, of)), CellOf(self.key(row, base)))
                return ("IF(COUNT(", sides[0], ",", sides[1], ')<2,"",', sides[0], "-", sides[1], ")")
            case Sum(of):
                keys = CellList(tuple(self.key(row, one) for one in of))
                # The form prints (x-) beside an amount, whoever gives none of it.
                known = keys if column.national_of is None else CellOf(self.key(row, column.national_of))
                return ("IF(COUNT(", known, ')=0,"",SUM(', keys, "))")
        if row.parts:
            portions, own, figures = self.summed_range(row, column)
            return (
                *("IF(COUNTIFS(", portions, ",", own, ",", figures, f',">-{10**16}")=0,"",'),
                *(*self.sum_if(row, column), ")"),
            )
        return None

    def summed_range(self, row: Row, column: Column) -> tuple[CellRange, CellOf, CellRange]:
        """구분 of the lines that a row sums, its own 구분, and the column of the figures."""
        is_national = column.national_of is not None
        name, first, last = self.report.name, row.parts[0], row.parts[-1]
        whole = self.whole_of(column)
        above = national_key(whole) if self.has_national else whole
        portions = CellRange(
            portion_cell_key(name, first, is_national=self.has_national),
            portion_cell_key(name, last, is_national=False),
        )
        own = CellOf(portion_cell_key(name, row.key, is_national=is_national))
        return portions, own, CellRange(self.key(first, above), self.key(last, whole))

    def sum_if(self, row: Row, column: Column) -> Formula:
        """SUMIF over 구분 from the first to the last of the row's parts."""
        portions, own, figures = self.summed_range(row, column)
        return ("SUMIF(", portions, ",", own, ",", figures, ")")

    def write_rate(
        self, line: int, at: int, row: Row, column: Column, key: CellKey, *, is_national: bool
    ) -> None:
        """A rate of change as the form prints it, another one to one decimal."""
        if column.key in RATES_OF_CHANGE:
            self.put_rate_of_change(line, at, row, column, key, is_national=is_national)
            return
        shown = styles.figure("rate", is_total=bool(row.parts), mark=self.mark(row, column))
        figure = row.figures[column.key]
        if not isinstance(column.meaning, Rate):
            number = None if figure is None else printed_number(figure, column, self.report.unit)
            self.sheet.put(line, at, number, shown, key)
            return
        part, base = (self.amount(row, one) for one in (column.meaning.of, column.meaning.base))
        formula: Formula = ("IF(", base, '<=0,"",ROUND(', part, "*100/", *divisor(base), ",1))")
        if figure is None:
            keys = CellList((self.key(row, column.meaning.of), self.key(row, column.meaning.base)))
            formula = ("IF(COUNT(", keys, ')<2,"",', *formula, ")")
        percent = "" if figure is None else round_half_up(Fraction(figure), 1)
        self.sheet.put(line, at, percent, shown, key, formula=formula)

    def put_rate_of_change(
        self, line: int, at: int, row: Row, column: Column, key: CellKey, *, is_national: bool
    ) -> None:
        """IF(A<0,"–",IF(A=0,IF(B=0,0,100),ROUND((B-A)*100/A,0))): over a zero base the form prints 100.

        Over a base below zero there is no rate. Multiplied before it is divided, as the form's heading has it: a
        half is a half then in any spreadsheet.
        """
        assert isinstance(column.meaning, Rate)
        change = self.by_key[column.meaning.of]
        assert isinstance(change.meaning, Change)
        figures = row.figures[change.key], row.figures[column.meaning.base]
        percent = form_percent(*figures)
        correction = self.correction(row, column)
        shown = styles.number(
            styles.WHOLE_PERCENT,
            is_national=is_national,
            is_total=bool(row.parts),
            mark=f" {correction}" if correction else "",
            is_rounded=is_rounded_away(figures[0], percent),
        )
        now, base = (self.amount(row, one) for one in (change.meaning.of, change.meaning.base))
        formula: Formula = (
            *("IF(", base, f'<0,"{MISSING}",IF(', base, "=0,IF(", now, "=0,0,100),"),
            *("ROUND((", now, "-", base, ")*100/", *divisor(base), ",0)))"),
        )
        if figures[0] is None:
            formula = ("IF(", CellOf(self.key(row, change)), '="","",', *formula, ")")
        shown_number = form_rate(*figures) if percent is None else int(percent)
        self.sheet.put(line, at, shown_number, shown, key, formula=formula)

    def amount(self, row: Row, column: str) -> FormulaPart:
        """What a rate is taken of: the cell as it is seen, or the exact won where that hides a rest."""
        keys = [self.key(row, one.key) for one in self.report.columns if one.kind == "money"]
        key = self.key(row, column)
        return ExactWon(key) if any(self.council.figures.residue(one) for one in keys) else CellOf(key)

    def write_other(self, line: int, at: int, row: Row, column: Column, key: CellKey) -> None:
        """An area, a count, a cost per m², or the words of a key."""
        figure = row.figures[column.key]
        if row.hides(column.key):
            self.sheet.put(line, at, labels.note(row.notes[column.key]), styles.CENTERED, key)
            return
        if column.kind == "key":
            names = {site.slug: site.name for site in self.council.facts.sites}
            words = "" if figure is None else heading_words.key_label(column, str(figure), names)
            self.sheet.put(line, at, words, styles.CENTERED, key)
            return
        number = printed_number(figure, column, self.report.unit)
        is_input = column.meaning is None and not row.parts
        # Excel leaves a dot behind whole numbers under a format with optional decimals.
        kind = "count" if isinstance(number, int) else column.kind
        shown = styles.figure(kind, is_input=is_input, is_total=bool(row.parts))
        formula: Formula | None = None
        if isinstance(column.meaning, PerArea) and number is not None:
            cost, area = self.key(row, column.meaning.of), self.key(row, column.meaning.area)
            # Thousand won for each m².
            formula = ("IF(", CellOf(area), '<=0,"",ROUND(', ExactWon(cost), "/1000/", CellOf(area), ",0))")
        self.sheet.put(line, at, number, shown, key, formula=formula)


def divisor(part: FormulaPart) -> Formula:
    """The formula of what stands behind a '/', in parentheses where it may be a product: an amount in won."""
    return ("(", part, ")") if isinstance(part, ExactWon) else (part,)


def parts_first(rows: Iterable[Row]) -> list[Row]:
    """The rows with those that others sum first: a sum asks what its parts leave over."""
    rows = list(rows)
    by_key = {row.key: row for row in rows}

    def depth(row: Row) -> int:
        return 1 + max((depth(by_key[part]) for part in row.parts), default=0)

    return sorted(rows, key=depth)


def write_headings(sheet: Sheet, line: int, headings: Sequence[str], first: int = 0) -> None:
    """One line of headings, high enough for the longest."""
    for at, text in enumerate(headings, start=first):
        sheet.put(line, at, text, styles.HEADING)
    heights = [height_of(text, sheet.widths[at]) for at, text in enumerate(headings, start=first)]
    sheet.heights[line] = max([20, *heights])
