"""What tests share: the first document's ledger, and people signed in under their role."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.test import Client

from ledger.models import Program

DOCUMENT_FIXTURES = ("account_subjects", "smart_anchor", "smart_anchor_2021")


@pytest.fixture(autouse=True)
def quick_passwords(settings: Any) -> None:
    """Sign-ins need no slow hash in a test."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def first_document(db: None) -> Program:
    """The ledger with the first document's fixtures; its programme."""
    call_command("loaddata", *DOCUMENT_FIXTURES, verbosity=0)
    return Program.objects.get()


@pytest.fixture
def person(db: None) -> Callable[[str], User]:
    """Makes a staff member of a role: person('finance')."""

    def make(role: str) -> User:
        user = User.objects.create_user(role, password="anchor-demo", is_staff=True)
        user.groups.add(Group.objects.get(name=role))
        return user

    return make


@pytest.fixture
def signed_in(person: Callable[[str], User]) -> Callable[[str], Client]:
    """Makes a client that is signed in under a role: signed_in('manager'). Pages are in Korean, as by default."""

    def sign_in(role: str) -> Client:
        client = Client()
        client.force_login(person(role))
        return client

    return sign_in
