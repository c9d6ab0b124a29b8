"""Every row counts its saves and keeps its history: what, when, by whom and why."""

import pytest

from sites.models import Site, SiteKind
from tests.ledger.log import changes


@pytest.fixture
def site(db: None) -> Site:
    return Site.objects.create(slug="jung", name="중구")


def test_a_new_row_is_revision_one(site: Site) -> None:
    site.refresh_from_db()
    assert site.revision == 1


def test_each_save_counts(site: Site) -> None:
    for revision in (2, 3):
        site.save()
        site.refresh_from_db()
        assert site.revision == revision


def test_a_save_of_some_fields_counts_and_writes_no_other(site: Site) -> None:
    site.name, site.note = "중구 인쇄", "not to be written"
    site.save(update_fields=["name"])
    site.refresh_from_db()
    assert (site.revision, site.name, site.note) == (2, "중구 인쇄", "")


def test_a_row_that_is_found_again_goes_on_counting(site: Site) -> None:
    again = Site.objects.get(slug="jung")
    again.save()
    assert Site.objects.get(slug="jung").revision == 2


def test_update_or_create_counts(site: Site) -> None:
    Site.objects.update_or_create(slug="jung", defaults={"name": "중구 인쇄"})
    assert Site.objects.get(slug="jung").revision == 2


def test_each_save_leaves_a_state(site: Site) -> None:
    site.name = "중구 인쇄"
    site.save()
    site.floors_above = 12
    site.save(update_fields=["floors_above"])
    site.delete()
    states = [(one.how, one.values["name"], one.values["floors_above"]) for one in changes(Site)]
    assert states == [
        ("+", "중구", None),
        ("~", "중구 인쇄", None),
        ("~", "중구 인쇄", 12),
        ("-", "중구 인쇄", 12),
    ]


def test_natural_key_finds_the_row(site: Site) -> None:
    assert site.natural_key() == ("jung",)
    assert Site.objects.get_by_natural_key("jung") == site
    with pytest.raises(SiteKind.DoesNotExist):
        SiteKind.objects.get_by_natural_key("jung")
