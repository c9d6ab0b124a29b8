"""The ledger of an older release, carried over: `python -m tests.ledger.old_ledger` in a process of its own.

tests/fixtures/ledger_0007.json is what the release with ledger 0007 held of the example, edited by its own models:
`rows` of every table, histories too; `answers`, its JSON of each report at each version; `ties`, what it found in each
document. Edited were

- amounts, a division, a site's cost, with who and why in the history; a line was added and deleted;
- texts in decomposed Hangul, with spaces that nobody sees;
- 2021 got two 추경 and a final version, complete copies as was the custom: renamed lines, changed and new amounts; the
  first is confirmed, the second names no version that it is based on, the final one is submitted;
- 2022 got a proposal with a document, printed figures (one of them wrong) and a moved code;
- a second programme shares a site; its part of the first 추경 leaves a subject out;
- settlements, execution, explanations (replaced and stale ones), saved views, the register and an export have rows.

Prints as JSON what the ledger holds and answers once migrated ('carried'), migrated back ('back') and once more
('again'); with --broken what migrating says of rows that today's rules refuse.
"""

import base64
import json
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import django

FIXTURE = Path(__file__).parents[1] / "fixtures" / "ledger_0007.json"
OLD = [("ledger", "0007_submission_reason"), ("sites", "0001_initial")]
"""The migrations of the older release."""


def held() -> dict[str, Any]:
    """The older release's ledger: rows, answers, ties."""
    found: dict[str, Any] = json.loads(FIXTURE.read_text(encoding="utf-8"))
    return found


def main() -> None:
    from django.core.management import call_command

    start()
    if "--broken" in sys.argv:
        print(json.dumps({"said": spoiled(), "rows": dict(rows_held(of_this_release()))}))
        return
    stages = {}
    call_command("migrate", verbosity=0)
    stages["carried"] = stage()
    for app, name in OLD:
        call_command("migrate", app, name, verbosity=0)
    stages["back"] = {"rows": dict(rows_held(of_old_release()))}
    call_command("migrate", verbosity=0)
    stages["again"] = stage()
    print(json.dumps(stages, ensure_ascii=False))


def start() -> None:
    """An older ledger in an empty database. No signal is sent: nothing of today's may be at work in it."""
    from django.core.management.color import no_style
    from django.db import connection, transaction
    from django.db.migrations.executor import MigrationExecutor
    from django.db.models import DateField

    executor = MigrationExecutor(connection)
    others = [node for node in executor.loader.graph.leaf_nodes() if node[0] not in ("ledger", "sites")]
    executor.migrate([*others, *OLD])
    models = of_old_release()
    with transaction.atomic():
        for label, table in held()["rows"].items():
            fields = [models[label]._meta.get_field(column) for column in table["columns"]]
            for field in fields:
                if isinstance(field, DateField):
                    field.auto_now_add = False
            models[label]._base_manager.bulk_create(
                models[label](
                    **{field.attname: field.to_python(cell) for field, cell in zip(fields, row, strict=True)}
                )
                for row in table["rows"]
            )
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), list(models.values())):
            cursor.execute(sql)


