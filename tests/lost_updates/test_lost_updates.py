"""Few people at once lose nothing; `make lost-updates` asks many, on both engines."""

import pytest
from django.db import connection

from tests.lost_updates.run import run


@pytest.mark.django_db  # so that it is asked on PostgreSQL too
def test_four_people_at_once_lose_nothing() -> None:
    made = run(connection.vendor, clients=4, edits=100, seconds=300, processes=2)
    verdict = made.verdict
    assert verdict.accepted >= 100
    assert (verdict.failed, verdict.twice, verdict.lost, verdict.untouched) == ([], [], [], [])
    assert made.locked == 0
