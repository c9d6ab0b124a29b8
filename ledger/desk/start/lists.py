"""The lists that the start page of data entry offers: what programmes share, and to whom all tables."""

from typing import Any, cast

from django.contrib import admin
from django.contrib.auth.models import User
from django.http import HttpRequest

from ledger.desk.workspace.lists import AREA_OF_KIND
from sites.record import Record

LEDGER = ("ledger", "sites")
"""The apps whose rows are the ledger's; the others have the accounts."""


def offered_lists(request: HttpRequest) -> dict[str, Any]:
    """The lists of the start page.

    `shared`: those of what belongs to no one programme, for who may enter it: programmes, sites, account subjects,
    versions. `accounts`: those of whoever manages accounts. `all`: all tables, for who looks after the whole ledger.
    What belongs to a programme's year is reached by its tabs (ledger/desk/workspace/); each list keeps its address.
    """
    apps = admin.site.get_app_list(request)
    of_ledger = [app for app in apps if app["app_label"] in LEDGER]
    models = [model for app in of_ledger for model in app["models"]]
    return {
        "shared": [model for model in models if is_shared(model["model"]) and model["perms"]["add"]],
        "accounts": [app for app in apps if app["app_label"] not in LEDGER],
        "all": of_ledger if looks_after_all(cast(User, request.user)) else [],
    }


def is_shared(model: type[Any]) -> bool:
    """Whether rows of a kind are entered in no part of a programme's year: the programme itself, a site, a subject.

    A new kind of row is offered here until it gets its place there.
    """
    return issubclass(model, Record) and model._meta.model_name not in AREA_OF_KIND


def looks_after_all(person: User) -> bool:
    """Whether somebody looks at every table: a superuser, and who sees the whole ledger and writes none of it.

    That is the auditor's right; no role is asked by its name, nor does another one come to the tables by accident: who
    enters, explains or confirms works in programmes, who only manages accounts sees nothing of the ledger.
    """
    if person.is_superuser:
        return True
    held = [name.split(".") for name in person.get_all_permissions()]
    of_ledger = [right for app, right in held if app in LEDGER]
    return "view_program" in of_ledger and all(right.startswith("view_") for right in of_ledger)
