"""What opening a version of a programme makes: allocations, line items that know where they come from, an edition.

What sources of money give to an amount comes with it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from ledger.figures.budget import merged
from ledger.figures.carried import carried
from ledger.figures.facts import Allocation, Facts, SourceShare
from ledger.figures.money import UNITS, total
from ledger.figures.subjects import Identity, is_in_force, only_heir
from ledger.figures.versions import CHANGES_ANOTHER
from ledger.load import load
from ledger.models import (
    AccountSubject,
    BudgetLineItem,
    BudgetVersion,
    Document,
    FundingShare,
    FundingSource,
    Program,
    VersionKind,
    VersionStatus,
    YearlyAllocation,
)
from ledger.opening.document import EditionRows, Subjects, edition_from
from sites.models import Site
from sites.record import Record
from sites.said import SAID, saying


class OpeningRefused(ValueError):
    """Nothing was made; the text says why and what to do, in the reader's language."""


@dataclass(frozen=True)
class Target:
    """The version to open. `with_document`: with the texts, the plan, the schedule and the costs of the edition."""

    fiscal_year: int
    kind: str
    sequence: int = 1
    with_document: bool = True


@dataclass
class Opening:
    """What would be made for a programme; nothing of it is saved yet. `blanks` says what stays blank, in words."""

    program: Program
    source: str
    version: BudgetVersion
    allocations: list[YearlyAllocation] = field(default_factory=list)
    lines: list[BudgetLineItem] = field(default_factory=list)
    shares: list[FundingShare] = field(default_factory=list)
    edition: EditionRows | None = None
    carried: int = 0
    blanks: list[str] = field(default_factory=list)

    @property
    def amount(self) -> int | None:
        """What the version allots when it is opened, in won; None where it only carries."""
        own = [one.amount for one in self.allocations]
        return total((*own, *(line.amount for line in self.lines)))


def propose(slug: str, source: str, target: Target) -> Opening:
    """What opening `target` from the version `source` (a key) of a programme makes.

    A version that changes another (추경, 성립전, 최종예산) holds no rows of its own yet: everything is carried. Another
    one of the same year has all rows as they are, one of a later year has them moved on. Raises OpeningRefused, and
    NotInLedger for a programme or version that the ledger lacks.
    """
    facts = load(slug, source)
    program = Program.objects.get(slug=slug)
    version = version_to_open(facts, target)
    refuse_what_is_there(program, version)
    opening = Opening(program, facts.version.key, version)
    subjects = {(row.code, row.valid_from): row for row in AccountSubject.objects.all()}
    if target.kind in CHANGES_ANOTHER:
        opening.carried = len(facts.allocations)
    else:
        add_budget(opening, facts, subjects)
    if target.with_document:
        opening.edition = edition_from(facts, subjects, version)
        opening.blanks += blanks_of(opening.edition, facts, version)
    return opening


def propose_all(slugs: Iterable[str], source: str, target: Target) -> list[Opening]:
    """What opening makes for each of some programmes; those without anything in the source are left out."""
    found = [propose(slug, source, target) for slug in slugs]
    return [one for one in found if one.allocations or one.carried or one.edition]


def version_to_open(facts: Facts, target: Target) -> BudgetVersion:
    """The version of the whole city: the one that is there, if it is still a draft, or a new one."""
    key = {"fiscal_year": target.fiscal_year, "kind": target.kind, "sequence": target.sequence}
    found = BudgetVersion.objects.filter(**key).first()
    if found is not None:
        if found.status != VersionStatus.DRAFT:
            text = _("%(version)s is %(status)s: nothing can be opened in it any more.")
            raise OpeningRefused(text % {"version": found, "status": found.get_status_display()})
        return found
    changes = target.kind in CHANGES_ANOTHER
    if changes and target.fiscal_year != facts.year:
        text = _("A %(kind)s changes a budget of its own year: open it from a version of %(year)s.")
        kind = VersionKind(target.kind).label
        raise OpeningRefused(text % {"kind": kind, "year": target.fiscal_year})
    if target.fiscal_year < facts.year:
        raise OpeningRefused(_("Open a version of the same year or of a later one."))
    version = BudgetVersion(**key, based_on_id=facts.version.id if changes else None)
    version.full_clean()
    return version


def refuse_what_is_there(program: Program, version: BudgetVersion) -> None:
    """Raise OpeningRefused where the programme has something in the version already: nothing is ever overwritten."""
    if version.pk is None:
        return
    held = YearlyAllocation.objects.filter(program=program, version=version)
    if held.exists() or Document.objects.filter(program=program, version=version).exists():
        text = _("%(program)s has figures or a document in %(version)s already: go there and edit them.")
        raise OpeningRefused(text % {"program": program, "version": version})


