"""A key that is taken is said in the form, also where somebody else takes it while the form is saved."""

from typing import Any

import pytest
from django.db import IntegrityError

from ledger.models import NationalGrant, Program, Settlement
from sites.rules import UniqueKey
from tests.ledger.desk.entered import address
from tests.ledger.desk.form import fields_of
from tests.people import SignedIn


@pytest.mark.parametrize("model", [NationalGrant, Settlement], ids=lambda model: model._meta.model_name)
@pytest.mark.parametrize("when", ["before", "meanwhile"])
def test_it_is_named_and_what_was_typed_stays(
    model: Any, when: str, first_document: Program, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in("finance")
    row, seen = model.objects.all()[0], set()
    validate = UniqueKey.validate

    def blind_once(self: UniqueKey, *args: Any, **kwargs: Any) -> None:
        """The first look finds nothing, as before somebody else has saved."""
        if self.name in seen:
            validate(self, *args, **kwargs)
        seen.add(self.name)

    typed = {**fields_of(client, address(model, "change", row.pk)), "note": "내가 입력한 메모"}
    # The rows below it are those of the row that is there.
    typed = {name: "0" if name.endswith("-TOTAL_FORMS") else text for name, text in typed.items()}
    count = model.objects.count()
    if when == "meanwhile":
        monkeypatch.setattr(UniqueKey, "validate", blind_once)
    response = client.post(address(model, "add"), typed)
    page = response.content.decode()
    assert response.status_code == 200
    assert "이미 있습니다: " in page
    assert "_key" not in page
    assert "내가 입력한 메모" in page
    assert model.objects.count() == count


def test_rows_that_want_one_another_s_place_are_said_and_no_500(
    first_document: Program, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What fails twice is said on the page as it is now."""

    def fail(*args: object) -> None:
        raise IntegrityError("UNIQUE constraint failed: ledger_nationalgrant_key")

    client = signed_in("finance")
    page = address(NationalGrant, "change", NationalGrant.objects.all()[0].pk)
    monkeypatch.setattr(NationalGrant, "save", fail)
    answer = client.post(page, {**fields_of(client, page), "note": "다른 메모"}, follow=True)
    assert answer.status_code == 200
    assert "저장" in answer.content.decode()
    assert "ledger_nationalgrant_key" not in answer.content.decode()
