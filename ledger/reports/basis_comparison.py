"""산출근거 비교: the line items of a version beside those of its base, subject by subject.

It explains a change of 예산총괄 or 증감 내역 down to the line. What a budget holds without line items stands in its
subject's row only: it says nothing of lines.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ledger.figures.carried import LinePair, line_identity, match_lines, one_spaced
from ledger.figures.facts import Allocation, Facts, Line, Subject
from ledger.figures.money import total
from ledger.figures.subjects import SubjectPair, basis_rows, joint_pairs, row_keys, subject_pairs
from ledger.figures.text import marked as _
from ledger.reporting import comparison
from ledger.reporting.books import built_once
from ledger.reporting.comparison import CURRENT, PRIOR, comparison_row, total_row
from ledger.reporting.declared import FILLED, NATIONAL, RATE_OF_CHANGE, Declared, Footnote, Question
from ledger.reporting.report import Report, Row, line_key, national_key
from ledger.reports.calculation_basis import numbered_lines

NO_SITE = "unassigned"
UNCHANGED = ("listed", "summed")
"""Whether lines that did not change stand by themselves or in one row for each subject."""


@dataclass(frozen=True)
class SubjectBlock:
    """A subject with its lines. `rest` is what its allocations hold without lines, None where all have lines.

    Of one that `is_joint`, compared together with others, a line stands beside the one that it continues, whichever of
    them had it: their lines add up together.
    """

    subject: Subject
    row: Row
    lines: tuple[tuple[Row, LinePair], ...]
    rest: Row | None
    is_joint: bool = False

    @property
    def parts(self) -> list[Row]:
        """The rows that its amounts are in: those of its lines, and what has none."""
        return [*(row for row, _ in self.lines), *([self.rest] if self.rest else [])]


@built_once
def build(
    facts: Facts, subject: str | None = None, site: str | None = None, unchanged: str = "listed"
) -> Report:
    """Rows: for each subject its figures (row key: its code) and its lines (line-1 to line-n), other, total. Won.

    `subject` (a row key of 예산총괄, also of several that are compared together) and `site` (a slug, or 'unassigned')
    show only their lines; 'other' sums what that hides, so that what is seen adds up to the total. With `unchanged`
    'summed' the lines that did not change stand in one row `unchanged-<code>`. Columns as budget-summary. KeyError for
    an unknown subject, site or way to show.
    """
    blocks = blocks_of(facts)
    for asked, keys in ((subject, subjects_known(facts)), (site, sites_known(facts)), (unchanged, UNCHANGED)):
        if asked is not None and asked not in keys:
            raise KeyError(asked)
    together = {one.key: one.parts for one in joint_pairs(facts)}
    asked_for = None if subject is None else together.get(subject, (subject,))
    rows: list[Row] = []
    hidden: list[Row] = []
    count = 0
    for block in blocks:
        # A line that came from another subject counts once where lines are summed, in its subject's own row not.
        by_line = block.is_joint and site is not None
        if asked_for is not None and block.row.key not in asked_for:
            hidden += block.parts if by_line else [block.row]
            count += len(block.lines) or 1
            continue
        shown = [(row, pair) for row, pair in block.lines if site in (None, site_of(pair))]
        left = [row for row, pair in block.lines if site not in (None, site_of(pair))]
        count += len(left)
        has_rest = block.rest is not None and site in (None, NO_SITE)
        if block.rest is not None and not has_rest:
            count += not left
            left.append(block.rest)
        hidden += left
        is_whole = not left and not by_line
        if shown or has_rest or is_whole:
            rows += block_rows(block, shown, has_rest=has_rest, is_whole=is_whole, unchanged=unchanged)
    if hidden:
        rows.append(replace(total_row(hidden, "other", name=str(count)), group="other"))
    rows.append(total_row(block.row for block in blocks))
    return REPORT.of(comparison.COLUMNS, rows)


def sites_known(facts: Facts) -> list[str]:
    """The sites that the lines can be asked for."""
    return [*(site.slug for site in facts.sites), NO_SITE]


def pairs_of(facts: Facts) -> dict[str, LinePair]:
    """Row key of each line -> the lines that it compares: whatever a filter hides keeps its key."""
    return {row.key: pair for block in blocks_of(facts) for row, pair in block.lines}


def rows_of_basis(facts: Facts) -> dict[str, str]:
    """Row of the comparison -> the row of 산출근거 that has its amount of the year; none for a line that vanished."""
    numbers = {id(line): key for _, numbered in numbered_lines(facts) for key, line in numbered.items()}
    lines = {key: numbers[id(now)] for key, (now, _before) in pairs_of(facts).items() if now is not None}
    return {**basis_rows(facts), **lines, "total": "total"}


def block_rows(
    block: SubjectBlock, shown: list[tuple[Row, LinePair]], *, has_rest: bool, is_whole: bool, unchanged: str
) -> Iterator[Row]:
    """The rows of a subject: its own, of what is shown, and those of its lines."""
    summed = [row for row, pair in shown if unchanged == "summed" and is_unchanged(row, pair)]
    lines = [row for row, _ in shown if row not in summed]
    if summed:
        row = total_row(summed, f"unchanged-{block.row.key}", name=str(len(summed)))
        lines.append(replace(row, group=block.row.key, parts=(), sum_of="unchanged"))
    head = block.row
    if not is_whole:
        parts = [row for row, _ in shown] + ([block.rest] if has_rest and block.rest else [])
        head = replace(total_row(parts, block.row.key, block.row.name), group=block.row.key)
    yield replace(head, parts=tuple(row.key for row in lines))
    yield from lines


def blocks_of(facts: Facts) -> list[SubjectBlock]:
    """The subjects with their lines, numbered over all."""
    pairs = subject_pairs(facts)
    keys = row_keys(subject for subject, _, _ in pairs)
    together = {key: joint.key for joint in joint_pairs(facts) for key in joint.parts}
    compared = line_pairs(
        (together.get(keys[pair[0].identity], keys[pair[0].identity]), pair) for pair in pairs
    )
    number = 0
    blocks = []
    for subject, current, prior in pairs:
        key = keys[subject.identity]
        own = comparison.row_of_allocations(key, current, prior, facts, subject.name or None)
        own = comparison.part_of_joint(own) if key in together else own
        nil = unallotted_of_lines(facts, current, prior)
        lines = []
        for pair in compared[subject]:
            number += 1
            row = line_row(number, key, pair, nil)
            if any(one.carried is not None for one in current):
                # Beside a budget so far without lines a line is a change of it, nothing that begins.
                row = replace(row, marks=tuple(mark for mark in row.marks if mark != "new"))
            lines.append((comparison.part_of_joint(row) if key in together else row, pair))
        rest = rest_of(key, facts, current, prior)
        blocks.append(SubjectBlock(subject, replace(own, group=key), tuple(lines), rest, key in together))
    return blocks


def line_pairs(compared: Iterable[tuple[str, SubjectPair]]) -> dict[Subject, list[LinePair]]:
    """Subject -> its lines, each with the one that it continues, then those that vanished.

    Matched is what is compared together, under one key: the lines of a split subject stand in all that continue it.
    """
    groups: dict[str, list[SubjectPair]] = defaultdict(list)
    for key, pair in compared:
        groups[key].append(pair)
    found: dict[Subject, list[LinePair]] = defaultdict(list)
    for group in groups.values():
        owner = {
            id(line): subject
            for subject, *sides in group
            for side in sides
            for line in lines_by_position(side)
        }
        for lines in pairs_in_group(group, owner):
            found[owner[id(lines[0] or lines[1])]].append(lines)
    return found


def pairs_in_group(group: Sequence[SubjectPair], owner: Mapping[int, Subject]) -> list[LinePair]:
    """The lines of subjects that are compared together, matched inside a subject before they are across."""
    current = [line for _, now, _ in group for line in lines_by_position(now)]
    prior = [line for _, _, before in group for line in lines_by_position(before)]

    def identity(line: Line) -> Hashable:
        return owner[id(line)], line_identity(line)

    pairs = match_lines(current, prior, same_site=True, identity=identity)
    if len(group) == 1:
        return pairs
    alone = [now for now, before in pairs if now is not None and before is None]
    gone = [before for now, before in pairs if now is None and before is not None]
    across = match_lines(alone, gone, same_site=True)
    of_line = {id(now): before for now, before in (*pairs, *across) if before is not None}
    vanished = [pair for pair in across if pair[0] is None]
    return [*((line, of_line.get(id(line))) for line in current), *vanished]


def lines_by_position(allocations: Iterable[Allocation]) -> list[Line]:
    """The line items of some allocations, each allocation's by position."""
    return [line for one in allocations for line in sorted(one.lines, key=lambda line: line.position)]


