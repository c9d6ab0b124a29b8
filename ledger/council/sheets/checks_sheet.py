"""검증: what is to be known, misprints beside their corrections, and all tie-outs as live checks."""

from collections.abc import Collection, Sequence

from ledger.council.sheets import styles, warnings
from ledger.council.sheets.check_line import (
    DIFFERENCE_AT,
    HEADINGS,
    INTERNAL_HEADINGS,
    INTERNAL_WIDTHS,
    LEFT_AT,
    NAME,
    NUMBER_AT,
    PRINTED_AT,
    RIGHT_AT,
    ROOM_HEADINGS,
    ROOM_WIDTH,
    RULE_AT,
    STATE_AT,
    VERDICT_AT,
    WHERE_AT,
    WIDTHS,
    check_key,
    put_figure,
    put_words,
    verdict_words,
    write_check,
)
from ledger.council.sheets.context import CouncilWorkbook, write_notes, write_section
from ledger.council.sheets.report_table import write_headings
from ledger.council.sheets.residues import write_long_texts, write_residues, write_strays
from ledger.council.sheets.sides import SideFormulas, printed_key
from ledger.figures.money import UNITS, whole_units
from ledger.tieout import Finding
from ledger.tieout.finding import Verdict
from ledger.words import locale
from ledger.words.findings import STATE_NAMES, findings_summary
from ledger.workbook.book import Alert, CellKey, CellOf, CellRange, Formula, FormulaPart, Sheet, Style

SUMMARY_LINE, WARNINGS_LINE = 3, 5
ALERTS: dict[Verdict, Style] = {
    "breaks": styles.RED,
    "undecidable": styles.AMBER,
    "rounding": styles.AMBER,
}
"""Verdict -> how its cell looks as long as it holds."""


def build(council: CouncilWorkbook, placed: Collection[CellKey]) -> Sheet:
    """The sheet; built after all others, whose rests and long texts it holds. `placed` are the keys of their cells."""
    widths = (*WIDTHS, *INTERNAL_WIDTHS) if council.is_internal else WIDTHS
    sheet = council.begin(NAME, "원, %", widths)
    sheet.widths, sheet.unprinted = (*widths, ROOM_WIDTH, ROOM_WIDTH), len(ROOM_HEADINGS)
    found = council.findings
    sides = SideFormulas(council, found, placed)
    line = WARNINGS_LINE
    told = warnings.sentences(council) if council.is_internal else []
    if told:
        line = write_notes(sheet, write_section(sheet, line, "안내"), [f"· {text}" for text in told]) + 1
    line = write_corrections(council, sheet, line, sides)
    line = write_checks(council, sheet, line, sides)
    line = write_residues(council, sheet, line)
    line = write_strays(council, sheet, line, sides)
    write_long_texts(council, sheet, line)
    write_summary(council, sheet, len(found))
    return sheet


# 원문 인쇄 오류와 정정


def corrections(council: CouncilWorkbook) -> list[Finding]:
    """The printed amounts that break: what the document prints and what the tables give."""
    return [
        one
        for one in council.findings
        if one.verdict == "breaks" and one.is_of_print and one.unit in UNITS and isinstance(one.right, int)
    ]


