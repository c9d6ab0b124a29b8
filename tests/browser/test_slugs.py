"""The page shows which slug a name will get: the same that the ledger makes."""

import pytest

from sites.slugs import slug_of
from tests.browser.visitor import Visitors

NAMES = [
    "스마트앵커 운영 (2021년)",
    "값비싼 의류",
    "Café 2관",
    "漢字",
    " — 강남",
    "가" * 60,
    "\u1100\u1161\u11bc남",
]


@pytest.mark.parametrize(("address", "of"), [("sites/site", "name"), ("ledger/document", "title")])
def test_the_shown_slug_is_the_made_one(address: str, of: str, sign_in: Visitors) -> None:
    page = sign_in("finance")
    page.goto(f"/admin/{address}/add/")
    shown = {}
    for name in NAMES:
        page.fill(f"#id_{of}", name)
        shown[name] = page.get_attribute("#id_slug", "placeholder")
    assert shown == {name: slug_of(name) for name in NAMES}
    assert page.input_value("#id_slug") == ""
