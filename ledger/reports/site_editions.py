"""대상지 변경 내역: what this edition says of each site beside what the edition before said, with the reason."""

from dataclasses import replace

from ledger.figures.facts import Facts, Site
from ledger.figures.text import marked as _
from ledger.reporting.books import built_once
from ledger.reporting.declared import Declared, Footnote
from ledger.reporting.report import Change, Column, Figure, Report, Row, complete_row, sum_rows

SHOWN = (
    Column("construction_cost", heading=_("Construction cost")),
    Column("area", "area", heading=_("area (m²)")),
    Column("floors_above", "count", heading=_("floors above ground")),
    Column("floors_below", "count", heading=_("floors below ground")),
    Column("status", "key", heading=_("Stage")),
)
"""What an edition says of a site, as this report shows it: keyed by the fields of a site."""


def as_before(column: Column) -> Column:
    """The column of the edition before: 'area_before'."""
    return replace(column, key=f"{column.key}_before", qualified=_("%(heading)s (edition before)"))


COST = SHOWN[0]
CHANGE = Column("change", meaning=Change(COST.key, as_before(COST).key), heading=_("Change of the cost"))
COLUMNS = (
    *(as_before(COST), COST, CHANGE),
    *(column for one in SHOWN[1:] for column in (as_before(one), one)),
    Column("change_reason", "key", heading=_("Reason of the change")),
)
FIELDS_BEFORE = {as_before(column).key: column.key for column in SHOWN}
"""Column of the edition before -> the field of a site in it."""

BEFORE, NOW = frozenset({as_before(COST).key}), frozenset({COST.key})

UNKNOWN = "cost_of_some_unknown"
"""The remark on a sum that would set known costs of one edition against unknown ones of the other."""


@built_once
def build(facts: Facts) -> Report:
    """Rows: each site of either edition (row key: its slug), total. Won, m².

    A site that only one edition has is marked, and its cost counts as 0 in the other. A cost that only one of them
    knows has no change, nor has the total then. Without an edition before there is nothing to compare with.
    """
    before = {site.slug: site for site in facts.sites_before or ()}
    now = {site.slug: site for site in facts.sites}
    has_before = facts.sites_before is not None
    rows = [
        site_row(now.get(slug), before.get(slug), has_before=has_before)
        for slug in dict.fromkeys((*now, *before))
    ]
    return REPORT.of(COLUMNS, (*rows, total_of(rows)))


def site_row(now: Site | None, before: Site | None, *, has_before: bool) -> Row:
    """The row of a site in both editions; None where one of them does not have it."""
    site = now or before
    assert site is not None
    figures: dict[str, Figure] = {"change_reason": (now.change_reason if now else "") or None}
    for column in SHOWN:
        figures[column.key] = getattr(now, column.key) if now else None
        figures[as_before(column).key] = getattr(before, column.key) if before else None
    marks = ("ended",) if now is None else ("new",) if before is None and has_before else ()
    nil = NOW if now is None else BEFORE if marks else frozenset[str]()
    return complete_row(Row(site.slug, figures, name=site.name, marks=marks, unallotted=nil), COLUMNS)


def total_of(rows: list[Row]) -> Row:
    """The costs of all sites in both editions; without their change where that of a site is not known."""
    row = sum_rows("total", rows, COLUMNS)
    costs = (COST.key, as_before(COST).key)
    is_unknown = any(
        one.figures["change"] is None and any(one.figures[cost] is not None for cost in costs) for one in rows
    )
    if not is_unknown or row.figures["change"] is None:
        return row
    return replace(row, figures={**row.figures, "change": None}, notes={**row.notes, "change": UNKNOWN})


def is_changed(row: Row) -> bool:
    """Whether the editions differ in what they say of the site."""
    return bool(row.marks) or any(
        row.figures[key] != row.figures[field] for key, field in FIELDS_BEFORE.items() if row.key != "total"
    )


def has_changes(facts: Facts) -> bool:
    """Whether the edition says anything of its sites that the edition before did not."""
    return facts.sites_before is not None and any(map(is_changed, build(facts).rows))


REPORT = Declared(
    name="site-editions",
    title=_("Changes of the sites"),
    row_heading=_("site"),
    unit="million",
    build=build,
    footnotes=(
        Footnote(
            _("The ledger holds no edition before this one."),
            lambda report: all(row.figures[key] is None for row in report.rows for key in FIELDS_BEFORE),
        ),
        Footnote(
            _(
                "Where an edition says nothing of a site, the edition before it and then the site itself speak."
            )
        ),
    ),
    is_tied=False,
)
