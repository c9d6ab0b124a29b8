"""Likely causes of a broken tie: each is tested against the figures, none is guessed. Pure.

A broken tie says what each of its terms would have to be for it to heal. A cause is a slip that turns that amount
into the one that stands there. The figure whose correction heals other broken ties too, and breaks none that holds,
ranks first; then the more particular slip.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ledger.figures.money import UNITS, whole_units
from ledger.reporting.report import Portion, portion_key
from ledger.reports.overview import source_and_part
from ledger.reports.settlement import row_key
from ledger.tieout.evidence import CARRIED, Evidence
from ledger.tieout.finding import Cause, Cell, Correction, Finding, Term, total_slack
from ledger.tieout.kinds import RANKS
from ledger.tieout.strays import stray_rows, strays

MOST = 4
"""How many causes a finding names at the most."""

SuspectFigure = tuple[Cell, bool]
"""A figure that may be wrong: its cell, and whether it is the printed one (else the ledger's)."""


def figure_of(term: Term) -> SuspectFigure | None:
    """The figure that a term is; None where no cell shows it."""
    return None if term.cell is None else (term.cell, term.stated is not None)


@dataclass(frozen=True)
class Suspect:
    """A term of a broken tie and the amount that would heal it, give or take `room`.

    `is_bound`: the tie asks for no more than an amount, which says less of the figure than another tie of it.
    """

    term: Term
    sign: int
    needed: int
    room: int
    is_bound: bool = False

    @property
    def figure(self) -> SuspectFigure | None:
        """The figure that its term is; None where no cell shows it."""
        return figure_of(self.term)

    @property
    def correction(self) -> Correction | None:
        """What its figure would have to be; None where no cell shows it."""
        if self.term.cell is None:
            return None
        is_printed, sign = self.term.stated is not None, self.term.sign
        return Correction(self.term.cell, is_printed, sign * self.term.amount, sign * self.needed, self.room)

    def heals(self, amount: int, room: int = 0) -> bool:
        """Whether the tie holds with this amount; one that asks for no more than another with any below it."""
        if self.is_bound:
            return self.sign * (amount - self.needed) <= self.room + room
        return abs(amount - self.needed) <= self.room + room


def suspects(finding: Finding) -> Iterator[Suspect]:
    """Each term of a decided tie with the amount that it would have to be."""
    if not isinstance(finding.difference, int):
        return
    room = total_slack(finding.terms)
    sides = ((1, finding.left_terms), (-1, finding.right_terms))
    # What stands on both sides alike cancels out: whatever it is, the tie holds or breaks as it does.
    times = Counter[SuspectFigure | None]()
    for sign, terms in sides:
        for term in terms:
            times[figure_of(term)] += sign * term.sign
    for sign, terms in sides:
        for term in terms:
            if times[figure_of(term)] or term.cell is None:
                needed = term.amount - sign * finding.difference
                yield Suspect(term, sign, needed, room, finding.at_most)


class CauseFinder:
    """All findings together: who shares a figure with whom."""

    def __init__(self, evidence: Evidence, findings: Iterable[Finding]) -> None:
        self.evidence = evidence
        self.touching: dict[SuspectFigure, list[tuple[Finding, Suspect]]] = defaultdict(list)
        decided = [finding for finding in findings if finding.verdict != "undecidable"]
        broken = [finding for finding in decided if finding.verdict == "breaks"]
        self.strays = list(strays(evidence)) if broken else []
        self.astray = Counter(cause for finding in broken for cause in set(stray_rows(finding, self.strays)))
        self.gaps = [
            (abs(finding.difference), total_slack(finding.terms))
            for finding in broken
            if isinstance(finding.difference, int)
        ]
        self._explained: dict[int, int] = {}
        suspected = {figure_of(term) for finding in broken for term in finding.terms}
        for finding in decided if suspected else ():
            if any(figure_of(term) in suspected for term in finding.terms):
                for suspect in suspects(finding):
                    if suspect.figure is not None:
                        self.touching[suspect.figure].append((finding, suspect))

    def weigh(self, finding: Finding, suspect: Suspect) -> tuple[int, int]:
        """How many ties that hold the correction would break, less how many other broken ones it heals: least first.

        The figure may be wrong in the ledger, in the print, or, where the two agree, in both: the better counts.
        """
        if suspect.figure is None:
            return 0, 0
        cell, is_printed = suspect.figure
        alone = self.touching.get(suspect.figure, [])
        twin = self.touching.get((cell, not is_printed), [])
        shared = {id(one) for one, _ in alone} & {id(one) for one, _ in twin}
        weights = [self.weighed(finding, suspect, alone)]
        if twin and id(finding) not in shared:
            both = [entry for entry in (*alone, *twin) if id(entry[0]) not in shared]
            weights.append(self.weighed(finding, suspect, both))
        return min(weights)

    def weighed(
        self, finding: Finding, suspect: Suspect, touching: list[tuple[Finding, Suspect]]
    ) -> tuple[int, int]:
        """The weight of a correction among some ties that have the figure as a term."""
        against = healed = 0
        for other, its in touching:
            if other is finding:
                continue
            # One tie may add what another takes off.
            fits = its.heals(its.term.sign * suspect.term.sign * suspect.needed, suspect.room)
            if other.verdict == "breaks":
                healed += fits
            else:
                against += not fits
        return against, -healed

    def sharper(self, suspect: Suspect) -> Suspect:
        """Of a figure that a bound says little of: what another broken tie says."""
        if suspect.is_bound and suspect.figure is not None:
            for other, its in self.touching.get(suspect.figure, ()):
                is_alike = not its.is_bound and its.term.sign == suspect.term.sign
                if other.verdict == "breaks" and is_alike and suspect.heals(its.needed, its.room):
                    return its
        return suspect

    def explained(self, amount: int) -> int:
        """How many broken ties differ by just that amount."""
        if amount not in self._explained:
            self._explained[amount] = sum(abs(gap - amount) <= room for gap, room in self.gaps)
        return self._explained[amount]

    def causes(self, finding: Finding) -> tuple[Cause, ...]:
        """The causes of a broken tie that the figures bear out, the likeliest first; () for none."""
        if finding.at_most and not finding.right_terms:
            # Nothing was allowed: wrong is what was done, not a figure.
            return ()
        ranked: list[tuple[tuple[int, ...], Cause]] = []
        for cause, suspect in missing_rows(self.evidence, finding):
            # A row that is astray is no amount to correct; a total that lacks it is.
            if suspect.term.cell != cause.figure:
                cause = replace(cause, correction=suspect.correction)
            ranked.append(((*self.weigh(finding, suspect), RANKS[cause.kind]), cause))
        for cause in causes_of_whole_tie(self.evidence, finding):
            others = self.explained(abs(cause.amount or 0)) - 1
            ranked.append(((0, -max(0, others), RANKS[cause.kind]), cause))
        for cause in stray_rows(finding, self.strays):
            # A row astray is seen in the lines that it moved, too.
            ranked.append(((0, 1 - self.astray[cause], RANKS[cause.kind]), cause))
        for suspect in map(self.sharper, suspects(finding)):
            weight = self.weigh(finding, suspect)
            for cause in slips(self.evidence, finding, suspect):
                cause = replace(cause, correction=suspect.correction)
                ranked.append(((*weight, RANKS[cause.kind]), cause))
            if weight[1] and suspect.figure:
                amount = suspect.term.sign * suspect.needed
                cause = Cause("shared_figure", suspect.figure[0], amount, None, suspect.correction)
                ranked.append(((*weight, RANKS[cause.kind]), cause))
        ranked.sort(key=lambda entry: entry[0])
        # What explains fewer broken ties, or breaks more that hold, is no evidence beside what does better.
        best = [cause for weight, cause in ranked if weight[:2] == ranked[0][0][:2]]
        kept: list[Cause] = []
        for cause in best:
            if not any((cause.kind, cause.figure) == (one.kind, one.figure) for one in kept):
                kept.append(cause)
        return tuple(kept[:MOST])


def causes_of_whole_tie(evidence: Evidence, finding: Finding) -> Iterator[Cause]:
    """Causes that lie in no single figure: what one side counts and the other does not."""
    if not isinstance(finding.difference, int) or finding.family not in ("between", "over_time"):
        return
    difference, room = abs(finding.difference), total_slack(finding.terms)
    if finding.family == "between" and is_of_national_money(evidence, finding.cell):
        special = [grant for grant in evidence.facts.grants if grant.kind == "special_tax"]
        for grant in special:
            if abs(difference - grant.amount) <= room:
                cell = evidence.cell("sites", grant.site or "unassigned", "national_grant")
                yield Cause("special_grant", cell, grant.amount)
        total = sum(grant.amount for grant in special)
        if len(special) > 1 and abs(difference - total) <= room:
            yield Cause("special_grant", None, total)
    if finding.rule == "use_of_budget":
        for cell, amount in refunds(evidence, finding.cell):
            if abs(difference - amount) <= room:
                yield Cause("refund", cell, amount)
    if finding.cell.report in ("investment-plan", "settlement"):
        for cell, amount in evidence.carried.items():
            if abs(difference - amount) <= room:
                yield Cause("carry_over", cell, amount)


def is_of_national_money(evidence: Evidence, cell: Cell) -> bool:
    """Whether a cell has national money only: a national part (x), or the national money of 기본현황."""
    declared, row = evidence.columns.get((cell.report, cell.column)), evidence.row(cell)
    is_part = (declared is not None and declared.portion == "national") or (
        row is not None and row.is_national
    )
    return is_part or source_and_part(cell.column)[0] == "national"


def missing_rows(evidence: Evidence, finding: Finding) -> Iterator[tuple[Cause, Suspect]]:
    """A row that one side lacks or has twice and that is just the difference, with the figure that this would be in.

    Where the short side is a single figure, a total, it is the total that lacks the row: it is to be weighed.
    """
    if not isinstance(finding.difference, int):
        return
    amount, room = abs(finding.difference), total_slack(finding.terms)
    its = list(suspects(finding))
    long_sign = 1 if finding.difference > 0 else -1
    long = [one for one in its if one.sign == long_sign]
    short = [one for one in its if one.sign != long_sign]
    rows = [one.term.cell.row for one in short if one.term.cell]
    for one in long:
        cell = one.term.cell
        if cell is None or len(long) < 2 or not one.term.amount or abs(one.term.amount - amount) > room:
            continue
        twins = [
            other for other in long if other.term.amount == one.term.amount and is_below(evidence, other, one)
        ]
        if twins:
            yield Cause("doubled_row", cell, one.term.amount), one
        elif cell.row not in rows and cell.column not in CARRIED:
            yield Cause("missing_row", cell, one.term.amount), short[0] if len(short) == 1 else one


def is_below(evidence: Evidence, one: Suspect, other: Suspect) -> bool:
    """Whether a line stands just below another: typed twice, they are neighbours."""
    rows = [evidence.row(each.term.cell) if each.term.cell else None for each in (one, other)]
    below, above = (row.line if row else None for row in rows)
    return below is not None and above is not None and below == above + 1


def refunds(evidence: Evidence, cell: Cell) -> Iterator[tuple[Cell, int]]:
    """보조금반납금 in the settlement row of a cell, and in the row that it is a part of or that is a part of it."""
    own = evidence.row(cell)
    if own is None:
        return
    part = evidence.report("settlement").national_row(own)
    for row in (own.key, own.national_of, part.key if part else None):
        if row and (amount := evidence.figure("settlement", row, "subsidy_refund")):
            yield evidence.cell("settlement", row, "subsidy_refund"), amount


def slips(evidence: Evidence, finding: Finding, suspect: Suspect) -> Iterator[Cause]:
    """The slips of one figure that turn what heals the tie into what stands there."""
    amount, cell = suspect.term.amount, suspect.term.cell
    if cell is None:
        return
    cause = Cause("", cell, suspect.term.sign * suspect.needed)
    if cell.report == "settlement" and (other := carried_beside(evidence, cell)) is not None:
        carried = evidence.carried.get(other)
        if carried and suspect.heals(carried):
            yield replace(cause, kind="carry_over", amount=carried, evidence=other)
    if not amount:
        return
    if is_unit_slip(suspect):
        yield replace(cause, kind="unit_slip")
    # Under a limit any figure fits once it is below zero: that says nothing.
    if suspect.heals(-amount) and not (suspect.is_bound and suspect.sign * amount > 0):
        yield replace(cause, kind="sign_slip")
    if swap := swapped(suspect):
        yield replace(cause, kind="swapped_digits", amount=suspect.term.sign * swap)
    if suspect.needed and suspect.heals(amount // 2) and amount % 2 == 0:
        yield replace(cause, kind="doubled_row")
    yield from of_versions(evidence, suspect, cause)
    extra = amount - suspect.needed
    if cell.report == "settlement" and cell.column in ("unspent", "subsidy_refund"):
        for other_cell, refund in refunds(evidence, cell):
            if abs(abs(extra) - refund) <= suspect.room:
                yield replace(cause, kind="refund", amount=refund, evidence=other_cell)
    for other_cell, figure in figures_of(evidence, cell.report):
        if other_cell != cell and abs(abs(extra) - abs(figure)) <= suspect.room:
            is_carried = other_cell.column in CARRIED and other_cell.row == cell.row
            kind = "figure_added" if extra * figure > 0 else "figure_left_out"
            yield replace(
                cause, kind="carry_over" if is_carried else kind, evidence=other_cell, amount=abs(figure)
            )
            break


def carried_beside(evidence: Evidence, cell: Cell) -> Cell | None:
    """전년이월 of a year for 차년이월 of the year before, and the reverse."""
    scope = evidence.settled_scopes.get(cell.row)
    if cell.column not in CARRIED or scope is None:
        return None
    year, subject, portion = scope
    step, column = (-1, "carried_out") if cell.column == "carried_in" else (1, "carried_in")
    row = row_key(year + step, subject, portion, evidence.settlement_keys)
    return evidence.cell("settlement", row, column)


def is_unit_slip(suspect: Suspect) -> bool:
    """A thousandfold, or the amount of a unit a thousand times larger typed under this heading."""
    amount, unit = suspect.term.amount, UNITS[suspect.term.unit]
    if abs(suspect.needed) <= suspect.room:
        return False
    typed = abs(suspect.needed - amount * 1000) <= suspect.room + 1000 * unit
    return typed or abs(suspect.needed * 1000 - amount) <= 1000 * suspect.room


def of_versions(evidence: Evidence, suspect: Suspect, cause: Cause) -> Iterator[Cause]:
    """The figure of the other version typed in place of this one's, or the change between them."""
    cell, term = suspect.term.cell, suspect.term
    if cell is None or (where := budget_cell(evidence, cell)) is None:
        return
    row, column, portion = where
    other = portion_key("current" if column == "prior" else "prior", portion)
    terms = evidence.printed("budget-summary", row, other) or evidence.terms("budget-summary", row, other)
    beside = sum(one.amount for one in terms)
    if not beside:
        return
    room = total_slack(terms) + term.slack
    change = suspect.needed - beside if column == "current" else beside - suspect.needed
    if abs(term.amount - change) <= room + suspect.room:
        changed = evidence.cell("budget-summary", row, portion_key("change", portion))
        yield replace(cause, kind="change_as_amount", evidence=changed)
    if abs(term.amount - beside) <= room:
        yield replace(cause, kind="other_version", evidence=evidence.cell("budget-summary", row, other))


def budget_cell(evidence: Evidence, cell: Cell) -> tuple[str, str, Portion] | None:
    """The row, column and portion of 예산총괄 that a cell shows too; None for any other."""
    declared, row = evidence.columns.get((cell.report, cell.column)), evidence.row(cell)
    if declared is None:
        return None
    column, portion = declared.whole, declared.portion
    match cell.report:
        case "budget-summary" if column in ("prior", "current"):
            return cell.row, column, portion
        case "investment-plan" if column == str(cell.year):
            return cell.row, "current", portion
        case "calculation-basis" if column == "amount" and (row is None or row.line is None):
            return cell.row, "current", portion
        case "overview" if (cell.row, column) == ("year-cost", "total"):
            return "total", "current", portion
        case "schedule" if cell.row == "total":
            return ("total" if column == "amount" else column), "current", portion
    return None


def swapped(suspect: Suspect) -> int | None:
    """The amount with two neighbouring digits swapped that heals the tie; such a slip is a multiple of 9."""
    unit = suspect.term.unit
    digits = list(str(abs(whole_units(suspect.term.amount, unit))))
    for at in range(len(digits) - 1):
        if digits[at] != digits[at + 1]:
            changed = [*digits]
            changed[at], changed[at + 1] = changed[at + 1], changed[at]
            amount = int("".join(changed)) * UNITS[unit] * (-1 if suspect.term.amount < 0 else 1)
            if suspect.heals(amount):
                return amount
    return None


def figures_of(evidence: Evidence, report: str) -> Iterator[tuple[Cell, int]]:
    """The money figures of the tables, those of the same table first, rows before totals."""
    names = (report, *(one for one in ("budget-summary", "investment-plan", "settlement") if one != report))
    for name in names:
        yield from evidence.money(name)
