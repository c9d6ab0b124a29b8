"""One wording for each key: page, sheet, heading and JSON read their words here (house wording: labels.md).

The pure modules speak in keys; this is where a key becomes Korean or English.
"""

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from ledger.figures.facts import Threshold
from ledger.models.version import VersionStatus
from ledger.reports import reasons, sites
from ledger.reports.report import OVER_BUDGET, Report, Row, national_key
from ledger.words.locale import Text, said
from sites.models import AreaKind, SiteStatus

REPORTS: dict[str, Text] = {
    "overview": _("Overview"),
    "budget-summary": _("Budget summary"),
    "calculation-basis": _("Basis of estimate"),
    "investment-plan": _("Multi-year investment plan"),
    "schedule": _("Schedule"),
    "settlement": _("Settlement"),
    "settlement-bridge": _("Settlement flow"),
    "execution": _("Execution this year"),
    "sites": _("Site overview"),
    "site-budgets": _("Budget by site and year"),
    "variance": _("Budget changes"),
    "year-budgets": _("Budget by year"),
    "cost-progress": _("Progress of the total cost"),
    "source-shares": _("Shares by source of money"),
    "basis-comparison": _("Line items compared"),
}

RELATED: dict[str, tuple[str, ...]] = {
    "overview": ("source-shares", "cost-progress", "year-budgets"),
    "calculation-basis": ("basis-comparison",),
    "settlement": ("settlement-bridge", "execution"),
    "sites": ("site-budgets",),
}
"""Report -> those that stand behind its tab: the same matter, seen from another side."""

BEHIND_A_TAB = {name for related in RELATED.values() for name in related}
MAIN_REPORTS = tuple(name for name in REPORTS if name not in BEHIND_A_TAB)
"""The reports that have a tab of their own."""


def main_report(name: str) -> str:
    """The report behind whose tab a report stands; its own name where it has a tab, '' for no report."""
    for main, related in RELATED.items():
        if name in related:
            return main
    return name if name in REPORTS else ""


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
"""State of an explanation (ledger/reports/reasons.py) -> its words."""
OVER_ALL: dict[str, Text] = {"programs": _("Programmes")}
"""Reports over all programmes."""

ROW_HEADINGS: dict[str, Text] = {
    "programs": _("Programme"),
    "overview": _("Item"),
    "budget-summary": _("Account subject"),
    "calculation-basis": _("Account subject and line item"),
    "investment-plan": _("Account subject"),
    "schedule": _("Step"),
    "settlement": _("Year"),
    "settlement-bridge": _("Year and step"),
    "execution": _("Account subject"),
    "sites": _("Site"),
    "site-budgets": _("Site"),
    "variance": _("Entry"),
    "year-budgets": _("Year"),
    "cost-progress": _("Item"),
    "source-shares": _("Source of money"),
    "basis-comparison": _("Account subject and line item"),
}

COMPARISONS = (*reasons.COMPARISONS, "basis-comparison")
"""The reports whose columns compare a version with its base: prior, current, change, rate."""


COLUMNS: dict[str, Text] = {
    "bureau": _("Bureau"),
    "division": _("Division"),
    "account": _("Account"),
    "version": _("Version"),
    "base": _("Compared with"),
    "total": _("Total"),
    "national": _("National"),
    "national_part": _("National part (x)"),
    "city": _("City"),
    "district": _("District"),
    "other": _("Other"),
    "change": _("Change (B-A)"),
    "rate": _("Rate of change (%)"),
    "amount": _("Amount"),
    "site": _("Site"),
    "final_budget": _("Final budget"),
    "carried_in": _("Carried in"),
    "budget_change": _("Budget change"),
    "current_budget": _("Current budget"),
    "executed": _("Executed"),
    "carried_out": _("Carried out"),
    "subsidy_refund": _("Subsidy refund"),
    "unspent": _("Unspent"),
    "execution_rate": _("Execution rate (executed/current budget, %)"),
    "next_carried_in": _("Carried into the next year"),
    "change_beside": _("Change (B-C)"),
    "rate_beside": _("Rate of change (B-C, %)"),
    "share": _("Share of the current budget (%)"),
    "committed": _("Committed"),
    "recipients_executed": _("Spent by the recipients"),
    "recipients_rate": _("Recipients' rate (spent by them/executed (handed on), %)"),
    "recipients_as_of": _("Spent by the recipients as of"),
    "pass_through_share": _("Share handed on (handed on/executed, %)"),
    "construction_cost": _("Construction cost"),
    "area": _("Area (m²)"),
    "cost_per_area": _("Cost per m² (thousand won)"),
    "national_grant": _("National grants secured"),
    "total_cost": _("Total cost"),
    "floors_above": _("Floors above ground"),
    "floors_below": _("Floors below ground"),
    "status": _("Stage"),
}

