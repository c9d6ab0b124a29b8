"""The ledger as an app of Django: what is registered and installed when it starts."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate, pre_save
from django.utils.translation import gettext_lazy as _


class LedgerConfig(AppConfig):
    name = "ledger"
    verbose_name = _("Ledger")

    def ready(self) -> None:
        from ledger import desk  # noqa: F401  registers data entry with the admin
        from ledger.after_migrate.roles import grant_roles
        from ledger.after_migrate.triggers import install_triggers, make_way
        from ledger.models import Document, VersionTransition
        from ledger.opening.keeping import keep_decided, keep_earlier

        pre_save.connect(keep_earlier, sender=Document, dispatch_uid="ledger.opening.keep_earlier")
        pre_save.connect(keep_decided, sender=VersionTransition, dispatch_uid="ledger.opening.keep_decided")
        pre_migrate.connect(make_way, dispatch_uid="ledger.after_migrate.make_way")
        post_migrate.connect(grant_roles, dispatch_uid="ledger.after_migrate.roles")
        post_migrate.connect(install_triggers, dispatch_uid="ledger.after_migrate.triggers")
