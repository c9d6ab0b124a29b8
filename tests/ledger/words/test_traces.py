"""Rows of the ledger in words, as the trace of a figure names them."""

from datetime import date

from ledger.provenance.sources import carry_over_source, movement_source
from ledger.provenance.trace import Tracer
from ledger.words.traces import TraceWords
from tests.ledger.records import OFFICE, facts
from tests.ledger.reports.settled.test_carry_overs import carried
from tests.ledger.reports.settled.test_movements import moved


def test_a_movement_and_a_carry_over() -> None:
    words = TraceWords(Tracer(facts()))
    movement = movement_source(moved(date(2020, 8, 14), 300), "total")
    assert words.source(movement) == ("전용 2020.08.14. 예산-1", "")
    carry_over = carry_over_source(carried(OFFICE, "committed", 20), "national")
    assert words.source(carry_over) == (f"2020 {OFFICE.name} · 사고이월", "예산-1")
    assert (carry_over.field, carry_over.figure) == ("national_subsidy", None)
