"""Entries of the register of submissions, written in one line."""

from datetime import date
from hashlib import sha256
from typing import Any

from ledger.models import BudgetVersion, Program, WorkbookExport


def looked_at(program: Program, **changed: Any) -> WorkbookExport:
    """A workbook of 2021 that the command made for somebody to look at, not saved."""
    fields: dict[str, Any] = {
        "program": program,
        "version": changed.get("version") or BudgetVersion.objects.get(fiscal_year=2021, kind="original"),
        "edition": "submission",
        "through": "command",
        "figures_digest": "f" * 64,
        "file_digest": sha256(b"PK").hexdigest(),
        "size": 2,
        "layout": "1",
        "file_name": "의회 제출.xlsx",
    }
    return WorkbookExport(**{**fields, **changed})


def handed_in(program: Program, **changed: Any) -> WorkbookExport:
    """One that was handed in, saved: two bytes, to 서울특별시의회, on the day the budget bill went there."""
    fields: dict[str, Any] = {
        "content": b"PK",
        "recipient": "서울특별시의회",
        "submitted_on": date(2020, 11, 2),
        "open_count": 0,
    }
    submission = looked_at(program, **{**fields, **changed})
    submission.save()
    return submission
