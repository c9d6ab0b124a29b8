"""Two people before one sheet."""

import pytest
from django.test import Client

from ledger.models import Program
from tests.people import SignedIn


@pytest.fixture
def client(first_document: Program, signed_in: SignedIn) -> Client:
    """A finance officer; the ledger has the first document."""
    return signed_in("finance")
