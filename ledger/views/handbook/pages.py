"""도움말: all chapters with their sections, and a chapter."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ledger.views.handbook.chapters import CHAPTERS, chapter, chapters
from ledger.views.request.rights import look_not_required


@look_not_required
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """The contents."""
    return render(request, "help.html", {"chapters": chapters(get_language() or "")})


@look_not_required
@require_safe
def chapter_page(request: HttpRequest, name: str) -> HttpResponse:
    """A chapter, with those before and after it."""
    if name not in CHAPTERS:
        text = _("The handbook has no chapter “%(name)s”. Choose one from its contents.")
        raise Http404(text % {"name": name[:80]})
    language, at = get_language() or "", CHAPTERS.index(name)
    context = {
        "chapter": chapter(name, language),
        "chapters": chapters(language),
        "before": chapter(CHAPTERS[at - 1], language) if at else None,
        "after": chapter(CHAPTERS[at + 1], language) if at + 1 < len(CHAPTERS) else None,
    }
    return render(request, "help_chapter.html", context)
