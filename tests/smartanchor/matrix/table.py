"""Who may do what at which address: written down here, and nowhere computed from what the application does.

An address that no line names, or two do, fails the tests: whoever adds one says who it is for.
"""

from collections.abc import Set
from dataclasses import dataclass
from fnmatch import fnmatchcase

FINANCE, APPROVER, MANAGER, AUDITOR, ADMIN = "finance", "approver", "manager", "auditor", "admin"
ALL = frozenset({FINANCE, APPROVER, MANAGER, AUDITOR, ADMIN})
LOOK = ALL - {ADMIN}
NOBODY: frozenset[str] = frozenset()

DONE = frozenset({200, 302})
"""A form that was taken: it leads on, or it is shown again with what it lacks."""


@dataclass(frozen=True)
class Access:
    """An address: who gets it (`get`) with which answer (`shown`), who may send a form there (`post`; `taken`).

    Who is not named gets 403 (`refused`), or 404 (`hidden_from`). `post` is None where there is nothing to send: 405.
    `writes` has those whose form changes the ledger; of anybody else's nothing is left behind. `is_public` needs nobody
    to sign in. `is_of_programs`: what the address names belongs to a division, and who is in charge of another one
    writes nothing there; nor reads where the page is only for writing (`is_for_writing`).
    """

    get: Set[str] | None = LOOK
    post: Set[str] | None = None
    writes: Set[str] = NOBODY
    shown: Set[int] = frozenset({200})
    refused: int = 403
    has_head: bool = True
    taken: Set[int] = DONE
    is_public: bool = False
    hidden_from: Set[str] = NOBODY
    is_of_programs: bool = False
    is_for_writing: bool = False


def reading(get: Set[str] = LOOK, shown: Set[int] = frozenset({200})) -> Access:
    """A page of Django's that takes what is sent for a question."""
    return Access(get, post=get, shown=shown, taken=shown)


EXPLAIN = frozenset({FINANCE, APPROVER, MANAGER})
HAND_IN = frozenset({FINANCE, APPROVER})
EDIT = frozenset({FINANCE})
USERS = frozenset({ADMIN})

TABLE: dict[str, Access] = {
    # The site.
    # Who manages accounts is led on to data entry.
    "programs_page": Access(refused=302),
    "program_page": Access(),
    "report_page": Access(),
    "trace_page": Access(),
    "document_page": Access(),
    "brief_page": Access(),
    # It may begin a job: no HEAD.
    "export_line_items": Access(has_head=False),
    "exports_page": Access(),
    # Somebody else's: there is none.
    "export_page": Access(shown={404}, post=LOOK, taken={404}),
    "export_file": Access(shown={404}),
    "saved_views": Access(shown={302}, post=LOOK, writes=LOOK),
    "delete_view": Access(shown={302}, post=LOOK, taken={404}),
    "tie_outs_page": Access(post=EXPLAIN, writes=EXPLAIN, taken={302, 409}, is_of_programs=True),
    "variance_page": Access(post=EXPLAIN, writes=EXPLAIN, taken={302, 409}, is_of_programs=True),
    "workbook_page": Access(post=HAND_IN, writes=HAND_IN, taken={302, 409}, is_of_programs=True),
    # To look at it is recorded.
    "workbook_file": Access(),
    "submissions_page": Access(),
    "submission_page": Access(),
    "submission_file": Access(),
    "set_unit": Access(None, post=LOOK),
    "set_language": Access(ALL, shown={302}, post=ALL, is_public=True),
    "health": Access(ALL, is_public=True),
    # The handbook is for everybody.
    "help_page": Access(ALL),
    "chapter_page": Access(ALL),
    "login": Access(ALL, post=ALL, is_public=True),
    "logout": Access(None, post=ALL),
    "password": Access(ALL, post=ALL),
    "password_changed": Access(ALL),
    # What changed; who may undo it is asked of each row (tests/ledger/undoing).
    "moments_page": Access(),
    "changes_page": Access(ALL),
    "program_changes_page": Access(shown={302}),
    # Of what somebody may not see there is none: an administrator sees what became of accounts.
    "undo_change": Access(
        EDIT,
        post=EDIT,
        writes=EDIT,
        taken={200, 302, 409},
        hidden_from=USERS,
        is_of_programs=True,
        is_for_writing=True,
    ),
    # Nobody has saved so: there is no such save.
    "undo_request": Access(ALL, shown={404}, post=ALL, taken={404}),
    # The start page of data entry and what it leads to.
    "start_page": Access(ALL),
    "open_points_part": Access(),
    "checklist_page": Access(),
    "deadlines_page": Access(LOOK, post=LOOK, taken={302, 400}),
    "calendar_of_reader": Access(LOOK),
    "calendar_at_address": Access(ALL, shown={404}, is_public=True),
    # Data entry as a whole.
    "admin:index": Access(ALL),
    "admin:app_list": Access(LOOK, post=LOOK, refused=404),
    "admin:login": Access(ALL, shown={200, 302}, post=ALL, is_public=True),
    "admin:logout": Access(None, post=ALL),
    "admin:password_change": Access(ALL, post=ALL),
    "admin:password_change_done": Access(ALL),
    "admin:jsi18n": Access(ALL),
    "admin:autocomplete": Access(LOOK),
    "admin:view_on_site": reading(ALL, shown={302}),
    "admin:RedirectView": Access(ALL, shown={302}, post=ALL, taken={302}),
    "admin:catch_all_view": reading(ALL, shown={404}),
    # Rows.
    "admin:auth_user_changelist": Access(USERS, post=USERS),
    "admin:auth_user_add": Access(USERS, post=USERS, writes=USERS),
    "admin:auth_user_change": Access(USERS, post=USERS, writes=USERS),
    "admin:auth_user_password_change": Access(USERS, post=USERS, writes=USERS),
    "admin:auth_user_history": reading(USERS),
    "admin:auth_user_delete": Access(NOBODY, post=NOBODY),
    "admin:ledger_program_budget": Access(LOOK, post=EDIT, writes=EDIT, is_of_programs=True),
    # JSON: the rows of a sheet, a difference of them that is saved; what that would change, which writes nothing.
    # The line items stand on the page of the year: it leads there.
    "admin:ledger_program_sheet": Access(
        LOOK, post=EDIT, writes=EDIT, shown={200, 302}, taken={200}, is_of_programs=True
    ),
    "admin:ledger_program_sheet_preview": Access(
        None, post=EDIT, taken={200}, is_of_programs=True, is_for_writing=True
    ),
    "admin:ledger_program_open": Access(
        EDIT, post=EDIT, writes=EDIT, is_of_programs=True, is_for_writing=True
    ),
    "admin:ledger_executionsnapshot_paste": Access(EDIT, post=EDIT, writes=EDIT),
    "admin:ledger_budgetversion_step": Access(None, post=EDIT, writes=EDIT, is_of_programs=True),
}

