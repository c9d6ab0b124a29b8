"""세부사업 목록: each programme's budget against its base, by bureau and division, and the total of the ledger. Pure.

Each programme shows the version that its own page shows. What a filter, the search or another page hides stands in
one row, so that what is seen always adds up to the total of all programmes.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from ledger.figures.facts import Program
from ledger.figures.money import total
from ledger.figures.program_list import ProgramBudget, ProgramList
from ledger.figures.text import marked as _
from ledger.reporting import comparison
from ledger.reporting.comparison import comparison_row, unallotted_sides
from ledger.reporting.declared import FILLED, NATIONAL, RATE_OF_CHANGE, Declared
from ledger.reporting.order import sort_report
from ledger.reporting.report import Column, Figure, Report, Row, complete_row, national_key
from sites.texts import plain_lines

OWNERS = (
    Column("bureau", "key", heading=_("bureau")),
    Column("division", "key", heading=_("division")),
    Column("account", "key", heading=_("account")),
)
FILTERS = {column.key: column.heading for column in OWNERS}
"""What programmes can be narrowed to -> its words."""

COLUMNS = (
    *comparison.COLUMNS,
    *OWNERS,
    Column("version", "key", heading=_("Version")),
    Column("base", "key", heading=_("compared with")),
)
"""The comparison, then what the programme is and which versions (by key) its figures are of."""


@dataclass(frozen=True)
class ProgramFilter:
    """Which programmes a reader wants to see; '' does not ask. `search`: words in name, slug, bureau, division."""

    search: str = ""
    bureau: str = ""
    division: str = ""
    account: str = ""

    def finds(self, program: Program) -> bool:
        """Whether a programme is among those that the reader wants to see."""
        for field in FILTERS:
            wanted = getattr(self, field)
            if wanted and getattr(program, field) != wanted:
                return False
        words = comparable(self.search).split()
        if not words:
            return True
        text = comparable("\n".join((program.name, program.slug, program.bureau, program.division)))
        # Korean writes the same name with and without spaces.
        closed = text.replace(" ", "")
        return all(word in text or word in closed for word in words)


def comparable(text: str) -> str:
    """Text as it is compared: whatever keyboard composed its letters, whatever their case."""
    return plain_lines(text).casefold()


def find_programs(listed: ProgramList, asked: ProgramFilter) -> list[ProgramBudget]:
    """The programmes that are asked for, in the order of the list."""
    if asked == ProgramFilter():
        return list(listed.programs)
    return [one for one in listed.programs if asked.finds(one.program)]


def build(
    listed: ProgramList,
    asked: ProgramFilter | None = None,
    *,
    is_flat: bool = False,
    sort: str | None = None,
    page: slice | None = None,
) -> Report:
    """Rows: total, then for each bureau its sum, for each division its sum and its programmes, then other. Won.

    Row keys: the slug (`program_row_key`), 'bureau-…', 'division-…/…'. Subtotals sum the programmes below them
    and are marked 'partial' where others are hidden. `is_flat` leaves them out. `sort` moves programmes inside their
    division, in a flat list over all; `page` cuts a piece out of what was asked for, in that order. KeyError for an
    unknown column of `sort`.
    """
    wanted = find_programs(listed, asked or ProgramFilter())
    in_order = wanted if sort is None else sort_programs(wanted, sort, is_flat=is_flat)
    seen = in_order if page is None else in_order[page]
    slugs = {one.program.slug for one in seen}
    hidden = [one for one in listed.programs if one.program.slug not in slugs]
    body = [row_of(one, is_flat=True) for one in seen] if is_flat else grouped(seen, listed)
    if hidden:
        body.append(sum_programs("other", hidden, str(len(hidden)), group="other"))
    parts = [row.key for row in body if row.group in ("", "other")]
    return REPORT.of(COLUMNS, (sum_programs("total", listed.programs, parts=parts), *body))


def sort_programs(programs: Sequence[ProgramBudget], sort: str, *, is_flat: bool) -> list[ProgramBudget]:
    """The programmes in the order of their rows, sorted inside their division or over all."""
    by_key = {program_row_key(one.program.slug): one for one in programs}
    rows = tuple(row_of(one, is_flat=is_flat) for one in programs)
    return [by_key[row.key] for row in sort_report(REPORT.of(COLUMNS, rows), sort).rows]


def grouped(programs: Sequence[ProgramBudget], listed: ProgramList) -> list[Row]:
    """Rows of the programmes below the sums of their bureau and division, marked where those are not whole."""
    of_division = Counter((one.program.bureau, one.program.division) for one in listed.programs)
    of_bureau = Counter(one.program.bureau for one in listed.programs)

    def subtotal(key: str, members: Sequence[ProgramBudget], size: int, name: str, **more: Any) -> Row:
        marks = ("partial",) if len(members) < size else ()
        return replace(sum_programs(key, members, name, **more), marks=marks)

    body: list[Row] = []
    for bureau, of_bureau_seen in groupby(programs, key=lambda one: one.program.bureau):
        in_bureau = list(of_bureau_seen)
        below: list[Row] = []
        for division, of_division_seen in groupby(in_bureau, key=lambda one: one.program.division):
            members = list(of_division_seen)
            rows = [row_of(one) for one in members]
            parts = [row.key for row in rows]
            size, key = of_division[bureau, division], division_key(bureau, division)
            below.append(subtotal(key, members, size, division, group=bureau_key(bureau), parts=parts))
            below += rows
        parts = [row.key for row in below if row.parts]
        whole = subtotal(bureau_key(bureau), in_bureau, of_bureau[bureau], bureau, parts=parts)
        body.append(replace(whole, sum_of="bureau"))
        body += below
    return body


def sum_programs(
    key: str,
    programs: Sequence[ProgramBudget],
    name: str | None = None,
    *,
    group: str = "",
    parts: Sequence[str] | None = None,
) -> Row:
    """The sum of programmes. Where one has a budget and no base, nothing tells the change of the whole: it is missing.

    A programme with a blank figure counts on one side only; the sum says so.
    """
    figures: dict[str, Figure] = {
        column: total(getattr(one, column) for one in programs)
        for column in ("prior", "current", national_key("prior"), national_key("current"))
    }
    has_current = any(one.version is None or one.version.has_allocation for one in programs)
    has_prior = any(one.base is None or one.base.has_allocation for one in programs)
    keys = [program_row_key(one.program.slug) for one in programs] if parts is None else parts
    nil = unallotted_sides(has_current=has_current, has_prior=has_prior)
    row = complete_row(Row(key, figures, name, group, parts=tuple(keys), unallotted=nil), COLUMNS)
    if row.figures["change"] is None:
        return row
    lacks = {missing_side(one) for one in programs}
    if "no-base-parts" in lacks:
        unknown = dict.fromkeys(("change", "rate", national_key("change"), national_key("rate")))
        return replace(row, figures={**row.figures, **unknown}, notes={"change": "no-base-parts"})
    return replace(row, notes={**row.notes, "change": "blank-parts"}) if "blank-parts" in lacks else row


def missing_side(one: ProgramBudget) -> str | None:
    """The remark on a programme with a figure and no change: 'no-base-parts', 'blank-parts'; None where it has one."""
    if one.current is None and one.prior is None:
        return None
    if one.base is None:
        return "no-base-parts"
    is_blank = one.prior is None and one.base.has_allocation
    is_blank |= one.current is None and one.version is not None and one.version.has_allocation
    return "blank-parts" if is_blank else None


def row_of(one: ProgramBudget, *, is_flat: bool = False) -> Row:
    """A programme's row, marked new or ended, or missing where the year has no figure of it."""
    program, version, base = one.program, one.version, one.base
    row = comparison_row(
        program_row_key(program.slug),
        {
            "prior": one.prior,
            "current": one.current,
            national_key("prior"): one.prior_national,
            national_key("current"): one.current_national,
        },
        unallotted_sides(
            has_current=version is None or version.has_allocation,
            has_prior=base is None or base.has_allocation,
        ),
        program.name,
    )
    figures = {
        **row.figures,
        "bureau": program.bureau,
        "division": program.division,
        "account": program.account,
        "version": version.key if version else None,
        "base": base.key if base else None,
    }
    marks = row.marks or (("missing",) if one.current is None else ())
    group = "" if is_flat else division_key(program.bureau, program.division)
    return replace(row, figures=figures, marks=marks, group=group)


KEYS_OF_SUMS = re.compile(r"(total|other|unassigned)$|bureau-|division-|program-")
"""How the keys of sums begin: a programme's slug that begins so gets a prefix."""


def program_row_key(slug: str) -> str:
    """The key of a programme's row: its slug, unless a sum could have that key."""
    return f"program-{slug}" if KEYS_OF_SUMS.match(slug) else slug


def bureau_key(bureau: str) -> str:
    """'bureau-경제정책실'."""
    return f"bureau-{bureau}"


def division_key(bureau: str, division: str) -> str:
    """'division-경제정책실/창업정책과'. A slash in the bureau's name is escaped: it would make two divisions one."""
    return f"division-{bureau.replace('%', '%25').replace('/', '%2F')}/{division}"


REPORT = Declared(
    name="programs",
    title=_("Programmes"),
    row_heading=_("programme"),
    unit="thousand",
    build=build,
    footnotes=(NATIONAL, RATE_OF_CHANGE, *FILLED),
)
"""It is of no one programme, so it has a page of its own and is not among `ledger.reports.REPORTS`."""
