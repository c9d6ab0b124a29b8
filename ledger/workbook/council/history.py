"""변경 이력: the newest changes of what is in the file, for the internal edition."""

from ledger.workbook.book import Sheet
from ledger.workbook.council import styles
from ledger.workbook.council.context import TOP, Council, height_of, notes
from ledger.workbook.council.table import write_headings

NAME = "변경 이력"
WIDTHS = (18.0, 16.0, 20.0, 44.0, 10.0, 44.0)
HOW = {"+": "등록", "~": "변경", "-": "삭제"}


def build(council: Council) -> Sheet:
    sheet = council.begin(NAME, "", WIDTHS)
    write_headings(sheet, TOP, ("시각", "사용자", "종류", "대상", "변경", "사유"))
    line = TOP + 1
    for one in council.source.changes:
        cells = (f"{one.at:%Y-%m-%d %H:%M:%S}", one.who, one.kind, one.row, HOW[one.how], one.why)
        texts = [council.fitted(text, width, NAME) for text, width in zip(cells, WIDTHS, strict=True)]
        for at, text in enumerate(texts):
            sheet.put(line, at, text, styles.LABEL)
        heights = (height_of(text, width) for text, width in zip(texts, WIDTHS, strict=True))
        sheet.heights[line] = max(20, *heights)
        line += 1
    sheet.headings, sheet.frozen = (TOP, TOP), (TOP + 1, 0)
    rest = council.source.change_count - len(council.source.changes)
    texts = [f"그 밖의 {rest:,}건은 원장의 변경 이력에 있음."] if rest else []
    if not council.source.changes:
        texts = ["원장에 기록된 변경이 없음."]
    notes(sheet, line + 1, texts)
    return sheet
