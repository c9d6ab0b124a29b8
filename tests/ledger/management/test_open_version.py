"""`open_version`: what the page does, from the command line."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from ledger.load import load
from ledger.models import BudgetVersion, Program

ASKED = ("--program=smart-anchor", "--from=2021-original", "--year=2022")


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("open_version", *arguments, stdout=out)
    return out.getvalue()


def test_opens_the_next_year_and_says_what_it_made(first_document: Program) -> None:
    said = run(*ASKED)
    assert "통계목 7, 항목 8, 7,224,187,000원" in said
    assert "비어 있음: 투자계획: 2022년 금액" in said
    assert load("smart-anchor").version.key == "2022-proposal"


def test_dry_run_makes_nothing(first_document: Program) -> None:
    assert "아무것도 만들지 않았습니다" in run(*ASKED, "--dry-run")
    assert not BudgetVersion.objects.filter(fiscal_year=2022).exists()


def test_opens_for_a_division(first_document: Program) -> None:
    run(f"--division={first_document.division}", *ASKED[1:], "--kind=request")
    assert load("smart-anchor").version.key == "2022-request"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--program=moon", *ASKED[1:]), "moon"),
        (("--program=smart-anchor", "--from=2019-original", "--year=2022"), "2019-original"),
        (("--division=없는 과", *ASKED[1:]), "없는 과"),
        ((*ASKED, "--kind=supplementary"), "2022"),
        ((*ASKED, "--kind=original", "--sequence=2"), "하나뿐"),
    ],
)
def test_says_why_it_cannot(arguments: tuple[str, ...], said: str, first_document: Program) -> None:
    with pytest.raises(CommandError, match=said):
        run(*arguments)
