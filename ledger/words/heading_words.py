"""Headings of reports, columns and rows, and the names of versions and bases: each names what stands under it."""

from collections.abc import Mapping
from fractions import Fraction

from django.utils.translation import gettext, ngettext

from ledger.figures import versions
from ledger.figures.facts import Facts, Version
from ledger.models.version import VersionKind, version_name
from ledger.reporting.deemed import deemed_part
from ledger.reporting.report import Column, Report, Row
from ledger.reports import DECLARED, execution
from ledger.reports.investment_plan import PERIODS
from ledger.reports.settlement_bridge import STEP_HEADINGS
from ledger.words import budget_words
from ledger.words.formats import screen_text
from ledger.words.labels import (
    AREA_KINDS,
    KEYS_OF_COLUMNS,
    MARKS,
    NOTES,
    ROWS,
    VERSION_STATUSES,
    breakdown,
    heading,
    note,
)
from ledger.words.locale import day_text, in_locale, percent_text, short_amount, spoken_amount, translated


def version_label(version: Version) -> str:
    """'2021년 본예산', '2021년 예산(차수 미표기)'; of what a year had with its carry-over '2020년 예산현액'."""
    if version.kind == versions.AVAILABLE:
        return gettext("%(year)s current budget (with carry-over)") % {"year": version.fiscal_year}
    return version_name(version.fiscal_year, version.kind, version.sequence, version.kind_is_stated)


def with_status(version: Version) -> str:
    """'2021년 본예산(작성 중)', '2021년 예산(차수 미표기, 작성 중)': a draft never looks like an adopted budget."""
    status = str(VERSION_STATUSES[version.status])
    name = version_label(version)
    if name.endswith(")"):
        return f"{name[:-1]}, {status})"
    return gettext("%(version)s (%(status)s)") % {"version": name, "status": status}


def base_of(key: str, facts: Facts) -> Version:
    """The base that an address names: a version, else 예산현액 of the year before."""
    return versions.find(facts.versions, key) or versions.available_version(facts.year - 1)


def base_label(key: str, facts: Facts) -> str:
    """The words of a base that an address names: '2020년 최종예산', '2020년 예산현액(이월 포함)'."""
    return version_label(base_of(key, facts))


def compared_with(base: Version | None) -> str:
    """'2020년 본예산 대비', or that the ledger holds no base."""
    if base is None:
        return gettext("no base in the ledger")
    return gettext("against %(base)s") % {"base": version_label(base)}


def headline(facts: Facts) -> str:
    """'2022년 예산안(작성 중) · 2021년 본예산 대비 · 2021-10-12 17:40 기준'; 성립전·간주 that is in it comes first."""
    moment = gettext("as of %(moment)s") % {"moment": f"{facts.as_of:%Y-%m-%d %H:%M}"}
    parts = (with_status(facts.version), deemed_line(facts), compared_with(facts.base), moment)
    return " · ".join(filter(None, parts))


def deemed_line(facts: Facts) -> str:
    """'성립전·간주 5억원 포함', '' where the version shown has none that waits for a supplementary budget."""
    parts = deemed_part(facts)
    amount = spoken_amount(sum(one.amount for one in parts))
    return gettext("with %(amount)s deemed before enactment") % {"amount": amount} if parts else ""


def budget_heading(column: Column, facts: Facts) -> str:
    """What heads a budget: '2021예산액(A)', '2022예산안(B)', of a second base '2020최종예산(C)', alone '2022예산안'."""
    version, base = facts.version, facts.base
    match column.side:
        case "C":
            second = base_of(column.version or "", facts)
            return budget_words.with_letter(budget_words.second_base_budget(version, base, second), "C")
        case "A":
            return budget_words.prior_heading(version, base)
        case "B":
            return budget_words.current_heading(version, base)
        case "whole":
            return gettext("Whole: %(budget)s") % {"budget": budget_words.version_budget(version)}
    return budget_words.version_budget(version)


def column_heading(column: Column, facts: Facts | None) -> str:
    """The heading of a column; a national one says so. Without facts the columns have their names."""
    if column.national_of is not None:
        return gettext("National part (x)")
    if column.side is not None and facts is not None:
        return budget_heading(column, facts)
    if column.version is not None and facts is not None:
        version = versions.find(facts.versions, column.version)
        return with_status(version) if version else column.key
    if column.name is not None and not column.heading:
        return column.name
    return words_of_column(column)


def words_of_column(column: Column) -> str:
    """What a column declares as its heading: '집행액(2021.10.31.)', '구비(예산 외)', '보조금반납금(시·도비보조금)'."""
    words = heading(column.heading)
    if column.year is not None:
        words %= {"year": column.year, "before": column.year - 1}
    if column.area_kind is not None:
        words %= {"kind": AREA_KINDS[column.area_kind]}
    if column.as_of is not None:
        words = gettext("%(column)s (%(day)s)") % {"column": words, "day": day_text(column.as_of)}
    return translated(column.qualified) % {"heading": words, "name": column.name}


