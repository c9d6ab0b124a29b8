"""검증: what ties and what breaks, as live checks over the cells of the other sheets, with what was said of it.

Amounts stand in won: tables of several units meet here. A verdict follows from the difference and from what rounding
the figures to their units can do (허용 하한, 허용 상한), as the ledger judges it.
"""

from collections.abc import Collection, Sequence
from decimal import Decimal
from fractions import Fraction

from ledger import labels
from ledger.facts import Explained
from ledger.formats import EXCEL_FORMATS, ExcelFormat
from ledger.money import UNITS, round_half_up
from ledger.tieout import Cell, Finding
from ledger.tieout.explained import newest, state
from ledger.tieout.finding import Terms, allowed
from ledger.tieout.finding import slack as slack_of
from ledger.wording import EXPLAINED, is_printed, rule_sentence, summary
from ledger.workbook.book import Alert, At, Formula, Key, Part, Sheet, Style, Through, Won
from ledger.workbook.council import styles, warnings
from ledger.workbook.council.context import NO_TEXT, Council, height_of, notes, pieces
from ledger.workbook.council.figures import residue_key
from ledger.workbook.council.sides import Sides, printed_key
from ledger.workbook.council.table import write_headings

NAME = "검증"
WIDTHS = (6.0, 30.0, 28.0, 14.0, 12.0, 12.0, 12.0, 5.0, 10.0, 11.0, 34.0)
INTERNAL_WIDTH, ROOM_WIDTH = 44.0, 12.0
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
    STATE_AT,
    SAID_AT,
) = range(11)
INTERNAL_AT = 11
HEADINGS = (
    "번호",
    "위치",
    "검증 내용",
    "원문 표기",
    "왼쪽(원문값)",
    "오른쪽(계산값)",
    "차이",
    "단위",
    "판정",
    "사유",
    "불일치 사유(제출용)·비고",
)
INTERNAL_HEADING = "내부 검토: 추정 원인, 메모, 작성"
ROOM_HEADINGS = ("허용 하한", "허용 상한")
"""What rounding may do: two columns behind the others, which are not printed."""
SUMMARY_LINE, WARNINGS_LINE = 3, 5

TIES, ROUNDING, BREAKS = "일치", "단수차이", "불일치"
UNDECIDABLE = "판정불가"
PERCENT_PLACES = 6
PERCENT = ExcelFormat('#,##0.0#####;"△"#,##0.0#####;0', '#,##0.0#####;"△"#,##0.0#####;0')


def build(council: Council, placed: Collection[Key]) -> Sheet:
    """The sheet; built after all others, whose rests and long texts it holds. `placed` are the keys of their cells."""
    widths = (*WIDTHS, INTERNAL_WIDTH) if council.is_internal else WIDTHS
    sheet = council.begin(NAME, "원, %", widths)
    sheet.widths, sheet.unprinted = (*widths, ROOM_WIDTH, ROOM_WIDTH), len(ROOM_HEADINGS)
    found = council.findings
    sides = Sides(council, found, placed)
    last = sheet.printed - 1
    line = WARNINGS_LINE
    told = warnings.sentences(council)
    if told:
        sheet.put(line, 0, "□ 안내", styles.SECTION, through=(line, last))
        line = notes(sheet, line + 1, [f"· {text}" for text in told]) + 1
    line = write_corrections(council, sheet, line, sides)
    line = write_checks(council, sheet, line, sides)
    line = write_residues(council, sheet, line)
    line = write_strays(council, sheet, line, sides)
    write_long_texts(council, sheet, line)
    write_summary(council, sheet, len(found))
    return sheet


def section(sheet: Sheet, line: int, title: str) -> int:
    sheet.put(line, 0, f"□ {title}", styles.SECTION, through=(line, sheet.printed - 1))
    sheet.heights[line] = 22
    return line + 1


# 원문 인쇄 오류와 정정


def corrections(council: Council) -> list[Finding]:
    """The printed amounts that break: what the document prints and what the tables give."""
    return [
        one
        for one in council.findings
        if one.verdict == "breaks" and is_printed(one) and one.unit in UNITS and isinstance(one.right, int)
    ]


