"""From the programme's page to the register of submissions and the very file, with a browser."""

import io
from hashlib import sha256
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.browser.axe import axe
from tests.browser.pages import PROGRAM
from tests.browser.visitor import HEIGHTS, NARROW, WIDE, Visitors


@pytest.mark.writes
def test_a_workbook_is_handed_in_and_an_auditor_downloads_it(sign_in: Visitors) -> None:
    clerk = sign_in("finance")
    clerk.goto(PROGRAM)
    clerk.get_by_role("main").locator("p.tools").get_by_role("link", name="의회 제출 엑셀").click()
    with clerk.expect_download() as looked_at:
        clerk.get_by_role("link", name="제출본 미리보기 내려받기").click()
    assert looked_at.value.suggested_filename == "스마트앵커 운영 2021 의회 제출.xlsx"
    clerk.get_by_label("제출처").fill("서울특별시의회 기획경제위원회")
    clerk.get_by_label("요구자").fill("홍길동 의원")
    clerk.get_by_label("문서번호").fill("경제정책과-1234")
    clerk.get_by_label("그대로 제출하는 사유").fill("의회 요구 기한이 오늘까지임")
    if (tick := clerk.get_by_label("위 알림을 읽었습니다.")).count():
        tick.check()
    clerk.get_by_role("button", name="제출 대장에 남기기").click()
    expect(clerk.get_by_role("status")).to_contain_text("제출 대장에 올리고")

    auditor = sign_in("auditor")
    auditor.goto("/")
    auditor.get_by_role("link", name="제출 대장").click()
    row = auditor.get_by_role("row").filter(has_text="경제정책과-1234")
    expect(row).to_contain_text("홍길동 의원")
    with auditor.expect_download() as download:
        row.get_by_role("link", name="내려받기").click()
    kept = Path(download.value.path()).read_bytes()
    assert kept == Path(looked_at.value.path()).read_bytes()
    assert load_workbook(io.BytesIO(kept)).sheetnames
    row.get_by_role("rowheader").get_by_role("link").click()
    digest = auditor.locator("dl.entry div").filter(has_text="파일 지문").locator("dd").inner_text()
    assert sha256(kept).hexdigest() == digest
    for address in ("/submissions/", "/submissions/?looked=1", "/submissions/2/"):
        auditor.goto(address)
        for width in (WIDE, NARROW):
            auditor.set_viewport_size({"width": width, "height": HEIGHTS[width]})
            axe(auditor)
            overflow = auditor.evaluate(
                "document.documentElement.scrollWidth > document.documentElement.clientWidth"
            )
            assert not overflow, (address, width)
