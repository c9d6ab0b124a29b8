"""작성 정보: what the file is of, its layout and the fingerprint of its figures; how to read it."""

from ledger import labels
from ledger.workbook.book import Book, Sheet
from ledger.workbook.council import styles
from ledger.workbook.council.context import Council
from ledger.workbook.council.fitting import height_of
from ledger.workbook.digest import DIGEST_LABEL, DIGEST_SHEET, WORDS_LABEL

NAME = DIGEST_SHEET
LAYOUT = "1"
"""Changes when a sheet, a column or a formula changes its place or meaning."""

WIDTHS = (26.0, 92.0)

READING = (
    ("색", "연한 노랑: 입력값(고칠 수 있음). 그 밖의 칸은 보호되어 있고 암호는 없음(검토 > 시트 보호 해제)."),
    (
        "수식",
        "합계·증감·증감률·검증은 모두 수식이며 저장된 결과가 함께 들어 있음. 입력값을 고치면 따라 바뀜.",
    ),
    ("표시", "△: 음수. (x n): 국비. *: 계산값. **: 가정값. 빈칸: 자료 없음(0이 아님)."),
    ("반올림", "사사오입. 칸의 값은 표 제목의 단위. 단위 미만의 금액은 검증 시트의 단수에 적음."),
    ("증감률", "기준(A)이 0이면 서식 관례대로 100(신규)."),
    ("확인", "수식·저장된 결과·수치 지문은 manage.py verify_workbook 파일 로 원장 없이 확인할 수 있음."),
)


def lines(council: Council) -> list[tuple[str, str]]:
    facts, moment = council.facts, council.source.last_change
    return [
        ("세부사업", facts.program.name),
        ("세부사업 식별자", facts.program.slug),
        ("회계연도", str(facts.year)),
        ("예산 차수", f"{labels.with_status(facts.version)} [{facts.version.key}]"),
        (
            "비교 기준",
            f"{labels.named(facts.base)} [{facts.base.key}]" if facts.base else str(labels.MARKS["missing"]),
        ),
        ("판", "내부 검토본" if council.is_internal else "제출본"),
        ("마지막 변경", f"{moment:%Y-%m-%d %H:%M:%S %z}" if moment else str(labels.MARKS["missing"])),
        ("서식 판", LAYOUT),
    ]


def build(council: Council) -> Sheet:
    """The sheet with room for the fingerprints, which need all sheets first (`write_digests`)."""
    sheet = council.begin(NAME, "", WIDTHS)
    line = 4
    for label, words in (*lines(council), (DIGEST_LABEL, ""), (WORDS_LABEL, ""), *READING):
        words = council.fitted(words, WIDTHS[1], f"{NAME} · {label}")
        sheet.put(line, 0, label, styles.HEADING, ("about", label))
        sheet.put(line, 1, words, styles.LABEL)
        sheet.heights[line] = max(22, height_of(words, WIDTHS[1]))
        line += 1
    return sheet


def write_digests(sheet: Sheet, book: Book) -> None:
    for label, digest in ((DIGEST_LABEL, book.digest()), (WORDS_LABEL, book.words_digest())):
        line, at = sheet.places["about", label]
        sheet.put(line, at + 1, digest, styles.LABEL)
