"""The ledger that people edit at once, in a database of its own: made, and read again as cells.

`python -m tests.lost_updates.ledgers fill 16 60` makes it in DATABASE_URL's database for 16 people with 60 lines;
`… read` prints the cells and the log of changes as JSON. Each in a process of its own, for its own database.
"""

import json
import os
import subprocess
import sys
from typing import Any

from tests.scratch import PROJECT, environment, make_tables

PASSWORD = "anchor-demo"
SLUG = "many-hands"
YEAR_PAGE = f"/admin/ledger/program/{SLUG}/budget/2022-original/"
CHANGES_PAGE = f"/admin/ledger/program/{SLUG}/budget/2022-supplementary-1/"
FIELDS = ("amount", "national_subsidy", "description", "basis")
"""The fields of a line that people edit."""
LINES_OF_SUBJECT = 6


def told(url: str, *words: str) -> Any:
    """What a process of this module prints, read as JSON."""
    command = [sys.executable, "-m", "tests.lost_updates.ledgers", *words]
    run = subprocess.run(command, cwd=PROJECT, env=environment(url), stdout=subprocess.PIPE, check=True)
    return json.loads(run.stdout)


def fill(people: int, lines: int) -> dict[str, Any]:
    """A programme's year with that many lines, a 추경 with half as many of its own, the accounts: 'finance-01', ..."""
    from django.contrib.auth.models import Group, User

    from ledger.models import AccountSubject, BudgetLineItem, BudgetVersion, Program, YearlyAllocation

    make_tables()
    finance = Group.objects.get(name="finance")
    for number in range(1, people + 1):
        user = User.objects.create_user(f"finance-{number:02}", password=PASSWORD, is_staff=True)
        user.groups.add(finance)
    program = Program.objects.create(slug=SLUG, name="여럿이 고치는 사업")
    original = BudgetVersion.objects.create(fiscal_year=2022, kind="original")
    changed = BudgetVersion.objects.create(
        fiscal_year=2022, kind="supplementary", sequence=1, based_on=original
    )
    allocations = []
    for number in range(-(-lines // LINES_OF_SUBJECT)):
        subject = AccountSubject.objects.create(
            code=f"{201 + number}-01", name=f"통계목 {number + 1}", valid_from=2000
        )
        for version, count in ((original, LINES_OF_SUBJECT), (changed, LINES_OF_SUBJECT // 2)):
            allocation = YearlyAllocation.objects.create(program=program, version=version, subject=subject)
            for position in range(1, count + 1):
                line = BudgetLineItem(allocation=allocation, position=position)
                line.save()
                line.description, line.basis = f"처음 {line.pk}", f"처음 근거 {line.pk}"
                line.amount, line.national_subsidy = 900_000_000 + line.pk, 1_000 + line.pk
                line.save()
            if version is original:
                allocations.append(allocation.pk)
    return {"allocations": allocations, **read()}


def read() -> dict[str, Any]:
    """The cells of every line, row -> field -> text, and the log of the lines from the first on."""
    from ledger.models import BudgetLineItem, Change

    rows = {
        line.pk: {field: str(getattr(line, field)) for field in FIELDS}
        for line in BudgetLineItem.objects.all()
    }
    log = [
        {
            "id": one.pk,
            "who": one.who,
            "row": one.row,
            "how": one.how,
            "before": cells_of(one.before),
            "after": cells_of(one.after),
        }
        for one in Change.objects.filter(kind="ledger.budgetlineitem").order_by("pk")
    ]
    return {"rows": rows, "log": log}


def cells_of(logged: Any) -> dict[str, str] | None:
    """The cells of an entry of the log as text; None where the row was not there."""
    return None if logged is None else {field: str(logged[field]) for field in FIELDS}


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smartanchor.settings")
    django.setup()
    print(json.dumps(fill(int(sys.argv[2]), int(sys.argv[3])) if sys.argv[1] == "fill" else read()))
