"""What a person does, counted: clicks (keys that stand for one too), fields or cells typed into, pages that load.

A walk from one cell to the next by Tab, Enter or an arrow counts nothing, as it does not in a spreadsheet.
"""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, Request


@dataclass
class Steps:
    """A person at a page, and the steps so far."""

    page: Page
    clicks: int = 0
    fields: int = 0
    loads: int = 0

    def __post_init__(self) -> None:
        self.page.on("request", self.asked)

    def asked(self, request: Request) -> None:
        """A page that loads; what a redirection leads to is the same page."""
        is_page = request.is_navigation_request() and request.frame == self.page.main_frame
        if is_page and request.redirected_from is None:
            self.loads += 1

    def open(self, address: str) -> None:
        """By a bookmark, or what was open in the morning."""
        self.page.goto(address)

    def click(self, place: Locator) -> None:
        self.clicks += 1
        place.click()

    def press(self, keys: str) -> None:
        """Keys that do what a button does: 'Control+s'."""
        self.clicks += 1
        self.page.keyboard.press(keys)

    def fill(self, place: Locator, text: str) -> None:
        """A field of a form: looked for with the mouse or by Tab, and typed into."""
        self.fields += 1
        place.fill(text)

    def choose(self, place: Locator, label: str) -> None:
        self.fields += 1
        place.select_option(label=label)

    def type(self, text: str, end: str = "Enter") -> None:
        """The cell that is chosen; `end` leads to the next, '' stays in it."""
        self.fields += 1
        self.page.keyboard.type(text)
        if end:
            self.page.keyboard.press(end)

    def walk(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    @property
    def all(self) -> int:
        return self.clicks + self.fields + self.loads
