"""`make lost-updates`: is anything lost when 16 people edit one year at once? Prints; exits 1 where anything is.

On PostgreSQL (DATABASE_URL's server, else 127.0.0.1:5432) and on SQLite, each in a database of its own that goes at the
end, with gunicorn as the server: 16 clients over HTTP send 10,000 edits that are accepted, and their journals say
whether each of them (a cell, a new row, a deleted row) is in the ledger or was replaced by somebody who had seen it
(tests/lost_updates/). Takes about half an hour for each engine on two cores.
ARGS='--edits 500 --clients 4 --engine sqlite --seconds 60' for other numbers.
"""

import argparse
import sys
from pathlib import Path

from tests.lost_updates.run import Run, run
from tests.lost_updates.serving import PROCESSES
from tests.scratch import NoDatabase

SHOWN = 10
"""How many losses are told; all are counted."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--edits", type=int, default=10_000, help="accepted edits (10000)")
    parser.add_argument("--clients", type=int, default=16, help="people at once (16)")
    parser.add_argument("--engine", choices=("postgresql", "sqlite"), action="append", help="both")
    parser.add_argument("--seconds", type=float, default=7_200, help="the longest that a run takes (7200)")
    parser.add_argument("--lines", type=int, default=24, help="lines of the year (24)")
    parser.add_argument("--processes", type=int, default=PROCESSES, help=f"of the server ({PROCESSES})")
    parser.add_argument("--keep", type=Path, help="a folder for journals and the server's log, to look into")
    asked = parser.parse_args()
    good = True
    for engine in asked.engine or ("postgresql", "sqlite"):
        try:
            made = run(
                engine,
                clients=asked.clients,
                edits=asked.edits,
                seconds=asked.seconds,
                lines=asked.lines,
                processes=asked.processes,
                kept=asked.keep and asked.keep / engine,
            )
        except NoDatabase as error:
            print(error, file=sys.stderr)
            return 1
        tell(engine, asked.clients, made)
        good = good and made.is_good
        if made.verdict.accepted < asked.edits:
            print(f"only {made.verdict.accepted:,} of {asked.edits:,} edits in {asked.seconds:g} s")
            good = False
    return 0 if good else 1


def tell(engine: str, clients: int, made: Run) -> None:
    """The figures of a run, and the first of what is wrong."""
    verdict = made.verdict
    print(f"{engine}, {clients} clients over HTTP, {made.seconds:.0f} s")
    figures = {
        "edits accepted": verdict.accepted,
        "forms that brought them": verdict.saves,
        "forms refused as conflicts": verdict.conflicts,
        "forms refused otherwise": verdict.refused,
        "lost": len(verdict.lost),
        "changed untyped": len(verdict.untouched),
        "added twice": len(verdict.twice),
        "failed": len(verdict.failed),
        "'database is locked'": made.locked,
        "database busy (503)": verdict.busy,
    }
    for name, figure in figures.items():
        print(f"  {name:<28}{figure:>8,}")
    print(f"  {'edits per second':<28}{verdict.accepted / made.seconds:>8.1f}")
    for sentence in (
        *made.errors[:SHOWN],
        *verdict.failed[:SHOWN],
        *verdict.twice[:SHOWN],
        *verdict.lost[:SHOWN],
        *verdict.untouched[:SHOWN],
    ):
        print(f"    {sentence}")


if __name__ == "__main__":
    sys.exit(main())
