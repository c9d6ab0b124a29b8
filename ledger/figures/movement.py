"""What moves a voted budget and what goes on into the next year, as pure frozen records.

예산변경 is what the movements of a year leave (이용, 전용, 변경사용, 이체, 예비비), 차년이월 what it carries over.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ledger.figures.budget import SourceShare
from ledger.figures.facts import Subject

QUARTERS = (1, 2, 3, 4)


@dataclass(frozen=True)
class Movement:
    """Money that moved, as one programme has it: from a subject of its own to a subject of its own.

    A side that is None lies outside the programme; `partner` names the other programme there, '' where that is none
    of the ledger. `national` None: the national money in it is not known.
    """

    fiscal_year: int
    kind: str
    decided_on: date
    document_number: str
    from_subject: Subject | None
    to_subject: Subject | None
    partner: str
    amount: int
    national: int | None
    unit: str
    reason: str = ""
    id: int = 0

    @property
    def quarter(self) -> int:
        """1 to 4; what is decided in the closing period belongs to the last quarter of its year."""
        return 4 if self.decided_on.year > self.fiscal_year else (self.decided_on.month + 2) // 3

    def sign(self, subject: Subject | None = None) -> int:
        """What it does to the budget of a subject, of None: of the programme: 1 adds, -1 takes off, 0 neither."""
        if subject is None:
            return (self.to_subject is not None) - (self.from_subject is not None)
        return (self.to_subject == subject) - (self.from_subject == subject)


@dataclass(frozen=True)
class CarryOver:
    """An amount that a year carries over into the next: `kind` declared, committed or continuing.

    `carried_before`: the kind by which the same money came into the year, None where it is the year's own.
    """

    fiscal_year: int
    subject: Subject
    kind: str
    amount: int
    national: int | None
    unit: str
    carried_before: str | None = None
    document_number: str = ""
    reason: str = ""
    id: int = 0
    shares: tuple[SourceShare, ...] = ()


def of_subject(movements: Iterable[Movement], subject: Subject) -> tuple[Movement, ...]:
    """The movements that a subject gives to or takes from."""
    return tuple(one for one in movements if subject in (one.from_subject, one.to_subject))
