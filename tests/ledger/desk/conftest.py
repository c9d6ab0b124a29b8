"""Data entry needs a row of each kind."""

import pytest

from ledger.models import Program


@pytest.fixture
def first_document(one_of_each: Program) -> Program:
    return one_of_each
