"""The unit in which a reader wants to see amounts, kept in a cookie."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from ledger.figures.money import UNITS
from ledger.views.request.asked import UNIT_COOKIE


@require_POST
def set_unit(request: HttpRequest) -> HttpResponse:
    """Keep the unit and go back; anything but a known unit brings back each report's own."""
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        target = "/"
    response = HttpResponseRedirect(target)
    unit = request.POST.get("unit", "")
    if unit in UNITS:
        response.set_cookie(UNIT_COOKIE, unit, max_age=365 * 86_400, httponly=True, samesite="Lax")
    else:
        response.delete_cookie(UNIT_COOKIE, samesite="Lax")
    return response
