"""What saving costs, for `make bench`: one line of a page with 300 lines, and a bulk load of 100,000 lines.

A line: the page sent with one amount changed, against a bare save of that line by the ORM and the page looked at; at
most twice that is meant. The load: with the log of changes against without its triggers; at most twice as long is
meant. In the database of tests/bench.py.
"""

import statistics
import time
from collections.abc import Callable
from typing import Any

LINES, LOADED = 300, 100_000
TIMES = 7
SLUG = "many-lines"
PAGE = f"/admin/ledger/program/{SLUG}/budget/2031-original/"


def measure_saving() -> None:
    """Print both."""
    from django.test import Client

    client = Client()
    client.login(username="finance", password="anchor-demo")
    fill()
    measure_line(client)
    measure_load()


def fill() -> None:
    """A programme with ten subjects of 30 lines each."""
    from ledger.models import AccountSubject, BudgetLineItem, BudgetVersion, Program, YearlyAllocation

    program = Program.objects.create(slug=SLUG, name="산출근거가 많은 사업")
    version = BudgetVersion.objects.create(fiscal_year=2031, kind="original")
    for number in range(10):
        subject = AccountSubject.objects.create(
            code=f"{901 + number}-01", name=f"통계목 {number}", valid_from=2000
        )
        allocation = YearlyAllocation.objects.create(program=program, version=version, subject=subject)
        BudgetLineItem.objects.bulk_create(
            BudgetLineItem(allocation=allocation, position=position, description="자문", amount=1_000)
            for position in range(1, LINES // 10 + 1)
        )


def measure_line(client: Any) -> None:
    """Milliseconds of a save on the page, and of what it is compared with."""
    from ledger.models import BudgetLineItem
    from tests.ledger.desk.form import fields_of

    line = BudgetLineItem.objects.filter(allocation__program__slug=SLUG).earliest("pk")
    amount = 10_000

    def bare() -> None:
        nonlocal amount
        amount += 1
        row = BudgetLineItem.objects.get(pk=line.pk)
        row.amount = amount
        row.save()

    saved = []
    for _time in range(TIMES):
        fields = fields_of(client, PAGE)
        (prefix,) = (key.removesuffix("id") for key, value in fields.items() if is_row(key, value, line.pk))
        amount += 1
        fields[f"{prefix}amount"] = str(amount)
        start = time.perf_counter()
        answer = client.post(PAGE, fields)
        saved.append((time.perf_counter() - start) * 1000)
        assert answer.status_code == 302
        assert BudgetLineItem.objects.get(pk=line.pk).amount == amount
    save, page, row = statistics.median(saved), clocked(lambda: client.get(PAGE)), clocked(bare)
    print(
        f"one of {LINES} lines saved on its page: {save:.1f} ms; the page {page:.1f}, the bare row {row:.1f}:"
        f" {save / (page + row):.2f} times both (2 at most)"
    )


def is_row(key: str, value: object, pk: int) -> bool:
    """Whether a field says which row of the lines it is, and it is this one."""
    return key.startswith("lines-") and key.endswith("-id") and value == str(pk)


def clocked(work: Callable[[], object]) -> float:
    """The median milliseconds of some work."""
    times = []
    for _time in range(TIMES):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def measure_load() -> None:
    """Seconds of a bulk load, with the log of changes and without."""
    from django.db import connection, transaction

    from ledger.after_migrate.change_log import change_triggers
    from ledger.models import BudgetLineItem

    table = BudgetLineItem._meta.db_table
    name = next(name for name, one in change_triggers().items() if one.event == f"AFTER INSERT ON {table}")
    with_log, without = [], []
    for _time in range(2):
        with_log.append(load(LOADED))
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(
                    f"DROP TRIGGER {name}" + (f" ON {table}" if connection.vendor != "sqlite" else "")
                )
            without.append(load(0))
            transaction.set_rollback(True)
    logged, bare = min(with_log), min(without)
    print(
        f"{LOADED:,} lines loaded in bulk: {logged:.1f} s; without the log of changes {bare:.1f}:"
        f" {logged / bare:.2f} times that (2 at most)"
    )


def load(logged: int) -> float:
    """Seconds of a load, which is undone, and of which the log takes so many entries."""
    from django.db import transaction

    from ledger.models import BudgetLineItem, Change, YearlyAllocation

    allocations = list(YearlyAllocation.objects.filter(program__slug=SLUG))
    rows = [
        BudgetLineItem(
            allocation=allocations[number % 10],
            position=1_000 + number,
            description=f"시설 운영 인건비와 재료비 {number}",
            basis=f"{number},000원×12명",
            amount=12_000 * number,
        )
        for number in range(LOADED)
    ]
    with transaction.atomic():
        before = Change.objects.count()
        start = time.perf_counter()
        BudgetLineItem.objects.bulk_create(rows, batch_size=5_000)
        seconds = time.perf_counter() - start
        assert Change.objects.count() - before == logged
        transaction.set_rollback(True)
    return seconds
