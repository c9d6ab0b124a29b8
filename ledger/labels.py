"""One wording for each key: page, sheet, heading and JSON read their words here (house wording: labels.md).

The pure modules speak in keys; this is where a key becomes Korean or English.
"""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from django.utils import dateformat
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from ledger import budget_words, versions
from ledger.facts import Facts, Milestone, Threshold, Version
from ledger.formats import (
    RATE_PLACES,
    grouped,
    in_short,
    in_words,
    moment,
    period,
    remembered,
    screen_text,
)
from ledger.models.version import VersionKind, VersionStatus, version_name
from ledger.money import round_half_up
from ledger.reports import execution, overview, reasons, sites
from ledger.reports.report import OVER_BUDGET, Column, Report, Row
from sites.models import AreaKind, SiteStatus

Text = str | Promise

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
"""Named base (ledger/versions.py) -> its words."""

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

UNITS: dict[str, Text] = {
    "won": _("won"),
    "thousand": _("thousand won"),
    "million": _("million won"),
    "hundred_million": _("hundred million won"),
}

READERS_UNITS = {unit: UNITS[unit] for unit in ("thousand", "million", "hundred_million")}
"""The units that a reader may choose for all reports."""

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
    "amount_national": COLUMNS["national_part"],
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

SIZES: dict[str, Text] = {
    "won": _("won"),
    "million": _("million won"),
    "billion": _("billion won"),
    "trillion": _("trillion won"),
}


def named(version: Version) -> str:
    """'2021년 본예산', '2021년 예산(차수 미표기)'; of what a year had with its carry-over '2020년 예산현액'."""
    if version.kind == versions.AVAILABLE:
        return gettext("%(year)s current budget (with carry-over)") % {"year": version.fiscal_year}
    return version_name(version.fiscal_year, version.kind, version.sequence, version.kind_is_stated)


def with_status(version: Version) -> str:
    """'2021년 본예산(작성 중)', '2021년 예산(차수 미표기, 작성 중)': a draft never looks like an adopted budget."""
    status = str(VERSION_STATUSES[version.status])
    name = named(version)
    if name.endswith(")"):
        return f"{name[:-1]}, {status})"
    return gettext("%(version)s (%(status)s)") % {"version": name, "status": status}


def base_of(key: str, facts: Facts) -> Version:
    """The base that an address names: a version, or 예산현액 of a year."""
    return versions.find(facts.versions, key) or versions.available(int(key.partition("-")[0]))


def base_named(key: str, facts: Facts) -> str:
    """The words of a base that an address names: '2020년 최종예산', '2020년 예산현액(이월 포함)'."""
    return named(base_of(key, facts))


def compared_with(base: Version | None) -> str:
    """'2020년 본예산 대비', or that the ledger holds no base."""
    if base is None:
        return gettext("no base in the ledger")
    return gettext("against %(base)s") % {"base": named(base)}


def headline(facts: Facts) -> str:
    """'2022년 예산안(작성 중) · 2021년 본예산 대비 · 2021-10-12 17:40 기준'."""
    moment = gettext("as of %(moment)s") % {"moment": f"{facts.as_of:%Y-%m-%d %H:%M}"}
    return " · ".join((with_status(facts.version), compared_with(facts.base), moment))


def budget_heading(column: Column, facts: Facts) -> str:
    """What heads a budget: '2021예산액(A)', '2022예산안(B)', of a second base '2020최종예산(C)', alone '2022예산안'."""
    version, base = facts.version, facts.base
    match column.side:
        case "C":
            second = base_of(column.name or "", facts)
            return budget_words.lettered(budget_words.second_base(version, base, second), "C")
        case "A":
            return budget_words.prior_heading(version, base)
        case "B":
            return budget_words.current_heading(version, base)
        case "whole":
            return gettext("Whole: %(budget)s") % {"budget": budget_words.of_version(version)}
    return budget_words.of_version(version)


def column_heading(report: Report, column: Column, facts: Facts | None) -> str:
    """The heading of a column; a national one says so. Without facts the report's columns have their names."""
    if column.national_of is not None:
        return gettext("National part (x)")
    if column.side is not None and facts is not None:
        return budget_heading(column, facts)
    if report.name == "site-budgets" and column.name is not None and facts is not None:
        version = versions.find(facts.versions, column.name)
        return with_status(version) if version else column.key
    if report.name == "overview":
        return cost_heading(column)
    if report.name == "cost-progress" and column.year is not None:
        return progress_heading(column.key, column.year)
    if column.key == "cost_per_area" and column.name is not None:
        return gettext("Cost per m² of %(kind)s (thousand won)") % {"kind": AREA_KINDS[column.name]}
    if column.name is not None and column.year is not None:
        return period_heading(column.name, column.year)
    if column.name is not None:
        return column.name
    if report.name == "execution" and column.key in execution.CELLS and facts is not None:
        day = execution.latest(facts.snapshots)
        assert day is not None
        return gettext("%(column)s (%(day)s)") % {"column": COLUMNS[column.key], "day": day_text(day.as_of)}
    return str(HEADINGS.get((report.name, column.key)) or COLUMNS[column.key])


