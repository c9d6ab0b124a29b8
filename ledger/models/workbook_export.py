"""제출 대장: every council workbook that was made, and the very bytes of those that were handed in."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from ledger.models.append_only import AppendOnly, AppendOnlyQuerySet
from ledger.models.program import Program
from ledger.models.version import BudgetVersion
from sites.fields import DayField, FewLines, ShortText, one_of
from sites.rights import Rights

__all__ = ["Edition", "Through", "WorkbookExport"]

DIGEST_LENGTH = 64
"""A SHA-256 in hexadecimal digits."""


class Edition(models.TextChoices):
    SUBMISSION = "submission", _("submission edition")
    INTERNAL = "internal", _("internal edition")


class Through(models.TextChoices):
    """By which door a workbook was made."""

    PAGE = "page", _("on the page")
    COMMAND = "command", _("on the command line")


def open_sentence(count: int) -> str:
    """That so many breaks and changes have no reason, and what is to be written then."""
    return ngettext(
        "%(count)s break or change has no reason that holds: write it first, or write why the workbook is handed"
        " in all the same.",
        "%(count)s breaks and changes have no reason that holds: write them first, or write why the workbook is"
        " handed in all the same.",
        count,
    ) % {"count": count}


class NeedsReason(ValidationError):
    """A submission leaves something open and does not say why it is handed in all the same."""


class WorkbookExportQuerySet(AppendOnlyQuerySet):
    def bulk_create(self, objs: Iterable["WorkbookExport"], *args: Any, **kwargs: Any) -> Any:
        objs = list(objs)
        for one in objs:
            one.refuse_without_reason()
        return super().bulk_create(objs, *args, **kwargs)

    def kept(self) -> "WorkbookExportQuerySet":
        """The submissions: those whose bytes are kept."""
        return self.filter(content__isnull=False)

    def looked_at(self) -> "WorkbookExportQuerySet":
        """Those that were made to be looked at, without bytes."""
        return self.filter(content__isnull=True)

    def described(self) -> "WorkbookExportQuerySet":
        """With all that a page says of them, and without their bytes."""
        return self.select_related("program", "version", "base", "made_by").defer("content")


class WorkbookExport(AppendOnly):
    """A council workbook as it was made: of what, by whom, when, with which figures.

    `figures_digest` is the SHA-256 of the figures, which the file prints too; `file_digest` that of the bytes;
    `size` counts bytes. A submission keeps its bytes in `content` and says whom it went to and when; `token` names
    the form that it was sent with, so that a second click makes no second entry. `made_by` is null on the command
    line. With `is_against_available` the base is last year's 예산현액, which is no version, and `base` is null.

    `open_count` is how many breaks and changes had no reason that holds when it was made (null: nobody counted, of
    entries older than the count); a submission that leaves any says in `reason_open` why it is handed in all the same.
    """

    WRITTEN_AT = "made_at"
    REFUSAL = _("The register of submissions is never edited or deleted: it is evidence.")
    RIGHTS = Rights(view="look", add="hand in")

    program = models.ForeignKey(
        Program, models.PROTECT, verbose_name=_("programme"), related_name="workbook_exports"
    )
    version = models.ForeignKey(
        BudgetVersion, models.PROTECT, verbose_name=_("budget version"), related_name="workbook_exports"
    )
    base = models.ForeignKey(
        BudgetVersion,
        models.PROTECT,
        verbose_name=_("compared with"),
        null=True,
        blank=True,
        related_name="workbook_exports_as_base",
    )
    is_against_available = models.BooleanField(_("against last year's current budget"), default=False)
    edition = models.CharField(_("edition"), max_length=10, choices=Edition)
    through = models.CharField(_("made"), max_length=10, choices=Through)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("made by"),
        null=True,
        blank=True,
        related_name="workbook_exports",
    )
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    figures_digest = ShortText(_("digest of the figures"), max_length=DIGEST_LENGTH)
    file_digest = ShortText(_("digest of the file"), max_length=DIGEST_LENGTH)
    size = models.PositiveIntegerField(_("size (bytes)"))
    layout = ShortText(_("layout"), max_length=40)
    file_name = ShortText(_("file name"), max_length=300)
    content = models.BinaryField(_("kept bytes"), null=True)
    recipient = ShortText(_("handed in to"), max_length=200, blank=True)
    requested_by = ShortText(_("asked for by"), max_length=200, blank=True)
    document_number = ShortText(_("document number"), max_length=100, blank=True)
    submitted_on = DayField(_("handed in on"), null=True, blank=True)
    open_count = models.PositiveIntegerField(
        _("breaks and changes without a reason that holds"), null=True, blank=True
    )
    reason_open = FewLines(_("why it is handed in all the same"), max_length=1000, blank=True)
    token = models.UUIDField(_("token of the form"), null=True, unique=True, editable=False)

    objects: ClassVar = WorkbookExportQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of the register of submissions")
        verbose_name_plural = _("register of submissions")
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["program", "version"], name="ledger_workbookexport_of")]
        constraints = [
            one_of("edition", Edition),
            one_of("through", Through),
            models.CheckConstraint(
                condition=models.Q(content__isnull=True) | models.Q(edition=Edition.SUBMISSION),
                name="ledger_workbookexport_internal_is_never_kept",
                violation_error_message=_("Only a submission keeps its bytes."),
            ),
            models.CheckConstraint(
                condition=(
                    models.Q(content__isnull=True, recipient="", submitted_on__isnull=True)
                    | models.Q(content__isnull=False, submitted_on__isnull=False) & ~models.Q(recipient="")
                ),
                name="ledger_workbookexport_kept_names_its_recipient",
                violation_error_message=_("A submission names whom it went to and when; nothing else does."),
            ),
            models.CheckConstraint(
                condition=(
                    models.Q(content__isnull=True, reason_open="")
                    | models.Q(content__isnull=False, open_count__isnull=True)
                    | models.Q(content__isnull=False, open_count=0)
                    | models.Q(content__isnull=False) & ~models.Q(reason_open="")
                ),
                name="ledger_workbookexport_open_gives_its_reason",
                violation_error_message=_(
                    "A submission that leaves something open says why it is handed in."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.refuse_without_reason()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        self.reason_open = self.reason_open.strip()

    def refuse_without_reason(self) -> None:
        """Raise NeedsReason where a submission leaves something open without a word, by whatever door it comes.

        It must say how much is open: what nobody counted is not taken for nothing.
        """
        if self.content is None or not self._state.adding:
            return
        if self.open_count is None:
            raise NeedsReason(
                gettext("A submission must say how many breaks and changes are without a reason.")
            )
        if self.open_count and not self.reason_open.strip():
            raise NeedsReason(open_sentence(self.open_count))

    @property
    def is_kept(self) -> bool:
        """Whether the bytes are here; a submission names its day, so this needs none of them."""
        return self.submitted_on is not None

    @property
    def base_words(self) -> str:
        """'2020년 본예산', '2020년 예산현액(이월 포함)'; '' without a base."""
        if self.is_against_available:
            return gettext("%(year)s current budget (with carry-over)") % {
                "year": self.version.fiscal_year - 1
            }
        return str(self.base or "")
