"""No link of any page leads nowhere: every page is walked from the start page on, as each role."""

import time
from collections.abc import Callable, Iterable, Iterator
from heapq import heappop, heappush
from html.parser import HTMLParser
from itertools import combinations
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import Resolver404, resolve

from ledger.models import ExportJob, Program, SavedView
from ledger.reports import REPORTS
from tests.ledger.reasons import explain
from tests.ledger.register import handed_in, looked_at
from tests.people import SignedIn

# What a page links to is the same on either database, and a walk is the longest test that there is.
pytestmark = pytest.mark.once

STARTS = ("/", "/admin/")
SECONDS = 240
"""How much time of the processor a walk may take."""

MANY = ("sort", "q")
"""Parameters of which one value is like another; of an order its direction counts."""

FIGURE = ("row", "column")
"""What a trace is of: tests/ledger/views/test_trace_page.py opens that of every figure."""

APART = ("row", "column", "year", "version", "base", "unit")
"""What names a figure, which every trace does, or holds for every page: not paired with what else is asked."""

SUMS = ("other", "unassigned")
"""Keys of rows that are there only where a page hides others, or where something names none."""

Feature = tuple[object, ...]


class Links(HTMLParser):
    """What a reader of a page can open without writing: its links, and what its GET forms send for each choice."""

    def __init__(self, page: str, at: str) -> None:
        super().__init__()
        self.at = at
        self.found: list[str] = []
        self.form: tuple[str, dict[str, str]] | None = None
        self.choices: list[tuple[str, str]] = []
        self.select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        match tag:
            case "a" if "href" in given:
                self.found.append(urljoin(self.at, given["href"]))
            case "form" if given.get("method", "get").lower() == "get":
                self.form, self.choices = (urljoin(self.at, given.get("action", "")), {}), []
            case "input" if self.form and given.get("type", "text") in ("hidden", "text", "search"):
                if "name" in given:
                    self.form[1][given["name"]] = given.get("value", "")
            case "select" if self.form:
                self.select = given.get("name", "")
            case "option" if self.form and self.select and "disabled" not in given and "value" in given:
                self.choices.append((self.select, given["value"]))
                if "selected" in given:
                    self.form[1][self.select] = given["value"]

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.select = ""
        elif tag == "form" and self.form:
            action, kept = self.form
            path = action.partition("?")[0]
            for name, value in [("", ""), *self.choices]:
                asked = {**kept, **({name: value} if name else {})}
                self.found.append(f"{path}?{urlencode(asked)}")
            self.form = None


def shape(address: str) -> set[Feature]:
    """The page of an address: its view and what it is of. Of the many rows of data entry one stands for all."""
    path = urlsplit(address).path
    try:
        found = resolve(path)
    except Resolver404:
        return {(path,)}
    is_admin = "admin" in found.namespaces
    named = (
        (name, value)
        for name, value in sorted(found.kwargs.items())
        if not is_admin and not isinstance(value, int)
    )
    return {(found.view_name, *named)}


LISTED = ("changes_page", "moments_page")
"""Pages that are narrowed down to rows and moments, of which there are as many as were ever changed."""


def questions(address: str) -> set[Feature]:
    """What an address asks of its page: each parameter's values, and which two parameters stand together.

    A row that sums others, or what names none, depends on what else is asked. What lists of data entry are narrowed
    to, and what changed, one value shows.
    """
    (page,) = shape(address)
    asked = sorted(parse_qsl(urlsplit(address).query))
    if str(page[0]).startswith("admin:") or page[0] in LISTED:
        return {page, *((*page, name) for name, _value in asked)}
    values = {(*page, name, short(str(page[0]), name, value)) for name, value in asked}
    sums = {value for _name, value in asked if value in SUMS}
    pairs = {
        (*page, one, other, *sums)
        for (one, _), (other, _) in combinations(asked, 2)
        if not {one, other} & {*APART}
    }
    return {page, *values, *pairs}


def short(page: str, name: str, value: str) -> str:
    """What of a value makes an address another one."""
    if name in MANY:
        return "-" if value.startswith("-") else "+"
    return "" if page == "trace_page" and name in FIGURE and value not in SUMS else value


