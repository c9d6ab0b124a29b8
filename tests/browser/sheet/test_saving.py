"""One save of the difference: saved, refused, met by another's, signed out, unreached."""

from typing import Any

from playwright.sync_api import expect

from tests.browser.sheet.conftest import OpenSheet
from tests.browser.sheet.harness import SAVE, Harness, row

TOKEN = "0d0c0b0a-0000-4000-8000-000000000002:finance"
REASON = {"required": True, "sentence": "제출된 차수", "why": "사유", "document_number": "문서번호"}


def save(sheet: Harness, status: int, answer: dict[str, Any]) -> None:
    """Ctrl+S, answered so, and the sheet at rest again."""
    sheet.answers = [(status, {"sent_once": TOKEN, **answer})]
    sheet.press("Control+s")
    expect(sheet.page.locator(".sheet-grid")).to_have_attribute("aria-busy", "false")
    expect(sheet.page.locator(".sheet-told")).not_to_have_text("저장하는 중…")


def test_a_save_sends_only_what_was_touched_and_takes_what_came_back(open_sheet: OpenSheet) -> None:
    sheet = open_sheet(beside=[{"key": "total", "label": "총계", "text": "321,000원"}])
    sheet.cell(1, "amount").click()
    sheet.type("5,000")
    sheet.press("Control+Enter")
    sheet.cell(3, "description").click()
    sheet.type("새 항목")
    answer = {
        "rows": {
            "1": {"revision": 2, "cells": {"amount": "5000"}},
            "new-1": {"id": 44, "revision": 1, "cells": {"description": "새 항목 (정리됨)"}},
        },
        "beside": {"total": "325,000원"},
        "message": "저장했습니다",
    }
    save(sheet, 200, answer)
    [sent] = sheet.sent
    assert sent == {
        "sent_once": sheet.config["token"],
        "why": "",
        "document_number": "",
        "changed": [{"id": 1, "revision": 1, "cells": {"amount": "5000"}}],
        "added": [{"row": "new-1", "after": 2, "cells": {"description": "새 항목"}}],
        "removed": [],
    }
    assert sheet.told() == "저장했습니다"
    assert sheet.text(3, "description") == "새 항목 (정리됨)"
    expect(sheet.page.locator(".sheet-beside")).to_have_text("총계325,000원")
    expect(sheet.page.locator(".sheet-unsaved")).to_be_hidden()
    # The next save speaks of what is stored now, under the fresh token.
    sheet.cell(3, "amount").click()
    sheet.type("700")
    save(sheet, 200, {"rows": {}})
    assert sheet.sent[1]["sent_once"] == TOKEN
    assert sheet.sent[1]["changed"] == [{"id": 44, "revision": 1, "cells": {"amount": "700"}}]


def test_the_button_that_was_pressed_keeps_the_focus(open_sheet: OpenSheet) -> None:
    sheet = open_sheet()
    sheet.cell(1, "amount").click()
    sheet.type("5,000")
    sheet.answers = [(200, {"rows": {}})]
    sheet.page.get_by_role("button", name="저장").click()
    expect(sheet.page.locator(".sheet-told")).to_have_text("저장했습니다.")
    expect(sheet.page.get_by_role("button", name="저장")).to_be_focused()


def test_nothing_is_sent_where_nothing_has_changed(open_sheet: OpenSheet) -> None:
    sheet = open_sheet()
    sheet.cell(1, "amount").click()
    sheet.type("1,000")
    sheet.press("Control+s")
    expect(sheet.page.get_by_role("status")).to_have_text("바뀐 것이 없습니다.")
    assert sheet.sent == []


