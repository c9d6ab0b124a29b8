"""`manage.py run_export JOB`: make the file of an export. The pages start it; by hand it starts a failed one again."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from ledger.exports import jobs
from ledger.models import ExportJob


class Command(BaseCommand):
    help = "Make the file of an export that waits, failed or whose process died."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("job", type=int, help="the number of the export, as in its address")

    def handle(self, *args: Any, **options: Any) -> None:
        number = options["job"]
        try:
            job = jobs.run(number)
        except ExportJob.DoesNotExist as missing:
            raise CommandError(_("There is no export %(number)s.") % {"number": number}) from missing
        except jobs.NotRunnable as refusal:
            raise CommandError(str(refusal)) from refusal
        except jobs.Superseded as other:
            raise CommandError(
                _("Another process has taken export %(number)s over: nothing was written.")
                % {"number": number}
            ) from other
        self.stdout.write(
            _("%(name)s: %(count)s rows") % {"name": job.file_name, "count": f"{job.row_count:,}"}
        )
