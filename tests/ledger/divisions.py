"""Two divisions, each with a programme that has a row of every kind; and somebody in charge of one of them."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.test import Client

from ledger.models import Assignment, Program
from tests.ledger.rows import new_rows

OWN, FOREIGN = ("경제정책실", "도시활성화과"), ("문화본부", "도서관과")
"""Bureau and division: that of the person, and the other one."""


@dataclass(frozen=True)
class Divisions:
    """A row of every kind of each division's programme, by model."""

    own: dict[Any, Any]
    foreign: dict[Any, Any]


def two_divisions() -> Divisions:
    """The rows of both; what is not of a programme there is twice, too, and belongs to neither."""
    own, foreign = new_rows(0), new_rows(1)
    for rows, (bureau, division) in ((own, OWN), (foreign, FOREIGN)):
        Program.objects.filter(pk=rows[Program].pk).update(bureau=bureau, division=division)
        rows[Program].refresh_from_db()
    return Divisions(own, foreign)


def put_in_charge(person: User, *divisions: tuple[str, str]) -> User:
    """The person, in charge of these divisions, each a bureau and a division."""
    for bureau, division in divisions:
        Assignment.objects.create(person=person, bureau=bureau, division=division)
    return person


def client_of(person: User) -> Client:
    """A browser in which somebody is signed in."""
    client = Client()
    client.force_login(person)
    return client
