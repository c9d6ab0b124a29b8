"""변경 이력: the newest changes of what is in the file, for the internal edition."""

from django.apps import apps

from ledger.load_council import Changed
from ledger.workbook.book import Sheet
from ledger.workbook.council import styles
from ledger.workbook.council.context import TOP, Council, notes
from ledger.workbook.council.fitting import height_of
from ledger.workbook.council.table import write_headings

NAME = "변경 이력"
WIDTHS = (18.0, 14.0, 16.0, 40.0, 8.0, 14.0, 14.0, 36.0)
HEADINGS = ("시각", "사용자", "종류", "대상", "변경", "금액(전)", "금액(후)", "사유")
BEFORE_AT, AFTER_AT = 5, 6
HOW = {"+": "등록", "~": "변경", "-": "삭제"}


def kind_of(one: Changed) -> str:
    return str(apps.get_model(one.kind)._meta.verbose_name)


def build(council: Council) -> Sheet:
    sheet = council.begin(NAME, "원", WIDTHS)
    write_headings(sheet, TOP, HEADINGS)
    line = TOP + 1
    for one in council.source.changes:
        words = {
            0: f"{one.at:%Y-%m-%d %H:%M:%S}",
            1: one.who,
            2: kind_of(one),
            3: one.row,
            4: HOW[one.how],
            7: one.why,
        }
        sheet.heights[line] = 20
        for at, text in words.items():
            text = council.fitted(text, WIDTHS[at], NAME)
            sheet.put(line, at, text, styles.LABEL)
            sheet.heights[line] = max(sheet.heights[line], height_of(text, WIDTHS[at]))
        for at, amount in ((BEFORE_AT, one.before), (AFTER_AT, one.after)):
            sheet.put(line, at, amount, styles.figure("money"))
        line += 1
    sheet.headings, sheet.frozen = (TOP, TOP), (TOP + 1, 0)
    rest = council.source.change_count - len(council.source.changes)
    texts = [f"그 밖의 {rest:,}건은 원장의 변경 이력에 있음."] if rest else []
    if not council.source.changes:
        texts = ["원장에 기록된 변경이 없음."]
    notes(sheet, line + 1, texts)
    return sheet
