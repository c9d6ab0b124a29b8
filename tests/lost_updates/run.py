"""One run: a ledger, a server, so many people, and what the oracle says."""

import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from tests.lost_updates import journal
from tests.lost_updates.ledgers import told
from tests.lost_updates.oracle import Verdict, judge
from tests.lost_updates.serving import PROCESSES, serving
from tests.scratch import PROJECT, environment, scratch

LOCKED = "database is locked"
ERROR = re.compile(r'^  File "(.+), in .+\n(?:    .*\n)*(\w[\w.]*(?:Error|Exception|DoesNotExist)\b.*)', re.M)
"""How a traceback ends: where, and with what."""


@dataclass
class Run:
    """What came of it. `locked` counts what the server said of a locked database; `said` is what else it said."""

    verdict: Verdict
    seconds: float
    locked: int
    said: str

    @property
    def errors(self) -> list[str]:
        """How the tracebacks that the server wrote end, each once with how often."""
        counted = Counter(ERROR.findall(self.said))
        return [f"{count} x {what} ({where})" for (where, what), count in counted.most_common()]

    @property
    def is_good(self) -> bool:
        return self.verdict.is_good and not self.locked


def run(
    engine: str,
    *,
    clients: int,
    edits: int,
    seconds: float,
    lines: int = 24,
    processes: int = PROCESSES,
    kept: Path | None = None,
) -> Run:
    """Have so many people make so many accepted edits, or as many as they can in so many seconds.

    `kept` is a folder that gets the journals, the log of the server and the rows before and after.
    """
    with tempfile.TemporaryDirectory() as name, scratch(engine, Path(name)) as databases:
        folder, url = Path(name), databases.new("many_hands")
        begun = told(url, "fill", str(clients), str(lines))
        start = time.monotonic()
        with serving(url, folder, processes) as server:
            people = [
                subprocess.Popen(
                    [
                        sys.executable,
                        "-m",
                        "tests.lost_updates.client",
                        server.address,
                        str(number),
                        str(-(-edits // clients)),
                        str(seconds),
                        str(folder / f"journal-{number}"),
                        ",".join(map(str, begun["allocations"])),
                    ],
                    cwd=PROJECT,
                    env=environment(url),
                )
                for number in range(1, clients + 1)
            ]
            broken = sum(one.wait() != 0 for one in people)
            took = time.monotonic() - start
        ended = told(url, "read")
        newest = max((one["id"] for one in begun["log"]), default=0)
        edits_made = [
            edit for number in range(1, clients + 1) for edit in journal.read(folder / f"journal-{number}")
        ]
        verdict = judge(
            by_number(begun["rows"]),
            by_number(ended["rows"]),
            edits_made,
            [one for one in ended["log"] if one["id"] > newest],
        )
        verdict.failed += ["a client broke down"] * broken
        said = server.log.read_text(errors="replace")
        if kept is not None:
            kept.mkdir(parents=True, exist_ok=True)
            for file in (*folder.glob("journal-*"), server.log):
                shutil.copy(file, kept / file.name)
            (kept / "rows.json").write_text(json.dumps({"begun": begun, "ended": ended}, ensure_ascii=False))
        return Run(verdict, took, said.count(LOCKED), said)


def by_number(rows: dict[str, journal.Cells]) -> dict[int, journal.Cells]:
    """JSON has only texts as keys."""
    return {int(row): cells for row, cells in rows.items()}
