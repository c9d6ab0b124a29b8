"""People with a browser, and what their browser complains of."""

from dataclasses import dataclass, field
from typing import Literal

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response

from tests.browser.server import PASSWORD, Server

WIDE, NARROW = 1440, 390
HEIGHTS = {WIDE: 900, NARROW: 844}
LOCALES = {"ko": "ko-KR", "en": "en-GB"}
Scheme = Literal["light", "dark"]


@dataclass
class Watch:
    """What must not happen on any page: script errors, refusals of the CSP, broken or foreign requests."""

    server: Server
    complaints: list[str] = field(default_factory=list)

    def follow(self, page: Page) -> None:
        page.on("console", self.heard)
        page.on("pageerror", lambda error: self.complaints.append(f"script error on {page.url}: {error}"))
        page.on("request", self.asked)
        page.on("requestfailed", self.failed)
        page.on("response", self.answered)

    def heard(self, message: ConsoleMessage) -> None:
        # The status of a page that is opened on purpose is the test's own business; parts of it: see `answered`.
        is_status = message.text.startswith("Failed to load resource")
        if message.type == "error" and not is_status:
            self.complaints.append(f"console, {message.location.get('url', '')}: {message.text}")

    def asked(self, request: Request) -> None:
        is_own = request.url.startswith((f"{self.server.address}/", "data:", "blob:", "about:"))
        if not is_own:
            self.complaints.append(f"asks outside: {request.url}")

    def failed(self, request: Request) -> None:
        # A link that is a download aborts its navigation, and whoever leaves a page what it still asks for. What is
        # not there is answered with its status, what cannot be reached fails by another name.
        if not request.is_navigation_request() and request.failure != "net::ERR_ABORTED":
            self.complaints.append(f"failed: {request.url} ({request.failure})")

    def answered(self, response: Response) -> None:
        if response.status >= 400 and not response.request.is_navigation_request():
            self.complaints.append(f"{response.status}: {response.url}")


@dataclass
class Visitors:
    """Opens pages under a role on one server: `visitors('manager', width=390).goto('/')`.

    A page's addresses are relative to the server. A role signs in once a server, through the form.
    """

    browser: Browser
    server: Server
    watch: Watch
    written: int = 0
    """How many bytes the server had written before."""
    contexts: list[BrowserContext] = field(default_factory=list)

    def __call__(
        self,
        role: str | None = None,
        *,
        width: int = WIDE,
        language: str = "ko",
        javascript: bool = True,
        scheme: Scheme = "light",
    ) -> Page:
        """A blank page of somebody who is signed in as `role`; None: of nobody."""
        if role is not None and role not in self.server.states:
            self.server.states[role] = self.signed_in(role)
        context = self.browser.new_context(
            base_url=self.server.address,
            viewport={"width": width, "height": HEIGHTS.get(width, 900)},
            locale=LOCALES[language],
            color_scheme=scheme,
            java_script_enabled=javascript,
            storage_state=self.server.states[role] if role else None,
            timezone_id="Asia/Seoul",
        )
        self.contexts.append(context)
        # Pages that a link opens beside this one are watched too.
        context.on("page", self.watch.follow)
        return context.new_page()

    def signed_in(self, role: str) -> object:
        """What the browser keeps (its cookies) after the login form was sent."""
        page = self()
        page.goto("/login/")
        page.fill("input[name=username]", role)
        page.fill("input[name=password]", PASSWORD)
        page.click("main button[type=submit]")
        page.wait_for_url(f"{self.server.address}/")
        return page.context.storage_state()

    def leave(self) -> None:
        for context in self.contexts:
            context.close()