def site_of(pair: LinePair) -> str:
    """The site of a pair; both lines have the same."""
    line = pair[0] or pair[1]
    return NO_SITE if line is None or line.site is None else line.site


def unallotted_of_lines(facts: Facts, current: list[Allocation], prior: list[Allocation]) -> frozenset[str]:
    """The cells in which a line that a budget lacks counts as 0: those of a budget that says of all what it has.

    Each of its allocations has lines, or nothing to have lines for; or the version carries its amount beside lines of
    its own, which then are new.
    """
    nil: frozenset[str] = frozenset()
    if all(one.lines or one.amount == 0 for one in current):
        nil |= CURRENT
    is_carried = any(one.carried is not None for one in current)
    if facts.base is not None and (is_carried or all(one.lines or one.amount == 0 for one in prior)):
        nil |= PRIOR
    return nil


def line_row(number: int, group: str, pair: LinePair, nil: frozenset[str]) -> Row:
    """The row of a line with its figures in both budgets (won), numbered over all; `group` is its subject's row key."""
    current, prior = pair
    line = current or prior
    assert line is not None
    figures = {
        "prior": prior.amount if prior else None,
        "current": current.amount if current else None,
        national_key("prior"): prior.national if prior else None,
        national_key("current"): current.national if current else None,
    }
    blank = frozenset(cell for cell, figure in figures.items() if figure is None)
    row = comparison_row(line_key(number), figures, nil & blank, line.description)
    is_one_off = any(one is not None and one.is_one_off for one in pair)
    marks = (*row.marks, "one_off") if is_one_off else row.marks
    return replace(row, group=group, line=number, marks=marks)


