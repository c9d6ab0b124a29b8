"""3,000 rows: open, scroll, save. The bounds are loose; what was measured stands in DECISIONS.md."""

import json

from playwright.sync_api import expect

from tests.browser.sheet.conftest import OpenSheet
from tests.browser.sheet.harness import row

MANY = 3_000
ROWS = [row(number, str(number * 1000), subject=str(12 + number % 3)) for number in range(1, MANY + 1)]

FRAMES = """async (grid) => {
    const frames = [];
    let last = performance.now();
    for (let step = 0; step < 60; step += 1) {
        grid.scrollTop = (step + 1) * 1700;
        await new Promise((next) => requestAnimationFrame(next));
        const now = performance.now();
        frames.push(now - last);
        last = now;
    }
    return frames;
}"""


def test_many_rows_open_and_scroll_with_few_elements(open_sheet: OpenSheet) -> None:
    sheet = open_sheet(ROWS, groups={"column": "subject"})
    made = sheet.page.evaluate(
        """() => {
            const element = document.querySelector('.sheet');
            const { config } = element.sheet;
            const start = performance.now();
            element.sheet = new element.sheet.constructor(element, config);
            return performance.now() - start;
        }"""
    )
    frames: list[float] = sorted(sheet.page.locator(".sheet-grid").evaluate(FRAMES))
    count = sheet.page.locator(".sheet-body .sheet-row").count()
    print(
        f"opened in {made:.0f} ms; frames: median {frames[30]:.1f}, worst {frames[-1]:.1f} ms; {count} rows"
    )
    assert made < 1_000
    assert frames[30] < 50
    assert count < 60
    assert sheet.page.locator(".sheet-grid").get_attribute("aria-rowcount") == str(MANY + 3 + 2)


def test_many_rows_are_saved_as_a_difference(open_sheet: OpenSheet) -> None:
    sheet = open_sheet(ROWS)
    sheet.cell(1, "amount").click()
    sheet.press("Control+End")
    assert sheet.chosen() == (MANY, "one_off")
    sheet.cell(MANY, "amount").click()
    sheet.type("2,999,000")
    sheet.answers = [(200, {"rows": {}})]
    sheet.press("Control+s")
    expect(sheet.page.locator(".sheet-told")).to_have_text("저장했습니다.")
    [sent] = sheet.sent
    assert len(sent["changed"]) == 1
    assert len(json.dumps(sent)) < 300


def test_a_block_of_many_rows_is_pasted_at_once(open_sheet: OpenSheet) -> None:
    sheet = open_sheet()
    sheet.cell(3, "description").click()
    sheet.paste("\r\n".join(f"항목 {number}\t\t{number},000" for number in range(1, MANY + 1)))
    expect(sheet.page.locator(".sheet-told")).to_contain_text("3000행")
    # Rows 1 and 2 stay, row 3 is pasted over: 21,000 + 1,000 × (1 + ... + 3,000), as far as it can be read.
    added = sheet.difference()["added"]
    assert len(added) == MANY - 1
