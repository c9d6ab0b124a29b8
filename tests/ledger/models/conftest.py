"""The tests of the rows need one of each kind, also of those that the first document has no example of."""

import pytest

from ledger.models import Program


@pytest.fixture
def first_document(one_of_each: Program) -> Program:
    return one_of_each
