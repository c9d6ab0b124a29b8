"""The history of a row has its relations to many others, from whichever side they change and however rows came."""

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.serializers import serialize

from ledger.models import Milestone, Program
from sites.models import Site
from tests.ledger.desk.entered import address
from tests.ledger.desk.form import fields_of
from tests.people import SignedIn


@pytest.fixture
def milestone(db: None) -> Milestone:
    program = Program.objects.create(slug="anchor", name="앵커")
    for slug in ("jung", "mapo"):
        Site.objects.create(slug=slug, name=slug)
    return Milestone.objects.create(program=program, happened_on=date(2021, 5, 1), text="착공")


def states(milestone: Milestone) -> list[tuple[str, ...]]:
    """The sites of each state, the oldest first."""
    return [
        tuple(sorted(one.site.slug for one in state.sites.all()))
        for state in milestone.history.order_by("history_id")
    ]


def test_each_change_of_its_sites_leaves_a_state(milestone: Milestone) -> None:
    jung, mapo = Site.objects.order_by("slug")
    milestone.sites.add(jung)
    milestone.sites.set([mapo])
    milestone.sites.clear()
    assert states(milestone)[0] == ()
    assert ("jung",) in states(milestone)
    assert states(milestone)[-2:] == [("mapo",), ()]


def test_a_change_from_the_side_of_the_site_does_too(milestone: Milestone) -> None:
    jung = Site.objects.get(slug="jung")
    jung.milestones.add(milestone)
    jung.milestones.remove(milestone)
    assert states(milestone) == [(), ("jung",), ()]
    assert jung.history.count() == 1


@pytest.mark.parametrize("change", ["clear", "set", "set with clear"])
def test_each_milestone_that_a_site_leaves_has_a_state_and_no_other(
    milestone: Milestone, change: str
) -> None:
    """A site of two milestones leaves both, or one of them; a third was never its."""
    jung, mapo = Site.objects.order_by("slug")
    also, never = (
        Milestone.objects.create(program=milestone.program, happened_on=date(2021, 6, 1), text=text)
        for text in ("준공", "개소")
    )
    jung.milestones.set([milestone, also])
    milestone.sites.add(mapo)
    match change:
        case "clear":
            jung.milestones.clear()
        case "set":
            jung.milestones.set([also])
        case _:
            jung.milestones.set([also], clear=True)
    assert states(milestone) == [(), ("jung",), ("jung", "mapo"), ("mapo",)]
    assert states(also)[-1] == (() if change == "clear" else ("jung",))
    assert states(never) == [()]


def test_what_was_never_related_and_is_removed_leaves_none(milestone: Milestone) -> None:
    Site.objects.get(slug="jung").milestones.remove(milestone)
    assert states(milestone) == [()]


def test_a_change_in_the_form_is_shown_on_the_page_of_its_history(
    milestone: Milestone, signed_in: SignedIn
) -> None:
    client = signed_in("finance")
    page = address(Milestone, "change", milestone.pk)
    mapo = Site.objects.get(slug="mapo")
    assert client.post(page, {**fields_of(client, page), "sites": str(mapo.pk)}).status_code == 302
    assert states(milestone)[-1] == ("mapo",)
    history = client.get(address(Milestone, "history", milestone.pk)).content.decode()
    assert "mapo" in history


def test_the_first_state_of_what_a_fixture_brings_has_its_sites(milestone: Milestone, tmp_path: Path) -> None:
    milestone.sites.set(Site.objects.all())
    file = tmp_path / "rows.json"
    file.write_text(serialize("json", [milestone], use_natural_foreign_keys=True))
    milestone.delete()
    Milestone.history.all().delete()
    call_command("loaddata", str(file), verbosity=0)
    assert Milestone.history.count() == 0
    call_command("populate_history", "ledger.Milestone", verbosity=0, stdout=StringIO())
    assert states(Milestone.objects.get()) == [("jung", "mapo")]
    assert Milestone.history.get().history_type == "+"
