"""Where printed pages end: never between a (x …) line and its amount."""

from ledger.workbook.book import Sheet, style
from ledger.workbook.pages import capacity, page_breaks

PLAIN = style()


def sheet_of(lines: int, height: float = 20.0, *, in_pairs: bool = True) -> Sheet:
    """A narrow sheet of equal lines; in pairs every first of two is glued to the next."""
    sheet = Sheet("표", (20.0,), headings=(0, 0))
    for line in range(lines):
        sheet.put(line, 0, "글", PLAIN)
        sheet.heights[line] = height
        if in_pairs and line % 2:
            sheet.kept_with_next.add(line)
    return sheet


def test_sheet_of_about_a_page_is_left_to_the_program() -> None:
    """(595.3 - 118.8) points x 0.93 less a heading of 20 are 423: 21 lines of 20, and some more."""
    assert 423 <= capacity(sheet_of(1)) < 424
    assert page_breaks(sheet_of(27)) == []


def test_long_sheet_breaks_before_a_pair() -> None:
    """21 lines a page: the 22nd, line 21, is the first of a pair and begins the next page."""
    found = page_breaks(sheet_of(100))
    assert found[0] == 21
    assert all(line % 2 for line in found)
    pages = [after - before for before, after in zip([0, *found], [*found, 100], strict=True)]
    assert max(pages) <= 21


def test_nothing_glued_needs_no_break() -> None:
    assert page_breaks(sheet_of(100, in_pairs=False)) == []


def test_line_higher_than_a_page_ends_all_the_same() -> None:
    assert len(page_breaks(sheet_of(10, height=400.0))) == 9


def test_wide_sheet_is_printed_smaller_and_takes_more_lines() -> None:
    wide = sheet_of(1)
    wide.widths = (300.0,)
    assert capacity(wide) > 2 * capacity(sheet_of(1))
