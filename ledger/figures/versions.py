"""Which budget version a page shows and which it compares with. Pure.

Default current: of the year's versions that hold an allocation of the programme the final one, else the highest
supplementary, else the original, else the highest of the proposals and requests, and then the deemed one that changes
it; where none holds one, a version that is a whole budget (a supplementary one only lists what it changes).
Default base: of a supplementary, deemed or final version the one that it is based on; else the original of the year
before, else that year's best by the same order. None means that the ledger does not hold one: never another in silence.
"""

from collections.abc import Iterable

from ledger.figures.facts import Document, Version

ORDER = ("request", "proposal", "amended", "deemed", "original", "supplementary", "final")
"""The kinds, from the first thought to the last word."""

AVAILABLE = "available"
"""The kind of a base that is no version: 예산현액, what a year had with its carry-over (figures/available.py)."""

ADOPTED = ("confirmed", "settled")
"""The statuses of a version that has been decided: it is headed as a budget, and its figures are frozen."""

CHANGES_ANOTHER = ("supplementary", "deemed", "final")
"""The kinds that change the budget that they are based on; the others are whole budgets."""


def best(versions: Iterable[Version]) -> Version | None:
    """The version that has the last word by the order of the kinds, then by sequence; None where there is none."""
    return max(versions, key=lambda version: (ORDER.index(version.kind), version.sequence), default=None)


def find(versions: Iterable[Version], key: str) -> Version | None:
    """The version of a key such as '2021-original'; None where none or more than one could be meant.

    The sequence may be left out where only one version has the kind.
    """
    versions = list(versions)
    exact = [version for version in versions if version.key == key]
    alike = [version for version in versions if f"{version.fiscal_year}-{version.kind}" == key]
    found = exact or alike
    return found[0] if len(found) == 1 else None


def held(
    versions: Iterable[Version], documents: Iterable[Document] = (), shown: Version | None = None
) -> list[Version]:
    """The versions in which the programme has something, an allocation or an edition, and the one that is shown.

    The latest year first; in a year as they follow each other: 본예산, what changes it, what changes that.
    """
    keys = {one.version for one in documents} | ({shown.key} if shown else set())
    all_of_them = list(versions)
    found = [version for version in all_of_them if version.has_allocation or version.key in keys]
    return sorted(
        found,
        key=lambda one: (-one.fiscal_year, len(chain(all_of_them, one)), ORDER.index(one.kind), one.sequence),
    )


def budget_years(versions: Iterable[Version]) -> list[int]:
    """The fiscal years in which the programme has a budget, latest first."""
    return sorted({version.fiscal_year for version in versions if version.has_allocation}, reverse=True)


def default_current(versions: Iterable[Version], year: int) -> Version | None:
    """The version that a page of the year shows unless it is asked for another; None where the year has none."""
    of_year = [version for version in versions if version.fiscal_year == year]
    whole = [version for version in of_year if version.kind not in CHANGES_ANOTHER]
    last = best(version for version in of_year if version.has_allocation) or best(whole) or best(of_year)
    return None if last is None else with_deemed(of_year, last)


def last_voted(versions: Iterable[Version], year: int) -> Version | None:
    """The year's last version that the council voted; None where the ledger holds none."""
    version = default_current(versions, year)
    is_voted = version is not None and ORDER.index(version.kind) >= ORDER.index("deemed")
    return version if is_voted else None


def with_deemed(of_year: Iterable[Version], version: Version) -> Version:
    """The version, or the deemed one (성립전·간주) that changes it until the next supplementary budget takes it in."""
    of_year = list(of_year)
    seen = {version.id}
    while following := best(
        one
        for one in of_year
        if one.kind == "deemed" and one.based_on == version.id and one.has_allocation and one.id not in seen
    ):
        version = following
        seen.add(version.id)
    return version


def changes_another(kind: str, based_on: int | None) -> bool:
    """Whether a version of a kind, based on the one of an id, holds only what it changes (기정, 증감, 경정)."""
    return kind in CHANGES_ANOTHER and based_on is not None


