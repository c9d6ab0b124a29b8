"""Who may do what: five groups, made after every migrate.

finance edits the ledger and the sites; approver, manager and auditor look; admin manages the users.
"""

from typing import Any

from django.apps import AppConfig, apps
from django.utils.translation import gettext_lazy as _

EDIT = ("view", "add", "change", "delete")
LOOK = ("view",)

ROLES: dict[str, dict[str, tuple[str, ...]]] = {
    "finance": {"ledger": EDIT, "sites": EDIT},
    "approver": {"ledger": LOOK, "sites": LOOK},
    "manager": {"ledger": LOOK, "sites": LOOK},
    "auditor": {"ledger": LOOK, "sites": LOOK},
    "admin": {"auth": EDIT},
}
"""Role -> app -> the actions that it may take on the rows of that app."""

ROLE_LABELS = {
    "finance": _("Finance officer"),
    "approver": _("Approver"),
    "manager": _("Manager"),
    "auditor": _("Auditor"),
    "admin": _("System administrator"),
}


def grant_roles(sender: AppConfig, **kwargs: Any) -> None:
    """Give each role's group exactly the permissions of ROLES (post_migrate, once all apps are there)."""
    if sender.name != "ledger" or not apps.is_installed("django.contrib.auth"):
        return
    from django.contrib.auth.management import create_permissions
    from django.contrib.auth.models import Group, Permission

    using = kwargs["using"]
    for app in {app for rights in ROLES.values() for app in rights}:
        create_permissions(apps.get_app_config(app), verbosity=0, using=using)
    for role, rights in ROLES.items():
        group, _created = Group.objects.using(using).get_or_create(name=role)
        group.permissions.set(
            [
                permission
                for permission in Permission.objects.using(using)
                .filter(content_type__app_label__in=rights)
                .select_related("content_type")
                if permission.codename.startswith(rights[permission.content_type.app_label])
            ]
        )
