"""기본현황: outline, costs by source of money, who is in charge, and the texts of the document."""

from ledger.council import form, form_texts
from ledger.council.sheets import styles
from ledger.council.sheets.context import CouncilWorkbook, portion_cell_key, write_notes, write_section
from ledger.council.sheets.fitting import height_of, pieces
from ledger.council.sheets.report_table import WHOLE, write_headings
from ledger.figures.facts import Cost
from ledger.reports.overview import LABELS, MIXED, OFF, ON, ROWS, SOURCES, off_budget, part_key
from ledger.words import labels
from ledger.workbook.book import CellKey, CellRange, Formula, Sheet, style

NAME = form.COSTS.sheet
REPORT = form.COSTS.report
WIDTHS = (24.0, 8.0, 18.0, 18.0, 18.0, 16.0, 16.0)
TEXT_WIDTH = sum(WIDTHS[2:])


def build(council: CouncilWorkbook) -> Sheet:
    sheet = council.begin_table(form.COSTS, WIDTHS)
    line = write_lines(council, sheet, 4, outline(council))
    line = write_costs(council, sheet, line + 1)
    line = write_notes(sheet, line, council.corrections(council.reports[REPORT]).notes)
    facts = council.facts
    charge = [("실·국", facts.program.bureau), ("부서", facts.program.division)]
    line = write_lines(council, sheet, line + 1, charge)
    remarks = [text for _label, text in form_texts.headed_texts(council.source.sections, "note", "")]
    line = write_notes(sheet, line, remarks)
    write_texts(council, sheet, line + 1)
    return sheet


def outline(council: CouncilWorkbook) -> list[tuple[str, str]]:
    """사업개요: what the form's first table says in words."""
    facts, sections = council.facts, council.source.sections
    found = [("회계", facts.program.account), ("사업기간", facts.program.recurrence)]
    found += [
        (heading, "\n".join(one.whole for one in items)) for heading, items in form_texts.outline(sections)
    ]
    found += form_texts.locations(sections) or [(form_texts.location_label(), facts.program.location)]
    return found


def write_lines(council: CouncilWorkbook, sheet: Sheet, line: int, words: list[tuple[str, str]]) -> int:
    """Lines of a label and a text over the width of the sheet; a long text goes on below. The line after them."""
    for label, text in words:
        label = council.fitted(label, WIDTHS[0] + WIDTHS[1], NAME)
        for piece in pieces(text, TEXT_WIDTH):
            sheet.put(line, 0, label, styles.HEADING, through=(line, 1))
            sheet.put(line, 2, piece, styles.LABEL, through=(line, len(WIDTHS) - 1))
            sheet.heights[line] = max(
                20, height_of(piece, TEXT_WIDTH), height_of(label, WIDTHS[0] + WIDTHS[1])
            )
            line += 1
    return line


def write_costs(council: CouncilWorkbook, sheet: Sheet, line: int) -> int:
    """총사업비 and 사업비(당해년도): on budget, which the total sums, and off budget below it. The line after them."""
    write_headings(sheet, line, form.COSTS.sheet_headings(council.reports[REPORT], council.facts))
    for row, scope in ROWS.items():
        costs = [cost for cost in council.facts.costs if cost.scope == scope]
        on = [cost for cost in costs if not cost.off_budget]
        off = [cost for cost in costs if cost.off_budget]
        off_key: CellKey = ("cost", row, "total", OFF)
        if (amount := off_budget(council.facts, scope)) is not None:
            council.figures.add(off_key, amount, "thousand")
        write_cost_line(council, sheet, line + 1, row, on, (REPORT, row, "total"), is_off=False)
        write_cost_line(council, sheet, line + 2, row, off, off_key, is_off=True)
        line += 2
        for source in mixed_sources(council):
            parts: list[CellKey] = [(REPORT, row, part_key(source, part)) for part in (ON, OFF)]
            known = [part for part in parts if part in council.figures.won]
            if known:
                council.figures.combine((REPORT, row, source), known)
    return line + 1


