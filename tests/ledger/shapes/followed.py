"""What is asked of every shape: that each report, the document, the workbook and the ties say what the test expects.

A test module derives a class from `Followed`, writes the expectations down, and gives it the fixture `answers`.
"""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, ClassVar

from ledger.models import Program
from tests.ledger.shapes.answers import QUESTIONS, Answers, Figures, ask_ties, entered
from tests.ledger.shapes.entering import THOUSAND, misprint
from tests.test_one_figure_everywhere import in_sheet, on_screen, unit_of

Cells = tuple[Any, ...]


def in_thousands(cell: Any) -> Any:
    """A number in thousand won as the JSON has it, in won; a text (a rate, a name) or nothing as it is."""
    return cell * THOUSAND if isinstance(cell, int) else cell


def figures(columns: str, rows: Mapping[str, Cells]) -> Figures:
    """A report by row key, in thousand won."""
    keys = columns.split()
    return {row: dict(zip(keys, map(in_thousands, cells), strict=True)) for row, cells in rows.items()}


def with_national(columns: str, rows: Mapping[str, tuple[Cells, Cells]]) -> Figures:
    """The same of a report with (x …) lines: of each row first that line, then its figures, as the form prints them."""
    keys = columns.split()
    found = {}
    for row, (national, whole) in rows.items():
        cells = dict(zip(keys, map(in_thousands, whole), strict=True))
        parts = dict(zip((f"{key}_national" for key in keys), map(in_thousands, national), strict=True))
        found[row] = {**cells, **parts}
    return found


def percent(part: int, whole: int) -> str:
    """A rate as the JSON has it: percent(1, 3) is '33.333333'."""
    return f"{(Decimal(100 * part) / whole).quantize(Decimal('0.000001'), ROUND_HALF_UP):f}"


def blank(columns: str, *rows: str) -> Figures:
    """Rows without any figure."""
    return {row: dict.fromkeys(columns.split()) for row in rows}


Tied = Mapping[str, tuple[int | None, int | None, str]]


def place_of(tie: Mapping[str, Any]) -> str:
    """'rule row column' of a finding."""
    return f"{tie['rule']} {tie['where']['row']} {tie['where']['column']}"


class Followed:
    """The expectations of a shape, all of them literals; what is not expected is not there."""

    FIGURES: ClassVar[Mapping[str, Figures]]
    """Question -> what the report says."""
    FILLED: ClassVar[Mapping[str, Mapping[str, tuple[list[str], list[str]]]]] = {}
    """Question -> row -> the cells that are derived, and those that are assumed."""
    EMPTY: ClassVar[Mapping[str, str]]
    """Question -> the sentence with which the page says that there is nothing."""
    PAPER: ClassVar[Mapping[str, list[str]]]
    """Table of the printed document -> its lines."""
    SHEETS: ClassVar[Mapping[str, list[str]]]
    """Sheet of the workbook -> lines that stand there one below the other."""
    TIED: ClassVar[Mapping[str, Tied]]
    """Rule -> 'row column' -> both sides in thousand won and the verdict; of all rules but those in `PRINTED`."""
    PRINTED: ClassVar[Mapping[str, int]]
    """Rule on what the document prints -> how many of its figures it proves; what two rules say alike is said once."""
    UNDECIDED: ClassVar[tuple[str, ...]] = ()
    """'rule row column' of what is printed that the ledger knows nothing to hold against."""
    MISPRINT: ClassVar[tuple[str, str, str, str]]
    """Table, row and column of a printed figure, and the text that stands there by mistake."""
    BROKEN: ClassVar[Mapping[str, Cells]]
    """'rule row column' -> both sides, in thousand won or percent: all that breaks by that."""
    NAMED: ClassVar[str]
    """What the tie-outs say of the misprint."""
    CORRECTED: ClassVar[str]
    """What the printed document says below the table in which it prints the right figure."""

    @staticmethod
    def enter_program() -> Program:
        """The shape's programme with its printed document."""
        raise NotImplementedError

    def test_every_report_is_looked_at(self) -> None:
        assert sorted([*self.FIGURES, *self.EMPTY]) == sorted(QUESTIONS)

    def test_figures(self, answers: Answers) -> None:
        for question, expected in self.FIGURES.items():
            assert answers.figures(question) == expected, question
            assert list(answers.figures(question)) == list(expected), question

    def test_what_a_document_leaves_blank(self, answers: Answers) -> None:
        found = {question: answers.filled(question) for question in QUESTIONS}
        assert {question: rows for question, rows in found.items() if rows} == self.FILLED

    def test_reports_without_figures_say_so(self, answers: Answers) -> None:
        for question, sentence in self.EMPTY.items():
            assert sentence in answers.said_in_table(question), question
            cells = [cell for row in answers.figures(question).values() for cell in row.values()]
            assert set(cells) <= {None}, question

    def test_page_and_excel_print_the_figures_of_the_json(self, answers: Answers) -> None:
        for question, json in answers.json.items():
            if json["rows"]:
                page = answers.pages[question]
                assert on_screen(page, question, unit_of(page), json) >= 0
                in_sheet(answers.sheets[question], question, unit_of(page), json)

    def test_printed_document(self, answers: Answers) -> None:
        for kind, expected in self.PAPER.items():
            assert answers.printed(kind) == expected, kind

    def test_workbook(self, answers: Answers) -> None:
        for sheet, expected in self.SHEETS.items():
            lines = answers.sheet(sheet)
            start = lines.index(expected[0])
            assert lines[start : start + len(expected)] == expected, sheet

    def test_workbook_verifies_without_the_ledger(self, answers: Answers) -> None:
        for edition in answers.workbook:
            verification = answers.verified(edition)
            assert verification.disagreements == (), edition
            assert (verification.digest_verdict, verification.words_verdict) == ("agrees", "agrees")

    def test_ties(self, answers: Answers) -> None:
        rules = {one["rule"] for one in answers.ties} - set(self.PRINTED)
        won = {
            rule: {cell: (*map(in_thousands, sides), verdict) for cell, (*sides, verdict) in expected.items()}
            for rule, expected in self.TIED.items()
        }
        assert {rule: answers.tied(rule) for rule in rules} == won

    def test_print(self, answers: Answers) -> None:
        of_print = [one for one in answers.ties if one["rule"] in self.PRINTED]
        undecided = [place_of(one) for one in of_print if one["verdict"] not in ("ties", "rounding")]
        assert sorted(undecided) == sorted(self.UNDECIDED)
        rules = [one["rule"] for one in of_print]
        assert {rule: rules.count(rule) for rule in rules} == self.PRINTED

    def test_a_misprint_is_found_and_named_and_breaks_nothing_else(self, answers: Answers, db: None) -> None:
        with entered(self.enter_program) as (client, program):
            misprint(program, *self.MISPRINT)
            found = ask_ties(client, program)
        broken = {
            place_of(one): (one["left"], one["right"]) for one in found.ties if one["verdict"] == "breaks"
        }
        assert broken == {cell: tuple(map(in_thousands, sides)) for cell, sides in self.BROKEN.items()}
        assert self.NAMED in found.said("tie-outs/")
        assert self.CORRECTED in found.said("document/")
        before, after = (
            {str({**one["where"], "rule": one["rule"]}): one["verdict"] for one in asked.ties}
            for asked in (answers, found)
        )
        others = {cell: verdict for cell, verdict in after.items() if verdict != "breaks"}
        assert others == {cell: verdict for cell, verdict in before.items() if cell in others}
        assert len(after) - len(others) == len(self.BROKEN)
