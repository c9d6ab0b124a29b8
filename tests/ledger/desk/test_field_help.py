"""Help at the fields of the forms of data entry."""

import re

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import Client, RequestFactory

from ledger.desk.record import RecordAdmin, RecordInline
from ledger.models import BudgetVersion, Program
from tests.people import SignedIn

YEAR = "/admin/ledger/program/smart-anchor/budget/2021-original/"
PAGES = [page for page in admin.site._registry.values() if isinstance(page, RecordAdmin)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.model._meta.model_name)
@pytest.mark.django_db
def test_each_field_of_each_form_has_help(page: RecordAdmin) -> None:
    request = RequestFactory().get("/")
    request.user = User.objects.create_superuser("somebody")
    shown = [page.get_form(request)]
    for inline in page.get_inline_instances(request):
        assert isinstance(inline, RecordInline)
        shown.append(inline.get_formset(request).form)
    bare = [
        (form.__name__, name)
        for form in shown
        for name, field in form.base_fields.items()
        if name != "revision" and not field.widget.is_hidden and not field.help_text
    ]
    assert bare == []


@pytest.fixture
def client(first_document: Program, signed_in: SignedIn) -> Client:
    """A finance officer; the ledger has the first document."""
    return signed_in("finance")


def test_the_forms_of_a_year_say_it_once_and_each_field_points_there(client: Client) -> None:
    page = client.get(f"{YEAR}?forms=1").content.decode()
    named = set(re.findall(r'aria-describedby="(help-[^"]+)"', page))
    said = re.findall(r'<dd id="(help-[^"]+)">([^<]+)</dd>', page)
    assert named == {one for one, _text in said}
    assert len(named) == len(said)
    assert all("예:" in text for _one, text in said)


def test_the_columns_of_a_sheet_bring_their_help(client: Client) -> None:
    columns = client.get(f"{YEAR}sheet/line-items/?format=json").json()["columns"]
    assert [one["key"] for one in columns if "예:" not in one["help"]] == []


def test_forms_that_are_no_row_have_help_too(client: Client) -> None:
    """Opening a year, pasting, why, and the steps of a version: whatever a field names as its description is there."""
    version = BudgetVersion.objects.get(fiscal_year=2021)
    for address in (
        "/admin/ledger/program/smart-anchor/open/",
        "/admin/ledger/executionsnapshot/paste/",
        f"/admin/ledger/budgetversion/{version.pk}/change/",
    ):
        page = client.get(address).content.decode()
        typed = re.findall(
            r"<(?:input|select|textarea)(?=[^>]* name=)(?![^>]*type=\"(?:hidden|submit)\")[^>]*>", page
        )
        named = [re.search(r'aria-describedby="([^"]+)"', one) for one in typed if "helptext" in one]
        assert len(named) >= 3
        assert [one[1] for one in named if one and f'id="{one[1]}"' not in page] == []
