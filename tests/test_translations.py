"""Korean is complete: every string of the interface has its Korean, and the compiled catalogue is the written one."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
CATALOGUES = [ROOT / "locale/ko/LC_MESSAGES", ROOT / "locale/packages/ko/LC_MESSAGES"]
CALLS = {"_", "gettext", "gettext_lazy", "ngettext"}
TAG = re.compile(r"""{%\s*translate\s+(["'])(?P<text>.*?)\1""")
BLOCK = re.compile(
    r"{%\s*blocktranslate(?P<options>[^%]*)%}(?P<text>.*?){%\s*(?:plural|endblocktranslate)", re.S
)


def strings_of_code() -> Iterator[str]:
    """The first text of each gettext call in our Python files."""
    for folder in ("ledger", "sites", "smartanchor"):
        for file in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text())):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
                    text = node.args[0]
                    assert isinstance(text, ast.Constant), f"{file}: a text that no catalogue can hold"
                    assert isinstance(text.value, str)
                    yield text.value


def strings_of_templates() -> Iterator[str]:
    for file in (ROOT / "templates").rglob("*.html"):
        html = file.read_text()
        for match in TAG.finditer(html):
            yield match["text"]
        for match in BLOCK.finditer(html):
            assert "trimmed" in match["options"], file
            yield re.sub(r"{{\s*(\w+)\s*}}", r"%(\1)s", match["text"].strip())


def test_every_string_has_its_korean() -> None:
    korean = {entry.msgid for entry in polib.pofile(str(CATALOGUES[0] / "django.po")) if entry.translated()}
    strings = {*strings_of_code(), *strings_of_templates()}

    assert len(strings) > 300
    assert strings - korean == set()


def test_the_catalogue_holds_no_string_that_has_gone() -> None:
    entries = {entry.msgid for entry in polib.pofile(str(CATALOGUES[0] / "django.po"))}

    assert entries - {*strings_of_code(), *strings_of_templates()} == set()


@pytest.mark.parametrize("folder", CATALOGUES, ids=["ledger", "packages"])
def test_the_compiled_catalogue_is_the_written_one(folder: Path) -> None:
    written = {entry.msgid: entry.msgstr for entry in polib.pofile(str(folder / "django.po"))}
    compiled = {entry.msgid: entry.msgstr for entry in polib.mofile(str(folder / "django.mo"))}

    assert compiled == written


@pytest.mark.parametrize("folder", CATALOGUES, ids=["ledger", "packages"])
def test_placeholders_survive_and_no_particle_is_left_open(folder: Path) -> None:
    for entry in polib.pofile(str(folder / "django.po")):
        texts = [entry.msgstr, *entry.msgstr_plural.values()]
        for text in filter(None, texts):
            assert set(re.findall(r"%\(\w+\)s", text)) == set(re.findall(r"%\(\w+\)s", entry.msgid)), (
                entry.msgid
            )
            assert not re.search(r"[을를은는이가]\((을|를|은|는|이|가)\)", text), text
