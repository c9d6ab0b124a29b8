"""Who may do what: five groups, made after every migrate.

finance edits the ledger and the sites; approver and manager look and explain; auditor looks; admin manages the users.
finance and approver hand workbooks in; what was handed in is seen by every role.
"""

from typing import Any

from django.apps import AppConfig, apps

EDIT = ("view", "add", "change", "delete")
LOOK = ("view",)

ROLES: dict[str, dict[str, tuple[str, ...]]] = {
    "finance": {"ledger": EDIT, "sites": EDIT},
    "approver": {"ledger": LOOK, "sites": LOOK},
    "manager": {"ledger": LOOK, "sites": LOOK},
    "auditor": {"ledger": LOOK, "sites": LOOK},
    "admin": {"auth": EDIT, "ledger": ()},
}
"""Role -> app -> the actions that it may take on the rows of that app."""

APPEND_ONLY: dict[str, tuple[str, ...]] = {
    "explanation": ("finance", "approver", "manager"),
    "workbookexport": ("finance", "approver"),
}
"""Rows that are never edited or deleted, by nobody -> the roles that may add one."""

SEEN_BY_ALL = ("view_workbookexport",)
"""What every role may see, whatever else it may do."""

MADE_BY_PAGES = "exportjob"
"""Rows that pages make for their owner: they are no data entry, of no role."""


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
        permissions = Permission.objects.using(using).filter(content_type__app_label__in=rights)
        group.permissions.set(
            [
                permission
                for permission in permissions.select_related("content_type")
                if allows(role, permission.codename, rights[permission.content_type.app_label])
            ]
        )


def allows(role: str, codename: str, actions: tuple[str, ...]) -> bool:
    """Whether a role has a permission such as 'change_program'."""
    action, _underscore, model = codename.partition("_")
    if codename in SEEN_BY_ALL:
        return True
    if model in APPEND_ONLY and action != "view":
        return action == "add" and role in APPEND_ONLY[model]
    return action in actions and model != MADE_BY_PAGES