def cost_heading(column: Column) -> str:
    """'구비(예산 외)', '구비' of what is on budget, '구비(예산·예산 외 합계)' of both; the total is of the budget."""
    if column.key == "total":
        return gettext("Total (without off-budget money)")
    source, part = overview.source_and_part(column.key)
    name = COLUMNS[source]
    if column.name == overview.MIXED:
        return gettext("%(source)s (on and off budget)") % {"source": name}
    if column.name == overview.OFF:
        return gettext("%(source)s (off budget)") % {"source": name}
    return gettext("%(source)s (on budget)") % {"source": name} if part else str(name)


def progress_heading(key: str, year: int) -> str:
    """'누계(~2021, 2020·2021년은 예산)': through when an investment is counted, and which of it is budget."""
    words = {
        "invested": gettext("Invested (~%(year)s, executed)"),
        "budgeted": gettext("Budget of %(before)s and %(year)s (plan)"),
        "cumulative": gettext("Cumulative (~%(year)s, %(before)s and %(year)s as budgeted)"),
        "invested_share": gettext("Progress ~%(year)s (invested/total cost, %%)"),
        "cumulative_share": gettext(
            "Progress ~%(year)s (invested and budgets of %(before)s and %(year)s/total cost, %%)"
        ),
    }
    return words[key] % {"year": year, "before": year - 1}


def period_heading(period: str, year: int) -> str:
    """'기투자(~2019)', '2020', '2022 이후'."""
    if period == "through":
        return gettext("Invested (~%(year)s)") % {"year": year}
    if period == "from":
        return gettext("%(year)s and after") % {"year": year}
    return str(year)


def full_heading(report: Report, column: Column, facts: Facts | None) -> str:
    """The heading of a column on its own: '2020예산액(A) 국비(x)'."""
    heading = column_heading(report, column, facts)
    for whole in report.columns:
        if whole.key == column.national_of:
            return f"{column_heading(report, whole, facts)} {heading}"
    return heading


def report_name(report: Report) -> str:
    """'예산총괄', '세부사업'."""
    return str(OVER_ALL.get(report.name) or REPORTS[report.name])


def title(report: Report) -> str:
    """'예산총괄', '증감 내역(대상지별)'."""
    name = report_name(report)
    return name if report.by is None else f"{name}({BREAKDOWNS[report.by]})"


def row_label(report: Report, row: Row) -> str:
    """The words of a row: its own name where that is data, else those of its key."""
    if row.key == "other" and row.name is not None:
        count = int(row.name)
        return ngettext("%(count)s other row", "%(count)s other rows", count) % {"count": count}
    if report.name == "basis-comparison" and row.key.startswith("unchanged-") and row.name is not None:
        count = int(row.name)
        return ngettext("%(count)s line unchanged", "%(count)s lines unchanged", count) % {"count": count}
    if report.name == "settlement":
        return settlement_label(row)
    if report.name == "settlement-bridge":
        return step_label(row)
    if row.key == "unassigned" and (report.name in ("sites", "site-budgets") or report.by == "site"):
        return gettext("No site given")
    if row.name == "" and report.name == "programs":
        return str(ROWS["unassigned"])
    if row.name is not None:
        return row.name
    return str(ROWS.get(row.key, row.key))


def settlement_label(row: Row) -> str:
    if row.is_national:
        return gettext("National part (x)")
    return row.name or row.key


def step_label(row: Row) -> str:
    """'2019 · 예산현액', of a subject '2019 · 시설비 · 예산현액'."""
    year, step = row.key.partition("-")[0], row.key.rpartition("-")[2]
    return " · ".join(part for part in (year, row.name, str(COLUMNS[step])) if part)


def day_text(day: date) -> str:
    """'2021.10.31.', in English '2021-10-31'."""
    return f"{day:%Y.%m.%d.}" if is_korean() else f"{day:%Y-%m-%d}"


