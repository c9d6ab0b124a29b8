"""The tables of a page for paper, as a word processor takes them: rows of cells, lines parted by line breaks."""

import re
from html import unescape

Row = list[list[str]]
"""The cells of a row, each with its lines; a label that spans rows stands in the first of them."""


def lines_of(html: str) -> list[str]:
    texts = re.split(r"<br\s*/?>", re.sub(r"\s*\n\s*", "", html))
    return [" ".join(unescape(re.sub(r"<[^>]+>", "", text)).split()) for text in texts]


def form_table(page: str, kind: str) -> tuple[list[str], list[Row]]:
    """The headings and the rows of the form's table of a kind, such as 'summary'."""
    (table,) = re.findall(rf'<table class="form {kind}">(.*?)</table>', page, re.S)
    cells = re.compile(r"<t[hd]\b[^>]*>(.*?)</t[hd]>", re.S)
    head, *body = re.split(r"</thead>", table)
    rows = re.findall(r"<tr\b[^>]*>(.*?)</tr>", body[0] if body else head, re.S)
    return (
        [" ".join(lines_of(html)) for html in cells.findall(head)] if body else [],
        [[lines_of(html) for html in cells.findall(row)] for row in rows],
    )


def rows_by_label(page: str, kind: str) -> dict[str, Row]:
    """Label -> the cells beside it."""
    _headings, rows = form_table(page, kind)
    return {" ".join(label): cells for label, *cells in rows}
