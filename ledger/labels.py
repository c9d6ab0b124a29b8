"""One wording for each key: page, sheet, heading and JSON read their words here (house wording: labels.md).

The pure modules speak in keys; this is where a key becomes Korean or English.
"""

from django.utils import dateformat
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from ledger import versions
from ledger.facts import Facts, Milestone, Version
from ledger.formats import grouped, in_short, in_words, moment, period, remembered, screen_text
from ledger.models.version import VersionKind, VersionStatus, version_name
from ledger.reports.report import Column, Report, Row
from sites.models import AreaKind, SiteStatus

Text = str | Promise

REPORTS: dict[str, Text] = {
    "overview": _("Overview"),
    "budget-summary": _("Budget summary"),
    "calculation-basis": _("Basis of estimate"),
    "investment-plan": _("Multi-year investment plan"),
    "schedule": _("Schedule"),
    "settlement": _("Settlement"),
    "sites": _("Site overview"),
    "site-budgets": _("Budget by site and year"),
    "variance": _("Budget changes"),
}

ROW_HEADINGS: dict[str, Text] = {
    "overview": _("Item"),
    "budget-summary": _("Account subject"),
    "calculation-basis": _("Account subject and line item"),
    "investment-plan": _("Account subject"),
    "schedule": _("Step"),
    "settlement": _("Year"),
    "sites": _("Site"),
    "site-budgets": _("Site"),
    "variance": _("Entry"),
}

UNITS: dict[str, Text] = {
    "won": _("won"),
    "thousand": _("thousand won"),
    "million": _("million won"),
    "hundred_million": _("hundred million won"),
}

COLUMNS: dict[str, Text] = {
    "total": _("Total"),
    "national": _("National"),
    "city": _("City"),
    "district": _("District (off budget)"),
    "other": _("Other (off budget)"),
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
    "construction_cost": _("Construction cost"),
    "area": _("Area (m²)"),
    "cost_per_area": _("Cost per m² (thousand won)"),
    "national_grant": _("National grants secured"),
    "current": _("Budget of the year"),
    "floors_above": _("Floors above ground"),
    "floors_below": _("Floors below ground"),
    "status": _("Stage"),
}

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
}
"""Remark on a cell (Row.notes) -> its words."""

SITE_STATUSES: dict[str, Text] = {str(key): label for key, label in SiteStatus.choices}
VERSION_STATUSES: dict[str, Text] = {str(key): label for key, label in VersionStatus.choices}

SIZES: dict[str, Text] = {
    "won": _("won"),
    "million": _("million won"),
    "billion": _("billion won"),
    "trillion": _("trillion won"),
}

CHANGES_IN_YEAR = (VersionKind.SUPPLEMENTARY, VersionKind.DEEMED)
"""The kinds whose columns are headed 기정 / 추경 instead of last year / this year."""


def named(version: Version) -> str:
    """'2021년 본예산', '2021년 예산(차수 미표기)'; of what a year had with its carry-over '2020년 예산현액'."""
    if version.kind == versions.AVAILABLE:
        return gettext("%(year)s current budget (with carry-over)") % {"year": version.fiscal_year}
    return version_name(version.fiscal_year, version.kind, version.sequence, version.kind_is_stated)


def with_status(version: Version) -> str:
    """'2021년 본예산(작성 중)', '2021년 예산(차수 미표기, 작성 중)': a draft never looks like an adopted budget."""
    status = str(VERSION_STATUSES[version.status])
    name = named(version)
    return f"{name[:-1]}, {status})" if name.endswith(")") else f"{name}({status})"


def compared_with(base: Version | None) -> str:
    """'2020년 본예산 대비', or that the ledger holds no base."""
    if base is None:
        return gettext("no base in the ledger")
    return gettext("against %(base)s") % {"base": named(base)}


def headline(facts: Facts) -> str:
    """'2022년 예산안(작성 중) · 2021년 본예산 대비 · 2021-10-12 17:40 기준'."""
    moment = gettext("as of %(moment)s") % {"moment": f"{facts.as_of:%Y-%m-%d %H:%M}"}
    return " · ".join((with_status(facts.version), compared_with(facts.base), moment))


