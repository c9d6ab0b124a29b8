"""Each role may what its duties bring, on every kind of row, as the row's model declares it."""

import pytest
from django.contrib.auth.models import Group

from ledger.after_migrate.roles import ROLES, permissions_of, rights_on
from tests.ledger.rows import KINDS


def may(role: str, label: str) -> set[str]:
    """The actions that a role may take on a kind of row."""
    app, name = label.split(".")
    return {
        code.removesuffix(f"_{name}")
        for of, code in permissions_of(ROLES[role])
        if of == app and code.split("_", 1)[1] == name
    }


def test_finance_edits_what_others_look_at() -> None:
    assert may("finance", "ledger.program") == {"view", "add", "change", "delete"}
    assert may("auditor", "ledger.program") == may("manager", "sites.site") == {"view"}
    assert may("admin", "ledger.program") == set()


def test_a_version_is_submitted_by_finance_and_confirmed_by_the_approver() -> None:
    assert may("finance", "ledger.budgetversion") == {"view", "add", "change", "delete", "submit"}
    assert may("approver", "ledger.budgetversion") == {"view", "confirm"}


def test_an_explanation_is_written_by_who_explains() -> None:
    assert may("manager", "ledger.explanation") == {"view", "add"}
    assert may("auditor", "ledger.explanation") == {"view"}


def test_a_submission_is_written_by_who_hands_in_and_seen_by_who_looks() -> None:
    assert may("approver", "ledger.workbookexport") == {"view", "add"}
    assert {role: may(role, "ledger.workbookexport") for role in ("manager", "auditor", "admin")} == {
        "manager": {"view"},
        "auditor": {"view"},
        "admin": set(),
    }


def test_what_pages_make_for_their_owner_is_nobodys() -> None:
    for role in ROLES:
        assert may(role, "ledger.exportjob") == may(role, "ledger.savedview") == set()


def test_users_are_managed_by_the_administrator_alone() -> None:
    assert {role for role in ROLES if may(role, "auth.user")} == {"admin"}


@pytest.mark.parametrize("role", ROLES)
def test_a_group_has_what_the_duties_bring_and_nothing_else(role: str, db: None) -> None:
    held = Group.objects.get(name=role).permissions.values_list("content_type__app_label", "codename")
    assert sorted(held) == sorted(permissions_of(ROLES[role]))


def test_every_duty_is_somebodys_and_none_is_idle() -> None:
    asked = {duty for model in KINDS for duty in vars(rights_on(model)).values()}
    assert asked - {None, "sign in"} == set().union(*ROLES.values())
