"""`manage.py export_workbook`: the page's bytes as a file, and what it says where it cannot."""

import io
import os
import re
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from ledger.models import Program, WorkbookExport
from tests.people import SignedIn


def told(*arguments: str, output: Path) -> str:
    """What the command says."""
    out = io.StringIO()
    call_command(
        "export_workbook", "--program", "smart-anchor", "--output", str(output), *arguments, stdout=out
    )
    return out.getvalue()


def test_the_file_is_that_of_the_page(first_document: Program, tmp_path: Path, signed_in: SignedIn) -> None:
    file = tmp_path / "workbook.xlsx"
    words = told("--year", "2021", output=file)
    entry = WorkbookExport.objects.get()
    assert words.splitlines()[:2] == [str(file), f"수치 지문: {entry.figures_digest}"]
    assert sha256(file.read_bytes()).hexdigest() == entry.file_digest
    assert (entry.made_by, entry.through, entry.is_kept) == (None, "command", False)
    page = signed_in("manager").get("/programs/smart-anchor/workbook.xlsx?year=2021")
    assert page.content == file.read_bytes()


def test_it_warns_as_the_page_does(first_document: Program, tmp_path: Path) -> None:
    assert re.search(r"^알림: ", told(output=tmp_path / "a.xlsx"), re.MULTILINE)


@pytest.mark.parametrize(
    ("arguments", "edition", "version", "base"),
    [
        (("--version", "2021-original"), "submission", "2021-original", "2020-original"),
        (("--version", "2020-original", "--edition", "internal"), "internal", "2020-original", None),
        (("--base", "2020-available"), "submission", "2021-original", None),
    ],
)
def test_version_base_and_edition(
    arguments: tuple[str, ...],
    edition: str,
    version: str,
    base: str | None,
    first_document: Program,
    tmp_path: Path,
) -> None:
    told(*arguments, output=tmp_path / "a.xlsx")
    entry = WorkbookExport.objects.get()
    assert (entry.edition, entry.version.key) == (edition, version)
    assert (entry.base and entry.base.key) == base
    assert entry.is_against_available == ("2020-available" in arguments)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--program", "moon"), "moon"),
        (("--year", "1999"), "1999.*2021"),
        (("--version", "2021-moon"), "2021-moon.*2021-original"),
        (("--base", "2021-moon"), "2021-moon.*2020-original"),
    ],
)
def test_what_the_ledger_does_not_hold_is_one_sentence(
    arguments: tuple[str, ...], sentence: str, first_document: Program, tmp_path: Path
) -> None:
    with pytest.raises(CommandError, match=sentence) as refused:
        told(*arguments, output=tmp_path / "a.xlsx")
    assert refused.value.returncode == 1
    assert list(tmp_path.iterdir()) == []
    assert not WorkbookExport.objects.exists()


@pytest.mark.parametrize("name", ["no-such-folder/a.xlsx", "folder", "x" * 300, "a\0b"])
def test_a_file_that_cannot_be_written_leaves_nothing(
    name: str, first_document: Program, tmp_path: Path
) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(CommandError, match="쓸 수 없습니다"):
        told(output=tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]
    assert not WorkbookExport.objects.exists()


def test_an_older_file_stays_until_the_new_one_is_whole(
    first_document: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(b"older")

    def full(path: Path, content: bytes) -> None:
        path.touch()
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(CommandError, match="쓸 수 없습니다"):
        told(output=file)
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]
    assert file.read_bytes() == b"older"
