"""axe finds nothing on any page, wide or on a phone, in light or dark."""

import pytest

from tests.browser.axe import axe
from tests.browser.pages import OWN, PAGES, Address
from tests.browser.visitor import HEIGHTS, NARROW, WIDE, Visitors


@pytest.mark.parametrize("address", PAGES, ids=lambda address: address.name)
def test_axe_finds_nothing(address: Address, sign_in: Visitors) -> None:
    """One look at each width, then one at the colours of the dark."""
    page = sign_in(address.role)
    response = page.goto(address.path)
    assert response is not None
    assert response.status == address.status
    for width in (WIDE, NARROW):
        page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
        axe(page, except_for=address.excluded)
    if address in OWN:
        page.emulate_media(color_scheme="dark")
        axe(page, only=["color-contrast"])