def write_cost_line(
    council: CouncilWorkbook,
    sheet: Sheet,
    line: int,
    row: str,
    costs: list[Cost],
    key: CellKey,
    *,
    is_off: bool,
) -> None:
    """Costs by source of money and, under `key`, their total."""
    label = f"{labels.heading(LABELS[row])} {form.OFF_BUDGET}" if is_off else labels.heading(LABELS[row])
    write_portion(sheet, line, label, row, is_off=is_off)
    keys = write_sources(council, sheet, line, row, costs, OFF if is_off else ON)
    shown = styles.figure("money", is_total=True, mark="" if is_off else correction_of(council, row, "total"))
    if key not in council.figures.won:
        sheet.put(line, 2, "", shown, key, formula=once_typed(keys))
        return
    formula = council.figures.derive(key, council.figures.sum_of(added(keys), keys))
    sheet.put(line, 2, council.figures.number(key), shown, key, formula=formula)


def correction_of(council: CouncilWorkbook, row: str, column: str) -> str:
    """The mark of a cost that the document prints otherwise."""
    mark = council.corrections(council.reports[REPORT]).mark(row, column)
    return f" {mark}" if mark else ""


def mixed_sources(council: CouncilWorkbook) -> list[str]:
    """The sources that give money both on and off budget: the report shows their sum beside, the form only each."""
    columns = council.reports[REPORT].columns
    return [column.key for column in columns if column.scope == MIXED]


def added(keys: tuple[CellKey, ...]) -> Formula:
    """The formula that sums a line, over cells that are still blank too."""
    return ("SUM(", CellRange(keys[0], keys[-1]), ")")


def once_typed(keys: tuple[CellKey, ...]) -> Formula:
    """The formula that shows nothing until somebody types one of the line's cells, then their sum."""
    cells = CellRange(keys[0], keys[-1])
    return ("IF(COUNT(", cells, ')=0,"",SUM(', cells, "))")


def write_sources(
    council: CouncilWorkbook, sheet: Sheet, line: int, row: str, costs: list[Cost], part: str
) -> tuple[CellKey, ...]:
    """Write the cells of one line (on or off budget) by source of money; their keys."""
    mixed = mixed_sources(council)
    keys = []
    for at, source in enumerate(SOURCES, start=3):
        cost = next((one for one in costs if one.source == source), None)
        shown = styles.figure("money", is_input=True)
        key: CellKey = (REPORT, row, source)
        if source in mixed:
            key = (REPORT, row, part_key(source, part))
        elif cost is None:
            key = ("cost", row, source, part)
        keys.append(key)
        if cost is None or cost.amount is None:
            sheet.put(line, at, None, shown, key)
            continue
        column = key[2] if key[0] == REPORT else source
        shown = styles.figure("money", is_input=True, mark=correction_of(council, row, column))
        council.figures.enter(key)
        sheet.put(line, at, council.figures.number(key), shown, key)
    return tuple(keys)


def write_portion(sheet: Sheet, line: int, label: str, row: str, *, is_off: bool) -> None:
    """Write what a line is called and that it has whole amounts."""
    sheet.put(line, 0, label, styles.LABEL)
    keys = [] if is_off else [portion_cell_key(REPORT, row, is_national=False)]
    sheet.put(line, 1, WHOLE, styles.CENTERED, *keys)
    sheet.heights[line] = 22


def write_texts(council: CouncilWorkbook, sheet: Sheet, line: int) -> None:
    """사업 설명 and 사업효과: the texts of the document under their titles, as its page prints them."""
    last, width = len(WIDTHS) - 1, sum(WIDTHS)
    for kind, title in (*form_texts.texts_of_the_form(), *form_texts.effects_of_the_form()):
        items = form_texts.text_items(council.source.sections, kind)
        if not items:
            continue
        sheet.kept_with_next.add(line)
        line = write_section(sheet, line, title)
        for item in items:
            # A line of the sheet for each line of the text: a page ends where it is full, not where an item ends.
            for text in (item.lead, *(one.indented for one in item.lines)):
                for piece in pieces(text, width):
                    sheet.put(line, 0, piece, style(styles.TEXT, valign="top"), through=(line, last))
                    sheet.heights[line] = height_of(piece, width) - 2
                    if text == item.lead and item.lines:
                        sheet.kept_with_next.add(line)
                    line += 1
