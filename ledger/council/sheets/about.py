"""작성 정보: what the file is of, its layout and the fingerprint of its figures; how to read it."""

from ledger.council.sheets import styles
from ledger.council.sheets.context import CouncilWorkbook
from ledger.council.sheets.fitting import height_of
from ledger.figures.facts import Version
from ledger.proof.digest import DIGEST_LABEL, DIGEST_SHEET, WORDS_LABEL
from ledger.words import heading_words, labels
from ledger.workbook.book import Book, Sheet

NAME = DIGEST_SHEET
LAYOUT = "2"
"""Changes when a sheet, a column or a formula changes its place or meaning."""

WIDTHS = (26.0, 92.0)

READING = (
    ("색", "연한 노랑: 입력값(고칠 수 있음). 그 밖의 칸은 보호되어 있고 암호는 없음(검토 > 시트 보호 해제)."),
    (
        "수식",
        "합계·증감·증감률·검증은 모두 수식이며 저장된 결과가 함께 들어 있음. 입력값을 고치면 따라 바뀜.",
    ),
    (
        "표시",
        "△: 음수. (x n): 국비. *: 계산값. **: 가정값. ¹⁾: 원문의 인쇄 오류를 정정한 값(표 아래에 원문 표기)."
        " 빈칸: 자료 없음(0이 아님).",
    ),
    ("반올림", "사사오입. 칸의 값은 표 제목의 단위. 단위 미만의 금액은 검증 시트의 단수에 적음."),
    ("증감률", "기준(A)이 0이면 서식 관례대로 100(신규)."),
)
"""How to read the file: label and words."""
CHECKING = (
    "확인",
    "모든 수식을 다시 계산해도(Ctrl+Alt+F9) 같은 값이 나옴. 표끼리의 대조는 검증 시트에 있음. 지문은 이 파일의 수치와"
    " 글에서 계산한 값으로, 제출 부서가 보관한 제출본의 지문과 같으면 제출된 그대로임.",
)
"""How anybody can check the file."""
CHECKING_INSIDE = (
    "확인",
    "수식·저장된 결과·수치 지문은 manage.py verify_workbook 파일 로 원장 없이 확인할 수 있음.",
)
"""How whoever has the ledger can check it."""


def lines(council: CouncilWorkbook) -> list[tuple[str, str]]:
    """Label and words of each line; the ledger's own keys stand in the internal edition only."""
    facts, moment = council.facts, council.source.last_change

    def with_key(words: str, version: Version) -> str:
        return f"{words} [{version.key}]" if council.is_internal else words

    inside = [("세부사업 식별자", facts.program.slug)] if council.is_internal else []
    missing = str(labels.MARKS["missing"])
    shape = "%Y-%m-%d %H:%M:%S %z" if council.is_internal else "%Y-%m-%d %H:%M"
    return [
        ("세부사업", facts.program.name),
        *inside,
        ("회계연도", str(facts.year)),
        ("예산 차수", with_key(heading_words.with_status(facts.version), facts.version)),
        (
            "비교 기준",
            with_key(heading_words.version_label(facts.base), facts.base) if facts.base else missing,
        ),
        ("판", "내부 검토본" if council.is_internal else "제출본"),
        ("마지막 변경" if council.is_internal else "기준일시", f"{moment:{shape}}" if moment else missing),
        ("서식 판", LAYOUT),
    ]


def build(council: CouncilWorkbook) -> Sheet:
    """The sheet with room for the fingerprints, which need all sheets first (`write_digests`)."""
    sheet = council.begin(NAME, "", WIDTHS)
    line, checking = 4, CHECKING_INSIDE if council.is_internal else CHECKING
    for label, words in (*lines(council), (DIGEST_LABEL, ""), (WORDS_LABEL, ""), *READING, checking):
        words = council.fitted(words, WIDTHS[1], f"{NAME} · {label}")
        sheet.put(line, 0, label, styles.HEADING, ("about", label))
        sheet.put(line, 1, words, styles.LABEL)
        sheet.heights[line] = max(22, height_of(words, WIDTHS[1]))
        line += 1
    return sheet


def write_digests(sheet: Sheet, book: Book) -> None:
    """Write the two fingerprints of the finished workbook beside their labels."""
    for label, digest in ((DIGEST_LABEL, book.digest()), (WORDS_LABEL, book.words_digest())):
        line, at = sheet.places["about", label]
        sheet.put(line, at + 1, digest, styles.LABEL)
