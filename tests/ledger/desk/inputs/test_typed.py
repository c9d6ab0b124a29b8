"""Numbers and days are typed alike in every form: one grammar, text inputs, a sentence beside the field."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.test import RequestFactory

from ledger.desk.inputs.typed import NumberField, WholeNumberField
from ledger.desk.program_budget import YearForms
from ledger.models import BudgetLineItem, BudgetVersion, ExecutionSnapshot, Milestone, Program
from sites.forms import DayText
from sites.models import Site
from tests.ledger.desk.entered import ENTERED, address
from tests.ledger.desk.form import fields_of
from tests.ledger.desk.inputs.test_won import YEAR_PAGE, errors_beside
from tests.people import SignedIn

OURS = {forms.DecimalField: NumberField, forms.IntegerField: WholeNumberField, forms.DateField: DayText}
"""Django's field -> what reads it here; the first kind that fits."""


def strangers(fields: dict[str, forms.Field]) -> list[str]:
    """The fields of a form that read a number or a day in their own way, or from another input than a text's."""
    found = []
    for name, field in fields.items():
        # The keys of rows, which nobody types, are numbers, too.
        if isinstance(field, forms.ModelChoiceField) or isinstance(field.widget, forms.HiddenInput):
            continue
        ours = next((ours for kind, ours in OURS.items() if isinstance(field, kind)), forms.Field)
        if not isinstance(field, ours):
            found.append(name)
        if getattr(field.widget, "input_type", "text") == "number":
            found.append(f"{name} (number input)")
    return found


@pytest.mark.parametrize("model", ENTERED, ids=lambda model: model._meta.model_name)
def test_every_form_reads_numbers_and_days_alike(model: Any, db: None) -> None:
    request = RequestFactory().get("/")
    request.user = User.objects.create_superuser("root")
    page = admin.site.get_model_admin(model)
    made = [page.get_form(request), *(one.form for one, _inline in page.get_formsets_with_inlines(request))]
    assert [strangers(one.base_fields) for one in made] == [[] for _one in made]


def test_the_page_of_a_year_does_too(first_document: Program) -> None:
    page = YearForms(first_document, BudgetVersion.objects.get(fiscal_year=2021))
    for form in (page.lines.forms[0], page.subjects.forms[0]):
        assert strangers(form.fields) == []


NO_NUMBERS = ["1e3", "NaN", "Infinity", "+5", "1_000", "1,56", "0x10", "--5", "٣", "5천", "9" * 40]


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_is_no_number_is_refused(text: str) -> None:
    for field in (NumberField(), WholeNumberField()):
        with pytest.raises(ValidationError) as refused:
            field.clean(text)
        assert text[:40] in refused.value.messages[0]


@pytest.mark.parametrize(
    ("text", "number"),
    [("1,568.5", "1568.5"), ("１５６８.５", "1568.5"), (" 1568.50 ", "1568.50"), ("-5", "-5"), ("△5", "-5")],
)
def test_a_number_is_read(text: str, number: str) -> None:
    assert NumberField().clean(text) == Decimal(number)


def test_a_whole_number_has_no_fraction() -> None:
    assert WholeNumberField().clean("１,２３４") == 1_234
    with pytest.raises(ValidationError) as refused:
        WholeNumberField().clean("12.5")
    assert refused.value.messages == ["'12.5': 소수가 있습니다. 정수로 입력하세요."]


class TestArea:
    @pytest.fixture
    def page(self, first_document: Program) -> str:
        return address(Site, "change", Site.objects.get(slug="jung-printing").pk)

    def test_is_typed_with_separators(self, page: str, signed_in: SignedIn) -> None:
        client = signed_in("finance")
        assert client.post(page, {**fields_of(client, page), "area": "1,568.5"}).status_code == 302
        assert Site.objects.get(slug="jung-printing").area == Decimal("1568.5")

    @pytest.mark.parametrize("text", ["-5", "1e3", "1,56"])
    def test_is_refused_beside_the_field(self, page: str, text: str, signed_in: SignedIn) -> None:
        client = signed_in("finance")
        response = client.post(page, {**fields_of(client, page), "area": text})
        assert len(errors_beside(response.content.decode(), "area")) == 1

    def test_has_no_wheel(self, page: str, signed_in: SignedIn) -> None:
        assert 'type="number"' not in signed_in("finance").get(page).content.decode()


