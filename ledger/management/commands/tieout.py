"""`manage.py tieout [--program SLUG] [--format table|json]`: tie out; exit 1 while a figure breaks unexplained."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation
from django.utils.translation import gettext

from ledger.figures.facts import Facts
from ledger.load import NotInLedger, load
from ledger.management.asked import missing_error
from ledger.models import Program
from ledger.tieout import Finding, findings
from ledger.tieout.entries import Entry, entries
from ledger.tieout.explanations import explanation_state
from ledger.words.findings import STATE_NAMES, FindingWords, family_name, finding_records, rule_sentence
from ledger.words.labels import VERDICTS


def entry_lines(entry: Entry, facts: Facts, words: FindingWords) -> Iterator[str]:
    """The lines of an entry: where it is, the likeliest cause first, then each tie.

    A tie has its rule, its sides and, where it breaks, whether somebody has explained it.
    """
    yield f"[{VERDICTS[entry.first.verdict]}] {words.entry(entry)}"
    for line in (*words.causes(entry), words.correction(entry)):
        if line:
            yield f"    {line}"
    for tie in entry.ties:
        where = "" if tie.cell == entry.where else f"{words.cell(tie.cell)}: "
        is_explained = (
            f" [{STATE_NAMES[explanation_state(tie, facts.explanations)]}]" if tie.verdict == "breaks" else ""
        )
        yield f"    – {where}{rule_sentence(tie.rule)} ({family_name(tie.family)}){is_explained}"
        missing = ", ".join(words.missing(one) for one in tie.missing)
        for line in (words.compared(tie), words.note(tie), missing and f"{gettext('Blank')}: {missing}"):
            if line:
                yield f"      {line}"


def facts_to_tie(slug: str, year: int | None) -> Iterator[Facts]:
    """What the programme shows by default, and each document (of the year), whatever versions came later.

    A document's breaks stand until somebody explains them. Raises NotInLedger.
    """
    latest = load(slug, year=year)
    yield latest
    fiscal_year = {one.key: one.fiscal_year for one in latest.versions}
    for one in sorted(latest.documents, key=lambda one: fiscal_year[one.version], reverse=True):
        is_shown = latest.document_is_own and one.slug == latest.document
        if not is_shown and year in (None, fiscal_year[one.version]):
            yield load(slug, document=one.slug)


class Command(BaseCommand):
    help = "Tie out one programme or all: each document at its own version and base, and the latest version."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--program", metavar="SLUG", help="only this programme")
        parser.add_argument("--year", type=int, help="this year only")
        parser.add_argument("--format", choices=("table", "json"), default="table")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(settings.LANGUAGE_CODE):
            unexplained = self.report(options)
        if unexplained:
            raise SystemExit(1)

    def report(self, options: dict[str, Any]) -> int:
        """Write all findings; how many break unexplained."""
        unexplained = 0
        records: list[dict[str, Any]] = []
        for facts in self.all_facts(options["program"], options["year"]):
            found = findings(facts)
            words = FindingWords(facts)
            unexplained += sum(
                finding.verdict == "breaks" and explanation_state(finding, facts.explanations) is not True
                for finding in found
            )
            if options["format"] == "json":
                records += finding_records(found, facts, words).values()
            else:
                self.write_table(facts, found, words)
        if options["format"] == "json":
            self.stdout.write(json.dumps(records, ensure_ascii=False, indent=1))
        return unexplained

    def all_facts(self, program: str | None, year: int | None) -> Iterator[Facts]:
        """The facts of each programme and year that is asked for.

        Raises CommandError for what the ledger does not hold.
        """
        slugs = [program] if program else Program.objects.order_by("slug").values_list("slug", flat=True)
        for slug in slugs:
            try:
                yield from facts_to_tie(slug, year)
            except NotInLedger as missing:
                if program or missing.what != "year":
                    raise missing_error(missing, slug) from missing

    def write_table(self, facts: Facts, found: list[Finding], words: FindingWords) -> None:
        """What needs a person line by line, the rest counted."""
        document = f" · {facts.document}" if facts.document and facts.document_is_own else ""
        self.stdout.write(f"{facts.program.name} · {facts.version.key}{document}")
        for entry in entries(found):
            if entry.first.verdict not in ("ties", "rounding") or entry.first.note:
                for line in entry_lines(entry, facts, words):
                    self.stdout.write(f"  {line}")
        counts = {verdict: sum(one.verdict == verdict for one in found) for verdict in VERDICTS}
        self.stdout.write(
            "  " + ", ".join(f"{VERDICTS[verdict]} {count}" for verdict, count in counts.items())
        )
