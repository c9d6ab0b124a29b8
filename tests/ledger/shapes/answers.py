"""All that the ledger answers of a programme, asked once: every report as page, JSON and sheet, the printed document,
the workbook, the ties. A test then only compares.
"""

import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from html import unescape
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.contrib.auth.models import Group, User
from django.db import transaction
from django.test import Client
from django.utils import translation
from openpyxl import load_workbook

from ledger.models import Program
from ledger.proof.verify import Verification, verify
from ledger.reports import REPORTS
from tests.ledger.form import form_table

Figures = dict[str, dict[str, Any]]
"""Row key -> column key -> figure, as in the JSON: won, percent as text, None where it is missing."""


def questions() -> Iterator[str]:
    """Each report in each of its breakdowns: 'overview', 'variance?by=source'."""
    for report in REPORTS:
        by = report.question("by")
        if by is None:
            yield report.name
        else:
            assert isinstance(by.known, tuple)
            yield from (f"{report.name}?by={one}" for one in by.known)


QUESTIONS = tuple(questions())


@dataclass(frozen=True)
class Answers:
    """What was answered: question -> JSON, page, sheet; and each other page by its address below the programme."""

    json: dict[str, dict[str, Any]] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    sheets: dict[str, bytes] = field(default_factory=dict)
    ties: list[dict[str, Any]] = field(default_factory=list)
    workbook: dict[str, bytes] = field(default_factory=dict)

    def figures(self, question: str) -> Figures:
        """The figures of a report."""
        return {row["key"]: row["figures"] for row in self.json[question]["rows"]}

    def said(self, page: str) -> str:
        """The words of a page."""
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", self.pages[page])).split())

    def said_in_table(self, question: str) -> str:
        """The words of a report's table and of what follows it."""
        table = self.pages[question].partition("<caption")[2]
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", f"<caption{table}")).split())

    def filled(self, question: str) -> dict[str, tuple[list[str], list[str]]]:
        """Row key -> the columns that were derived and those that were assumed; of the rows that have any."""
        rows = self.json[question]["rows"]
        return {
            row["key"]: (row["derived"], row["assumed"]) for row in rows if row["derived"] or row["assumed"]
        }

    def printed(self, kind: str) -> list[str]:
        """A table of the printed document, a line for each row: 'cell | cell', the lines of a cell parted by ' / '."""
        _headings, rows = form_table(self.pages["document/"], kind)
        return [" | ".join(" / ".join(cell) for cell in row) for row in rows]

    def sheet(self, name: str, edition: str = "submission") -> list[str]:
        """A sheet of the workbook as Excel shows it, a line for each row that has something: 'cell | cell'."""
        book = load_workbook(io.BytesIO(self.workbook[edition]), data_only=True)
        lines = (
            [str(cell) for cell in row if cell is not None] for row in book[name].iter_rows(values_only=True)
        )
        return [" | ".join(line) for line in lines if line]

    def verified(self, edition: str = "submission") -> Verification:
        """What is found when the workbook is verified without the ledger."""
        with NamedTemporaryFile(suffix=".xlsx") as file:
            file.write(self.workbook[edition])
            file.flush()
            return verify(Path(file.name))

    def tied(self, rule: str) -> dict[str, tuple[Any, Any, str]]:
        """What a rule compares: 'row column' -> both sides and the verdict."""
        return {
            f"{one['where']['row']} {one['where']['column']}": (one["left"], one["right"], one["verdict"])
            for one in self.ties
            if one["rule"] == rule
        }


@contextmanager
def entered(enter_program: Callable[[], Program]) -> Iterator[tuple[Client, Program]]:
    """A programme, and a reader of it; nothing of it stays behind."""
    with translation.override("ko"), transaction.atomic():
        reader = User.objects.create_user("reader", is_staff=True)
        reader.groups.add(Group.objects.get(name="finance"))
        client = Client()
        client.force_login(reader)
        yield client, enter_program()
        transaction.set_rollback(True)


def ask(client: Client, program: Program) -> Answers:
    """All answers, each by a page that opens."""
    found, get = ask_figures(client, program), partial(page_of, client, program, {})
    for question in QUESTIONS:
        path, more = address_of(question)
        # A page sets a second base beside by itself; the JSON says what is compared.
        alone = {"beside": "none"} if question.startswith("variance") else {}
        found.pages[question] = get(path, **more, **alone).content.decode()
        found.sheets[question] = get(path, format="xlsx", **more).content
    for path in ("", "brief/", "workbook/"):
        found.pages[path] = get(path).content.decode()
    for edition in ("submission", "internal"):
        found.workbook[edition] = get("workbook.xlsx", edition=edition).content
    return found


def address_of(question: str) -> tuple[str, dict[str, str]]:
    """The address of a report below the programme, and what it is asked."""
    report, _mark, by = question.partition("?by=")
    return f"reports/{report}/", {"by": by} if by else {}


def ask_figures(
    client: Client, program: Program, questions: Iterable[str] = QUESTIONS, **query: str
) -> Answers:
    """The figures of reports in a version and against a base, the ties, and the printed document."""
    found = ask_ties(client, program, **query)
    for question in questions:
        path, more = address_of(question)
        found.json[question] = page_of(client, program, query, path, format="json", **more).json()
    return found


def ask_ties(client: Client, program: Program, **query: str) -> Answers:
    """The ties, and the printed document that they speak of."""
    found, get = Answers(), partial(page_of, client, program, query)
    for path in ("document/", "tie-outs/"):
        found.pages[path] = get(path).content.decode()
    found.ties.extend(get("tie-outs/", format="json").json())
    return found


def page_of(client: Client, program: Program, query: Mapping[str, str], path: str, **more: str) -> Any:
    """The answer of an address below the programme."""
    response = client.get(f"/programs/{program.slug}/{path}", {**query, **more})
    assert response.status_code == 200, (path, more)
    return response