LINE_ITEM_COLUMNS: dict[str, Text] = {
    "fiscal_year": _("Fiscal year"),
    "version": COLUMNS["version"],
    "bureau": COLUMNS["bureau"],
    "division": COLUMNS["division"],
    "program": _("Programme"),
    "code": _("Subject code"),
    "subject": _("Account subject"),
    "position": _("No."),
    "description": _("Line item"),
    "basis": _("How it is calculated"),
    "amount": COLUMNS["amount"],
    national_key("amount"): COLUMNS["national_part"],
    "site": COLUMNS["site"],
    "is_one_off": _("One-off"),
    "remark": _("Remarks"),
}
"""The headings of the list of line items (ledger/reports/line_items.py)."""

HEADINGS: dict[tuple[str, str], Text] = {
    ("source-shares", "share"): _("Share (%)"),
    ("settlement-bridge", "total"): _("total amount"),
    ("settlement-bridge", "national"): _("National part (x)"),
    ("settlement-bridge", "other"): _("City and other (not national)"),
    ("year-budgets", "amount"): _("Budget of that version"),
}
"""Headings of columns that are called otherwise in one report."""

ROWS: dict[str, Text] = {
    "total": _("Grand total"),
    "total-cost": _("Total cost"),
    "year-cost": _("Cost of the year"),
    "unassigned": _("Not assigned"),
    "national": _("National part (x)"),
    "city": _("City and other (not national)"),
}

BREAKDOWNS: dict[str, Text] = {
    "subject": _("by account subject"),
    "site": _("by site"),
    "source": _("by source of money"),
    "program": _("by programme"),
    "division": _("by division"),
}

MARKS: dict[str, Text] = {
    "new": _("new (net increase)"),
    "ended": _("ended"),
    "missing": _("no data"),
    "one_off": _("one-off"),
    "partly_one_off": _("partly one-off"),
    "partial": _("in part"),
    "withdrawn": _("withdrawn"),
}

VERDICTS: dict[str, Text] = {
    "ties": _("ties"),
    "rounding": _("rounding difference"),
    "breaks": _("breaks"),
    "undecidable": _("cannot be decided (no data)"),
}

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
    "other_scope": _("not comparable with the total cost"),
    "no-base-parts": _("Not summed: some of these programmes have no base."),
    "blank-parts": _("Some of these programmes have a blank figure on one side."),
}
"""Remark on a cell (Row.notes) -> its words."""

SITE_STATUSES: dict[str, Text] = {str(key): label for key, label in SiteStatus.choices}
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
        "amount": said(threshold.amount),
        "rate": f"{threshold.rate.normalize():f}",
    }


def sites_count(report: Report) -> str:
    """'8개소(제외 2개소 별도)': the sites of 대상지 현황 by their stage."""
    found = sites.counted(report.rows)
    return sites_text(found.kept, found.withdrawn)


def sites_text(kept: int, withdrawn: int) -> str:
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
    name, _colon, number = key.partition(":")
    if name == "lines":
        return ngettext("%(count)s line item", "%(count)s line items", int(number)) % {"count": number}
    if name == "sites":
        kept, _plus, withdrawn = number.partition("+")
        return sites_text(int(kept), int(withdrawn))
    return str(NOTES[key])