def pages(client: Client, features: Callable[[str], set[Feature]]) -> Iterator[tuple[str, str, int, str]]:
    """Each page that has something new, with where it was found, its status and, of a page, its HTML.

    What has the most that is new comes first: of a table of traces a diagonal has each row and each column.
    """
    known: set[str] = set()
    seen: set[Feature] = set()
    waiting: list[tuple[int, int, str, str, set[Feature]]] = []

    def found(address: str, source: str) -> None:
        if address not in known:
            known.add(address)
            asked = features(address)
            heappush(waiting, (-len(asked - seen), len(known), address, source, asked))

    for start in STARTS:
        found(start, "")
    while waiting:
        hoped, number, address, source, asked = heappop(waiting)
        new = asked - seen
        if not new:
            continue
        if len(new) < -hoped:
            # Meanwhile another page had a part of it: back among those that have as much.
            heappush(waiting, (-len(new), number, address, source, new))
            continue
        seen |= new
        response = client.get(address, headers={"accept-language": "ko"})
        status, location = response.status_code, response.headers.get("Location", "")
        is_page = status == 200 and response.headers["Content-Type"].startswith("text/html")
        html = response.content.decode() if is_page else ""
        yield address, source, status, html
        if status in (301, 302):
            found(urljoin(address, location), address)
        for link in own(Links(html, address).found):
            found(link, address)


def own(links: Iterable[str]) -> Iterator[str]:
    """The links into the site, without the places on their pages."""
    for link in links:
        parts = urlsplit(link)
        if not parts.netloc and not parts.scheme and not parts.path.startswith("/static/"):
            yield link.partition("#")[0]


@pytest.fixture
def lived_in(one_of_each: Program) -> Program:
    """The first document's ledger with what people leave behind: an explanation, a view, an export, workbooks."""
    author = User.objects.create_user("somebody")
    explain(author, "403-01", 1_874_000_000, 4_231_880_000, submission_text="2020년 국비 사업 종료")
    SavedView.objects.create(owner=author, name="감액", query="sort=change&group=none", is_shared=True)
    handed_in(one_of_each)
    looked_at(one_of_each).save()
    return one_of_each


def broken_links(client: Client, features: Callable[[str], set[Feature]], at_least: int) -> list[str]:
    """What does not answer, with the page that links there, and pages with a table that says not of what it is.

    Fails where the walk takes too long or is no walk.
    """
    began, count, broken = time.process_time(), 0, []
    for address, source, status, html in pages(client, features):
        count += 1
        if status >= 400:
            broken.append(f"{status} {address} (on {source})")
        if not address.startswith("/admin/") and html.count("<table") != html.count("<caption"):
            broken.append(f"a table without caption: {address}")
        assert time.process_time() - began < SECONDS, (count, address)
    assert count > at_least
    return broken


REACH_ALL = ("finance", "superuser")
"""On a second database two are enough: together they reach every page that there is."""


@pytest.mark.parametrize(
    "role",
    [*REACH_ALL, *(pytest.param(role, marks=pytest.mark.once) for role in ("manager", "admin"))],
)
def test_every_kind_of_page_is_reached_by_links_that_answer(
    role: str, lived_in: Program, signed_in: SignedIn
) -> None:
    """Reports, traces, files, the register, data entry: one of each, as each role."""
    if role == "superuser":
        client = Client()
        client.force_login(User.objects.create_superuser("root"))
    else:
        client = signed_in(role)
    ExportJob.objects.create(made_by=User.objects.latest("pk"), state="done", file_name="지난 것.xlsx")
    # Who manages accounts gets the accounts alone.
    assert broken_links(client, shape, 5 if role == "admin" else 2 * len(REPORTS)) == []


@pytest.mark.once
def test_every_link_of_filtered_and_sorted_pages_answers(lived_in: Program, signed_in: SignedIn) -> None:
    """Each choice of each filter, each column to sort by, each row and each column of a trace."""
    assert broken_links(signed_in("finance"), questions, 10 * len(REPORTS)) == []
