"""`manage.py tieout_docs`: write docs/tie-outs.md, the page of the rules, from the rules themselves."""

import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation

from ledger.tieout import FAMILIES, RULES, VERDICTS
from ledger.tieout.causes import KINDS
from ledger.words import labels
from ledger.words.findings import CAUSES, NOTES, SIDES
from ledger.words.findings import FAMILIES as FAMILY_NAMES

PAGE = Path(settings.BASE_DIR) / "docs" / "tie-outs.md"

MEANINGS = {
    "breaks": "The two sides differ by more than rounding can explain. A person explains it, or somebody is wrong.",
    "undecidable": "A cell that the rule needs is blank or absent; the finding names it. Never guessed.",
    "rounding": "The sides differ by no more than the rounding of their terms to their units can do: half a unit for"
    " each term, so n rounded parts may differ from a rounded total by n + 1 halves and no more.",
    "ties": "The sides are equal. A convention of the form (a zero base printed 100) ties too, with a note.",
}
"""Verdict -> what it means."""

TESTS = {
    "special_grant": "The difference is a special local shared tax (특별교부세), or all of them together.",
    "refund": "The difference is the 보조금반납금 of the row, its whole or its national part.",
    "unit_slip": "A thousand times the figure, or a thousandth of it in its unit, would tie.",
    "sign_slip": "The figure with the other sign would tie.",
    "swapped_digits": "The figure with two neighbouring digits swapped would tie.",
    "change_as_amount": "The figure is the right amount less the other version's.",
    "other_version": "The figure is that of the other version.",
    "doubled_row": "Without the same line just above, or with half the figure, it would tie.",
    "missing_row": "A row that one side has and the other has not is just the difference, or moved the lines below.",
    "carry_over": "The difference is what was carried in or out.",
    "figure_added": "The figure less another figure of the tables would tie.",
    "figure_left_out": "The figure and another figure of the tables together would tie.",
    "shared_figure": "One amount of the figure would heal other broken ties as well.",
}
"""Kind of cause -> what was tested."""

INTRODUCTION = """\
# Tie-outs: every figure proves itself

Written by `python manage.py tieout_docs` from `RULES` in `ledger/tieout/__init__.py`. Change the rules, then write the
page again; do not edit it.

A rule compares two sides at a cell of a report. Its name is its id: in the JSON, in explanations and as the
anchor here.
"""


def page() -> str:
    """The whole page: rules by family, verdicts, notes, kinds of causes."""
    parts = [INTRODUCTION]
    for family in FAMILIES:
        parts.append(f"## Family `{family}`: {name(FAMILY_NAMES[family])}\n")
        for rule in RULES:
            if rule.family == family:
                korean, english = rule.sentences
                parts.append(f'### <a id="{rule.name}"></a>`{rule.name}`\n\n{korean}\n\n{english}\n')
                parts.append("Compared: *{}* with *{}*.\n".format(*(name(SIDES[one]) for one in rule.sides)))
    parts.append("## Verdicts\n")
    parts += [f"- `{one}` ({name(labels.VERDICTS[one])}): {MEANINGS[one]}" for one in VERDICTS]
    parts.append("\n## Notes\n")
    parts += [f"- `{key}`: {name(text)}" for key, text in NOTES.items()]
    parts.append(
        "\n## Causes\n\nA broken tie says what each of its figures would have to be for it to heal. A cause is a slip"
        " that turns that amount into the one that stands there. The figure whose correction heals most broken ties,"
        " and breaks none that holds, ranks first; of causes with the same evidence the first of this list. Where"
        " nothing fits, no cause is given.\n"
    )
    parts += [f"- `{kind}`: {TESTS[kind]} *{name(CAUSES[kind])}*" for kind in KINDS]
    return "\n".join(parts) + "\n"


def name(text: object) -> str:
    """A text in English, its placeholders as …; of which part a side may be is left out."""
    with translation.override("en"):
        words = str(text)
    return re.sub(r"%\(\w+\)s", "…", words.replace("%(part)s", ""))


class Command(BaseCommand):
    help = "Write docs/tie-outs.md from the rules."

    def handle(self, *args: Any, **options: Any) -> None:
        PAGE.write_text(page(), encoding="utf-8")
        self.stdout.write(str(PAGE.relative_to(settings.BASE_DIR)))
