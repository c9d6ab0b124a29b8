"""What a reader may do: whether to look at all, and what beyond."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from django.contrib.auth.models import Permission, User
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from ledger.models import Program
from ledger.models.desk.charge import charges_in_ledger, charges_of, editable, keep_charges

RIGHTS_KEY = "rights_in_the_ledger"
"""Where a request keeps what was read."""


def rights(request: HttpRequest, *codenames: str) -> set[str]:
    """Which of some permissions of the ledger a reader has, by a role or of his own.

    One query a request, where has_perm() takes two: pages that show a button have few to spare. It says as well whether
    divisions narrow the reader down, which most are not. On a page of the ledger
    as it was (moment.py) nobody may do more than look.
    """
    if hasattr(request, "moment"):
        codenames = tuple(name for name in codenames if name.startswith("view_"))
    user = cast(User, request.user)
    if user.is_superuser and user.is_active:
        return set(codenames)
    if not user.is_active:
        return set()
    known = vars(request)
    if RIGHTS_KEY not in known:
        granted = Permission.objects.filter(
            Q(group__user=user) | Q(user=user), content_type__app_label__in=("auth", "ledger")
        )
        rows = list(
            granted.annotate(narrowed=Exists(charges_in_ledger(user))).values_list("codename", "narrowed")
        )
        known[RIGHTS_KEY] = frozenset(codename for codename, _narrowed in rows)
        if rows and not any(narrowed for _codename, narrowed in rows):
            keep_charges(user, ())
    held_by_reader: frozenset[str] = known[RIGHTS_KEY]
    return {*codenames} & held_by_reader


def rights_in(request: HttpRequest, slug: str, *codenames: str) -> set[str]:
    """Which of some permissions a reader has in a programme: to write takes being in charge of it."""
    granted = rights(request, *codenames)
    writing = {name for name in granted if not name.startswith("view_")}
    if writing and charges_of(request.user):
        own = Program.objects.filter(editable(request.user), slug=slug)
        return granted if own.exists() else granted - writing
    return granted


View = TypeVar("View", bound=Callable[..., HttpResponse])


def look_not_required(view: View) -> View:
    """Mark a view that answers whoever is signed in: it shows each what he may see."""
    view.look_required = False  # type: ignore[attr-defined]
    return view


def look_required(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Show the ledger to whoever has an account, but not to those who only manage accounts.

    Asked of every view of this package that needs a login, unless it is marked; data entry asks by kind of row.
    `request.may_look` says it to the pages, which lead nobody to what he does not get.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        request.may_look = SimpleLazyObject(lambda: may_look(request))  # type: ignore[attr-defined]
        return get_response(request)

    middleware.process_view = refuse_who_does_not_look  # type: ignore[attr-defined]
    return middleware


def may_look(request: HttpRequest) -> bool:
    """Whether the reader does more than manage accounts."""
    return request.user.is_authenticated and rights(request, "view_program", "view_user") != {"view_user"}


def refuse_who_does_not_look(request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
    """Raise PermissionDenied; the start page, where signing in leads, leads on to data entry."""
    is_of_ledger = view.__module__.startswith("ledger.views.")
    needs_look = getattr(view, "login_required", True) and getattr(view, "look_required", True)
    if not is_of_ledger or not needs_look or may_look(request):
        return None
    if cast(User, request.user).is_staff and request.get_full_path() == reverse("programs_page"):
        return HttpResponseRedirect(reverse("admin:index"))
    raise PermissionDenied
