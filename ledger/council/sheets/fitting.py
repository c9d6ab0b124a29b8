"""How much room a text needs on a sheet, and its parts where a line of the sheet has not so much. Pure."""

from math import ceil

from ledger.workbook.book import width_of

LINE_POINTS = 14
"""Points that a line of text is high."""
MOST_LINES = 27
"""A line of a sheet is no higher: what does not fit is continued below, or on 검증."""


def line_count(text: str, width: float) -> int:
    """How many lines a text takes in a column, with some room for where words end."""
    return sum(max(1, ceil(width_of(line) * 1.1 / width)) for line in text.split("\n"))


def height_of(text: str, width: float) -> float:
    """Points that a text is high in a column."""
    return LINE_POINTS * line_count(text, width) + 4


def fits(text: str, width: float) -> bool:
    """Whether a line of the sheet has room for the text. A long one is not measured letter by letter."""
    return len(text) <= MOST_LINES * width and line_count(text, width) <= MOST_LINES


def pieces(text: str, width: float) -> list[str]:
    """The text in parts that each fit into a line of the sheet; nothing is left out."""
    found, rest = [], text
    while not fits(rest, width):
        size = longest_start(rest, width)
        found.append(rest[:size])
        rest = rest[size:]
    return [*found, rest]


def longest_start(text: str, width: float) -> int:
    """How many of the first letters fit into a line of the sheet; at least one."""
    low, high = 1, min(len(text), int(MOST_LINES * width))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(text[:middle], width) else (low, middle - 1)
    return low
