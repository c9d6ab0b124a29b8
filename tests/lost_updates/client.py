"""One of the people who edit at once: takes random pages, types into some cells, sends them, writes down the answer.

`python -m tests.lost_updates.client ADDRESS NUMBER QUOTA SECONDS JOURNAL ALLOCATIONS` is the person 'finance-<NUMBER>',
until as many edits were accepted or the time is over. Whatever they type is like nothing that anybody else types, so
that a cell says who wrote it. Some pages lie about before they are sent, as pages do.
"""

import http.client
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.ledger.desk.form import Fields
from tests.lost_updates import journal
from tests.lost_updates.journal import ACCEPTED, FAILED, REFUSED, Cell, Cells, Edit
from tests.lost_updates.ledgers import CHANGES_PAGE, FIELDS, PASSWORD, YEAR_PAGE
from tests.lost_updates.visitor import Answer, Visitor

LINE = "/admin/ledger/budgetlineitem"
ALLOCATION = "/admin/ledger/yearlyallocation"
FEWEST, MOST = 18, 30
"""The lines of the year, of which nobody deletes or adds one more."""

LIES_ABOUT = 0.15
"""How often a page is sent only after another one."""
INSISTS = 0.5
"""How often somebody whose form was refused sends what they have typed once more, from the page that refused it."""


