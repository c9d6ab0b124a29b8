"""A page with one sheet, and a server of two sentences: what the component is tried with.

The page comes under the address and the Content-Security-Policy of the real server, its scripts are the served ones.
Only what a save answers is made here, for what a ledger answers seldom: errors, conflicts, an ended session.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.request import urlopen
from uuid import uuid4

from django.utils import translation
from playwright.sync_api import Locator, Page, Request, Route

from ledger.words.sheet import sheet_words

ADDRESS = "/sheet-of-the-tests/"
SAVE, PREVIEW, SEARCH = f"{ADDRESS}save/", f"{ADDRESS}preview/", f"{ADDRESS}search/"

SUBJECTS = [["12", "201-01 사무관리비"], ["13", "201-03 행사운영비"], ["14", "401-01 시설비"]]
SITES = [["1", "개봉 메이커스페이스"], ["2", "중구 인쇄"], ["3", "중구 인쇄 별관"]]

COLUMNS: list[dict[str, Any]] = [
    {
        "key": "subject",
        "label": "통계목",
        "kind": "choice",
        "width": 11,
        "choices": SUBJECTS,
        "required": True,
    },
    {
        "key": "description",
        "label": "산출근거 항목",
        "kind": "text",
        "width": 16,
        "longest": 40,
        "required": True,
    },
    {"key": "basis", "label": "산출기초", "kind": "formula", "width": 14, "longest": 1000},
    {"key": "amount", "label": "금액", "kind": "won", "width": 10, "total": True},
    {"key": "national", "label": "국비", "kind": "won", "width": 9, "total": True},
    {"key": "site", "label": "대상지", "kind": "search", "width": 10, "search": f"{SEARCH}?term="},
    {"key": "one_off", "label": "일회성", "kind": "flag", "width": 5},
]
"""As those of line items."""


def row(number: int, amount: str = "", **cells: str) -> dict[str, Any]:
    """A stored row as the server sends it: `row(1, '1000')`."""
    filled = {
        "subject": "12",
        "description": f"{number}번째 항목",
        "basis": "",
        "amount": amount,
        "national": "",
        "site": "",
        "one_off": "",
        **cells,
    }
    return {"id": number, "revision": 1, "cells": filled, "shown": {}, "fixed": []}


Call = Callable[..., Any]


@dataclass
class Harness:
    """The page, what it has sent, and what it will be answered: (status, JSON), the last for ever."""

    page: Page
    config: dict[str, Any]
    policy: str
    language: str = "ko"
    sent: list[dict[str, Any]] = field(default_factory=list)
    answers: list[tuple[int, dict[str, Any]]] = field(default_factory=list)

    def open(self) -> None:
        self.page.route(f"**{ADDRESS}**", self.answer)
        self.page.goto(ADDRESS)
        self.page.locator(".sheet-grid").wait_for()

    def answer(self, route: Route, request: Request) -> None:
        path = request.url.partition(ADDRESS)[2]
        if not path:
            headers = {"Content-Security-Policy": self.policy}
            route.fulfill(body=self.html(), content_type="text/html; charset=utf-8", headers=headers)
        elif path.startswith("search/"):
            found = [{"id": one, "text": text} for one, text in SITES]
            route.fulfill(json={"results": found})
        else:
            self.sent.append(json.loads(request.post_data or "{}"))
            status, answer = self.answers[0] if len(self.answers) == 1 else self.answers.pop(0)
            route.fulfill(status=status, json=answer)

    def html(self) -> str:
        """The page; each has a token of its own, as from the server."""
        self.config["token"] = f"{uuid4()}:finance"
        with translation.override(self.language):
            config = {
                **self.config,
                "words": sheet_words("산출근거" if self.language == "ko" else "Line items"),
            }
        written = json.dumps(config).replace("<", "\\u003c")
        return f"""<!doctype html><html lang="{self.language}"><head><meta charset="utf-8"><title>Sheet</title>
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <link rel="icon" href="/static/ledger/icon.svg">
        <link rel="stylesheet" href="/static/ledger/frame.css">
        <link rel="stylesheet" href="/static/ledger/ledger.css"><link rel="stylesheet" href="/static/ledger/typed.css">
        <link rel="stylesheet" href="/static/ledger/sheet.css">
        <script type="application/json" id="sheet-line-items">{written}</script>
        <script type="module" src="/static/ledger/sheet/sheet.js"></script></head>
        <body><main><h1>2021</h1><p><a href="#before" id="before">Before</a></p>
        <div class="sheet" data-sheet="line-items"></div>
        <form data-without-sheet="line-items"><p>Plain form</p></form><p><a href="#after" id="after">After</a></p>
        </main></body></html>"""

    # What a person does.

    def cell(self, number: int, column: str) -> Locator:
        """The cell of the row that is the `number`th, from 1."""
        place = [one["key"] for one in self.config["columns"]].index(column) + 2
        line = self.page.locator(".sheet-body .sheet-row:not(.group)").filter(
            has=self.page.locator(f".number:text-is('{number}')")
        )
        return line.locator(f"[aria-colindex='{place}']")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str, end: str = "Enter") -> None:
        """Into the chosen cell, and on."""
        self.page.keyboard.type(text)
        self.press(end)

    def paste(self, text: str) -> None:
        """As if the clipboard held a text: no rights to the real one are needed."""
        self.page.evaluate(
            """(text) => {
                const data = new DataTransfer();
                data.setData('text/plain', text);
                const event = new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true});
                document.activeElement.dispatchEvent(event);
            }""",
            text,
        )

    def copy(self) -> str:
        """What copying the chosen cells puts on the clipboard."""
        copied: str = self.page.evaluate(
            """() => {
                const data = new DataTransfer();
                const event = new ClipboardEvent('copy', {clipboardData: data, bubbles: true, cancelable: true});
                document.activeElement.dispatchEvent(event);
                return data.getData('text/plain');
            }"""
        )
        return copied

    # What there is to see.

    def text(self, number: int, column: str) -> str:
        """What the cell shows, also where its field stands in it."""
        script = """(cell) => {
            const field = cell.querySelector('input[type=text]');
            return field ? field.value : cell.textContent;
        }"""
        return str(self.cell(number, column).evaluate(script))

    def chosen(self) -> tuple[int, str]:
        """(row, column) of the field that has the focus."""
        place: list[str] | None = self.page.evaluate(
            """() => {
                const cell = document.activeElement.closest('.sheet-cell');
                const number = cell?.parentNode.querySelector('.number').textContent;
                return cell && [number, cell.getAttribute('aria-colindex')];
            }"""
        )
        assert place is not None, "the focus is not in the sheet"
        return int(place[0]), self.config["columns"][int(place[1]) - 2]["key"]

    def told(self) -> str:
        return self.page.locator(".sheet-told").inner_text()

    def totals(self) -> list[str]:
        """Of the amounts: the sum below all."""
        return [text for text in self.page.locator(".sheet-row.total .won").all_inner_texts() if text]

    def difference(self) -> dict[str, Any]:
        """What a save would send now."""
        found: dict[str, Any] = self.page.evaluate(
            "document.querySelector('.sheet').sheet.model.difference()"
        )
        return found


def module_of(page: Page, name: str) -> Call:
    """Calls a function of a module without a sheet: `module_of(page, 'amounts')('readAmount', '1,234', 'won')`."""
    address = f"/static/ledger/sheet/{name}.js"

    def call(function: str, *given: object) -> Any:
        script = "([address, name, given]) => import(address).then((module) => module[name](...given))"
        return page.evaluate(script, [address, function, list(given)])

    return call


def policy_of(address: str) -> str:
    """The Content-Security-Policy that the server answers with."""
    with urlopen(f"{address}/login/", timeout=10) as response:
        return str(response.headers["Content-Security-Policy"])
