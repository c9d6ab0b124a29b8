"""The command line says why it writes, and by which document, as its environment does."""

import pytest

from manage import said_by_environment


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, ("", "")),
        ({"LEDGER_WHY": " 의회 수정 ", "LEDGER_DOCUMENT": "예산과-12"}, ("의회 수정", "예산과-12")),
        ({"LEDGER_WHY": "가" * 2000, "LEDGER_DOCUMENT": "1" * 200}, ("가" * 1000, "1" * 100)),
    ],
    ids=["nothing", "both", "too long"],
)
def test_what_is_said(given: dict[str, str], said: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LEDGER_WHY", "LEDGER_DOCUMENT"):
        monkeypatch.delenv(name, raising=False)
    for name, text in given.items():
        monkeypatch.setenv(name, text)
    assert said_by_environment() == dict(zip(("why", "document_number"), said, strict=True))
