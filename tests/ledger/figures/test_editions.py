"""Which row speaks of a site in an edition: its own, the latest before it that says something, the shared one."""

from typing import Any

import pytest

from ledger.figures.editions import Editions, KnownSite, StatedSite, seen_from, sites_of_edition
from ledger.figures.facts import Document, Site
from tests.ledger.records import site, version

OWN = Editions("of-2022", 2022, {"of-2021": 2021, "of-2020": 2020})
HALL = KnownSite(site("hall", 100, floors_above=3))


def said(document: str, slug: str = "hall", **cells: Any) -> StatedSite:
    return StatedSite(document, slug, **cells)


def read(
    *stated: StatedSite, known: tuple[KnownSite, ...] = (HALL,), seen: Editions = OWN
) -> dict[str, Site]:
    return {one.slug: one for one in sites_of_edition(known, stated, seen)}


class TestWhoSpeaks:
    def test_own_row_before_all(self) -> None:
        hall = read(said("of-2021", construction_cost=186), said("of-2022", construction_cost=204))["hall"]
        assert hall.construction_cost == 204

    def test_latest_edition_before_where_its_own_is_blank(self) -> None:
        rows = (
            said("of-2020", construction_cost=150, id=7),
            said("of-2021", construction_cost=186, unit="million", id=8),
            said("of-2022", floors_above=4, id=9),
        )
        hall = read(*rows)["hall"]
        assert (hall.construction_cost, hall.unit, hall.floors_above) == (186, "million", 4)
        assert hall.said_by == {"construction_cost": 8, "floors_above": 9}

    def test_shared_row_where_no_edition_says_anything(self) -> None:
        assert read(said("of-2022"))["hall"].construction_cost == 100

    def test_later_edition_is_not_heard(self) -> None:
        seen = Editions("of-2021", 2021, {}, is_last=False)
        rows = (said("of-2021"), said("of-2022", construction_cost=204))
        assert read(*rows, seen=seen)["hall"].construction_cost == 100

    def test_blank_of_a_complete_row_is_blank(self) -> None:
        hall = read(said("of-2021", construction_cost=186), said("of-2022", is_complete=True))["hall"]
        assert (hall.construction_cost, hall.floors_above, hall.status) == (None, None, "selected")

    def test_zero_is_said(self) -> None:
        assert read(said("of-2022", construction_cost=0, floors_above=0))["hall"].floors_above == 0

    def test_reason_is_that_of_its_own_row_only(self) -> None:
        assert read(said("of-2021", change_reason="설계 변경"))["hall"].change_reason == ""


class TestWhichSites:
    NEW = KnownSite(site("new"))

    @pytest.mark.parametrize(
        ("rows", "seen", "is_there"),
        [
            ((), OWN, True),
            ((said("of-2022"),), OWN, True),
            ((said("of-2022"),), Editions("of-2022", 2022, {}, is_last=False), False),
            ((said("of-2022"), said("of-2023", "new")), OWN, False),
            ((said("of-2022"), said("of-2021", "new")), OWN, True),
        ],
        ids=["no edition states any", "latest one", "older one", "stated later", "stated before"],
    )
    def test_site_that_the_programme_lists(
        self, rows: tuple[StatedSite, ...], seen: Editions, is_there: bool
    ) -> None:
        assert ("new" in read(*rows, known=(HALL, self.NEW), seen=seen)) is is_there

    @pytest.mark.parametrize(("since", "is_there"), [(None, False), (2023, False), (2022, True)])
    def test_site_that_only_lines_name(self, since: int | None, is_there: bool) -> None:
        known = (HALL, KnownSite(site("new"), is_listed=False, named_since=since))
        assert ("new" in read(known=known)) is is_there

    def test_site_of_another_programme_brings_no_cost(self) -> None:
        """A line names it: its 488 are none of this programme's, nor its floors."""
        other = KnownSite(site("other", 488, floors_above=9), is_listed=False, named_since=2021)
        found = read(known=(HALL, other))
        assert (found["other"].construction_cost, found["other"].floors_above) == (None, None)
        assert (found["other"].is_listed, found["hall"].is_listed) == (False, True)

    def test_site_that_an_edition_stated_keeps_what_it_said(self) -> None:
        other = KnownSite(site("other", 488), is_listed=False, named_since=2021)
        found = read(said("of-2021", "other", construction_cost=500), known=(HALL, other))
        assert (found["other"].construction_cost, found["other"].is_listed) == (500, True)

    def test_order_is_that_of_the_edition_and_unlisted_ones_come_last(self) -> None:
        known = (KnownSite(site("aaa"), is_listed=False, named_since=2021), self.NEW, HALL)
        rows = (said("of-2022", "hall", position=1), said("of-2022", "new", position=2))
        assert list(read(*rows, known=known)) == ["hall", "new", "aaa"]


class TestSeenFrom:
    VERSIONS = (
        version(2021),
        version(2021, "supplementary", id=3, based_on=1),
        version(2022, "proposal"),
        version(2023),
    )
    DOCUMENTS = (
        Document("b", "", "2021-supplementary-1", id=1),
        Document("a", "", "2021-original", id=2),
        Document("c", "", "2022-proposal", id=3),
    )

    def test_editions_before_are_in_the_order_of_their_versions(self) -> None:
        seen = seen_from(self.DOCUMENTS, self.VERSIONS, self.VERSIONS[2], self.DOCUMENTS[2])
        assert (seen.slugs, seen.is_last) == (("c", "b", "a"), True)
        earlier = seen.earlier
        assert earlier is not None
        assert (earlier.slugs, earlier.year, earlier.is_last) == (("b", "a"), 2021, False)

    def test_version_without_an_edition_reads_those_before_it(self) -> None:
        seen = seen_from(self.DOCUMENTS, self.VERSIONS, self.VERSIONS[3], None)
        assert (seen.own, seen.slugs) == (None, ("c", "b", "a"))

    def test_first_edition_has_none_before(self) -> None:
        seen = seen_from(self.DOCUMENTS, self.VERSIONS, self.VERSIONS[0], self.DOCUMENTS[1])
        assert (seen.slugs, seen.earlier, seen.is_last) == (("a",), None, False)
