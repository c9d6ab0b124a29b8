"""One tie-out as a line of 검증: its two sides over the cells of the other sheets, and a verdict that follows them.

Amounts stand in won: tables of several units meet here. A verdict follows from the difference and from what rounding
the figures to their units can do (허용 하한, 허용 상한), as the ledger judges it.
"""

from decimal import Decimal
from fractions import Fraction

from ledger.council.sheets import styles
from ledger.council.sheets.context import CouncilWorkbook, internal_note
from ledger.council.sheets.fitting import height_of
from ledger.council.sheets.sides import SideFormulas, printed_key
from ledger.figures.facts import Explanation
from ledger.figures.money import round_half_up
from ledger.reading.printed import meaning_of
from ledger.reporting.report import Rate
from ledger.tieout import Finding
from ledger.tieout.against_print import ODD_WON, printing_slack
from ledger.tieout.explanations import explanation_state, newest_explanation
from ledger.tieout.finding import Terms, Verdict
from ledger.tieout.finding import total_slack as slack_of
from ledger.words import labels, locale
from ledger.words.findings import STATE_NAMES, rule_sentence
from ledger.words.formats import EXCEL_FORMATS, ExcelFormat
from ledger.workbook.book import CellKey, CellOf, Formula, Sheet, Style

NAME = "검증"
WIDTHS = (6.0, 28.0, 44.0, 14.0, 12.0, 12.0, 12.0, 5.0, 10.0, 30.0)
INTERNAL_WIDTHS, ROOM_WIDTH = (11.0, 44.0), 12.0
(
    NUMBER_AT,
    WHERE_AT,
    RULE_AT,
    PRINTED_AT,
    LEFT_AT,
    RIGHT_AT,
    DIFFERENCE_AT,
    UNIT_AT,
    VERDICT_AT,
    SAID_AT,
) = range(10)
STATE_AT, INTERNAL_AT = 10, 11
"""The columns of the internal edition: what is still to be written is nobody's business outside."""
HEADINGS = (
    "번호",
    "위치",
    "검증 내용",
    "원문 표기",
    "금액 ①",
    "금액 ②",
    "차이",
    "단위",
    "판정",
    "불일치 사유·비고",
)
INTERNAL_HEADINGS = ("사유", "내부 검토: 추정 원인, 메모, 작성")
ROOM_HEADINGS = ("허용 하한", "허용 상한")
"""What rounding may do: two columns behind the others, which are not printed."""

UNDECIDABLE = "판정불가"
"""Shorter than the screen's word: what is missing stands beside it."""
PERCENT_PLACES = 6
PERCENT = ExcelFormat(*('#,##0.0#####;"△"#,##0.0#####;0',) * 3)


def room_at(sheet: Sheet) -> tuple[int, int]:
    """The columns of 허용 하한 and 허용 상한."""
    return sheet.printed, sheet.printed + 1


def check_key(number: int, part: str) -> CellKey:
    """The key of a part ('left', 'verdict', ...) of the check of that number."""
    return ("check", str(number), part)


def write_check(
    council: CouncilWorkbook, sheet: Sheet, line: int, number: int, one: Finding, sides: SideFormulas
) -> None:
    """One finding: where, the rule, the two sides, the verdict, and what was said of it."""
    sheet.put(line, NUMBER_AT, number, styles.CENTERED)
    put_words(council, sheet, line, WHERE_AT, council.words.cell(one.cell))
    put_words(council, sheet, line, RULE_AT, rule_words(council, one))
    put_words(council, sheet, line, PRINTED_AT, printed_text(one), styles.CENTERED)
    sheet.put(line, UNIT_AT, "%" if one.unit == "percent" else "원", styles.CENTERED)
    if one.verdict == "undecidable":
        write_undecidable(sheet, line, number, one, sides)
    elif one.unit == "percent" and one.left is None:
        write_word_check(sheet, line, number, one, sides)
    elif one.unit == "percent":
        write_rate_check(sheet, line, number, one, sides)
    else:
        write_money_check(sheet, line, number, one, sides)
    explanation = newest_explanation(one, council.facts.explanations)
    is_break = one.verdict == "breaks"
    put_words(
        council, sheet, line, SAID_AT, explanation_text(council, one, explanation if is_break else None)
    )
    if council.is_internal:
        words = str(STATE_NAMES[explanation_state(one, council.facts.explanations)]) if is_break else ""
        formula = None if one.verdict == "undecidable" else explained_formula(number, explanation)
        sheet.put(line, STATE_AT, words, styles.CENTERED, check_key(number, "state"), formula=formula)
        inside = internal_words(council, one, explanation if is_break else None)
        put_words(council, sheet, line, INTERNAL_AT, inside)


