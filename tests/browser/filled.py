"""A ledger with a row of every kind, for the pages of data entry: `python -m tests.browser.filled`, beside the demo's.

A process of its own: while a browser runs, Django refuses every query in the thread of the tests. It prints the
address of each page of data entry, a line for each.
"""

import subprocess
import sys
from pathlib import Path

from tests.browser.server import PROJECT, environment

YEAR = "/admin/ledger/program/smart-anchor/budget"
OPENING = "/admin/ledger/program/smart-anchor/open/"
ASKED = "source=2021-original&fiscal_year=2022&kind=proposal&sequence=1&with_document=on"


def fill(database: Path) -> list[str]:
    """Put the rows into a ledger of the demo; the addresses of all pages of data entry."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.browser.filled"],
        cwd=PROJECT,
        env={**environment(database), "DJANGO_SETTINGS_MODULE": "smartanchor.settings"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def main() -> None:
    import django

    django.setup()
    from django.contrib import admin
    from django.core.management import call_command

    from ledger.models import Program
    from sites.said import saying
    from tests.ledger.rows import RECORDS, row_of

    program = Program.objects.get()
    with saying(why="공기 부족", document_number="예산-1"):
        call_command(
            "open_version",
            program=program.slug,
            source="2021-original",
            year=2021,
            kind="supplementary",
            stdout=sys.stderr,
        )
        for model in RECORDS:
            row_of(model)
    found = [
        f"{YEAR}/2021-original/",
        f"{YEAR}/2021-original/?forms=1",
        f"{YEAR}/2021-supplementary-1/",
        OPENING,
        f"{OPENING}?{ASKED}",
    ]
    for model in admin.site._registry:
        list_of = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        row = model._base_manager.order_by("pk")[0]
        found += [list_of, f"{list_of}add/"]
        found += [f"{list_of}{row.pk}/{page}/" for page in ("change", "delete", "history")]
    found.append("/admin/ledger/executionsnapshot/paste/")
    found.append("/admin/")
    print("\n".join(found))


if __name__ == "__main__":
    main()