def write_corrections(council: Council, sheet: Sheet, line: int, sides: Sides) -> int:
    """A printed error and its correction side by side, in the unit of the table."""
    found = corrections(council)
    if not found:
        return line
    line = section(sheet, line, "원문 인쇄 오류와 정정(표의 단위)")
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
        put_words(council, sheet, line, RULE_AT, str(labels.UNITS[one.unit]), styles.CENTERED)
        put_words(council, sheet, line, PRINTED_AT, one.stated.text, styles.CENTERED)
        left, right = (round_half_up(Fraction(side, size)) for side in (one.left, one.right))
        put_figure(
            sheet, line, LEFT_AT, left, ("ROUND(", At(printed_key(one)), f"/{size},0)"), (*key, "left")
        )
        exact = sides.formula(one.right_terms)
        put_figure(sheet, line, RIGHT_AT, right, ("ROUND((", *exact, f")/{size},0)"), (*key, "right"))
        difference: Formula = (At((*key, "left")), "-", At((*key, "right")))
        put_figure(sheet, line, DIFFERENCE_AT, left - right, difference)
    return line + 2


# 검증


def write_checks(council: Council, sheet: Sheet, line: int, sides: Sides) -> int:
    """All findings, what needs a person first."""
    line = section(sheet, line, "검증 결과")
    headings = (*HEADINGS, INTERNAL_HEADING) if council.is_internal else HEADINGS
    write_headings(sheet, line, (*headings, *ROOM_HEADINGS))
    sheet.headings = (line, line)
    first = line + 1
    for number, one in enumerate(council.findings, start=1):
        line += 1
        write_check(council, sheet, line, number, one, sides)
    if council.findings:
        for text, shown in ((BREAKS, styles.RED), (UNDECIDABLE, styles.AMBER), (ROUNDING, styles.AMBER)):
            sheet.alerts.append(Alert((first, line), VERDICT_AT, text, shown))
        unexplained = str(EXPLAINED[False])
        sheet.alerts.append(Alert((first, line), STATE_AT, unexplained, styles.RED))
    return line + 2


def room_at(sheet: Sheet) -> tuple[int, int]:
    """The columns of 허용 하한 and 허용 상한."""
    return sheet.printed, sheet.printed + 1


def check_key(number: int, part: str) -> Key:
    return ("check", str(number), part)


def write_check(council: Council, sheet: Sheet, line: int, number: int, one: Finding, sides: Sides) -> None:
    """One finding: where, the rule, the two sides, the verdict, and what was said of it."""
    sheet.put(line, NUMBER_AT, number, styles.CENTERED)
    put_words(council, sheet, line, WHERE_AT, council.words.cell(one.cell))
    put_words(council, sheet, line, RULE_AT, rule_sentence(one.rule))
    put_words(council, sheet, line, PRINTED_AT, printed_text(one), styles.CENTERED)
    sheet.put(line, UNIT_AT, "%" if one.unit == "percent" else "원", styles.CENTERED)
    if one.verdict == "undecidable":
        write_undecidable(sheet, line, number, one, sides)
    elif one.unit == "percent":
        write_rate_check(sheet, line, number, one, sides)
    else:
        write_money_check(sheet, line, number, one, sides)
    explanation = newest(one, council.facts.explanations)
    is_break = one.verdict == "breaks"
    words = str(EXPLAINED[state(one, council.facts.explanations)]) if is_break else ""
    formula = None if one.verdict == "undecidable" else explained(number, one, explanation)
    sheet.put(line, STATE_AT, words, styles.CENTERED, check_key(number, "state"), formula=formula)
    explanation = explanation if is_break else None
    put_words(council, sheet, line, SAID_AT, said(council, one, explanation))
    if council.is_internal:
        put_words(council, sheet, line, INTERNAL_AT, internal_words(council, one, explanation))


def internal_words(council: Council, one: Finding, explanation: Explained | None) -> str:
    """What never leaves in a 제출본: likely causes, the internal note, who wrote it."""
    parts = [f"추정 원인: {council.words.cause(cause, one)}" for cause in one.causes]
    if explanation is not None:
        parts.append(
            f"메모: {explanation.internal_note.strip()}" if explanation.internal_note.strip() else ""
        )
        number = f", {explanation.document_number}" if explanation.document_number else ""
        parts.append(f"작성: {explanation.author} {explanation.created_at:%Y-%m-%d %H:%M}{number}")
    return "\n".join(part for part in parts if part)


def explained(number: int, one: Finding, explanation: Explained | None) -> Formula:
    """사유 있음 as long as both sides are those that somebody explained; without a break nothing is said."""
    judged: Formula = (f'"{EXPLAINED[False]}"',)
    if explanation is not None:
        left, right = (
            is_side(check_key(number, part), side)
            for part, side in (("left", explanation.left), ("right", explanation.right))
        )
        judged = (
            *("IF(AND(", *left, ",", *right, ")"),
            f',"{EXPLAINED[True]}","{EXPLAINED["stale"]}")',
        )
    return ("IF(", At(check_key(number, "verdict")), f'="{BREAKS}",', *judged, ',"")')


