"""Typing a 산출식: read back beside the field on every page that has one, with the words that the script needs."""

import re
from html import unescape

import pytest
from django.utils import translation

from ledger.desk.inputs.formula import FormulaInput
from ledger.models import BudgetLineItem, BudgetVersion, Program, YearlyAllocation
from ledger.words.formula import REASONS, VERDICT_WORDS
from tests.people import SignedIn

YEAR_PAGE = "/admin/ledger/program/smart-anchor/budget/{}/"
BASIS = "5,000원×12명×4회"


@pytest.fixture
def line(first_document: Program) -> BudgetLineItem:
    """The first line of the first document with a 산출식."""
    row = BudgetLineItem.objects.filter(allocation__program=first_document).order_by("pk")[0]
    row.basis = BASIS
    row.save()
    return row


def in_supplementary(line: BudgetLineItem) -> BudgetLineItem:
    """The line of a 추경 that changes it."""
    before = line.allocation
    version = BudgetVersion.objects.create(fiscal_year=2021, kind="supplementary", based_on=before.version)
    allocation = YearlyAllocation.objects.create(
        program=before.program, version=version, subject=before.subject
    )
    return BudgetLineItem.objects.create(
        allocation=allocation, description=line.description, basis=BASIS, continues=line, amount=1_000
    )


def doors(line: BudgetLineItem) -> list[str]:
    """The pages on which the 산출식 of a line is typed."""
    return [
        YEAR_PAGE.format(line.allocation.version.key),
        f"/admin/ledger/budgetlineitem/{line.pk}/change/",
        f"/admin/ledger/yearlyallocation/{line.allocation_id}/change/",
    ]


def fields(page: str) -> list[tuple[str, str]]:
    """What each 산출식 of a page is held against, with what stands beside it."""
    found = re.findall(
        r'data-formula="(\w*)"[^>]*><output class="formula-words">(.*?)</output>', page, re.DOTALL
    )
    return [(against, unescape(words)) for against, words in found]


def test_every_door_reads_it_back_beside_the_field(line: BudgetLineItem, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    for door in doors(line):
        page = client.get(door).content.decode()
        assert ("amount", "= 240,000원") in fields(page)
        assert page.count("ledger/formula.js") == page.count("ledger/formula_field.js") == 1


def test_where_a_line_changes_another_it_is_held_against_the_change_or_nothing(
    line: BudgetLineItem, signed_in: SignedIn
) -> None:
    client = signed_in("finance")
    year, *others = doors(in_supplementary(line))
    assert ("change", "= 240,000원") in fields(client.get(year).content.decode())
    for door in others:
        assert {against for against, _words in fields(client.get(door).content.decode())} == {""}


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_script_has_its_words_in_the_language_of_the_page(language: str) -> None:
    with translation.override(language):
        media = unescape(str(FormulaInput().media))
        for words in (*REASONS.values(), *VERDICT_WORDS.values()):
            assert f'="{words}"' in media


def test_what_was_typed_is_shown_as_it_is() -> None:
    typed = '<b>"5,000원"</b>×2명'
    shown = FormulaInput().render("basis", typed)
    assert unescape(shown).count(typed) == 1
    assert "<b>" not in shown
    assert "1번째 글자의 기호는 산출식에 쓰지 않습니다" in shown
