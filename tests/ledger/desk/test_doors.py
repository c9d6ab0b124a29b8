"""Whatever door a change comes by, every total follows; a new programme and year open in the browser alone."""

from typing import Any

from django.test import Client

from ledger.models import AccountSubject, BudgetLineItem, BudgetVersion, Program, YearlyAllocation
from sites.models import SiteKind
from tests.ledger.desk.form import delete, delete_listed, fields_of, place
from tests.ledger.desk.sheet import sending as sheet
from tests.ledger.log import changes
from tests.people import SignedIn


def figures(
    client: Client, row: str, address: str = "/programs/smart-anchor/reports/budget-summary/"
) -> dict[str, Any]:
    rows = client.get(f"{address}?format=json").json()["rows"]
    (found,) = [one["figures"] for one in rows if one["key"] == row]
    cells: dict[str, Any] = found
    return cells


def test_change_form_moves_totals_change_and_rate(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    line = BudgetLineItem.objects.get(description="공공요금 등")
    page = f"/admin/ledger/budgetlineitem/{line.pk}/change/"
    client.post(page, {**fields_of(client, page), "amount": "225,000,000", "national_subsidy": "1,000"})
    subject = figures(client, "201-02")
    assert (subject["current"], subject["change"], subject["rate"]) == (225_000_000, 0, "0.000000")
    assert subject["current_national"] == 1_000
    assert figures(client, "total")["current"] == 6_999_187_000


def test_change_form_moves_the_sites_and_the_tie_to_the_schedule(
    first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in("finance")
    line = BudgetLineItem.objects.get(description="중구 스마트앵커 조성비(공사비)")
    page = f"/admin/ledger/budgetlineitem/{line.pk}/change/"
    client.post(page, {**fields_of(client, page), "amount": "1,072,000,000"})
    sites = "/programs/smart-anchor/reports/sites/"
    assert figures(client, "jung-printing", sites)["current"] == 1_072_000_000
    assert figures(client, "total", sites)["current"] == 7_225_187_000
    assert (
        'class="tie-mark breaks"' in client.get("/programs/smart-anchor/reports/schedule/").content.decode()
    )


def test_add_form(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    allocation = YearlyAllocation.objects.get(version__fiscal_year=2021, subject__code="201-02")
    page = "/admin/ledger/budgetlineitem/add/"
    fields = {
        **fields_of(client, page),
        "allocation": str(allocation.pk),
        "description": "추가",
        "amount": "1,000",
    }
    assert client.post(page, fields).status_code == 302
    assert BudgetLineItem.objects.get(description="추가").position == 2
    assert figures(client, "total")["current"] == 7_224_188_000


def test_delete_page(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    line = BudgetLineItem.objects.get(description="공공요금 등")
    delete(client, f"/admin/ledger/budgetlineitem/{line.pk}/delete/")
    assert figures(client, "201-02")["current"] is None
    assert figures(client, "total")["current"] == 6_774_187_000


def test_action_on_the_list(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    keys = [
        str(key)
        for key in BudgetLineItem.objects.filter(description__contains="개봉").values_list("pk", flat=True)
    ]
    delete_listed(client, "/admin/ledger/budgetlineitem/", keys)
    assert figures(client, "total")["current"] == 7_224_187_000 - 2_888_200_000
    assert [(one.how, one.who) for one in changes(BudgetLineItem)] == [("-", "finance")] * 3


def test_inline_of_the_allocation(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    allocation = YearlyAllocation.objects.get(version__fiscal_year=2021, subject__code="403-01")
    page = f"/admin/ledger/yearlyallocation/{allocation.pk}/change/"
    fields = fields_of(client, page)
    fields[f"{place(fields, 'description', '마포구 스마트앵커 조성비(공사비)')}-amount"] = "803,000,001"
    fields[f"{place(fields, 'description', '중구 스마트앵커 조성비(공사비)')}-DELETE"] = "on"
    assert client.post(page, fields).status_code == 302
    assert figures(client, "403-01")["current"] == 803_000_001


def test_allocation_without_lines(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    allocation = YearlyAllocation.objects.get(version__fiscal_year=2020, subject__code="201-01")
    page = f"/admin/ledger/yearlyallocation/{allocation.pk}/change/"
    assert client.post(page, {**fields_of(client, page), "amount": "60,000,000"}).status_code == 302
    assert figures(client, "201-01")["prior"] == 60_000_000


def test_sheet_of_the_line_items(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    row = BudgetLineItem.objects.get(description="공공요금 등")
    subject = str(AccountSubject.objects.get(code="207-01").pk)
    new = {"subject": subject, "description": "연구용역", "amount": "68,000,000"}
    response = sheet.send(
        client,
        changed=[sheet.changed(row, amount="225,000,000", national_subsidy="1,000")],
        added=[sheet.added("new-1", **new)],
    )
    assert response.status_code == 200
    fees, research, total = (figures(client, key) for key in ("201-02", "207-01", "total"))
    assert (fees["current"], fees["change"], fees["current_national"]) == (225_000_000, 0, 1_000)
    assert research["current"] == 68_000_000
    assert total["current"] == 7_224_187_000 - 225_000_000 + 68_000_000
    assert response.json()["beside"]["current"] == f"{total['current']:,}"


def test_new_programme_and_year_open_in_the_browser_alone(db: None, signed_in: SignedIn) -> None:
    """From an empty ledger to a report: each step is a form that finance staff fill in."""
    client = signed_in("finance")

    def entered(page: str, **typed: str) -> None:
        response = client.post(page, {**fields_of(client, page), **typed})
        assert response.status_code == 302, response.content.decode()

    entered("/admin/ledger/accountsubject/add/", code="201-01", name="사무관리비", valid_from="2018")
    entered("/admin/ledger/accountsubject/add/", code="401-01", name="시설비", valid_from="2018")
    entered("/admin/ledger/budgetversion/add/", fiscal_year="2022", kind="original")
    entered("/admin/ledger/budgetversion/add/", fiscal_year="2023", kind="proposal")
    entered("/admin/sites/sitekind/add/", slug="library", name="도서관")
    entered("/admin/sites/site/add/", slug="east", name="동쪽 도서관", kind=str(SiteKind.objects.get().pk))
    entered(
        "/admin/ledger/program/add/",
        slug="library",
        name="도서관 운영",
        bureau="문화본부",
        division="도서관과",
    )
    assert client.get("/programs/library/").status_code == 200

    program = Program.objects.get()
    overview = client.get(f"/admin/ledger/program/{program.pk}/change/").content.decode()
    for year in ("2022-original", "2023-proposal"):
        page = f"/admin/ledger/program/library/budget/{year}/"
        assert f'href="{page}"' in overview
        subjects = {subject.code: str(subject.pk) for subject in AccountSubject.objects.all()}
        entered(page, **{"subjects-0-subject": subjects["201-01"], "subjects-1-subject": subjects["401-01"]})
    entered(
        "/admin/ledger/program/library/budget/2022-original/",
        **{"subjects-0-amount": "10,000,000", "subjects-1-amount": "0"},
    )
    page = "/admin/ledger/program/library/budget/2023-proposal/"
    entered(page, **{"lines-0-description": "사무용품", "lines-0-amount": "15,000,000"})
    fields = fields_of(client, page)
    allocation = str(YearlyAllocation.objects.get(version__fiscal_year=2023, subject__code="401-01").pk)
    (blank,) = [
        key.removesuffix("-allocation")
        for key, value in fields.items()
        if key.endswith("-allocation") and value == allocation
    ]
    entered(page, **{f"{blank}-description": "지붕 공사", f"{blank}-amount": "5,000,000"})

    report = client.get("/programs/library/reports/budget-summary/?format=json").json()
    assert (report["year"], report["version"], report["base"]) == (2023, "2023-proposal", "2022-original")
    assert {
        row["key"]: [row["figures"][key] for key in ("prior", "current", "change", "rate")]
        for row in report["rows"]
    } == {
        "total": [10_000_000, 20_000_000, 10_000_000, "100.000000"],
        "201-01": [10_000_000, 15_000_000, 5_000_000, "50.000000"],
        "401-01": [0, 5_000_000, 5_000_000, None],
    }
    assert "2023년 예산안(작성 중) · 2022년 본예산 대비" in client.get("/programs/library/").content.decode()
    assert BudgetVersion.objects.count() == 2