def rest_of(key: str, facts: Facts, current: list[Allocation], prior: list[Allocation]) -> Row | None:
    """What the allocations without lines hold, as one row that only sums ever see."""
    now, before = ([one.rest for one in some if one.rest is not None] for some in (current, prior))
    if not now and not before:
        return None
    figures = {
        "prior": total(one.amount for one in before),
        "current": total(one.amount for one in now),
        national_key("prior"): total(one.national for one in before),
        national_key("current"): total(one.national for one in now),
    }
    nil = comparison.unallotted_cells(facts, has_current=bool(now), has_prior=bool(before))
    return comparison_row(key, figures, nil)


def is_unchanged(row: Row, pair: LinePair) -> bool:
    """Whether a line stands in both budgets with the same amounts and the same 산출식."""
    current, prior = pair
    if current is None or prior is None:
        return False
    no_change = not row.figures["change"] and not row.figures[national_key("change")]
    return no_change and one_spaced(current.basis) == one_spaced(prior.basis)


def has_unknown_lines(report: Report) -> bool:
    """Whether it is not known what a line had in one of the two budgets, although that budget has amounts."""
    whole = report.row("total").figures
    return any(
        row.figures[key] is None and key not in row.unallotted and whole[key] is not None
        for row in report.rows
        if row.line is not None
        for key in ("prior", "current")
    )


def subjects_known(facts: Facts) -> list[str]:
    """The subjects that the lines can be asked for, and those that are compared together."""
    return [*(block.row.key for block in blocks_of(facts)), *(one.key for one in joint_pairs(facts))]


REPORT = Declared(
    name="basis-comparison",
    title=_("Line items compared"),
    row_heading=_("Account subject and line item"),
    unit="thousand",
    build=build,
    questions=(
        Question("subject", subjects_known),
        Question("site", sites_known),
        Question("unchanged", UNCHANGED),
    ),
    footnotes=(
        NATIONAL,
        RATE_OF_CHANGE,
        Footnote(
            _(
                "A budget without line items says nothing of lines: what a line was there is not known (–), its"
                " subject has the amount."
            ),
            has_unknown_lines,
        ),
        *FILLED,
    ),
)