def so_far(versions: Iterable[Version], version: Version) -> Version | None:
    """The version that one is based on (기정예산); None where it is on none that the ledger holds."""
    return next((one for one in versions if one.id == version.based_on), None)


def chain(versions: Iterable[Version], version: Version) -> list[Version]:
    """The version, the one that it changes, and so on down to a whole budget."""
    by_id = {one.id: one for one in versions}
    found = [version]
    while changes_another(found[-1].kind, found[-1].based_on):
        before = by_id.get(found[-1].based_on or 0)
        if before is None or before in found:
            break
        found.append(before)
    return found


def without_deemed(versions: Iterable[Version], version: Version) -> Version:
    """The version itself, or what the council had voted where it is 성립전·간주: what that changes."""
    return next((one for one in chain(versions, version) if one.kind != "deemed"), version)


def deemed_beside(versions: Iterable[Version], version: Version) -> list[tuple[Version, Version]]:
    """The 성립전·간주 of the programme that a later budget is not based on, each with the version on which both rest.

    Of several that change one another the last one; of two beside each other the later one passed over the earlier.
    """
    versions = list(versions)
    if version.kind not in CHANGES_ANOTHER:
        return []
    own = chain(versions, version)
    changed = {one.based_on for one in versions if one.kind == "deemed" and one.has_allocation}
    found = []
    for one in versions:
        is_earlier = version.kind != "deemed" or one.sequence < version.sequence
        if one.kind == "deemed" and one.has_allocation and is_earlier and one not in own:
            shared = next((below for below in chain(versions, one) if below in own), None)
            if shared is not None and shared != version and one.id not in changed:
                found.append((one, shared))
    return found


def default_base(
    versions: Iterable[Version], current: Version, prior_basis: str = "original"
) -> Version | None:
    """The version that the current one is compared with unless another is asked for; None where the ledger lacks it.

    `prior_basis` is what its document calls the year before: 'original', 'final' or 'available' (no version, but
    예산현액). A version that changes another is compared with that one.
    """
    versions = list(versions)
    if current.kind in CHANGES_ANOTHER:
        return so_far(versions, current)
    year_before = [version for version in versions if version.fiscal_year == current.fiscal_year - 1]
    if prior_basis != "original":
        return best(version for version in year_before if version.kind == prior_basis)
    originals = [version for version in year_before if version.kind == "original"]
    return best(originals) or best(year_before)


NAMED_BASES = ("original-before", "final-before", "so-far", "original", "proposal", "available-before")
"""What a budget is compared with, in the order in which readers ask for it: 전년도 본예산, 전년도 최종예산, 기정예산,
본예산, 예산안, 전년도 예산현액. labels.py has their words."""


def named_bases(versions: Iterable[Version], current: Version) -> dict[str, Version | None]:
    """Each named base of a version but 예산현액 -> the version that the ledger holds for it, None where none."""
    versions = list(versions)
    others = [version for version in versions if version.id != current.id]

    def of(year: int, *kinds: str) -> Version | None:
        return best(version for version in others if version.fiscal_year == year and version.kind in kinds)

    year = current.fiscal_year
    changes_another = current.kind in CHANGES_ANOTHER
    is_voted = ORDER.index(current.kind) >= ORDER.index("deemed")
    return {
        "original-before": of(year - 1, "original"),
        "final-before": of(year - 1, "final"),
        "so-far": default_base(versions, current) if changes_another else None,
        "original": of(year, "original") if changes_another else None,
        "proposal": of(year, "proposal", "amended") if is_voted else None,
    }


def available_key(year: int) -> str:
    """'2020-available': 예산현액 of a year as an address names it."""
    return f"{year}-{AVAILABLE}"


def available_version(year: int) -> Version:
    """예산현액 of a year in the place of a version: a base like the others."""
    return Version(0, available_key(year), year, AVAILABLE, 1, True, "", None, True)
