"""`make bench`: what a page costs on the shipped data. Prints; fails nobody.

For each page: queries, the median and worst server time of 40 requests after a warm-up, how much of that the tie-outs
take, and the time without them over two floors: the same facts loaded and an empty page (`/load`), the same SQL
fetched raw and an empty page (`/sql`). In one process with its connection kept (signed in, HTML). Then what saving
costs (tests/bench_saving.py). Uses a scratch SQLite file, or DATABASE_URL's server when it is set.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

from ledger.reports import REPORTS_BY_NAME
from tests.bench_saving import measure_saving


def main() -> None:
    in_a_database_of_its_own(measure)


def in_a_database_of_its_own(measured: Callable[[], None]) -> None:
    """Measure in a test database, in SQLite where DATABASE_URL names no other, which goes at the end."""
    if not os.environ.get("DATABASE_URL"):
        os.environ["DATABASE_URL"] = f"sqlite:///{tempfile.mkdtemp()}/bench.sqlite3"
    os.environ["DJANGO_SETTINGS_MODULE"] = "smartanchor.settings"
    import django

    django.setup()
    from django.test.utils import setup_test_environment, teardown_test_environment

    setup_test_environment()
    from django.db import connection

    name = connection.creation.create_test_db(verbosity=0)
    try:
        measured()
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
        teardown_test_environment()


def measure() -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    with open(os.devnull, "w") as nowhere:
        call_command("demo", stdout=nowhere)
    client = Client()
    client.login(username="manager", password="anchor-demo")
    print(f"{connection.vendor}, Python {sys.version.split()[0]}")
    print(
        f"{'page':<38}{'queries':>8}{'ms':>7}{'worst':>7}{'tie-outs':>9}{'/load':>7}{'/sql':>7}{'bytes':>8}"
    )
    program = "/programs/smart-anchor/"
    pages = ["/", program, f"{program}document/", f"{program}brief/"]
    pages += [f"{program}reports/{report}/" for report in REPORTS_BY_NAME]
    pages += [f"{program}reports/budget-summary/trace/?row=total&column=change"]
    for page in pages:
        for _ in range(3):
            client.get(page)
        with CaptureQueriesContext(connection) as queries:
            size = len(client.get(page).content)
        statements = [query["sql"] for query in queries.captured_queries]
        times, inside = timed(lambda: client.get(page))  # noqa: B023
        without = statistics.median(times) - statistics.median(inside)
        raw = statistics.median(timed(lambda: sql_floor(client, statements))[0])  # noqa: B023
        loaded = statistics.median(timed(lambda: load_floor(client, page))[0])  # noqa: B023
        print(
            f"{page.removeprefix('/programs/smart-anchor')[:38]:<38}{len(statements):>8}"
            f"{statistics.median(times):>7.1f}{max(times):>7.1f}{statistics.median(inside):>9.1f}"
            f"{without / loaded:>7.2f}{without / raw:>7.2f}{size:>8}"
        )
    measure_tie_outs()
    measure_saving()


def timed(work: Callable[[], object], times: int = 40) -> tuple[list[float], list[float]]:
    """Milliseconds of the work, and of the tie-outs inside it."""
    import ledger.tieout
    from ledger.views import brief, document, programs, reports, variance

    inside = 0.0
    rules = ledger.tieout.findings

    def clocked(*args: Any, **options: Any) -> Any:
        nonlocal inside
        start = time.perf_counter()
        found = rules(*args, **options)
        inside += (time.perf_counter() - start) * 1000
        return found

    modules = [
        module for module in (brief, document, programs, reports, variance) if hasattr(module, "findings")
    ]
    whole, parts = [], []
    try:
        for module in modules:
            module.findings = clocked  # type: ignore[attr-defined]
        for _ in range(times):
            inside = 0.0
            start = time.perf_counter()
            work()
            whole.append((time.perf_counter() - start) * 1000)
            parts.append(inside)
    finally:
        for module in modules:
            module.findings = rules  # type: ignore[attr-defined]
    return whole, parts


def load_floor(client: Any, page: str) -> None:
    """The facts of the page, and a page that has nothing in it (middleware, session, frame)."""
    from ledger.load import load
    from ledger.load.program_list import load_programs

    client.get("/password/changed/")
    load_programs() if page == "/" else load("smart-anchor")


def sql_floor(client: Any, statements: list[str]) -> None:
    """The same queries, their rows fetched, and a page that has nothing in it."""
    from django.db import connection

    client.get("/password/changed/")
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
            if cursor.description:
                cursor.fetchall()


def measure_tie_outs() -> None:
    """All rules over the first programme, its facts loaded already."""
    from ledger.load import load
    from ledger.tieout import findings

    facts = load("smart-anchor")
    found, times = findings(facts), []
    for _ in range(40):
        start = time.perf_counter()
        findings(facts)
        times.append((time.perf_counter() - start) * 1000)
    print(f"{f'tie-outs ({len(found)} findings)':<50}{statistics.median(times):>11.1f}{max(times):>10.1f}")


if __name__ == "__main__":
    main()