def period_words(period: str, year: int) -> str:
    """'기투자(~2019)', '2020', '2022 이후'."""
    return heading(PERIODS[period]) % {"year": year} if period in PERIODS else str(year)


def full_heading(report: Report, column: Column, facts: Facts | None) -> str:
    """The heading of a column on its own: '2020예산액(A) 국비(x)'."""
    words = column_heading(column, facts)
    for whole in report.columns:
        if whole.key == column.national_of:
            return f"{column_heading(whole, facts)} {words}"
    return words


def report_name(report: Report) -> str:
    """'예산총괄', '세부사업'."""
    return heading(DECLARED[report.name].title)


def row_heading(report: Report) -> str:
    """What heads the words of a report's rows: '과목구분'."""
    return heading(DECLARED[report.name].row_heading)


def title(report: Report) -> str:
    """'예산총괄', '증감 내역(대상지별)'."""
    name = report_name(report)
    return name if report.by is None else f"{name}({breakdown(report.by)})"


def row_label(row: Row) -> str:
    """The words of a row: its own name where that is data, its label, else those of its key."""
    if row.key == "other" and row.name is not None:
        count = int(row.name)
        return ngettext("%(count)s other row", "%(count)s other rows", count) % {"count": count}
    if row.sum_of == "unchanged" and row.name is not None:
        count = int(row.name)
        return ngettext("%(count)s line unchanged", "%(count)s lines unchanged", count) % {"count": count}
    if row.is_national:
        return gettext("National part (x)")
    if row.step is not None:
        return step_label(row)
    if row.quarter is not None:
        return gettext("%(year)s, quarter %(quarter)s") % {"year": row.year, "quarter": row.quarter}
    if row.label:
        return heading(row.label)
    if row.name == "":
        return str(ROWS["unassigned"])
    return row.name or str(ROWS.get(row.key, row.key))


def step_label(row: Row) -> str:
    """'2019 · 예산현액', of a subject '2019 · 시설비 · 예산현액'."""
    assert row.step is not None
    return " · ".join(part for part in (str(row.year), row.name, heading(STEP_HEADINGS[row.step])) if part)


def execution_line(facts: Facts) -> str:
    """'2021.10.31. 기준 집행률 64.2%(집행액/예산현액)', and what must be said of it; else '올해 집행 자료 없음'."""
    found = execution.statement(facts)
    if found is None:
        return gettext("Execution this year: no data")
    day = day_text(found.as_of)
    if found.rate is None:
        words = gettext("Executed as of %(day)s: %(amount)s (current budget: %(budget)s)")
        budget = MARKS["missing"] if found.current_budget is None else short_amount(found.current_budget)
        line = words % {"day": day, "amount": short_amount(found.executed), "budget": budget}
        return " · ".join(filter(None, (line, note(found.over))))
    line = gettext("Execution rate as of %(day)s: %(rate)s%% (executed/current budget)")
    parts = [line % {"day": day, "rate": percent_text(found.rate)}]
    if found.passed_on is not None:
        parts.append(gettext("%(rate)s%% of it handed on") % {"rate": percent_text(found.passed_on)})
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
        return gettext("Recipients' rate %(rate)s%% (day not given)") % {"rate": percent_text(rate)}
    return gettext("Recipients' rate %(rate)s%% (as of %(day)s)") % {"rate": percent_text(rate), "day": day}


def figure_text(report: Report, row: Row, column: Column) -> str:
    """A figure of a report as the screen prints it, in the reader's language."""
    return in_locale(screen_text(row.figures[column.key], column, report.unit, is_national=row.is_national))


def remarks_text(report: Report, row: Row, facts: Facts | None, *, is_national: bool) -> str:
    """What is said of the cells of a row, in one text for a cell of its own: '면적: 사용면적; 추진단계: ...'."""
    return "; ".join(
        f"{full_heading(report, column, facts)}: {note(row.notes[column.key])}"
        for column in report.columns
        if column.key in row.notes
        and not row.hides(column.key)
        and is_national == (column.national_of is not None)
    )


def names_of_keys(facts: Facts) -> dict[str, str]:
    """The words of the keys that cells hold: sites, versions with their status, kinds of versions."""
    names = {str(key): str(label) for key, label in VersionKind.choices}
    names |= {version.key: with_status(version) for version in facts.versions}
    return names | {site.slug: site.name for site in facts.sites}


def key_label(column: Column, key: str, names: Mapping[str, str]) -> str:
    """The words of a cell that holds a key: a stage, a site, a version; `names` has those that are data."""
    words = KEYS_OF_COLUMNS.get(column.key, names)
    return str(words.get(key, key))
