"""What the log says: one line for a request that was refused, a traceback only for a fault of our own."""

import io
import logging
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from ledger.models import Program
from smartanchor import urls
from smartanchor.logs import LONGEST_LINE
from tests.people import SignedIn

PAGE = "/programs/smart-anchor/reports/"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What our own handler writes."""
    (handler,) = logging.getLogger("django").handlers
    assert isinstance(handler, logging.StreamHandler)
    written = io.StringIO()
    before = handler.setStream(written)
    yield written
    if before is not None:
        handler.setStream(before)


@pytest.mark.parametrize(
    ("query", "bad"),
    [
        ("variance/?by=colour", "colour"),
        ("variance/?top=many", "many"),
        ("budget-summary/?sort=elsewhere", "elsewhere"),
        ("budget-summary/?version=2019-original", "2019-original"),
        ("budget-summary/?year=%0a2021%0dGET", "2021 GET"),
        ("budget-summary/trace/?row=moon&column=current", "moon"),
        ("budget-summary/?x=%00", "NUL"),
    ],
)
def test_a_bad_parameter_is_one_line_with_the_path_and_what_was_bad(
    query: str, bad: str, first_document: Program, signed_in: SignedIn, log: io.StringIO
) -> None:
    assert signed_in("manager").get(PAGE + query).status_code == 400
    (line,) = log.getvalue().splitlines()
    assert f"WARNING GET {PAGE}{query} 400: " in line
    assert bad in line.partition(" 400: ")[2]


def test_other_refusals_are_one_line_too(
    first_document: Program, signed_in: SignedIn, log: io.StringIO
) -> None:
    client = signed_in("manager")
    for address, status in (
        ("/programs/nothing/", 404),
        ("/nowhere/", 404),
        ("/admin/ledger/program/add/", 403),
    ):
        assert client.get(address).status_code == status
    assert client.get("/", headers={"host": "elsewhere.example"}).status_code == 400
    lines = log.getvalue().splitlines()
    assert [line.partition("GET ")[2].partition(":")[0] for line in lines] == [
        "/programs/nothing/ 404",
        "/nowhere/ 404",
        "/admin/ledger/program/add/ 403",
        "/ 400",
    ]


def test_a_long_value_makes_no_long_line(
    first_document: Program, signed_in: SignedIn, log: io.StringIO
) -> None:
    signed_in("manager").get(f"{PAGE}variance/?by={'7' * 10_000}")
    (line,) = log.getvalue().splitlines()
    assert len(line) < LONGEST_LINE + 100


@pytest.fixture
def server() -> Iterator[str]:
    """The address of the server of `manage.py serve`, before an application that answers as its path says."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        start_response(f"{environ['PATH_INFO'][1:]} said so", [("Content-Length", "3")])
        return [b"end"]

    with ThreadedWSGIServer(("127.0.0.1", 0), WSGIRequestHandler) as serving:
        serving.set_app(answer)
        thread = threading.Thread(target=serving.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{serving.server_port}/"
        serving.shutdown()
        thread.join()


@pytest.mark.parametrize(("status", "lines"), [(200, 0), (400, 0), (404, 0), (500, 1)])
def test_the_server_adds_no_line_to_a_refusal(status: int, lines: int, server: str, log: io.StringIO) -> None:
    try:
        with urllib.request.urlopen(f"{server}{status}") as response:
            said = response.read()
    except urllib.error.HTTPError as refused:
        said = refused.read()
    assert said == b"end"
    assert log.getvalue() == ""


def test_a_record_of_another_kind_of_request_is_left_as_it_is(log: io.StringIO) -> None:
    logging.getLogger("django").warning("a socket's", extra={"request": object(), "status_code": 404})
    assert log.getvalue().endswith("WARNING a socket's\n")


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a fault of our own")


urlpatterns = [path("broken/", broken), *urls.urlpatterns]
handler500 = urls.handler500


def test_a_fault_of_our_own_keeps_its_traceback(
    db: None, settings: Any, log: io.StringIO, person: Callable[[str], Any]
) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(person("manager"))
    settings.ROOT_URLCONF = __name__
    assert client.get("/broken/").status_code == 500
    assert "RuntimeError: a fault of our own" in log.getvalue()
    assert "Traceback" in log.getvalue()
