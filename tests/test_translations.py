"""Korean is complete: every string of the interface has its Korean, and the compiled catalogue is the written one."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django
import django_tables2
import polib
import pytest
from django.conf import settings
from django.utils.translation.trans_real import DjangoTranslation

ROOT = Path(settings.BASE_DIR)
PACKAGES = ROOT / "locale/packages/ko/LC_MESSAGES"
CATALOGUES = [
    ROOT / "locale/ko/LC_MESSAGES/django.po",
    *(PACKAGES / f"{one}.po" for one in ("django", "djangojs")),
]
CALLS = {"_", "gettext", "gettext_lazy", "ngettext"}
DJANGO = Path(django.__file__).parent
OPEN = re.compile(r"[을를은는이가와과] ?[/(] ?(을|를|은|는|이|가|와|과)\b|\(으\)|\((을|를|은|는)\)")
"""A particle of which the reader must choose one: '순번 은/는'."""
BEHIND_A_NAME = re.compile(
    r"(%\((\w*name|obj|object|instance|model|key)\w*\)[srd]|\{\w*\}|%s)"
    r"[\"'’”]?(을|를|은|는|이|가|와|과|로|으로)(?=[ .,]|$)"
)
"""A particle behind a name that nobody knows yet: every other name needs the other one."""
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
    korean = {entry.msgid for entry in polib.pofile(str(CATALOGUES[0])) if entry.translated()}
    strings = {*strings_of_code(), *strings_of_templates()}

    assert len(strings) > 300
    assert strings - korean == set()


def test_the_catalogue_holds_no_string_that_has_gone() -> None:
    entries = {entry.msgid for entry in polib.pofile(str(CATALOGUES[0]))}

    assert entries - {*strings_of_code(), *strings_of_templates()} == set()


@pytest.mark.parametrize("file", CATALOGUES, ids=["ledger", "packages", "scripts"])
def test_the_compiled_catalogue_is_the_written_one(file: Path) -> None:
    read = (polib.pofile(str(file)), polib.mofile(str(file.with_suffix(".mo"))))
    written, compiled = ({(one.msgctxt, one.msgid): one.msgstr for one in some} for some in read)

    assert compiled == written


@pytest.mark.parametrize("file", CATALOGUES, ids=["ledger", "packages", "scripts"])
def test_placeholders_survive_and_no_particle_is_left_open(file: Path) -> None:
    for entry in polib.pofile(str(file)):
        texts = [entry.msgstr, *entry.msgstr_plural.values()]
        for text in filter(None, texts):
            assert set(re.findall(r"%\(\w+\)s", text)) == set(re.findall(r"%\(\w+\)s", entry.msgid)), (
                entry.msgid
            )
            assert not re.search(r"[을를은는이가]\((을|를|은|는|이|가)\)", text), text


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_no_text_of_data_entry_has_the_reader_choose_a_particle(domain: str) -> None:
    """Of all catalogues together, Django's among them: what ours says otherwise stands above them."""
    found: Any = DjangoTranslation("ko", domain=domain)
    read = {str(found._catalog.get(key)) for one in found._catalog._catalogs for key in one}

    assert len(read) > 40
    assert {text for text in read if OPEN.search(text)} == set()


@pytest.mark.parametrize("app", ["contrib/admin", "contrib/auth"])
def test_no_text_of_data_entry_puts_a_particle_behind_a_name(app: str) -> None:
    korean: Any = DjangoTranslation("ko")
    entries = polib.pofile(str(DJANGO / app / "locale/ko/LC_MESSAGES/django.po"))
    keys = [(entry.msgid, 0) if entry.msgid_plural else entry.msgid for entry in entries]
    shown = {key: korean._catalog.get(key, "") for key in keys}

    assert any(shown.values())
    assert {key: text for key, text in shown.items() if BEHIND_A_NAME.search(text)} == {}


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_what_is_said_otherwise_than_by_packages_is_said_by_them_still(domain: str) -> None:
    """A text that a new release words otherwise would fall back to the package's Korean without a word."""
    packages = [Path(module.__path__[0]) for module in (django, django_tables2)]
    files = [file for place in packages for file in place.rglob(f"locale/en/LC_MESSAGES/{domain}.po")]
    theirs = {entry.msgid for file in files for entry in polib.pofile(str(file))}
    ours = {entry.msgid for entry in polib.pofile(str(PACKAGES / f"{domain}.po"))}

    assert ours - theirs == set()
