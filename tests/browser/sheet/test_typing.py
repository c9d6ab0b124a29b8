"""What typing does: an input method composes whole syllables, amounts are read back and asked about."""

from playwright.sync_api import CDPSession, expect

from tests.browser.sheet.conftest import OpenSheet
from tests.browser.sheet.harness import Harness, row


def compose(keyboard: CDPSession, *steps: str) -> None:
    """As an input method writes: 'ㅅ', '사', '산' are one syllable that is not yet done."""
    for text in steps:
        # What a keyboard says while an input method has the key.
        keyboard.send(
            "Input.dispatchKeyEvent", {"type": "keyDown", "windowsVirtualKeyCode": 229, "key": "Process"}
        )
        keyboard.send(
            "Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)}
        )


def done(keyboard: CDPSession, text: str) -> None:
    keyboard.send("Input.insertText", {"text": text})


def keyboard_of(sheet: Harness) -> CDPSession:
    return sheet.page.context.new_cdp_session(sheet.page)


def test_the_first_syllable_replaces_the_cell_and_none_is_lost(open_sheet: OpenSheet) -> None:
    sheet = open_sheet()
    sheet.cell(1, "description").click()
    keyboard = keyboard_of(sheet)
    compose(keyboard, "ㅅ", "사", "산")
    assert sheet.text(1, "description") == "산"
    done(keyboard, "산")
    compose(keyboard, "ㅊ", "추", "출")
    done(keyboard, "출")
    sheet.press("Enter")
    assert sheet.text(1, "description") == "산출"
    assert sheet.chosen() == (2, "description")
    # The next cell is as ready as the first.
    compose(keyboard, "ㄱ", "기")
    done(keyboard, "기")
    sheet.press("Tab")
    assert (sheet.text(2, "description"), sheet.chosen()) == ("기", (2, "basis"))


def test_enter_while_a_syllable_is_composed_does_not_end_the_typing(open_sheet: OpenSheet) -> None:
    sheet = open_sheet()
    sheet.cell(1, "description").click()
    keyboard = keyboard_of(sheet)
    compose(keyboard, "ㅎ", "하", "한")
    enter = {"type": "keyDown", "windowsVirtualKeyCode": 229, "key": "Enter", "code": "Enter"}
    keyboard.send("Input.dispatchKeyEvent", enter)
    assert sheet.chosen() == (1, "description")
    done(keyboard, "한")
    assert sheet.text(1, "description") == "한"
    sheet.press("Enter")
    assert sheet.chosen() == (2, "description")
    assert sheet.text(1, "description") == "한"


def test_choices_follow_what_is_composed(open_sheet: OpenSheet) -> None:
    sheet = open_sheet()
    sheet.cell(1, "subject").click()
    keyboard = keyboard_of(sheet)
    compose(keyboard, "ㅅ", "시")
    expect(sheet.page.get_by_role("option")).to_have_text(["401-01 시설비"])
    done(keyboard, "시")
    sheet.press("Enter")
    assert sheet.text(1, "subject") == "401-01 시설비"


def test_an_amount_is_read_back_while_it_is_typed(open_sheet: OpenSheet) -> None:
    sheet = open_sheet(unit="thousand")
    sheet.cell(1, "amount").click()
    sheet.page.keyboard.type("1,711,987")
    expect(sheet.page.locator(".sheet-reading")).to_have_text("17억 1,198만 7천원")
    expect(sheet.page.get_by_role("status")).to_have_text("17억 1,198만 7천원")
    sheet.press("Enter")
    expect(sheet.page.locator(".sheet-reading")).to_be_hidden()