def test_all_errors_stand_at_their_cells_at_once(open_sheet: OpenSheet) -> None:
    sheet = open_sheet(reason=REASON)
    sheet.cell(3, "description").click()
    sheet.press("Delete")
    sheet.cell(2, "national").click()
    sheet.type("30,000")
    errors = [
        {"row": 3, "column": "description", "sentence": "항목을 입력하세요."},
        {"row": 2, "column": "national", "sentence": "금액보다 큽니다."},
        {"row": None, "column": "why", "sentence": "사유를 입력하세요."},
        {"row": None, "column": None, "sentence": "통계목이 닫혔습니다."},
    ]
    save(sheet, 422, {"errors": errors})
    assert sheet.told() == "저장하지 않았습니다. 아래 목록의 칸을 고쳐 주세요(4건). 통계목이 닫혔습니다."
    notes = sheet.page.get_by_role("listitem")
    expect(notes).to_have_text(["2행 국비 금액보다 큽니다.", "3행 산출근거 항목 항목을 입력하세요."])
    assert sheet.chosen() == (2, "national")
    expect(sheet.page.locator(":focus")).to_have_attribute("aria-description", "금액보다 큽니다.")
    expect(sheet.cell(3, "description")).to_have_attribute("aria-invalid", "true")
    expect(sheet.page.get_by_label("사유")).to_have_attribute("aria-invalid", "true")
    expect(sheet.page.locator(".sheet-reason")).to_contain_text("사유를 입력하세요.")
    # An error of the server does not stand in the way of the next try.
    sheet.type("300")
    sheet.page.get_by_label("사유").fill("의결")
    sheet.cell(2, "national").click()
    save(sheet, 200, {"rows": {}})
    assert sheet.sent[1]["why"] == "의결"
    expect(notes).to_have_count(0)


def test_of_a_cell_that_another_has_changed_mine_or_theirs_stays(open_sheet: OpenSheet) -> None:
    sheet = open_sheet()
    for number, amount in ((1, "1,111"), (2, "22,222")):
        sheet.cell(number, "amount").click()
        sheet.type(amount)
    conflict = {"column": "amount", "who": "김담당", "at": "14:02", "revision": 5}
    theirs = [{**conflict, "row": 1, "theirs": "1500"}, {**conflict, "row": 2, "theirs": "25000"}]
    save(sheet, 409, {"conflicts": theirs})
    notes = sheet.page.get_by_role("listitem")
    expect(notes.first).to_contain_text("김담당 14:02: 1,500. 내 입력: 1,111.")
    sheet.press("Control+s")
    assert len(sheet.sent) == 1, "a conflict must be settled first"
    notes.first.get_by_role("button", name="내 것: 1,111").click()
    notes.first.get_by_role("button", name="저장된 것: 25,000").click()
    assert sheet.text(2, "amount") == "25,000"
    save(sheet, 200, {"rows": {"1": {"revision": 6, "cells": {"amount": "1111"}}}})
    assert sheet.sent[1]["changed"] == [{"id": 1, "revision": 5, "cells": {"amount": "1111"}}]
    assert sheet.difference() == {"changed": [], "added": [], "removed": []}


def test_errors_and_conflicts_may_come_at_once(open_sheet: OpenSheet) -> None:
    sheet = open_sheet()
    sheet.cell(1, "amount").click()
    sheet.type("1,111")
    conflict = {"row": 1, "column": "amount", "theirs": "1500", "who": "김담당", "at": "14:02", "revision": 5}
    error = {"row": 2, "column": "description", "sentence": "항목을 입력하세요."}
    save(sheet, 409, {"conflicts": [conflict], "errors": [error]})
    notes = sheet.page.get_by_role("listitem")
    expect(notes).to_have_count(2)
    expect(notes.nth(0)).to_contain_text("김담당 14:02: 1,500")
    expect(notes.nth(1)).to_have_text("2행 산출근거 항목 항목을 입력하세요.")


def test_a_row_that_another_has_deleted_goes_or_becomes_a_new_one(open_sheet: OpenSheet) -> None:
    sheet = open_sheet()
    for number, amount in ((1, "1,111"), (2, "22,222")):
        sheet.cell(number, "amount").click()
        sheet.type(amount)
    gone = {"column": None, "theirs": "", "who": "김담당", "at": "14:02", "revision": 0}
    save(sheet, 409, {"conflicts": [{**gone, "row": 1}, {**gone, "row": 2}]})
    notes = sheet.page.get_by_role("listitem")
    notes.first.get_by_role("button", name="내 것을 새 행으로").click()
    notes.first.get_by_role("button", name="행을 버리기").click()
    difference = sheet.difference()
    assert [one["cells"]["amount"] for one in difference["added"]] == ["1111"]
    assert (difference["changed"], difference["removed"]) == ([], [])


def test_a_row_that_is_deleted_here_and_was_changed_there(open_sheet: OpenSheet) -> None:
    sheet = open_sheet()
    sheet.cell(2, "amount").click()
    sheet.press("Control+-")
    changed = {"row": 2, "column": None, "theirs": "", "who": "김담당", "at": "14:02", "revision": 5}
    save(sheet, 409, {"conflicts": [changed]})
    sheet.page.get_by_role("button", name="그래도 삭제").click()
    assert sheet.difference()["removed"] == [{"id": 2, "revision": 5}]


