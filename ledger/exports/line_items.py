"""The line items of what the start page shows, as an Excel file: what is asked for, its heading, its name."""

from collections.abc import Callable, Iterable, Iterator
from typing import IO

from django.http import QueryDict
from django.utils.translation import gettext as _

from ledger.figures.line_item import LineItem
from ledger.figures.program_list import ProgramList
from ledger.load.line_items import line_items_changed_at, read_line_items
from ledger.reports.programs import FILTERS, ProgramFilter, find_programs
from ledger.words import heading_words, labels, locale
from ledger.workbook import line_items_workbook
from ledger.workbook.file_name import file_name as named

PARAMETERS = {"q": "search", "bureau": "bureau", "division": "division", "account": "account"}
"""Parameter of the address -> what it asks for."""

MOST_AT_ONCE = 20_000
"""Up to how many rows a request writes the file itself: a second or two (`make bench-lines`). More make a job."""

STEP = 500
"""After how many rows a listener is told."""


def write_query(year: int | None, asked: ProgramFilter) -> str:
    """The address's query for what is asked for, always in one order."""
    query = QueryDict(mutable=True)
    texts = {"year": str(year or ""), **{name: getattr(asked, field) for name, field in PARAMETERS.items()}}
    query.update({name: text for name, text in texts.items() if text})
    return query.urlencode()


def read_query(query: str) -> tuple[int | None, ProgramFilter]:
    """The year and the filters of a query that `write_query` wrote."""
    read = QueryDict(query)
    year = int(read["year"]) if "year" in read else None
    return year, ProgramFilter(**{field: read.get(name, "") for name, field in PARAMETERS.items()})


def line_items_file_name(listed: ProgramList) -> str:
    """'산출근거 항목 2021.xlsx'."""
    return named(_("Line items"), listed.year)


def line_items_file(
    listed: ProgramList, asked: ProgramFilter, on_progress: Callable[[int], None] | None = None
) -> IO[bytes]:
    """The Excel file of the line items, open at its beginning.

    `on_progress` hears from time to time how many rows are written.
    """
    programs = find_programs(listed, asked)
    rows = read_line_items(programs)
    versions = {one.version.key: heading_words.with_status(one.version) for one in programs if one.version}
    told = rows if on_progress is None else reporting_progress(rows, on_progress)
    return line_items_workbook(heading(listed, asked), told, versions, line_items_changed_at())


def heading(listed: ProgramList, asked: ProgramFilter) -> list[str]:
    """The lines above the rows: title, year, filters and unit."""
    year = _("Fiscal year %(year)s") % {"year": listed.year} if listed.year else _("no budget in the ledger")
    return [_("Line items"), year, filters_in_words(asked), locale.unit_note("won")]


def filters_in_words(asked: ProgramFilter) -> str:
    """'검색: 앵커 · 실·국: 경제정책실'; '전체 세부사업' without any filter."""
    names = {**{field: labels.heading(text) for field, text in FILTERS.items()}, "search": _("Search")}
    filters = [f"{names[field]}: {text}" for field in PARAMETERS.values() if (text := getattr(asked, field))]
    return " · ".join(filters) or _("all programmes")


def reporting_progress(rows: Iterable[LineItem], on_progress: Callable[[int], None]) -> Iterator[LineItem]:
    """The rows; every STEP of them `moved` hears how many went by."""
    for count, row in enumerate(rows):
        if count % STEP == 0:
            on_progress(count)
        yield row
