"""Each distinct page of the product, in one place. Who adds a page adds it here."""

from dataclasses import dataclass, field

from ledger.reports import REPORTS_BY_NAME
from ledger.reports.variance import BREAKDOWNS

PROGRAM = "/programs/smart-anchor/"


@dataclass(frozen=True)
class Address:
    """A page by its name, as a role (None: signed out) finds it, with the status that it answers.

    `excluded`: the axe rules that it may break -> why.
    """

    name: str
    path: str
    role: str | None = "manager"
    status: int = 200
    excluded: dict[str, str] = field(default_factory=dict, hash=False)


OWN = (
    Address("login", "/login/", role=None),
    Address("start", "/"),
    Address("programme", PROGRAM),
    Address("programme-as-finance", PROGRAM, role="finance"),
    Address("year-without-base", f"{PROGRAM}?year=2020"),
    *(Address(f"report-{name}", f"{PROGRAM}reports/{name}/") for name in REPORTS_BY_NAME),
    *(Address(f"variance-by-{by}", f"{PROGRAM}reports/variance/?by={by}") for by in BREAKDOWNS),
    Address("variance-explaining", f"{PROGRAM}reports/variance/?explain=201-01"),
    Address("variance-two-bases", f"{PROGRAM}reports/variance/?beside=2020-available"),
    Address("variance-only-open", f"{PROGRAM}reports/variance/?only=open&by=site", role="auditor"),
    Address("lines-of-a-site", f"{PROGRAM}reports/basis-comparison/?site=jung-printing&unchanged=summed"),
    Address("settlement-flow-by-subject", f"{PROGRAM}reports/settlement-bridge/?by=subject"),
    Address("document", f"{PROGRAM}document/"),
    Address("document-of-a-year-without-one", f"{PROGRAM}document/?year=2020"),
    Address("brief", f"{PROGRAM}brief/"),
    Address("start-flat", "/?group=none&sort=-change"),
    Address("start-nothing-found", "/?q=moon"),
    Address("trace-of-a-missing-figure", f"{PROGRAM}reports/settlement/trace/?row=2020&column=executed"),
    Address("variance-top", f"{PROGRAM}reports/variance/?top=2&sort=-change"),
    Address("site-chosen", f"{PROGRAM}reports/sites/?site=gaebong-makerspace&area_kind=plot"),
    Address("trace", f"{PROGRAM}reports/budget-summary/trace/?row=total&column=current"),
    Address("tie-outs", f"{PROGRAM}tie-outs/"),
    Address("tie-outs-of-the-auditor", f"{PROGRAM}tie-outs/?verdict=breaks", role="auditor"),
    Address("workbook", f"{PROGRAM}workbook/"),
    Address("workbook-to-hand-in", f"{PROGRAM}workbook/", role="finance"),
    Address("workbook-of-a-year-without-base", f"{PROGRAM}workbook/?year=2020", role="approver"),
    Address("exports-none", "/exports/"),
    Address("submissions-none", "/submissions/?year=1999", role="auditor"),
    Address("submissions", "/submissions/", role="auditor"),
    Address("submissions-looked-at", "/submissions/?looked=1", role="auditor"),
    Address("deadlines", "/deadlines/", role="finance"),
    Address("what-changed", "/changes/?since=&files=1&kind=ledger.budgetlineitem", role="finance"),
    Address("what-changed-nothing", "/changes/?since=2000-01-01&until=2000-01-02", role="auditor"),
    Address("undo", "/changes/1/undo/", role="finance"),
    Address("checklist", f"{PROGRAM}checklist/"),
    Address("two-moments", f"{PROGRAM}reports/budget-summary/moments/?then=2000-01-01"),
    Address("help", "/help/"),
    Address("help-chapter", "/help/entry/"),
    Address("password", "/password/"),
    Address("error-400", f"{PROGRAM}?year=abc", status=400),
    Address("error-403", "/admin/ledger/program/add/", status=403),
    Address("error-404", "/programs/nothing/", status=404),
)
"""The pages that are drawn here."""

ADMIN = (
    Address("admin-year", "/admin/ledger/program/smart-anchor/budget/2021-original/", role="finance"),
    Address(
        "admin-year-in-forms",
        "/admin/ledger/program/smart-anchor/budget/2021-original/?forms=1",
        role="finance",
    ),
    *(
        Address(
            f"admin-sheet-{kind}",
            f"/admin/ledger/program/smart-anchor/budget/2021-original/sheet/{kind}/",
            role="finance",
        )
        for kind in ("funding", "investment-plan", "schedule", "schedule-shares", "settlement")
    ),
    Address("admin-year-looked-at", "/admin/ledger/program/smart-anchor/budget/2021-original/"),
    Address("admin-index", "/admin/", role="finance"),
    Address("admin-index-looked-at", "/admin/"),
    Address("admin-index-of-the-administrator", "/admin/", role="admin"),
    Address(
        "admin-paste-execution",
        "/admin/ledger/executionsnapshot/paste/",
        role="finance",
        excluded={"aria-input-field-name": "Django's own field for searching a row (select2) has no name"},
    ),
    Address("admin-programmes", "/admin/ledger/program/", role="finance"),
    Address("admin-sites", "/admin/sites/site/", role="finance"),
)
"""Data entry: Django's own pages in their own look, and our page of a year among them."""

PAGES = (*OWN, *ADMIN)
