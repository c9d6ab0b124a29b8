"""The figures of all programmes in a year, for the start page: `load_programs` -> ProgramList.

It reads sums where `ledger.load.load` reads rows: a constant number of queries, and the same figures.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from django.db.models import Exists, FilteredRelation, OuterRef, Q, Sum
from django.db.models.functions import Coalesce

from ledger import models
from ledger.figures import carried, facts, versions
from ledger.figures.available import UNASSIGNED_SUBJECT, available_from
from ledger.figures.carried import in_force
from ledger.figures.money import total
from ledger.figures.program_list import ProgramBudget, ProgramList
from ledger.load.moment import moment_read
from ledger.load.program import NotInLedger, shown_document
from ledger.load.rows import (
    all_subjects,
    allocations_by_program,
    named,
    program_in_edition,
    settlements_in,
    version_of,
)

Sums = tuple[int | None, int | None]
"""A budget and its national part in won."""

SumsByVersion = dict[tuple[int, int], Sums]
"""Programme id and version id -> the budget and its national part in won. Absent: no allocation at all."""

Held = set[tuple[int, int]]
"""Programme id and version id, where the version itself holds an allocation of the programme."""


def load_programs(year: int | None = None) -> ProgramList:
    """All programmes with the budget that each one's own page shows in the fiscal year, and its base.

    Without `year` the latest in which any programme has a budget. Raises NotInLedger for a year that the ledger
    holds no version of.
    """
    ledger_versions = all_versions()
    known = versions.budget_years(ledger_versions)
    if year is None:
        year = known[0] if known else None
    elif all(version.fiscal_year != year for version in ledger_versions):
        raise NotInLedger("year", year, known)
    programs = budgets(ledger_versions, year)
    return ProgramList(
        year,
        moment_read(),
        tuple(sorted({*known, *([year] if year is not None else [])}, reverse=True)),
        tuple(sorted(programs, key=list_order)),
    )


@dataclass(frozen=True)
class Listed:
    """A programme by its id, and its editions of the year, the one that was entered last first."""

    id: int
    program: facts.Program
    documents: list[facts.Document]


def read_programs(of_year: Iterable[facts.Version]) -> list[Listed]:
    """All programmes with their editions in some versions (one query)."""
    keys = {version.id: version.key for version in of_year}
    edition = FilteredRelation("documents", condition=Q(documents__version__in=[*keys, 0]))
    of_program = named("slug", "name", "bureau", "division", "first_year", "account", id="pk")
    names = ("slug", "title", "prior_basis", "bureau", "division", "version", "id")
    of_edition = {name: f"edition__{name}" for name in names}
    rows = models.Program.objects.annotate(edition=edition).order_by("-edition__pk")
    found: dict[int, Listed] = {}
    for cells in rows.values_list(*of_program.values(), *of_edition.values()):
        own = dict(zip(of_program, cells, strict=False))
        stated = dict(zip(of_edition, cells[len(own) :], strict=True))
        id = own.pop("id")
        listed = found.setdefault(id, Listed(id, facts.Program(**own), []))
        if stated["id"] is not None:
            listed.documents.append(facts.Document(**{**stated, "version": keys[stated["version"]]}))
    return list(found.values())


def budgets(ledger_versions: list[facts.Version], year: int | None) -> Iterator[ProgramBudget]:
    """The budget of each programme in a year, and what its edition of the year compares it with; none in no year."""
    of_year = [version for version in ledger_versions if version.fiscal_year == year]
    rows = read_programs(of_year)
    declared = {document.prior_basis for row in rows for document in row.documents} | {"original"}
    bases = {
        (version.id, basis): versions.default_base(ledger_versions, version, basis)
        for version in of_year
        for basis in declared
    }
    before = 0 if year is None else year - 1
    of_year_before = [one for one in ledger_versions if one.fiscal_year == before]
    asked = [*of_year, *bases.values(), *(of_year_before if versions.AVAILABLE in declared else [])]
    figures, own = sums_of([one for one in asked if one is not None], ledger_versions)

    @cache
    def shown(held_in: frozenset[int]) -> facts.Version | None:
        """The version that programmes with allocations in just these versions of the year show."""
        candidates = [replace(version, has_allocation=version.id in held_in) for version in of_year]
        return None if year is None else versions.default_current(candidates, year)

    available = (
        available_sums(rows, of_year_before, before, figures, own) if versions.AVAILABLE in declared else {}
    )
    for row in rows:
        version = shown(frozenset(version.id for version in of_year if (row.id, version.id) in own))
        if version is None:
            yield ProgramBudget(row.program)
            continue
        edition = shown_document(row.documents, of_year, version, None) if row.documents else None
        basis = edition.prior_basis if edition and edition.version == version.key else "original"
        base = bases[version.id, basis]
        if base is not None and base.has_allocation != ((row.id, base.id) in figures):
            base = replace(base, has_allocation=not base.has_allocation)
        prior = NOTHING if base is None else figures.get((row.id, base.id), NOTHING)
        if basis == versions.AVAILABLE and base is None and row.id in available:
            base, prior = versions.available_version(before), available[row.id]
        current = figures.get((row.id, version.id), NOTHING)
        program = program_in_edition(row.program, edition)
        yield ProgramBudget(
            program=program,
            version=version,
            base=base,
            current=current[0],
            current_national=current[1],
            prior=prior[0],
            prior_national=prior[1],
            is_renamed=program != row.program,
        )


def available_sums(
    rows: Iterable[Listed],
    ledger_versions: Iterable[facts.Version],
    year: int,
    figures: SumsByVersion,
    own: Held,
) -> dict[int, Sums]:
    """Programme id -> its 예산현액 of a year, where an edition compares with that and the ledger knows it.

    What is known by subject is of no matter here: each budget is one allocation.
    """
    asked = [row.id for row in rows if any(one.prior_basis == versions.AVAILABLE for one in row.documents)]
    settled: dict[int, list[facts.Settlement]] = defaultdict(list)
    entered = models.Settlement.objects.filter(fiscal_year__lte=year)
    if len(asked) <= MOST_NAMED:
        entered = entered.filter(program__in=asked)
    for program, settlement in settlements_in(entered, all_subjects()[0]):
        settled[program].append(settlement)
    found = {}
    for id in asked:
        held = [replace(one, has_allocation=(id, one.id) in own) for one in ledger_versions]
        budgets = {
            one.key: (facts.Allocation(0, UNASSIGNED_SUBJECT, *figures.get((id, one.id), NOTHING), "won"),)
            for one in held
        }
        available = available_from(tuple(settled[id]), held, budgets, year)
        if available is not None:
            found[id] = (total(one.amount for one in available), total(one.national for one in available))
    return found


MOST_NAMED = 500
"""Up to how many programmes a query names; where there are more, it reads all of their versions."""

NOTHING = (None, None)
"""The sums of a programme that has no allocation in a version."""

AMOUNT = Coalesce("line_items__amount", "amount")
NATIONAL = Coalesce("line_items__national_subsidy", "national_subsidy")
"""`facts.Allocation.amount` and `national` in SQL, over an allocation and its line items: a line's amount is never
null, so that it is the own amount only of an allocation without lines (which the outer join gives one row)."""


def list_order(one: ProgramBudget) -> tuple[object, ...]:
    """What a programme is ordered by: bureau, division and name on every database alike, what names none last."""
    program = one.program
    return (
        not program.bureau,
        program.bureau,
        not program.division,
        program.division,
        program.name,
        program.slug,
    )


def all_versions() -> list[facts.Version]:
    """All versions of the ledger; `has_allocation` says whether any programme has an allocation in it."""
    allocations = models.YearlyAllocation.objects.filter(version=OuterRef("pk"))
    rows = models.BudgetVersion.objects.annotate(has_allocation=Exists(allocations))
    return [version_of(row, has_allocation=row.has_allocation) for row in rows]


def sums_of(
    of_versions: list[facts.Version], ledger_versions: list[facts.Version]
) -> tuple[SumsByVersion, Held]:
    """Each programme's figure in each of the versions, and which of them hold an allocation of it.

    The database sums whole budgets. Where a version changes another, what it carries is added up from the rows of the
    programmes that are in it: those that it does not name have the figure of the budget that it changes.
    """
    chains = {version.id: versions.chain(ledger_versions, version) for version in of_versions}
    read = {one.id: one for chain in chains.values() for one in chain}
    rows = (
        models.YearlyAllocation.objects.filter(version__in=read)
        .order_by()
        .values_list("program_id", "version_id")
        .annotate(figure=Sum(AMOUNT), national=Sum(NATIONAL))
    )
    own = {(program, version): (amount, national) for program, version, amount, national in rows}
    found = dict(own)
    changing = {version.id for chain in chains.values() for version in chain[:-1]}
    touched = changed_programs({program for program, version in own if version in changing}, read)
    for version in of_versions:
        if version.id not in changing:
            continue
        whole = chains[version.id][-1].id
        for program in {program for program, held_in in own if held_in == whole} - touched.keys():
            found[program, version.id] = own[program, whole]
        for program, held in touched.items():
            allocations = in_force(held, ledger_versions, version)
            if allocations:
                found[program, version.id] = (
                    total(one.amount for one in allocations),
                    total(one.national for one in allocations),
                )
    return found, set(own)


def changed_programs(programs: set[int], read: Iterable[int]) -> dict[int, carried.Held]:
    """The allocations of some programmes in some versions (by id), as they are held (two queries, none for none)."""
    if not programs:
        return {}
    rows = models.YearlyAllocation.objects.filter(version__in=read)
    if len(programs) <= MOST_NAMED:
        rows = rows.filter(program__in=programs)
    held = allocations_by_program(rows, all_subjects()[0])
    return {program: held[program] for program in programs}
