"""What a report declares of itself, once: addresses, tables, files, traces, navigation and documents read it here.

Texts are English and marked for the catalogue; `ledger/words/` translates them where they are shown.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ledger.figures.facts import Facts
from ledger.figures.text import marked as _
from ledger.reporting.report import Column, Place, Report, Row

Known = tuple[str, ...] | Callable[[Facts], Sequence[str]]
"""The values that a question may have, or how the facts give them."""


@dataclass(frozen=True)
class Question:
    """A parameter of a report's address, of the same name in its `build`.

    `known` None asks for a whole number. `shown` is the value that a page shows where nothing is asked.
    """

    name: str
    known: Known | None
    shown: str | None = None

    def values(self, facts: Facts) -> tuple[str, ...]:
        """The values that it may have."""
        assert self.known is not None
        return tuple(self.known(facts)) if callable(self.known) else self.known


def breakdown(*known: str, shown: str) -> Question:
    """The question `by`: what a report is broken down by, one of `BREAKDOWNS`."""
    return Question("by", known, shown)


BREAKDOWNS: Mapping[str, str] = {
    "subject": _("by account subject"),
    "site": _("by site"),
    "source": _("by source of money"),
    "program": _("by programme"),
    "division": _("by division"),
}
"""What a report can be broken down by -> its words."""


def always(report: Report) -> bool:
    return True


@dataclass(frozen=True)
class Footnote:
    """A sentence below a report's table, where the table calls for it."""

    text: str
    is_needed: Callable[[Report], bool] = always


def is_blank(report: Report) -> bool:
    """Whether no cell of a report has a figure: its footnote says what the ledger does not hold."""
    return all(figure is None for row in report.rows for figure in row.figures.values())


Told = Literal["deemed", "recipients", "sites"]
"""Footnotes that name figures: `ledger/words/footnotes.py` has a function for each."""

NATIONAL = Footnote(
    _(
        "(x): the amounts that the document marks with x. Whether they include the special local"
        " shared tax, the document does not say."
    )
)
RATE_OF_CHANGE = Footnote(
    _(
        "Rate of change = (B-A)*100/A; a base of 0 or below has none (–). In print the rate is a whole number"
        " and 100 over a base of 0, as in the form."
    )
)
DERIVED = Footnote(
    _("* Blank in the source: derived by identity or from the neighbouring year."),
    lambda report: any(row.derived for row in report.rows),
)
ASSUMED = Footnote(
    _(
        "** Blank in the source and assumed: no budget change was reported. What is derived from it rests"
        " on that."
    ),
    lambda report: any(row.assumed for row in report.rows),
)
FILLED = (DERIVED, ASSUMED)
"""The marks of cells that a document leaves blank; the same on screen, on paper and in every Excel file."""


def nowhere(facts: Facts, row: Row, column: Column) -> Sequence[Place]:
    return ()


Taken = Callable[[Facts, Row, Column], Sequence[Place]]


@dataclass(frozen=True)
class Declared:
    """A report. `name` stands in its address, `title` above it, `row_heading` above the words of its rows.

    `unit` is the one of its heading (figures are won all the same). `related` names those that stand behind its tab:
    the same matter, seen from another side. `rows_are` says what its rows are where they are summed. `footnotes` in
    their order. `taken` names the cells of other reports whose sum a given cell is; what comes from rows of the
    ledger `ledger/provenance/origins.py` says. `chart` is the kind of its chart (`ledger/screen/charts.py`).

    `is_printed`: documents print its table, so that it has stated figures. `is_tied`: tie-outs look at its figures;
    a report that shows those of another again is not. `is_explained`: its rows are changes that somebody explains.
    `takes_second_base`: its `build` takes the facts against another base, `beside`.
    """

    name: str
    title: str
    row_heading: str
    unit: str
    build: Callable[..., Report]
    related: tuple[str, ...] = ()
    rows_are: str = ""
    questions: tuple[Question, ...] = ()
    footnotes: tuple[Footnote | Told, ...] = FILLED
    taken: Taken = nowhere
    chart: str = ""
    is_printed: bool = False
    is_tied: bool = True
    is_explained: bool = False
    takes_second_base: bool = False

    def of(self, columns: tuple[Column, ...], rows: Sequence[Row], by: str | None = None) -> Report:
        """The report with these columns and rows."""
        return Report(self.name, self.unit, columns, tuple(rows), by)

    def question(self, name: str) -> Question | None:
        """The question of that name, if the report answers it."""
        return next((one for one in self.questions if one.name == name), None)
