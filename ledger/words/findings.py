"""Findings in words: where, what, by how much, why. Keys come from the tie-outs, words from here and labels."""

from collections.abc import Collection
from fractions import Fraction
from functools import cached_property
from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from ledger.figures.facts import Explanation, Facts, Program, Step, Subject
from ledger.figures.money import in_unit, round_half_up
from ledger.figures.settlement_form import HEADINGS
from ledger.figures.subjects import heirs, older_key, subjects_by_code
from ledger.reporting.report import PORTIONS, Column, Portion, Report, Row
from ledger.reports import DECLARED, REPORTS_BY_NAME, overview, settlement
from ledger.reports.settlement import code_row_key
from ledger.tieout import FAMILIES, RULES_BY_NAME, VERDICTS, Cell, Finding, Note
from ledger.tieout.entries import Entry, entries
from ledger.tieout.explanations import explanation_state, side_text
from ledger.tieout.finding import Cause, Missing, Sides
from ledger.tieout.kinds import KINDS
from ledger.words import heading_words, labels, locale
from ledger.words.formats import MISSING, with_separators
from ledger.words.locale import Text

STATE_NAMES: dict[object, Text] = {
    True: _("explained"),
    False: _("unexplained"),
    "stale": _("explanation to be checked again"),
}


class FindingWords:
    """The words of a programme's findings: knows the labels of its rows and columns."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts

    def found(self, cell: Cell) -> tuple[Row | None, Column | None]:
        """The row and the column of a cell of a report; None for what the report has not."""
        if cell.report not in REPORTS_BY_NAME:
            return None, None
        report = self.report(cell.report)
        return (
            next((row for row in report.rows if row.key == cell.row), None),
            next((column for column in report.columns if column.key == cell.column), None),
        )

    def report(self, name: str) -> Report:
        return REPORTS_BY_NAME[name].build(self.facts)

    def cell(self, cell: Cell) -> str:
        """'연차별 투자계획 · 자치단체경상보조금 · 계'."""
        if cell.report not in REPORTS_BY_NAME:
            return " · ".join(cell[:3])
        report, (row, column) = self.report(cell.report), self.found(cell)
        row_label = self.absent_row(cell) if row is None else heading_words.row_label(row)
        if row is not None and row.under is not None:
            row_label = f"{row.under} {row_label}"
        column_label = (
            cell.column if column is None else heading_words.full_heading(report, column, self.facts)
        )
        return " · ".join((heading_words.report_name(report), row_label, column_label))

    def sides(self, finding: Finding) -> tuple[str, str]:
        """The names of the two sides of a finding: '통계목의 합', '연차별 투자계획의 계'."""
        return self.sides_at(finding.sides, finding.cell)

    def sides_at(self, sides: Sides, cell: Cell) -> tuple[str, str]:
        """The names of the two sides of a rule (keys of SIDES) at a cell."""
        report, (row, _column) = DECLARED.get(cell.report), self.found(cell)
        words = {
            "rows": locale.translated(report.rows_are) if report and report.rows_are else "",
            "table": labels.heading(report.title) if report else cell.report,
            "row": cell.row if row is None else heading_words.row_label(row),
            "part": self.part(cell),
        }
        first, second = (locale.translated(side) % words for side in sides)
        return first, second

    def part(self, cell: Cell) -> str:
        """' 중 국비(x)' at a cell that has only a part of an amount, else ''."""
        row, column = self.found(cell)
        if cell.report == "overview":
            part = (
                labels.heading(overview.HEADINGS[cell.column]) if cell.column in ("national", "city") else ""
            )
        else:
            is_national = (row is not None and row.is_national) or (
                column is not None and column.national_of is not None
            )
            part = gettext("National part (x)") if is_national else ""
        return gettext(", of which %(part)s") % {"part": part} if part else ""

    def sides_kept(self, one: Explanation) -> tuple[str, str]:
        """The names of the two amounts that an explanation was bound to; of a change those of its headings."""
        if one.kind != "finding":
            return "B", "A"
        rule = RULES_BY_NAME.get(one.rule)
        cell = Cell(one.report, one.row, one.column, one.year)
        return ("①", "②") if rule is None else self.sides_at(rule.compares, cell)

    def entry(self, entry: Entry) -> str:
        """Where an entry is, in words."""
        return self.cell(entry.where)

    def correction(self, entry: Entry) -> str:
        """'원문값 47,476백만원 → 정정값(추정) 1,045백만원'; '' where the cause lies in no single figure."""
        found = entry.correction
        if found is None:
            return ""
        stands, needed = (amount_text(amount, entry.first.unit) for amount in (found.stands, found.needed))
        text = gettext("In the ledger %(stands)s → corrected (likely) %(needed)s")
        if found.is_printed:
            text = gettext("Printed %(stands)s → corrected (likely) %(needed)s")
        words = text % {"stands": stands, "needed": needed}
        return words if found.cell == entry.where else f"{self.cell(found.cell)}: {words}"

    def causes(self, entry: Entry) -> list[str]:
        """The likely causes of an entry, the likeliest first; that its ties hang together is seen, and not said."""
        found = [
            self.cause(cause, tie)
            for tie in entry.ties
            for cause in tie.causes
            if cause.kind != "shared_figure" or len(entry.ties) == 1 or cause == entry.cause
        ]
        if entry.cause is not None:
            found.insert(0, self.cause(entry.cause, entry.first))
        return list(dict.fromkeys(found))

    def compared(self, finding: Finding) -> str:
        """'원문값 47,476백만원, 계산값 1,045백만원, 차이 46,431백만원'; what is not known is left out."""
        names = (*self.sides(finding), gettext("Difference"))
        amounts = (finding.left, finding.right, finding.difference)
        return ", ".join(
            f"{name} {self.side(finding, amount)}"
            for name, amount in zip(names, amounts, strict=True)
            if amount is not None
        )

    def missing(self, blank: Missing) -> str:
        """What is blank: '결산현황 2020 시설비 전년이월' of a cell of the settlement, held or not."""
        if isinstance(blank, Program):
            return gettext("first year of the programme")
        if isinstance(blank, Step):
            return blank.text
        if blank.report != "settlement":
            return self.cell(blank)
        column = labels.heading(HEADINGS[blank.column]) if blank.column in HEADINGS else blank.column
        return " ".join((labels.heading(settlement.REPORT.title), self.absent_row(blank), column))

    def absent_row(self, cell: Cell) -> str:
        """'2018 시설비 국비(x)': the row of a cell that its report does not show, as of an older settled year."""
        if cell.row not in self.settlement_rows:
            return cell.row
        year, scope, portion = self.settlement_rows[cell.row]
        part = gettext("National part (x)") if portion == "national" else ""
        return " ".join(filter(None, (str(year), scope, part)))

    @cached_property
    def settlement_rows(self) -> dict[str, tuple[int, str, Portion]]:
        """Row key of the settlement, held or not -> its year, the name of its subject and its portion."""
        facts = self.facts
        named = {subject.code: subject.name for subject in facts.subjects}
        own: list[Subject | None] = [one.subject for one in (*facts.allocations, *facts.base_allocations)]
        own += [one.subject for one in facts.settlements]
        own += [one.subject for one in facts.plan]
        own += [one.subject for one in facts.snapshots]
        subjects = subjects_by_code(one for one in own if one is not None)
        subjects = subjects_by_code(
            [*subjects, *(heir for one in subjects for heir in heirs(one, facts.successors, facts.year))]
        )
        scopes = {older_key(one.identity): older_key(one.identity) for one in subjects}
        scopes |= {one.code: named.get(one.code, one.code) for one in subjects}
        firsts = [one.fiscal_year for one in facts.settlements]
        years = range(min([facts.program.first_year or facts.year, facts.year - 3, *firsts]), facts.year + 1)
        return {
            code_row_key(year, key, portion): (year, name, portion)
            for year in years
            for key, name in ((None, ""), *scopes.items())
            for portion in PORTIONS
        }

    def note(self, finding: Finding) -> str:
        """The remark of its rule, '' for none."""
        return "" if finding.note is None else self.note_text(finding.note, finding)

    def outside_note(self, finding: Finding) -> str:
        """The remark as it leaves the house: without a guess."""
        note = finding.note
        return "" if note is None else self.note_text(note.outside or note, finding)

    def note_text(self, note: Note, finding: Finding) -> str:
        amount = "" if finding.hint is None else amount_text(finding.hint, "thousand")
        return locale.translated(note.text) % {"amount": amount}

    def cause(self, cause: Cause, finding: Finding) -> str:
        """The sentence of a likely cause: what was tested and borne out."""
        beside = cause.evidence or cause.figure
        return locale.translated(KINDS[cause.kind].text) % {
            "figure": self.cell(cause.figure) if cause.figure else "",
            "evidence": self.cell(beside) if beside else "",
            "amount": amount_text(cause.amount, finding.unit) if cause.amount is not None else "",
        }

    def side(self, finding: Finding, amount: object) -> str:
        """A side or the difference of a finding in its unit: '1,045백만원', '43.4%', '–' where it is missing."""
        if amount is None:
            return MISSING
        if finding.unit == "percent":
            return locale.in_locale(f"{with_separators(round_half_up(amount, 1))}%")  # type: ignore[arg-type]
        assert isinstance(amount, int)
        return amount_text(amount, finding.unit)


def finding_anchor(finding: Finding) -> str:
    """The id of a finding on the page of tie-outs."""
    return "--".join((finding.rule, *finding.cell[:3], finding.unit))


def kept_text(amount: str, unit: str) -> str:
    """A side as an explanation keeps it ('7224187000', '43.425831', '' for none) in the unit of its finding."""
    if not amount:
        return MISSING
    if unit == "percent":
        return locale.in_locale(f"{with_separators(round_half_up(Fraction(amount), 1))}%")
    return amount_text(int(amount), unit or "won")


def amount_text(amount: int, unit: str) -> str:
    """'5,264백만원'; in won where the unit would hide a part of it by more than its half."""
    if unit == "percent":
        unit = "thousand"
    if in_unit(amount, unit) == 0 and amount:
        unit = "won"
    return gettext("%(amount)s %(unit)s") % {
        "amount": locale.in_locale(with_separators(in_unit(amount, unit))),
        "unit": locale.UNITS[unit],
    }


def family_name(key: str) -> str:
    """'표 사이' of 'between', in the reader's language."""
    return locale.translated(FAMILIES[key])


