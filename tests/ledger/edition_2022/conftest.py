"""The ledger with the whole 2022 edition, entered once for all tests of it; what a test changes is taken back."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.test import Client
from django.utils import translation

from tests.conftest import Statements, replay
from tests.ledger.edition_2022.story import People, tell


def signed_in_as(role: str) -> Client:
    """A client signed in as somebody of a role."""
    person = User.objects.create(username=role, is_staff=True)
    person.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture(scope="package")
def people(document_statements: Statements, django_db_blocker: Any) -> Iterator[People]:
    """Those who have entered the 2022 edition, in the ledger in which it stands."""
    with django_db_blocker.unblock(), translation.override("ko"), transaction.atomic():
        replay(document_statements)
        found = People(signed_in_as("finance"), signed_in_as("approver"))
        tell(found)
        yield found
        transaction.set_rollback(True)


@pytest.fixture
def client(people: People, db: None) -> Client:
    """The finance officer's browser."""
    return people.finance
