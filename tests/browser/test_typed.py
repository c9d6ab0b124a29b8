"""What was typed survives a closed tab, an ended session, a lost connection and an error; and goes once it is saved."""

import re

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.browser.axe import axe
from tests.browser.server import PASSWORD
from tests.browser.visitor import HEIGHTS, NARROW, WIDE, Visitors

YEAR = "/admin/ledger/program/smart-anchor/budget/2021-original/?forms=1"
BASIS = "새로 입력한 산출기초"


def kept(page: Page) -> int:
    """How many forms this browser keeps something of."""
    return int(page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('typed:')).length"))


def type_basis(page: Page, text: str = BASIS) -> None:
    """Into the first line of the year."""
    page.locator("[name=lines-0-basis]").fill(text)
    page.wait_for_timeout(600)


def save(page: Page) -> None:
    page.get_by_role("button", name="저장").last.click()


def stays(page: Page) -> list[str]:
    """Whoever is asked from now on stays on the page; what was asked."""
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    return asked


def another_tab(page: Page, address: str = YEAR) -> Page:
    """The page is closed without being asked, and its address opened anew."""
    other = page.context.new_page()
    page.close()
    other.goto(address)
    return other


@pytest.mark.writes
def test_a_closed_tab_is_offered_again_with_the_moment_and_gone_once_saved(sign_in: Visitors) -> None:
    page = sign_in("finance")
    page.goto(YEAR)
    type_basis(page)
    page.locator("[name=lines-0-is_one_off]").first.check()
    page.wait_for_timeout(600)
    page = another_tab(page)
    offer = page.locator(".typed-bar")
    expect(offer).to_contain_text(re.compile(r"\d\d:\d\d에 입력하다 만 내용이 있습니다"))
    for width in (NARROW, WIDE):
        page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
        axe(page)
    assert page.locator("[name=lines-0-basis]").input_value() != BASIS
    offer.get_by_role("button", name="되살리기").click()
    expect(page.locator("[name=lines-0-basis]")).to_have_value(BASIS)
    expect(page.locator("[name=lines-0-is_one_off]")).to_be_checked()
    expect(offer).to_have_count(0)
    save(page)
    expect(page.locator(".messagelist")).to_contain_text("저장했습니다")
    assert kept(page) == 0
    expect(page.locator("[name=lines-0-basis]")).to_have_value(BASIS)
    expect(page.locator(".typed-bar")).to_have_count(0)


def test_what_is_thrown_away_is_not_offered_again(sign_in: Visitors) -> None:
    page = sign_in("finance")
    page.goto(YEAR)
    type_basis(page)
    page = another_tab(page)
    page.locator(".typed-bar").get_by_role("button", name="버리기").click()
    assert kept(page) == 0
    page.reload()
    expect(page.locator(".typed-bar")).to_have_count(0)


def test_typing_taken_back_leaves_nothing_kept(sign_in: Visitors) -> None:
    page = sign_in("finance")
    page.goto(YEAR)
    before = page.locator("[name=lines-0-basis]").input_value()
    type_basis(page)
    page.locator("[name=lines-0-basis]").fill(before)
    page.wait_for_timeout(600)
    assert kept(page) == 0


@pytest.mark.writes
def test_rows_that_were_added_are_added_again(sign_in: Visitors) -> None:
    page = sign_in("finance")
    page.goto(YEAR)
    section = page.locator("fieldset").filter(has=page.locator("[name=lines-0-basis]"))
    count = section.locator("tbody tr").count()
    section.get_by_role("button", name="줄 추가").click()
    texts = ["빈 줄에 쓴 항목", "더한 줄에 쓴 항목"]
    for place, text in enumerate(texts):
        section.locator("input[name$='-description']").nth(count - 1 + place).fill(text)
        section.locator("input.won[name$='-amount']").nth(count - 1 + place).fill("1,000")
    page.wait_for_timeout(600)
    page = another_tab(page)
    page.locator(".typed-bar").get_by_role("button", name="되살리기").click()
    section = page.locator("fieldset").filter(has=page.locator("[name=lines-0-basis]"))
    descriptions = section.locator("input[name$='-description']")
    for place, text in enumerate(texts):
        expect(descriptions.nth(count - 1 + place)).to_have_value(text)
    save(page)
    expect(page.locator(".messagelist")).to_contain_text("저장했습니다")
    for text in texts:
        assert page.locator(f"input[value='{text}']").count() == 1


@pytest.mark.writes
def test_what_another_changed_meanwhile_is_named(sign_in: Visitors) -> None:
    page = sign_in("finance")
    page.goto(YEAR)
    type_basis(page)
    page = another_tab(page, "about:blank")
    other = sign_in("finance")
    other.goto(YEAR)
    type_basis(other, "다른 사람의 산출기초")
    save(other)
    expect(other.locator(".messagelist")).to_contain_text("저장했습니다")
    page.goto(YEAR)
    page.locator(".typed-bar").get_by_role("button", name="되살리기").click()
    expect(page.locator(".typed-bar")).to_contain_text("다른 사람의 산출기초")
    expect(page.locator("[name=lines-0-basis]")).to_have_value(BASIS)


