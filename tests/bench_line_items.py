"""`make bench-lines`: what the export of 100,000 line items costs. Prints; fails nobody.

Three processes, one after the other, on a scratch SQLite file: one makes the rows; one makes the file of a job, as
`manage.py run_export` does; one writes the same cells, in memory already, with XlsxWriter's constant_memory alone.
Prints the seconds of both (without the start of Python), their ratio, and the peak memory of each process.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

LINES = 100_000
PROGRAMS, SUBJECTS, LINES_OF_EACH = 500, 10, 20


def main() -> None:
    if len(sys.argv) > 2:
        {"fill": fill, "export": export, "floor": floor}[sys.argv[1]](Path(sys.argv[2]))
        return
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/bench.sqlite3"
        os.environ["DJANGO_SETTINGS_MODULE"] = "smartanchor.settings"
        # A process inherits the peak of the one that started it: this one stays small.
        told = {name: measured(name, folder) for name in ("fill", "export", "floor")}
        print(f"{LINES:,} line items, SQLite, Python {sys.version.split()[0]}")
        for name, (seconds, peak) in told.items():
            print(f"{name:<8}{seconds:>8.2f} s{peak:>8.0f} MB at its peak")
        print(f"ratio   {told['export'][0] / told['floor'][0]:>8.2f}")


def measured(name: str, folder: str) -> tuple[float, float]:
    """Seconds and megabytes of a part, in a process of its own."""
    command = [sys.executable, "-m", "tests.bench_line_items", name, folder]
    seconds, peak = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()[-2:]
    return float(seconds), float(peak)


def tell(since: float) -> None:
    """Kilobytes on Linux."""
    print(time.perf_counter() - since, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def fill(folder: Path) -> None:
    """The rows, and the job that is to export them."""
    import django

    django.setup()
    from django.contrib.auth.models import User
    from django.core.management import call_command

    from ledger.models import AccountSubject, BudgetLineItem, BudgetVersion, ExportJob, Program
    from ledger.models import YearlyAllocation as Allocation
    from sites.models import Site

    since = time.perf_counter()
    call_command("migrate", verbosity=0)
    version = BudgetVersion.objects.create(fiscal_year=2021, kind="original")
    sites = Site.objects.bulk_create(
        Site(slug=f"site-{number}", name=f"대상지 {number}") for number in range(50)
    )
    subjects = AccountSubject.objects.bulk_create(
        AccountSubject(code=f"2{number:02}-01", name=f"통계목 {number}", valid_from=2000)
        for number in range(SUBJECTS)
    )
    programs = Program.objects.bulk_create(
        Program(
            slug=f"p-{number}",
            name=f"세부사업 {number:03}",
            bureau=f"{number % 9}실",
            division=f"{number % 31}과",
        )
        for number in range(PROGRAMS)
    )
    allocations = Allocation.objects.bulk_create(
        Allocation(program=program, version=version, subject=subject)
        for program in programs
        for subject in subjects
    )
    BudgetLineItem.objects.bulk_create(
        (
            BudgetLineItem(
                allocation=one,
                position=position,
                description=f"시설 운영 인건비와 재료비 {one.pk}-{position}",
                basis=f"{position + 1},000원×12명×{position + 1}회",
                amount=12_000 * (position + 1) ** 2,
                national_subsidy=6_000 * position,
                site=sites[position % 50] if position % 3 else None,
                is_one_off=position % 7 == 0,
            )
            for one in allocations
            for position in range(LINES_OF_EACH)
        ),
        batch_size=5_000,
    )
    assert BudgetLineItem.objects.count() == LINES
    ExportJob.objects.create(
        made_by=User.objects.create_user("bench"), query="year=2021", file_name="x.xlsx", row_count=LINES
    )
    tell(since)


def export(folder: Path) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    from ledger.models import ExportJob

    job = ExportJob.objects.values_list("pk", flat=True).get()
    since = time.perf_counter()
    call_command("run_export", str(job))
    tell(since)
    (folder / "export.xlsx").write_bytes(ExportJob.objects.get(pk=job).content or b"")


def floor(folder: Path) -> None:
    """The same cells as the exported file has."""
    import openpyxl
    import xlsxwriter

    sheet = openpyxl.load_workbook(folder / "export.xlsx", read_only=True).worksheets[0]
    rows = [tuple(line) for line in sheet.iter_rows(values_only=True)]
    assert len(rows) > LINES
    since = time.perf_counter()
    workbook = xlsxwriter.Workbook(str(folder / "floor.xlsx"), {"constant_memory": True})
    target = workbook.add_worksheet()
    for line, cells in enumerate(rows):
        for at, cell in enumerate(cells):
            if isinstance(cell, str):
                target.write_string(line, at, cell)
            elif cell is not None:
                target.write_number(line, at, cell)
    workbook.close()
    tell(since)


if __name__ == "__main__":
    main()
