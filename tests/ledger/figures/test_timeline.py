"""추진경위: milestones by track, in order."""

from datetime import date

from ledger.figures.facts import Milestone
from ledger.figures.timeline import NO_SITE, tracks
from tests.ledger.records import milestone

BUILD = milestone(date(2019, 3, 1), "build", "jung", track="works")
CHOOSE = milestone(date(2017, 12, 1), "choose", "jung", "mapo", track="works")
OPEN = milestone(date(2021, 1, 1), "open", "mapo", track="works", is_planned=True)
PLAN = milestone(date(2018, 3, 1), "plan", track="plans")
ALL = (PLAN, BUILD, OPEN, CHOOSE)


def texts(milestones: tuple[Milestone, ...], site: str | None = None) -> dict[str, list[str]]:
    return {track.name: [one.text for one in track.milestones] for track in tracks(milestones, site)}


def test_tracks_follow_their_first_milestone_and_milestones_their_dates() -> None:
    found = texts(ALL)
    assert found == {"works": ["choose", "build", "open"], "plans": ["plan"]}
    assert list(found) == ["works", "plans"]


def test_milestones_of_one_date_keep_the_order_of_the_document() -> None:
    same = [milestone(date(2020, 4, 1), text) for text in ("plan", "lease", "appoint")]
    assert texts(tuple(same)) == {"": ["plan", "lease", "appoint"]}


def test_only_what_names_a_site() -> None:
    assert texts(ALL, "jung") == {"works": ["choose", "build"]}
    assert texts(ALL, "mapo") == {"works": ["choose", "open"]}
    assert texts(ALL, "guro") == {}


def test_only_what_names_no_site() -> None:
    assert texts(ALL, NO_SITE) == {"plans": ["plan"]}


def test_no_milestones_no_tracks() -> None:
    assert tracks(()) == ()
