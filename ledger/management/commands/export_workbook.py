"""`manage.py export_workbook --program SLUG --year YEAR --output FILE`: the council's workbook as a file.

The same bytes as the page gives, recorded in the register as looked at.
"""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from ledger.council import register
from ledger.load import NotInLedger
from ledger.load.council import CouncilSource, read_source
from ledger.management.asked import missing_error
from ledger.models import Edition, Through


class Command(BaseCommand):
    help = "Write the council's workbook of a programme, the submission edition unless told otherwise."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """`--version` is a budget version here, not Django's."""
        return super().create_parser(prog_name, subcommand, conflict_handler="resolve", **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--program", metavar="SLUG", required=True)
        parser.add_argument("--year", type=int, help="the latest with a budget unless told otherwise")
        parser.add_argument("--version", metavar="KEY", help="such as 2021-original")
        parser.add_argument("--base", metavar="KEY", help="such as 2020-original, 2020-available")
        parser.add_argument("--edition", choices=Edition.values, default=Edition.SUBMISSION.value)
        parser.add_argument("--output", metavar="FILE", required=True, type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(settings.LANGUAGE_CODE):
            self.export(source_of(options), options["edition"], Path(options["output"]))

    def export(self, source: CouncilSource, edition: str, output: Path) -> None:
        """Write the file and its record, both or neither; say what it is and what is to be known of it."""
        made = register.council_workbook(source, edition)
        with transaction.atomic():
            register.register_entry(source, made, edition, made_by=None, through=Through.COMMAND).save()
            write_whole(output, made.content)
        self.stdout.write(str(output))
        self.stdout.write(_("Digest of the figures: %(digest)s") % {"digest": made.digest})
        for sentence in made.warnings:
            self.stdout.write(_("Warning: %(sentence)s") % {"sentence": sentence})


def source_of(options: dict[str, Any]) -> CouncilSource:
    """What the options ask for. Raises CommandError for what the ledger does not hold."""
    try:
        return read_source(
            options["program"],
            options["version"],
            options["base"],
            year=options["year"],
            with_changes=options["edition"] == Edition.INTERNAL,
        )
    except NotInLedger as missing:
        raise missing_error(missing, options["program"]) from missing


def write_whole(output: Path, content: bytes) -> None:
    """Write a file that is there whole or not at all. Raises CommandError where it cannot be written."""
    draft = output.with_name(f".{output.name}.{os.getpid()}")
    try:
        try:
            draft.write_bytes(content)
            draft.replace(output)
        finally:
            draft.unlink(missing_ok=True)
    except (OSError, ValueError) as error:
        raise CommandError(
            _("%(file)s cannot be written (%(reason)s): name a file in a folder that you may write to.")
            % {"file": output, "reason": getattr(error, "strerror", None) or error}
        ) from error