@pytest.mark.parametrize("language", ["ko", "en"])
class TestDays:
    """The form of a milestone in either language; the page's own language chooses nothing."""

    def answer(self, language: str, signed_in: SignedIn, **typed: str) -> Any:
        client = signed_in("finance")
        page = address(Milestone, "change", Milestone.objects.order_by("pk")[0].pk)
        fields = {**fields_of(client, page), **typed}
        return client.post(page, fields, headers={"accept-language": language})

    @pytest.mark.parametrize("text", ["2018. 5. 1.", "2018.05.01.", "2018/5/1", "2018년 5월 1일"])
    def test_the_year_comes_first(
        self, language: str, text: str, first_document: Program, signed_in: SignedIn
    ) -> None:
        assert self.answer(language, signed_in, happened_on=text, until="").status_code == 302
        assert Milestone.objects.order_by("pk")[0].happened_on == date(2018, 5, 1)

    @pytest.mark.parametrize("text", ["12/05/08", "05/31/2018", "0021-05-01", "2201-01-01"])
    def test_anything_else_is_refused_beside_the_field(
        self, language: str, text: str, first_document: Program, signed_in: SignedIn
    ) -> None:
        page = self.answer(language, signed_in, happened_on=text, until="").content.decode()
        assert len(errors_beside(page, "happened_on")) == 1

    def test_an_end_before_its_beginning_is_refused_beside_the_end(
        self, language: str, first_document: Program, signed_in: SignedIn
    ) -> None:
        response = self.answer(language, signed_in, happened_on="2021-05-01", until="2020-01-01")
        assert len(errors_beside(response.content.decode(), "until")) == 1


@pytest.mark.parametrize("day", ["1999-01-01", "2022-03-01", "2031-01-01"])
def test_execution_outside_its_year_is_refused_by_its_own_form(
    day: str, first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in("finance")
    page = address(ExecutionSnapshot, "change", ExecutionSnapshot.objects.get().pk)
    response = client.post(page, {**fields_of(client, page), "as_of": day})
    assert len(errors_beside(response.content.decode(), "as_of")) == 1


class TestPositions:
    """The last place of a subject and then a blank one: said, on both engines."""

    def test_a_number_past_the_column_is_refused(self, first_document: Program, signed_in: SignedIn) -> None:
        client = signed_in("finance")
        line = BudgetLineItem.objects.all()[0]
        page = address(BudgetLineItem, "change", line.pk)
        response = client.post(page, {**fields_of(client, page), "position": "2147483648"})
        assert len(errors_beside(response.content.decode(), "position")) == 1

    @pytest.mark.parametrize("door", ["form", "inline", "year page"])
    def test_nothing_comes_behind_the_last(
        self, door: str, first_document: Program, signed_in: SignedIn
    ) -> None:
        line = BudgetLineItem.objects.get(description="공공요금 등")
        BudgetLineItem.objects.filter(pk=line.pk).update(position=2_147_483_647)
        client = signed_in("finance")
        page = {
            "form": address(BudgetLineItem, "add"),
            "inline": address(type(line.allocation), "change", line.allocation_id),
            "year page": YEAR_PAGE,
        }[door]
        fields = fields_of(client, page)
        prefix = {"form": "", "inline": "line_items-1-"}.get(door) or ""
        if door == "year page":
            prefix = next(
                name.removesuffix("allocation")
                for name, text in fields.items()
                if name.endswith("-allocation")
                and text == str(line.allocation_id)
                and not fields[name.replace("-allocation", "-id")]
            )
        typed = {"allocation": str(line.allocation_id), "description": "추가", "amount": "1", "position": ""}
        answer = client.post(
            page, {**fields, **{f"{prefix}{name}": text for name, text in typed.items()}}, follow=True
        )
        assert answer.status_code == 200
        assert "순서의 마지막 번호 2147483647까지 쓰였습니다." in answer.content.decode()
        assert not BudgetLineItem.objects.filter(description="추가").exists()


@pytest.mark.parametrize("count", ["999999999", "0009999", "9" * 30])
def test_a_form_that_claims_rows_it_did_not_send_is_refused_at_once(
    count: str, first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in("finance")
    line = BudgetLineItem.objects.all()[0]
    inline = address(type(line.allocation), "change", line.allocation_id)
    for page, prefix in ((YEAR_PAGE, "lines"), (YEAR_PAGE, "subjects"), (inline, "line_items")):
        response = client.post(page, {**fields_of(client, page), f"{prefix}-TOTAL_FORMS": count})
        assert response.status_code == 400
        assert "보낸 내용에 행이" in response.content.decode()
