"""A page costs a constant number of queries, whatever the number of rows."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Q
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ledger.load import changes
from ledger.models import (
    AccountSubject,
    BudgetLineItem,
    BudgetMovement,
    CarryOver,
    Document,
    ExecutionSnapshot,
    ExportJob,
    InvestmentPlanEntry,
    Milestone,
    NationalGrant,
    Program,
    ProgramSite,
    SavedView,
    ScheduleItem,
    ScheduleShare,
    Settlement,
    YearlyAllocation,
)
from ledger.reports import REPORTS_BY_NAME
from sites.models import Site
from tests.ledger.register import handed_in, looked_at
from tests.ledger.rows import WHY
from tests.people import SignedIn

MOST_QUERIES = 24


def grow(program: Program) -> None:
    """Multiply what the first document holds: subjects, lines, sites, plan, schedule, movements, programmes."""
    document = Document.objects.get(program=program)
    versions = {one.version for one in YearlyAllocation.objects.select_related("version")}
    subjects = AccountSubject.objects.bulk_create(
        AccountSubject(code=f"9{number:02}-01", name=f"통계목 {number}", valid_from=2018)
        for number in range(8)
    )
    sites = Site.objects.bulk_create(
        Site(slug=f"site-{number}", name=f"대상지 {number}") for number in range(10)
    )
    ProgramSite.objects.bulk_create(
        ProgramSite(program=program, site=site, position=100 + number) for number, site in enumerate(sites)
    )
    allocations = YearlyAllocation.objects.bulk_create(
        YearlyAllocation(program=program, version=version, subject=subject)
        for version in versions
        for subject in subjects
    )
    BudgetLineItem.objects.bulk_create(
        BudgetLineItem(
            allocation=one, position=position, description=f"항목 {position}", amount=1_000, site=sites[0]
        )
        for one in allocations
        for position in (1, 2)
    )
    InvestmentPlanEntry.objects.bulk_create(
        InvestmentPlanEntry(document=document, subject=subject, period="year", year=2021, amount=1_000_000)
        for subject in subjects
    )
    steps = ScheduleItem.objects.bulk_create(
        ScheduleItem(document=document, position=100 + number, text=f"단계 {number}") for number in range(6)
    )
    ScheduleShare.objects.bulk_create(
        ScheduleShare(item=step, subject=subject, amount=1_000) for step in steps for subject in subjects[:2]
    )
    moved: dict[str, Any] = {"fiscal_year": 2020, "decided_on": date(2020, 8, 14), "amount": 1_000, **WHY}
    BudgetMovement.objects.bulk_create(
        BudgetMovement(**moved, kind="virement", position=number, to_program=program, to_subject=subject)
        for number, subject in enumerate(subjects)
    )
    CarryOver.objects.bulk_create(
        CarryOver(
            program=program, fiscal_year=2019, subject=one, kind="declared", position=1, amount=1_000, **WHY
        )
        for one in subjects
    )
    Settlement.objects.bulk_create(
        Settlement(program=program, fiscal_year=year, subject=subject, portion=portion, final_budget=1_000)
        for year in (2018, 2019)
        for subject in subjects
        for portion in ("total", "national")
    )
    ExecutionSnapshot.objects.bulk_create(
        ExecutionSnapshot(
            program=program, fiscal_year=2021, subject=subject, as_of=date(2021, 10, 31), executed=1
        )
        for subject in subjects
    )
    NationalGrant.objects.bulk_create(
        NationalGrant(program=program, site=site, kind="subsidy", secured_on=date(2020, 1, 1), amount=1)
        for site in sites
    )
    Milestone.objects.bulk_create(
        Milestone(program=program, happened_on=date(2020, 1, 1), text=f"경위 {number}")
        for number in range(20)
    )
    for one in Milestone.objects.all():
        one.sites.add(*sites)
    programs = Program.objects.bulk_create(
        Program(slug=f"program-{number}", name=f"사업 {number}", bureau=f"실 {number % 7}", division="과")
        for number in range(5)
    )
    others = YearlyAllocation.objects.bulk_create(
        YearlyAllocation(program=one, version=version, subject=subjects[0])
        for one in programs[::2]
        for version in versions
    )
    BudgetLineItem.objects.bulk_create(
        BudgetLineItem(allocation=one, position=1, description="항목", amount=1_000) for one in others
    )
    for owner in (program, *programs):
        handed_in(owner)
        looked_at(owner).save()
    SavedView.objects.bulk_create(
        SavedView(owner=user, name=f"{user} {number}", is_shared=True)
        for user in User.objects.all()
        for number in range(5)
    )
    ExportJob.objects.bulk_create(
        ExportJob(made_by=user, state="done", file_name=f"{number}.xlsx")
        for user in User.objects.all()
        for number in range(5)
    )


def queries_of(client: Client, address: str) -> int:
    # Django asks for a model's content type once a process: whoever comes first would pay for it.
    ContentType.objects.clear_cache()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


ADDRESSES = [
    "/",
    "/programs/smart-anchor/",
    "/programs/smart-anchor/tie-outs/",
    "/programs/smart-anchor/open-points/",
    "/deadlines/",
    "/deadlines.ics",
    *(f"/programs/smart-anchor/reports/{name}/" for name in REPORTS_BY_NAME),
    "/programs/smart-anchor/reports/sites/?site=jung-printing",
    *(
        f"/programs/smart-anchor/reports/variance/?by={by}"
        for by in ("site", "source", "program", "division")
    ),
    "/programs/smart-anchor/reports/basis-comparison/?unchanged=summed&subject=403-01&site=jung-printing",
    "/programs/smart-anchor/document/",
    "/programs/smart-anchor/brief/",
    "/programs/smart-anchor/workbook/",
    "/submissions/",
    "/submissions/?looked=1&program=smart-anchor&year=2021",
    "/exports/",
    *(
        f"/programs/smart-anchor/reports/{name}/?by={by}"
        for name in ("settlement", "settlement-bridge")
        for by in ("program", "subject")
    ),
]


TRACES = [
    f"/programs/smart-anchor/reports/{cell}"
    for cell in (
        "overview/trace/?row=total-cost&column=total",
        "budget-summary/trace/?row=total&column=rate",
        "budget-summary/trace/?row=403-01&column=current&format=json",
        "schedule/trace/?row=total&column=amount",
        "settlement/trace/?row=2019&column=execution_rate",
        "sites/trace/?row=total&column=national_grant",
        "variance/trace/?by=source&top=1&row=city&column=change",
        "basis-comparison/trace/?row=total&column=change_national",
    )
]


def most_queries(address: str) -> int:
    """The page of tie-outs asks for one more: the text of the source. That of the workbook for two: its texts and the
    moment of the last change. That of the sites for one: whether its reader may look at data entry.
    """
    more = {"tie-outs": 1, "workbook": 2, "reports/sites/": 1}
    return MOST_QUERIES + sum(count for part, count in more.items() if part in address)


def test_page_takes_at_most_two_dozen_queries_marks_of_the_tie_outs_included_and_no_more_with_the_rows(
    first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in("manager")
    User.objects.create_user("colleague")
    # An empty list would not be asked for its rows.
    handed_in(first_document)
    looked_at(first_document).save()
    addresses = ADDRESSES + [
        f"/programs/smart-anchor/reports/{name}/?format={form}"
        for name in REPORTS_BY_NAME
        for form in ("json", "xlsx")
    ]
    addresses += [
        "/?group=none&sort=-change",
        "/?q=x",
        "/?format=json",
        "/?format=xlsx",
        "/submissions/?format=xlsx",
        "/line-items.xlsx",
    ]
    before = {address: queries_of(client, address) for address in addresses}
    assert {
        address: before[address] for address in ADDRESSES if before[address] > most_queries(address)
    } == {}
    grow(first_document)
    assert {address: queries_of(client, address) for address in addresses} == before


def test_a_trace_takes_few_queries_and_no_more_with_the_rows(
    first_document: Program, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beyond a report's: what the reader may do (two), the source text, a history for each kind of row."""
    client = signed_in("finance")
    # As if somebody had entered each row of the first document: else none has a history.
    monkeypatch.setattr(changes, "BROUGHT", Q(pk=0))
    before = {address: queries_of(client, address) for address in TRACES}
    assert max(before.values()) <= MOST_QUERIES + 6
    grow(first_document)
    assert {address: queries_of(client, address) for address in TRACES} == before


def test_year_page_of_data_entry_does_not_grow_with_the_rows(
    first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in("finance")
    address = "/admin/ledger/program/smart-anchor/budget/2021-original/"
    before = queries_of(client, address)
    grow(first_document)
    assert queries_of(client, address) == before


def test_pages_with_rows_inside_do_not_grow_with_them(first_document: Program, signed_in: SignedIn) -> None:
    client = signed_in("finance")
    allocation = YearlyAllocation.objects.get(version__fiscal_year=2021, subject__code="403-01")
    pages = [
        f"/admin/ledger/program/{first_document.pk}/change/",
        f"/admin/ledger/yearlyallocation/{allocation.pk}/change/",
    ]
    for page in pages:
        client.get(page)  # Django looks up the content type of each model once
    for page in pages:  # What Django keeps for the process, such as content types, is asked once.
        client.get(page)
    before = [queries_of(client, page) for page in pages]
    grow(first_document)
    sites = list(Site.objects.all())
    BudgetLineItem.objects.bulk_create(
        BudgetLineItem(allocation=allocation, position=500 + number, description="줄", amount=1, site=site)
        for number, site in enumerate(sites)
    )
    assert [queries_of(client, page) for page in pages] == before
