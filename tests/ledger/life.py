"""Budget versions further on in their lives, without the people who took the steps."""

from datetime import date

from ledger.models import BudgetVersion, VersionTransition

DECISION = {"decided_on": date(2020, 12, 15), "document_number": "의회-123"}
"""What confirming says."""


def moved(version: BudgetVersion, status: str) -> BudgetVersion:
    """The version, until now a draft, in another status: recorded without who, when and why."""
    VersionTransition.objects.create(
        version=version, step="recorded", from_status=version.status, to_status=status
    )
    return version


def confirmed(version: BudgetVersion) -> BudgetVersion:
    """The version, confirmed and frozen."""
    return moved(version, "confirmed")
