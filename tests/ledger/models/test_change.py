"""An account is never deleted, by whatever door: its name stands in the history. It is deactivated instead."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from ledger.models import Program
from sites.said import saying
from tests.ledger.log import newest

DOORS: dict[str, Callable[[Any], object]] = {
    "delete": lambda user: user.delete(),
    "delete of many": lambda user: User.objects.filter(pk=user.pk).delete(),
    "delete past the manager": lambda user: User._base_manager.filter(pk=user.pk).delete(),
}


@pytest.fixture
def user(first_document: Program) -> User:
    """Somebody who changed a programme."""
    user = User.objects.create_user("hong")
    with saying(who="hong"):
        Program.objects.filter(pk=first_document.pk).update(bureau="다른 실")
    return user


@pytest.mark.parametrize("door", DOORS)
def test_it_is_refused_with_a_sentence(door: str, user: User) -> None:
    with pytest.raises(ProtectedError) as refused, transaction.atomic():
        DOORS[door](user)
    assert refused.value.args[0].endswith("대신 비활성으로 바꾸세요.")
    assert newest(Program).who == "hong"


def test_the_database_refuses_it_in_sql(user: User) -> None:
    with (
        pytest.raises(IntegrityError, match="Deactivate"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM auth_user WHERE id = %s", [user.pk])
    assert User.objects.filter(pk=user.pk).exists()


def test_a_deactivated_account_keeps_its_name_in_the_history(user: User) -> None:
    user.is_active = False
    user.save()
    assert newest(Program).who == "hong"