def add_budget(opening: Opening, facts: Facts, subjects: Subjects) -> None:
    """The allocations and lines of the source, in the subjects that are in force in the year of the version."""
    year = opening.version.fiscal_year
    sites = {site.slug: site for site in Site.objects.all()}
    sources = {source.slug: source for source in FundingSource.objects.all()}
    groups: dict[Identity, list[Allocation]] = {}
    # What the source itself has ended is not opened again.
    for one in filter(None, (carried(one, facts.version.key) for one in facts.allocations)):
        subject = only_heir(one.subject, facts.successors, year)
        if subject is not None and is_in_force(subject, year):
            groups.setdefault(subject.identity, []).append(one)
        else:
            text = _("%(subject)s: no one subject continues it in %(year)s; nothing is made of it.")
            opening.blanks.append(text % {"subject": f"{one.subject.code} {one.subject.name}", "year": year})
    changed = sum(bool(line.ancestors and line.basis) for one in facts.allocations for line in one.lines)
    if changed:
        text = _("basis of estimate of %(count)s line items: their budget says that of a change only")
        opening.blanks.append(text % {"count": changed})
    for identity, members in groups.items():
        allocation = YearlyAllocation(
            program=opening.program, version=opening.version, subject=subjects[identity]
        )
        opening.allocations.append(allocation)
        if any(one.rest is not None for one in members):
            allocation.amount = total(one.amount for one in members)
            allocation.national_subsidy = total(one.national for one in members)
            allocation.unit = max((one.known_to for one in members), key=UNITS.__getitem__)
            together = [share for one in members for share in one.shares]
            opening.shares += shares_of(together, sources, allocation=allocation)
            if any(one.lines for one in members):
                text = _("%(subject)s: its amount only, as not all of it has line items.")
                opening.blanks.append(text % {"subject": subjects[identity]})
            continue
        for position, line in enumerate((line for one in members for line in one.lines), start=1):
            row = BudgetLineItem(
                allocation=allocation,
                position=position,
                description=line.description,
                basis=line.whole_basis,
                amount=line.amount,
                national_subsidy=line.national,
                unit=line.unit,
                site=sites.get(line.site or ""),
                is_one_off=line.is_one_off,
                continues_id=line.id,
            )
            opening.lines.append(row)
            opening.shares += shares_of(line.shares, sources, line_item=row)


def shares_of(
    shares: Iterable[SourceShare], sources: Mapping[str, FundingSource], **owner: Record
) -> Iterator[FundingShare]:
    """The rows of what each source gives to an amount, which `owner` names by its field; not saved."""
    for share in merged(shares):
        yield FundingShare(source=sources[share.source], amount=share.amount, **owner)


def blanks_of(edition: EditionRows | None, facts: Facts, version: BudgetVersion) -> list[str]:
    """What an edition leaves to be filled in, in words."""
    if edition is None:
        return [_("no document: %(source)s has none") % {"source": facts.year}]
    if version.fiscal_year == facts.year:
        return []
    found = []
    year = version.fiscal_year
    if any(one.amount is None and (one.period, one.year) == ("year", year) for one in edition.plan):
        found.append(_("investment plan: the amounts of %(year)s") % {"year": year})
    if edition.steps:
        found.append(_("schedule: the amounts of all %(count)s steps") % {"count": len(edition.steps)})
    if any(one.scope == "year" for one in edition.costs):
        found.append(_("overview: the cost of %(year)s") % {"year": year})
    return found


def save_all(openings: Sequence[Opening]) -> list[BudgetVersion]:
    """Make what was proposed, all or nothing; the log says what each was opened from. The versions, each once."""
    made: dict[str, BudgetVersion] = {}
    with transaction.atomic():
        for opening in openings:
            version = opening.version
            if version.pk is None:
                version = made.get(version.key) or version
                if version.pk is None:
                    version.save()
            made[version.key] = version
            opened = _("opened from %(source)s") % {"source": opening.source}
            with saying(why=": ".join(filter(None, (opened, SAID.get().why)))):
                save_rows(opening, version)
    return list(made.values())


def save_rows(opening: Opening, version: BudgetVersion) -> None:
    """The rows of one programme, below the version."""
    for allocation in opening.allocations:
        allocation.version = version
    batches: list[list[Record]] = [[*opening.allocations], [*opening.lines], [*opening.shares]]
    if opening.edition is not None:
        opening.edition.document.version = version
        opening.edition.document.save()
        batches += opening.edition.rows
    for rows in batches:
        if rows:
            type(rows[0])._base_manager.bulk_create(rows)
