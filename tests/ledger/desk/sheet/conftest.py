"""Two people before one sheet."""

import pytest
from django.test import Client

from ledger.models import BudgetVersion, Program
from tests.people import SignedIn


@pytest.fixture
def client(first_document: Program, signed_in: SignedIn) -> Client:
    """A finance officer; the ledger has the first document."""
    return signed_in("finance")


@pytest.fixture
def supplementary(first_document: Program) -> BudgetVersion:
    """A 추경 of 2021 that changes nothing yet."""
    original = BudgetVersion.objects.get(fiscal_year=2021, kind="original")
    return BudgetVersion.objects.create(fiscal_year=2021, kind="supplementary", sequence=1, based_on=original)