def execution_line(facts: Facts) -> str:
    """'2021.10.31. 기준 집행률 64.2%(집행액/예산현액)', and what must be said of it; else '올해 집행 자료 없음'."""
    found = execution.statement(facts)
    if found is None:
        return gettext("Execution this year: no data")
    day = day_text(found.as_of)
    if found.rate is None:
        words = gettext("Executed as of %(day)s: %(amount)s (current budget: %(budget)s)")
        budget = MARKS["missing"] if found.current_budget is None else said(found.current_budget)
        line = words % {"day": day, "amount": said(found.executed), "budget": budget}
        return " · ".join(filter(None, (line, note(found.over))))
    line = gettext("Execution rate as of %(day)s: %(rate)s%% (executed/current budget)")
    parts = [line % {"day": day, "rate": percent(found.rate)}]
    if found.passed_on is not None:
        parts.append(gettext("%(rate)s%% of it handed on") % {"rate": percent(found.passed_on)})
    if found.over:
        parts.append(note(found.over))
    elif found.is_assumed:
        parts.append(gettext("carried in: no data, taken as 0"))
    return " · ".join(parts)


def recipients_line(report: Report, row: Row) -> str:
    """'실집행률 54.3%(2020.06.30. 기준)' of a row whose money was handed on, else '실집행액 자료 없음'."""
    rate, day = row.figures["recipients_rate"], row.figures["recipients_as_of"]
    if not isinstance(rate, Fraction):
        return str(NOTES["no_recipients"])
    if not day:
        return gettext("Recipients' rate %(rate)s%% (day not given)") % {"rate": percent(rate)}
    return gettext("Recipients' rate %(rate)s%% (as of %(day)s)") % {"rate": percent(rate), "day": day}


def percent(rate: Fraction) -> str:
    """'64.2' with the reader's sign."""
    return in_locale(grouped(round_half_up(rate, RATE_PLACES)))


def is_korean() -> bool:
    """Whether the reader's language is Korean."""
    return (get_language() or "ko").startswith("ko")


def in_locale(text: str) -> str:
    """A printed figure with the reader's sign: △ in Korean, a minus in English. △ stands for nothing else there."""
    return text if is_korean() else text.replace("△", "-")


def spoken(amount: int) -> str:
    """An amount as people say it: '72억 2,418만 7천원', in English '7,224,187,000 won'."""
    if is_korean():
        return in_words(amount)
    return in_locale(f"{grouped(amount)} {gettext('won')}")


def said(amount: int) -> str:
    """An amount as a card says it, rounded to what is remembered: '72억 2,419만원', in English '7.22 billion won'."""
    if is_korean():
        return in_words(remembered(amount))
    number, size = in_short(amount)
    return in_locale(f"{number} {SIZES[size]}")


def figure_text(report: Report, row: Row, column: Column) -> str:
    """A figure of a report as the screen prints it, in the reader's language."""
    return in_locale(screen_text(row.figures[column.key], column, report.unit, is_national=row.is_national))


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


def remarks(report: Report, row: Row, facts: Facts | None, *, is_national: bool) -> str:
    """What is said of the cells of a row, in one text for a cell of its own: '면적: 사용면적; 추진단계: ...'."""
    return "; ".join(
        f"{full_heading(report, column, facts)}: {note(row.notes[column.key])}"
        for column in report.columns
        if column.key in row.notes
        and not row.hides(column.key)
        and is_national == (column.national_of is not None)
    )


def when(milestone: Milestone) -> str:
    """'2018.3.', '2018.5.16.', '2020.5.~9.': as exactly as it is known; in English 'May 2020 to September 2020'."""
    start, until, precision = milestone.happened_on, milestone.until, milestone.precision
    if is_korean():
        return moment(start, precision) if until is None else period(start, until, precision)
    shape = "j F Y" if precision == "day" else "F Y"
    if until is None:
        return dateformat.format(start, shape)
    return gettext("%(start)s to %(end)s") % {
        "start": dateformat.format(start, shape),
        "end": dateformat.format(until, shape),
    }


def unit_note(unit: str) -> str:
    """'단위: 천원'."""
    return gettext("Unit: %(unit)s") % {"unit": UNITS[unit]}


def names_of(facts: Facts) -> dict[str, str]:
    """The words of the keys that cells hold: sites, versions with their status, kinds of versions."""
    names = {str(key): str(label) for key, label in VersionKind.choices}
    names |= {version.key: with_status(version) for version in facts.versions}
    return names | {site.slug: site.name for site in facts.sites}


def key_label(column: Column, key: str, names: Mapping[str, str]) -> str:
    """The words of a cell that holds a key: a stage, a site, a version; `names` has those that are data."""
    if column.key == "status":
        return str(SITE_STATUSES[key])
    return names.get(key, key)
