"""`manage.py loaddata`: a dump restores confirmed versions by their steps, and changes nothing that is frozen."""

from pathlib import Path
from typing import Any

import pytest
from django.core import serializers
from django.core.management import CommandError, call_command
from django.db import transaction

from ledger.after_migrate.freezing import FROZEN
from ledger.after_migrate.reasons import SAY_WHY
from ledger.models import BudgetVersion, Change, Step, YearlyAllocation
from ledger.models.version_life import take_step
from sites.said import saying
from tests.ledger.life import DECISION, confirmed, moved
from tests.ledger.rows import row_of
from tests.people import Person


@pytest.fixture
def version(db: None) -> BudgetVersion:
    return BudgetVersion.objects.create(fiscal_year=2030, kind="original")


def file_of(folder: Path, *rows: Any, year: int = 2030) -> str:
    """A dump of some rows of 2030, as if they were of another year."""
    file = folder / "rows.json"
    natural = {"use_natural_foreign_keys": True, "use_natural_primary_keys": True}
    file.write_text(serializers.serialize("json", rows, **natural).replace("2030", str(year)))
    return str(file)


def load(file: str) -> None:
    with transaction.atomic():
        call_command("loaddata", file, verbosity=0)


def test_a_confirmed_version_is_restored_with_its_steps(
    version: BudgetVersion, person: Person, tmp_path: Path
) -> None:
    take_step(version, Step.SUBMIT, person("finance"), open_count=2, reason="기한")
    take_step(version, Step.CONFIRM, person("approver"), **DECISION)
    load(file_of(tmp_path, version, *version.transitions.all(), year=2031))
    restored = BudgetVersion.objects.get(fiscal_year=2031)
    assert (restored.status, restored.decided_on, restored.decision_number) == (
        "confirmed",
        *DECISION.values(),
    )
    said = [one.transitions.values_list("step", "author", "reason") for one in (version, restored)]
    assert list(said[0]) == list(said[1])
    # A dump holds milliseconds.
    moments = [one.transitions.get(number=2).at.replace(microsecond=0) for one in (version, restored)]
    assert moments[0] == moments[1]


def test_a_version_without_its_steps_is_refused_whole(version: BudgetVersion, tmp_path: Path) -> None:
    confirmed(version)
    with pytest.raises(CommandError, match="절차 기록이 파일에 없습니다"):
        load(file_of(tmp_path, version, year=2031))
    assert not BudgetVersion.objects.filter(fiscal_year=2031).exists()


def test_a_file_of_a_draft_leaves_a_confirmed_version_as_it_is(
    version: BudgetVersion, tmp_path: Path
) -> None:
    file = file_of(tmp_path, version)
    confirmed(version)
    with pytest.raises(CommandError) as caught:
        load(file)
    assert str(caught.value) == str(FROZEN)


def test_steps_that_are_there_already_are_not_written_over(version: BudgetVersion, tmp_path: Path) -> None:
    confirmed(version)
    with pytest.raises(CommandError, match="고치거나 지울 수 없으며"):
        load(file_of(tmp_path, *version.transitions.all()))


def test_the_log_of_changes_is_left_aside_and_that_is_said(
    version: BudgetVersion, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its entries name rows by numbers that are another ledger's."""
    before = list(Change.objects.values())
    load(file_of(tmp_path, *Change.objects.all()))
    assert list(Change.objects.values()) == before
    assert f"변경 이력 {len(before)}건" in capsys.readouterr().err


def test_a_file_that_changes_a_submitted_version_says_why(version: BudgetVersion, tmp_path: Path) -> None:
    """As the environment of the command does (manage.py); a file that brings the same again needs nothing."""
    allocation = row_of(YearlyAllocation)
    moved(allocation.version, "submitted")
    load(file_of(tmp_path, allocation))
    allocation.unit = "million"
    file = file_of(tmp_path, allocation)
    with pytest.raises(CommandError) as refused:
        load(file)
    assert str(SAY_WHY) == str(refused.value)
    with saying(why="의회 수정", document_number="예산과-12"):
        load(file)
    assert YearlyAllocation.objects.get(pk=allocation.pk).unit == "million"
    assert Change.objects.filter(kind="ledger.yearlyallocation", how="~").latest("pk").why == "의회 수정"
