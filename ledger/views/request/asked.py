"""What an address asks for: facts, a report, one of the known values. What it cannot have is said in a sentence."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, NamedTuple

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from ledger.figures.facts import Facts
from ledger.figures.money import UNITS
from ledger.load import NotInLedger, load
from ledger.load.council import CouncilSource, read_source
from ledger.reporting.declared import Declared, Question
from ledger.reporting.order import sort_report
from ledger.reporting.report import Report
from ledger.reports import REPORTS_BY_NAME
from ledger.reports.bases import Base

UNIT_COOKIE = "unit"
"""Keeps the unit that a reader chose for all reports."""


def asked_facts(request: HttpRequest, slug: str, *, with_base: bool = True) -> Facts:
    """The facts that the address asks for. Raises NotInLedger, or BadRequest for a year that is none."""
    asked = asked_version(request)
    base, document = asked.base if with_base else None, request.GET.get("document") or None
    return load(slug, asked.version, base, year=asked.year, document=document)


def asked_source(request: HttpRequest, slug: str, *, with_changes: bool = False) -> CouncilSource:
    """What the council's workbook is made of, as the address asks for it. Raises as `asked_facts` does."""
    asked = asked_version(request)
    return read_source(slug, asked.version, asked.base, year=asked.year, with_changes=with_changes)


class AskedVersion(NamedTuple):
    """The keys that an address names; None where it leaves them to the ledger."""

    version: str | None
    base: str | None
    year: int | None


def asked_version(request: HttpRequest) -> AskedVersion:
    """The version, base and year of an address. Raises BadRequest for a year that is none."""
    return AskedVersion(
        request.GET.get("version") or None, request.GET.get("base") or None, asked_number(request, "year")
    )


def declared_report(name: str) -> Declared:
    """The report of that name. Http404, naming the reports, for a name that none has."""
    if name not in REPORTS_BY_NAME:
        raise Http404(
            _("There is no report “%(report)s”. Reports: %(known)s")
            % {"report": name[:80], "known": ", ".join(REPORTS_BY_NAME)}
        )
    return REPORTS_BY_NAME[name]


def asked_report(
    request: HttpRequest, report: Declared, facts: Facts, beside: Facts | None = None
) -> tuple[Report, str | None]:
    """The report in the breakdown and the order that the address asks for, and that order; `beside` for a second base.

    Raises BadRequest for a value that the report does not know.
    """
    asked = {one.name: answer(request, one, facts) for one in report.questions}
    if beside is not None:
        asked["beside"] = beside
    computed = report.build(facts, **{name: value for name, value in asked.items() if value is not None})
    sort = request.GET.get("sort") or None
    if sort is None:
        return computed, None
    try:
        return sort_report(computed, sort), sort
    except KeyError as unknown:
        raise refused_value(
            "sort", sort, ["label", *(column.key for column in computed.columns)]
        ) from unknown


def answer(request: HttpRequest, question: Question, facts: Facts) -> Any:
    """What the address asks of a report, None where it leaves that to the report."""
    if question.known is None:
        return asked_number(request, question.name)
    return asked_choice(request, question.name, question.values(facts))


def asked_beside(request: HttpRequest, named: Iterable[Base]) -> Facts | None:
    """The facts against the second base that the address asks for; None for none, or for 'none'."""
    keys = {base.key: base.facts for base in named if base.key and base.facts}
    return keys.get(asked_choice(request, "beside", ("none", *keys)) or "none")


def asked_number(request: HttpRequest, name: str) -> int | None:
    """A whole number from the address, None where it is not given. Raises BadRequest for what is none."""
    text = request.GET.get(name, "")
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= 4):
        raise BadRequest(
            _("“%(value)s” is no %(name)s. Give a whole number such as 2021.")
            % {"value": text[:80], "name": name}
        )
    return int(text)


def asked_choice(request: HttpRequest, name: str, known: tuple[str, ...]) -> str | None:
    """One of the known values from the address, None where it is not given. Raises BadRequest for any other."""
    value = request.GET.get(name) or None
    if value is not None and value not in known:
        raise refused_value(name, value, list(known))
    return value


def in_asked_unit(request: HttpRequest, report: Report) -> Report:
    """The report under the unit that the reader chose: `?unit=`, else the one kept in the cookie, else its own."""
    unit = asked_choice(request, "unit", tuple(UNITS)) or request.COOKIES.get(UNIT_COOKIE)
    return replace(report, unit=unit) if unit in UNITS else report


def refused_value(name: str, value: str, known: list[str]) -> BadRequest:
    """The error that names the values that a parameter can have."""
    return BadRequest(
        _("“%(value)s” is no %(name)s of this page. Possible: %(known)s")
        % {"value": value[:80], "name": name, "known": ", ".join(known)}
    )


def not_found_error(missing: NotInLedger) -> Exception:
    """The error for what the ledger lacks, saying what it has: 400 for an unknown version, else 404."""
    asked, known = str(missing.asked)[:80], ", ".join(str(key) for key in missing.known)
    match missing.what:
        case "program":
            return Http404(
                _("There is no programme “%(asked)s”. The start page lists all programmes.")
                % {"asked": asked}
            )
        case "year" if missing.asked is None:
            return Http404(_("This programme has no budget yet: a finance officer enters the first year."))
        case "year":
            return Http404(
                _("The ledger holds no budget of %(asked)s. Years of this programme: %(known)s")
                % {"asked": asked, "known": known or "–"}
            )
        case "document":
            return BadRequest(
                _("This programme has no document “%(asked)s”. It has: %(known)s")
                % {"asked": asked, "known": known or "–"}
            )
    return BadRequest(
        _("The ledger holds no budget version “%(asked)s”. It holds: %(known)s")
        % {"asked": asked, "known": known or "–"}
    )


def address(request: HttpRequest, **changed: str) -> str:
    """The address of this page with some parameters changed; '' takes one away."""
    query = request.GET.copy()
    for name, value in changed.items():
        query[name] = value
        if not value:
            del query[name]
    return f"?{query.urlencode()}"
