"""What is read as a formula, how it is written down again, and what is refused with which reason."""

import re
import time
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.reading.formula import LONGEST, UnreadFormula, exact, parsed, written
from ledger.reading.typed import read_won
from smartanchor.settings import BASE_DIR as ROOT
from tests.ledger.reading.formula.formulas import ODD, random_formula


def gives(text: str) -> Fraction:
    """What a text that is a formula comes to in won."""
    formula = parsed(text)
    assert formula is not None
    return exact(formula.node)


def place_of_refusal(text: str) -> int:
    """Where a text is refused; 0 where it is not."""
    try:
        parsed(text)
    except UnreadFormula as refused:
        return refused.position
    return 0


def is_read_again(text: str) -> bool:
    """Whether a text is a formula; if so, what it is written as is read as the same and written the same."""
    try:
        formula = parsed(text)
    except UnreadFormula:
        return False
    if formula is None:
        return False
    again = parsed(written(formula))
    assert again == formula
    assert written(again) == written(formula)
    return True


class TestReads:
    @pytest.mark.parametrize(
        ("text", "won"),
        [
            ("5,000원×12명×4회", 5_000 * 12 * 4),
            ("1,071,000,000", 1_071_000_000),
            ("(86,666원×8명×12월)−8,680,000원=△360,000", 86_666 * 8 * 12 - 8_680_000),
            ("5,000 X 300부 = 1,500", 5_000 * 300),
            ("△740천원×7명×6/12개월", -740_000 * 7 // 2),
            ("1,000천원 X 75/100 X 99.1/100", 743_250),
            ("1억 5천만원×2개소", 300_000_000),
            ("7억2,418만7천원", 724_187_000),
            ("5,000원·12명ㆍ4회", 240_000),
            ("5,000원x12명*4회", 240_000),
            ("５，０００원＊１２명×４회", 240_000),
            ("10,000원×50%", 5_000),
            ("1.5백만원×3㎡", 4_500_000),
            ("12억원-3억원", 900_000_000),
            ("5,000원×12명 + 3,000원×2회 − 1,000원", 60_000 + 6_000 - 1_000),
            ("[{(5,000원+3,000원)×(12명+3명)}+2,000원]×2회", (8_000 * 15 + 2_000) * 2),
            ("(5,000×12)천원", 60_000_000),
            ("5천명×1,000원", 5_000_000),
            ("3조×2명×1,000원", 6_000),
            ("1,000,000원×일식", 1_000_000),
            ("₩5,000×3부", 15_000),
            ("5,000원/명×12명", 60_000),
            ("5,000원/인·일×12명·일", 60_000),
            ("1,200,000원÷12개월×3월", 300_000),
            ("1,000원×△3명", -3_000),
        ],
    )
    def test_what_people_write(self, text: str, won: int) -> None:
        assert gives(text) == won

    @pytest.mark.parametrize(
        "text",
        [
            "o 강사료 5,000원×12명×4회 = 240,000원",
            "○ 강사료: 5,000원×12명×4회",
            "- 강사료(외부) 5,000원×12명×4회",
            "1) 5,000원×12명×4회",
            "(1) 강사료 1인당 5,000원×12명×4회",
            "(가) @5,000×12명×4회",
            "=5000*12명*4회",
            "① 5,000원(교통비 포함)×12명(강사 2명)×4회 이내",
            "2021년 제1회 A4용지·인쇄 5,000원×12명×4회",
            "강의 2021. 3월: 5,000원×12명×4회.",
        ],
    )
    def test_what_stands_around_a_formula(self, text: str) -> None:
        assert gives(text) == 5_000 * 12 * 4

    def test_a_dash_with_a_space_is_a_bullet_and_one_at_its_number_a_minus(self) -> None:
        assert gives("- 5,000원×2명") == 10_000
        assert gives("-5,000원×2명") == -10_000


class TestIsNoFormula:
    @pytest.mark.parametrize(
        "text",
        [
            "",
            " ",
            "시설관리 운영 일식",
            "CCTV 유지보수(24시간/365일)",
            "12명×4회",
            "2021년 운영비",
            "제1·2차 교육 2021-12-31까지",
            "02-2133-1234",
            "배너 3x4",
            "999/0.5(가+나 1,000)",
            "차량 1,200",
            "월 2회 이내, 2인",
            "A/S 비용",
        ],
    )
    def test_words_dates_and_counts(self, text: str) -> None:
        assert parsed(text) is None


class TestRefuses:
    @pytest.mark.parametrize(
        ("text", "reason", "position"),
        [
            ("5,000원×", "number", 7),
            ("5,000원××2명", "number", 7),
            ("5,000원×(12명", "bracket", 7),
            ("5,000원×12명)", "bracket", 10),
            ("5,000원×12명 4회", "operator", 11),
            ("5,000원(12명)×4회", "operator", 6),
            ("5,00원×12명", "grouping", 0),
            ("5.000원×12명", "dots", 0),
            ("1.234.567×2", "dots", 0),
            ("5,000원×12원", "amounts", 7),
            ("5,000원+12명", "mixed", 7),
            ("5,000원/0명", "zero", 7),
            ("강사료 - 5,000원×2명", "label", 4),
            ("5,000원×2천막", "scale", 8),
            ("5천 만원×2명", "scale", 3),
            ("5만 3조 2억원×2명", "scale", 0),
            ("5,000원×2명~3명", "sign", 9),
            ("5,000원×▲3명", "sign", 7),
            ("9,999,999,999,999원×9,999명", "size", 0),
            ("1" * 31 + "×2", "digits", 0),
            ("1" * 30 + "만원×0.1", "digits", 0),
        ],
    )
    def test_with_the_place_and_the_reason(self, text: str, reason: str, position: int) -> None:
        with pytest.raises(UnreadFormula) as refused:
            parsed(text)
        assert (refused.value.reason, refused.value.position) == (reason, position)


class TestHostile:
    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            ("5원×" + "(" * 10_000, "long"),
            ("5원×" + "(" * 900, "bracket"),
            ("5원×" + "(" * 400 + "1" + ")" * 400, "deep"),
            ("9" * 995 + "×2", "digits"),
            ("5원×3" + "%" * 900, "operator"),
            ("5원×3=" + "(가" * 300, "number"),
            ("5원" + "(가)" * 300 + "×", "number"),
            ("△" * 900 + "5×3", "number"),
            ("×".join(["999,999,999원", *["9"] * 400]), "size"),
            ("5원×" + "1/" * 400, "number"),
        ],
    )
    def test_is_refused_at_once(self, text: str, reason: str) -> None:
        started = time.perf_counter()
        with pytest.raises(UnreadFormula) as refused:
            parsed(text)
        assert refused.value.reason == reason
        assert time.perf_counter() - started < 0.5

    def test_a_formula_as_long_as_the_field_is_read(self) -> None:
        text = "+".join(["1,000원×2명"] * 100)
        assert LONGEST - 10 < len(text) < LONGEST
        assert gives(text) == 100 * 1_000 * 2

    @given(st.text(alphabet=ODD, max_size=LONGEST))
    def test_nothing_but_a_formula_words_or_a_reason(self, text: str) -> None:
        assert 0 <= place_of_refusal(text) <= LONGEST

    @given(st.text(max_size=60))
    def test_nor_of_any_text(self, text: str) -> None:
        assert 0 <= place_of_refusal(f"1,000원×{text}") <= LONGEST


