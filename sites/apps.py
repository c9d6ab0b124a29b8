"""The sites as an app of Django."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.translation import gettext_lazy as _


class SitesConfig(AppConfig):
    """The sites. `django.contrib.sites` must never be installed beside it: its label clashes."""

    name = "sites"
    verbose_name = _("Sites")

    def ready(self) -> None:
        from sites.said import tell_each

        connection_created.connect(tell_each, dispatch_uid="sites.said.tell_each")
