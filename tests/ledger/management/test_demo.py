"""`manage.py demo`: a ledger to look at from nothing, and nothing lost when it is repeated."""

import os
import subprocess
import sys
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser
from django.core.management import CommandError, call_command
from django.db import IntegrityError, OperationalError

from ledger.management.commands import demo
from ledger.models import BudgetLineItem, Program
from smartanchor.settings import BASE_DIR


def run() -> str:
    told = StringIO()
    call_command("demo", stdout=told)
    return told.getvalue()


def user(name: str) -> AbstractUser:
    found = get_user_model().objects.get(username=name)
    assert isinstance(found, AbstractUser)
    return found


@pytest.mark.django_db
class TestFirstRun:
    def test_loads_the_programme(self) -> None:
        run()
        assert list(Program.objects.values_list("slug", flat=True)) == ["smart-anchor"]
        assert BudgetLineItem.objects.exists()

    def test_makes_each_account_in_the_group_of_its_role(self) -> None:
        run()
        for name, role in demo.ACCOUNTS.items():
            account = user(name)
            assert [group.name for group in account.groups.all()] == [role]
            assert account.is_staff
            assert account.is_active
            assert account.is_superuser == (name == "admin")
            assert account.check_password("anchor-demo")

    def test_names_the_accounts_and_the_password(self) -> None:
        told = run()
        for word in (*demo.ACCOUNTS, demo.PASSWORD):
            assert word in told


@pytest.mark.django_db
class TestRepeated:
    def test_keeps_what_a_person_changed(self) -> None:
        run()
        finance = user("finance")
        finance.set_password("my own secret")
        finance.save()
        user("auditor").groups.clear()
        line = BudgetLineItem.objects.order_by("pk")[0]
        line.amount += 1
        line.save()
        deleted = BudgetLineItem.objects.order_by("pk")[1]
        deleted.delete()
        lines = BudgetLineItem.objects.count()

        run()

        assert user("finance").check_password("my own secret")
        assert not user("auditor").groups.exists()
        assert BudgetLineItem.objects.get(pk=line.pk).amount == line.amount
        assert BudgetLineItem.objects.count() == lines

    def test_brings_a_missing_account_back(self) -> None:
        run()
        manager = user("manager")
        manager.username = "renamed"
        manager.save()
        run()
        assert user("manager").check_password(demo.PASSWORD)

    def test_loads_nothing_beside_a_programme(self) -> None:
        Program.objects.create(slug="other", name="다른 사업")
        run()
        assert list(Program.objects.values_list("slug", flat=True)) == ["other"]


def test_three_at_once_on_an_empty_database(empty_database: str) -> None:
    environment = {**os.environ, "DATABASE_URL": empty_database, "SECRET_KEY": "only-for-tests"}
    command = [sys.executable, "manage.py"]
    at_once = [
        subprocess.Popen(
            [*command, "demo"],
            cwd=BASE_DIR,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for _ in range(3)
    ]
    told = [process.communicate(timeout=120)[0] for process in at_once]
    assert [process.returncode for process in at_once] == [0, 0, 0], told
    # One of them made everything, the others found it.
    assert sorted(len(text.splitlines()) for text in told) == [2, 2, 3]
    count = (
        "from django.contrib.auth.models import User; from ledger.models import Program;"
        "print(Program.objects.count(), User.objects.count())"
    )
    counted = subprocess.run(
        [*command, "shell", "-v", "0", "-c", count],
        cwd=BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert counted.stdout.split() == ["1", str(len(demo.ACCOUNTS))]


@pytest.mark.django_db
class TestTrouble:
    def test_database_that_fails_is_one_line(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(*args: object, **kwargs: object) -> None:
            raise OperationalError("disk is full\n\tand more that nobody wants to read")

        monkeypatch.setattr(demo, "call_command", fail)
        with pytest.raises(CommandError, match="disk is full") as caught:
            run()
        assert "\n" not in str(caught.value)

    def test_fault_of_our_own_keeps_its_traceback(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(*args: object, **kwargs: object) -> None:
            raise IntegrityError("a fixture breaks a constraint")

        monkeypatch.setattr(demo, "call_command", fail)
        with pytest.raises(IntegrityError):
            run()

    @pytest.mark.parametrize("port", ["0", "65536", "eighty", "８０００", "-1", "80.5"])
    def test_bad_port_stops_it_before_anything_happens(self, port: str) -> None:
        with pytest.raises(CommandError, match="65535"):
            call_command("demo", serve=port)
        assert not Program.objects.exists()
