"""Ids of another division's rows, put into each field of each form of one's own: refused, and nothing is written."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client

from ledger.models import Assignment, Change, Program
from ledger.models.desk.charge import is_of_either, program_paths
from sites.record import records
from tests.ledger.desk.form import Fields
from tests.ledger.divisions import OWN, Divisions, client_of, put_in_charge, two_divisions
from tests.people import Person
from tests.smartanchor.matrix.addresses import Address, Rows, addresses, model_of, scraped, with_all_kinds
from tests.smartanchor.matrix.table import EDIT, TABLE

PREFIXES = {
    **{
        one.get_accessor_name(): one.related_model
        for model in records()
        for one in model._meta.related_objects
        if one.one_to_many
    },
    "lines": next(model for model in records() if model._meta.model_name == "budgetlineitem"),
    "subjects": next(model for model in records() if model._meta.model_name == "yearlyallocation"),
    "assignments": Assignment,
}
"""Prefix of a set of rows on a page -> their kind."""

LINKS = {
    field.name: field.related_model
    for model in records()
    for field in model._meta.concrete_fields
    if field.related_model is not None and (program_paths(field.related_model) or field.related_model is User)
}
"""Name of a field that leads to a programme, or to a person -> the kind of row that it names."""


ERROR = re.compile(r'class="(errorlist|errornote|faults)')

TYPED = {"description": "무엇", "amount": "1,000", "bureau": "문화본부"}
"""What is typed into the row of a page whose id is another's."""


def kind_named(field: str) -> Any:
    """The kind of row of a programme that a field of a form names; None for any other field."""
    prefix, _number, name = field.rpartition("-")
    if name == "id":
        kind = PREFIXES.get(prefix.rpartition("-")[0])
        return kind if kind is Assignment or (kind is not None and program_paths(kind)) else None
    return LINKS.get(name)


def swaps(form: Fields, foreign: Rows) -> list[tuple[str, Fields]]:
    """Each field that names a row, with the form in which it names the foreign one."""
    found: list[tuple[str, Fields]] = []
    for field in form:
        kind = kind_named(field)
        if kind is not None and "__prefix__" not in field and form[field] != "":
            row = field.rpartition("-")[0]
            # A blank row says nothing but whose it is, and is no row: something is typed into it.
            typed = {name: text for name, text in TYPED.items() if f"{row}-{name}" in form and row}
            more: Fields = {f"{row}-{name}": text for name, text in typed.items()}
            found.append((field, {**form, **more, field: str(foreign[kind].pk)}))
    return found


@pytest.fixture
def divisions(db: None) -> Divisions:
    return two_divisions()


def sent(client: Client, path: str, form: Fields) -> tuple[int, str, int]:
    """The answer's status and text, and how many changes it left; they are undone."""
    with transaction.atomic():
        before = Change.objects.count()
        answer = client.post(path, form)
        count = Change.objects.count() - before
        transaction.set_rollback(True)
    return answer.status_code, answer.content.decode(), count


def forms_of(client: Client, rows: Rows, writers: Any) -> list[tuple[Address, Fields]]:
    """Every page that these may write on, with its form."""
    found = [one for one in addresses(rows) if TABLE[one.name].writes == writers]
    return [(one, form) for one in found if len(form := scraped(client, one.path)) > 1]


@pytest.mark.once
def test_no_form_takes_a_row_of_another_division(divisions: Divisions, person: Person) -> None:
    own, foreign = with_all_kinds(divisions.own), with_all_kinds(divisions.foreign)
    client = client_of(put_in_charge(person("finance"), OWN))
    wrong, tried = [], set()
    for address, form in forms_of(client, own, EDIT):
        if address.name.endswith("changelist"):
            continue
        for field, swapped in swaps(form, foreign):
            if is_of_either(model_of(address.name, address.route)):
                # Its two sides may be anybody's, one at least one's own: test_own_rows.py.
                continue
            tried.add(field)
            status, text, count = sent(client, address.path, swapped)
            if status not in (200, 400, 403, 409) or count or (status == 200 and not ERROR.search(text)):
                wrong.append((address.path, field, status, count))
    assert not wrong, "\n".join(map(str, wrong))
    assert {"program", "allocation", "document", "lines-0-id", "lines-0-allocation", "subjects-0-id"} <= tried


@pytest.mark.once
def test_no_form_of_a_foreign_page_is_taken_at_ones_own(divisions: Divisions, person: Person) -> None:
    """The whole form of the foreign row, sent to the page of one's own: of the foreign programme nothing changes."""
    own, foreign = with_all_kinds(divisions.own), with_all_kinds(divisions.foreign)
    client = client_of(put_in_charge(person("finance"), OWN))
    root = client_of(User.objects.create_superuser("root"))
    pages = dict(zip(map(tuple, map(key, addresses(own))), addresses(foreign), strict=True))
    wrong, tried = [], 0
    for address, _form in forms_of(client, own, EDIT):
        other = pages[key(address)]
        if other.path == address.path or address.name.endswith("changelist"):
            continue
        with transaction.atomic():
            before = set(Change.objects.values_list("pk", flat=True))
            answer = client.post(address.path, scraped(root, other.path))
            left = Change.objects.exclude(pk__in=before)
            touched = left.filter(program=foreign[Program].pk).count()
            moved = left.filter(how="~", program=None, kind__in=kinds_of_programs()).count()
            tried += 1
            if answer.status_code >= 500 or touched or moved:
                wrong.append((address.path, answer.status_code, touched, moved))
            transaction.set_rollback(True)
    assert not wrong, "\n".join(map(str, wrong))
    assert tried > 15


def key(address: Address) -> tuple[str, str]:
    """What names an address whatever rows stand in it."""
    return address.name, address.route


def kinds_of_programs() -> list[str]:
    """The kinds of rows that belong to one programme, as the log names them."""
    return [
        model._meta.label_lower for model in records() if program_paths(model) and not is_of_either(model)
    ]


def test_the_page_of_an_account_takes_no_charge_of_another(divisions: Divisions, person: Person) -> None:
    clerk, other = put_in_charge(person("finance"), OWN), put_in_charge(person("manager"), OWN)
    client = client_of(person("admin"))
    path = f"/admin/auth/user/{clerk.pk}/change/"
    form = scraped(client, path)
    foreign: Rows = {Assignment: Assignment.objects.get(person=other), User: other}
    tried = set()
    for field, swapped in swaps(form, foreign):
        tried.add(field)
        status, _text, count = sent(client, path, swapped)
        assert status in (200, 400, 403, 409), field
        assert count == 0, field
    assert tried == {"assignments-0-id", "assignments-0-person", "assignments-1-person"}
