"""A manager reads: on a phone, zoomed in, without script, in the unit and the language that he chose."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import axe
from tests.browser.conftest import FLAGS, chromium
from tests.browser.pages import OWN, PROGRAM, Address
from tests.browser.server import PASSWORD
from tests.browser.visitor import NARROW, Visitors

VARIANCE = f"{PROGRAM}reports/variance/"
SUMMARY = f"{PROGRAM}reports/budget-summary/"
MOST_BYTES = 150_000
READ = [address for address in OWN if address.status == 200 and address.role == "manager"]


@pytest.mark.parametrize("address", READ, ids=lambda address: address.name)
def test_a_page_weighs_less_than_150_kb_and_does_not_run_off_the_screen(
    address: Address, sign_in: Visitors
) -> None:
    """At 390 px, and at 320 px, which is what 400 % zoom leaves of 1280."""
    page = sign_in("manager", width=NARROW)
    sizes: list[int] = []
    page.on("response", lambda response: sizes.append(len(response.body())))  # before compression
    page.goto(address.path)
    page.wait_for_load_state("networkidle")
    assert 0 < sum(sizes) < MOST_BYTES, sizes
    for width in (NARROW, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def top(target: Locator) -> float:
    box = target.bounding_box()
    assert box is not None
    return box["y"]


def test_on_a_phone_a_row_of_changes_is_a_block_in_the_order_of_the_answer(sign_in: Visitors) -> None:
    """과목, 증감, 사유, then B and A, then (x); nothing beside the screen."""
    page = sign_in("manager", width=NARROW)
    page.goto(VARIANCE)
    row = page.locator("tr[id$='--403-01']")
    order = [
        row.locator("th"),
        row.locator("td.c-change"),
        row.locator("td.reason"),
        row.locator("td.c-current"),
        row.locator("td.x-line"),
    ]
    places = [top(one) for one in order]
    assert places == sorted(places)
    assert abs(top(row.locator("td.c-change")) - top(row.locator("td.c-rate"))) < 30
    assert abs(top(row.locator("td.c-current")) - top(row.locator("td.c-prior"))) < 30
    expect(row.locator("td.c-change")).to_contain_text("△2,357,880")
    expect(row.locator("td.x-line")).to_contain_text("(x△2,500,000)")
    for one in order:
        box = one.bounding_box()
        assert box is not None
        assert box["x"] + box["width"] <= NARROW


def test_the_exact_figure_is_one_tap_away(sign_in: Visitors) -> None:
    page = sign_in("manager", width=NARROW)
    page.goto(PROGRAM)
    card = page.locator("section.of-budget")
    exact = card.get_by_text("72억 2,418만 7천원")
    expect(exact).to_be_hidden()
    card.get_by_text("72억 2,419만원").click()
    expect(exact).to_be_visible()


def test_each_card_leads_to_its_report(sign_in: Visitors) -> None:
    page = sign_in("manager")
    page.goto(PROGRAM)
    links = [
        link.get_attribute("href") or "" for link in page.locator(".cards h2 a, .charts section > p a").all()
    ]
    assert len(links) >= 11
    for link in links:
        response = page.goto(link)
        assert response is not None
        assert response.status == 200, link


def test_unit_is_chosen_once_for_all_reports(sign_in: Visitors) -> None:
    page = sign_in("manager")
    page.goto(SUMMARY)
    page.select_option(".unit select", "million")
    page.locator(".unit button").click()
    expect(page.locator("table.report caption").first).to_contain_text("백만원")
    expect(page.locator("tr.total")).to_contain_text("7,224")
    page.goto(VARIANCE)
    expect(page.locator("table.variance caption")).to_contain_text("백만원")
    page.select_option(".unit select", "")
    page.locator(".unit button").click()
    expect(page.locator("tr.total")).to_contain_text("7,224,187")


def test_language_and_sign_change_together(sign_in: Visitors) -> None:
    page = sign_in("manager")
    page.goto(SUMMARY)
    expect(page.locator("table.report")).to_contain_text("△2,357,880")
    page.get_by_role("button", name="English").click()
    table = page.locator("table.report")
    expect(table).to_contain_text("-2,357,880")
    expect(table).not_to_contain_text("△")
    expect(page.get_by_role("heading", level=1)).to_have_text("Budget summary")


@pytest.mark.writes
def test_an_explanation_is_written_beside_the_figure_and_travels(sign_in: Visitors) -> None:
    page = sign_in("manager")
    page.goto(VARIANCE)
    row = page.locator("tr[id$='--201-01']")
    expect(row).to_contain_text("사유 없음")
    row.get_by_role("link", name="사유 쓰기").click()
    row.get_by_role("button", name="사유 저장").click()
    expect(row.get_by_role("alert")).to_be_visible()  # an empty one says what to do
    axe(page)
    row.get_by_label("제출용 문구").fill("금천·창신 개소에 따른 운영비")
    row.get_by_label("내부 메모").fill("과장 확인 전")
    row.get_by_role("button", name="사유 저장").click()
    expect(row).to_contain_text("사유 있음")
    expect(row).to_be_in_viewport()
    axe(page)
    page.goto(f"{PROGRAM}document/")
    expect(page.locator("main")).to_contain_text("금천·창신 개소에 따른 운영비")
    expect(page.locator("main")).not_to_contain_text("과장 확인 전")


def opened(page: Page) -> Locator:
    return page.locator("dialog#trace-panel[open]")


def test_a_figure_opens_a_panel_and_closing_it_leads_back_to_the_figure(sign_in: Visitors) -> None:
    page = sign_in("manager")
    page.goto(SUMMARY)
    figure = page.locator("tr.total a.trace").first
    figure.focus()
    page.keyboard.press("Enter")
    expect(opened(page)).to_contain_text("5,036,880,000")
    axe(page)
    page.keyboard.press("Escape")
    expect(page.locator("dialog#trace-panel")).to_be_hidden()
    expect(figure).to_be_focused()


def test_from_the_total_down_to_the_line_item_in_the_panel(sign_in: Visitors) -> None:
    page = sign_in("finance", width=NARROW)
    page.goto(SUMMARY)
    page.locator("tr.total td.c-current a.trace").click()
    panel = opened(page)
    panel.get_by_role("link", name=re.compile("자치단체자본보조")).first.click()
    expect(panel).to_contain_text("1,071,000,000")
    expect(panel).to_contain_text("중구 스마트앵커 조성비(공사비)")
    box = panel.bounding_box()
    assert box is not None
    assert box["width"] >= NARROW - 1  # the whole width of a phone


def test_without_script_a_figure_leads_to_a_page_of_its_own(sign_in: Visitors) -> None:
    page = sign_in("manager", javascript=False)
    page.goto(SUMMARY)
    page.locator("tr.total td.c-change a.trace").click()
    page.wait_for_url("**/trace/?*")
    expect(page.locator("main")).to_contain_text("2,187,307,000")


def test_without_script_everything_is_there(sign_in: Visitors) -> None:
    page = sign_in("manager", javascript=False)
    page.goto(PROGRAM)
    assert page.locator("svg rect").count() >= 10
    page.goto(f"{VARIANCE}?explain=201-01")
    expect(page.get_by_role("button", name="사유 저장")).to_be_visible()


def test_who_wants_no_motion_gets_none(sign_in: Visitors) -> None:
    page = sign_in("manager")
    page.emulate_media(reduced_motion="reduce")
    for path in (PROGRAM, VARIANCE, SUMMARY):
        page.goto(path)
        moving = page.evaluate(
            """[...document.querySelectorAll('*')].filter(element => {
                const style = getComputedStyle(element)
                return style.animationName !== 'none' || parseFloat(style.transitionDuration) > 0
                    || style.scrollBehavior === 'smooth'
            }).map(element => element.outerHTML.slice(0, 80))"""
        )
        assert moving == []


def test_more_contrast_and_forced_colours_keep_the_words(sign_in: Visitors) -> None:
    page = sign_in("manager")
    page.emulate_media(contrast="more")
    page.goto(PROGRAM)
    axe(page, only=["color-contrast"])
    page.emulate_media(contrast="no-preference", forced_colors="active")
    expect(page.locator("svg text.amount").first).to_be_visible()


def test_the_first_column_stays_in_sight(sign_in: Visitors) -> None:
    """And the heading moves with the figures below it. (Up and down: test_tables.py.)"""
    page = sign_in("manager", width=700)
    page.goto(f"{PROGRAM}reports/investment-plan/")
    region = page.locator(".table-scroll").first
    region.evaluate("element => element.scrollTo(200, 0)")
    box, frame = region.locator("tbody th").first.bounding_box(), region.bounding_box()
    assert box is not None
    assert frame is not None
    assert abs(box["x"] - frame["x"]) < 2
    heading, figure = region.locator("thead th").nth(2), region.locator("tbody tr").first.locator("td").nth(1)
    places = [one.bounding_box() for one in (heading, figure)]
    assert len({round(place["x"]) for place in places if place is not None}) == 1


def test_after_the_sign_out_the_way_back_shows_no_figures(sign_in: Visitors) -> None:
    """In a browser that keeps the pages it has left, as people's do; that of the other tests keeps none."""
    visitors = sign_in
    browser = visitors.browser.browser_type.launch(
        executable_path=chromium(),
        args=FLAGS,
        ignore_default_args=["--disable-back-forward-cache"],
    )
    try:
        page = browser.new_context(base_url=visitors.server.address, locale="ko-KR").new_page()
        page.goto(SUMMARY)
        page.fill("input[name=username]", "manager")
        page.fill("input[name=password]", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{SUMMARY}")
        expect(page.locator("tr.total")).to_contain_text("7,224,187")
        page.get_by_role("button", name="로그아웃").click()
        page.wait_for_url("**/login/")
        page.go_back()
        page.wait_for_load_state()
        expect(page.locator("input[name=password]")).to_be_visible()
        assert "7,224,187" not in page.content()
    finally:
        browser.close()


@pytest.mark.writes
def test_empty_states_are_pages_too(sign_in: Visitors) -> None:
    """A programme without a budget, and a year without a document."""
    clerk = sign_in("finance")
    clerk.goto("/admin/ledger/program/add/")
    clerk.fill("input[name=slug]", "empty")
    clerk.fill("input[name=name]", "빈 사업")
    clerk.locator("input[name=_save]").first.click()
    reader = sign_in("manager")
    for path in ("/programs/empty/", "/", f"{PROGRAM}?year=2020", f"{PROGRAM}document/?year=2020"):
        response = reader.goto(path)
        assert response is not None
        assert response.status == 200
        axe(reader)
