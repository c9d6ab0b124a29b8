"""Data entry needs a row of each kind."""

import pytest

from ledger.models import Program


@pytest.fixture
def first_document(db: None, one_of_each: Program) -> Program:
    """`db` is named, because pytest does not look for it behind a fixture that overrides its own name."""
    return one_of_each
