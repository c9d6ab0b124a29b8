"""Findings in words: where, what, by how much, why. Keys come from the tie-outs, words from here and labels."""

from collections.abc import Callable
from fractions import Fraction
from functools import cache
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ledger import labels
from ledger.facts import Facts
from ledger.formats import MISSING, grouped
from ledger.labels import Text
from ledger.money import in_unit, round_half_up
from ledger.reports import REPORTS
from ledger.reports.report import Report
from ledger.tieout import RULES_BY_NAME, VERDICTS, Cell, Finding
from ledger.tieout.explained import side_text, state
from ledger.tieout.finding import Cause

FAMILIES: dict[str, Text] = {
    "inside": _("inside a table"),
    "between": _("between tables"),
    "over_time": _("over time"),
    "print": _("against the print"),
}

NOTES: dict[str, Text] = {
    "zero_base": _("The base is 0: the form prints 100 by convention (new, net increase)."),
    "negative_base": _("The base is below 0: there is no rate that the printed one could be compared with."),
    "odd_won": _("Part of a thousand won: a budget book must add up in thousand won."),
    "total_carry_in_fits": _(
        "What was carried into the subject is not known; the whole carry-over of %(amount)s would fit."
    ),
    "carry_in_unknown": _("What was carried into the subject is not known."),
    "fits_without_carry_in": _(
        "These subjects fit if nothing was carried into them; what was carried in is not known."
    ),
    "year_absent": _("The ledger holds no settlement of that year."),
}

CAUSES: dict[str, Text] = {
    "special_grant": _("The difference is the special local shared tax %(amount)s: %(evidence)s."),
    "refund": _("The difference is the subsidy refund %(amount)s: it may stand inside the unspent balance."),
    "unit_slip": _("%(figure)s looks like a slip of the unit by a thousand: %(amount)s would tie."),
    "sign_slip": _("%(figure)s looks like a slip of the sign (△): %(amount)s would tie."),
    "swapped_digits": _("%(figure)s looks like two digits swapped: %(amount)s would tie."),
    "change_as_amount": _("%(figure)s is the change, typed as the amount: %(amount)s would tie."),
    "other_version": _("%(figure)s is the figure of the other version: %(amount)s would tie."),
    "doubled_row": _("%(figure)s looks counted twice: %(amount)s."),
    "missing_row": _("%(figure)s is missing on the other side: %(amount)s."),
    "carry_over": _("The difference is the carry-over %(amount)s: %(figure)s."),
    "figure_added": _("%(figure)s seems to contain %(amount)s of %(evidence)s as well."),
    "figure_left_out": _("%(figure)s seems to lack %(amount)s of %(evidence)s."),
    "shared_figure": _("%(figure)s stands in another broken tie too; %(amount)s would heal both."),
}

EXPLAINED: dict[object, Text] = {
    True: _("explained"),
    False: _("unexplained"),
    "stale": _("explanation to be checked again"),
}


