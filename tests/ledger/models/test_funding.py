"""Shares of sources: national subsidy never stands twice, whatever the door; a share belongs to just one row."""

from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from ledger.models import CarryOver, FundingShare, FundingSource, Program, Settlement
from tests.ledger.models.test_subject import as_fixture, refused, sql, subject
from tests.ledger.rows import WHY

pytestmark = pytest.mark.django_db


@pytest.fixture
def carried() -> CarryOver:
    program = Program.objects.create(slug="library", name="도서관 운영")
    given = {"program": program, "fiscal_year": 2020, "subject": subject("401-01"), "kind": "declared"}
    return CarryOver.objects.create(**given, amount=100, **WHY)


def source(slug: str, *, is_subsidy: bool = False) -> FundingSource:
    return FundingSource.objects.get_or_create(
        slug=slug, defaults={"name": slug, "level": "national", "is_subsidy": is_subsidy}
    )[0]


def sentence(error: ValidationError) -> str:
    return " ".join(error.messages)


def test_national_subsidy_is_no_share_whatever_the_door(carried: CarryOver, tmp_path: Path) -> None:
    subsidy = source("subsidy", is_subsidy=True)
    wrong = FundingShare(carry_over=carried, source=subsidy, amount=30)
    with pytest.raises(ValidationError, match="국비"):
        wrong.full_clean()
    refused(wrong.save, ValidationError)
    key = list(carried.natural_key())
    of_file = {"carry_over": key, "source": ["subsidy"], "amount": 30}
    refused(as_fixture(tmp_path, "ledger.fundingshare", **of_file), ValidationError)
    refused(partial(FundingShare.objects.bulk_create, [wrong]))
    statement = (
        "INSERT INTO ledger_fundingshare (revision, carry_over_id, source_id, amount) VALUES (1, %s, %s, 30)"
    )
    refused(partial(sql, statement, carried.pk, subsidy.pk))
    right = FundingShare.objects.create(carry_over=carried, source=source("fund"), amount=30)
    refused(partial(FundingShare.objects.filter(pk=right.pk).update, source=subsidy))


def test_a_source_with_shares_does_not_become_the_subsidy_whatever_the_door(carried: CarryOver) -> None:
    fund = source("fund")
    FundingShare.objects.create(carry_over=carried, source=fund, amount=30)
    fund.is_subsidy = True
    with pytest.raises(ValidationError) as refusal:
        fund.full_clean()
    assert list(refusal.value.message_dict) == ["is_subsidy"]
    refused(fund.save, ValidationError)
    refused(partial(FundingSource.objects.filter(pk=fund.pk).update, is_subsidy=True))
    refused(partial(sql, "UPDATE ledger_fundingsource SET is_subsidy = true WHERE id = %s", fund.pk))


def test_a_row_of_national_money_has_no_shares_whatever_the_door(carried: CarryOver) -> None:
    program, fund = carried.program, source("fund")
    rows = {
        portion: Settlement.objects.create(program=program, fiscal_year=2020, portion=portion, executed=100)
        for portion in ("total", "national")
    }
    of_cell: dict[str, Any] = {"cell": "executed", "source": fund, "amount": 30}
    wrong = FundingShare(settlement=rows["national"], **of_cell)
    with pytest.raises(ValidationError, match="총액 줄"):
        wrong.full_clean()
    refused(wrong.save, ValidationError)
    refused(partial(FundingShare.objects.bulk_create, [wrong]))
    FundingShare.objects.create(settlement=rows["total"], **of_cell)
    rows["national"].delete()
    rows["total"].portion = "national"
    refused(rows["total"].save, ValidationError)
    refused(partial(Settlement.objects.filter(pk=rows["total"].pk).update, portion="national"))


def test_a_carry_over_has_one_share_of_each_source(carried: CarryOver) -> None:
    share = FundingShare.objects.create(carry_over=carried, source=source("fund"), amount=30)
    with pytest.raises(ValidationError, match="이미"):
        FundingShare(carry_over=carried, source=share.source, amount=40).full_clean()
    assert share.natural_key()[:4] == (None, None, None, None)
    assert FundingShare.objects.get_by_natural_key(*share.natural_key()) == share
