"""What moved a programme's budgets and what its years carried over, as frozen facts: one query for each kind."""

from typing import Any

from django.db.models import Q

from ledger import models
from ledger.figures import movement
from ledger.load.rows import Subjects, cells_of, named, subject_or_whole

SIDES = ("from", "to")


def movements_of(program: models.Program, subjects: Subjects) -> list[movement.Movement]:
    """The movements of a programme's budgets, of all years, the earliest first, as that programme has them."""
    rows = models.BudgetMovement.objects.filter(Q(from_program=program) | Q(to_program=program)).order_by(
        "fiscal_year", "decided_on", "document_number", "kind", "position"
    )
    columns = named(
        *("fiscal_year", "kind", "decided_on", "document_number", "amount", "unit", "reason"),
        *("from_program_id", "from_subject_id", "to_program_id", "to_subject_id"),
        id="pk",
        national="national_subsidy",
        from_name="from_program__name",
        to_name="to_program__name",
    )
    return [movement_of(cells, program, subjects) for cells in cells_of(rows, columns)]


def movement_of(cells: dict[str, Any], program: models.Program, subjects: Subjects) -> movement.Movement:
    """A movement from the cells of its row: a side of another programme lies outside, and is named."""
    partner = ""
    own: dict[str, Any] = {}
    for side in SIDES:
        owner, name = cells.pop(f"{side}_program_id"), cells.pop(f"{side}_name")
        subject = subject_or_whole(subjects, cells.pop(f"{side}_subject_id"))
        own[f"{side}_subject"] = subject if owner == program.pk else None
        partner = partner if owner == program.pk else name or ""
    return movement.Movement(**cells, **own, partner=partner)


def carry_overs_of(program: models.Program, subjects: Subjects) -> list[movement.CarryOver]:
    """What the programme's years carried over, the earliest year first, by subject."""
    rows = models.CarryOver.objects.filter(program=program).order_by(
        "fiscal_year", "subject__code", "subject__valid_from", "kind", "position"
    )
    columns = named(
        *("fiscal_year", "kind", "amount", "unit", "carried_before", "document_number", "reason"),
        id="pk",
        national="national_subsidy",
        subject="subject_id",
    )
    return [
        movement.CarryOver(**{**cells, "subject": subjects[cells["subject"]]})
        for cells in cells_of(rows, columns)
    ]
