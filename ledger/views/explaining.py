"""Writing down why: why a tie breaks (불일치 사유), why a budget changed (증감사유). One way for both."""

from collections.abc import Callable, Sequence
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from ledger.after_migrate.database_errors import sentence_of
from ledger.figures.facts import Facts
from ledger.models import Explanation, Program
from ledger.models.desk.charge import refuse_foreign
from ledger.views.forms import ExplanationForm

Typed = dict[str, Any]
"""What a form of an explanation holds once it is valid: field -> what was typed."""


def save_explanations(
    request: HttpRequest,
    facts: Facts,
    forms: Sequence[ExplanationForm],
    kind: str,
    is_as_shown: Callable[[Typed], bool],
) -> bool:
    """Save one explanation for each form, of figures that `stands` finds as the page showed them: all or none.

    False with the errors in the forms. Raises PermissionDenied for a reader who may not explain,
    or not in this programme.
    """
    if not request.user.has_perm("ledger.add_explanation"):
        raise PermissionDenied
    program = Program.objects.get(slug=facts.program.slug)
    refuse_foreign(request.user, [program])
    for form in forms:
        if form.is_valid() and not is_as_shown(form.cleaned_data):
            form.add_error(
                None,
                _("The figures have changed meanwhile: nothing was saved. Look at them again, then explain."),
            )
    if any(form.errors for form in forms):
        return False
    try:
        with transaction.atomic():
            for form in forms:
                Explanation.objects.create(
                    program=program,
                    kind=kind,
                    year=facts.year,
                    version_id=facts.version.id,
                    base_id=facts.base.id if facts.base else None,
                    author=cast(User, request.user),
                    **form.cleaned_data,
                )
    except DatabaseError as refused:
        if not (text := sentence_of(refused)):
            raise
        forms[0].add_error(None, text)
        return False
    messages.success(request, _("The explanation was saved."))
    return True