def prior_heading(facts: Facts) -> str:
    """'2020예산액(A)', in a supplementary budget '기정예산액(A)'."""
    if facts.version.kind in CHANGES_IN_YEAR:
        return gettext("Budget so far (A)")
    if facts.base is None:
        return gettext("Base (A)")
    return gettext("%(year)s budget (A)") % {"year": facts.base.fiscal_year}


def current_heading(facts: Facts) -> str:
    """'2022예산안(B)', once confirmed '2022예산액(B)'; in a supplementary budget '추경예산안(B)', '경정예산액(B)'."""
    is_confirmed = facts.version.status == VersionStatus.CONFIRMED
    if facts.version.kind in CHANGES_IN_YEAR:
        return gettext("Revised budget (B)") if is_confirmed else gettext("Supplementary proposal (B)")
    numbers = {"year": facts.year}
    if is_confirmed:
        return gettext("%(year)s budget (B)") % numbers
    return gettext("%(year)s budget proposal (B)") % numbers


def column_heading(report: Report, column: Column, facts: Facts) -> str:
    """The heading of a column; a national one says so."""
    if column.national_of is not None:
        return gettext("National part (x)")
    if report.name == "site-budgets" and column.name is not None:
        version = versions.find(facts.versions, column.name)
        return with_status(version) if version else column.key
    if column.key == "cost_per_area" and column.name is not None:
        return gettext("Cost per m² of %(kind)s (thousand won)") % {"kind": AREA_KINDS[column.name]}
    if column.name is not None and column.year is not None:
        return period_heading(column.name, column.year)
    if column.name is not None:
        return column.name
    if report.name in ("budget-summary", "variance"):
        if column.key == "prior":
            return prior_heading(facts)
        if column.key == "current":
            return current_heading(facts)
    return str(COLUMNS[column.key])


def period_heading(period: str, year: int) -> str:
    """'기투자(~2019)', '2020', '2022 이후'."""
    if period == "through":
        return gettext("Invested (~%(year)s)") % {"year": year}
    if period == "from":
        return gettext("%(year)s and after") % {"year": year}
    return str(year)


def full_heading(report: Report, column: Column, facts: Facts) -> str:
    """The heading of a column on its own: '2020예산액(A) 국비(x)'."""
    heading = column_heading(report, column, facts)
    for whole in report.columns:
        if whole.key == column.national_of:
            return f"{column_heading(report, whole, facts)} {heading}"
    return heading


def title(report: Report) -> str:
    """'예산총괄', '증감 내역(대상지별)'."""
    name = str(REPORTS[report.name])
    return name if report.by is None else f"{name}({BREAKDOWNS[report.by]})"


def row_label(report: Report, row: Row) -> str:
    """The words of a row: its own name where that is data, else those of its key."""
    if row.key == "other" and row.name is not None:
        count = int(row.name)
        return ngettext("%(count)s other row", "%(count)s other rows", count) % {"count": count}
    if report.name == "settlement":
        return settlement_label(row)
    if row.key == "unassigned" and (report.name in ("sites", "site-budgets") or report.by == "site"):
        return gettext("No site given")
    if row.name is not None:
        return row.name
    return str(ROWS.get(row.key, row.key))


def settlement_label(row: Row) -> str:
    if row.is_national:
        return gettext("National part (x)")
    return row.name or row.key


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


def note(key: str) -> str:
    """The words of a remark on a cell; 'lines:3' says how many line items a figure sums."""
    name, _colon, number = key.partition(":")
    if name == "lines":
        return ngettext("%(count)s line item", "%(count)s line items", int(number)) % {"count": number}
    return str(NOTES[key])


def remarks(report: Report, row: Row, facts: Facts, *, is_national: bool) -> str:
    """What is said of the cells of a row, in one text for a cell of its own: '면적: 사용면적; 추진단계: ...'."""
    return "; ".join(
        f"{column_heading(report, column, facts)}: {note(row.notes[column.key])}"
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


def key_label(column: Column, key: str, site_names: dict[str, str]) -> str:
    """The words of a cell that holds a key: a stage, a site."""
    if column.key == "status":
        return str(SITE_STATUSES[key])
    return site_names.get(key, key)
