"""Two who go a step at a time, each with a connection, and who goes when."""

import json
import select
import subprocess
import sys
from itertools import combinations
from typing import Any

from tests.scratch import PROJECT, Scratch, environment

SAVES, CLOSES = "S", "C"
STEPS = 3
"""Reading, writing, the commit."""

ORDERS = [
    "".join(SAVES if at in saving else CLOSES for at in range(2 * STEPS))
    for saving in combinations(range(2 * STEPS), STEPS)
]
"""All orders of the steps of both: 'SSSCCC', 'SSCSCC', …"""


def is_of_one_writer(order: str) -> bool:
    """Whether nobody begins to write before the other, who has begun, is through: SQLite has one writer."""
    at = {who: [place for place, one in enumerate(order) if one == who] for who in (SAVES, CLOSES)}
    (_read, first_write, first_commit), (_read, other_write, other_commit) = at[SAVES], at[CLOSES]
    return first_commit < other_write or other_commit < first_write


class Stepper:
    """A process that goes a step at a time. `stands` is where: 'ready', 'before' a step, 'done'."""

    def __init__(self, databases: Scratch, database: str) -> None:
        self.databases = databases
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.interleavings.stepper"],
            cwd=PROJECT,
            env=environment(databases.url(database)),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self.said: dict[str, Any] = {}
        self.backend: int | None = None
        self.is_going = False

    def tell(self, **asked: Any) -> None:
        assert self.process.stdin
        self.process.stdin.write(json.dumps(asked).encode() + b"\n")
        self.process.stdin.flush()

    def hear(self) -> dict[str, Any]:
        """The next line that it says."""
        assert self.process.stdout
        line = self.process.stdout.readline()
        assert line, "the process is gone"
        told: dict[str, Any] = json.loads(line)
        return told

    def begin(self, **asked: Any) -> None:
        """Have its form looked at and filled in; nothing is sent yet."""
        self.tell(**asked)
        self.said, self.is_going = self.hear(), False
        self.backend = self.said["backend"]

    @property
    def is_done(self) -> bool:
        return self.said.get("stands") == "done"

    def go(self) -> None:
        """Let it go a step, until it stands again or has to wait for the other."""
        if self.is_done:
            return
        if not self.is_going:
            self.tell()
            self.is_going = True
        self.look()

    def look(self) -> None:
        """Take note of where it stands, once it stands; who waits for the other is left waiting."""
        while self.is_going:
            if select.select([self.process.stdout], [], [], 0.005)[0]:
                self.said, self.is_going = self.hear(), False
            elif self.backend is not None and self.databases.ask(
                f"SELECT cardinality(pg_blocking_pids({self.backend}))"
            ) != [(0,)]:
                return

    def close(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait(30)


def play(order: str, saver: Stepper, closer: Stepper) -> int:
    """Let both go in an order; how many of their steps had to wait for the other."""
    both, waited = {SAVES: saver, CLOSES: closer}, 0
    for who in order:
        both[who].go()
        for one in both.values():
            one.look()
        waited += both[who].is_going
    # Who had to wait has steps left.
    while not all(one.is_done for one in both.values()):
        for one in both.values():
            one.go()
    return waited