def is_side(key: Key, side: str) -> Formula:
    """Whether a side is as an explanation keeps it: won, percent to six decimals, or nothing."""
    if not side:
        return (At(key), '=""')
    return ("ABS(", At(key), f"-({side}))<0.0000005")


def printed_text(one: Finding) -> str:
    """'47,476 (백만원)' of a printed figure, as the document prints it."""
    if one.stated is None:
        return ""
    unit = "%" if one.stated.unit == "percent" else str(labels.UNITS[one.stated.unit])
    return f"{one.stated.text} ({unit})"


def said(council: Council, one: Finding, explanation: Explained | None) -> str:
    """The text for submission, a remark of the rule, and what is blank."""
    parts = [explanation.submission_text.strip() or NO_TEXT] if explanation else []
    parts.append(council.words.note(one))
    if one.missing:
        parts.append("빈칸: " + ", ".join(council.words.missing(path) for path in one.missing))
    return "\n".join(part for part in parts if part)


def write_undecidable(sheet: Sheet, line: int, number: int, one: Finding, sides: Sides) -> None:
    """Sides as far as they are known; the verdict is no formula: a person must say what is blank."""
    for at, side, terms, part in (
        (LEFT_AT, one.left, one.left_terms, "left"),
        (RIGHT_AT, one.right, one.right_terms, "right"),
    ):
        if one.unit == "percent" or side is None:
            number_of = as_decimal(side) if side is not None else None
            keys = [printed_key(one)] if part == "left" and is_kept(one) else []
            shown = number_style(one, is_input=bool(keys))
            sheet.put(line, at, number_of, shown, check_key(number, part), *keys)
        else:
            write_side(sheet, line, at, number, one, (side, terms, part), sides)
    for at in (DIFFERENCE_AT, *room_at(sheet)):
        sheet.put(line, at, None, styles.figure("money"))
    sheet.put(line, VERDICT_AT, UNDECIDABLE, styles.CENTERED, check_key(number, "verdict"))


def is_kept(one: Finding) -> bool:
    """Whether the printed figure of a finding is typed in here, for others to refer to."""
    return one.stated is not None and one.rule in ("stated_figure", "stated_rate")


def write_side(
    sheet: Sheet,
    line: int,
    at: int,
    number: int,
    one: Finding,
    side: tuple[int | Fraction, Terms, str],
    sides: Sides,
) -> None:
    """A side in won: the printed figure typed in, anything else a formula."""
    amount, terms, part = side
    assert isinstance(amount, int)
    if part == "left" and is_kept(one):
        shown = number_style(one, is_input=True)
        sheet.put(line, at, amount, shown, check_key(number, part), printed_key(one))
        return
    if part == "right" and one.note == "odd_won":
        formula: Formula = ("ROUND(", At(check_key(number, "left")), "/1000,0)*1000")
    else:
        formula = sides.formula(terms) if terms else sides.blank(one.cell)
    put_figure(sheet, line, at, amount, formula, check_key(number, part))


def write_money_check(sheet: Sheet, line: int, number: int, one: Finding, sides: Sides) -> None:
    left, right, low, high, difference = (
        check_key(number, part) for part in ("left", "right", "low", "high", "difference")
    )
    assert isinstance(one.left, int)
    assert isinstance(one.right, int)
    write_side(sheet, line, LEFT_AT, number, one, (one.left, one.left_terms, "left"), sides)
    write_side(sheet, line, RIGHT_AT, number, one, (one.right, one.right_terms, "right"), sides)
    put_figure(sheet, line, DIFFERENCE_AT, one.left - one.right, (At(left), "-", At(right)), difference)
    for at, key, amount in zip(
        room_at(sheet), (low, high), allowed(one.left_terms, one.right_terms), strict=True
    ):
        sheet.put(line, at, amount, styles.figure("money"), key)
    is_tie: Formula = (At(difference), "<=0") if one.at_most else (At(difference), "=0")
    formula = verdict(is_tie, difference, low, high)
    sheet.put(line, VERDICT_AT, words_of(one), styles.CENTERED, check_key(number, "verdict"), formula=formula)


