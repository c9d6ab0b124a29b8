"""The sheet has words for all that it says, and no others."""

import re

import polib
from django.conf import settings
from django.utils import translation

from ledger.words.sheet import sheet_words

SCRIPTS = "\n".join(
    file.read_text() for file in sorted((settings.BASE_DIR / "static/ledger/sheet").glob("*.js"))
)
USED = set(re.findall(r"words\.(\w+)\b(?!\()|(?:tell|told|refuse)\(\"(\w+)\"|\"(key_\w+)\"", SCRIPTS))
"""The keys that stand in the scripts as they are."""
MADE = ("do_", "problem_", "ask_", "answer_", "nothing_to_")
"""Beginnings of keys that the scripts put together: do_ and the name of a button."""


def test_every_word_that_the_scripts_name_is_there() -> None:
    named = {key for keys in USED for key in keys if key}

    assert len(named) > 50
    assert named - set(sheet_words("산출근거")) == set()


def test_no_word_is_left_over() -> None:
    left = [
        key
        for key in sheet_words("산출근거")
        if not key.startswith(MADE) and not re.search(rf"\b{key}\b", SCRIPTS)
    ]

    assert left == []


def test_each_button_has_its_word() -> None:
    [names] = re.findall(r"const BUTTONS = \[(.*?)\]", SCRIPTS)
    buttons = [name.replace("-", "_") for name in re.findall(r'"([\w-]+)"', names)]

    assert len(buttons) == 8
    assert {f"do_{name}" for name in [*buttons, "help", "preview", "save"]} == {
        key for key in sheet_words("산출근거") if key.startswith("do_")
    }


def test_places_in_the_words_are_the_same_in_both_languages() -> None:
    with translation.override("en"):
        words = sheet_words("x")
    entries = polib.pofile(str(settings.BASE_DIR / "locale/ko/LC_MESSAGES/django.po"))
    korean = {entry.msgid: entry.msgstr for entry in entries}
    places = {
        english: (re.findall(r"{\w+}", english), re.findall(r"{\w+}", korean.get(english, "")))
        for english in words.values()
        if "{" in english
    }

    assert {english for english, (one, other) in places.items() if sorted(one) != sorted(other)} == set()