class Person:
    """What somebody does, page by page."""

    def __init__(self, address: str, number: int, allocations: list[int], path: Path) -> None:
        self.name, self.path, self.allocations = f"finance-{number:02}", path, allocations
        self.number, self.typed_so_far = number, 0
        self.chance = random.Random(number)
        self.visitor = Visitor(address)
        self.lying: list[tuple[str, Fields, dict[Cell, str], Edit]] = []
        self.visitor.sign_in(self.name, PASSWORD)
        self.lines: dict[int, Cells] = {}
        self.ways: list[tuple[int, Callable[[], None]]] = [
            (40, self.edit_year),
            (15, self.edit_line),
            (12, self.edit_inline),
            (20, self.edit_changes),
            (6, self.add_line),
            (3, self.delete_line),
            (3, self.delete_on_a_page),
        ]
        self.accepted = 0

    def act(self) -> None:
        """Do one thing of many."""
        weights = [weight for weight, _way in self.ways]
        ((_weight, way),) = self.chance.choices(self.ways, weights)
        way()

    # What is typed

    def text(self, field: str) -> str:
        """Something that nobody else types into such a field, nor this person twice."""
        self.typed_so_far += 1
        own = self.number * 1_000_000 + self.typed_so_far
        match field:
            case "amount":
                return str(1_000_000_000 + own)
            case "national_subsidy":
                return str(own)
        return f"{self.name} {self.typed_so_far}"

    def type_into(
        self, fields: Fields, rows: dict[str, int], way: str
    ) -> tuple[Fields, dict[Cell, str], Edit]:
        """A form with one to three new cells; which cell has which name in it; the journal's line of it."""
        typed, names, edit = dict(fields), {}, Edit(self.name, way, time.time())
        for prefix in self.chance.sample(sorted(rows), min(len(rows), self.chance.choice((1, 1, 2)))):
            for field in self.chance.sample(FIELDS, self.chance.choice((1, 1, 2))):
                name = f"{prefix}{field}"
                cell = Cell(rows[prefix], field, plain(field, str(fields[name])), self.text(field))
                typed[name], names[cell] = cell.new, name
        edit.cells = list(names)
        return typed, names, edit

    # How it is asked for and sent

    def look(self, path: str) -> Answer:
        """A page. One that could not be shown stands in the journal."""
        page = self.visitor.get(path)
        if page.status >= 500:
            edit = Edit(self.name, f"looking at {path}", time.time(), status=page.status, answer=FAILED)
            journal.write(self.path, edit)
        return page

    def send(self, path: str, fields: Fields, edit: Edit, leads_to: str) -> Answer | None:
        """Send a form and write down what came of it."""
        edit.sent = time.time()
        answer = None
        try:
            answer = self.visitor.post(path, fields)
            edit.status = answer.status
            if answer.status == 302:
                edit.answer = ACCEPTED if answer.location.partition("?")[0] == leads_to else REFUSED
            elif answer.status in (200, 400, 403, 404, 409):
                edit.answer = REFUSED
        except (OSError, http.client.HTTPException):
            edit.answer = FAILED
        edit.answered = time.time()
        journal.write(self.path, edit)
        self.accepted += edit.count if edit.is_accepted else 0
        return answer

    def edit_page(
        self, path: str, leads_to: str, way: str, rows_in: Callable[[Fields], dict[str, int]]
    ) -> None:
        """Type into a page; send it, or leave it lying about and send one that has lain there."""
        page = self.look(path)
        rows = rows_in(page.fields) if page.status == 200 else {}
        if not rows:
            return
        fields, names, edit = self.type_into(page.fields, rows, way)
        if self.chance.random() < LIES_ABOUT and len(self.lying) < 3:
            self.lying.append((path, fields, names, edit))
            return
        self.send_typed(path, leads_to, fields, names, edit)
        if self.lying and self.chance.random() < LIES_ABOUT:
            path, fields, names, edit = self.lying.pop(0)
            edit.way += ", old page"
            self.send_typed(path, leads_of(path), fields, names, edit)

    def send_typed(
        self, path: str, leads_to: str, fields: Fields, names: dict[Cell, str], edit: Edit
    ) -> None:
        answer = self.send(path, fields, edit, leads_to)
        if answer is None or answer.status != 409 or self.chance.random() > INSISTS:
            return
        again = dict(answer.fields)
        if not set(names.values()) <= again.keys():
            return
        # What the page shows of theirs is no cell of a form: that it was shown is all that counts.
        cells = {Cell(cell.row, cell.field, None, cell.new): name for cell, name in names.items()}
        again.update({name: cell.new for cell, name in cells.items()})
        insisting = Edit(self.name, f"{edit.way}, insisting", edit.answered, list(cells))
        self.send(path, again, insisting, leads_to)

    # The ways

    def edit_year(self) -> None:
        self.edit_page(YEAR_PAGE, YEAR_PAGE, "year", self.rows_of_year)

    def edit_changes(self) -> None:
        self.edit_page(CHANGES_PAGE, CHANGES_PAGE, "changes", rows_of_changes)

    def edit_inline(self) -> None:
        path = f"{ALLOCATION}/{self.chance.choice(self.allocations)}/change/"
        self.edit_page(path, f"{ALLOCATION}/", "inline", lambda fields: rows_of(fields, "line_items"))

    def edit_line(self) -> None:
        row = self.some_line()
        if row is not None:
            self.edit_page(f"{LINE}/{row}/change/", f"{LINE}/", "line", lambda fields: {"": row})

    def add_line(self) -> None:
        """On the page of the year, of a line, or of the changes."""
        cells = {field: self.text(field) for field in FIELDS}
        where = self.chance.choice(("year", "line", "changes"))
        if len(self.lines) >= MOST:
            return
        path = {"year": YEAR_PAGE, "line": f"{LINE}/add/", "changes": CHANGES_PAGE}[where]
        page = self.look(path)
        if page.status != 200:
            return
        fields = page.fields
        if where == "line":
            prefix = ""
            fields["allocation"] = str(self.chance.choice(self.allocations))
        else:
            prefix = self.chance.choice(blank_rows(fields, where))
        fields.update({f"{prefix}{field}": text for field, text in cells.items()})
        edit = Edit(self.name, f"add ({where})", time.time(), added=[cells])
        self.send(path, fields, edit, f"{LINE}/" if where == "line" else path)

    def delete_line(self) -> None:
        """On its own page. What it asks is read first: what stands in the row after that was seen all the more."""
        row = self.some_line()
        if row is None or len(self.lines) <= FEWEST:
            return
        asked = self.look(f"{LINE}/{row}/delete/")
        shown = self.look(f"{LINE}/{row}/change/")
        if asked.status != 200 or shown.status != 200:
            return
        edit = Edit(self.name, "delete", time.time(), gone={row: cells_of(shown.fields, "")})
        self.send(f"{LINE}/{row}/delete/", {**asked.fields, "post": "yes"}, edit, f"{LINE}/")

    def delete_on_a_page(self) -> None:
        """By its mark on the page of the year or of the changes."""
        path, mark = self.chance.choice(((YEAR_PAGE, "DELETE"), (CHANGES_PAGE, "revert")))
        page = self.look(path)
        fields = page.fields
        rows = self.rows_of_year(fields) if path == YEAR_PAGE else rows_of_changes(fields)
        if page.status != 200 or len(rows) <= (FEWEST if path == YEAR_PAGE else FEWEST // 2):
            return
        prefix = self.chance.choice(sorted(rows))
        edit = Edit(self.name, f"delete ({mark})", time.time(), gone={rows[prefix]: cells_of(fields, prefix)})
        fields[f"{prefix}{mark}"] = "on"
        self.send(path, fields, edit, path)

    # What stands on the pages

    def rows_of_year(self, fields: Fields) -> dict[str, int]:
        """The lines of the year's page, which this person knows from now on."""
        rows = rows_of(fields, "lines")
        self.lines = {row: cells_of(fields, prefix) for prefix, row in rows.items()}
        return rows

    def some_line(self) -> int | None:
        if not self.lines:
            self.rows_of_year(self.look(YEAR_PAGE).fields)
        return self.chance.choice(sorted(self.lines)) if self.lines else None


def plain(field: str, text: str) -> str:
    """What stands in a cell, amounts without separators."""
    return text.replace(",", "") if field in ("amount", "national_subsidy") else text


def cells_of(fields: Fields, prefix: str) -> Cells:
    """What stands in the cells of a row."""
    return {field: plain(field, str(fields[f"{prefix}{field}"])) for field in FIELDS}


def rows_of(fields: Fields, name: str) -> dict[str, int]:
    """The rows of a set of forms: the prefix of their fields ('lines-3-') -> their ids."""
    ids = {key.removesuffix("id"): value for key, value in fields.items() if is_id(key, name)}
    return {prefix: int(str(value)) for prefix, value in ids.items() if value}


def is_id(key: str, name: str) -> bool:
    """'lines-3-id' of 'lines'."""
    number = key.removeprefix(f"{name}-").removesuffix("-id")
    return key == f"{name}-{number}-id" and number.isdigit()


def rows_of_changes(fields: Fields) -> dict[str, int]:
    """The lines that a 추경 itself has: those that it carries have no amount of their own."""
    amounts = {
        key: value for key, value in fields.items() if key.startswith("item-") and key.endswith("-amount")
    }
    return {key.removesuffix("amount"): int(key.split("-")[1]) for key, value in amounts.items() if value}


def blank_rows(fields: Fields, where: str) -> list[str]:
    """The prefixes of the empty rows for further lines."""
    if where == "year":
        return [key.removesuffix("id") for key, value in fields.items() if is_id(key, "lines") and not value]
    return [
        key.removesuffix("description")
        for key in fields
        if key.startswith("new-") and key.endswith("-description")
    ]


def leads_of(path: str) -> str:
    """Where a page leads once it is saved: to the list of its rows, or to itself."""
    return f"{path.rsplit('/', 3)[0]}/" if path.endswith("/change/") else path


def work(address: str, number: int, quota: int, seconds: float, path: Path, allocations: list[Any]) -> None:
    """Edit until enough was accepted, or the time is over."""
    deadline = time.monotonic() + seconds
    person = Person(address, number, allocations, path)
    while person.accepted < quota and time.monotonic() < deadline:
        try:
            person.act()
        except (OSError, http.client.HTTPException) as error:
            # A page that could not be looked at; a form that got no answer is in the journal already.
            print(f"{person.name}: {error!r}", file=sys.stderr)
            time.sleep(0.2)


if __name__ == "__main__":
    address, number, quota, seconds, path, allocations = sys.argv[1:]
    work(
        address,
        int(number),
        int(quota),
        float(seconds),
        Path(path),
        [int(one) for one in allocations.split(",")],
    )