KINDS_OF_PROGRAMS = {
    "budgetlineitem",
    "budgetmovement",
    "carryover",
    "changethreshold",
    "document",
    "documentsite",
    "executionsnapshot",
    "investmentplanentry",
    "matchingratio",
    "milestone",
    "nationalgrant",
    "program",
    "scheduleitem",
    "settlement",
    "statedfigure",
    "yearlyallocation",
}
"""The kinds of rows that belong to a programme."""

KINDS_SHARED = {
    "accountsubject",
    "budgetversion",
    "deadline",
    "fundingsource",
    "subjectsuccession",
    "site",
    "sitekind",
}
"""Those that programmes share."""

for kind in KINDS_OF_PROGRAMS | KINDS_SHARED:
    app = "sites" if kind in ("site", "sitekind") else "ledger"
    of = kind in KINDS_OF_PROGRAMS
    TABLE |= {
        f"admin:{app}_{kind}_changelist": Access(LOOK, post=LOOK, writes=EDIT, is_of_programs=of),
        f"admin:{app}_{kind}_add": Access(EDIT, post=EDIT, writes=EDIT),
        f"admin:{app}_{kind}_change": Access(LOOK, post=EDIT, writes=EDIT, taken={302}, is_of_programs=of),
        f"admin:{app}_{kind}_delete": Access(
            EDIT, post=EDIT, writes=EDIT, taken={200, 302, 409}, is_of_programs=of, is_for_writing=of
        ),
        f"admin:{app}_{kind}_history": reading(LOOK),
    }


def access_to(name: str) -> Access | None:
    """What the table says of an address by its name; None where it says nothing."""
    return next((access for line, access in TABLE.items() if fnmatchcase(name, line)), None)


def expected(access: Access, role: str, method: str, *, is_foreign: bool) -> Set[int]:
    """The statuses with which a role's request may be answered; `is_foreign` where its division is another one."""
    if method not in ("GET", "HEAD", "POST"):
        return {405}
    allowed = access.post if method == "POST" else access.get
    if allowed is None or (method == "HEAD" and not access.has_head):
        # Who gets nothing at an address may be told that first.
        return {405} if role in (access.get or access.post or ALL) else {405, access.refused}
    may = role in allowed and not (
        is_foreign
        and access.is_of_programs
        and (access.is_for_writing or (method == "POST" and role in access.writes))
    )
    if not may:
        return {404 if role in access.hidden_from else access.refused}
    return access.taken if method == "POST" else access.shown
