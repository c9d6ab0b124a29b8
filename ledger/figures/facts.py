"""What the database says of a programme in one year, as pure frozen records.

`ledger.load` makes them; reports and tie-outs compute over them. Amounts are won, None where a cell is blank;
`unit` beside an amount is the unit in which it is known; `id` is that of the row in the database, 0 in tests. What a
budget is made of stands in budget.py, and is had from here as well.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ledger.figures.budget import Allocation as Allocation
from ledger.figures.budget import Line as Line
from ledger.figures.budget import SourceShare as SourceShare
from ledger.figures.budget import Subject as Subject
from ledger.figures.budget import Successions as Successions
from ledger.figures.budget import Version as Version
from ledger.figures.money import total

if TYPE_CHECKING:
    from ledger.figures.movement import CarryOver, Movement


@dataclass(frozen=True)
class Program:
    """A programme (세부사업) with what its years share; '' where a text is not known, `first_year` None."""

    slug: str
    name: str
    bureau: str
    division: str
    first_year: int | None
    account: str = ""
    recurrence: str = ""
    location: str = ""
    field: str = ""
    policy_program: str = ""
    unit_program: str = ""


@dataclass(frozen=True)
class Site:
    """A site as the document describes it; `area` in m² of the kind `area_kind`.

    `said_by`: field -> the id of the edition's row (DocumentSite) that says it; what it lacks the shared row `id` says.
    `change_reason` is why the edition says other than the one before (figures/editions.py).
    """

    slug: str
    name: str
    status: str
    construction_cost: int | None
    unit: str
    area: Decimal | None
    area_kind: str
    floors_above: int | None
    floors_below: int | None
    note: str = ""
    id: int = 0
    is_appraised: bool = False
    """Whether a milestone that has happened says that its investment was appraised (투자심사)."""
    floors_used: str = ""
    spaces: str = ""
    address: str = ""
    position: int | None = None
    change_reason: str = ""
    is_listed: bool = True
    """Whether it is a site of the programme; else lines or grants name it alone, and its costs are another's."""
    said_by: Mapping[str, int] = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class Milestone:
    """A step of the programme's past or plan (추진경위), of the sites (slugs) that it names, of none: of them all.

    `happened_on` to `until` (None: a moment) are known to the `precision`, day or month; a month is its first day.
    `stage` is the site status that its sites reached by it.
    """

    track: str
    happened_on: date
    until: date | None
    precision: str
    text: str
    is_planned: bool
    stage: str | None
    sites: tuple[str, ...] = ()
    id: int = 0


@dataclass(frozen=True)
class Grant:
    """National money secured for a site (None: for the programme) in a year."""

    site: str | None
    kind: str
    amount: int
    unit: str
    year: int
    id: int = 0
    ministry: str = ""
    secured_on: str = ""


@dataclass(frozen=True)
class Cost:
    """총사업비 (scope total) or 사업비 of the year by source of money."""

    source: str
    scope: str
    off_budget: bool
    amount: int | None
    unit: str
    id: int = 0


@dataclass(frozen=True)
class PlanEntry:
    """A cell of the multi-year plan; `year` is the one of the column's heading."""

    subject: Subject
    period: str
    year: int
    amount: int | None
    national: int | None
    unit: str
    id: int = 0
    shares: tuple[SourceShare, ...] = ()


NATIONAL_REFUND = "802-01"
"""The code of 국고보조금반환금, the subject that pays national money back."""

REFUND_CODES = {"national": NATIONAL_REFUND, "metropolitan": "802-02"}
"""Level of a source -> the code of the subject that pays its money back: 802-02 is 시·도비보조금반환금. What a district
gives, bonds and the rest are not paid back by a budget subject of their own."""


@dataclass(frozen=True)
class FundingSource:
    """A source of money; `level` is that of models.funding.FundingLevel."""

    slug: str
    name: str
    level: str
    mark: str = ""

    @property
    def refund_code(self) -> str | None:
        """The code of the subject that pays back what is left of its money; None where none does."""
        return REFUND_CODES.get(self.level)


@dataclass(frozen=True)
class MatchingRatio:
    """Percent of what is matched that a side pays: 'national', 'own', or 'source' with the `source` (slug)."""

    part: str
    source: str | None
    percent: Decimal
    valid_from: int


@dataclass(frozen=True)
class Share:
    """How much of a step falls to a subject, in won; `is_inferred`: the document does not print the split."""

    subject: Subject
    amount: int
    is_inferred: bool
    id: int = 0


@dataclass(frozen=True)
class Step:
    """A row of the year's schedule. `own_amount` counts only where there are no shares."""

    position: int
    text: str
    detail: str
    starts_on: str
    ends_on: str
    own_amount: int | None
    unit: str
    shares: tuple[Share, ...] = ()
    id: int = 0

    @cached_property
    def amount(self) -> int | None:
        """The figure in won: the sum of the shares, else the own amount, else missing."""
        return total(share.amount for share in self.shares) if self.shares else self.own_amount


@dataclass(frozen=True)
class Document:
    """An edition of the programme, with the key of its version; `prior_basis` is what it calls the year before.

    `bureau` and `division` as it names them; '' reads as the programme's.
    """

    slug: str
    title: str
    version: str
    prior_basis: str = "original"
    id: int = 0
    bureau: str = ""
    division: str = ""


@dataclass(frozen=True)
class Section:
    """A text of the document; `kind` is that of models.document.Section."""

    kind: str
    heading: str
    text: str


