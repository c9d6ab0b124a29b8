"""The chapters of the handbook as pages show them: read from docs/handbook/, once for each language."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

LANGUAGES = ("ko", "en")
"""The first is shown to readers of any other."""

CHAPTERS = (
    "start",
    "open-year",
    "entry",
    "supplementary",
    "settlement",
    "tie-outs",
    "submission",
    "undo",
)
"""In the order of a budget year, by their names in addresses; each is a file of that name."""


TABLE = (
    '<div class="table-scroll" tabindex="0" role="region" aria-label="{}">'
    '<table class="plain"><caption class="unseen">{}</caption>'
)
"""How a table begins: a wide one scrolls by itself, by keyboard too; it is called as its section is."""


@dataclass(frozen=True)
class Section:
    """A heading of a chapter: '2' and '통계목을 더합니다' are shown as a link to '#2'."""

    id: str
    title: str


@dataclass(frozen=True)
class Chapter:
    """A chapter: its name in addresses, its title, its first sentence, its sections, and all of it as HTML."""

    name: str
    title: str
    lead: str
    sections: Sequence[Section]
    body: SafeString


def folder(language: str) -> Any:
    """Where the chapters of a language stand: docs/handbook/ko."""
    return settings.BASE_DIR / "docs" / "handbook" / (language if language in LANGUAGES else LANGUAGES[0])


def chapters(language: str) -> list[Chapter]:
    """All of them, in their order."""
    return [chapter(name, language) for name in CHAPTERS]


def chapter(name: str, language: str) -> Chapter:
    """One of CHAPTERS."""
    return read_chapter(name, language if language in LANGUAGES else LANGUAGES[0])


@cache
def read_chapter(name: str, language: str) -> Chapter:
    """The file of a chapter. HTML in it is text: what it may say is Markdown's."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = markdown.parse((folder(language) / f"{name}.md").read_text(encoding="utf-8"))
    title, sections, tables = plain(tokens[1]), list[Section](), list[str]()
    for at, token in enumerate(tokens):
        if token.type == "heading_open" and token.tag == "h2":
            token.attrSet("id", str(len(sections) + 1))
            sections.append(Section(str(len(sections) + 1), plain(tokens[at + 1])))
        if token.type == "table_open":
            tables.append(sections[-1].title if sections else title)
        for inside in token.children or ():
            lead_on_site(inside)
    # The title is that of the page.
    body = str(markdown.renderer.render(tokens[3:], markdown.options, {}))
    for caption in tables:
        body = body.replace("<table>", format_html(TABLE, caption, caption), 1)
    body = body.replace("</table>", "</table></div>")
    return Chapter(name, title, plain(tokens[4]), sections, mark_safe(body))


def plain(token: Token) -> str:
    """The text of a heading or a paragraph without its marks."""
    return "".join(one.content for one in token.children or () if one.type in ("text", "code_inline"))


def lead_on_site(token: Token) -> None:
    """Turn links from file to file, which the files themselves have, into links from page to page."""
    if token.type == "link_open":
        file, hash_mark, anchor = str(token.attrGet("href")).partition("#")
        if file.endswith(".md"):
            page = reverse("chapter_page", args=[PurePosixPath(file).stem])
            token.attrSet("href", f"{page}{hash_mark}{anchor}")
    if token.type == "image":
        picture = str(token.attrGet("src"))
        token.attrSet("src", static(picture.rpartition("static/")[2]))
        token.attrSet("loading", "lazy")