def rule_words(council: CouncilWorkbook, one: Finding) -> str:
    """What must hold, and what ① and ② are in this line."""
    first, second = council.words.sides(one)
    return f"{rule_sentence(one.rule)}\n① {first} ② {second}"


def internal_words(council: CouncilWorkbook, one: Finding, explanation: Explanation | None) -> str:
    """What never leaves in a 제출본: likely causes, the internal note, who wrote it."""
    parts = [f"추정 원인: {council.words.cause(cause, one)}" for cause in one.causes]
    if one.note is not None and one.note.outside is not None:
        parts.append(council.words.note(one))
    if explanation is not None:
        parts.append(internal_note(explanation))
    return "\n".join(parts)


def explained_formula(number: int, explanation: Explanation | None) -> Formula:
    """The formula that says 사유 있음 as long as both sides are those that somebody explained; '' without a break."""
    judged: Formula = (f'"{STATE_NAMES[False]}"',)
    if explanation is not None:
        left, right = (
            is_side_formula(check_key(number, part), side)
            for part, side in (("left", explanation.left), ("right", explanation.right))
        )
        judged = (
            *("IF(AND(", *left, ",", *right, ")"),
            f',"{STATE_NAMES[True]}","{STATE_NAMES["stale"]}")',
        )
    return ("IF(", CellOf(check_key(number, "verdict")), f'="{verdict_words("breaks")}",', *judged, ',"")')


def is_side_formula(key: CellKey, side: str) -> Formula:
    """The formula that asks whether a side is as an explanation keeps it: won, percent to six decimals, or nothing."""
    if not side:
        return (CellOf(key), '=""')
    return ("ABS(", CellOf(key), f"-({side}))<0.0000005")


def printed_text(one: Finding) -> str:
    """'47,476 (백만원)', as the document prints it; '7,224,187천원' where it prints the unit itself."""
    if one.stated is None:
        return ""
    text, unit = (
        one.stated.text,
        "%" if one.stated.unit == "percent" else str(locale.UNITS[one.stated.unit]),
    )
    return text if text.endswith(unit) else f"{text} ({unit})"


def explanation_text(council: CouncilWorkbook, one: Finding, explanation: Explanation | None) -> str:
    """What stands under 불일치 사유·비고: the text for submission, a remark of the rule, and what is blank."""
    parts = [council.submission_text(explanation)] if explanation else []
    parts.append(council.words.outside_note(one))
    if one.missing:
        parts.append("빈칸: " + ", ".join(council.words.missing(blank) for blank in one.missing))
    return "\n".join(part for part in parts if part)


def write_undecidable(sheet: Sheet, line: int, number: int, one: Finding, sides: SideFormulas) -> None:
    """Sides as far as they are known; the verdict is no formula: a person must say what is blank."""
    for at, side, terms, part in (
        (LEFT_AT, one.left, one.left_terms, "left"),
        (RIGHT_AT, one.right, one.right_terms, "right"),
    ):
        if one.unit == "percent" or side is None:
            number_of = as_decimal(side) if side is not None else None
            keys = [printed_key(one)] if part == "left" and one.is_of_print else []
            shown = number_style(one, is_input=bool(keys))
            sheet.put(line, at, number_of, shown, check_key(number, part), *keys)
        else:
            write_side(sheet, line, at, number, one, (side, terms, part), sides)
    for at in (DIFFERENCE_AT, *room_at(sheet)):
        sheet.put(line, at, None, styles.figure("money"))
    sheet.put(line, VERDICT_AT, UNDECIDABLE, styles.CENTERED, check_key(number, "verdict"))


def write_side(
    sheet: Sheet,
    line: int,
    at: int,
    number: int,
    one: Finding,
    side: tuple[int | Fraction, Terms, str],
    sides: SideFormulas,
) -> None:
    """A side in won: the printed figure typed in, anything else a formula."""
    amount, terms, part = side
    assert isinstance(amount, int)
    if part == "left" and one.is_of_print:
        shown = number_style(one, is_input=True)
        sheet.put(line, at, amount, shown, check_key(number, part), printed_key(one))
        return
    if part == "right" and one.note == ODD_WON:
        formula: Formula = ("ROUND(", CellOf(check_key(number, "left")), "/1000,0)*1000")
    else:
        # Where both sides sum the same figures, only the left one is the cell that the finding is about.
        is_own = part == "left" or one.is_of_print or one.left_terms != one.right_terms
        formula = sides.formula(terms, one.cell if is_own else None) if terms else sides.blank(one.cell)
    put_figure(sheet, line, at, amount, formula, check_key(number, part))


