"""The log has what a row is related to by relations to many, from whichever side that changes."""

from datetime import date

import pytest

from ledger.models import Milestone, Program
from sites.models import Site
from tests.ledger.desk.entered import address
from tests.ledger.desk.form import fields_of
from tests.ledger.log import changes
from tests.people import SignedIn

RELATION = Milestone.sites.through


@pytest.fixture
def milestone(db: None) -> Milestone:
    program = Program.objects.create(slug="anchor", name="앵커")
    for slug in ("jung", "mapo"):
        Site.objects.create(slug=slug, name=slug)
    return Milestone.objects.create(program=program, happened_on=date(2021, 5, 1), text="착공")


def told() -> list[tuple[str, str]]:
    """What came and went, by the site: ('+', 'jung')."""
    slugs = dict(Site.objects.values_list("pk", "slug"))
    return [(one.how, slugs[one.values["site"]]) for one in changes(RELATION)]


def test_each_change_of_its_sites_is_told(milestone: Milestone) -> None:
    jung, mapo = Site.objects.order_by("slug")
    milestone.sites.add(jung)
    milestone.sites.set([mapo])
    milestone.sites.clear()
    assert sorted(told()[:3]) == [("+", "jung"), ("+", "mapo"), ("-", "jung")]
    assert told()[3:] == [("-", "mapo")]


def test_so_is_one_from_the_side_of_the_site(milestone: Milestone) -> None:
    jung = Site.objects.get(slug="jung")
    jung.milestones.add(milestone)
    jung.milestones.remove(milestone)
    jung.milestones.add(milestone)
    jung.milestones.clear()
    assert told() == [("+", "jung"), ("-", "jung")] * 2
    assert len(changes(Site, jung)) == 1  # the site itself is as it was


def test_a_change_in_the_form_is_shown_on_the_page_of_the_rows_history(
    milestone: Milestone, signed_in: SignedIn
) -> None:
    client = signed_in("finance")
    page = address(Milestone, "change", milestone.pk)
    mapo = Site.objects.get(slug="mapo")
    assert client.post(page, {**fields_of(client, page), "sites": str(mapo.pk)}).status_code == 302
    assert [(one.how, one.who) for one in changes(RELATION)] == [("+", "finance")]
    history = client.get(address(Milestone, "history", milestone.pk)).content.decode()
    assert "mapo" in history
