"""A report at two moments in words: its columns named, its keys said, what became of its rows counted."""

from dataclasses import replace
from datetime import datetime

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ledger.figures.facts import Facts
from ledger.reporting.moments import CAME, CHANGED, WENT, Part, SideBySide
from ledger.reporting.report import Report
from ledger.words import heading_words

PARTS: dict[Part, Promise] = {
    "then": gettext_lazy("%(heading)s, then"),
    "now": gettext_lazy("%(heading)s, now"),
    "difference": gettext_lazy("%(heading)s, difference"),
}
"""What a column shows -> its heading."""

ONCE = gettext_lazy(
    "Columns in which no figure became another stand once. A figure that is missing at one moment has no difference;"
    " rates are shown, not subtracted."
)
"""What is said below the table."""


def named(side: SideBySide, facts: Facts) -> Report:
    """The report of two moments with its headings and keys in words: no table of it needs the facts."""
    names = heading_words.names_of_keys(facts)
    columns = []
    for column in side.report.columns:
        own, part = side.parts[column.key]
        heading = heading_words.column_heading(own, facts)
        if part is not None:
            heading = str(PARTS[part]) % {"heading": heading}
        columns.append(replace(column, name=heading, heading="", side=None, version=None))
    rows = []
    for row in side.report.rows:
        figures = dict(row.figures)
        for key, (own, _part) in side.parts.items():
            figure = figures.get(key)
            if own.kind == "key" and figure is not None:
                figures[key] = heading_words.key_label(own, str(figure), names)
        rows.append(replace(row, figures=figures))
    return replace(side.report, columns=tuple(columns), rows=tuple(rows))


def moment_text(at: datetime) -> str:
    """'2026-11-23 00:00'."""
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}"


def moments_line(then: datetime, now: datetime) -> str:
    """'2026-11-23 00:00 → 2026-11-30 10:12'."""
    return f"{moment_text(then)} → {moment_text(now)}"


def counts_line(side: SideBySide) -> str:
    """'바뀐 줄 2 · 새 줄 1 · 없어진 줄 1', or that nothing changed."""
    changed, came, went = (side.marked(mark) for mark in (CHANGED, CAME, WENT))
    if not changed + came + went:
        return _("No figure of this report became another between the two moments.")
    parts = (
        ngettext("%(count)s row changed", "%(count)s rows changed", changed) % {"count": changed},
        ngettext("%(count)s row came", "%(count)s rows came", came) % {"count": came},
        ngettext("%(count)s row went", "%(count)s rows went", went) % {"count": went},
    )
    return " · ".join(parts)
