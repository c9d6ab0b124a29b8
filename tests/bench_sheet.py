"""`python -m tests.bench_sheet`: a sheet of 3,000 rows. Prints; fails nobody.

The CPU seconds of the server, the queries and the bytes as they are sent (gzip) of opening it, of a preview, of saving
ten rows, 300 new ones, all of them; then of a budget that changes this one. Then the same with 2,000 sites, programmes
and subjects more in the city. Uses a scratch SQLite file, or DATABASE_URL's server when it is set.
"""

import gzip
import os
import sys
import time
from collections.abc import Callable
from typing import Any

from tests.bench import in_a_database_of_its_own

ROWS = 3_000
YEAR = "/admin/ledger/program/smart-anchor/budget"
SHEET = f"{YEAR}/2021-original/sheet/line-items/"
CHANGES = f"{YEAR}/2021-supplementary-1/sheet/changes/"


def main() -> None:
    in_a_database_of_its_own(measure)


def measure() -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client

    with open(os.devnull, "w") as nowhere:
        call_command("demo", stdout=nowhere)
    client = Client()
    client.login(username="finance", password="anchor-demo")
    fill(ROWS)
    print(f"{connection.vendor}, Python {sys.version.split()[0]}, {ROWS:,} rows")
    print(f"{'':<34}{'CPU s':>7}{'queries':>9}{'KB':>7}")
    measure_sheet(client, SHEET, "basis", "모두 같은 산출식")
    open_supplementary()
    print("a budget that changes it")
    measure_sheet(client, CHANGES, "change", "1000")
    fill_city(2_000)
    print("with 2,000 sites, 2,000 programmes and 2,000 subjects more")
    measure_sheet(client, SHEET, "basis", "다시 모두 같은 산출식")
    print("a budget that changes it")
    measure_sheet(client, CHANGES, "change", "2000")


def open_supplementary() -> None:
    from ledger.models import BudgetVersion

    original = BudgetVersion.objects.get(fiscal_year=2021, kind="original")
    BudgetVersion.objects.create(fiscal_year=2021, kind="supplementary", sequence=1, based_on=original)


def fill(number: int) -> None:
    """As many lines, over the subjects of the version."""
    from ledger.models import BudgetLineItem, YearlyAllocation

    held = list(YearlyAllocation.objects.filter(version__fiscal_year=2021, program__slug="smart-anchor"))
    rows = [
        BudgetLineItem(
            allocation=held[at % len(held)],
            position=100 + at,
            description=f"{at}번째 산출근거 항목의 이름",
            basis=f"{at:,}원×12명×4회",
            amount=at * 1_000,
        )
        for at in range(number)
    ]
    BudgetLineItem.objects.bulk_create(rows, batch_size=500)


def fill_city(number: int) -> None:
    """What the rest of the city has."""
    from ledger.models import AccountSubject, Program
    from sites.models import Site, SiteKind

    kind = SiteKind.objects.first()
    assert kind is not None
    Site.objects.bulk_create([Site(slug=f"far-{at}", name=f"먼 곳 {at}", kind=kind) for at in range(number)])
    Program.objects.bulk_create([Program(slug=f"far-{at}", name=f"다른 사업 {at}") for at in range(number)])
    AccountSubject.objects.bulk_create(
        [
            AccountSubject(code=f"{900 + at // 100}-{at % 100:02}", name=f"과목 {at}", valid_from=1990)
            for at in range(number)
        ]
    )


def measure_sheet(client: Any, sheet: str, column: str, text: str) -> None:
    """`text` is typed into the `column` of all rows."""
    told("open", lambda: client.get(sheet, follow=True))
    told("the rows alone", lambda: client.get(f"{sheet}?format=json"))
    found = client.get(f"{sheet}?format=json").json()
    ten = changed(found["rows"][:1000:100], "amount", "77000")
    subject = found["rows"][0]["cells"]["subject"]
    new = [
        {"row": f"new-{at}", "cells": {"subject": subject, "description": f"새 항목 {at}", "amount": "5"}}
        for at in range(300)
    ]
    told("preview of ten rows", lambda: sent(client, f"{sheet}preview/", {"changed": ten}))
    told("save of ten rows", lambda: sent(client, sheet, {"changed": ten, "sent_once": found["token"]}))
    token = client.get(f"{sheet}?format=json").json()["token"]
    told("save of 300 new rows", lambda: sent(client, sheet, {"added": new, "sent_once": token}))
    found = client.get(f"{sheet}?format=json").json()
    rows = changed(found["rows"], column, text)
    told("save of all rows", lambda: sent(client, sheet, {"changed": rows, "sent_once": found["token"]}))


def changed(rows: list[dict[str, Any]], column: str, text: str) -> list[dict[str, Any]]:
    """The rows as the browser sends them, with one cell typed."""
    return [
        {**{key: one[key] for key in ("id", "revision", "seen") if key in one}, "cells": {column: text}}
        for one in rows
    ]


def sent(client: Any, address: str, difference: dict[str, Any]) -> Any:
    response = client.post(address, difference, content_type="application/json")
    assert response.status_code == 200, response.content.decode()[:2000]
    return response


def told(what: str, work: Callable[[], Any]) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        begun = time.process_time()
        response = work()
        taken = time.process_time() - begun
    size = len(gzip.compress(response.content)) / 1000
    print(f"{what:<34}{taken:>7.2f}{len(queries):>9}{size:>7.0f}")


if __name__ == "__main__":
    main()
