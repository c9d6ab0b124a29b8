"""Two people at one page."""

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from ledger.models import Program
from tests.people import SignedIn


@pytest.fixture
def both(first_document: Program, signed_in: SignedIn) -> tuple[Client, Client]:
    """Two finance officers, both signed in: 'finance' and 'kim'."""
    kim = User.objects.create_user("kim", is_staff=True)
    kim.groups.add(Group.objects.get(name="finance"))
    client = Client()
    client.force_login(kim)
    return signed_in("finance"), client
