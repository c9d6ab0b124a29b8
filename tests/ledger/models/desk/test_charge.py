"""Who may write in which programme: by the divisions that a person is in charge of, alike in Python and in SQL."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import ValidationError

from ledger.models import Assignment, BudgetLineItem, BudgetMovement, FundingShare, Program, YearlyAllocation
from ledger.models.desk.charge import (
    Foreign,
    charges_of,
    editable,
    foreign_sentence,
    is_own,
    may_edit,
    own_rows,
    program_paths,
    refuse_foreign,
)
from sites.models import Site
from tests.ledger.divisions import FOREIGN, OWN, Divisions, put_in_charge, two_divisions
from tests.ledger.log import changes
from tests.ledger.rows import RECORDS
from tests.people import Person


@pytest.fixture
def divisions(db: None) -> Divisions:
    return two_divisions()


def own_programs(person: User) -> set[str]:
    """The divisions of the programmes that a person may write in, as both ways say it."""
    fresh = User.objects.get(pk=person.pk)
    by_row = {one.division for one in Program.objects.all() if may_edit(fresh, one)}
    by_query = set(Program.objects.filter(editable(fresh)).values_list("division", flat=True))
    assert by_row == by_query
    return by_row


BOTH = {OWN[1], FOREIGN[1]}


def test_who_has_no_division_named_is_in_charge_of_all(divisions: Divisions, person: Person) -> None:
    assert own_programs(person("finance")) == BOTH


@pytest.mark.parametrize(
    ("named", "found"),
    [
        ([OWN], {OWN[1]}),
        ([(OWN[0], "")], {OWN[1]}),
        ([OWN, FOREIGN], BOTH),
        ([("", "")], BOTH),
        ([OWN, ("", "")], BOTH),
        ([(OWN[0], FOREIGN[1])], set()),
        ([("없는 실", "")], set()),
    ],
)
def test_rows_say_which(
    named: list[tuple[str, str]], found: set[str], divisions: Divisions, person: Person
) -> None:
    assert own_programs(put_in_charge(person("finance"), *named)) == found


def test_a_superuser_is_in_charge_of_all_whatever_is_named(divisions: Divisions) -> None:
    root = User.objects.create_superuser("root")
    assert own_programs(put_in_charge(root, OWN)) == BOTH


def test_a_programme_without_a_division_is_theirs_who_have_all(divisions: Divisions, person: Person) -> None:
    nobodys = Program.objects.create(slug="nobodys", name="소관 없음")
    finance = put_in_charge(person("finance"), OWN)
    assert not may_edit(finance, nobodys)
    assert "소관 부서 미기재" in foreign_sentence(finance, nobodys)
    assert may_edit(put_in_charge(person("manager"), ("", "")), nobodys)


def test_nobody_has_no_charges() -> None:
    assert charges_of(None) == charges_of(AnonymousUser()) == ()


def test_paths_lead_up_the_links() -> None:
    assert program_paths(Program) == ("",)
    assert program_paths(Site) == ()
    assert program_paths(BudgetLineItem) == ("allocation__program",)
    assert program_paths(BudgetMovement) == ("from_program", "to_program")
    assert {path.partition("__")[0] for path in program_paths(FundingShare)} == {
        "line_item",
        "allocation",
        "plan_entry",
        "settlement",
        "carry_over",
    }


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model._meta.model_name)
def test_a_row_is_whose_its_programme_is(model: Any, divisions: Divisions, person: Person) -> None:
    """What programmes share is everybody's; and the query finds the rows of which that is said."""
    finance = put_in_charge(person("finance"), OWN)
    own, foreign = divisions.own[model], divisions.foreign[model]
    assert is_own(finance, own)
    assert is_own(finance, foreign) == (not program_paths(model))
    found = set(own_rows(finance, model.objects.filter(pk__in=[own.pk, foreign.pk])))
    assert found == ({own} if program_paths(model) else {own, foreign})


def test_a_movement_is_of_either_programme(divisions: Divisions, person: Person) -> None:
    """It is entered once, and both programmes have it."""
    finance = put_in_charge(person("finance"), OWN)
    own, foreign = divisions.own, divisions.foreign
    movement = own[BudgetMovement]
    subject = movement.to_subject
    BudgetMovement.objects.filter(pk=movement.pk).update(from_program=foreign[Program], from_subject=subject)
    movement.refresh_from_db()
    assert is_own(finance, movement)
    assert movement in own_rows(finance, BudgetMovement.objects.all())
    BudgetMovement.objects.filter(pk=movement.pk).update(
        to_program=foreign[Program], from_program=None, from_subject=None
    )
    movement.refresh_from_db()
    assert not is_own(finance, movement)
    assert movement not in own_rows(finance, BudgetMovement.objects.all())


def test_a_row_without_its_links_is_nobody_elses(divisions: Divisions, person: Person) -> None:
    assert is_own(put_in_charge(person("finance"), OWN), YearlyAllocation())


def test_the_refusal_names_the_division_and_whom_to_ask(divisions: Divisions, person: Person) -> None:
    finance = put_in_charge(person("finance"), OWN)
    with pytest.raises(Foreign) as refused:
        refuse_foreign(finance, [divisions.own[BudgetLineItem], divisions.foreign[BudgetLineItem]])
    sentence = str(refused.value)
    for word in (divisions.foreign[Program].name, *FOREIGN, *OWN, "예산 담당자", "시스템 관리자"):
        assert word in sentence


def test_a_division_is_named_with_its_bureau(person: Person) -> None:
    with pytest.raises(ValidationError, match="실·국"):
        Assignment(person=person("finance"), division="도서관과").full_clean()


def test_who_is_put_in_charge_of_what_is_on_record(person: Person) -> None:
    charge = Assignment.objects.get(person=put_in_charge(person("finance"), OWN))
    charge.bureau = "문화본부"
    charge.save()
    charge.delete()
    assert [one.how for one in changes(Assignment)] == ["+", "~", "-"]
