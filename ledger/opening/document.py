"""An edition of the document as a later version begins with it: texts, the plan moved on, schedule, costs, sites."""

from dataclasses import dataclass, field
from datetime import date

from ledger.figures.facts import Facts
from ledger.figures.moved_plan import moved_on
from ledger.models import (
    AccountSubject,
    BudgetVersion,
    CostScope,
    Document,
    DocumentSection,
    DocumentSite,
    FundingShare,
    FundingSource,
    InvestmentPlanEntry,
    ProgramCost,
    ScheduleItem,
    ScheduleShare,
)
from ledger.opening.keeping import stated
from sites.record import Record
from sites.slugs import free_slug

Subjects = dict[tuple[str, int], AccountSubject]
"""Code and valid_from -> the account subject."""


@dataclass
class EditionRows:
    """The rows of an edition that is not saved yet. `shares` belong to the steps of the same edition, `funding` to
    its plan.
    """

    document: Document
    sections: list[DocumentSection] = field(default_factory=list)
    plan: list[InvestmentPlanEntry] = field(default_factory=list)
    funding: list[FundingShare] = field(default_factory=list)
    steps: list[ScheduleItem] = field(default_factory=list)
    shares: list[ScheduleShare] = field(default_factory=list)
    costs: list[ProgramCost] = field(default_factory=list)
    sites: list[DocumentSite] = field(default_factory=list)

    @property
    def rows(self) -> list[list[Record]]:
        """The rows below the document in the order in which they can be saved."""
        return [
            [*self.sections],
            [*self.plan],
            [*self.funding],
            [*self.steps],
            [*self.shares],
            [*self.costs],
            [*self.sites],
        ]


def edition_from(facts: Facts, subjects: Subjects, version: BudgetVersion) -> EditionRows | None:
    """The edition that the facts show, for a version of the same year as it is, for a later one moved on.

    None where the year has no document. In a later year the amounts of the schedule and the costs of the year are
    blank; printed figures are those of the paper that they stand on and are never copied. The sites are as the edition
    says, bureau and division as the programme has them today.
    """
    if facts.document is None:
        return None
    before = Document.objects.get(slug=facts.document)
    taken = set(Document.objects.values_list("slug", flat=True))
    years = version.fiscal_year - facts.year
    document = Document(
        slug=free_slug(f"{facts.program.slug}-{version.key}", "document", taken),
        program=before.program,
        version=version,
        title=before.title.replace(str(facts.year), str(version.fiscal_year)),
        bureau=before.program.bureau,
        division=before.program.division,
    )
    edition = EditionRows(document)
    edition.sections = [
        DocumentSection(
            document=document, section=one.section, position=one.position, heading=one.heading, text=one.text
        )
        for one in before.sections.all()
    ]
    entries = moved_on(facts.plan, facts.successors, version.fiscal_year) if years else facts.plan
    edition.plan = [
        InvestmentPlanEntry(
            document=document,
            subject=subjects[one.subject.identity],
            period=one.period,
            year=one.year,
            amount=one.amount,
            national_subsidy=one.national,
            unit=one.unit,
        )
        for one in entries
    ]
    sources = {source.slug: source for source in FundingSource.objects.all()}
    edition.funding = [
        FundingShare(plan_entry=row, source=sources[share.source], amount=share.amount)
        for row, one in zip(edition.plan, entries, strict=True)
        for share in one.shares
    ]
    add_schedule(edition, before, years)
    edition.costs = [
        ProgramCost(
            document=document,
            source=one.source,
            scope=one.scope,
            off_budget=one.off_budget,
            amount=None if years and one.scope == CostScope.YEAR else one.amount,
            unit=one.unit,
        )
        for one in before.costs.all()
    ]
    edition.sites = [stated(document, site) for site in facts.sites if site.is_listed]
    return edition


def add_schedule(edition: EditionRows, before: Document, years: int) -> None:
    """The steps of the year's schedule: of the same year with their amounts, of a later one with dates moved on."""
    for one in before.schedule_items.prefetch_related("shares__subject"):
        step = ScheduleItem(
            document=edition.document,
            position=one.position,
            text=one.text,
            detail=one.detail,
            starts_on=later(one.starts_on, years),
            ends_on=later(one.ends_on, years),
            precision=one.precision,
            amount=None if years else one.amount,
            unit=one.unit,
        )
        edition.steps.append(step)
        if not years:
            edition.shares += [
                ScheduleShare(
                    item=step, subject=share.subject, amount=share.amount, is_inferred=share.is_inferred
                )
                for share in one.shares.all()
            ]


def later(day: date | None, years: int) -> date | None:
    """The same day some years on; the last of February where that year has no 29th."""
    if day is None:
        return None
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
