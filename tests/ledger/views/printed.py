"""The page of the printed document: how a test asks for it and what its figures look like there."""

import re
from html import unescape

from django.test import Client

from ledger.figures.money import whole_units
from ledger.reporting.report import Figure, Row
from ledger.words.formats import national_text, with_separators

ADDRESS = "/programs/smart-anchor/document/"


def shown(client: Client, query: str = "") -> str:
    response = client.get(f"{ADDRESS}{query}")
    assert response.status_code == 200
    return response.content.decode()


def printed(figure: Figure, unit: str = "thousand") -> str:
    assert figure is None or isinstance(figure, int)
    return "" if figure is None else with_separators(whole_units(figure, unit))


def x_line(figure: Figure, unit: str = "thousand") -> str:
    assert figure is None or isinstance(figure, int)
    return "" if figure is None else national_text(whole_units(figure, unit), is_none=figure == 0)


def two_lines(row: Row, key: str, unit: str = "thousand") -> list[str]:
    """A cell of the form: the (x …) line, a line break, the figure; what is blank has no line."""
    lines = [x_line(row.figures[f"{key}_national"], unit), printed(row.figures[key], unit)]
    return [line for line in lines if line] or [""]


def headings(page: str) -> list[str]:
    found = re.findall(r"<h[23]>(.*?)</h[23]>", page, re.S)
    return [unescape(re.sub(r"<[^>]+>", "", text)).strip() for text in found]


def article(page: str) -> str:
    """What is printed: the words of the document itself."""
    (found,) = re.findall(r"<article.*?</article>", page, re.S)
    return unescape(re.sub(r"<[^>]+>", "", found))
