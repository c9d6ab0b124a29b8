"""The page of an export in each of its states: it passes axe, fits a phone, and refreshes itself while it moves."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import axe
from tests.browser.server import Server
from tests.browser.visitor import NARROW, Visitors

STATES = {"queued": "시작 대기", "running": "만드는 중", "done": "완료", "failed": "실패"}
FILE = b"a file"


def write(server: Server, sql: str, *cells: object) -> None:
    """Change the server's database as the process of an export does: from outside."""
    connection = sqlite3.connect(Path(server.log).parent / "ledger.sqlite3", timeout=20)
    with connection:
        connection.execute(sql, cells)
    connection.close()


def begin(server: Server, state: str) -> None:
    now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S")
    write(
        server,
        "INSERT INTO ledger_exportjob (id, made_by_id, made_at, query, language, state, row_count, done_count,"
        " heartbeat_at, error, file_name, content) SELECT 1, id, ?, '', 'ko', ?, 50000, 20000, ?, '', 'x.xlsx', ?"
        " FROM auth_user WHERE username = 'manager'",
        *(now, state, now, FILE if state == "done" else None),
    )


def opened(page: Page) -> Page:
    page.goto("/exports/1/")
    return page


@pytest.mark.writes
@pytest.mark.parametrize("state", STATES)
def test_each_state_is_said_in_words(state: str, served_alone: Server, sign_in: Visitors) -> None:
    begin(served_alone, state)
    page = opened(sign_in("manager", width=NARROW))
    expect(page.get_by_role("status")).to_contain_text(STATES[state])
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW
    axe(page)


@pytest.mark.writes
@pytest.mark.parametrize("javascript", [True, False], ids=["with-script", "without-script"])
def test_who_waits_sees_it_done_without_doing_anything(
    javascript: bool, served_alone: Server, sign_in: Visitors
) -> None:
    begin(served_alone, "running")
    page = opened(sign_in("manager", javascript=javascript))
    expect(page.get_by_role("main")).to_contain_text("50,000행 중 20,000행")
    write(served_alone, "UPDATE ledger_exportjob SET state = 'done', content = ?", FILE)
    expect(page.get_by_role("status")).to_contain_text(STATES["done"], timeout=10_000)
    expect(page).to_have_title("완료 · x.xlsx")
    with page.expect_download() as download:
        page.get_by_role("link", name="Excel 내려받기").click()
    assert Path(download.value.path()).read_bytes() == FILE


@pytest.mark.writes
def test_who_stands_on_a_link_stays_there_while_rows_are_written(
    served_alone: Server, sign_in: Visitors
) -> None:
    begin(served_alone, "running")
    page = opened(sign_in("manager"))
    link = page.get_by_role("link", name="다시 보기")
    link.focus()
    write(served_alone, "UPDATE ledger_exportjob SET done_count = 30000")
    expect(page.get_by_role("main")).to_contain_text("50,000행 중 30,000행", timeout=10_000)
    expect(link).to_be_focused()


@pytest.mark.writes
def test_who_is_signed_out_meanwhile_comes_to_the_login(served_alone: Server, sign_in: Visitors) -> None:
    begin(served_alone, "running")
    page = opened(sign_in("manager"))
    page.context.clear_cookies()
    page.wait_for_url("**/login/?next=/exports/1/")
