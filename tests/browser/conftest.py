"""A browser, a server and people for the tests of this folder.

CHROMIUM names the browser's program where it is not on the PATH. Without a browser the tests are skipped, under
CI=true they fail.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.server import Server, make_template, start
from tests.browser.visitor import Visitors, Watch

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
    # Whatever a page may ask for: nothing but this machine can be found.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder, before `-m` chooses."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    """What the server wrote meanwhile stands with each failure; files that it handed out do not."""
    report = yield
    visitors = getattr(item, "funcargs", {}).get("sign_in")
    if report.failed and visitors is not None:
        lines = visitors.server.stderr(visitors.written).splitlines()
        told = "\n".join(line for line in lines if '"GET /static/' not in line)
        report.sections.append(("What the server wrote", told[-8_000:]))
    return report


def chromium() -> str | None:
    """The browser's program, None where there is none."""
    if named := os.environ.get("CHROMIUM"):
        return shutil.which(named)
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One browser for the whole folder. No longer: while it runs, Django refuses every query in this thread."""
    program = chromium()
    if program is None:
        sentence = (
            "No Chromium here: install it (apt install chromium fonts-noto-cjk) or name it in CHROMIUM."
        )
        if os.environ.get("CI") == "true":
            pytest.fail(sentence, pytrace=False)
        pytest.skip(sentence)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def template(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's ledger; asks for the browser first, so that nothing is made where none is."""
    return make_template(tmp_path_factory.mktemp("template"))


@pytest.fixture(scope="module")
def served(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server for the tests of a module that only read."""
    server = start(tmp_path_factory.mktemp("served"), template)
    yield server
    server.stop()


@pytest.fixture
def served_alone(template: Path, tmp_path: Path) -> Iterator[Server]:
    """A server for one test that writes."""
    server = start(tmp_path, template)
    yield server
    server.stop()


@pytest.fixture
def server_of_test(request: pytest.FixtureRequest) -> Server:
    """The server that this test looks at: one of its own where the test is marked `writes`."""
    alone = request.node.get_closest_marker("writes") is not None
    server: Server = request.getfixturevalue("served_alone" if alone else "served")
    return server


@pytest.fixture
def sign_in(browser: Browser, server_of_test: Server) -> Iterator[Visitors]:
    """Opens a page under a role: `sign_in('manager', width=390, language='en')`; see Visitors.

    At its end the test fails where a page wrote an error, broke the CSP, missed a file or asked another host, or
    where the server wrote a traceback.
    """
    visitors = Visitors(browser, server_of_test, Watch(server_of_test), server_of_test.written())
    yield visitors
    visitors.leave()
    assert visitors.watch.complaints == []
    assert "Traceback" not in server_of_test.stderr(visitors.written)