def test_a_session_that_ended_is_signed_in_to_in_place(open_sheet: OpenSheet) -> None:
    sheet = open_sheet()
    sheet.cell(1, "amount").click()
    sheet.type("5,000")
    ended = (401, {"message": "로그인하세요.", "username": "finance"})
    wrong = (401, {"message": "비밀번호가 맞지 않습니다."})
    sheet.answers = [ended, wrong, (200, {"rows": {}, "sent_once": TOKEN, "message": "저장했습니다"})]
    sheet.press("Control+s")
    asked = sheet.page.get_by_role("dialog", name="다시 로그인")
    for password in ("wrong", "right"):
        expect(asked.get_by_label("사용자 이름")).to_have_value("finance")
        expect(asked.get_by_label("비밀번호")).to_have_value("")
        asked.get_by_label("비밀번호").fill(password)
        sheet.press("Enter")
        if password == "wrong":
            expect(asked).to_contain_text("비밀번호가 맞지 않습니다.")
    expect(sheet.page.locator(".sheet-told")).to_have_text("저장했습니다")
    expect(asked).to_be_hidden()
    assert [one.get("again-password") for one in sheet.sent] == [None, "wrong", "right"]
    assert {tuple(one["changed"][0]["cells"]) for one in sheet.sent} == {("amount",)}


def test_signing_in_may_be_called_off_and_all_stays(open_sheet: OpenSheet) -> None:
    sheet = open_sheet()
    sheet.cell(1, "amount").click()
    sheet.type("5,000")
    sheet.answers = [(401, {})]
    sheet.press("Control+s")
    sheet.page.get_by_role("dialog").get_by_role("button", name="취소").click()
    expect(sheet.page.locator(".sheet-told")).to_contain_text("입력한 내용은 모두 남아 있습니다")
    assert sheet.text(1, "amount") == "5,000"


def test_without_a_connection_all_stays_and_is_saved_later(open_sheet: OpenSheet) -> None:
    sheet = open_sheet()
    sheet.cell(1, "amount").click()
    sheet.type("5,000")
    sheet.page.route(f"**{SAVE}", lambda route: route.abort("internetdisconnected"))
    sheet.press("Control+s")
    expect(sheet.page.locator(".sheet-told")).to_contain_text("원장에 연결되지 않아 저장하지 못했습니다")
    assert sheet.text(1, "amount") == "5,000"
    sheet.page.unroute(f"**{SAVE}")
    save(sheet, 200, {"rows": {}, "message": "저장했습니다"})
    assert sheet.told() == "저장했습니다"


def test_other_refusals_are_told_in_the_words_of_the_server(open_sheet: OpenSheet) -> None:
    sheet = open_sheet()
    sheet.cell(1, "amount").click()
    sheet.type("5,000")
    save(sheet, 403, {"title": "권한이 없습니다", "message": "확정된 차수입니다."})
    assert sheet.told() == "권한이 없습니다: 확정된 차수입니다."
    assert sheet.difference()["changed"] != []


def test_what_will_change_is_asked_without_saving(open_sheet: OpenSheet) -> None:
    sheet = open_sheet()
    sheet.cell(1, "amount").click()
    sheet.type("5,000")
    sheet.answers = [(200, {"sentences": ["총계 32만 1천원 → 32만 5천원", "증감사유 1건 재확인"]})]
    sheet.page.get_by_role("button", name="바뀔 내용 보기").click()
    expect(sheet.page.locator(".sheet-ahead")).to_contain_text("증감사유 1건 재확인")
    expect(sheet.page.locator(".sheet-unsaved")).to_be_visible()
    assert sheet.difference()["changed"] != []


def test_a_deleted_row_that_comes_back_after_the_save_is_a_new_one(open_sheet: OpenSheet) -> None:
    sheet = open_sheet([row(1, "1000"), row(2, "20000")])
    sheet.cell(1, "amount").click()
    sheet.press("Control+-")
    save(sheet, 200, {"rows": {}})
    assert sheet.sent[0]["removed"] == [{"id": 1, "revision": 1}]
    sheet.press("Control+z")
    difference = sheet.difference()
    assert difference["removed"] == []
    assert [(one["after"], one["cells"]["amount"]) for one in difference["added"]] == [(None, "1000")]
