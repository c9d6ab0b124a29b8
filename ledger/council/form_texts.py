"""The texts of the 사업별 설명서: their order, items and bullets, for paper and sheets alike."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext

from ledger.figures.carried import LinePair
from ledger.figures.facts import Facts, Section
from ledger.words import budget_words

BULLETS = "○ㅇ◦●□■▷-–·ㆍ•※*"
"""The signs that a line of the form begins with."""


DEEPEST = 4
"""How many steps a line of a text is set in at most."""


def changes_another(facts: Facts) -> bool:
    """Whether the version changes another one of the year, which the ledger holds: 기정, 경정, 증감."""
    return facts.version.kind in budget_words.CHANGES_IN_YEAR and facts.base is not None


def basis_texts(pair: LinePair, sides: tuple[str, str]) -> list[str]:
    """The 산출식 of a line and of its base, each with whose it is where they differ; of a 추경 that of its change.

    `sides` are the words of the base and of the version.
    """
    now, before = pair
    ours, theirs = (line.whole_basis if line else "" for line in pair)
    whose = sides[1]
    if now is not None and before is not None and now.ancestors[:1] == (before.id,):
        ours, whose = now.basis, gettext("Change (B-A)")
    if before is None or ours == theirs:
        return [ours] if ours else []
    return [f"{words}: {basis}" for words, basis in ((whose, ours), (sides[0], theirs)) if basis]


def texts_of_the_form() -> list[tuple[str, str]]:
    """The texts of the form's third part, in its order: kind and title."""
    return [
        ("purpose", gettext("Purpose of the programme")),
        ("legal_basis", gettext("Legal basis of the programme")),
        ("content", gettext("Content of the programme")),
        ("building_plan", gettext("Plan of the programme (of an investment)")),
        ("background", gettext("History of the programme")),
    ]


def effects_of_the_form() -> list[tuple[str, str]]:
    """The texts of its fourth part."""
    return [
        ("achievements", gettext("Achievements of the last three years")),
        ("effects", gettext("Expected effects")),
    ]


@dataclass(frozen=True)
class TextLine:
    """A line below the first one of an item, and how deep it stands: 1 right under it, 0 beside it."""

    text: str
    depth: int = 1

    @property
    def indented(self) -> str:
        """The line as a sheet has it: as many wide spaces before it as it stands deep."""
        return "\u3000" * self.depth + self.text


@dataclass(frozen=True)
class TextItem:
    """An item of a text: its first line with the form's ○ or its own sign, and the lines below it."""

    lead: str
    lines: tuple[TextLine, ...] = ()

    @property
    def whole(self) -> str:
        """The item as one text, its lines indented."""
        return "\n".join((self.lead, *(line.indented for line in self.lines)))


def text_items(sections: Iterable[Section], kind: str) -> list[TextItem]:
    """The items of a kind of text: '○ 사업기간 : '21.1.~'21.12', or a heading with its lines below.

    A line keeps the sign that it was entered with; the form's ○ and - stand where there is none.
    """
    items = []
    for section in sections:
        if section.kind != kind:
            continue
        heading, lines = section.heading.strip(), section.text.splitlines()
        if heading and len(lines) == 1 and lines[0].strip()[:1] not in BULLETS:
            items.append(TextItem(f"{bulleted(heading, '○')} : {lines[0]}"))
        elif heading:
            items.append(
                TextItem(bulleted(heading, "○"), nest_lines([bulleted(line, "-") for line in lines], first=1))
            )
        else:
            lead, *below = nest_lines([bulleted(lines[0], "○"), *lines[1:]]) if lines else (TextLine(""),)
            items.append(TextItem(lead.text, tuple(below)))
    return items


def nest_lines(lines: Iterable[str], first: int = 0) -> tuple[TextLine, ...]:
    """The lines, each as deep as its sign: a new sign stands under the one before it, a known one beside its like.

    `first` is the depth of the first line. What is indented more than a line above stands under it too.
    """
    found: list[TextLine] = []
    above: list[tuple[int, str]] = []
    for line in lines:
        text = line.strip()
        margin = len(line) - len(line.lstrip())
        sign = text[0] if text and text[0] in BULLETS else ""
        while above and above[-1][0] > margin:
            above.pop()
        if (margin, sign) in above:
            del above[above.index((margin, sign)) + 1 :]
        elif text:
            above.append((margin, sign))
        found.append(TextLine(text, min(DEEPEST, first + max(0, len(above) - 1))))
    return tuple(found)


def bulleted(line: str, bullet: str) -> str:
    """The line with a bullet, unless it has one or says nothing."""
    return line if not line.strip() or line.strip()[0] in BULLETS else f"{bullet} {line}"


def headed_texts(sections: Iterable[Section], kind: str, label: str) -> list[tuple[str, str]]:
    """The texts of a kind as they are, each under its heading, or `label` where it has none."""
    return [(section.heading or label, section.text) for section in sections if section.kind == kind]


def location_label() -> str:
    """What heads a location without a heading of its own."""
    return gettext("Location of the programme")


def locations(sections: Iterable[Section]) -> list[tuple[str, str]]:
    """Where the programme is, each text under its heading."""
    return headed_texts(sections, "location", location_label())


def outline(sections: Iterable[Section]) -> list[tuple[str, list[TextItem]]]:
    """The outline by heading, which stands in the table's first column, or under that of the content."""
    found: dict[str, list[TextItem]] = {}
    label = gettext("Content of the programme")
    for section in sections:
        if section.kind == "outline":
            found.setdefault(section.heading or label, []).extend(
                text_items([replace(section, heading="")], "outline")
            )
    return list(found.items())


def schedule_period(starts_on: str, ends_on: str) -> str:
    """'2021.01~2021.12'; one day or month alone where the other is blank or the same."""
    dates = dict.fromkeys(date.rstrip(".") for date in (starts_on, ends_on) if date)
    return "~".join(dates)
