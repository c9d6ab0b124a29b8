"""`manage.py open_version --program SLUG --from KEY --year YEAR --kind KIND`: open a year or a version from another."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import translation
from django.utils.translation import gettext as _

from ledger.after_migrate.database_errors import sentence_of
from ledger.load import NotInLedger
from ledger.management.asked import missing_error
from ledger.models import Program, VersionKind
from ledger.opening import Opening, OpeningRefused, Target, propose, propose_all, save_all
from ledger.words.formats import with_separators


class Command(BaseCommand):
    help = (
        "Open a year or a version of a programme, or of all programmes of a division, from one that it has."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        who = parser.add_mutually_exclusive_group(required=True)
        who.add_argument("--program", metavar="SLUG")
        who.add_argument("--division", metavar="NAME", help="all its programmes, together or not at all")
        parser.add_argument(
            "--from", dest="source", metavar="KEY", required=True, help="such as 2021-original"
        )
        parser.add_argument("--year", type=int, required=True, help="the fiscal year to open")
        parser.add_argument("--kind", choices=VersionKind.values, default=VersionKind.PROPOSAL.value)
        parser.add_argument("--sequence", type=int, default=1, help="the 2 of a second supplementary budget")
        parser.add_argument("--without-document", action="store_true", help="only allocations and line items")
        parser.add_argument("--dry-run", action="store_true", help="say what would be made and make nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(settings.LANGUAGE_CODE):
            openings = proposed(options)
            for opening in openings:
                self.stdout.write(summary(opening))
                for blank in opening.blanks:
                    self.stdout.write("  " + _("blank: %(what)s") % {"what": blank})
            if options["dry_run"]:
                self.stdout.write(_("Nothing was made (--dry-run)."))
            else:
                try:
                    save_all(openings)
                except DatabaseError as error:
                    if sentence := sentence_of(error):
                        raise CommandError(sentence) from error
                    raise


def proposed(options: dict[str, Any]) -> list[Opening]:
    """What the options ask for. Raises CommandError where it cannot be made."""
    target = Target(
        options["year"], options["kind"], options["sequence"], with_document=not options["without_document"]
    )
    try:
        if options["program"]:
            return [propose(options["program"], options["source"], target)]
        slugs = Program.objects.filter(division=options["division"]).values_list("slug", flat=True)
        found = propose_all(slugs, options["source"], target)
    except OpeningRefused as refused:
        raise CommandError(str(refused)) from refused
    except ValidationError as invalid:
        raise CommandError(" ".join(invalid.messages)) from invalid
    except NotInLedger as missing:
        raise missing_error(missing, options["program"] or "") from missing
    if not found:
        text = _("No programme of “%(division)s” has anything in %(source)s.")
        raise CommandError(text % {"division": options["division"], "source": options["source"]})
    return found


def summary(opening: Opening) -> str:
    """'스마트앵커 운영 → 2022년 예산안: 통계목 7, 항목 8, 7,224,187,000원, 설명서 1'."""
    amount = opening.amount
    return _(
        "%(program)s → %(version)s: subjects %(subjects)s, line items %(lines)s, %(amount)s won, carried %(carried)s,"
        " document %(document)s"
    ) % {
        "program": opening.program,
        "version": opening.version,
        "subjects": len(opening.allocations),
        "lines": len(opening.lines),
        "amount": "–" if amount is None else with_separators(amount),
        "carried": opening.carried,
        "document": int(opening.edition is not None),
    }
