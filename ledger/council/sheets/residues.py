"""What stands below the checks on 검증: rests of rounded amounts, figures of no table, texts too long for a cell."""

from ledger.council.sheets import styles
from ledger.council.sheets.check_line import LEFT_AT, NUMBER_AT, RULE_AT, WHERE_AT, put_figure, put_words
from ledger.council.sheets.context import CouncilWorkbook, write_section
from ledger.council.sheets.figures import residue_key
from ledger.council.sheets.fitting import height_of, pieces
from ledger.council.sheets.sides import SideFormulas
from ledger.figures.money import UNITS
from ledger.reports import overview
from ledger.reports.overview import OFF
from ledger.tieout import Cell
from ledger.words import heading_words, labels
from ledger.workbook.book import CellKey, CellOf, ExactWon, Sheet


def write_residues(council: CouncilWorkbook, sheet: Sheet, line: int) -> int:
    """What amounts are more than their cells show: without it a sum of rounded figures would be off."""
    figures = council.figures
    order = {key: number for number, key in enumerate(figures.won)}
    residues = sorted(figures.residues, key=lambda cell: (cell[0], cell[2:], order[cell]))
    if not residues:
        return line
    line = write_section(sheet, line, "단수: 표의 단위로 나누어떨어지지 않는 금액(원)")
    titles = ((NUMBER_AT, "번호"), (WHERE_AT, "위치"), (RULE_AT, "금액(원)"), (LEFT_AT, "단수(원)"))
    for at, text in titles:
        sheet.put(line, at, text, styles.HEADING)
    for number, key in enumerate(residues, start=1):
        line += 1
        is_entered, size = figures.residues[key], UNITS[figures.units[key]]
        sheet.put(line, NUMBER_AT, number, styles.CENTERED)
        put_words(council, sheet, line, WHERE_AT, place_words(council, key))
        put_figure(sheet, line, RULE_AT, figures.won[key], (ExactWon(key),))
        rest = None if is_entered else (ExactWon(key), "-", CellOf(key), f"*{size}")
        shown = styles.figure("money", is_input=is_entered)
        sheet.put(line, LEFT_AT, figures.residue(key), shown, residue_key(key), formula=rest)
    return line + 2


def place_words(council: CouncilWorkbook, key: CellKey) -> str:
    """The words of a figure's place."""
    if key[0] in council.reports:
        return council.words.cell(Cell(key[0], key[1], key[2], council.facts.year))
    if (report := council.by_source.get(key[0])) is not None:
        column = next(one for one in report.columns if one.key == key[2])
        heading = heading_words.full_heading(report, column, council.facts)
        return " · ".join((heading_words.title(report), heading_words.row_label(report.row(key[1])), heading))
    names = {site.slug: site.name for site in council.facts.sites}
    if key[0] == "grant":
        return f"국비 확보 내역 · {names.get(key[1], '대상지 미지정')} · {key[2]}"
    off = "예산 외" if key[-1] == OFF else "예산"
    return f"기본현황 · {labels.heading(overview.LABELS[key[1]])} · {labels.heading(overview.HEADINGS[key[2]])} ({off})"


def write_strays(council: CouncilWorkbook, sheet: Sheet, line: int, sides: SideFormulas) -> int:
    """Figures that a check needs and no table of the form shows."""
    if not sides.strays:
        return line
    line = write_section(sheet, line, "표에 실리지 않은 금액(원)")
    for at, text in ((NUMBER_AT, "번호"), (WHERE_AT, "위치"), (LEFT_AT, "금액(원)")):
        sheet.put(line, at, text, styles.HEADING)
    for number, (term, key) in enumerate(sides.strays.items(), start=1):
        line += 1
        sheet.put(line, NUMBER_AT, number, styles.CENTERED)
        put_words(
            council, sheet, line, WHERE_AT, council.words.cell(term.cell) if term.cell else "표에 없는 금액"
        )
        sheet.put(line, LEFT_AT, term.amount, styles.figure("money", is_input=True), key)
    return line + 2


def write_long_texts(council: CouncilWorkbook, sheet: Sheet, line: int) -> None:
    """The whole of each text that its cell had no room for."""
    if not council.long_texts:
        return
    line = write_section(sheet, line, "긴 글(칸에 다 들어가지 않은 글의 전체)")
    last, width = sheet.printed - 1, sum(sheet.widths[1 : sheet.printed])
    for number, (place, text) in enumerate(council.long_texts, start=1):
        for piece in pieces(f"[{place}] {text}", width):
            sheet.put(line, NUMBER_AT, number, styles.CENTERED)
            sheet.put(line, WHERE_AT, piece, styles.LABEL, through=(line, last))
            sheet.heights[line] = height_of(piece, width)
            line += 1
