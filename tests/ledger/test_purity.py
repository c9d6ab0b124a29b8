"""The modules that compute figures run without Django, a database or an Excel library."""

import subprocess
import sys

import pytest

from smartanchor.settings import BASE_DIR

MODULES = (
    "figures.money",
    "figures.facts",
    "figures.versions",
    "figures.program_list",
    "reading.printed",
    "reading.pasted",
    "reading.typed",
    "reports",
    "figures.filled",
    "figures.available",
    "reporting.order",
    "reporting.declared",
    "reports.programs",
    "provenance.trace",
    "tieout",
    "words.formats",
    "screen.bars",
    "proof.evaluate",
)
FOREIGN = (
    "django",
    "django_tables2",
    "xlsxwriter",
    "openpyxl",
    "ledger.models",
    "ledger.load",
)


@pytest.mark.parametrize("module", MODULES)
def test_imports_nothing_foreign(module: str) -> None:
    program = f"import sys, ledger.{module}; print(*[name for name in {FOREIGN} if name in sys.modules])"
    outcome = subprocess.run(
        [sys.executable, "-c", program], cwd=BASE_DIR, env={}, capture_output=True, text=True, timeout=60
    )
    assert (outcome.returncode, outcome.stdout.strip(), outcome.stderr) == (0, "", "")
