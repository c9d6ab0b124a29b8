"""Each report with the same questions is computed once for the same facts."""

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from ledger.figures.facts import Facts
from ledger.models import Program
from ledger.reporting.books import built_once
from ledger.reporting.report import Report
from ledger.reports import REPORTS_BY_NAME, settlement, variance
from tests.ledger.records import OFFICE, UTILITIES, allocation, facts
from tests.people import SignedIn


def held() -> Facts:
    return facts([allocation(OFFICE, 300), allocation(UTILITIES, 50)], [allocation(OFFICE, 100)])


def test_the_same_question_has_the_very_same_answer() -> None:
    of = held()
    assert variance.build(of) is variance.build(of, "subject")
    assert variance.build(of, top=1) is variance.build(of, "subject", 1)
    assert settlement.build(of) is settlement.build(of, None)


def test_another_question_or_other_facts_have_another_answer() -> None:
    of = held()
    assert variance.build(of, "site") is not variance.build(of, "subject")
    moved = replace(of, allocations=(allocation(OFFICE, 301),))
    assert variance.build(of).row("total").figures["change"] == (300 + 50) - 100
    assert variance.build(moved).row("total").figures["change"] == 301 - 100
    # The first base's page beside a second one, and beside a third that is equal but another.
    beside = held()
    assert variance.build(of, beside=beside) is variance.build(of, beside=beside)
    assert variance.build(of, beside=beside) is not variance.build(of, beside=held())


def test_a_report_is_computed_once() -> None:
    asked: list[str] = []

    @built_once
    def build(of: Facts, by: str = "subject") -> Report:
        asked.append(by)
        return Report("counted", "won", (), ())

    of = held()
    for by in ("subject", "site", "subject"):
        build(of, by)
        build(of, by=by)
    build(of)
    assert asked == ["subject", "site"]


@pytest.mark.parametrize("name", REPORTS_BY_NAME)
def test_every_report_keeps_its_answers(name: str) -> None:
    of = held()
    assert REPORTS_BY_NAME[name].build(of) is REPORTS_BY_NAME[name].build(of)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "reports/variance/",
        "reports/sites/",
        "document/",
        "brief/",
        "tie-outs/",
        "workbook/",
        "workbook.xlsx",
    ],
)
def test_no_page_computes_a_report_twice(
    path: str, first_document: Program, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of each programme, version and base that a page looks at, a report is computed once for the same questions."""
    computed: Counter[Any] = Counter()
    client = signed_in("finance")
    kept = Facts.__init__

    class Counted(dict[Any, Any]):
        def __init__(self, of: Facts) -> None:
            super().__init__()
            self.of = (of.version.key, of.base.key if of.base else None)

        def __setitem__(self, page: Any, answer: Any) -> None:
            computed[self.of, page] += 1
            super().__setitem__(page, answer)

    def counting(self: Facts, *args: Any, **kwargs: Any) -> None:
        kept(self, *args, **kwargs)
        object.__setattr__(self, "books", Counted(self))

    monkeypatch.setattr(Facts, "__init__", counting)
    assert client.get(f"/programs/smart-anchor/{path}").status_code == 200
    assert len(computed) > 10
    assert [page for page, count in computed.items() if count > 1] == []