def test_a_thousandfold_is_asked_about_and_the_likely_amount_is_one_press_away(open_sheet: OpenSheet) -> None:
    sheet = open_sheet([row(1, "1711987000"), row(2, "5")])
    sheet.cell(1, "amount").click()
    sheet.type("1,711,988")
    note = sheet.page.get_by_role("listitem")
    expect(note).to_contain_text("1,711,987,000원 → 1,711,988원: 천 배쯤 차이가 납니다")
    sheet.press("Control+s")
    assert sheet.sent == []
    assert sheet.told() == "아직 보내지 않았습니다. 먼저 확인할 칸이 1개 있습니다."
    note.get_by_role("button", name="17억 1,198만 8천원 적용").click()
    assert sheet.text(1, "amount") == "1,711,988,000"
    expect(note).to_have_count(0)
    sheet.press("Control+z")
    assert sheet.text(1, "amount") == "1,711,988"


def test_a_missing_sign_is_asked_about_and_may_be_meant(open_sheet: OpenSheet) -> None:
    sheet = open_sheet([row(1, "-360000")])
    sheet.cell(1, "amount").click()
    sheet.type("360,000")
    note = sheet.page.get_by_role("listitem")
    expect(note).to_contain_text("△가 빠지지 않았습니까?")
    note.get_by_role("button", name="입력한 대로 360,000원").click()
    expect(note).to_have_count(0)
    assert sheet.text(1, "amount") == "360,000"


def test_what_no_amount_can_be_read_from_stays_and_is_marked(open_sheet: OpenSheet) -> None:
    sheet = open_sheet()
    sheet.cell(1, "amount").click()
    sheet.type("백만")
    assert sheet.text(1, "amount") == "백만"
    assert sheet.totals() == ["320,000", "0"]
    expect(sheet.cell(1, "amount")).to_have_attribute("aria-invalid", "true")
    expect(sheet.page.get_by_role("listitem")).to_contain_text(
        "1행 금액 금액을 1,234, △1,234, 1,234천원처럼 입력하세요"
    )
    sheet.page.get_by_role("button", name="1행 금액").click()
    assert sheet.chosen() == (1, "amount")
    sheet.type("1,000,000")
    expect(sheet.page.get_by_role("listitem")).to_have_count(0)


FORMULA = """window.ledgerFormula = {
    read: (text) => text === '5,000원×12명×4회' ? {kind: 'formula', proposal: 240000n} : {kind: 'words'},
};"""
"""What this page takes from formula.js, which reads every 산출식 and has tests of its own."""


def test_a_formula_offers_its_amount_and_never_puts_it_there_unasked(open_sheet: OpenSheet) -> None:
    sheet = open_sheet([row(1), row(2)])
    sheet.page.evaluate(FORMULA)
    sheet.cell(1, "basis").click()
    sheet.page.keyboard.type("5,000원×12명×4회")
    expect(sheet.page.locator(".sheet-reading")).to_have_text("= 240,000원")
    sheet.press("Enter")
    assert sheet.text(1, "amount") == ""
    expect(sheet.page.get_by_role("listitem")).to_contain_text("1행 금액 산출식으로는 240,000원입니다.")
    sheet.cell(1, "amount").click()
    sheet.press("=")
    assert sheet.text(1, "amount") == "240,000"
    expect(sheet.page.get_by_role("listitem")).to_have_count(0)


def test_sums_are_exact_beyond_what_a_float_holds(open_sheet: OpenSheet) -> None:
    largest = "999999999999999"
    sheet = open_sheet([row(number, largest) for number in range(1, 12)])
    assert sheet.totals() == ["10,999,999,999,999,989", "0"]  # 11 × 999,999,999,999,999


def test_scrolling_away_while_typing_loses_nothing(open_sheet: OpenSheet) -> None:
    sheet = open_sheet([row(number, "1") for number in range(1, 400)])
    sheet.cell(1, "description").click()
    sheet.page.keyboard.type("아직")
    sheet.page.locator(".sheet-grid").evaluate("(grid) => { grid.scrollTop = 9000; }")
    sheet.page.wait_for_timeout(200)
    sheet.type(" 쓰는 중")
    assert sheet.chosen() == (2, "description")
    assert sheet.text(1, "description") == "아직 쓰는 중"
