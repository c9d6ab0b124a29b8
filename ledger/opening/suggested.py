"""What is mostly opened next from the versions that a programme has."""

from collections.abc import Sequence

from ledger.figures.facts import Version
from ledger.figures.versions import CHANGES_ANOTHER
from ledger.models import BudgetVersion, VersionKind, VersionStatus
from ledger.models.version import ONCE_A_YEAR
from ledger.opening.version import Target

BEFORE_THE_VOTE = (VersionKind.REQUEST, VersionKind.PROPOSAL, VersionKind.AMENDED)
"""The kinds that become a 본예산."""
AFTER_THE_VOTE = (VersionKind.SUPPLEMENTARY, VersionKind.DEEMED, VersionKind.FINAL)
"""The kinds that change it."""


def suggested(known: Sequence[Version]) -> list[tuple[str, Target]]:
    """The source (a key) and what to open from it, the likeliest first; `known` as `versions_held` gives them.

    Two queries at most. A version is the whole city's: of a 추경 that another programme has opened already, and that is
    still a draft, the number is proposed; otherwise the next one.
    """
    if not known:
        return []
    last = known[0]
    year = last.fiscal_year
    targets = [Target(year + 1, VersionKind.PROPOSAL)]
    for kind in within_the_year(last.kind):
        number = 1 if kind in ONCE_A_YEAR else next_number(known, year, kind)
        # What changes a budget is seldom printed as a document of its own.
        targets.append(Target(year, kind, number, with_document=kind not in CHANGES_ANOTHER))
    return [(last.key, target) for target in targets]


def within_the_year(kind: str) -> tuple[str, ...]:
    """The kinds of versions that mostly follow one of this kind in its year."""
    if kind in BEFORE_THE_VOTE:
        return (VersionKind.ORIGINAL,)
    return () if kind == VersionKind.FINAL else AFTER_THE_VOTE


def next_number(known: Sequence[Version], year: int, kind: str) -> int:
    """The number of the draft that others opened, else one more than the city has."""
    own = {one.sequence for one in known if (one.fiscal_year, one.kind) == (year, kind)}
    of_city = BudgetVersion.objects.filter(fiscal_year=year, kind=kind).values_list("sequence", "status")
    rows = list(of_city)
    open_ones = [number for number, status in rows if status == VersionStatus.DRAFT and number not in own]
    return min(open_ones, default=max((number for number, _status in rows), default=0) + 1)