def rule_sentence(name: str) -> str:
    """The sentence of a rule in the reader's language."""
    korean, english = RULES_BY_NAME[name].sentences
    return korean if locale.is_korean() else english


def open_text(waiting: Collection[Entry]) -> str:
    """'확인할 것 2건', '확인할 것 2건(검증 3건)': how many entries are open, and how many ties stand under them."""
    text = ngettext("%(count)s to look at", "%(count)s to look at", len(waiting)) % {"count": len(waiting)}
    return with_ties(text, waiting)


def with_ties(text: str, found: Collection[Entry]) -> str:
    """'불일치 2(검증 3건)': a count of entries, and beside it that of the ties under them where they are more."""
    ties = sum(len(entry.ties) for entry in found)
    if ties == len(found):
        return text
    count = ngettext("%(count)s tie-out", "%(count)s tie-outs", ties) % {"count": ties}
    return gettext("%(text)s (%(ties)s)") % {"text": text, "ties": count}


def finding_records(found: list[Finding], facts: Facts, words: FindingWords) -> dict[Finding, dict[str, Any]]:
    """Finding -> its JSON record. It takes all findings: only then it is known which ties are one entry."""
    return {tie: finding_record(tie, entry, facts, words) for entry in entries(found) for tie in entry.ties}


def finding_record(finding: Finding, entry: Entry, facts: Facts, words: FindingWords) -> dict[str, Any]:
    """A finding as the JSON of the page and of the command have it: won, or percent as a decimal string.

    Ties of one entry have its `entry`, the anchor of the first of them, and its `correction` in common.
    """
    difference, correction = finding.difference, entry.correction
    first, second = words.sides(finding)

    def side(amount: int | Fraction | None) -> int | str | None:
        return side_text(amount) if isinstance(amount, Fraction) else amount

    return {
        "program": facts.program.slug,
        "version": facts.version.key,
        "rule": finding.rule,
        "family": finding.family,
        "where": finding.cell._asdict(),
        "sentence": rule_sentence(finding.rule),
        "left": side(finding.left),
        "left_label": first,
        "right": side(finding.right),
        "right_label": second,
        "difference": side(difference),
        "unit": finding.unit,
        "verdict": finding.verdict,
        "explained": explanation_state(finding, facts.explanations),
        "causes": [{"kind": cause.kind, "text": words.cause(cause, finding)} for cause in finding.causes],
        "anchor": finding_anchor(finding),
        "entry": finding_anchor(entry.first),
        "correction": None
        if correction is None
        else {
            "where": correction.cell._asdict(),
            "is_printed": correction.is_printed,
            "stands": correction.stands,
            "needed": correction.needed,
        },
        "stated": {"text": finding.stated.text, "line": finding.stated.line} if finding.stated else None,
        "note": words.note(finding),
        "missing": [words.missing(one) for one in finding.missing],
    }


def findings_summary(found: list[Finding], facts: Facts) -> str:
    """'검증 n건: 일치 a, 단수차이 b, 불일치 c(사유 있음 d), 판정불가 e'."""
    counts: dict[str, int] = {
        verdict: sum(finding.verdict == verdict for finding in found) for verdict in VERDICTS
    }
    explained_count = sum(
        finding.verdict == "breaks" and explanation_state(finding, facts.explanations) is True
        for finding in found
    )
    counts.update(all=len(found), explained=explained_count)
    return (
        gettext(
            "%(all)s tie-outs: %(ties)s tie, %(rounding)s within rounding, %(breaks)s break (%(explained)s explained),"
            " %(undecidable)s cannot be decided"
        )
        % counts
    )
