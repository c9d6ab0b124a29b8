"""What one of the people did: a line of their journal."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

Cells = dict[str, str]
"""Field of a line -> what stands in it; amounts without separators."""

ACCEPTED, REFUSED, FAILED = "accepted", "refused", "failed"
"""The answers: saved; not saved, with a page that says so; neither of both (a 500, no answer)."""


@dataclass(frozen=True)
class Cell:
    """A cell that was typed into. `seen` is what stood there before, None where a page that refused has shown it."""

    row: int
    field: str
    seen: str | None
    new: str


@dataclass
class Edit:
    """A form that was sent by somebody in some way. Moments are seconds; `shown` is when its page had come."""

    who: str
    way: str
    shown: float
    cells: list[Cell] = field(default_factory=list)
    gone: dict[int, Cells] = field(default_factory=dict)
    added: list[Cells] = field(default_factory=list)
    sent: float = 0.0
    answered: float = 0.0
    status: int = 0
    answer: str = FAILED

    @property
    def count(self) -> int:
        """How many edits the form is made of: cells, new rows, deleted rows."""
        return len(self.cells) + len(self.added) + len(self.gone)

    @property
    def is_accepted(self) -> bool:
        return self.answer == ACCEPTED


def write(path: Path, edit: Edit) -> None:
    """Add a line to a journal."""
    with path.open("a") as file:
        file.write(json.dumps(asdict(edit), ensure_ascii=False) + "\n")


def read(path: Path) -> Iterator[Edit]:
    """The lines of a journal."""
    for line in path.read_text().splitlines() if path.exists() else ():
        told = json.loads(line)
        told["cells"] = [Cell(**one) for one in told["cells"]]
        told["gone"] = {int(row): cells for row, cells in told["gone"].items()}
        yield Edit(**told)
