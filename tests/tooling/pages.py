"""The pages of documentation as tests read them: text, tables, links, anchors, commands."""

import re
import unicodedata
from pathlib import Path

from smartanchor.settings import BASE_DIR as ROOT

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
"""README, DECISIONS, CHANGELOG, and what stands in docs/."""

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def read(name: str) -> str:
    """The text of a page, such as 'README.md' or 'docs/using.md'."""
    return (ROOT / name).read_text(encoding="utf-8")


def prose(text: str) -> str:
    """The text without its blocks of code."""
    return FENCE.sub("", text)


def section(text: str, heading: str) -> str:
    """What stands under a heading, up to the next of the same or a higher level."""
    found = re.search(rf"^(#+) {re.escape(heading)}$", text, re.MULTILINE)
    assert found, heading
    level = len(found[1])
    return re.split(rf"^#{{1,{level}}} ", text[found.end() :], maxsplit=1, flags=re.MULTILINE)[0]


def table(text: str, heading: str, number: int = 0) -> list[list[str]]:
    """The cells of the rows of a table under a heading (the first unless told otherwise)."""
    tables = re.findall(r"(?:^\|.*\n)+", section(text, heading) + "\n", re.MULTILINE)
    rows = [line.strip("|") for line in tables[number].splitlines()][2:]
    return [[cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", row)] for row in rows]


def names(text: str, heading: str, number: int = 0) -> list[str]:
    """What stands in backquotes in the first column of a table."""
    return [name for row in table(text, heading, number) for name in re.findall(r"`([^`]+)`", row[0])]


def commands(text: str) -> list[str]:
    """Each line of the blocks of shell commands, without its remark."""
    lines = (
        line for language, block in FENCE.findall(text) if language == "sh" for line in block.splitlines()
    )
    return [command for line in lines if (command := re.split(r"\s+#", line)[0].strip())]


def anchors(text: str) -> set[str]:
    """The anchors of a page: those of its headings, as GitHub and GitLab make them, and those that it sets."""
    found = set(re.findall(r'<a id="([^"]+)">', text))
    for heading in re.findall(r"^#+ (.+)$", prose(text), re.MULTILINE):
        kept = "".join(
            letter
            for letter in re.sub(r"<[^>]+>", "", heading).lower()
            if letter in " -_" or unicodedata.category(letter)[0] in "LMN"
        )
        found.add(kept.strip().replace(" ", "-"))
    return found


def links(text: str) -> list[str]:
    """Where the links and pictures of a page lead, those into the web left out."""
    found = re.findall(r"\]\(([^()\s]+)\)", prose(text))
    return [link for link in found if not link.startswith(("http://", "https://"))]


def relative(page: Path) -> str:
    """'docs/using.md'."""
    return page.relative_to(ROOT).as_posix()
