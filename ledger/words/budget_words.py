"""What a budget is called in the heading above its figures: '2021예산액(A)', '2022예산안(B)', '2020예산현액(A)'.

Every door reads these words here: page, JSON, both Excel files, the names in the workbook, paper, brief, cards, charts.
A base is called by its kind (the year's 본예산 is 예산액, whoever has confirmed it); what is shown is called by its
status too, so that a draft never looks like an adopted budget. Beside another budget of its own year a 본예산 says that
it is one. Where the document does not say which version it prints, the heading says no more than the document.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ledger.figures import versions
from ledger.figures.facts import Version
from ledger.models.version import VersionKind

CHANGES_IN_YEAR = (VersionKind.SUPPLEMENTARY, VersionKind.DEEMED)
"""The kinds that change another budget of the year: 기정 beside 추경, 경정."""

KINDS: dict[str, Promise] = {
    versions.AVAILABLE: _("%(year)s current budget"),
    VersionKind.REQUEST: _("%(year)s division's request"),
    VersionKind.PROPOSAL: _("%(year)s budget proposal"),
    VersionKind.AMENDED: _("%(year)s amended proposal"),
    VersionKind.ORIGINAL: _("%(year)s budget"),
    VersionKind.DEEMED: _("%(year)s deemed budget"),
    VersionKind.SUPPLEMENTARY: _("%(year)s supplementary budget %(sequence)s"),
    VersionKind.FINAL: _("%(year)s final budget"),
}
"""Kind -> what a budget of it is called on its own, or beside those of other years."""

PROPOSED: dict[str, Promise] = {
    VersionKind.ORIGINAL: _("%(year)s budget proposal"),
    VersionKind.SUPPLEMENTARY: _("%(year)s supplementary proposal %(sequence)s"),
}
"""What those are called that nobody has confirmed yet."""


def is_so_far(version: Version, base: Version | None) -> bool:
    """Whether the base is what the version changes (기정예산). 예산현액 and last year's budget never are."""
    return (
        base is not None
        and base.kind != versions.AVAILABLE
        and base.id == version.based_on
        and base.fiscal_year == version.fiscal_year
        and version.kind in CHANGES_IN_YEAR
        and version.kind_is_stated
    )


def version_budget(version: Version, base: Version | None = None) -> str:
    """'2022예산안', once confirmed '2022예산액'; beside the budget so far '추경예산안', once confirmed '경정예산액'."""
    is_adopted = version.status in versions.ADOPTED
    if is_so_far(version, base) and version.kind == VersionKind.SUPPLEMENTARY:
        return gettext("Revised budget") if is_adopted else gettext("Supplementary proposal")
    is_same_year = base is not None and base.key != version.key and base.fiscal_year == version.fiscal_year
    if is_adopted or not version.kind_is_stated or version.kind not in PROPOSED:
        return kind_budget(version, is_beside_its_year=is_same_year)
    if version.kind == VersionKind.ORIGINAL and is_same_year:
        # What it is compared with may be the proposal.
        return with_year(gettext("%(year)s original budget (not confirmed)"), version)
    return with_year(str(PROPOSED[version.kind]), version)


def base_budget(version: Version, base: Version, *others: str) -> str:
    """'2021예산액', '2020예산현액', '2021제1회 추경예산'; '기정예산액' where it is what the version changes.

    Where one of `others`, the words of what stands beside it, says the same, its key comes too: two versions of which
    the document does not say which they are.
    """
    if is_so_far(version, base):
        return gettext("Budget so far")
    if base.key == version.key:
        return version_budget(version)
    words = kind_budget(base, is_beside_its_year=base.fiscal_year == version.fiscal_year)
    return f"{words}[{base.key}]" if words in others else words


def kind_budget(version: Version, *, is_beside_its_year: bool) -> str:
    """'2021예산액', beside another budget of that year '2021본예산액'; '2022예산안', '2020최종예산'."""
    if not version.kind_is_stated:
        return str(KINDS[VersionKind.ORIGINAL]) % {"year": version.fiscal_year}
    if version.kind == VersionKind.ORIGINAL and is_beside_its_year:
        return with_year(gettext("%(year)s original budget"), version)
    return with_year(str(KINDS[version.kind]), version)


def with_year(words: str, version: Version) -> str:
    """The words with the year; of a second version of a kind with its number."""
    text = words % {"year": version.fiscal_year, "sequence": version.sequence}
    is_numbered = version.kind == VersionKind.SUPPLEMENTARY or version.sequence <= 1
    return text if is_numbered else f"{text} {version.sequence}"


def with_letter(words: str, letter: str) -> str:
    """'2020예산액(A)'."""
    return gettext("%(budget)s (%(letter)s)") % {"budget": words, "letter": letter}


def both_budgets(version: Version, base: Version) -> tuple[str, str]:
    """The words of the base and of the version beside each other: '기정예산액', '추경예산안'."""
    current = version_budget(version, base)
    return base_budget(version, base, current), current


def prior_heading(version: Version, base: Version | None) -> str:
    """The heading of the base: '2020예산액(A)', '기정예산액(A)'; without a base a general one."""
    return gettext("Base (A)") if base is None else with_letter(both_budgets(version, base)[0], "A")


def current_heading(version: Version, base: Version | None) -> str:
    """'2022예산안(B)', '경정예산액(B)'."""
    return with_letter(version_budget(version, base), "B")


def second_base_budget(version: Version, base: Version | None, second: Version) -> str:
    """The words of a second base beside the version and its base: '2020최종예산'."""
    others = both_budgets(version, base) if base is not None else (version_budget(version),)
    return base_budget(version, second, *(() if base is not None and base.key == second.key else others))


def items_heading(version: Version) -> str:
    """What the form heads the line items with: '2021년 예산내역'; of what is no 예산액 '2022예산안 내역'."""
    words = version_budget(version)
    if words == str(KINDS[VersionKind.ORIGINAL]) % {"year": version.fiscal_year}:
        return gettext("Items of the %(year)s budget") % {"year": version.fiscal_year}
    return gettext("Items of: %(budget)s") % {"budget": words}