def verdict(is_tie: Formula, difference: Key, low: Key, high: Key) -> Formula:
    """일치, 단수차이 within what rounding can do, else 불일치."""
    return (
        *("IF(", *is_tie, f',"{TIES}",'),
        *("IF(AND(", At(difference), ">=", At(low), ",", At(difference), "<=", At(high), "),"),
        f'"{ROUNDING}","{BREAKS}"))',
    )


def words_of(one: Finding) -> str:
    return {"ties": TIES, "rounding": ROUNDING, "breaks": BREAKS, "undecidable": UNDECIDABLE}[one.verdict]


def as_decimal(rate: int | Fraction) -> Decimal:
    return round_half_up(Fraction(rate), PERCENT_PLACES)


def write_rate_check(sheet: Sheet, line: int, number: int, one: Finding, sides: Sides) -> None:
    """A printed rate against the one that follows; over a zero base the form's convention is 100 (T05b)."""
    left, right, low, high, difference = (
        check_key(number, part) for part in ("left", "right", "low", "high", "difference")
    )
    base_terms = one.base_terms
    part_terms = one.right_terms[: len(one.right_terms) - len(base_terms)]
    part, base = (("(", *sides.formula(terms), ")") for terms in (part_terms, base_terms))
    assert one.left is not None
    keys = [printed_key(one)] if is_kept(one) else []
    shown = number_style(one, is_input=bool(keys))
    if keys:
        sheet.put(line, LEFT_AT, as_decimal(one.left), shown, left, *keys)
    else:
        assert one.stated is not None
        source = sides.printed.get(one.stated)
        formula: Formula | None = None if source is None else (At(source),)
        sheet.put(line, LEFT_AT, as_decimal(one.left), shown, left, formula=formula)
    # Nothing that changed from nothing is a dash, which reads as 0.
    nothing = ("IF(AND(ABS(", *part, f")<={slack_of(part_terms)},", At(left), '=0),0,"")')
    rate: Formula = (
        *("IF(", *base, "=0,", *nothing, ","),
        *("ROUND(", *part, "*100/", *base, f",{PERCENT_PLACES}))"),
    )
    recomputed = "" if one.right is None else as_decimal(one.right)
    sheet.put(line, RIGHT_AT, recomputed, number_style(one), right, formula=rate)
    gap: Decimal | str = "" if one.right is None else as_decimal(one.left) - as_decimal(one.right)
    gap_formula: Formula = (
        *("IF(", At(right), '="","",'),
        *("ROUND(", At(left), "-", At(right), f",{PERCENT_PLACES}))"),
    )
    sheet.put(line, DIFFERENCE_AT, gap, number_style(one), difference, formula=gap_formula)
    room = as_decimal(one.slack)
    for at, key, limit in zip(room_at(sheet), (low, high), (-room, room), strict=True):
        sheet.put(line, at, limit, number_style(one), key)
    convention: Formula = (
        *("IF(AND(", *part, "<>0,", At(left), "=100),"),
        f'"{TIES}","{BREAKS}")',
    )
    judged: Formula = (
        *("IF(", At(right), '="",', *convention, ","),
        *(*verdict((At(difference), "=0"), difference, low, high), ")"),
    )
    sheet.put(line, VERDICT_AT, words_of(one), styles.CENTERED, check_key(number, "verdict"), formula=judged)


def number_style(one: Finding, *, is_input: bool = False) -> Style:
    formats = PERCENT if one.unit == "percent" else EXCEL_FORMATS["money"]
    return styles.number(formats, is_input=is_input)


def put_figure(sheet: Sheet, line: int, at: int, amount: int | Decimal, formula: Formula, *keys: Key) -> None:
    number = int(amount) if amount == int(amount) else amount
    sheet.put(line, at, number, styles.figure("money"), *keys, formula=formula)


def put_words(
    council: Council, sheet: Sheet, line: int, at: int, text: str, shown: Style = styles.LABEL
) -> None:
    """Words in a cell, the line as high as they need."""
    text = council.fitted(text, sheet.widths[at], f"{NAME} {line + 1}행")
    sheet.put(line, at, text, shown)
    sheet.heights[line] = max(sheet.heights.get(line, 20.0), height_of(text, sheet.widths[at]))


# 단수, 표 밖의 금액, 긴 글


