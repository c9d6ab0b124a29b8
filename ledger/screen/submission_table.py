"""The register of submissions as tables: one for what was handed in, one for what was looked at."""

from collections.abc import Iterator
from datetime import datetime

import django_tables2
from django.db.models import Model
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ledger.models import WorkbookExport
from ledger.words import locale
from ledger.words.formats import MISSING, with_separators

SHORT_DIGEST = 12
"""How many digits of a digest tell entries apart at a glance."""

MOMENT = {"th": {"class": "label", "scope": "col"}, "td": {"class": "label moment"}}
"""Attributes of the cells of a column, by what it holds: a moment, a name, any text, a number."""
NAME = {"th": {"class": "label", "scope": "col"}, "td": {"class": "label name"}}
TEXT = {"th": {"class": "label", "scope": "col"}, "td": {"class": "label"}}
FIGURE = {"th": {"class": "figure", "scope": "col"}, "td": {"class": "figure"}}


def column(name: object, attrs: dict[str, dict[str, str]] = TEXT) -> django_tables2.Column:
    """A column of a field of the entry, under its heading."""
    return django_tables2.Column(verbose_name=name, attrs=attrs, default=MISSING)


class ExportTable(django_tables2.Table):
    """What both have. A page shows what `render_...` says, an Excel file what `value_...` says."""

    program = column(_("Programme"), NAME)
    version = column(_("Version"), NAME)
    made_by = column(_("Made by"))
    made_at = column(_("Made at"), MOMENT)
    figures_digest = column(_("Digest of the figures"))
    size = column(_("Size (bytes)"), FIGURE)
    # On screen they stand on the entry's own page; a file of the list is all that its reader has.
    compared_with = django_tables2.Column(
        verbose_name=_("Compared with"), accessor="base_words", visible=False
    )
    file_digest = django_tables2.Column(verbose_name=_("Digest of the file"), visible=False)

    class Meta:
        template_name = "variance_table.html"
        attrs = {"class": "report entries"}
        orderable = False

    caption: locale.Text = ""

    def excel_rows(self) -> Iterator[list[object]]:
        """The headings, then each row as an Excel file has it: what is not known is an empty cell."""
        for row in self.as_values():
            yield ["" if cell is None else cell for cell in row]

    def render_program(self, value: Model) -> str:
        return str(value)

    def render_version(self, value: Model) -> str:
        return str(value)

    def render_made_by(self, value: Model) -> str:
        return str(value)

    def render_made_at(self, value: datetime) -> str:
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"

    def value_made_at(self, value: datetime) -> datetime:
        return timezone.make_naive(value)

    def render_figures_digest(self, value: str) -> SafeString:
        return format_html('<span class="digest" title="{}">{}</span>', value, value[:SHORT_DIGEST])

    def value_figures_digest(self, value: str) -> str:
        return value

    def render_size(self, value: int) -> str:
        return with_separators(value)

    def value_size(self, value: int) -> int:
        return value


class SubmissionTable(ExportTable):
    """What was handed in: when, to whom, with the way to the file."""

    submitted_on = column(_("Handed in on"))
    recipient = column(_("Handed in to"))
    requested_by = column(_("Asked for by"))
    document_number = column(_("Document number"))
    open_count = column(_("Without a reason that holds"), FIGURE)
    # On screen it stands on the entry's own page, as it may be long.
    reason_open = django_tables2.Column(
        verbose_name=_("Why it was handed in all the same"), default="", visible=False
    )
    file = django_tables2.Column(verbose_name=_("File"), accessor="pk", attrs=TEXT, exclude_from_export=True)

    class Meta(ExportTable.Meta):
        sequence = (
            "submitted_on",
            "program",
            "version",
            "recipient",
            "requested_by",
            "document_number",
            "open_count",
            "made_by",
            "made_at",
            "figures_digest",
            "size",
            "file",
            "reason_open",
            "compared_with",
            "file_digest",
        )

    caption = _("Register of submissions")

    def render_submitted_on(self, record: WorkbookExport) -> SafeString:
        return entry_link(record, f"{record.submitted_on:%Y-%m-%d}")

    def value_submitted_on(self, record: WorkbookExport) -> object:
        return record.submitted_on

    def render_file(self, record: WorkbookExport) -> SafeString:
        return format_html(
            '<a href="{}" aria-label="{}">{}</a>',
            reverse("submission_file", args=[record.pk]),
            gettext("Download %(file)s") % {"file": record.file_name},
            gettext("Download"),
        )


class LookedAtTable(ExportTable):
    """What was made and not kept: which edition, by which door."""

    edition = column(_("Edition"))
    through = column(_("Made"))

    class Meta(ExportTable.Meta):
        sequence = (
            "made_at",
            "program",
            "version",
            "edition",
            "made_by",
            "through",
            "figures_digest",
            "size",
            "compared_with",
            "file_digest",
        )

    caption = _("Workbooks that were looked at")

    def render_made_at(self, value: datetime, record: WorkbookExport) -> SafeString:  # type: ignore[override]
        return entry_link(record, super().render_made_at(value))


def entry_link(record: WorkbookExport, words: str) -> SafeString:
    """Words that lead to the entry's own page."""
    return format_html('<a href="{}">{}</a>', reverse("submission_page", args=[record.pk]), words)
