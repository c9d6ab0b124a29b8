"""`manage.py tieout`: what it writes and how it ends."""

import io
import re

import pytest
from django.core.management import CommandError, call_command

from ledger.load import load
from ledger.models import AccountSubject, BudgetVersion, Explanation, Program, StatedFigure, YearlyAllocation
from ledger.tieout import findings
from ledger.tieout.explanations import side_text


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
    assert "원문값 47,476백만원, 계산값 1,045백만원, 차이 46,431백만원" in text
    assert "특별교부세" in text
    assert text.rstrip().endswith("일치 215, 단수차이 9, 불일치 3, 판정불가(자료 없음) 4")


def test_a_misprint_is_one_entry_with_its_cause_first(first_document: Program) -> None:
    lines = written()[0].splitlines()

    assert lines[1] == "  [불일치] 연차별 투자계획 · 자치단체경상보조금 · 계"
    assert "46,431백만원" in lines[2]  # the likely cause
    assert lines[3] == "      원문값 47,476백만원 → 정정값(추정) 1,045백만원"
    assert [line for line in lines[4:8] if "[사유 없음]" in line] == [lines[4], lines[6]]
    assert lines[7].strip().startswith("통계목의 합 112,661백만원, 연차별 투자계획의 계 66,230백만원")
    assert sum(line.startswith("  [불일치]") for line in lines) == 2


def test_no_line_says_left_or_right(first_document: Program) -> None:
    assert not re.search(r"왼쪽|오른쪽|\b(left|right)\b", written()[0], re.IGNORECASE)


def test_what_is_blank_is_named(first_document: Program) -> None:
    assert "비어 있는 값: 결산현황 2020 시설비 전년이월" in written()[0]


@pytest.mark.usefixtures("said_why")
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
