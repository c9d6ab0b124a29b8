"""Where the pages of a sheet end when it is printed as wide as an A4 page: nothing is torn that belongs together."""

from ledger.workbook.book import Sheet

A4_LONG, A4_SHORT = 841.9, 595.3
"""Points."""
MARGIN_SIDE, MARGIN_TOP, MARGIN_BOTTOM = 0.5, 0.9, 0.75
"""Inches."""
POINTS = 72
"""Points of an inch."""
LINE_HEIGHT = 15.0
"""Points of a line that has no height of its own."""
CAREFUL = 0.93
"""Programs measure letters and lines a little differently: a page is taken for somewhat shorter than it is."""
LONG = 1.3
"""A sheet of fewer pages is left to the program: with its own fonts it may well get all on one."""


def width_in_points(width: float) -> float:
    """Points of a column of so many characters: seven pixels each and five between, of three quarters of a point."""
    return (7 * width + 5) * 0.75


def capacity(sheet: Sheet) -> float:
    """Points of lines that a page takes beside the repeated headings."""
    long, short = A4_LONG, A4_SHORT
    wide, high = (long, short) if sheet.is_landscape else (short, long)
    printed = sum(width_in_points(width) for width in sheet.widths[: sheet.printed])
    scale = min(1.0, (wide - 2 * MARGIN_SIDE * POINTS) / printed)
    room = (high - (MARGIN_TOP + MARGIN_BOTTOM) * POINTS) / scale * CAREFUL
    return room - sum(height_of_line(sheet, line) for line in repeated(sheet))


def repeated(sheet: Sheet) -> range:
    """The lines that every page after them repeats."""
    return range(0) if sheet.headings is None else range(sheet.headings[0], sheet.headings[1] + 1)


def height_of_line(sheet: Sheet, line: int) -> float:
    """Points that a line of the sheet is high."""
    return sheet.heights.get(line, LINE_HEIGHT)


def page_breaks(sheet: Sheet) -> list[int]:
    """The lines with which a new page begins, beside the first; none where nothing would be torn."""
    room, used, begins = capacity(sheet), 0.0, 0
    found: list[int] = []
    if (
        not sheet.kept_with_next
        or sum(height_of_line(sheet, line) for line in range(sheet.last_line + 1)) < LONG * room
    ):
        return found
    for line in range(sheet.last_line + 1):
        height = height_of_line(sheet, line)
        if used + height > room and line > begins:
            begins = page_start(sheet, line, begins)
            found.append(begins)
            used = sum(height_of_line(sheet, one) for one in range(begins, line))
        used += height
    return found


def page_start(sheet: Sheet, line: int, first: int) -> int:
    """The line with which the next page begins: this one, or the first that it must not be torn from.

    Never the first line of the page.
    """
    begins = line
    while begins - 1 > first and begins - 1 in sheet.kept_with_next:
        begins -= 1
    return begins if begins - 1 not in sheet.kept_with_next else line
