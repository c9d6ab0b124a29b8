"""`make same` asks all there is, and sees a difference."""

from pathlib import Path

import pytest

from ledger.reports import REPORTS_BY_NAME
from tests import same


def test_every_report_is_asked() -> None:
    """The list is written out there, as it must hold for the code of other commits too."""
    assert set(same.REPORTS) == set(REPORTS_BY_NAME)


def test_a_difference_is_shown_and_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    for folder, amount in ((before, "100"), (after, "101")):
        folder.mkdir()
        (folder / "one").write_text(f"same\n{amount}\n")
        (folder / "two").write_text("same\n")
    (after / "three").write_text("new\n")
    assert same.compared(before, after) == 1
    shown = capsys.readouterr().out
    assert "-100\n+101" in shown
    assert "3 answers, 2 differ." in shown
    assert same.compared(before, before) == 0
