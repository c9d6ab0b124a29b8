"""`make bench-changes`: what the list of changes costs over 100,000 of them. Prints; fails nobody.

On a scratch database: of SQLite, or where DATABASE_URL says (it must be empty; PostgreSQL). Prints of each filter the
milliseconds of the whole page (the median of five), those that this process computed, those that the database took,
and the queries.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from typing import Any

CHANGES, ROWS, HOT = 100_000, 5_000, 3_000
"""How many changes of how many line items; of the last row alone."""
TIMES = 5

FILTERS = {
    "by itself": "",
    "since the beginning": "since=",
    "with files": "since=&files=1",
    "a programme": "since=&program=smart-anchor",
    "a programme without": "since=&program=other",
    "a person": "since=&who=kim",
    "nobody": "since=&who=nobody",
    "a kind": "since=&kind=ledger.budgetlineitem",
    "a kind without": "since=&kind=sites.sitekind",
    "a row that changes often": f"since=&kind=ledger.budgetlineitem&row={ROWS + 1}",
    "a reason": "since=&words=정정",
    "a reason of none": "since=&words=없는말",
    "a door": "since=&door=/admin/hot",
    "a door of none": "since=&door=/nothing",
    "until long ago": "since=&until=2021-01-01",
    "a page in the middle": "since=&before={middle}",
}
"""What is asked for."""


def main() -> None:
    with scratch():
        import django

        django.setup()
        from django.core.management import call_command

        call_command("demo", verbosity=0)
        fill()
        measure()


@contextmanager
def scratch() -> Iterator[None]:
    os.environ["DJANGO_SETTINGS_MODULE"] = "smartanchor.settings"
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = os.environ.get("DATABASE_URL") or f"sqlite:///{folder}/bench.sqlite3"
        yield


def fill() -> None:
    """The entries, as the triggers write them: saves of one to 300 rows by four people, and one row again and again."""
    from datetime import timedelta
    from uuid import UUID

    from django.db import connection
    from django.utils import timezone

    from ledger.models import Change, Program

    random = Random(7)
    program = Program.objects.get(slug="smart-anchor")
    Program.objects.create(slug="other", name="다른 사업")
    like = Change.objects.filter(kind="ledger.budgetlineitem").first()
    assert like is not None
    assert like.after is not None
    begin, made = timezone.now() - timedelta(days=6), list[Any]()
    while len(made) < CHANGES:
        is_hot = len(made) >= CHANGES - HOT
        rows = (
            [ROWS + 1] if is_hot else random.sample(range(1, ROWS + 1), random.choice([1, 1, 2, 5, 20, 300]))
        )
        said = {
            "who": random.choice(["finance", "approver", "kim", "lee"]),
            "why": random.choice(["", "", "정정 요구에 따름", "감액"]),
            "document_number": random.choice(["", f"예산과-{random.randrange(1000)}"]),
            "door": "/admin/hot/" if is_hot else f"/admin/ledger/budgetlineitem/{random.randrange(10)}/",
            "request": str(UUID(int=random.getrandbits(128), version=4)),
        }
        for row in rows:
            before, after = ({**like.after, "id": row, "amount": random.randrange(10**9)} for _ in range(2))
            made.append(
                Change(
                    **said,
                    at=begin + timedelta(seconds=5 * len(made)),
                    kind=like.kind,
                    row=row,
                    how="~",
                    program=program.pk,
                    before=before,
                    after=after,
                )
            )
    Change.objects.bulk_create(made, batch_size=500)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def measure() -> None:
    from django.conf import settings
    from django.contrib.auth.models import User
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from ledger.models import Change

    settings.ALLOWED_HOSTS = ["*"]
    client = Client()
    client.force_login(User.objects.get(username="finance"))
    client.get("/changes/")
    middle = Change.objects.order_by("pk")[CHANGES // 2].pk
    print(f"{Change.objects.count():,} changes, {connection.vendor}")
    for name, query in FILTERS.items():
        whole, own, database, queries = [], [], [], 0
        for _time in range(TIMES):
            since, began = time.perf_counter(), time.process_time()
            with CaptureQueriesContext(connection) as caught:
                answer = client.get(f"/changes/?{query.format(middle=middle)}")
            whole.append(time.perf_counter() - since)
            own.append(time.process_time() - began)
            database.append(sum(float(one["time"]) for one in caught))
            queries = len(caught)
            assert answer.status_code == 200, (name, answer.status_code)
        told = [f"{1000 * statistics.median(some):>6.0f}" for some in (whole, own, database)]
        print(f"{name:<26}{told[0]} ms{told[1]} ms computed{told[2]} ms database{queries:>4} queries")


if __name__ == "__main__":
    main()
