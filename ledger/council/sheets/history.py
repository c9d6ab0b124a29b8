"""변경 이력: the newest changes of what is in the file, for the internal edition: which row, and what became what."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db.models import Field, Model

from ledger.council.sheets import styles
from ledger.council.sheets.context import TOP, CouncilWorkbook, write_notes
from ledger.council.sheets.fitting import height_of
from ledger.council.sheets.report_table import write_headings
from ledger.load.changes import RowChange, Values, fields_of, kind_words
from ledger.models.version import version_name
from ledger.tieout import Cell
from ledger.words.formats import MISSING, with_separators
from ledger.workbook.book import Sheet
from sites.fields import WonField

NAME = "변경 이력"
WIDTHS = (16.0, 12.0, 15.0, 44.0, 8.0, 62.0, 26.0)
HEADINGS = ("시각", "사용자", "종류", "대상", "변경", "바뀐 내용(전 → 후)", "사유")
HOW = {"+": "등록", "~": "변경", "-": "삭제"}
"""What the history writes of an entry -> what happened, in the words of the sheet."""

OF_THE_FILE = ("program", "document", "slug", "position", "valid_from")
"""Parts of a natural key that tell nobody which row it is: the file is of one programme."""
TITLES = ("name", "description", "title", "heading", "text")
"""Fields that say what a row is called, the first that there is."""
LONGEST_WORDS = 60
"""Letters of a value that a line shows."""
MOST_NAMED = 3
"""How many rows a line names that stands for many."""


@dataclass(frozen=True)
class HistoryLine:
    """A line of the sheet: one change, or many of one kind that somebody made at once."""

    at: str
    who: str
    kind: str
    rows: tuple[str, ...]
    how: str
    what: str
    why: str

    @property
    def of(self) -> str:
        """'시설관리 운영'; '가, 나, 다 외 309건'."""
        named = ", ".join(self.rows[:MOST_NAMED])
        rest = len(self.rows) - MOST_NAMED
        return f"{named} 외 {rest:,}건" if rest > 0 else named


def build(council: CouncilWorkbook) -> Sheet:
    sheet = council.begin(NAME, "원", WIDTHS)
    write_headings(sheet, TOP, HEADINGS)
    line = TOP + 1
    for one in lines(council):
        sheet.heights[line] = 20
        words = (one.at, one.who, one.kind, one.of, one.how, one.what, one.why)
        for at, text in enumerate(words):
            text = council.fitted(text, WIDTHS[at], NAME)
            sheet.put(line, at, text, styles.LABEL)
            sheet.heights[line] = max(sheet.heights[line], height_of(text, WIDTHS[at]))
        line += 1
    sheet.headings, sheet.frozen = (TOP, TOP), (TOP + 1, 0)
    rest = council.source.change_count - len(council.source.changes)
    texts = [f"그 밖의 {rest:,}건은 원장의 변경 이력에 있음."] if rest else []
    if not council.source.changes:
        texts = ["원장에 기록된 변경이 없음."]
    write_notes(sheet, line + 1, texts)
    return sheet


def lines(council: CouncilWorkbook) -> list[HistoryLine]:
    """The changes, the newest first. What one person entered or removed in one minute is one line for each kind."""
    found: dict[object, HistoryLine] = {}
    for number, one in enumerate(council.source.changes):
        model = apps.get_model(one.kind)
        line = HistoryLine(
            f"{one.at:%Y-%m-%d %H:%M}",
            one.who,
            kind_words(model),
            (row_words(council, model, one),),
            HOW[one.how],
            change_text(council, model, one),
            one.why,
        )
        many = (line.at, line.who, line.kind, line.how, line.why)
        key: object = number if one.how == "~" else many
        if key in found:
            found[key] = replace(found[key], rows=(*found[key].rows, *line.rows), what="")
        else:
            found[key] = line
    return list(found.values())


def row_words(council: CouncilWorkbook, model: type[Model], one: RowChange) -> str:
    """Which row it is, in words: '2021년 본예산 시설비 · 개봉 메이커스페이스 조성', '예산총괄 · 계 · 증감(B-A)'."""
    values = one.values
    if one.kind == "ledger.StatedFigure":
        return council.words.cell(Cell(values["table"], values["row"], values["column"], values["year"]))
    if one.kind == "ledger.BudgetVersion":
        return version_name(*(values[name] for name in ("fiscal_year", "kind", "sequence", "kind_is_stated")))
    fields = {field.name: field for field in fields_of(model)}
    if model._meta.auto_created:
        # A relation is called by what it relates.
        return " · ".join(value_text(council, fields[name], values[name]) for name in fields)
    key: tuple[str, ...] = getattr(model, "KEY", ())
    names = [name for name in key if name not in OF_THE_FILE]
    title = next((name for name in TITLES if name in fields and values[name]), None)
    names += [title] if title is not None and title not in names else []
    words = [
        str(fields[name].verbose_name)
        if values[name] is True
        else value_text(council, fields[name], values[name])
        for name in (names or key)
        if values[name] not in (None, "", False)
    ]
    return " · ".join(words)


def change_text(council: CouncilWorkbook, model: type[Model], one: RowChange) -> str:
    """What a change did: 'field: before → after' each on a line; of a row that is new or gone its amounts."""
    fields = fields_of(model)
    if one.how == "~" and one.before is not None:
        moved = [
            f"{field.verbose_name}: {was} → {now}"
            for field in fields
            for was, now in [texts_before_and_after(council, field, one.before, one.values)]
            if one.before[field.name] != one.values[field.name]
        ]
        return "\n".join(moved)
    amounts = [field for field in fields if is_amount(field) and one.values[field.name] is not None]
    return "\n".join(
        f"{field.verbose_name}: {value_text(council, field, one.values[field.name])}" for field in amounts
    )


def texts_before_and_after(
    council: CouncilWorkbook, field: Field, before: Values, after: Values
) -> tuple[str, str]:
    """The words of a field before and after; of long texts the part from which on they differ."""
    was, now = (value_text(council, field, values[field.name], longest=0) for values in (before, after))
    if max(len(was), len(now)) <= LONGEST_WORDS:
        return was, now
    same = next(
        (at for at, (one, other) in enumerate(zip(was, now, strict=False)) if one != other),
        min(len(was), len(now)),
    )
    start = max(0, same - LONGEST_WORDS // 3)
    return shortened(was, start), shortened(now, start)


def shortened(text: str, start: int = 0) -> str:
    """A part of a text, LONGEST_WORDS from `start` on: '… a part of a long text …'."""
    part = text[start : start + LONGEST_WORDS] or MISSING
    return f"{'… ' if start else ''}{part}{' …' if start + LONGEST_WORDS < len(text) else ''}"


def is_amount(field: Field) -> bool:
    """Whether a field holds won."""
    return isinstance(field, WonField)


def value_text(council: CouncilWorkbook, field: Field, value: Any, longest: int = LONGEST_WORDS) -> str:
    """A value as people read it: the words of a choice and of another row, amounts with separators."""
    if value is None or value == "":
        return MISSING
    if field.related_model is not None:
        label = field.related_model._meta.label  # type: ignore[union-attr]
        return council.source.names.get((label, value), "삭제된 행")
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return "예" if value else "아니오"
    if is_amount(field):
        return with_separators(value)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    text = " ".join(str(value).split())
    return shortened(text) if longest and len(text) > longest else text