def write_corrections(council: CouncilWorkbook, sheet: Sheet, line: int, sides: SideFormulas) -> int:
    """A printed error and its correction side by side, in the unit of the table."""
    found = corrections(council)
    if not found:
        return line
    line = write_section(sheet, line, "원문 인쇄 오류와 정정(표의 단위)")
    for at, text in (
        (NUMBER_AT, "번호"),
        (WHERE_AT, "위치"),
        (RULE_AT, "단위"),
        (PRINTED_AT, "원문 표기"),
        (LEFT_AT, "원문값"),
        (RIGHT_AT, "정정값(계산)"),
        (DIFFERENCE_AT, "차이"),
    ):
        sheet.put(line, at, text, styles.HEADING)
    for number, one in enumerate(found, start=1):
        line += 1
        assert one.stated is not None
        assert isinstance(one.left, int)
        assert isinstance(one.right, int)
        size, key = UNITS[one.unit], ("correction", *one.cell[:3], one.unit)
        put_words(council, sheet, line, NUMBER_AT, str(number), styles.CENTERED)
        put_words(council, sheet, line, WHERE_AT, council.words.cell(one.cell))
        put_words(council, sheet, line, RULE_AT, str(locale.UNITS[one.unit]), styles.CENTERED)
        put_words(council, sheet, line, PRINTED_AT, one.stated.text, styles.CENTERED)
        left, right = (whole_units(side, one.unit) for side in (one.left, one.right))
        put_figure(
            sheet, line, LEFT_AT, left, ("ROUND(", CellOf(printed_key(one)), f"/{size},0)"), (*key, "left")
        )
        exact = sides.formula(one.right_terms, one.cell)
        put_figure(sheet, line, RIGHT_AT, right, ("ROUND((", *exact, f")/{size},0)"), (*key, "right"))
        difference: Formula = (CellOf((*key, "left")), "-", CellOf((*key, "right")))
        put_figure(sheet, line, DIFFERENCE_AT, left - right, difference)
    return line + 2


# 검증


def write_checks(council: CouncilWorkbook, sheet: Sheet, line: int, sides: SideFormulas) -> int:
    """All findings, what needs a person first."""
    line = write_section(sheet, line, "검증 결과")
    headings = (*HEADINGS, *INTERNAL_HEADINGS) if council.is_internal else HEADINGS
    write_headings(sheet, line, (*headings, *ROOM_HEADINGS))
    sheet.headings = (line, line)
    first = line + 1
    for number, one in enumerate(council.findings, start=1):
        line += 1
        write_check(council, sheet, line, number, one, sides)
    if council.findings:
        for verdict, shown in ALERTS.items():
            sheet.alerts.append(Alert((first, line), VERDICT_AT, verdict_words(verdict), shown))
        if council.is_internal:
            unexplained = str(STATE_NAMES[False])
            sheet.alerts.append(Alert((first, line), STATE_AT, unexplained, styles.RED))
    return line + 2


def write_summary(council: CouncilWorkbook, sheet: Sheet, count: int) -> None:
    """'검증 n건: 일치 a, 단수차이 b, 불일치 c, 판정불가 e', counted from the verdicts below.

    The internal edition counts those that are explained, too.
    """
    words = (
        findings_summary(council.findings, council.facts) if council.is_internal else counted_words(council)
    )
    shown, last = styles.SECTION, sheet.printed - 1
    sheet.heights[SUMMARY_LINE] = 24
    if not count:
        sheet.put(SUMMARY_LINE, 0, words, shown, through=(SUMMARY_LINE, last))
        return
    verdicts = CellRange(check_key(1, "verdict"), check_key(count, "verdict"))

    def counted(verdict: Verdict) -> Sequence[FormulaPart]:
        return ("COUNTIF(", verdicts, f',"{verdict_words(verdict)}")')

    reasons: Formula = ()
    if council.is_internal:
        states = CellRange(check_key(1, "state"), check_key(count, "state"))
        reasons = (
            *('&"(사유 있음 "&COUNTIFS(', verdicts, f',"{verdict_words("breaks")}",', states),
            f',"{STATE_NAMES[True]}")&")"',
        )
    formula: Formula = (
        *('"검증 "&COUNTA(', verdicts, ')&"건: 일치 "&', *counted("ties")),
        *('&", 단수차이 "&', *counted("rounding"), '&", 불일치 "&', *counted("breaks")),
        *(*reasons, '&", 판정불가 "&', *counted("undecidable")),
    )
    sheet.put(
        SUMMARY_LINE, 0, words, shown, ("checks", "summary"), formula=formula, through=(SUMMARY_LINE, last)
    )


def counted_words(council: CouncilWorkbook) -> str:
    """How many of the checks tie, and how many do not."""
    verdicts = [one.verdict for one in council.findings]
    parts: dict[str, Verdict] = {
        "일치": "ties",
        "단수차이": "rounding",
        "불일치": "breaks",
        "판정불가": "undecidable",
    }
    counts = ", ".join(f"{words} {verdicts.count(verdict)}" for words, verdict in parts.items())
    return f"검증 {len(verdicts)}건: {counts}"
