"""A key that is taken is said in words: no sentence of a form names a constraint, whichever it is."""

from datetime import date
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import translation

from ledger.models import AccountSubject, ChangeThreshold, FundingShare, MatchingRatio, Program
from ledger.models.funding import OWNERS
from tests.ledger.rows import KINDS, RECORDS, row_of

KEYS = [
    pytest.param(model, constraint, id=constraint.name)
    for model in RECORDS
    for constraint in model._meta.constraints
    if isinstance(constraint, models.UniqueConstraint)
]
CHECKS = [
    pytest.param(model, constraint, id=constraint.name)
    for model in KINDS
    for constraint in model._meta.constraints
    if isinstance(constraint, models.CheckConstraint)
]


def row_under(model: Any, key: models.UniqueConstraint) -> Any:
    """A row that the key is of: one whose null part is null, or is not."""
    row = row_of(model)
    parts: Any = key.condition.children if key.condition else ()
    for part, is_null in parts:
        link = part.removesuffix("__isnull")
        target = model._meta.get_field(link).related_model
        linked = None if is_null else row_of(target)
        for name, value in beside(model, link, is_null=is_null).items():
            setattr(row, name, value)
        setattr(row, link, linked)
    row.save()
    return row


def beside(model: Any, link: str, *, is_null: bool) -> dict[str, Any]:
    """What a row must have where it has such a link: a share belongs to one row, a source's ratio is of its part."""
    if model is FundingShare:
        return dict.fromkeys(OWNERS) | {"cell": "executed" if link == "settlement" else None}
    return {"part": "own" if is_null else "source"} if model is MatchingRatio else {}


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize(("model", "key"), KEYS)
def test_a_row_that_is_there_already_is_said_in_words(
    model: Any, key: models.UniqueConstraint, language: str, first_document: Program
) -> None:
    row = row_under(model, key)
    row.pk, row._state.adding = None, True
    with translation.override(language), pytest.raises(ValidationError) as refused:
        row.full_clean()
    (sentence,) = [
        text for text in refused.value.messages if "ledger_" in text or "이미" in text or "already" in text
    ]
    assert key.name not in sentence
    assert "_" not in sentence


@pytest.mark.parametrize(("model", "check"), CHECKS)
def test_no_check_names_itself(model: Any, check: models.CheckConstraint) -> None:
    sentence = getattr(check, "sentence", None) or check.get_violation_error_message()
    assert check.name not in str(sentence)
    assert str(sentence)


def test_the_sentence_names_the_cells_that_are_alike(first_document: Program) -> None:
    first = row_of(ChangeThreshold)
    with pytest.raises(ValidationError) as refused:
        ChangeThreshold(program=first.program, valid_from=first.valid_from, amount=1).full_clean()
    assert "적용" in refused.value.messages[0] or "회계연도" in refused.value.messages[0]


class TestTwoMinistries:
    """Their grants for one site in one month are two."""

    @pytest.fixture
    def grant(self, first_document: Program) -> Any:
        day = date(2021, 5, 1)
        return partial(first_document.grants.create, kind="subsidy", secured_on=day, amount=100)

    @pytest.mark.parametrize("has_site", [True, False])
    def test_both_are_stored(self, grant: Any, first_document: Program, has_site: bool) -> None:
        site = first_document.sites.all()[0] if has_site else None
        rows = [grant(site=site, ministry=ministry) for ministry in ("행정안전부", "중소벤처기업부", "")]
        model = type(rows[0])
        assert [model.objects.get_by_natural_key(*row.natural_key()) for row in rows] == rows

    def test_one_ministry_gives_one(self, grant: Any) -> None:
        row = grant(site=None, ministry="행정안전부")
        row.pk, row._state.adding, row.ministry = None, True, " 행정안전부\u200b"
        with pytest.raises(ValidationError) as refused:
            row.full_clean()
        assert "부처" in refused.value.messages[0]


def test_two_spellings_of_a_code_are_one_subject(first_document: Program) -> None:
    with pytest.raises(ValidationError):
        AccountSubject(code="２０１–０１", name="사무관리비", valid_from=2018).full_clean()
    assert AccountSubject.objects.get(code="201–01", valid_from=2018).code == "201-01"
