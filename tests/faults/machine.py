"""Who has the operations done, on databases of their own, and asks what the ledger is then."""

import json
import subprocess
import sys
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from sites.said import WRITES
from tests.faults.operations import OPERATIONS, PREVIEWS
from tests.faults.worker import POINTS_OF_A_COMMIT
from tests.scratch import PROJECT, Scratch, Tables, differences, environment


@dataclass
class Base:
    """A database in which an operation may be done, with its form filled in, and what the operation makes of it."""

    name: str
    who: str
    path: str
    fields: dict[str, Any]
    before: Tables
    after: Tables
    answer: dict[str, Any]
    is_json: bool = False

    @property
    def points(self) -> list[str]:
        """The statements of the operation, and both sides of each of its commits."""
        points: list[str] = self.answer["points"]
        return points

    @property
    def sample(self) -> list[int]:
        """Some of the points: the first that writes, one in the middle, the last, and both sides of the last commit."""
        points = self.points
        writing = [at for at, point in enumerate(points) if WRITES.match(point)]
        commits = [at for at, point in enumerate(points) if point in POINTS_OF_A_COMMIT][-2:]
        return sorted({writing[0], writing[len(writing) // 2], writing[-1], *commits})


@dataclass
class Machine:
    """A worker and its databases."""

    databases: Scratch
    sessions: dict[str, str] = field(default_factory=dict)
    bases: dict[str, Base] = field(default_factory=dict)

    def __post_init__(self) -> None:
        url = self.databases.new("template")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.worker"],
            cwd=PROJECT,
            env=environment(url),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.sessions = self.ask("template", do="make")["sessions"]

    def ask(self, database: str, **asked: Any) -> dict[str, Any]:
        """What came of a thing to do."""
        assert self.process.stdin
        assert self.process.stdout
        path = urlsplit(self.databases.url(database)).path
        asked["database"] = path if self.databases.server is None else path.lstrip("/")
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()
        told: dict[str, Any] = json.loads(self.process.stdout.readline())
        assert "broken" not in told, asked
        return told

    def send(self, base: Base, database: str, how: str = "", at: int = -1) -> dict[str, Any]:
        """Send the form of an operation to a database, with a fault."""
        session = self.sessions[base.who]
        return self.ask(
            database,
            do="send",
            session=session,
            path=base.path,
            fields=base.fields,
            is_json=base.is_json,
            how=how,
            at=at,
        )

    def base(self, name: str) -> Base:
        """The database in which an operation may be done."""
        if name not in self.bases:
            operation = (OPERATIONS | PREVIEWS)[name]
            source, database = "template", name.replace(" ", "_")
            if operation.follows:
                earlier = self.base(operation.follows)
                source = f"{earlier.name}_done"
            self.databases.copy(source, database)
            shown = self.ask(database, do="show", operation=name, session=self.sessions[operation.who])
            base = Base(
                database, operation.who, shown["path"], shown["fields"], {}, {}, {}, operation.is_json
            )
            base.before = self.databases.tables(database)
            self.databases.copy(database, f"{database}_done")
            base.answer = self.send(base, f"{database}_done")
            base.after = self.databases.tables(f"{database}_done")
            self.bases[name] = base
        return self.bases[name]

    def close(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait(30)


def whether(base: Base, tables: Tables) -> str:
    """'before' or 'after'; else what differs from both, row by row."""
    if tables == base.before:
        return "before"
    if tables == base.after:
        return "after"
    lines = ["neither before …", *differences(base.before, tables)[:20]]
    return "\n".join([*lines, "… nor after", *differences(base.after, tables)[:20]])
