"""Which budget version a page shows and which it compares with. Pure.

Default current: of the year's versions that hold an allocation of the programme the final one, else the highest
supplementary, else the original, else the highest of the proposals and requests. Default base: of a
supplementary, deemed or final version the one that it is based on; else the original of the year before, else
that year's best by the same order. None means that the ledger does not hold one: never another in silence.
"""

from collections.abc import Iterable

from ledger.facts import Version

ORDER = ("request", "proposal", "amended", "deemed", "original", "supplementary", "final")
"""The kinds, from the first thought to the last word."""

CHANGES_ANOTHER = ("supplementary", "deemed", "final")


def best(versions: Iterable[Version]) -> Version | None:
    """The version that has the last word; None of none."""
    return max(versions, key=lambda version: (ORDER.index(version.kind), version.sequence), default=None)


def find(versions: Iterable[Version], key: str) -> Version | None:
    """The version of that key; the sequence may be left out where only one has the kind."""
    versions = list(versions)
    exact = [version for version in versions if version.key == key]
    alike = [version for version in versions if f"{version.fiscal_year}-{version.kind}" == key]
    found = exact or alike
    return found[0] if len(found) == 1 else None


def years(versions: Iterable[Version]) -> list[int]:
    """The fiscal years in which the programme has a budget, latest first."""
    return sorted({version.fiscal_year for version in versions if version.holds}, reverse=True)


def default_current(versions: Iterable[Version], year: int) -> Version | None:
    """The version that a page of the year shows unless it is asked for another."""
    of_year = [version for version in versions if version.fiscal_year == year]
    return best(version for version in of_year if version.holds) or best(of_year)


def default_base(versions: Iterable[Version], current: Version) -> Version | None:
    """The version that the current one is compared with unless another is asked for."""
    versions = list(versions)
    if current.kind in CHANGES_ANOTHER:
        return next((version for version in versions if version.id == current.based_on), None)
    year_before = [version for version in versions if version.fiscal_year == current.fiscal_year - 1]
    originals = [version for version in year_before if version.kind == "original"]
    return best(originals) or best(year_before)
