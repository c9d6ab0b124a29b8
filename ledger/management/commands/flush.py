"""`manage.py flush`: Django's own, which empties every table; also on SQLite, where it deletes row by row.

There the triggers that keep what is written once would refuse it. PostgreSQL truncates, which asks no trigger.
"""

from typing import Any

from django.apps import apps
from django.core.management.commands import flush

from ledger.after_migrate.triggers import install_triggers, remove_triggers


class Command(flush.Command):
    def handle(self, **options: Any) -> None:
        using = options["database"]
        remove_triggers(using)
        try:
            super().handle(**options)
        finally:
            install_triggers(apps.get_app_config("ledger"), using=using)
