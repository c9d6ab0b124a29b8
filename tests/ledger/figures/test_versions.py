"""Which version is shown and which it is compared with, without a database."""

import pytest

from ledger.figures.versions import (
    best,
    budget_years,
    chain,
    deemed_beside,
    default_base,
    default_current,
    find,
    held,
    without_deemed,
)
from tests.ledger.records import version

REQUEST = version(kind="request", id=1)
PROPOSAL = version(kind="proposal", id=2)
AMENDED = version(kind="amended", id=3)
ORIGINAL = version(id=4)
FIRST = version(kind="supplementary", sequence=1, id=5, based_on=4)
SECOND = version(kind="supplementary", sequence=2, id=6, based_on=5)
FINAL = version(kind="final", id=7, based_on=6)
DEEMED = version(kind="deemed", id=8, based_on=4)
ALL = [SECOND, REQUEST, FINAL, DEEMED, ORIGINAL, PROPOSAL, FIRST, AMENDED]


@pytest.mark.parametrize(
    ("held", "shown"),
    [
        ([REQUEST], REQUEST),
        ([REQUEST, PROPOSAL], PROPOSAL),
        ([PROPOSAL, version(kind="proposal", sequence=2)], version(kind="proposal", sequence=2)),
        ([AMENDED, PROPOSAL], AMENDED),
        ([PROPOSAL, ORIGINAL], ORIGINAL),
        ([AMENDED, ORIGINAL, REQUEST], ORIGINAL),
        ([DEEMED, ORIGINAL], DEEMED),  # decided money counts until the next supplementary budget takes it in
        ([DEEMED, ORIGINAL, FIRST], FIRST),
        (
            [ORIGINAL, FIRST, version(kind="deemed", id=9, based_on=5)],
            version(kind="deemed", id=9, based_on=5),
        ),
        ([ORIGINAL, FIRST], FIRST),
        ([SECOND, ORIGINAL, FIRST], SECOND),
        (ALL, FINAL),
    ],
)
def test_default_current_is_the_last_word(held: list, shown: object) -> None:
    assert default_current(held, 2021) == shown
    assert default_current(reversed(held), 2021) == shown


def test_versions_to_choose_from_follow_each_other() -> None:
    taken_in = version(kind="supplementary", sequence=1, id=5, based_on=8)
    of_year = [FINAL, DEEMED, SECOND, ORIGINAL, taken_in, PROPOSAL]
    assert held([version(2020), *of_year, version(2022, has_allocation=False)]) == [
        *(PROPOSAL, ORIGINAL, DEEMED, taken_in, SECOND, FINAL),
        version(2020),
    ]


def test_default_current_holds_an_allocation_of_the_programme() -> None:
    empty_final = version(kind="final", id=9, has_allocation=False)
    assert default_current([empty_final, ORIGINAL, PROPOSAL], 2021) == ORIGINAL


def test_default_current_of_a_year_in_which_no_version_holds_one_is_its_best() -> None:
    """A new year is opened before anything is allotted in it."""
    empty = [version(2022, "proposal", has_allocation=False), version(2022, "request", has_allocation=False)]
    assert default_current([*empty, ORIGINAL], 2022) == empty[0]


def test_default_current_of_a_year_in_which_no_version_holds_one_is_a_whole_budget() -> None:
    """A supplementary budget lists what it changes: a programme that is not in it has not ended by it."""
    original = version(id=4, has_allocation=False)
    empty = [version(kind="supplementary", id=5, based_on=4, has_allocation=False), original]
    assert default_current(empty, 2021) == original
    assert default_current(empty[:1], 2021) == empty[0]


def test_default_current_is_never_of_another_year() -> None:
    assert default_current(ALL, 2022) is None
    assert default_current([], 2021) is None


ORIGINAL_2020 = version(2020, id=20)
FINAL_2020 = version(2020, "final", id=21)
PROPOSAL_2020 = version(2020, "proposal", id=22)
REQUEST_2020 = version(2020, "request", id=23)


