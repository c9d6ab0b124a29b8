"""`make bench`: what a page costs on the shipped data. Prints; fails nobody.

For each report page: queries, and the median and worst server time of 40 requests after a warm-up, in one process
with its connection kept (signed in, HTML). Uses a scratch SQLite file, or DATABASE_URL's server when it is set.
"""

import os
import statistics
import sys
import tempfile
import time


def main() -> None:
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
        measure()
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
        teardown_test_environment()


def measure() -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from ledger.reports import REPORTS

    with open(os.devnull, "w") as nowhere:
        call_command("demo", stdout=nowhere)
    client = Client()
    client.login(username="manager", password="anchor-demo")
    print(f"{connection.vendor}, Python {sys.version.split()[0]}")
    print(f"{'page':<42}{'queries':>8}{'median ms':>11}{'worst ms':>10}{'bytes':>8}")
    pages = ["/", "/programs/smart-anchor/"]
    pages += [f"/programs/smart-anchor/reports/{report}/?year=2021" for report in REPORTS]
    for page in pages:
        for _ in range(3):
            client.get(page)
        with CaptureQueriesContext(connection) as queries:
            size = len(client.get(page).content)
        count = len(queries)
        times = []
        for _ in range(40):
            start = time.perf_counter()
            response = client.get(page)
            times.append((time.perf_counter() - start) * 1000)
            assert response.status_code == 200, (page, response.status_code)
        print(
            f"{page.removeprefix('/programs/smart-anchor')[:42]:<42}{count:>8}"
            f"{statistics.median(times):>11.1f}{max(times):>10.1f}{size:>8}"
        )
    measure_tie_outs()


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
