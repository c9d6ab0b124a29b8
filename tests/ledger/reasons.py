"""Reasons that somebody gave for a change of the first document, written in one line."""

from django.contrib.auth.models import User

from ledger.models import BudgetVersion, Explanation, Program


def explain(author: User, row: str, current: int, prior: int, **texts: str) -> Explanation:
    """Why a subject's budget of 2021 is another one than that of 2020, given when they were these amounts in won."""
    versions = {one.fiscal_year: one for one in BudgetVersion.objects.filter(kind="original")}
    return Explanation.objects.create(
        program=Program.objects.get(),
        kind="change",
        report="budget-summary",
        row=row,
        column="change",
        year=2021,
        version=versions[2021],
        base=versions[2020],
        left=str(current),
        right=str(prior),
        author=author,
        **texts,
    )
