"""표지: whose budget of which year and version, and as of when. What the ledger does not hold is blank."""

from ledger.council.sheets import styles
from ledger.council.sheets.context import CouncilWorkbook
from ledger.council.sheets.fitting import height_of
from ledger.words import heading_words, labels
from ledger.workbook.book import Sheet, style

NAME = "표지"
WIDTHS = (24.0, 62.0)


def lines(council: CouncilWorkbook) -> list[tuple[str, str]]:
    """Label and words of each line."""
    facts, moment = council.facts, council.source.last_change
    return [
        ("회계연도", f"{facts.year}년도"),
        ("예산 차수", heading_words.version_label(facts.version)),
        (
            "비교 기준",
            heading_words.version_label(facts.base) if facts.base else str(labels.MARKS["missing"]),
        ),
        ("상태", str(labels.VERSION_STATUSES[facts.version.status])),
        ("의결일", ""),
        ("기준일시", f"{moment:%Y-%m-%d %H:%M}" if moment else ""),
        ("실·국", facts.program.bureau),
        ("부서", facts.program.division),
        ("회계", facts.program.account),
        ("분야", facts.program.field),
        ("정책사업", facts.program.policy_program),
        ("단위사업", facts.program.unit_program),
        ("세부사업", facts.program.name),
        ("예산서 쪽수", ""),
        ("설명서 쪽수", ""),
        ("단위", "표마다 제목 아래에 적음(원, 천원, 백만원)"),
    ]


def build(council: CouncilWorkbook) -> Sheet:
    """The cover; the words of the form beside what the ledger knows."""
    sheet = Sheet(NAME, WIDTHS, is_landscape=False)
    title = style(styles.TITLE, font_size=22, align="center")
    sheet.put(2, 0, f"{council.facts.year}년도 세출예산 사업별 설명서", title, through=(2, 1))
    sheet.heights[2] = 40
    edition = "내부 검토본(외부 제출 금지)" if council.is_internal else "의회 제출본"
    sheet.put(4, 0, edition, style(styles.SECTION, align="center"), through=(4, 1))
    for line, (label, words) in enumerate(lines(council), start=7):
        words = council.fitted(words, WIDTHS[1], f"{NAME} · {label}")
        sheet.put(line, 0, label, styles.HEADING)
        sheet.put(line, 1, words, styles.LABEL)
        sheet.heights[line] = max(24, height_of(words, WIDTHS[1]))
    return sheet
