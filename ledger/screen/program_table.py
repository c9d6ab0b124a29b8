"""The list of all programmes in words and as a table: which versions it shows, how its columns are headed."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from ledger.figures import versions
from ledger.figures.facts import Version
from ledger.figures.program_list import ProgramBudget, ProgramList
from ledger.reporting import comparison
from ledger.reporting.report import Report, Row
from ledger.reports.programs import program_row_key
from ledger.screen.tables import LabelColumn, ReportTable, row_class
from ledger.words import budget_words, heading_words

VersionPair = tuple[Version, Version | None]
"""A version and the one that it is compared with."""


def without_budget(listed: ProgramList) -> int:
    """How many programmes the year and its bases say nothing of."""
    return sum(not one.has_budget for one in listed.programs)


def pair_words(pair: VersionPair) -> str:
    """'2021년 본예산(작성 중) · 2020년 본예산 대비'."""
    version, base = pair
    return f"{heading_words.with_status(version)} · {heading_words.compared_with(base)}"


def pair_count_words(pair: VersionPair, count: int) -> str:
    """'2021년 본예산(확정) · 2020년 본예산 대비: 12건'."""
    words = ngettext("%(pair)s: %(count)s programme", "%(pair)s: %(count)s programmes", count)
    return words % {"pair": pair_words(pair), "count": f"{count:,}"}


def list_headline(listed: ProgramList) -> str:
    """Version, status, base and moment where all programmes share them; else the year, and each pair with its count."""
    pairs = listed.pairs
    words = [gettext("as of %(moment)s") % {"moment": f"{listed.as_of:%Y-%m-%d %H:%M}"}]
    if listed.year is None:
        return " · ".join((gettext("no budget in the ledger"), *words))
    if len(pairs) == 1:
        return " · ".join((pair_words(pairs[0]), *words))
    year = gettext("Fiscal year %(year)s") % {"year": listed.year}
    return " · ".join(
        (year, *(f"[{pair_count_words(pair, count)}]" for pair, count in listed.pair_counts), *words)
    )


def is_draft(listed: ProgramList) -> bool:
    """Whether any figure of the year is of a version that is not confirmed."""
    return any(version.status not in versions.ADOPTED for version, _base in listed.pairs)


def version_names(listed: ProgramList) -> dict[str, str]:
    """Version key -> its words; the version of the year with its status."""
    names: dict[str, str] = {}
    for version, base in listed.pairs:
        if base is not None:
            names.setdefault(base.key, heading_words.version_label(base))
        names[version.key] = heading_words.with_status(version)
    return names


def with_headings(report: Report, listed: ProgramList) -> Report:
    """The report with its columns named: '2021예산안(B)', or in general where the programmes' versions differ."""
    # Two versions may bear one heading: each is 추경예산안 beside its own 기정예산액.
    prior = {(base and base.key, budget_words.prior_heading(version, base)) for version, base in listed.pairs}
    current = {(version.key, budget_words.current_heading(version, base)) for version, base in listed.pairs}
    names = {
        "prior": prior.pop()[1] if len(prior) == 1 else gettext("Each programme's base (A)"),
        "current": current.pop()[1] if len(current) == 1 else any_budget(listed.year),
    }
    columns = tuple(replace(column, name=names.get(column.key)) for column in report.columns)
    return replace(report, columns=columns)


def any_budget(year: int | None) -> str:
    """The heading of figures of several versions; below each programme's name stands which."""
    if year is None:
        return gettext("Budget (B)")
    return gettext("Each programme's %(year)s budget (B)") % {"year": year}


class ProgramLabel(LabelColumn):
    """A programme's name, which leads to its page in the version shown, and below it whose and which budget it is."""

    def __init__(self, report: Report, listed: ProgramList, programs: Iterable[ProgramBudget]) -> None:
        super().__init__(report)
        self.by_key: Mapping[str, ProgramBudget] = {
            program_row_key(one.program.slug): one for one in programs
        }
        self.has_several_bases = len(listed.pairs) > 1

    def render(self, record: Row) -> SafeString:
        one = self.by_key.get(record.key)
        if one is None or record.parts:
            return super().render(record)
        link = format_html('<a href="{}">{}</a>', program_address(one), one.program.name)
        about = self.about(one, is_flat=not record.group)
        below = format_html('<span class="about">{}</span>', about) if about else ""
        return format_html("{}{}{}", link, self.marks(record), below)

    def about(self, one: ProgramBudget, *, is_flat: bool) -> str:
        """What stands below a programme's name: in a flat list whose it is, and which budget is shown against which."""
        words = [one.program.bureau, one.program.division] if is_flat else []
        if one.version is not None and one.has_budget:
            pair = (one.version, one.base)
            words.append(
                pair_words(pair) if self.has_several_bases else heading_words.with_status(one.version)
            )
        return " · ".join(word for word in words if word)


def program_address(one: ProgramBudget) -> str:
    """The programme's page with the version of the list; without a budget of the year, as it opens by itself."""
    address = reverse("program_page", args=[one.program.slug])
    return f"{address}?version={one.version.key}" if one.version and one.has_budget else address


class ProgramTable(ReportTable):
    """The list as a table: what the other columns say stands below the programme's name."""

    class Meta(ReportTable.Meta):
        template_name = "program_table.html"
        attrs = {"class": "report programs"}

    def __init__(
        self, report: Report, listed: ProgramList, programs: Iterable[ProgramBudget], sort: str | None
    ) -> None:
        figures = tuple(column for column in report.columns if column.kind != "key")
        assert len(figures) == len(comparison.COLUMNS)
        label = ProgramLabel(report, listed, programs)
        super().__init__(replace(report, columns=figures), None, sort, label=label)

    def class_of(self, record: Row) -> str:
        """The CSS class of a row: of a bureau's sum, of the rest, else as of any report."""
        if record.sum_of == "bureau":
            return "subtotal bureau"
        return "other" if record.key == "other" else row_class(record)