def write_money_check(sheet: Sheet, line: int, number: int, one: Finding, sides: SideFormulas) -> None:
    """Write the two sides in won, their difference, what rounding can do, and the verdict that follows."""
    left, right, low, high, difference = (
        check_key(number, part) for part in ("left", "right", "low", "high", "difference")
    )
    assert isinstance(one.left, int)
    assert isinstance(one.right, int)
    write_side(sheet, line, LEFT_AT, number, one, (one.left, one.left_terms, "left"), sides)
    write_side(sheet, line, RIGHT_AT, number, one, (one.right, one.right_terms, "right"), sides)
    assert isinstance(one.difference, int)
    put_figure(sheet, line, DIFFERENCE_AT, one.difference, (CellOf(left), "-", CellOf(right)), difference)
    for at, key, amount in zip(room_at(sheet), (low, high), one.allowed, strict=True):
        sheet.put(line, at, amount, styles.figure("money"), key)
    is_tie: Formula = (CellOf(difference), "<=0") if one.at_most else (CellOf(difference), "=0")
    formula = verdict_of(is_tie, difference, low, high)
    sheet.put(
        line,
        VERDICT_AT,
        verdict_words(one.verdict),
        styles.CENTERED,
        check_key(number, "verdict"),
        formula=formula,
    )


def verdict_of(is_tie: Formula, difference: CellKey, low: CellKey, high: CellKey) -> Formula:
    """일치, 단수차이 within what rounding can do, else 불일치."""
    return (
        *("IF(", *is_tie, f',"{verdict_words("ties")}",'),
        *(
            "IF(AND(",
            CellOf(difference),
            ">=",
            CellOf(low),
            ",",
            CellOf(difference),
            "<=",
            CellOf(high),
            "),",
        ),
        f'"{verdict_words("rounding")}","{verdict_words("breaks")}"))',
    )


def verdict_words(verdict: Verdict) -> str:
    """'일치', '단수차이', '불일치', '판정불가'."""
    return UNDECIDABLE if verdict == "undecidable" else str(labels.VERDICTS[verdict])


def as_decimal(rate: int | Fraction) -> Decimal:
    """A rate in percent as a cell holds it, to PERCENT_PLACES."""
    return round_half_up(Fraction(rate), PERCENT_PLACES)


def part_terms_of(one: Finding) -> Terms:
    """The terms of what a rate is taken of, without those of its base."""
    return one.right_terms[: len(one.right_terms) - len(one.base_terms)]


def rate_sides(one: Finding, sides: SideFormulas) -> tuple[Formula, Formula]:
    """The formulas of what a rate is taken of and of its base.

    They are the cells of its row, or the print where that is compared with print.
    """
    columns = sides.council.reports[one.cell.report].columns
    meaning = next(column.meaning for column in columns if column.key == one.cell.column)
    assert isinstance(meaning, Rate)
    pairs = ((part_terms_of(one), meaning.of), (one.base_terms, meaning.base))
    if one.rule != "stated_rate":
        part, base = (sides.formula(terms) for terms, _key in pairs)
    else:
        part, base = (sides.of_cell(terms, one.cell._replace(column=key)) for terms, key in pairs)
    return part, base


def write_word_check(sheet: Sheet, line: int, number: int, one: Finding, sides: SideFormulas) -> None:
    """A word in place of a rate: 순증 where there was nothing, 순감 where nothing is left."""
    assert one.stated is not None
    part, base = (("(", *formula, ")") for formula in rate_sides(one, sides))
    is_new = meaning_of(one.stated.text) == "new"
    so: Formula = (*base, "=0") if is_new else (*part, "+", *base, "=0")
    judged: Formula = (
        *("IF(AND(", *part, "<>0,", *so, "),"),
        f'"{verdict_words("ties")}","{verdict_words("breaks")}")',
    )
    rate: Formula = (*("IF(", *base, '<=0,"",ROUND(', *part, "*100/", *base, f",{PERCENT_PLACES}))"),)
    keys = [printed_key(one)] if one.is_of_print else []
    sheet.put(line, LEFT_AT, one.stated.text, styles.CENTERED, check_key(number, "left"), *keys)
    recomputed = "" if one.right is None else as_decimal(one.right)
    sheet.put(line, RIGHT_AT, recomputed, number_style(one), check_key(number, "right"), formula=rate)
    for at in (DIFFERENCE_AT, *room_at(sheet)):
        sheet.put(line, at, None, number_style(one))
    key = check_key(number, "verdict")
    sheet.put(line, VERDICT_AT, verdict_words(one.verdict), styles.CENTERED, key, formula=judged)


