"""LibreOffice, headless, for the tests: what another program makes of our workbooks.

SOFFICE names the program where it is not on the PATH. A test that uses it is marked `office`; without LibreOffice it
is skipped, under CI=true it fails.
"""

import atexit
import io
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

PROGRAMS = ("soffice", "libreoffice")
SECONDS = 180
"""How long one start of LibreOffice may take, with all its files."""

# OOXMLRecalcMode 0: always. By default LibreOffice trusts the stored results of most files.
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
 <item oor:path="/org.openoffice.Office.Calc/Formula/Load">
  <prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
 </item>
</oor:items>
"""


class OfficeFailed(Exception):
    """LibreOffice wrote no file; what it said."""


def recalculated(content: bytes) -> Workbook:
    """The .xlsx file with every formula computed anew by LibreOffice: cells hold its results, not the stored ones."""
    return load_workbook(io.BytesIO(converted(content, "xlsx")), data_only=True)


def as_pdf(content: bytes) -> bytes:
    """The .xlsx file as LibreOffice prints it."""
    return converted(content, "pdf")


def as_pdfs(contents: Sequence[bytes]) -> list[bytes]:
    """The .xlsx files as LibreOffice prints them, in one start of it."""
    return all_converted(contents, "pdf")


def pasted(html: str) -> Workbook:
    """What LibreOffice makes of HTML from the clipboard: the same reader as for a page that it opens as a table."""
    content = converted(html.encode(), "xlsx", source="html", reader="HTML (StarCalc)")
    return load_workbook(io.BytesIO(content))


def converted(content: bytes, suffix: str, *, source: str = "xlsx", reader: str = "") -> bytes:
    """A file, by default an .xlsx, as a file of another kind; OfficeFailed where none comes out."""
    (target,) = all_converted([content], suffix, source=source, reader=reader)
    return target


def all_converted(
    contents: Sequence[bytes], suffix: str, *, source: str = "xlsx", reader: str = ""
) -> list[bytes]:
    """Files as files of another kind, in their order; OfficeFailed where one does not come out."""
    program = soffice()
    with tempfile.TemporaryDirectory(prefix="office-") as folder:
        files = [Path(folder, f"workbook-{number}.{source}") for number in range(len(contents))]
        for file, content in zip(files, contents, strict=True):
            file.write_bytes(content)
        targets = [Path(folder, "out", f"{file.stem}.{suffix}") for file in files]
        command = [program, f"-env:UserInstallation={profile().as_uri()}", "--headless", "--norestore"]
        command += [f"--infilter={reader}"] if reader else []
        command += ["--convert-to", suffix, "--outdir", f"{folder}/out", *map(str, files)]
        said = run(command)
        # It ends well also where it could not read a file.
        if not all(target.exists() for target in targets):
            raise OfficeFailed(said)
        return [target.read_bytes() for target in targets]


def run(command: list[str]) -> str:
    """What the command says; at the end of the time also what it started ends, and OfficeFailed."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        return process.communicate(timeout=SECONDS)[0]
    except subprocess.TimeoutExpired as expired:
        raise OfficeFailed(f"no file within {SECONDS} s") from expired
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@cache
def profile() -> Path:
    """A profile of this test run alone: a LibreOffice that is open elsewhere takes no file from us."""
    folder = Path(tempfile.mkdtemp(prefix="office-profile-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    settings = folder / "user" / "registrymodifications.xcu"
    settings.parent.mkdir()
    settings.write_text(SETTINGS, encoding="utf-8")
    return folder


def soffice() -> str:
    """LibreOffice's program. Without one the test that asks is skipped, in CI it fails."""
    named = os.environ.get("SOFFICE")
    program = shutil.which(named) if named else next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is not None:
        return program
    sentence = "No LibreOffice here: install it (apt install libreoffice-calc) or name it in SOFFICE."
    if os.environ.get("CI") == "true":
        pytest.fail(sentence, pytrace=False)
    pytest.skip(sentence)
