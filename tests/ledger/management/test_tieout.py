"""`manage.py tieout`: what it writes and how it ends."""

import io

import pytest
from django.core.management import CommandError, call_command

from ledger.load import load
from ledger.models import AccountSubject, BudgetVersion, Explanation, Program, StatedFigure, YearlyAllocation
from ledger.tieout import findings
from ledger.tieout.explained import side_text


def written(*arguments: str) -> tuple[str, int]:
    """What the command writes to its stdout argument, and its exit status."""
    out = io.StringIO()
    try:
        call_command("tieout", *arguments, stdout=out)
    except SystemExit as ended:
        return out.getvalue(), int(ended.code or 0)
    return out.getvalue(), 0


def test_an_empty_ledger_ties(db: None) -> None:
    assert written() == ("", 0)
    assert written("--format", "json") == ("[]\n", 0)


def test_the_first_document_breaks_unexplained(first_document: Program) -> None:
    text, status = written()

    assert status == 1
    assert "47,476백만원 / 1,045백만원 (46,431백만원)" in text
    assert "특별교부세" in text
    assert text.rstrip().endswith("일치 215, 단수차이 9, 불일치 3, 판정불가(자료 없음) 4")


def test_with_every_break_explained_it_ends_well_until_a_side_moves(
    first_document: Program, person: object
) -> None:
    facts = load("smart-anchor")
    author = person("finance")  # type: ignore[operator]
    for finding in findings(facts):
        if finding.verdict == "breaks":
            Explanation.objects.create(
                program=first_document,
                kind="finding",
                rule=finding.rule,
                **finding.cell._asdict(),
                version_id=facts.version.id,
                left=side_text(finding.left),
                right=side_text(finding.right),
                submission_text="원문 오기",
                author=author,
            )
    assert written("--program", "smart-anchor")[1] == 0

    StatedFigure.objects.filter(text="47,476").update(value=47_475_000_000)

    assert written("--program", "smart-anchor")[1] == 1


def test_a_programme_without_a_budget_has_nothing_to_tie(first_document: Program) -> None:
    Program.objects.create(slug="empty", name="빈 사업")

    assert "빈 사업" not in written()[0]
    with pytest.raises(CommandError):
        written("--program", "empty")


def test_an_unknown_programme_is_one_sentence(first_document: Program) -> None:
    with pytest.raises(CommandError, match="nowhere"):
        written("--program", "nowhere")


def test_a_year_with_a_document_stays_open_when_a_later_year_begins(first_document: Program) -> None:
    later = BudgetVersion.objects.create(fiscal_year=2022, kind="request")
    subject = AccountSubject.objects.get(code="201-01")
    YearlyAllocation.objects.create(program=first_document, version=later, subject=subject, amount=1_000)

    text, status = written()

    assert "2022-request" in text
    assert "2021-original" in text
    assert status == 1