def write_rate_check(sheet: Sheet, line: int, number: int, one: Finding, sides: SideFormulas) -> None:
    """A printed rate against the one that follows; over a zero base the form's convention is 100 (T05b)."""
    left, right, low, high, difference = (
        check_key(number, part) for part in ("left", "right", "low", "high", "difference")
    )
    part, base = (("(", *formula, ")") for formula in rate_sides(one, sides))
    assert one.left is not None
    assert one.stated is not None
    keys = [printed_key(one)] if one.is_of_print else []
    shown = number_style(one, is_input=bool(keys))
    if keys:
        sheet.put(line, LEFT_AT, as_decimal(one.left), shown, left, *keys)
    else:
        source = sides.printed.get(one.stated)
        formula: Formula | None = None if source is None else (CellOf(source),)
        sheet.put(line, LEFT_AT, as_decimal(one.left), shown, left, formula=formula)
    # Nothing that changed from nothing is a dash, which reads as 0.
    nothing = ("IF(AND(ABS(", *part, f")<={slack_of(part_terms_of(one))},", CellOf(left), '=0),0,"")')
    rate: Formula = (
        *("IF(", *base, '<0,"",IF(', *base, "=0,", *nothing, ","),
        *("ROUND(", *part, "*100/", *base, f",{PERCENT_PLACES})))"),
    )
    recomputed = "" if one.right is None else as_decimal(one.right)
    sheet.put(line, RIGHT_AT, recomputed, number_style(one), right, formula=rate)
    gap: Decimal | str = "" if one.right is None else as_decimal(one.left) - as_decimal(one.right)
    gap_formula: Formula = (
        *("IF(", CellOf(right), '="","",'),
        *("ROUND(", CellOf(left), "-", CellOf(right), f",{PERCENT_PLACES}))"),
    )
    sheet.put(line, DIFFERENCE_AT, gap, number_style(one), difference, formula=gap_formula)
    room = as_decimal(one.slack or printing_slack(one.stated))
    for at, key, limit in zip(room_at(sheet), (low, high), (-room, room), strict=True):
        sheet.put(line, at, limit, number_style(one), key)
    convention: Formula = (
        *("IF(AND(", *part, "<>0,", CellOf(left), "=100),"),
        f'"{verdict_words("ties")}","{verdict_words("breaks")}")',
    )
    judged: Formula = (
        *("IF(", *base, f'<0,"{UNDECIDABLE}",IF(', CellOf(right), '="",', *convention, ","),
        *(*verdict_of((CellOf(difference), "=0"), difference, low, high), "))"),
    )
    sheet.put(
        line,
        VERDICT_AT,
        verdict_words(one.verdict),
        styles.CENTERED,
        check_key(number, "verdict"),
        formula=judged,
    )


def number_style(one: Finding, *, is_input: bool = False) -> Style:
    """The format of a finding's figures: won, or percent to six decimals."""
    formats = PERCENT if one.unit == "percent" else EXCEL_FORMATS["money"]
    return styles.number(formats, is_input=is_input)


def put_figure(
    sheet: Sheet, line: int, at: int, amount: int | Decimal, formula: Formula, *keys: CellKey
) -> None:
    """Write a figure with its formula under some keys."""
    number = int(amount) if amount == int(amount) else amount
    sheet.put(line, at, number, styles.figure("money"), *keys, formula=formula)


def put_words(
    council: CouncilWorkbook, sheet: Sheet, line: int, at: int, text: str, shown: Style = styles.LABEL
) -> None:
    """Words in a cell, the line as high as they need."""
    text = council.fitted(text, sheet.widths[at], f"{NAME} {line + 1}행")
    sheet.put(line, at, text, shown)
    sheet.heights[line] = max(sheet.heights.get(line, 20.0), height_of(text, sheet.widths[at]))
