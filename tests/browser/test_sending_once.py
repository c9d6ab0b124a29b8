"""A form that is pressed twice, sent again from the way back, or sent by four at once is saved once."""

import re
from threading import Barrier, Thread
from typing import Any
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

import pytest
from playwright.sync_api import Page, expect

from tests.browser.server import Server
from tests.browser.visitor import Visitors
from tests.ledger.desk.form import Forms

ADD = "/admin/ledger/accountsubject/add/"
LIST = "/admin/ledger/accountsubject/?q=999-01"


def fill_in(page: Page) -> None:
    page.goto(ADD)
    page.get_by_label("코드").fill("999-01")
    page.get_by_label("이름").fill("두 번 누른 통계목")
    page.locator("[name=valid_from]").fill("2017")


def assert_there_once(page: Page) -> None:
    page.goto(LIST)
    expect(page.locator("#result_list tbody tr")).to_have_count(1)


@pytest.mark.writes
def test_a_double_click_saves_once(sign_in: Visitors) -> None:
    page = sign_in("finance")
    fill_in(page)
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.locator("input[name=_save]").first.dblclick()
    expect(page.locator(".messagelist")).to_contain_text("추가했습니다")
    assert len(sent) == 1
    assert_there_once(page)


@pytest.mark.writes
def test_a_double_click_without_script_saves_once(sign_in: Visitors) -> None:
    page = sign_in("finance", javascript=False)
    fill_in(page)
    page.locator("input[name=_save]").first.dblclick()
    expect(page.locator(".messagelist")).to_be_visible()
    assert_there_once(page)


@pytest.mark.writes
def test_going_back_after_saving_offers_nothing_to_send_twice(sign_in: Visitors) -> None:
    page = sign_in("finance")
    fill_in(page)
    page.locator("input[name=_save]").first.click()
    expect(page.locator(".messagelist")).to_contain_text("추가했습니다")
    page.go_back()
    expect(page).to_have_url(re.compile("/add/$"))
    expect(page.get_by_label("코드")).to_have_value("")
    expect(page.locator(".typed-bar")).to_have_count(0)
    page.go_forward()
    page.reload()
    assert_there_once(page)


@pytest.mark.writes
def test_four_at_once_with_the_same_bytes_save_once(server_of_test: Server, sign_in: Visitors) -> None:
    """As from a proxy that tries again; on SQLite, where one waits for the other's lock."""
    page = sign_in("finance")
    page.goto(ADD)
    forms = Forms()
    forms.feed(page.content())
    typed = {"code": "999-01", "name": "네 번 보낸 통계목", "valid_from": "2017"}
    (form,) = [one for one in forms.forms if "code" in one]
    body = urlencode({**form, **typed}, doseq=True).encode()
    cookies = page.context.cookies()
    together, answers = Barrier(4), []

    def send() -> None:
        together.wait()
        answers.append(posted(f"{server_of_test.address}{ADD}", body, cookies))

    threads = [Thread(target=send) for _one in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [(302, "/admin/ledger/accountsubject/")] * 4
    assert_there_once(page)


class NoRedirect(HTTPRedirectHandler):
    def http_error_302(self, request: Any, file: Any, code: int, message: str, headers: Any) -> Any:
        return file


def posted(address: str, body: bytes, cookies: list[Any]) -> tuple[int, str]:
    """The status of the answer and where it leads."""
    header = "; ".join(f"{one['name']}={one['value']}" for one in cookies)
    request = Request(address, body, {"Cookie": header})
    with build_opener(NoRedirect).open(request, timeout=60) as answer:
        return answer.status, answer.headers["Location"]