def of_old_release() -> dict[str, Any]:
    """Label of a table of the fixture -> its model as the older release had it."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    state = MigrationExecutor(connection).loader.project_state([*OLD, ("admin", "0001_initial")])
    return {label: state.apps.get_model(label) for label in held()["rows"]}


def of_this_release() -> dict[str, Any]:
    from django.apps import apps

    return {label: apps.get_model(label) for label in held()["rows"] if "historical" not in label}


def rows_held(models: dict[str, Any]) -> Iterator[tuple[str, list[list[object]]]]:
    """Label -> all rows of the table, in the columns that the older release had."""
    for label, model in models.items():
        rows = model._base_manager.order_by(model._meta.pk.attname)
        columns = held()["rows"][label]["columns"]
        yield label, [[plain(cell) for cell in row] for row in rows.values_list(*columns)]


def log_held() -> list[list[object]]:
    """Of each entry of the log of changes: kind, row, what happened, when, who, why, the cells before and after."""
    from ledger.models import Change

    entries = Change.objects.order_by("pk")
    return [
        [one.kind, one.row, one.how, plain(one.at), one.who, one.why, one.before, one.after]
        for one in entries
    ]


def plain(cell: object) -> object:
    """A cell as JSON has it."""
    if isinstance(cell, bytes | memoryview):
        return base64.b64encode(bytes(cell)).decode()
    if isinstance(cell, date | datetime):
        return cell.isoformat()
    return cell if cell is None or isinstance(cell, int | str) else str(cell)


def stage() -> dict[str, Any]:
    """What this release holds and answers."""
    from django.contrib.auth.models import User
    from django.test import Client

    from ledger.models import BudgetVersion, VersionTransition, YearlyAllocation

    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(User.objects.get(username="admin"))
    return {
        "rows": dict(rows_held(of_this_release())),
        "log": log_held(),
        "answers": {question: answer(client, question) for question in held()["answers"]},
        "ties": {document: ties(document) for document in held()["ties"]},
        "steps": [
            [one.version.key, one.number, one.step, one.to_status, one.author_id]
            for one in VersionTransition.objects.order_by("version_id", "number")
        ],
        "based on": {one.key: one.based_on.key for one in BudgetVersion.objects.all() if one.based_on},
        "frozen": sorted(one.key for one in BudgetVersion.objects.all() if is_frozen(one)),
        "restated": sorted({one.version.key for one in YearlyAllocation.objects.filter(is_restated=True)}),
    }


def is_frozen(version: Any) -> bool:
    """Whether the database refuses to change what a version allots, whatever is said of it."""
    from django.db import DatabaseError, transaction

    from sites.said import saying

    try:
        with transaction.atomic(), saying(why="고침", document_number="예산과-1"):
            version.allocations.update(unit="million")
            transaction.set_rollback(True)
    except DatabaseError:
        return True
    return False


def answer(client: Any, question: str) -> dict[str, Any]:
    """'smart-anchor overview version=2021-original' -> the base, and of each row the figures that are not blank."""
    program, report, query = question.split()
    response = client.get(f"/programs/{program}/reports/{report}/?{query}&format=json")
    assert response.status_code == 200, (question, response.status_code)
    found = response.json()
    return {
        "base": found["base"],
        "rows": {
            row["key"]: {key: figure for key, figure in row["figures"].items() if figure is not None}
            for row in found["rows"]
        },
    }


def ties(document: str) -> list[list[object]]:
    """'smart-anchor 2021-original' -> rule, report, row, column, unit, verdict, both sides, whether explained."""
    from ledger.load import load
    from ledger.tieout import findings
    from ledger.tieout.explanations import explanation_state, side_text

    program, version = document.split()
    facts = load(program, version=version)
    return [
        [
            *(one.rule, *one.cell[:3], one.unit, one.verdict, side_text(one.left), side_text(one.right)),
            explanation_state(one, facts.explanations),
        ]
        for one in findings(facts, with_causes=False)
    ]


def spoiled() -> list[str]:
    """What migrating says of a slug that reports use, then of an end before its beginning, then that it is done.

    The proposal of 2022 is based on itself, which nothing forbade.
    """
    from django.core.management import CommandError, call_command
    from django.db.models import F

    old = of_old_release()
    old["ledger.budgetversion"]._base_manager.filter(kind="proposal").update(based_on=F("pk"))
    sites, milestones = old["sites.site"]._base_manager, old["ledger.milestone"]._base_manager
    sites.filter(slug="dobong-socks").update(slug="total")
    milestones.filter(text="설계 공모").update(until=date(2020, 2, 1))
    said = []
    for correct in (
        lambda: sites.filter(slug="total").update(slug="dobong-socks"),
        lambda: milestones.filter(text="설계 공모").update(until=date(2020, 2, 28)),
        lambda: None,
    ):
        try:
            call_command("migrate", verbosity=0)
            said.append("")
        except CommandError as refused:
            said.append(str(refused))
        correct()
    return said


if __name__ == "__main__":
    django.setup()
    main()