@dataclass(frozen=True)
class Settlement:
    """A settlement row as printed: cell -> won, None where blank. `subject` None is the whole programme.

    `recipients_executed`: of money handed on, what its recipients had spent by `recipients_as_of` ('2020.06.30.').
    `unspent_reason` says why something is left (집행잔액 사유).
    """

    fiscal_year: int
    subject: Subject | None
    portion: str
    cells: dict[str, int | None]
    unit: str
    recipients_executed: int | None = None
    recipients_as_of: str = ""
    unspent_reason: str = ""
    id: int = 0
    shares: tuple[tuple[str, SourceShare], ...] = ()
    """The cell that each share of a source is of, and the share."""


@dataclass(frozen=True)
class Snapshot:
    """What was committed and executed of the year's budget by a day. `subject` None is the whole programme."""

    subject: Subject | None
    as_of: date
    committed: int | None
    executed: int | None
    unit: str
    source: str = ""
    id: int = 0


@dataclass(frozen=True)
class Threshold:
    """From which size on a change needs an explanation: won, and percent where there is a rate."""

    amount: int
    rate: Decimal


@dataclass(frozen=True)
class StatedFigure:
    """A figure as the document prints it, at the cell of a report. `value` in won or `rate` in percent.

    `line` counts the lines of the source text from 1; `repair` says what was done to read it.
    """

    report: str
    row: str
    column: str
    year: int
    unit: str
    text: str
    value: int | None
    rate: Decimal | None
    line: int | None = None
    repair: str = ""
    id: int = 0


@dataclass(frozen=True)
class Explanation:
    """An explanation of a broken tie (kind 'finding') or of a change, with the sides as they were then.

    `base` is the key of the version that a change was measured against.
    """

    kind: str
    rule: str
    report: str
    row: str
    column: str
    year: int
    unit: str
    left: str
    right: str
    internal_note: str
    submission_text: str
    document_number: str
    author: str
    created_at: datetime
    base: str | None = None


@dataclass(frozen=True)
class Facts:
    """All that the reports of one programme, version and base are computed from.

    `allocations` are the version's and `base_allocations` the base's; the costs, plan and schedule are those of
    `document`, the edition that belongs to the version. `base` None: the ledger holds no version to compare with.
    `base_is_default` is false where the reader chose another base than the document's; `document_is_own` is false
    where the version prints no document and borrows the year's: what that prints is no witness of this version.

    `budgets` has the allocations of each version that a page may set beside the current one, by the version's key:
    the named bases (ledger/figures/versions.py) and each year's default. `snapshots` are those of the year, the oldest
    first; `movements` and `carry_overs` (ledger/figures/movement.py) those of all years. `threshold` None: every
    change needs an explanation.

    `documents` are all editions of the programme, whatever their version. `prior_basis` is that of the document.

    `sources` are those that money can come from, in their order; `ratios` those in force in the year.

    What an edition cannot know is not in it: `settlements` are those of the years before, `grants` those secured by the
    end of the year. `settlements_of_year` tell how the year itself ended: only its execution reads them. `sites` are as
    the edition says, `sites_before` as the edition before it did (None: there is none).

    `row_orders`: report -> the keys of the rows that the document prints, from its first to its last.
    `successions` are those that stand beside what each subject `replaces`: `successors` has both.
    """

    program: Program
    versions: tuple[Version, ...]
    version: Version
    base: Version | None
    as_of: datetime
    subjects: tuple[Subject, ...] = ()
    allocations: tuple[Allocation, ...] = ()
    base_allocations: tuple[Allocation, ...] = ()
    document: str | None = None
    costs: tuple[Cost, ...] = ()
    plan: tuple[PlanEntry, ...] = ()
    schedule: tuple[Step, ...] = ()
    settlements: tuple[Settlement, ...] = ()
    sites: tuple[Site, ...] = ()
    grants: tuple[Grant, ...] = ()
    stated: tuple[StatedFigure, ...] = ()
    explanations: tuple[Explanation, ...] = ()
    base_is_default: bool = True
    document_is_own: bool = True
    budgets: Mapping[str, tuple[Allocation, ...]] = field(default_factory=dict)
    snapshots: tuple[Snapshot, ...] = ()
    movements: "tuple[Movement, ...]" = ()
    carry_overs: "tuple[CarryOver, ...]" = ()
    threshold: Threshold | None = None
    document_id: int = 0
    documents: tuple[Document, ...] = ()
    sources: tuple[FundingSource, ...] = ()
    ratios: tuple[MatchingRatio, ...] = ()
    prior_basis: str = "original"
    row_orders: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    successions: Successions = ()
    settlements_of_year: tuple[Settlement, ...] = ()
    sites_before: tuple[Site, ...] | None = None
    books: dict[Hashable, tuple[Any, list[Any]]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """What was computed from these facts so far: reports with what each was asked (reporting/books.py), tie-outs."""

    @property
    def year(self) -> int:
        """The fiscal year of the version."""
        return self.version.fiscal_year

    @cached_property
    def successors(self) -> Mapping[tuple[str, int], tuple[Subject, ...]]:
        """(Code, valid_from) of a subject -> those that continue it, in whatever year they begin."""
        of_identity = {subject.identity: subject for subject in self.subjects}
        pairs = [(one.replaces, one.identity) for one in self.subjects if one.replaces is not None]
        found: dict[tuple[str, int], dict[tuple[str, int], Subject]] = {}
        for old, new in (*pairs, *self.successions):
            if new in of_identity:
                found.setdefault(old, {})[new] = of_identity[new]
        return {old: tuple(new.values()) for old, new in found.items()}