class Words:
    """The words of a programme's findings: knows the labels of its rows and columns."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.report: Callable[[str], Report] = cache(lambda name: REPORTS[name](facts))

    def cell(self, cell: Cell) -> str:
        """'연차별 투자계획 · 자치단체경상보조금 · 계'."""
        if cell.report not in REPORTS:
            return " · ".join(cell[:3])
        report = self.report(cell.report)
        row = next((row for row in report.rows if row.key == cell.row), None)
        column = next((column for column in report.columns if column.key == cell.column), None)
        row_label = cell.row if row is None else labels.row_label(report, row)
        if row is not None and row.under is not None:
            row_label = f"{row.under} {row_label}"
        column_label = cell.column if column is None else labels.full_heading(report, column, self.facts)
        return " · ".join((str(labels.REPORTS[cell.report]), row_label, column_label))

    def missing(self, path: str) -> str:
        """What is blank: 'settlement/2020-401-01/carried_in' -> '결산현황 2020 시설비 전년이월'."""
        report, _slash, rest = path.partition("/")
        row, _slash, column = rest.rpartition("/")
        if path == "first_year":
            return gettext("first year of the programme")
        if report != "settlement":
            return self.cell(Cell(report, row, column, self.facts.year)) if row else path
        names = {subject.code: subject.name for subject in self.facts.subjects}
        year, _dash, scope = row.removesuffix("national").rstrip("-").partition("-")
        words = [str(labels.REPORTS[report]), year, names.get(scope, scope)]
        if row.endswith("national"):
            words.append(gettext("National part (x)"))
        words.append(str(labels.COLUMNS.get(column, column)))
        return " ".join(word for word in words if word)

    def note(self, finding: Finding) -> str:
        if not finding.note:
            return ""
        amount = "" if finding.hint is None else amount_text(finding.hint, "thousand")
        return str(NOTES[finding.note]) % {"amount": amount}

    def cause(self, cause: Cause, finding: Finding) -> str:
        """One line that says what was tested and borne out."""
        beside = cause.evidence or cause.figure
        return str(CAUSES[cause.kind]) % {
            "figure": self.cell(cause.figure) if cause.figure else "",
            "evidence": self.cell(beside) if beside else "",
            "amount": amount_text(cause.amount, finding.unit) if cause.amount is not None else "",
        }

    def side(self, finding: Finding, amount: object) -> str:
        """A side or the difference of a finding in its unit."""
        if amount is None:
            return MISSING
        if finding.unit == "percent":
            return labels.in_locale(f"{grouped(round_half_up(amount, 1))}%")  # type: ignore[arg-type]
        assert isinstance(amount, int)
        return amount_text(amount, finding.unit)


def anchor(finding: Finding) -> str:
    """The id of a finding on the page of tie-outs."""
    return "--".join((finding.rule, *finding.cell[:3], finding.unit))


def amount_text(amount: int, unit: str) -> str:
    """'5,264백만원'; in won where the unit would hide a part of it by more than its half."""
    if unit == "percent":
        unit = "thousand"
    if in_unit(amount, unit) == 0 and amount:
        unit = "won"
    return gettext("%(amount)s %(unit)s") % {
        "amount": labels.in_locale(grouped(in_unit(amount, unit))),
        "unit": labels.UNITS[unit],
    }


def rule_sentence(name: str) -> str:
    """What a rule says, in the reader's language."""
    korean, english = RULES_BY_NAME[name].sentences
    return korean if labels.is_korean() else english


def is_printed(finding: Finding) -> bool:
    """Whether the left side is what the document prints and the right what the ledger recomputes."""
    return finding.family == "print" and finding.stated is not None and finding.note != "odd_won"


def as_record(finding: Finding, facts: Facts, words: Words) -> dict[str, Any]:
    """A finding as the JSON of the page and of the command have it: won, or percent as a decimal string."""
    difference = finding.difference

    def side(amount: int | Fraction | None) -> int | str | None:
        return side_text(amount) if isinstance(amount, Fraction) else amount

    return {
        "program": facts.program.slug,
        "version": facts.version.key,
        "rule": finding.rule,
        "family": finding.family,
        "where": finding.cell._asdict(),
        "left": side(finding.left),
        "right": side(finding.right),
        "difference": side(difference),
        "unit": finding.unit,
        "verdict": finding.verdict,
        "explained": state(finding, facts.explanations),
        "causes": [{"kind": cause.kind, "text": words.cause(cause, finding)} for cause in finding.causes],
        "stated": {"text": finding.stated.text, "line": finding.stated.line} if finding.stated else None,
        "note": words.note(finding),
        "missing": [words.missing(path) for path in finding.missing],
    }


def summary(found: list[Finding], facts: Facts) -> str:
    """'검증 n건: 일치 a, 단수차이 b, 불일치 c(사유 있음 d), 판정불가 e'."""
    counts: dict[str, int] = {
        verdict: sum(finding.verdict == verdict for finding in found) for verdict in VERDICTS
    }
    explained_count = sum(
        finding.verdict == "breaks" and state(finding, facts.explanations) is True for finding in found
    )
    counts.update(all=len(found), explained=explained_count)
    return (
        gettext(
            "%(all)s tie-outs: %(ties)s tie, %(rounding)s within rounding, %(breaks)s break (%(explained)s explained),"
            " %(undecidable)s cannot be decided"
        )
        % counts
    )
