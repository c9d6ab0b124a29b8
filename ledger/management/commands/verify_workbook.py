"""`manage.py verify_workbook FILE`: does a workbook prove itself? Exit 0 where everything agrees, else 1.

It needs no database and no spreadsheet program: an auditor can run it on any file that was handed in.
"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ledger.proof.digest import DIGEST_LABEL, DIGEST_SHEET, canonical
from ledger.proof.formula import Failure, Scalar
from ledger.proof.read import MOST_BYTES, MOST_ENTRIES, CannotRead
from ledger.proof.verify import CellFinding, Verification, verify

LONGEST_SHOWN = 120
"""Letters of a formula or a text on one line."""

REFUSALS = {
    "missing": gettext_lazy("There is no such file. Check its name and folder."),
    "folder": gettext_lazy("This is a folder. Name the .xlsx file in it."),
    "forbidden": gettext_lazy("The file cannot be opened. Check that you may read it."),
    "empty": gettext_lazy("The file is empty. Download it again or ask for it again."),
    "no_workbook": gettext_lazy("This is no Excel workbook. Name an .xlsx file."),
    "old": gettext_lazy("This is an old Excel file (.xls). Open it, save it as .xlsx and verify that."),
    "encrypted": gettext_lazy(
        "The workbook is encrypted. Open it with its password, save it without one and verify that."
    ),
    "cut": gettext_lazy("The file is incomplete or no workbook. Download it again or ask for it again."),
    "damaged": gettext_lazy("The workbook is damaged. Download it again or ask for it again."),
    "large": gettext_lazy(
        "The file is too large to verify: it unpacks to more than %(entries)s parts, %(megabytes)s MB or about"
        " a million cells. Name a workbook of figures."
    ),
}
"""What to do about a file that is not read."""

VERDICTS = {
    "agrees": gettext_lazy("agrees"),
    "differs": gettext_lazy("differs"),
    "unstored": gettext_lazy("no result stored"),
    "error": gettext_lazy("error"),
    "untold": gettext_lazy("cannot be evaluated"),
}
"""What is to be said of a formula cell -> its words."""

WORDS_LINES = {
    "agrees": gettext_lazy("The digest of texts and formulas agrees."),
    "differs": gettext_lazy(
        "The digest of texts and formulas differs: a text, a formula or a sheet is another than in the file"
        " that was made."
    ),
}
"""What is to be said of the digest of the words -> the sentence."""

REASONS = {
    "function": gettext_lazy("unknown function %(detail)s"),
    "name": gettext_lazy("unknown name %(detail)s"),
    "syntax": gettext_lazy("cannot be read from here on: %(detail)s"),
    "arguments": gettext_lazy("arguments that do not fit the function %(detail)s"),
    "range": gettext_lazy("a range where one cell is expected"),
    "power": gettext_lazy("an exponent that is no whole number"),
    "precision": gettext_lazy("a number that is too long to be exact"),
    "nested": gettext_lazy("too many parentheses inside each other"),
    "long": gettext_lazy("a formula that is too long"),
    "circle": gettext_lazy("a formula that refers to itself"),
    "steps": gettext_lazy("too much to compute"),
}
"""Why the evaluator cannot tell what a formula gives."""


class Command(BaseCommand):
    help = "Verify the formulas, stored results and digest of a workbook; exit 1 where something disagrees."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="an .xlsx file; -v 2 lists every formula cell")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(settings.LANGUAGE_CODE):
            verification = self.verification(options["file"])
            self.write(verification, in_full=options["verbosity"] > 1)
        if not verification.agrees:
            raise SystemExit(1)

    def verification(self, file: str) -> Verification:
        """The verification of a file. Raises CommandError where it is none that we read."""
        try:
            return verify(Path(file))
        except CannotRead as refused:
            sizes = {"entries": f"{MOST_ENTRIES:,}", "megabytes": MOST_BYTES // 1_000_000}
            raise CommandError(f"{one_line(file)}: {REFUSALS[refused.reason] % sizes}") from refused

    def write(self, verification: Verification, *, in_full: bool) -> None:
        """What disagrees (in full: every formula cell), then the counts, then the digest."""
        for finding in verification.findings if in_full else verification.disagreements:
            self.stdout.write(finding_line(finding))
        counts = {
            "cells": f"{verification.cells:,}",
            "formulas": f"{len(verification.findings):,}",
            "disagreements": f"{len(verification.disagreements):,}",
        }
        self.stdout.write(
            _("Cells: %(cells)s. Formulas: %(formulas)s. Of these disagree: %(disagreements)s.") % counts
        )
        self.stdout.write(digest_line(verification))
        if verification.words_verdict != "unprinted":
            self.stdout.write(str(WORDS_LINES[verification.words_verdict]))


def finding_line(finding: CellFinding) -> str:
    """Cell, formula, stored and evaluated result, and what is to be said of them, on one line."""
    return _("%(cell)s %(formula)s: stored %(stored)s, evaluated %(evaluated)s – %(verdict)s") % {
        "cell": one_line(f"{finding.sheet}!{finding.coordinate}"),
        "formula": one_line(finding.formula),
        "stored": result_text(finding.stored),
        "evaluated": result_text(finding.evaluated),
        "verdict": VERDICTS[finding.verdict],
    }


def digest_line(verification: Verification) -> str:
    """What is to be said of the digest of the figures, on one line."""
    words = {
        "agrees": _("The digest of the figures agrees: %(digest)s"),
        "differs": _("The digest of the figures differs: printed %(printed)s, recomputed %(digest)s"),
        "no_sheet": _("No digest is printed: there is no sheet “%(sheet)s”. Recomputed: %(digest)s"),
        "no_label": _(
            "No digest is printed beside “%(label)s” on the sheet “%(sheet)s”. Recomputed: %(digest)s"
        ),
    }[verification.digest_verdict]
    return words % {
        "digest": verification.digest,
        "printed": verification.printed_digest,
        "sheet": DIGEST_SHEET,
        "label": DIGEST_LABEL,
    }


def result_text(result: Scalar | Failure) -> str:
    """A result as one reads it: a number with its digits, a text in quotes, an error with its reason."""
    if isinstance(result, Failure):
        if not result.reason:
            return result.code
        return one_line(str(REASONS[result.reason] % {"detail": result.detail}))
    if result is None:
        return "–"
    return one_line(f"“{result}”") if isinstance(result, str) else canonical(result)


def one_line(text: str) -> str:
    """The text as it can be printed on one line, whatever letters a file or its name holds."""
    printable = "".join(letter if letter.isprintable() else " " for letter in text)
    return printable if len(printable) <= LONGEST_SHOWN else f"{printable[: LONGEST_SHOWN - 1]}…"
