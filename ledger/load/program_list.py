"""The figures of all programmes in a year, for the start page: `load_programs` -> ProgramList.

It reads sums where `ledger.load.load` reads rows: a constant number of queries, and the same figures.
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from django.db.models import Exists, OuterRef, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from ledger import models
from ledger.figures import carried, facts, versions
from ledger.figures.carried import in_force
from ledger.figures.money import total
from ledger.figures.program_list import ProgramBudget, ProgramList
from ledger.load.program import NotInLedger
from ledger.load.rows import all_subjects, allocations_by_program, cells_of, named, version_of

SumsByVersion = dict[tuple[int, int], tuple[int | None, int | None]]
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
    of_year = [version for version in ledger_versions if version.fiscal_year == year]
    bases = {version.id: versions.default_base(ledger_versions, version) for version in of_year}
    figures, own = sums_of([one for one in (*of_year, *bases.values()) if one is not None], ledger_versions)

    @cache
    def shown(held_in: frozenset[int]) -> facts.Version | None:
        """The version that programmes with allocations in just these versions of the year show."""
        candidates = [replace(version, has_allocation=version.id in held_in) for version in of_year]
        return None if year is None else versions.default_current(candidates, year)

    def budget(program: facts.Program, id: int) -> ProgramBudget:
        version = shown(frozenset(version.id for version in of_year if (id, version.id) in own))
        if version is None:
            return ProgramBudget(program)
        base = bases[version.id]
        if base is not None and base.has_allocation != ((id, base.id) in figures):
            base = replace(base, has_allocation=not base.has_allocation)
        current, prior = (
            NOTHING if one is None else figures.get((id, one.id), NOTHING) for one in (version, base)
        )
        return ProgramBudget(
            program=program,
            version=version,
            base=base,
            current=current[0],
            current_national=current[1],
            prior=prior[0],
            prior_national=prior[1],
        )

    columns = named("slug", "name", "bureau", "division", "first_year", "account", id="pk")
    rows = cells_of(models.Program.objects.order_by(), columns)
    programs = [budget(id=cells.pop("id"), program=facts.Program(**cells)) for cells in rows]
    return ProgramList(
        year,
        timezone.localtime(),
        tuple(sorted({*known, *([year] if year is not None else [])}, reverse=True)),
        tuple(sorted(programs, key=list_order)),
    )


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
