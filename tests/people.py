"""People in tests: what the fixtures `person` and `signed_in` of tests/conftest.py are."""

from collections.abc import Callable

from django.contrib.auth.models import User
from django.test import Client

Person = Callable[[str], User]
"""Makes a staff member of a role and returns it: person('finance')."""

SignedIn = Callable[[str], Client]
"""Makes a staff member of a role and returns a client signed in as them: signed_in('manager')."""
