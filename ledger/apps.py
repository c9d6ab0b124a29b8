from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class LedgerConfig(AppConfig):
    name = "ledger"
    verbose_name = _("Ledger")

    def ready(self) -> None:
        from ledger.roles import grant_roles
        from ledger.triggers import install_triggers

        post_migrate.connect(grant_roles, dispatch_uid="ledger.roles")
        post_migrate.connect(install_triggers, dispatch_uid="ledger.triggers")
