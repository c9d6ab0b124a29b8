"""How the cells of the council's workbook look: the form's font, frames and number formats."""

from functools import cache

from ledger.reporting.report import ColumnKind
from ledger.words.footnotes import ASSUMED, DERIVED
from ledger.words.formats import EXCEL_FORMATS, ExcelFormat, with_words
from ledger.workbook.book import Style, style

TEXT = style(font_name="맑은 고딕", font_size=10, valign="vcenter", text_wrap=True)
TITLE = style(TEXT, font_size=16, bold=True, text_wrap=False)
SUBTITLE = style(TEXT, font_size=9, text_wrap=False, font_color="#444444")
UNIT = style(SUBTITLE, align="right")
NOTE = style(TEXT, font_size=9, valign="top")
SECTION = style(TEXT, font_size=12, bold=True, text_wrap=False)
FRAMED = style(TEXT, border=1)
HEADING = style(FRAMED, bold=True, bg_color="#E8EDF3", align="center")
LABEL = style(FRAMED, indent=1)
FAINT = style(LABEL, font_color="#777777")
"""The words of a (x …) line: they repeat those of the amount below it, so that each line stands alone in a filter."""
CENTERED = style(FRAMED, align="center")
RED = style(font_color="#9C0006", bg_color="#FFC7CE", bold=True)
AMBER = style(font_color="#7F6000", bg_color="#FFF2CC")
INPUT_FILL = "#FFFCEB"
TOTAL_FILL = "#F4F6F8"

MONEY = WHOLE_PERCENT = EXCEL_FORMATS["money"]
"""The form prints a rate of change without decimals."""


@cache
def figure(
    kind: ColumnKind,
    *,
    is_national: bool = False,
    is_input: bool = False,
    is_total: bool = False,
    mark: str = "",
    is_rounded: bool = False,
    warning: str = "",
) -> Style:
    """A figure: △ and (x …) by its number format; what may be typed over is open and tinted."""
    return number(
        EXCEL_FORMATS[kind],
        is_national=is_national,
        is_input=is_input,
        is_total=is_total,
        mark=mark,
        is_rounded=is_rounded,
        warning=warning,
    )


@cache
def number(
    formats: ExcelFormat,
    *,
    is_national: bool = False,
    is_input: bool = False,
    is_total: bool = False,
    mark: str = "",
    is_rounded: bool = False,
    warning: str = "",
) -> Style:
    """The format of a number. `is_rounded`: the national part is not 0 and rounds to it, so that it is no (x-).

    A `mark` stands behind the number, a `warning` in words and in red.
    """
    national = formats.national_rounded if is_rounded else formats.national
    shown = style(
        FRAMED,
        num_format=with_words(national if is_national else formats.plain, mark + (warning and f" {warning}")),
        align="right",
        text_wrap=False,
        indent=1,
        bold=is_total and not is_national,
        underline=int(mark.startswith(DERIVED)),
        italic=mark.startswith(ASSUMED),
    )
    if warning:
        shown = style(shown, font_color="#9C0006")
    if is_input:
        return style(shown, locked=False, bg_color=INPUT_FILL)
    return style(shown, bg_color=TOTAL_FILL) if is_total else shown
