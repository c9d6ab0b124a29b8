"""The form of 결산현황 and the model that keeps its cells: one declaration each, with one text between them."""

import pytest
from django.utils.translation import override

from ledger.figures.settlement_form import CELLS, COUNT_AS_ZERO, IDENTITIES, SETTLEMENT_CELLS, SettlementCell
from ledger.models import Settlement
from ledger.words import labels
from sites.fields import WonField


def test_every_cell_is_a_field_in_the_forms_order() -> None:
    fields = [field.name for field in Settlement._meta.concrete_fields]
    assert [name for name in fields if name in SETTLEMENT_CELLS] == list(SETTLEMENT_CELLS)


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: cell.key)
def test_a_cell_is_headed_by_the_text_of_its_field(cell: SettlementCell) -> None:
    """So that its wording has one translation."""
    field = Settlement._meta.get_field(cell.key)
    assert isinstance(field, WonField)
    with override("en"):
        assert str(field.verbose_name) == cell.heading
    with override("ko"):
        assert str(field.verbose_name) == labels.heading(cell.heading)


def test_what_it_names_is_a_cell() -> None:
    named = {cell.within for cell in CELLS if cell.within}
    named |= {one for whole, parts in IDENTITIES for one in (whole, *parts)}
    assert named <= set(SETTLEMENT_CELLS)
    assert set(COUNT_AS_ZERO) < set(SETTLEMENT_CELLS)


def test_each_identity_names_its_cells_once() -> None:
    """예산현액 = 최종예산 + 전년이월 + 예산변경 = 집행액 + 차년이월 + 보조금반납금 + 집행잔액."""
    assert {whole for whole, _parts in IDENTITIES} == {"current_budget"}
    parts = [part for _whole, parts in IDENTITIES for part in parts]
    assert sorted([*parts, "current_budget"]) == sorted(SETTLEMENT_CELLS)
