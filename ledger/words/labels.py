"""One wording for each key: page, sheet, heading and JSON read their words here (house wording: labels.md).

The pure modules speak in keys; this is where a key becomes Korean or English.
"""

from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from ledger.figures.facts import Threshold
from ledger.models.carry_over import CarryOverKind
from ledger.models.movement import MovementKind
from ledger.models.version import VersionStatus
from ledger.reporting.declared import BREAKDOWNS
from ledger.reporting.report import OVER_BUDGET, Report, Row
from ledger.reports import sites
from ledger.words.locale import Text, short_amount, translated
from sites.models import AreaKind, SiteStatus


def heading(text: str) -> str:
    """An English text of pure code in the reader's language, as it heads something: 'executed' -> '집행액', 'Executed'.

    The texts of columns are those of the fields that they come from, which Django writes in small letters.
    """
    return str(capfirst(translated(text)))


lazy_heading = lazy(heading, str)
"""The same for what is said once and shown in either language."""


def breakdown(by: str) -> str:
    """'통계목별'."""
    return translated(BREAKDOWNS[by])


BASES: dict[str, Text] = {
    "original-before": _("against last year's original budget"),
    "final-before": _("against last year's final budget"),
    "so-far": _("against the budget so far"),
    "original": _("against the original budget"),
    "proposal": _("against the proposal (changed by the vote)"),
    "available-before": _("against last year's current budget (with carry-over)"),
}
"""Named base (ledger/figures/versions.py) -> its words."""

DIFFERENCES: dict[str, Text] = {
    "sign": _("other sign"),
    "size": _("differs widely"),
}
"""How the change against another base differs (ledger/reports/bases.py) -> its words."""

DERIVED = _("derived")
"""What the document leaves blank and an identity gives."""

REASONS: dict[str, Text] = {
    "explained": _("explained"),
    "missing": _("unexplained"),
    "stale": _("explanation to be checked again"),
}
"""State of an explanation (ledger/reporting/reasons.py) -> its words."""

ROWS: dict[str, Text] = {
    "total": _("Grand total"),
    "unassigned": _("Not assigned"),
}
"""Row that is no data -> its words."""

MARKS: dict[str, Text] = {
    "new": _("new (net increase)"),
    "ended": _("ended"),
    "joint": _("merged or split"),
    "missing": _("no data"),
    "one_off": _("one-off"),
    "partly_one_off": _("partly one-off"),
    "partial": _("in part"),
    "withdrawn": _("withdrawn"),
    "changed_since": _("changed since"),
    "came_since": _("came since"),
    "went_since": _("went since"),
}
"""Mark of a row (Row.marks) -> its words."""

VERDICTS: dict[str, Text] = {
    "ties": _("ties"),
    "rounding": _("rounding difference"),
    "breaks": _("breaks"),
    "undecidable": _("cannot be decided (no data)"),
}
"""Verdict of a tie -> its words."""

AREA_KINDS: dict[str, Text] = {str(key): label for key, label in AreaKind.choices}

NOTES: dict[str, Text] = {
    **{f"area_{key}": label for key, label in AREA_KINDS.items()},
    "area_unknown": _("kind of area unknown"),
    "no_lines": _("without line items"),
    "area_kinds_differ": _("other kind of area"),
    "appraised": _("appraisal seen"),
    "not_appraised": _("no appraisal seen"),
    "passed_on": _("handed on"),
    "passed_on_rate": _("execution rate (of money handed on)"),
    "passed_on_as_far_as_known": _("as far as it is known by account subject"),
    "no_recipients": _("spent by the recipients: no data"),
    "execution_rate": _("Execution rate (executed/current budget, %)"),
    "carried_out_rate": _("Carry-over rate (carried out/current budget, %)"),
    "unspent_rate": _("Lapse rate (unspent/current budget, %)"),
    "no_refund_column": _("the form has no such column: counts as 0"),
    "subjects_differ": _("the account subjects do not add up to it"),
    "negative_base": _("the base is below zero: no rate"),
    "over_budget": _("over the current budget"),
    "over_as_far_as_known": _("over the current budget (carried in: no data, taken as 0)"),
    "not_listed": _("no site of this programme: its cost is in no total"),
    "other_scope": _("not comparable with the total cost"),
    "cost_of_some_unknown": _("not compared: the cost of a site is known in one edition only"),
    "no-base-parts": _("Not summed: some of these programmes have no base."),
    "blank-parts": _("Some of these programmes have a blank figure on one side."),
}
"""Remark on a cell (Row.notes) -> its words."""

SITE_STATUSES: dict[str, Text] = {str(key): label for key, label in SiteStatus.choices}
MOVEMENT_KINDS: dict[str, Text] = {str(key): label for key, label in MovementKind.choices}
CARRY_OVER_KINDS: dict[str, Text] = {str(key): label for key, label in CarryOverKind.choices}

KEYS_OF_COLUMNS: dict[str, dict[str, Text]] = {
    "status": SITE_STATUSES,
    "status_before": SITE_STATUSES,
    "kind": MOVEMENT_KINDS,
    "carried_before": CARRY_OVER_KINDS,
    # What people wrote, and names: never taken for a key.
    **{key: {} for key in ("from", "to", "document", "reason", "unspent_reason")},
}
"""Column whose cells hold a key that is no data -> the words of its keys."""

VERSION_STATUSES: dict[str, Text] = {str(key): label for key, label in VersionStatus.choices}

NOT_CONFIRMED: dict[str, Text] = {
    "draft": _("Draft (not confirmed)"),
    "submitted": _("Submitted (not confirmed)"),
}
"""What stands on every printed page of a version that is not confirmed."""


def reasons_text(counts: dict[str, int]) -> str:
    """'증감사유: 사유 없음 4건, 사유 재확인 필요 1건.'"""
    return gettext("Explanations of changes: %(missing)s missing, %(stale)s to be checked again.") % counts


def threshold_text(threshold: Threshold | None) -> str:
    """From when on a change needs an explanation: '1억원 이상이면서 10% 이상인 증감'."""
    if threshold is None:
        return gettext("every change")
    return gettext("changes of %(amount)s or more and of %(rate)s%% or more") % {
        "amount": short_amount(threshold.amount),
        "rate": f"{threshold.rate.normalize():f}",
    }


def sites_count(report: Report) -> str:
    """'8개소(제외 2개소 별도)': the sites of 대상지 현황 by their stage."""
    found = sites.count_sites(report.rows)
    return sites_text(found.kept, found.withdrawn)


def sites_text(kept: int, withdrawn: int) -> str:
    """'8개소(제외 2개소 별도)' from both numbers."""
    words = ngettext("%(count)s site", "%(count)s sites", kept) % {"count": kept}
    if not withdrawn:
        return words
    return gettext("%(sites)s (and %(count)s withdrawn)") % {"sites": words, "count": withdrawn}


def note(key: str) -> str:
    """The words of the remarks on a cell; 'lines:3' says how many line items a figure sums."""
    return ", ".join(one_note(one) for one in key.split())


def warning(row: Row, column: str) -> str:
    """'현액 초과' where more was spent than there was; short enough to stand in the figure's cell."""
    return note(OVER_BUDGET) if row.over(column) else ""


def one_note(key: str) -> str:
    """The words of a single remark: 'lines:3' -> '3개 항목'."""
    name, _colon, number = key.partition(":")
    if name == "lines":
        return ngettext("%(count)s line item", "%(count)s line items", int(number)) % {"count": number}
    if name == "sites":
        kept, _plus, withdrawn = number.partition("+")
        return sites_text(int(kept), int(withdrawn))
    return str(NOTES[key])