class TestWritten:
    @pytest.mark.parametrize(
        ("text", "one_spelling"),
        [
            ("o 강사료 5000원 X 12명*4회=240천원", "5,000원×12명×4회 = 240천원"),
            ("((5,000원))×[2명]", "5,000원×2명"),
            ("(1,000원×2명)×3회", "(1,000원×2명)×3회"),
            ("△(△5,000원)×2회", "△(△5,000원)×2회"),
            ("3천만원÷100.50", "30,000,000원/100.5"),
            ("1,000원×(2명+3 명 · 일)×일식", "1,000원×(2명 + 3명·일)×1식"),
            ("1.23450천원×2명", "1.2345천원×2명"),
            ("1.2340천원×2명", "1.2340천원×2명"),
            ("(12명×5회=60회)×1,000원", "(12명×5회 = 60회)×1,000원"),
        ],
    )
    def test_one_spelling(self, text: str, one_spelling: str) -> None:
        formula = parsed(text)
        assert formula is not None
        assert written(formula) == one_spelling

    @given(st.randoms(use_true_random=False))
    def test_reading_what_was_written_gives_the_same_formula(self, random: Random) -> None:
        is_read_again(random_formula(random))

    def test_nor_do_5000_random_texts_change(self) -> None:
        """Of which not all are refused: a quarter and more are formulas."""
        random = Random(20_211_012)
        assert sum(is_read_again(random_formula(random)) for _ in range(5_000)) > 5_000 // 4


EXAMPLES = re.findall(
    r"^\| `([^`]+)` \| (△?[\d,]+|산출식이 아님) \|$",
    (ROOT / "docs/using.md").read_text().split("### 산출식")[1].split("###")[0],
    re.MULTILINE,
)


@pytest.mark.parametrize(("text", "said"), EXAMPLES)
def test_the_examples_of_the_guide(text: str, said: str) -> None:
    formula = parsed(text)
    assert (formula is None) == (said == "산출식이 아님")
    assert formula is None or exact(formula.node) == read_won(said)


def test_the_guide_has_examples() -> None:
    assert len(EXAMPLES) == 10
