"""Rows of one page that take one another's place in one save: saved, and the history knows nothing of the way there."""

from itertools import pairwise
from typing import Any

import pytest
from django.forms.models import modelformset_factory
from django.test import Client

from ledger.desk.saving.places import TakesPlaces
from ledger.models import (
    AccountSubject,
    BudgetLineItem,
    DocumentSection,
    InvestmentPlanEntry,
    Program,
    ProgramSite,
    ScheduleItem,
    ScheduleShare,
    YearlyAllocation,
)
from sites.models import Site
from tests.ledger.desk.entered import address
from tests.ledger.desk.form import Fields, fields_of, place
from tests.ledger.log import newest
from tests.people import SignedIn

YEAR_PAGE = "/admin/ledger/program/smart-anchor/budget/2021-original/"


def saved(client: Client, page: str, fields: Fields) -> None:
    answer = client.post(page, fields)
    assert answer.status_code == 302, answer.content.decode()


def positions(rows: Any) -> dict[str, int]:
    """What the rows are called and where they stand."""
    return {str(row): row.position for row in rows}


def state(row: Any) -> int:
    """The position that the log of changes saw last of a row."""
    return int(newest(type(row), row).values["position"])


@pytest.fixture
def grants(first_document: Program) -> YearlyAllocation:
    """403-01 of 2021 has two lines: 중구 1,071백만원 and 마포 803백만원."""
    return YearlyAllocation.objects.get(version__fiscal_year=2021, subject__code="403-01")


@pytest.fixture(params=["year", "allocation"])
def line_page(request: pytest.FixtureRequest, grants: YearlyAllocation) -> str:
    return YEAR_PAGE if request.param == "year" else address(YearlyAllocation, "change", grants.pk)