@pytest.mark.parametrize(
    ("current", "base"),
    [
        (REQUEST, ORIGINAL_2020),
        (PROPOSAL, ORIGINAL_2020),
        (AMENDED, ORIGINAL_2020),
        (ORIGINAL, ORIGINAL_2020),
        (FIRST, ORIGINAL),
        (SECOND, FIRST),
        (DEEMED, ORIGINAL),
        (FINAL, SECOND),
    ],
)
def test_default_base_of_each_kind(current: object, base: object) -> None:
    held = [*ALL, FINAL_2020, PROPOSAL_2020, ORIGINAL_2020]
    assert default_base(held, current) == base  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("year_before", "base"),
    [
        ([ORIGINAL_2020, FINAL_2020], ORIGINAL_2020),
        ([PROPOSAL_2020, FINAL_2020], FINAL_2020),
        ([REQUEST_2020, PROPOSAL_2020], PROPOSAL_2020),
        ([REQUEST_2020], REQUEST_2020),
        ([version(2020, id=30), version(2020, sequence=2, id=31)], version(2020, sequence=2, id=31)),
        ([version(2019)], None),  # the year before that is another comparison
        ([], None),
    ],
)
def test_default_base_of_an_original(year_before: list, base: object) -> None:
    assert default_base([*ALL, *year_before], ORIGINAL) == base


@pytest.mark.parametrize("kind", ["supplementary", "deemed", "final"])
def test_what_changes_another_is_never_compared_with_the_year_before(kind: str) -> None:
    lonely = version(kind=kind, id=40, based_on=None)
    assert default_base([lonely, ORIGINAL, ORIGINAL_2020], lonely) is None


def test_a_base_without_an_allocation_of_the_programme_is_a_base_all_the_same() -> None:
    """The version exists and allots nothing: that counts as 0."""
    empty = version(2020, has_allocation=False, id=20)
    assert default_base([ORIGINAL, empty], ORIGINAL) == empty


@pytest.mark.parametrize(
    ("key", "found"),
    [
        ("2021-original", ORIGINAL),
        ("2021-final", FINAL),
        ("2021-supplementary-2", SECOND),
        ("2021-supplementary", None),  # there are two
        ("2021-supplementary-3", None),
        ("2022-original", None),
        ("original", None),
        ("", None),
    ],
)
def test_find(key: str, found: object) -> None:
    assert find(ALL, key) == found


def test_find_without_sequence_where_only_one_has_the_kind() -> None:
    assert find([ORIGINAL, SECOND], "2021-supplementary") == SECOND


def test_find_with_two_originals() -> None:
    again = version(sequence=2, id=41)
    assert find([again, ORIGINAL], "2021-original") == ORIGINAL
    assert find([again, ORIGINAL], "2021-original-2") == again


def test_best_of_none() -> None:
    assert best([]) is None


def test_years_are_those_with_a_budget_of_the_programme_latest_first() -> None:
    held = [version(2019), ORIGINAL, FINAL, version(2022, has_allocation=False), version(2020)]
    assert budget_years(held) == [2021, 2020, 2019]


def test_chain_goes_down_to_a_whole_budget() -> None:
    assert chain(ALL, SECOND) == [SECOND, FIRST, ORIGINAL]
    assert chain(ALL, ORIGINAL) == [ORIGINAL]
    assert chain([SECOND], SECOND) == [SECOND]


def test_chain_of_versions_that_change_each_other_ends() -> None:
    first, second = version(kind="deemed", id=1, based_on=2), version(kind="final", id=2, based_on=1)
    assert chain([first, second], first) == [first, second]
    assert default_current([first, second], 2021) in (first, second)


def test_what_the_council_voted_last_lies_below_what_was_deemed_since() -> None:
    again = version(kind="deemed", sequence=2, id=42, based_on=8)
    assert without_deemed([*ALL, again], again) == ORIGINAL
    assert without_deemed(ALL, DEEMED) == ORIGINAL
    assert [without_deemed(ALL, one) for one in (ORIGINAL, FIRST, FINAL)] == [ORIGINAL, FIRST, FINAL]


def test_what_was_deemed_stands_beside_a_later_budget_that_is_not_based_on_it() -> None:
    """1회 추경 and 성립전 both change the original: neither has what the other adds."""
    assert deemed_beside(ALL, FIRST) == deemed_beside(ALL, FINAL) == [(DEEMED, ORIGINAL)]
    assert deemed_beside(ALL, DEEMED) == deemed_beside(ALL, ORIGINAL) == []
    taken_in = version(kind="supplementary", id=43, based_on=8)
    assert deemed_beside([ORIGINAL, DEEMED, taken_in], taken_in) == []


def test_of_two_deemed_budgets_beside_each_other_the_later_one_passed_over_the_earlier() -> None:
    later = version(kind="deemed", sequence=2, id=44, based_on=4)
    held = [ORIGINAL, DEEMED, later]
    assert deemed_beside(held, later) == [(DEEMED, ORIGINAL)]
    assert deemed_beside(held, DEEMED) == []


def test_what_is_deemed_after_a_budget_is_not_beside_it() -> None:
    after = version(kind="deemed", sequence=2, id=45, based_on=5)
    assert deemed_beside([ORIGINAL, FIRST, after], FIRST) == []
