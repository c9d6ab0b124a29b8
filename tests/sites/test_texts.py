"""What looks alike is alike: one normal form of texts, one spelling of codes."""

import unicodedata

import pytest

from sites.texts import plain_code, plain_lines, plain_text

DIVISION = "경제정책실 거점성장추진단"


@pytest.mark.parametrize(
    "text",
    [
        unicodedata.normalize("NFD", DIVISION),
        "경제정책실\u00a0거점성장추진단",
        "경제정책실\u3000거점성장추진단",
        "경제정책실\t거점성장추진단",
        "경제정책실  거점성장추진단",
        "경제정책실\r\n거점성장추진단",
        "경제정책실\u2028거점성장추진단",
        "\u200b경제정책실 거점\u200d성장추진단\ufeff",
        "\u202d경제정책실 거점성장추진단\u202c",
        " 경제정책실 거점성장추진단\x00\x1b ",
        "경제정책실 거점성장\u3164추진단",
        "경제정책실 거점성\ufe0f장추진단",
        # A sign between the parts of a letter that a Mac takes apart.
        unicodedata.normalize("NFD", DIVISION).replace("\u1100", "\u1100\u200b", 1),
    ],
)
def test_a_short_text_has_one_normal_form(text: str) -> None:
    assert plain_text(text) == DIVISION


def test_a_long_text_keeps_its_lines_and_tabs() -> None:
    assert plain_lines(" 첫째\r\n\u3000- 둘째\u200b\r\n\r\n가\t나 \n") == "첫째\n - 둘째\n\n가\t나"


@pytest.mark.parametrize("text", ["x" * 3, "가나", "△1,000", "5,000원×12명×4회", "①㎡·『』", "ﬁ"])
def test_what_can_be_seen_stays(text: str) -> None:
    assert plain_text(text) == plain_lines(text) == text


@pytest.mark.parametrize(
    "code",
    [
        "201–01",
        "201—01",
        "201−01",
        "201‐01",
        "201－01",
        "201ー01",
        "201ㅡ01",
        "２０１-０１",
        " 201 - 01 ",
        "201-\u200b01",
    ],
)
def test_a_code_has_one_spelling(code: str) -> None:
    assert plain_code(code) == "201-01"


@pytest.mark.parametrize("plain", [plain_text, plain_lines, plain_code])
@pytest.mark.parametrize("text", ["", " ", "\u200b", "\u212b\u2000x", " 가\u00a0\n", "２－\u00ad１"])
def test_the_normal_form_is_its_own(plain: object, text: str) -> None:
    once = plain(text)  # type: ignore[operator]
    assert plain(once) == once  # type: ignore[operator]
