"""A browser without a screen: keeps its cookies, reads forms, sends them. One connection, kept open."""

import http.client
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from tests.ledger.desk.form import Fields, Forms


@dataclass(frozen=True)
class Answer:
    """What came back. `location` is a path, '' where the answer leads nowhere."""

    status: int
    location: str
    page: str

    @property
    def fields(self) -> Fields:
        """What the page's largest form would send if one pressed its button now; none where it has no form."""
        forms = Forms()
        forms.feed(self.page)
        return max(forms.forms, key=len, default={})


class Visitor:
    """Somebody at a browser. Raises OSError or http.client.HTTPException where the server does not answer."""

    def __init__(self, address: str, patience: float = 120) -> None:
        parts = urlsplit(address)
        assert parts.hostname
        self.host, self.port, self.patience = parts.hostname, parts.port, patience
        self.cookies: dict[str, str] = {}
        self.connection: http.client.HTTPConnection | None = None

    def get(self, path: str) -> Answer:
        """The page at an address; asked once more where the server has closed the connection meanwhile."""
        try:
            return self.ask("GET", path)
        except (OSError, http.client.HTTPException):
            return self.ask("GET", path)

    def post(self, path: str, fields: Fields) -> Answer:
        """What a form is answered with: sent once, on a connection of its own, so that none is sent twice."""
        self.close()
        pairs = [
            (name, one)
            for name, value in fields.items()
            for one in (value if isinstance(value, list) else [value])
        ]
        return self.ask("POST", path, urlencode(pairs))

    def ask(self, method: str, path: str, body: str | None = None) -> Answer:
        if self.connection is None:
            self.connection = http.client.HTTPConnection(self.host, self.port, timeout=self.patience)
        headers = {"Cookie": "; ".join(f"{name}={text}" for name, text in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            self.connection.request(method, path, body, headers)
            got = self.connection.getresponse()
            page = got.read().decode(errors="replace")
        except (OSError, http.client.HTTPException):
            self.close()
            raise
        for cookie in got.headers.get_all("Set-Cookie") or ():
            name, _, text = cookie.partition(";")[0].partition("=")
            self.cookies[name] = text
        return Answer(got.status, got.headers.get("Location") or "", page)

    def close(self) -> None:
        if self.connection is not None:
            self.connection.close()
            self.connection = None

    def sign_in(self, name: str, password: str) -> None:
        page = self.get("/login/")
        answer = self.post("/login/", {**page.fields, "username": name, "password": password})
        assert answer.status == 302, (name, answer.status)
