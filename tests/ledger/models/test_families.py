"""`ledger.models` brings every model of the ledger, whichever family it stands in."""

from typing import Any

import pytest

from ledger import models
from tests.ledger.rows import KINDS


@pytest.mark.parametrize(
    "model", [one for one in KINDS if one._meta.app_label == "ledger"], ids=lambda model: model.__name__
)
def test_a_model_is_imported_by_its_name(model: Any) -> None:
    assert getattr(models, model.__name__) is model
