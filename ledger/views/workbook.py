"""의회 제출 엑셀: the file to look at, the page that warns before the download, and the form that hands it in."""

from typing import cast
from urllib.parse import urlencode
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ledger.council import register
from ledger.council.sheets import CouncilFile, council_warnings
from ledger.figures.facts import Facts
from ledger.load import NotInLedger
from ledger.load.council import CouncilSource
from ledger.models import Edition, Program, Through, WorkbookExport
from ledger.models.desk.charge import refuse_foreign
from ledger.views.excel_file import excel_file
from ledger.views.forms import SubmissionForm
from ledger.views.page import page_context, tie_outs_address
from ledger.views.request.asked import asked_choice, asked_source, not_found_error
from ledger.views.request.rights import rights, rights_in


@require_safe
def workbook_file(request: HttpRequest, slug: str) -> HttpResponse:
    """The workbook to look at; recorded without its bytes. The internal edition is for who may see explanations."""
    edition = asked_choice(request, "edition", tuple(Edition.values)) or Edition.SUBMISSION
    if edition == Edition.INTERNAL and not rights(request, "view_explanation"):
        raise PermissionDenied
    try:
        source = asked_source(request, slug, with_changes=edition == Edition.INTERNAL)
    except NotInLedger as missing:
        raise not_found_error(missing) from missing
    made = register.council_workbook(source, edition)
    # The register has what was looked at of the ledger as it is; a page of the past writes nothing.
    if request.method != "HEAD" and not hasattr(request, "moment"):
        entry_of(request, source, made, edition).save()
    return excel_file(made.content, register.workbook_file_name(source.facts, edition))


@require_http_methods(["GET", "HEAD", "POST"])
def workbook_page(request: HttpRequest, slug: str) -> HttpResponse:
    """What the workbook would say, and what is to be known of it; a POST hands it in and keeps its very bytes."""
    try:
        source = asked_source(request, slug)
    except NotInLedger as missing:
        raise not_found_error(missing) from missing
    granted = rights_in(request, slug, "add_workbookexport", "view_explanation", "view_workbookexport")
    made = register.council_workbook(source, Edition.SUBMISSION)
    # In the reader's language; those in the file are in the council's.
    warnings = council_warnings(source)
    form = SubmissionForm(
        has_warnings=bool(warnings),
        open_count=made.open_count,
        initial={"submitted_on": timezone.localdate()},
        label_suffix="",
    )
    if request.method == "POST":
        refuse_foreign(request.user, Program.objects.filter(slug=slug))
        if "add_workbookexport" not in granted:
            raise PermissionDenied
        form = SubmissionForm(
            request.POST,
            instance=entry_of(request, source, made, Edition.SUBMISSION),
            has_warnings=bool(warnings),
            open_count=made.open_count,
            label_suffix="",
        )
        submission = hand_in(form, made)
        if submission is not None:
            messages.success(request, _("The workbook is in the register of submissions, as it was made."))
            return HttpResponseRedirect(reverse("submission_page", args=[submission.pk]))
    context = page_context(request, source.facts, "workbook")
    context.update(
        title=_("Workbook for the council"),
        warnings=warnings,
        digest=made.digest,
        file_digest=register.digest_of(made.content),
        file_name=register.workbook_file_name(source.facts, Edition.SUBMISSION),
        token=uuid4(),
        form=form,
        may_hand_in="add_workbookexport" in granted,
        may_see_register="view_workbookexport" in granted,
        earlier=last_submission(source.facts) if "add_workbookexport" in granted else None,
        tie_outs=tie_outs_address(source.facts),
        changes=changes_address(source.facts),
        submission_file=file_address(source.facts, Edition.SUBMISSION),
        internal_file=file_address(source.facts, Edition.INTERNAL) if "view_explanation" in granted else "",
    )
    return render(request, "workbook.html", context, status=409 if form.is_bound else 200)


def entry_of(request: HttpRequest, source: CouncilSource, made: CouncilFile, edition: str) -> WorkbookExport:
    """The entry of a workbook that the reader made on the page, not saved yet."""
    return register.register_entry(
        source, made, edition, made_by=cast(User, request.user), through=Through.PAGE
    )


def file_address(facts: Facts, edition: str) -> str:
    """The address of the file of an edition, for the version and the base that the page shows."""
    query = {**version_and_base(facts), "edition": edition}
    return f"{reverse('workbook_file', args=[facts.program.slug])}?{urlencode(query)}"


def changes_address(facts: Facts) -> str:
    """The address of the changes between the two that still need an explanation."""
    query = {**version_and_base(facts), "only": "open"}
    return f"{reverse('variance_page', args=[facts.program.slug])}?{urlencode(query)}"


def version_and_base(facts: Facts) -> dict[str, str]:
    """The parameters of an address under which a page shows this version and this base."""
    query = {"version": facts.version.key}
    if facts.base is not None and not facts.base_is_default:
        query["base"] = facts.base.key
    return query


def last_submission(facts: Facts) -> WorkbookExport | None:
    """What was last handed in of this version, so that nobody hands it in twice without knowing; None for nothing."""
    entries = WorkbookExport.objects.kept().described()
    found: WorkbookExport | None = entries.filter(
        program__slug=facts.program.slug, version=facts.version.id
    ).first()
    return found


def hand_in(form: SubmissionForm, made: CouncilFile) -> WorkbookExport | None:
    """The submission that the form makes, or made when it was sent before; None with the form's errors."""
    if not form.is_valid():
        return None
    submission: WorkbookExport = form.instance
    submission.content, submission.token = made.content, form.cleaned_data["token"]
    earlier = sent_before(submission)
    if earlier is None:
        if form.cleaned_data["file_digest"] != submission.file_digest:
            refuse(
                form,
                _(
                    "What the workbook says has changed since this page was opened: nothing was saved."
                    " Look at it again, then hand it in."
                ),
            )
            return None
        try:
            with transaction.atomic():
                submission.save()
            return submission
        except IntegrityError:
            # The second of two clicks: the first was written meanwhile.
            earlier = sent_before(submission)
            if earlier is None:
                raise
    if is_same_submission(earlier, submission, form):
        return earlier
    refuse(
        form,
        _(
            "This form has handed in a workbook already, with other words: nothing more was saved."
            " If it goes to somebody else too, send it again."
        ),
    )
    return None


def sent_before(submission: WorkbookExport) -> WorkbookExport | None:
    """What the same form has handed in already; None for nothing."""
    found: WorkbookExport | None = WorkbookExport.objects.described().filter(token=submission.token).first()
    return found


def is_same_submission(earlier: WorkbookExport, submission: WorkbookExport, form: SubmissionForm) -> bool:
    """Whether the same person sent the same words from the same page."""
    same = {name: getattr(submission, name) for name in ("made_by_id", "program_id", "version_id")}
    same |= form.typed()
    return all(getattr(earlier, name) == given for name, given in same.items())


def refuse(form: SubmissionForm, sentence: str) -> None:
    """Put a sentence on the form, keep what was typed, and let the warnings be read again."""
    form.add_error(None, sentence)
    form.data = {name: text for name, text in form.data.items() if name != "has_read_warnings"}