def test_two_lines_change_places(line_page: str, grants: YearlyAllocation, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    first, second = grants.line_items.order_by("position")
    fields = fields_of(client, line_page)
    fields[f"{place(fields, 'description', first.description)}-position"] = "2"
    fields[f"{place(fields, 'description', second.description)}-position"] = "1"
    saved(client, line_page, fields)
    assert list(grants.line_items.order_by("position")) == [second, first]
    assert (state(first), state(second)) == (2, 1)


def test_lines_move_on_in_a_ring_and_a_new_one_comes_in(
    line_page: str, grants: YearlyAllocation, signed_in: SignedIn
) -> None:
    """1 goes to 2, 2 to 3, and what is new stands first."""
    client = signed_in("finance")
    first, second = grants.line_items.order_by("position")
    fields = fields_of(client, line_page)
    fields[f"{place(fields, 'description', first.description)}-position"] = "2"
    fields[f"{place(fields, 'description', second.description)}-position"] = "3"
    blank = blank_line(fields, grants, line_page)
    fields |= {f"{blank}-position": "1", f"{blank}-description": "새 항목", f"{blank}-amount": "5"}
    saved(client, line_page, fields)
    assert [line.description for line in grants.line_items.order_by("position")] == [
        "새 항목",
        first.description,
        second.description,
    ]


def blank_line(fields: Fields, grants: YearlyAllocation, page: str) -> str:
    """The empty row for a further line of the subject: 'lines-12'."""
    if page != YEAR_PAGE:
        return f"line_items-{grants.line_items.count()}"
    (found,) = (
        key.removesuffix("-allocation")
        for key, value in fields.items()
        if key.startswith("lines-")
        and key.endswith("-allocation")
        and value == str(grants.pk)
        and not fields[key.replace("-allocation", "-id")]
    )
    return found


def test_a_new_line_stands_where_a_deleted_one_stood(
    line_page: str, grants: YearlyAllocation, signed_in: SignedIn
) -> None:
    client = signed_in("finance")
    first, second = grants.line_items.order_by("position")
    fields = fields_of(client, line_page)
    fields[f"{place(fields, 'description', first.description)}-DELETE"] = "on"
    blank = blank_line(fields, grants, line_page)
    fields |= {f"{blank}-position": "1", f"{blank}-description": "새 항목", f"{blank}-amount": "5"}
    saved(client, line_page, fields)
    assert [line.description for line in grants.line_items.order_by("position")] == [
        "새 항목",
        second.description,
    ]
    assert newest(BudgetLineItem, first).how == "-"


def test_a_line_takes_the_place_of_a_deleted_one(
    line_page: str, grants: YearlyAllocation, signed_in: SignedIn
) -> None:
    client = signed_in("finance")
    first, second = grants.line_items.order_by("position")
    fields = fields_of(client, line_page)
    fields[f"{place(fields, 'description', first.description)}-DELETE"] = "on"
    fields[f"{place(fields, 'description', second.description)}-position"] = "1"
    saved(client, line_page, fields)
    assert positions(grants.line_items.all()) == {second.description: 1}


def test_one_goes_to_the_end_and_the_other_takes_its_place(
    line_page: str, grants: YearlyAllocation, signed_in: SignedIn
) -> None:
    client = signed_in("finance")
    first, second = grants.line_items.order_by("position")
    fields = fields_of(client, line_page)
    fields[f"{place(fields, 'description', first.description)}-position"] = ""
    fields[f"{place(fields, 'description', second.description)}-position"] = "1"
    saved(client, line_page, fields)
    assert list(grants.line_items.order_by("position")) == [second, first]


def test_a_place_that_stays_taken_is_said(
    line_page: str, grants: YearlyAllocation, signed_in: SignedIn
) -> None:
    """2 wants the place of 1, which stays; and a line that is moved away frees its own place only."""
    client = signed_in("finance")
    first, second = grants.line_items.order_by("position")
    for also in ({}, {"DELETE": "on"}):
        fields = fields_of(client, line_page)
        row = place(fields, "description", second.description)
        blank = blank_line(fields, grants, line_page)
        fields |= {f"{blank}-position": "1", f"{blank}-description": "새 항목", f"{blank}-amount": "5"}
        fields |= {f"{row}-{name}": text for name, text in also.items()}
        answer = client.post(line_page, fields)
        assert answer.status_code == 200
        assert "항목" in answer.content.decode()
    assert list(grants.line_items.order_by("position")) == [first, second]


@pytest.mark.parametrize(
    ("kind", "name", "formset"),
    [(ScheduleItem, "text", "schedule_items"), (DocumentSection, "text", "sections")],
)
def test_two_rows_of_a_document_change_places(
    kind: Any, name: str, formset: str, first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in("finance")
    document = first_document.documents.get()
    rows = list(kind.objects.filter(document=document).order_by(*kind._meta.ordering))
    first, second = next(
        (one, other)
        for one, other in pairwise(rows)
        if getattr(one, "section", "") == getattr(other, "section", "")
    )
    page = address(type(document), "change", document.pk)
    fields = fields_of(client, page)
    numbers = {fields[f"{formset}-{at}-id"]: at for at in range(len(rows))}
    before = first.position, second.position
    fields[f"{formset}-{numbers[str(first.pk)]}-position"] = str(second.position)
    fields[f"{formset}-{numbers[str(second.pk)]}-position"] = str(first.position)
    saved(client, page, fields)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (second.position, first.position) == before


def test_two_sites_of_a_programme_change_places(first_document: Program, signed_in: SignedIn) -> None:
    """Whether their numbers are exchanged or what stands in their rows: each site once, as typed."""
    client = signed_in("finance")
    page = address(Program, "change", first_document.pk)
    links = list(ProgramSite.objects.filter(program=first_document).order_by("position", "site"))
    fields = fields_of(client, page)
    rows = [
        next(
            key.removesuffix("-id") for key, pk in fields.items() if pk == str(one.pk) and key.endswith("-id")
        )
        for one in links
    ]
    fields[f"{rows[0]}-site"], fields[f"{rows[1]}-site"] = str(links[1].site_id), str(links[0].site_id)
    saved(client, page, fields)
    placed = {link.position: link.site_id for link in ProgramSite.objects.filter(program=first_document)}
    assert placed[links[0].position] == links[1].site_id
    assert placed[links[1].position] == links[0].site_id
    assert len(placed) == len(links)


def test_two_shares_of_a_step_change_their_subjects_and_a_third_goes(
    first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in("finance")
    step = ScheduleItem.objects.filter(shares__isnull=False).order_by("position")[0]
    step.shares.all().delete()
    subjects = AccountSubject.objects.order_by("code")[:4]
    for subject, amount in zip(subjects[:3], (100, 200, 300), strict=True):
        ScheduleShare.objects.create(item=step, subject=subject, amount=amount)
    page = address(ScheduleItem, "change", step.pk)
    fields = fields_of(client, page)
    at = {amount: place(fields, "amount", str(amount)) for amount in (100, 200, 300)}
    fields[f"{at[100]}-subject"] = str(subjects[1].pk)
    fields[f"{at[200]}-subject"] = str(subjects[2].pk)
    fields[f"{at[300]}-DELETE"] = "on"
    saved(client, page, fields)
    assert {share.subject_id: share.amount for share in step.shares.all()} == {
        subjects[1].pk: 100,
        subjects[2].pk: 200,
    }


def test_a_row_on_which_others_hang_is_not_written_anew(first_document: Program) -> None:
    """Two cells of the plan that change their subjects are refused: their shares would go with them."""
    first, second = InvestmentPlanEntry.objects.filter(period="year", year=2021).order_by("pk")[:2]
    entries: Any = modelformset_factory(
        InvestmentPlanEntry, formset=TakesPlaces, fields=["subject", "year", "period", "document"]
    )
    typed = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "2"}
    for at, (row, subject) in enumerate(((first, second.subject), (second, first.subject))):
        cells = {
            "id": row.pk,
            "subject": subject.pk,
            "year": 2021,
            "period": "year",
            "document": row.document_id,
        }
        typed |= {f"form-{at}-{name}": str(cell) for name, cell in cells.items()}
    page = entries(typed, queryset=InvestmentPlanEntry.objects.filter(pk__in=[first.pk, second.pk]))
    assert not page.is_valid()


def test_the_same_site_twice_is_said(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    page = address(Program, "change", first_document.pk)
    fields = fields_of(client, page)
    links = [key for key in fields if key.endswith("-site") and "__prefix__" not in key and fields[key]]
    fields[links[0]] = fields[links[1]]
    assert client.post(page, fields).status_code == 200
    assert Site.objects.filter(programs=first_document).count() == len(links)
