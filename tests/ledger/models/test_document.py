"""A printed figure is read by the written rules, through every door, or refused with its place."""

import json
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from ledger.models import Document, Program, StatedFigure
from ledger.models.stated_figure import STATED_TABLES
from ledger.reading.printed import read_amount, read_rate
from ledger.reports import REPORTS_BY_NAME


def figure(document: Document, text: str, unit: str = "thousand") -> StatedFigure:
    return StatedFigure(
        document=document,
        table="overview",
        row="year-cost",
        column="other",
        year=2030,
        unit=unit,
        text=text,
        line=7,
    )


def test_the_rules_read_every_figure_of_the_first_document_as_its_fixture_has_it(
    first_document: Program,
) -> None:
    read = 0
    for stated in StatedFigure.objects.all():
        if stated.unit == "percent":
            assert read_rate(stated.text) == stated.rate, stated
        else:
            assert read_amount(stated.text, stated.unit) == stated.value, stated
        read += 1
    assert read == 226


def test_a_blank_value_is_read_from_the_text(first_document: Program) -> None:
    stated = figure(Document.objects.get(), "△1,234")
    stated.save()
    assert stated.value == -1_234_000


def test_an_unreadable_text_is_refused_with_its_place(first_document: Program) -> None:
    with pytest.raises(ValidationError) as refused:
        figure(Document.objects.get(), "약 40억").save()
    assert "overview · year-cost · other" in str(refused.value)
    assert "7" in str(refused.value)


def test_a_fixture_with_an_unreadable_text_is_refused_whole(first_document: Program, tmp_path: Path) -> None:
    texts = ["1,234", "약 40억"]
    rows = [
        {
            "model": "ledger.statedfigure",
            "fields": {
                "document": ["smart-anchor-2021"],
                "table": "overview",
                "row": "year-cost",
                "column": f"column-{number}",
                "year": 2021,
                "unit": "thousand",
                "text": text,
            },
        }
        for number, text in enumerate(texts)
    ]
    file = tmp_path / "bad.json"
    file.write_text(json.dumps(rows))

    with pytest.raises(Exception, match="약 40억"):
        call_command("loaddata", str(file), verbosity=0)

    assert StatedFigure.objects.count() == 226


def test_a_text_that_can_be_read_in_several_ways_is_asked_about_by_every_door(
    first_document: Program, tmp_path: Path
) -> None:
    stated = figure(Document.objects.get(), "(180,642)")
    stated.year = 2021
    readings = "△180,642 (음수), (전년)180,642 (전년도 금액), (성립전)180,642 (성립 전 금액)"
    for door in (stated.full_clean, stated.save):
        with pytest.raises(ValidationError) as refused:
            door()
        assert readings in refused.value.message_dict["text"][0]
    file = tmp_path / "ambiguous.json"
    fields = {"document": ["smart-anchor-2021"], "table": "overview", "row": "year-cost", "column": "other"}
    more = {"year": 2021, "unit": "thousand", "text": "1.234.567", "value": 1_234_567_000}
    file.write_text(json.dumps([{"model": "ledger.statedfigure", "fields": {**fields, **more}}]))
    with pytest.raises(Exception, match=r"1,234\.567"):
        call_command("loaddata", str(file), verbosity=0)


def test_a_note_says_how_an_ambiguous_text_was_read(first_document: Program) -> None:
    stated = figure(Document.objects.get(), "(180,642)")
    stated.column = "note"
    stated.year, stated.value, stated.repair = 2021, -180_642_000, "표 아래에 괄호는 감액이라고 적혀 있음"
    stated.full_clean()
    stated.save()
    assert StatedFigure.objects.get(text="(180,642)").value == -180_642_000


@pytest.mark.parametrize("unit", ["thousand", "percent"])
def test_a_word_is_kept_as_it_stands_and_is_no_figure(first_document: Program, unit: str) -> None:
    stated = figure(Document.objects.get(), "순증", unit)
    stated.year, stated.column = 2021, "rate"
    stated.full_clean()
    stated.save()
    assert (stated.text, stated.value, stated.rate) == ("순증", None, None)


def test_the_tables_of_printed_figures_are_reports() -> None:
    # What a document does not print: the ledger's own ways to look at it.
    own = {
        "variance",
        "basis-comparison",
        "settlement-bridge",
        "movements",
        "carry-overs",
        "subsidy-refunds",
        "execution",
        "site-budgets",
        "site-editions",
        "year-budgets",
        "cost-progress",
        "source-shares",
        "plan-sources",
    }
    assert set(STATED_TABLES) == set(REPORTS_BY_NAME) - own


def test_a_table_that_no_report_is_is_refused_by_every_door(first_document: Program) -> None:
    stated = figure(Document.objects.get(), "5")
    stated.table = "nonsense"
    with pytest.raises(ValidationError, match="nonsense"):
        stated.save()


def test_the_form_refuses_a_text_that_says_another_figure_unless_a_note_says_why(
    first_document: Program,
) -> None:
    stated = StatedFigure.objects.get(table="budget-summary", row="total", column="current")
    stated.text = "7,999,999"
    with pytest.raises(ValidationError, match="서로 다릅니다"):
        stated.full_clean()
    stated.repair = "인쇄가 흐려 값은 합계로 확인함"
    stated.full_clean()


def test_the_form_refuses_a_year_that_is_not_the_documents(first_document: Program) -> None:
    stated = StatedFigure.objects.get(table="budget-summary", row="total", column="current")
    stated.year = 2019
    with pytest.raises(ValidationError, match="회계연도"):
        stated.full_clean()
