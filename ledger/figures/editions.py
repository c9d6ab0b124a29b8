"""What an edition of the document says of the sites. Pure.

The shared row of a site keeps what it is; what a yearly document prints of it belongs to that document. A cell reads as
the edition itself says, else as the latest edition before it that says something, else as the shared row does: a blank
hides nothing that is known. In a row that is complete a blank is blank; `ledger/opening/keeping.py` makes them so when
a later edition begins, and from then on no change of the shared row reaches the older one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from ledger.figures.facts import Document, Site, Version
from ledger.figures.versions import ORDER

BLANKS = (
    *("construction_cost", "area", "floors_above", "floors_below"),
    *("floors_used", "spaces", "address", "note"),
)
"""The fields of a site that an edition may leave blank."""

KINDS = ("status", "area_kind")
"""Those that a site always has."""

OPEN = ("draft", "submitted")
"""The statuses of a version that is still worked on."""


@dataclass(frozen=True)
class StatedSite:
    """What the edition `document` says of a site (both by their slugs); None or '' where it says nothing."""

    document: str
    site: str
    id: int = 0
    position: int | None = None
    construction_cost: int | None = None
    unit: str = "won"
    area: Decimal | None = None
    area_kind: str | None = None
    floors_above: int | None = None
    floors_below: int | None = None
    floors_used: str = ""
    spaces: str = ""
    address: str = ""
    status: str | None = None
    note: str = ""
    change_reason: str = ""
    is_complete: bool = False


@dataclass(frozen=True)
class KnownSite:
    """A site as the shared row has it; whether the programme lists it, and since which year lines or grants name it."""

    site: Site
    is_listed: bool = True
    named_since: int | None = None


@dataclass(frozen=True)
class Editions:
    """The editions of a programme as one of them sees them, by their slugs: itself, then those before it.

    `own` None: no edition, but those before it speak. `before` has their fiscal years, the latest first. `is_last` is
    true of the one that is still worked on: a site that no edition states yet is one of its.
    """

    own: str | None
    year: int
    before: Mapping[str, int] = field(default_factory=dict)
    is_last: bool = True

    @property
    def slugs(self) -> tuple[str, ...]:
        """Those that speak, in the order in which they are asked."""
        return (*([self.own] if self.own else []), *self.before)

    @property
    def earlier(self) -> "Editions | None":
        """The same as the edition before sees them; None where there is none."""
        if not self.before:
            return None
        (own, year), *rest = self.before.items()
        return Editions(own, year, dict(rest), is_last=False)


def seen_from(
    documents: Iterable[Document], versions: Iterable[Version], current: Version, shown: Document | None
) -> Editions:
    """The editions as the one that is shown in the current version sees them, or the version where none is shown."""
    by_key = {version.key: version for version in versions}

    def order(one: Document) -> tuple[int, int, int, int]:
        version = by_key[one.version]
        return version.fiscal_year, ORDER.index(version.kind), version.sequence, one.id

    year = current.fiscal_year
    last = order(shown) if shown else (year + 1, 0, 0, 0)
    in_order = sorted(documents, key=order, reverse=True)
    before = {one.slug: by_key[one.version].fiscal_year for one in in_order if order(one) < last}
    is_last = all(order(one) <= last for one in in_order)
    is_open = (by_key[shown.version] if shown else current).status in OPEN
    return Editions(shown.slug if shown else None, year, before, is_last and is_open)


def sites_of_edition(
    known: Iterable[KnownSite], stated: Iterable[StatedSite], editions: Editions
) -> tuple[Site, ...]:
    """The sites of an edition, each as it says, in its order; those that it does not list come last.

    Once editions state sites, a site that only later ones state is none of this one, unless its budgets or grants up
    to its year name it: nothing leaves a total. What the programme never listed has its name alone (`as_named`).
    """
    rows = {(row.document, row.site): row for row in stated}
    stated_anywhere = {site for _document, site in rows}
    are_stated = any(document in editions.slugs for document, _site in rows)
    found = []
    for one in known:
        slug = one.site.slug
        speaking = [row for edition in editions.slugs if (row := rows.get((edition, slug))) is not None]
        own = rows.get((editions.own or "", slug))
        is_new = editions.is_last and slug not in stated_anywhere
        is_listed = own is not None or (one.is_listed and (not are_stated or bool(speaking) or is_new))
        if is_listed or (one.named_since is not None and one.named_since <= editions.year):
            is_own = one.is_listed or bool(speaking)
            read = as_stated(one.site, own, speaking) if is_own else as_named(one.site)
            found.append((not is_listed, read))
    found.sort(key=lambda entry: (entry[0], entry[1].position is None, entry[1].position or 0, entry[1].slug))
    return tuple(site for _is_last, site in found)


def as_named(shared: Site) -> Site:
    """A site of another programme that a line or a grant names: what it costs and counts is in no total of this one."""
    return replace(shared, construction_cost=None, floors_above=None, floors_below=None, is_listed=False)


def as_stated(shared: Site, own: StatedSite | None, speaking: Iterable[StatedSite]) -> Site:
    """A site as an edition says: `own` is its row, `speaking` are the rows that it may read, its own first."""
    rows = tuple(speaking)
    cells: dict[str, object] = {}
    said_by: dict[str, int] = {}
    for name in (*BLANKS, *KINDS, "position"):
        for row in rows:
            is_said = getattr(row, name) not in (None, "")
            if is_said or (row is own and row.is_complete and name in BLANKS):
                cells[name], said_by[name] = getattr(row, name), row.id
                if name == "construction_cost":
                    cells["unit"] = row.unit
                break
    reason = own.change_reason if own else ""
    # The cells are those of the fields of the same name.
    return replace(shared, **cells, said_by=said_by, change_reason=reason)  # type: ignore[arg-type]
