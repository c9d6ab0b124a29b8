"""Saved and shared views of the start page: a name for what stands behind the '?' of its address."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.db import DatabaseError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ledger.after_migrate.database_errors import sentence_of
from ledger.models import SavedView
from ledger.views.forms import SavedViewForm

PAGE = "/"
"""The page that views are saved of."""

KEPT = ("year", "q", "bureau", "division", "account", "group", "sort", "unit")
"""The parameters that make a view: what is shown and in which order, not which piece of it or as which file."""

LONGEST_VALUE, LONGEST_QUERY = 200, 10_000
"""Letters of one parameter and of a whole query that are looked at."""
MOST_VIEWS = 100
"""How many views a person may keep, and how many shared ones the page lists."""


def kept_query(asked: QueryDict) -> str:
    """The part of a query that a view keeps, always in one order; '' for the page as it opens by itself."""
    kept = QueryDict(mutable=True)
    for name in KEPT:
        value = asked.get(name, "").strip()
        if 0 < len(value) <= LONGEST_VALUE and "\0" not in value:
            kept[name] = value
    return kept.urlencode()


def views_context(request: HttpRequest) -> dict[str, Any]:
    """The reader's own views and those that others share, and what the page's address would be saved as."""
    views = SavedView.objects.filter(page=PAGE)
    own = views.filter(owner=request.user.pk)
    shared = views.filter(is_shared=True).exclude(owner=request.user.pk).select_related("owner")
    found = list(shared[: MOST_VIEWS + 1])
    return {
        "query": kept_query(request.GET),
        "own_views": list(own),
        "shared_views": found[:MOST_VIEWS],
        "has_more_shared": len(found) > MOST_VIEWS,
        "most_views": MOST_VIEWS,
    }


def posted_query(request: HttpRequest) -> str:
    """The query that the form of the page carries, as far as a view keeps it."""
    return kept_query(QueryDict(request.POST.get("query", "")[:LONGEST_QUERY]))


def redirect_to_start_page(query: str) -> HttpResponse:
    """The way back to the start page with a query."""
    address = reverse("programs_page")
    return HttpResponseRedirect(f"{address}?{query}" if query else address)


@require_http_methods(["GET", "HEAD", "POST"])
def saved_views(request: HttpRequest) -> HttpResponse:
    """A POST keeps the query of the start page under a name; then, and with a GET, back to that page."""
    if request.method != "POST":
        return redirect_to_start_page("")
    form = SavedViewForm(request.POST)
    # The query is read first: even a form that is refused leads back to what the reader saw.
    query = posted_query(request)
    if not form.is_valid():
        for error in (error for errors in form.errors.values() for error in errors):
            messages.error(request, str(error))
        return redirect_to_start_page(query)
    name = form.cleaned_data["name"]
    problem = save_view(cast(User, request.user), name, query, is_shared=form.cleaned_data["is_shared"])
    if problem:
        messages.error(request, problem)
    else:
        messages.success(request, _("The view “%(name)s” is saved.") % {"name": name})
    return redirect_to_start_page(query)


def save_view(owner: User, name: str, query: str, *, is_shared: bool) -> str | None:
    """Save a view; None, or a sentence that says why it was not saved."""
    own = SavedView.objects.filter(owner=owner, page=PAGE)
    if own.count() >= MOST_VIEWS:
        return _("You have %(count)s saved views, more are not kept: delete one first.") % {
            "count": MOST_VIEWS
        }
    if len(query) > (longest := SavedView._meta.get_field("query").max_length or 0):
        return _("These conditions are too long to be saved: %(count)s characters at most.") % {
            "count": longest
        }
    try:
        with transaction.atomic():
            SavedView.objects.create(owner=owner, page=PAGE, name=name, query=query, is_shared=is_shared)
    except DatabaseError as refused:
        if own.filter(name=name).exists():
            return _(
                "You have a view “%(name)s” already: save this one under another name, or delete that one first."
            ) % {"name": name}
        if text := sentence_of(refused):
            return text
        raise
    return None


@require_http_methods(["GET", "HEAD", "POST"])
def delete_view(request: HttpRequest, view: int) -> HttpResponse:
    """A POST of its owner deletes a view."""
    if request.method != "POST":
        return redirect_to_start_page("")
    found = SavedView.objects.filter(pk=view, owner=request.user.pk).first()
    if found is None:
        raise Http404(
            _(
                "You have no such view: it is deleted already, or somebody else's. Only who saved it deletes it."
            )
        )
    found.delete()
    messages.success(request, _("The view “%(name)s” is deleted.") % {"name": found.name})
    return redirect_to_start_page(posted_query(request))
