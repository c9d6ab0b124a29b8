"""Filling in a page as a browser does: its form's fields with what stands in them."""

from html.parser import HTMLParser
from typing import Any

from django.test import Client

Fields = dict[str, str | list[str]]
NOT_SENT = {"submit", "button", "image", "reset", "file"}


class Forms(HTMLParser):
    """The fields of each form of a page that a browser would send."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Fields] = []
        self.select: tuple[str, bool] | None = None
        self.options: list[tuple[str, bool]] = []
        self.textarea: str | None = None

    def put(self, name: str, text: str) -> None:
        if not self.forms or not name:
            return
        fields = self.forms[-1]
        if name in fields:
            before = fields[name]
            fields[name] = [*(before if isinstance(before, list) else [before]), text]
        else:
            fields[name] = text

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "form":
            self.forms.append({})
        elif "disabled" in given and tag != "option":
            return
        elif tag == "input" and given.get("type") in ("checkbox", "radio"):
            if "checked" in given:
                self.put(name, given.get("value") or "on")
        elif tag == "input" and given.get("type") not in NOT_SENT:
            self.put(name, given.get("value") or "")
        elif tag == "select":
            self.select, self.options = (name, "multiple" in given), []
        elif tag == "option" and self.select:
            self.options.append((given.get("value") or "", "selected" in given))
        elif tag == "textarea":
            self.textarea = name
            self.put(name, "")

    def handle_data(self, data: str) -> None:
        if self.textarea and self.forms:
            fields = self.forms[-1]
            fields[self.textarea] = str(fields[self.textarea]) + data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.textarea = None
        elif tag == "select" and self.select:
            (name, is_multiple), self.select = self.select, None
            chosen = [value for value, is_selected in self.options if is_selected]
            if is_multiple:
                for value in chosen:
                    self.put(name, value)
            elif self.options:
                self.put(name, chosen[-1] if chosen else self.options[0][0])


def fields_of(client: Client, address: str) -> Fields:
    """What the page's form (the largest; the header has small ones) would send if one pressed its button now."""
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return form_in(response)


def form_in(response: Any) -> Fields:
    """The same of a page that was answered."""
    forms = Forms()
    forms.feed(response.content.decode())
    return max(forms.forms, key=len)


def asked(response: Any) -> Fields:
    """What the question of a page (is it to be deleted?) would send for a yes."""
    forms = Forms()
    forms.feed(response.content.decode())
    (fields,) = (one for one in forms.forms if one.get("post") == "yes")
    return fields


def delete(client: Client, address: str) -> Any:
    """Delete a row by its page, as one looks at it now."""
    return client.post(address, asked(client.get(address)))


def delete_listed(client: Client, address: str, keys: list[str]) -> Any:
    """Delete rows by the action of their list, as one looks at them now."""
    action: Any = {"action": "delete_selected", "_selected_action": keys, "index": "0"}
    return client.post(address, asked(client.post(address, action)))


def place(fields: Fields, name: str, text: str) -> str:
    """The row of a formset in which a field reads so: 'lines-0'."""
    (found,) = {
        key.rpartition("-")[0] for key, value in fields.items() if key.endswith(f"-{name}") and value == text
    }
    return found
