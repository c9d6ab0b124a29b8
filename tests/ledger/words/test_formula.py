"""What is said of a 산출식, in both languages."""

import re
from pathlib import Path

import pytest
from django.utils import translation

from ledger.reading import formula as reading
from ledger.words.formula import REASONS, VERDICT_WORDS, formula_words

GRAMMAR = Path(reading.__file__).parent


class TestFormulaWords:
    @pytest.mark.parametrize(
        ("text", "amount", "words"),
        [
            ("5,000원×12명×4회", 240_000, "= 240,000원 · 금액과 일치"),
            ("5,000원×12명×4회", None, "= 240,000원"),
            ("10,000원/3명", 3_000, "= 3,333.33원 · 3천원, 단수 333.33원 · 단수차이"),
            ("1,071,000천원", 1_071_000_000, "= 1,071,000,000원 · 일괄 계상"),
            (
                "5000원 X 12명",
                72_000,
                "= 60,000원 · 불일치 · 단가 6,000원이면 72,000원 · 읽은 식: 5,000원×12명",
            ),
            ("시설관리 운영 일식", 72_000, ""),
            ("", None, ""),
        ],
    )
    def test_the_result_then_the_verdict_then_what_helps(
        self, text: str, amount: int | None, words: str
    ) -> None:
        assert formula_words(text, amount) == words

    def test_in_english(self) -> None:
        with translation.override("en"):
            assert formula_words("5,000원×12명", 72_000) == (
                "= 60,000 won · does not agree · a unit price of 6,000 won gives 72,000 won"
            )

    def test_a_place_is_counted_from_one(self) -> None:
        assert formula_words("5,000원×(12명").startswith("8번째 글자의 괄호")


def test_every_reason_and_every_verdict_has_its_words() -> None:
    """The reasons are read from the grammar: each is a word that a refusal is made with."""
    text = "\n".join(file.read_text() for file in GRAMMAR.glob("*.py"))
    made = set(re.findall(r'(?:UnreadFormula|MixedKinds|refused)\(\s*(?:"([a-z]+)")', text))
    chosen = re.findall(r'(?:UnreadFormula|refused)\(\s*"([a-z]+)" if .*? else "?([a-z]+)"?', text)
    made |= {one for pair in chosen for one in pair if one != "reason"}
    assert made == REASONS.keys()
    assert {*VERDICT_WORDS, "open"} == set(reading.VERDICTS)
