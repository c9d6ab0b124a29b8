"""What a script sends as JSON: one object, within limits."""

import pytest

from ledger.reading.sent_json import MOST_BYTES, UnreadableJson, read_object


def reason(sent: bytes) -> str:
    with pytest.raises(UnreadableJson) as refused:
        read_object(sent)
    return refused.value.reason


def test_an_object_is_read() -> None:
    assert read_object('{"why": "가", "changed": []}'.encode()) == {"why": "가", "changed": []}


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"{",
        b"[]",
        b'"text"',
        b"\xff\xfe",
        b'{"a": NaN}',
        b'{"a": 1e999999, "b": Infinity}',
        b'{"a": 1, "a": 2}',
        b'{"a": ' + b"9" * 5_000 + b"}",
        b'{"a": "\\ud800"}',
        b"[" * 100_000,
        b'{"a":' * 900 + b"1" + b"}" * 900 + b"x",
    ],
)
def test_what_is_no_object_of_json_is_refused(sent: bytes) -> None:
    assert reason(sent) == "form"


def test_no_more_is_read_than_a_save_can_need() -> None:
    assert reason(b'{"a": "' + b"x" * MOST_BYTES + b'"}') == "size"


@pytest.mark.parametrize("sent", [b'{"a\\u0000": 1}', b'{"a": ["\\u0000"]}', b'{"a": {"b": "x\\u0000"}}'])
def test_a_character_that_no_column_holds_is_refused_wherever_it_stands(sent: bytes) -> None:
    assert reason(sent) == "nul"


def test_what_only_looks_like_that_character_is_a_text() -> None:
    assert read_object(b'{"a": "\\\\u0000"}') == {"a": "\\u0000"}