def write_residues(council: Council, sheet: Sheet, line: int) -> int:
    """What amounts are more than their cells show: without it a sum of rounded figures would be off."""
    figures = council.figures
    order = {key: number for number, key in enumerate(figures.won)}
    residues = sorted(figures.residues, key=lambda key: (key[0], key[2:], order[key]))
    if not residues:
        return line
    line = section(sheet, line, "단수: 표의 단위로 나누어떨어지지 않는 금액(원)")
    titles = ((NUMBER_AT, "번호"), (WHERE_AT, "위치"), (RULE_AT, "금액(원)"), (LEFT_AT, "단수(원)"))
    for at, text in titles:
        sheet.put(line, at, text, styles.HEADING)
    for number, key in enumerate(residues, start=1):
        line += 1
        is_entered, size = figures.residues[key], UNITS[figures.units[key]]
        sheet.put(line, NUMBER_AT, number, styles.CENTERED)
        put_words(council, sheet, line, WHERE_AT, where(council, key))
        put_figure(sheet, line, RULE_AT, figures.won[key], (Won(key),))
        rest = None if is_entered else (Won(key), "-", At(key), f"*{size}")
        shown = styles.figure("money", is_input=is_entered)
        sheet.put(line, LEFT_AT, figures.residue(key), shown, residue_key(key), formula=rest)
    return line + 2


def where(council: Council, key: Key) -> str:
    """The words of a figure's place."""
    if key[0] in council.reports:
        return council.words.cell(Cell(key[0], key[1], key[2], council.facts.year))
    names = {site.slug: site.name for site in council.facts.sites}
    if key[0] == "grant":
        return f"국비 확보 내역 · {names.get(key[1], '대상지 미지정')} · {key[2]}"
    off = "예산 외" if key[-1] == "off" else "예산"
    return f"기본현황 · {labels.ROWS[key[1]]} · {labels.COLUMNS[key[2]]} ({off})"


def write_strays(council: Council, sheet: Sheet, line: int, sides: Sides) -> int:
    """Figures that a check needs and no table of the form shows."""
    if not sides.strays:
        return line
    line = section(sheet, line, "표에 실리지 않은 금액(원)")
    for at, text in ((NUMBER_AT, "번호"), (WHERE_AT, "위치"), (LEFT_AT, "금액(원)")):
        sheet.put(line, at, text, styles.HEADING)
    for number, (term, key) in enumerate(sides.strays.items(), start=1):
        line += 1
        sheet.put(line, NUMBER_AT, number, styles.CENTERED)
        put_words(
            council, sheet, line, WHERE_AT, council.words.cell(term.cell) if term.cell else "원장의 금액"
        )
        sheet.put(line, LEFT_AT, term.amount, styles.figure("money", is_input=True), key)
    return line + 2


def write_long_texts(council: Council, sheet: Sheet, line: int) -> None:
    """The whole of each text that its cell had no room for."""
    if not council.long_texts:
        return
    line = section(sheet, line, "긴 글(칸에 다 들어가지 않은 글의 전체)")
    last, width = sheet.printed - 1, sum(sheet.widths[1 : sheet.printed])
    for number, (place, text) in enumerate(council.long_texts, start=1):
        for piece in pieces(f"[{place}] {text}", width):
            sheet.put(line, NUMBER_AT, number, styles.CENTERED)
            sheet.put(line, WHERE_AT, piece, styles.LABEL, through=(line, last))
            sheet.heights[line] = height_of(piece, width)
            line += 1


def write_summary(council: Council, sheet: Sheet, count: int) -> None:
    """'검증 n건: 일치 a, 단수차이 b, 불일치 c(사유 있음 d), 판정불가 e', counted from the verdicts below."""
    words = summary(council.findings, council.facts)
    shown, last = styles.SECTION, sheet.printed - 1
    sheet.heights[SUMMARY_LINE] = 24
    if not count:
        sheet.put(SUMMARY_LINE, 0, words, shown, through=(SUMMARY_LINE, last))
        return
    verdicts, states = (Through(check_key(1, part), check_key(count, part)) for part in ("verdict", "state"))

    def counted(word: str) -> Sequence[Part]:
        return ("COUNTIF(", verdicts, f',"{word}")')

    formula: Formula = (
        *('"검증 "&COUNTA(', verdicts, ')&"건: 일치 "&', *counted(TIES)),
        *('&", 단수차이 "&', *counted(ROUNDING), '&", 불일치 "&', *counted(BREAKS)),
        *('&"(사유 있음 "&COUNTIFS(', verdicts, f',"{BREAKS}",', states, f',"{EXPLAINED[True]}")'),
        *('&"), 판정불가 "&', *counted(UNDECIDABLE)),
    )
    sheet.put(
        SUMMARY_LINE, 0, words, shown, ("checks", "summary"), formula=formula, through=(SUMMARY_LINE, last)
    )
