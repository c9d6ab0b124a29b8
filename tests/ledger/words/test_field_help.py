"""Help at fields: every one has it, with an example, in both languages."""

import re

import pytest
from django.db import models
from django.utils.translation import override

from ledger.desk.sheet.page import KINDS
from ledger.models import BudgetLineItem, Settlement
from ledger.words.field_help import TEXTS, field_help, text_key
from sites.models import Site
from sites.record import Record, records

EXAMPLE = {"ko": r"예: \S|: \S+\.?$", "en": r"e\.g\. \S|: \S+( \S+)*\.?$"}
"""How an example begins; what the model says may end with one: 'As printed: 국, 균, 특.'"""

KNOWN_ARTICLES = {
    "지방재정법": {"37", "41", "42", "43", "44의2", "45", "47의2", "49", "50"},
    "지방회계법": {"7", "17", "29"},
    "지방자치법": {"142", "150"},
    "지방교부세법": {"3"},
}
"""The articles that were looked up. Another one is looked up first."""


def fields_of(model: type[Record]) -> list[models.Field]:
    """What people type into of a kind of row."""
    fields = [*model._meta.fields, *model._meta.many_to_many]
    return [one for one in fields if one.editable and not one.primary_key]


FIELDS = [field for model in records() for field in fields_of(model)]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_field_of_every_kind_of_row_has_help_with_an_example(language: str) -> None:
    assert len(FIELDS) > 200
    with override(language):
        bare = [str(field) for field in FIELDS if not re.search(EXAMPLE[language], str(field_help(field)))]
    assert bare == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.NAME)
def test_every_column_of_every_sheet_has_help(kind: type) -> None:
    columns = [kind.MODEL._meta.get_field(one.name) for one in kind.COLUMNS]  # type: ignore[attr-defined]
    assert [one.name for one in columns if not field_help(one)] == []


def test_no_text_is_of_a_field_that_is_not_there() -> None:
    assert set(TEXTS) - {text_key(field) for field in FIELDS} == set()


def test_each_article_is_one_that_was_looked_up() -> None:
    with override("ko"):
        texts = " ".join(str(text) for text in TEXTS.values())
    named = re.findall(r"(지방\w+법) 제(\d+)조(의\d+)?", texts)
    assert named
    assert [one for one in named if one[1] + one[2] not in KNOWN_ARTICLES[one[0]]] == []


def test_what_the_model_says_comes_first() -> None:
    """The model says what a blank means, then comes what is typed."""
    with override("en"):
        said = str(field_help(BudgetLineItem._meta.get_field("position")))
    assert said == "Blank puts the line at the end. e.g. 3"


def test_a_kind_of_row_says_otherwise_what_all_say() -> None:
    """A settlement's subject may be blank, that of most rows not."""
    assert text_key(Settlement._meta.get_field("subject")) == "settlement.subject"
    assert text_key(Site._meta.get_field("address")) == "address"
