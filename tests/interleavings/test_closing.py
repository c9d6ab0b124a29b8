"""Whoever saves while a budget is closed is in it, and in the closed figures, or is refused: whatever the order."""

from collections import Counter
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.utils.html import escape

from ledger.after_migrate.freezing import FROZEN
from tests.interleavings.pairs import ORDERS, Stepper, is_of_one_writer, play
from tests.interleavings.stepper import AMOUNT
from tests.scratch import Scratch, scratch

ENGINE = settings.DATABASES["default"]["ENGINE"].rpartition(".")[2].removesuffix("3")
WAYS = {"year": AMOUNT + 111, "line": AMOUNT + 111, "delete": None}
"""How somebody saves -> the amount of the line after it, None where it is gone."""

POSSIBLE = [order for order in ORDERS if ENGINE != "sqlite" or is_of_one_writer(order)]
"""The orders that the engine permits: on SQLite nobody begins to write while another writes."""

CASES = [(way, order) for way in WAYS for order in POSSIBLE]


def test_these_are_all_orders() -> None:
    assert len(set(ORDERS)) == 20
    assert {Counter(order)["S"] for order in ORDERS} == {3}
    assert sum(map(is_of_one_writer, ORDERS)) == 8


@pytest.fixture(scope="module")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scratch]:
    with scratch(ENGINE, tmp_path_factory.mktemp("closing")) as made:
        yield made


@pytest.fixture(scope="module")
def pair(databases: Scratch) -> Iterator[tuple[Stepper, Stepper]]:
    databases.new("closing")
    saver, closer = (Stepper(databases, "closing") for _who in range(2))
    yield saver, closer
    saver.close()
    closer.close()


@pytest.fixture(scope="module")
def sessions(pair: tuple[Stepper, Stepper]) -> dict[str, str]:
    """Who is signed in, once there is a year for each case."""
    pair[0].tell(prepare=len(CASES))
    return pair[0].hear()


@pytest.mark.django_db  # so that it is asked on PostgreSQL too
@pytest.mark.parametrize(("way", "order"), CASES)
def test_closing_while_somebody_saves(
    pair: tuple[Stepper, Stepper], sessions: dict[str, str], way: str, order: str
) -> None:
    saver, closer = pair
    number = CASES.index((way, order))
    saver.begin(session=sessions["finance"], way=way, number=number)
    closer.begin(session=sessions["approver"], way="confirm", number=number)
    waited = play(order, saver, closer)
    saver.tell(found=number)
    found = saver.hear()
    assert (closer.said["status"], found["status"], len(found["closed"])) == (302, "confirmed", 1)
    if saver.said["status"] == 302:
        # It is in, by one change, and that before the budget was closed.
        assert found["amount"] == WAYS[way]
        assert len(found["changed"]) == 1
        assert found["changed"] < found["closed"]
    else:
        assert saver.said["status"] in (200, 409), saver.said["page"]
        # As the database says it, or a page that has looked itself.
        assert any(str(escape(text)) in saver.said["page"] for text in (FROZEN, found["sentence"]))
        assert (found["amount"], found["changed"]) == (AMOUNT, [])
    if order == "SSSCCC":
        assert (saver.said["status"], waited) == (302, 0)
    if order == "CCCSSS":
        assert (saver.said["status"] == 302, waited) == (False, 0)
