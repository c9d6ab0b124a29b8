"""The chapters of the handbook: alike in both languages, with pictures and links that lead somewhere."""

import re
import struct
from pathlib import Path

import polib
import pytest

from ledger.views.handbook import chapters as module
from ledger.views.handbook.chapters import CHAPTERS, LANGUAGES, chapter, chapters, folder
from smartanchor.settings import BASE_DIR as ROOT
from tests.tooling.pages import links

PICTURES = ROOT / "static" / "ledger" / "handbook"
MOST_BYTES = 60_000
PALETTE = 3
"""The kind of a PNG whose colours are numbers of a palette."""


def text(name: str, language: str) -> str:
    return (Path(folder(language)) / f"{name}.md").read_text(encoding="utf-8")


def names(name: str, language: str) -> list[str]:
    """What a chapter calls as the pages call it, in its order: its bold words."""
    found: list[str] = re.findall(r"\*\*(.+?)\*\*", text(name, language).replace("\n", " "))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_file_is_a_chapter(language: str) -> None:
    assert {file.stem for file in Path(folder(language)).glob("*.md")} == set(CHAPTERS)
    assert [one.name for one in chapters(language)] == list(CHAPTERS)


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter_has_the_same_parts_in_both_languages(name: str) -> None:
    korean, english = (chapter(name, language) for language in LANGUAGES)
    assert len(korean.sections) == len(english.sections) > 0
    assert korean.body.count("<img") == english.body.count("<img")
    assert korean.body.count("<tr>") == english.body.count("<tr>")
    assert korean.body.count("<li>") == english.body.count("<li>")
    assert re.search("[가-힣]", korean.title)
    assert not re.search("[가-힣]", english.title + english.lead)


@pytest.mark.parametrize("name", CHAPTERS)
def test_english_calls_by_name_what_korean_does(name: str) -> None:
    """The Korean names are looked for on the pages (tests/browser/test_handbook.py): the English are theirs."""
    known = {
        (source.lower(), translated)
        for entry in polib.pofile(ROOT / "locale/ko/LC_MESSAGES/django.po")
        for source in (entry.msgid, entry.msgid_plural)
        for translated in (entry.msgstr, *entry.msgstr_plural.values())
    }
    korean, english = (names(name, language) for language in LANGUAGES)
    pairs = list(zip(korean, english, strict=True))
    assert [
        pair
        for pair in pairs
        if not any(
            source.startswith(pair[1].lower()) and translated.startswith(pair[0])
            for source, translated in known
        )
    ] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CHAPTERS)
def test_links_and_pictures_lead_somewhere(name: str, language: str) -> None:
    """In the file; the page has them from there."""
    found = [(Path(folder(language)) / link).resolve() for link in links(text(name, language))]
    assert [path for path in found if not path.is_file()] == []


def test_each_picture_is_used_and_small() -> None:
    used = {found for name in CHAPTERS for found in re.findall(r"handbook/([\w-]+\.png)", text(name, "ko"))}
    files = list(PICTURES.glob("*"))
    assert {file.name for file in files} == used
    for file in files:
        content = file.read_bytes()
        width, height, _depth, kind = struct.unpack(">IIBB", content[16:26])
        assert kind == PALETTE
        assert width <= 1100
        assert height <= 700
        assert len(content) <= MOST_BYTES


def test_html_in_a_chapter_is_text(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "odd.md").write_text("# A <b>title</b>\n\nLead <script>alert(1)</script>.\n")
    monkeypatch.setattr(module, "folder", lambda language: tmp_path)
    body = module.read_chapter.__wrapped__("odd", "ko").body
    assert "<script>" not in body
    assert "&lt;script&gt;" in body
