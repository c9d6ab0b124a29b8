"""`manage.py tieout_docs`: write docs/tie-outs.md, the page of the rules, from the rules themselves."""

import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation

from ledger.tieout import FAMILIES, NOTES, RULES, VERDICTS
from ledger.tieout.kinds import KINDS
from ledger.words import labels

PAGE = Path(settings.BASE_DIR) / "docs" / "tie-outs.md"
"""The file that is written."""

MEANINGS = {
    "breaks": "The two sides differ by more than rounding can explain. A person explains it, or somebody is wrong.",
    "undecidable": "A cell that the rule needs is blank or absent; the finding names it. Never guessed.",
    "rounding": "The sides differ by no more than the rounding of their terms to their units can do: half a unit for"
    " each term, so n rounded parts may differ from a rounded total by n + 1 halves and no more.",
    "ties": "The sides are equal. A convention of the form (a zero base printed 100) ties too, with a note.",
}
"""Verdict -> what it means."""

INTRODUCTION = """\
# Tie-outs: every figure proves itself

Written by `python manage.py tieout_docs` from the rules in `ledger/tieout/`. Change the rules, then write the page
again; do not edit it.

A rule compares two sides at a cell of a report. Its name is its id: in the JSON, in explanations and as the
anchor here.
"""


def rules_page() -> str:
    """The whole page: rules by family, verdicts, notes, kinds of causes."""
    parts = [INTRODUCTION]
    for family, family_name in FAMILIES.items():
        parts.append(f"## Family `{family}`: {family_name}\n")
        for rule in RULES:
            if rule.family.key == family:
                korean, english = rule.sentences
                parts.append(f'### <a id="{rule.name}"></a>`{rule.name}`\n\n{korean}\n\n{english}\n')
                parts.append("Compared: *{}* with *{}*.\n".format(*map(without_places, rule.compares)))
    parts.append("## Verdicts\n")
    parts += [f"- `{one}` ({in_english(labels.VERDICTS[one])}): {MEANINGS[one]}" for one in VERDICTS]
    parts.append("\n## Notes\n")
    parts += [f"- `{note.key}`: {without_places(note.text)}" for note in NOTES]
    parts.append(
        "\n## Causes\n\nA broken tie says what each of its figures would have to be for it to heal. A cause is a slip"
        " that turns that amount into the one that stands there. The figure whose correction heals most broken ties,"
        " and breaks none that holds, ranks first; of causes with the same evidence the first of this list. Where"
        " nothing fits, no cause is given.\n"
    )
    parts += [f"- `{key}`: {kind.tested} *{without_places(kind.text)}*" for key, kind in KINDS.items()]
    return "\n".join(parts) + "\n"


def in_english(text: object) -> str:
    """The words of a text of the catalogue."""
    with translation.override("en"):
        return str(text)


def without_places(text: str) -> str:
    """A text with its placeholders as …; of which part a side may be is left out."""
    return re.sub(r"%\(\w+\)s", "…", text.replace("%(part)s", ""))


class Command(BaseCommand):
    help = "Write docs/tie-outs.md from the rules."

    def handle(self, *args: Any, **options: Any) -> None:
        PAGE.write_text(rules_page(), encoding="utf-8")
        self.stdout.write(str(PAGE.relative_to(settings.BASE_DIR)))