@pytest.mark.writes
def test_a_session_that_ends_while_typing_is_signed_in_to_in_place(sign_in: Visitors) -> None:
    page = sign_in("finance")
    page.goto(YEAR)
    type_basis(page)
    page.context.clear_cookies(name="sessionid")
    save(page)
    expect(page.get_by_role("heading", name="다시 로그인")).to_be_visible()
    for width in (NARROW, WIDE):
        page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
        axe(page)
    asked = stays(page)
    page.get_by_label("비밀번호").fill("틀린 비밀번호")
    page.get_by_role("button", name="English").click()
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    page.get_by_role("button", name="로그인하고 계속").click()
    expect(page.locator(".errorlist")).to_be_visible()
    page.get_by_label("비밀번호").fill(PASSWORD)
    page.get_by_role("button", name="로그인하고 계속").click()
    expect(page.locator(".messagelist")).to_contain_text("저장했습니다")
    expect(page.locator("[name=lines-0-basis]")).to_have_value(BASIS)
    assert kept(page) == 0


def test_leaving_asks_and_only_with_something_typed(sign_in: Visitors) -> None:
    page = sign_in("finance")
    asked = stays(page)
    page.goto(YEAR)
    home = page.get_by_role("link", name="세부사업", exact=True).first
    page.locator("[name=lines-0-basis]").click()
    home.click()
    expect(page).to_have_url(re.compile("/ledger/program/$"))
    assert asked == []
    page.goto(YEAR)
    type_basis(page)
    home.click()
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    expect(page.locator("[name=lines-0-basis]")).to_have_value(BASIS)


@pytest.mark.writes
def test_without_a_connection_nothing_is_sent_and_all_stays(sign_in: Visitors) -> None:
    page = sign_in("finance")
    page.goto(YEAR)
    type_basis(page)
    page.context.set_offline(True)
    save(page)
    told = page.get_by_role("alert")
    expect(told).to_contain_text("아무것도 보내지 않았습니다")
    expect(page.locator("[name=lines-0-basis]")).to_have_value(BASIS)
    page.context.set_offline(False)
    told.get_by_role("button", name="다시 보내기").click()
    expect(page.locator(".messagelist")).to_contain_text("저장했습니다")
    assert kept(page) == 0


@pytest.mark.writes
def test_an_error_keeps_all_and_what_is_typed_then_is_kept_too(sign_in: Visitors) -> None:
    page = sign_in("finance")
    page.goto(YEAR)
    type_basis(page)
    page.locator("[name=lines-0-amount]").fill("백만")
    save(page)
    expect(page.locator(".faults")).to_be_visible()
    expect(page.locator("[name=lines-0-basis]")).to_have_value(BASIS)
    expect(page.locator(".typed-bar")).to_have_count(0)
    assert kept(page) == 1
    page.locator("[name=lines-0-amount]").fill("1,000,000")
    page.wait_for_timeout(600)
    assert kept(page) == 1
    page = another_tab(page)
    page.locator(".typed-bar").get_by_role("button", name="되살리기").click()
    expect(page.locator("[name=lines-0-basis]")).to_have_value(BASIS)
    expect(page.locator("[name=lines-0-amount]")).to_have_value("1,000,000")
    save(page)
    expect(page.locator(".messagelist")).to_contain_text("저장했습니다")
    assert kept(page) == 0


@pytest.mark.writes
def test_signing_out_leaves_nothing_to_the_next_person_and_no_password_is_ever_kept(
    sign_in: Visitors,
) -> None:
    page = sign_in("finance")
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("/password/")
    page.get_by_label("기존 비밀번호").fill(PASSWORD)
    page.wait_for_timeout(600)
    assert kept(page) == 0
    page.goto(YEAR)
    type_basis(page)
    page.get_by_role("button", name="로그아웃").click()
    expect(page.get_by_role("heading", name="로그인")).to_be_visible()
    assert kept(page) == 0


@pytest.mark.writes
def test_a_searched_field_comes_back_with_its_words(sign_in: Visitors) -> None:
    page = sign_in("finance")
    page.goto("/admin/ledger/budgetlineitem/add/")
    page.locator(".field-allocation .select2-selection").click()
    page.locator(".select2-search__field").fill("201")
    page.locator(".select2-results__option").filter(has_text="201").first.click()
    chosen = page.locator("#select2-id_allocation-container").inner_text()
    page.wait_for_timeout(600)
    page = another_tab(page, "/admin/ledger/budgetlineitem/add/")
    page.locator(".typed-bar").get_by_role("button", name="되살리기").click()
    expect(page.locator("#select2-id_allocation-container")).to_have_text(chosen)


@pytest.mark.writes
def test_a_page_that_has_expired_leads_back_to_what_was_typed(sign_in: Visitors) -> None:
    """As after signing in anew on another tab."""
    page = sign_in("finance")
    page.goto(YEAR)
    type_basis(page)
    page.context.clear_cookies(name="csrftoken")
    save(page)
    expect(page.get_by_role("heading", name="화면이 만료되었습니다")).to_be_visible()
    page.get_by_role("link", name="입력하던 화면으로").click()
    page.locator(".typed-bar").get_by_role("button", name="되살리기").click()
    save(page)
    expect(page.locator(".messagelist")).to_contain_text("저장했습니다")
    expect(page.locator("[name=lines-0-basis]")).to_have_value(BASIS)
    assert kept(page) == 0


@pytest.mark.writes
def test_rows_on_the_page_of_another_row_are_added_again(sign_in: Visitors) -> None:
    page = sign_in("finance")
    address = "/admin/ledger/program/1/change/"
    page.goto(address)
    page.locator(".add-row a").click()
    new = page.locator("select[name$=-site]:not([name*=__prefix__])").last
    new.select_option(index=1)
    chosen, name = new.input_value(), str(new.get_attribute("name"))
    page.wait_for_timeout(600)
    page = another_tab(page, address)
    expect(page.locator(f"[name={name}]")).to_have_count(0)
    page.locator(".typed-bar").get_by_role("button", name="되살리기").click()
    expect(page.locator(f"[name={name}]")).to_have_value(chosen)
