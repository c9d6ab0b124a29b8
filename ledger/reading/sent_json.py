"""What a script of ours sends: one JSON object, read with limits. Pure.

>>> read_object(b'{"why": "x"}')
{'why': 'x'}
"""

import json
from typing import Any, NoReturn

MOST_BYTES = 2_000_000
"""How large it may be: 3,000 new rows with long texts come to half of it."""


class UnreadableJson(ValueError):
    """What was sent is no such object; `reason` says why: size, form or nul."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def read_object(sent: bytes) -> dict[str, Any]:
    """The object that was sent. Raises UnreadableJson for what is too large, is none, or holds a NUL."""
    if len(sent) > MOST_BYTES:
        raise UnreadableJson("size")
    try:
        found = json.loads(sent.decode(), parse_constant=refuse_constant, object_pairs_hook=each_once)
        has_nul = holds_nul(found)
        # Half of a character of two, as "\\ud800" names one, is no text either.
        json.dumps(found, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        # A number of more than 4,300 digits is a ValueError too.
        raise UnreadableJson("form") from error
    if not isinstance(found, dict):
        raise UnreadableJson("form")
    if has_nul:
        raise UnreadableJson("nul")
    return found


def holds_nul(found: Any) -> bool:
    """Whether a text in it has a character that no column of PostgreSQL can hold."""
    if isinstance(found, dict):
        return any(holds_nul(one) for pair in found.items() for one in pair)
    if isinstance(found, list):
        return any(holds_nul(one) for one in found)
    return isinstance(found, str) and "\0" in found


def refuse_constant(text: str) -> NoReturn:
    """NaN and Infinity are no numbers of JSON."""
    raise ValueError(text)


def each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; a key that stands twice is a mistake of whoever wrote it."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice")
    return found
