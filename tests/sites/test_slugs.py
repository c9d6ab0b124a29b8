"""A row without a slug gets one of its name, by whatever door it comes; a slug that is typed stays."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from ledger.models import Document, Program
from sites.fields import Slug
from sites.keys import RESERVED
from sites.models import Site, SiteKind
from sites.slugs import LENGTH, free_slug, romanized, slug_of
from tests.ledger.desk.form import fields_of
from tests.ledger.rows import RECORDS, new_rows
from tests.people import SignedIn

WITH_SLUG: list[Any] = [
    model for model in RECORDS if any(isinstance(field, Slug) for field in model._meta.concrete_fields)
]


class TestWords:
    @pytest.mark.parametrize(
        ("hangul", "latin"),
        [("강남", "gangnam"), ("구로", "guro"), ("왕십리", "wangsipri"), ("값", "gap"), ("의류", "uiryu")],
    )
    def test_each_letter_of_a_syllable_is_written(self, hangul: str, latin: str) -> None:
        assert romanized(hangul) == latin

    def test_a_name_of_a_mac_gives_the_same(self) -> None:
        assert slug_of("\u1100\u1161\u11bc남") == slug_of("강남") == "gangnam"

    @pytest.mark.parametrize(
        ("name", "slug"), [("Maker  Space!", "maker-space"), ("— · —", ""), ("漢字", "")]
    )
    def test_what_is_no_letter_parts_words(self, name: str, slug: str) -> None:
        assert slug_of(name) == slug

    def test_a_long_name_is_cut_and_still_gets_its_number(self) -> None:
        slug = free_slug("가" * 60, "site", {"ga" * 25})
        assert slug == "ga" * 24 + "-2"
        assert len(slug) == LENGTH

    @pytest.mark.parametrize("name", [*RESERVED, "Line 1"])
    def test_no_key_of_the_reports_is_made(self, name: str) -> None:
        assert free_slug(name, "site", ()) == f"site-{slug_of(name)}"


@pytest.mark.django_db
class TestDoors:
    def test_the_model(self) -> None:
        first, second = (Site.objects.create(name="인쇄 스마트앵커") for _number in range(2))
        assert first.slug == "inswae-seumateuaengkeo"
        assert second.slug == "inswae-seumateuaengkeo-2"

    def test_a_name_without_letters(self) -> None:
        assert [SiteKind.objects.create(name="漢字").slug for _number in range(2)] == [
            "sitekind",
            "sitekind-2",
        ]

    def test_a_name_that_reports_keep_for_themselves(self) -> None:
        assert Site.objects.create(name="Total").slug == "site-total"

    def test_many_at_once(self) -> None:
        Site.objects.bulk_create([Site(name="청소"), Site(name="경비")])
        assert set(Site.objects.values_list("slug", flat=True)) == {"cheongso", "gyeongbi"}

    def test_a_file(self, tmp_path: Path) -> None:
        file = tmp_path / "kinds.json"
        file.write_text(json.dumps([{"model": "sites.sitekind", "fields": {"slug": "", "name": "공방"}}]))
        call_command("loaddata", str(file), stdout=StringIO())
        assert SiteKind.objects.get().slug == "gongbang"

    @pytest.mark.parametrize("model", WITH_SLUG, ids=lambda model: model.__name__)
    def test_every_kind_that_has_one(self, model: Any) -> None:
        row = new_rows(3)[model]
        assert row.slug
        assert row.slug.isascii()

    def test_what_is_stored_keeps_its_slug_whatever_its_name(self) -> None:
        site = Site.objects.create(name="청소")
        site.name, site.slug = "경비", ""
        site.save()
        assert Site.objects.get() == site
        assert site.slug == "cheongso"

    def test_a_typed_one_is_taken_and_a_reserved_one_refused(self) -> None:
        assert Site.objects.create(name="청소", slug="x-1").slug == "x-1"
        with pytest.raises(ValidationError):
            Site.objects.create(name="청소", slug="total")


class TestPage:
    def test_the_field_may_stay_blank(self, signed_in: SignedIn) -> None:
        client = signed_in("finance")
        address = "/admin/ledger/program/add/"
        assert "비워 두면 이름으로 만듭니다." in client.get(address).content.decode()
        fields = {**fields_of(client, address), "name": "스마트앵커 운영", "slug": ""}
        assert client.post(address, fields).status_code == 302
        assert client.get(Program.objects.get().get_absolute_url()).status_code == 200

    def test_a_page_that_is_saved_with_it_blank_keeps_the_address(
        self, first_document: Program, signed_in: SignedIn
    ) -> None:
        client = signed_in("finance")
        document = Document.objects.get()
        address = f"/admin/ledger/document/{document.pk}/change/"
        fields = {**fields_of(client, address), "slug": "", "title": "다른 제목"}
        assert client.post(address, fields).status_code == 302
        assert Document.objects.values_list("slug", "title").get() == (document.slug, "다른 제목")

    def test_the_title_of_a_document_is_its_name(self, first_document: Program) -> None:
        document = Document.objects.get()
        made = Document.objects.create(program=document.program, version=document.version, title="설명서")
        assert made.slug == "seolmyeongseo"
