"""산출식 while it is typed: the script reads it as the server does, and offers what it gives as the amount."""

import json
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Locator, Page, expect

from ledger.reading.formula import UnreadFormula, parsed, verdict_on, written
from tests.browser.axe import axe
from tests.browser.visitor import HEIGHTS, NARROW, WIDE, Visitors
from tests.ledger.reading.formula.formulas import ODD, Asked, random_lines

YEAR = "/admin/ledger/program/smart-anchor/budget/2021-original/?forms=1"
MANY, SEED = 10_000, 20_211_012

READ_ALL = """(asked) => {
  const text = ([over, under]) => `${over}/${under}`;
  return JSON.stringify(asked.map(([typed, won, unit]) => {
    const read = window.ledgerFormula.read(typed, { unit, amount: won === null ? null : BigInt(won) });
    if (read.kind === "words") return ["words"];
    if (read.kind === "unread") return ["unread", read.reason, read.position];
    const price = read.price && [String(read.price.won), text(read.price.gives)];
    return ["formula", read.written, read.verdict, read.fault, text(read.result), String(read.proposal),
            text(read.remainder), price];
  }));
}"""


def by_server(text: str, amount: int | None, unit: str) -> list[Any]:
    """What the server says of a text beside an amount, as READ_ALL does."""
    try:
        formula = parsed(text)
    except UnreadFormula as unread:
        return ["unread", unread.reason, unread.position]
    if formula is None:
        return ["words"]
    found = verdict_on(formula, amount, unit)
    price = found.price and [str(found.price.won), quotient(found.price.gives)]
    figures = (quotient(found.result), str(found.proposal), quotient(found.remainder))
    return ["formula", written(formula), found.kind, found.fault, *figures, price]


def quotient(number: Fraction | None) -> str:
    return "" if number is None else f"{number.numerator}/{number.denominator}"


def by_script(page: Page, asked: list[Asked]) -> list[Any]:
    """The same of the script, all at once; amounts go over as text."""
    lines = [[text, None if amount is None else str(amount), unit] for text, amount, unit in asked]
    answers: list[Any] = json.loads(page.evaluate(READ_ALL, lines))
    return answers


def test_script_and_server_say_the_same_of_10_000_formulas(sign_in: Visitors) -> None:
    page = sign_in("finance")
    page.goto(YEAR)
    asked = random_lines(MANY, SEED)
    server = [by_server(*one) for one in asked]
    assert differences(asked, server, by_script(page, asked)) == []
    kinds = [said[0] for said in server]
    assert kinds.count("formula") > MANY // 3
    assert kinds.count("unread") > MANY // 10


def differences(asked: list[Asked], server: list[Any], script: list[Any]) -> list[tuple[Asked, Any, Any]]:
    """What the two say otherwise, each with what was asked."""
    return [one for one in zip(asked, server, script, strict=True) if one[1] != one[2]]


def test_script_and_server_say_the_same_of_odd_texts(sign_in: Visitors) -> None:
    """Whatever signs a text has: those of formulas, any of Unicode, far too many."""
    page = sign_in("finance")
    page.goto(YEAR)
    found: list[str] = []

    @settings(max_examples=600, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(st.one_of(st.text(alphabet=ODD, max_size=60), st.text(max_size=60)))
    def gather(text: str) -> None:
        found.extend((text, f"1,000원×{text}"))

    gather()
    found += ["5원×" + "(" * 10_000, "5원×" + "(" * 900, "9" * 1_000, "5원×3" + "%" * 900, "1/" * 400 + "0"]
    asked: list[Asked] = [(text, 1_000, "won") for text in found]
    assert len(asked) > 1_000
    server = [by_server(*one) for one in asked]
    assert differences(asked, server, by_script(page, asked)) == []


class TestField:
    """Beside the field of the first line of a year."""

    @staticmethod
    def words(page: Page, line: str = "lines-0") -> Locator:
        field = page.locator(".formula-field").filter(has=page.locator(f"[name={line}-basis]"))
        return field.locator("output")

    @staticmethod
    def type_line(page: Page, basis: str, amount: str, line: str = "lines-0") -> None:
        page.locator(f"[name={line}-amount]").fill(amount)
        page.locator(f"[name={line}-basis]").fill(basis)

    def test_says_what_the_formula_gives_and_how_that_stands_to_the_amount(self, sign_in: Visitors) -> None:
        page = sign_in("finance")
        page.goto(YEAR)
        for basis, amount, words in (
            ("5,000원×12명×4회", "240,000", "= 240,000원 · 금액과 일치"),
            ("5,000원×12명×4회", "", "= 240,000원"),
            (
                "(86,666원×8명×12월)-8,680,000원=△360,000",
                "△360,000",
                "= △360,064원 · △360천원, 단수 △64원 · 단수차이"
                " · 읽은 식: 86,666원×8명×12월 - 8,680,000원 = △360,000",
            ),
            ("5,000원×12명", "72,000", "= 60,000원 · 불일치 · 단가 6,000원이면 72,000원"),
            (
                "5,000원×12명 = 61천원",
                "60,000",
                "= 60,000원 · 불일치 · 등호(=) 뒤에 적은 금액이 다름",
            ),
            ("시설관리 운영 일식", "72,000", ""),
            ("5,000원×(12명", "72,000", "8번째 글자의 괄호에 짝이 없습니다. 괄호를 닫거나 지우세요."),
        ):
            self.type_line(page, basis, amount)
            expect(self.words(page)).to_have_text(words)

    def test_follows_the_amount(self, sign_in: Visitors) -> None:
        page = sign_in("finance", language="en")
        page.goto(YEAR)
        self.type_line(page, "5,000원×12명", "60,000")
        expect(self.words(page)).to_have_text("= 60,000 won · agrees with the amount")
        page.locator("[name=lines-0-amount]").fill("61,000")
        expect(self.words(page)).to_contain_text("does not agree")

    def test_a_line_that_is_added_begins_without_words(self, sign_in: Visitors) -> None:
        page = sign_in("finance")
        page.goto(YEAR)
        section = page.locator("fieldset").filter(has=page.locator("[name=lines-0-basis]"))
        section.locator("tr.blank [name$=-basis]").fill("5,000원×12명")
        section.get_by_role("button", name="줄 추가").click()
        expect(section.locator("output.formula-words").last).to_have_text("")

    def test_can_be_read_by_everybody(self, sign_in: Visitors) -> None:
        page = sign_in("finance")
        page.goto(YEAR)
        self.type_line(page, "5,000원×12명", "61,000")
        for width in (NARROW, WIDE):
            page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
            axe(page)


@pytest.mark.writes
def test_what_the_formula_gives_is_taken_as_the_amount_and_saved(sign_in: Visitors) -> None:
    page = sign_in("finance")
    page.goto(YEAR)
    TestField.type_line(page, "86,666원×8명×12월", "0")
    page.get_by_role("button", name="금액에 8,320,000원 넣기").click()
    expect(page.locator("[name=lines-0-amount]")).to_have_value("8,320,000")
    said = (
        "= 8,319,936원 · 8,320천원, 단수 △64원 · 단수차이, 단가를 총액에서 역산한 것으로 보임"
        " · 단가 86,667원이면 8,320,032원"
    )
    expect(TestField.words(page)).to_have_text(said)
    expect(page.get_by_role("button", name="금액에 8,320,000원 넣기")).to_have_count(0)
    page.get_by_role("button", name="저장").last.click()
    expect(page.locator(".messagelist")).to_contain_text("저장했습니다")
    expect(TestField.words(page)).to_have_text(said)
