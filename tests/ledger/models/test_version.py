"""Keys and names of the budget versions."""

import pytest
from django.utils import translation

from ledger.figures.versions import CHANGES_ANOTHER, ORDER
from ledger.models import BudgetVersion, VersionKind


@pytest.mark.parametrize(
    ("kind", "sequence", "key"),
    [
        ("original", 1, "2021-original"),
        ("original", 2, "2021-original-2"),
        ("supplementary", 1, "2021-supplementary-1"),
        ("supplementary", 2, "2021-supplementary-2"),
        ("final", 1, "2021-final"),
    ],
)
def test_key(kind: str, sequence: int, key: str) -> None:
    assert BudgetVersion(fiscal_year=2021, kind=kind, sequence=sequence).key == key


@pytest.mark.parametrize(
    ("kind", "sequence", "is_stated", "name"),
    [
        ("original", 1, True, "2021 original budget"),
        ("original", 2, True, "2021 original budget 2"),
        ("supplementary", 2, True, "2021 supplementary budget no. 2"),
        ("original", 1, False, "2021 budget (version not stated)"),
    ],
)
def test_name(kind: str, sequence: int, is_stated: bool, name: str) -> None:
    version = BudgetVersion(fiscal_year=2021, kind=kind, sequence=sequence, kind_is_stated=is_stated)
    with translation.override("en"):
        assert str(version) == name


def test_the_rules_know_every_kind() -> None:
    assert set(ORDER) == set(VersionKind.values)
    assert set(CHANGES_ANOTHER) < set(ORDER)
