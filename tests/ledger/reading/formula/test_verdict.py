"""What a formula says of the amount beside it."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.figures.money import UNITS
from ledger.reading.formula import (
    VERDICTS,
    Formula,
    ProposedPrice,
    Verdict,
    amount_unit,
    outcomes,
    parsed,
    verdict_on,
)
from ledger.reading.formula.verdict import is_within, whole_won
from ledger.tieout.finding import Term, compare_sums


def verdict(text: str, amount: int | None, unit: str = "won") -> Verdict:
    return verdict_on(parsed(text), amount, unit)


class TestKinds:
    @pytest.mark.parametrize(
        ("text", "amount", "kind"),
        [
            ("5,000원×12명×4회", 240_000, "exact"),
            ("5,000원×12명×4회", 240_001, "broken"),
            ("(86,666원×8명×12월)−8,680,000원=△360,000", -360_000, "rounding"),  # △360,064
            ("1,230원×101명", 124_000, "rounding"),  # 124,230
            ("1,230원×101명", 125_000, "broken"),
            ("1,235원×101명×100회", 12_473_500, "exact"),
            ("86,666원×8명×12월", 8_320_000, "back-solved"),  # 8,319,936; 8,320,000 over 96 is 86,666.67, cut
            ("86,667원×8명×12월", 8_320_000, "back-solved"),  # rounded
            ("86,666.67원×8명×12월", 8_320_000, "back-solved"),  # with two decimals
            ("86,660원×8명×12월", 8_319_000, "rounding"),  # a price in 10 won: 8,319,360
            ("333,333원×3회", 1_000_000, "back-solved"),
            ("166,667원/12개월×6개월", 83_000, "rounding"),  # counts that come to less than one
            ("1,071,000,000", 1_071_000_000, "lump-sum"),
            ("1,071,000,000원×1식", 1_071_000_000, "lump-sum"),
            ("1,071,000,000원×일식", 1_070_000_000, "broken"),
            ("시설관리 운영 일식", 1_071_000_000, "lump-sum"),
            ("", 0, "lump-sum"),
            ("5,000원×12명×4회", None, "open"),
            ("5,000원×12명×4회", 0, "broken"),
            ("300원×1회+100원", 0, "rounding"),
        ],
    )
    def test_of_a_line(self, text: str, amount: int | None, kind: str) -> None:
        assert verdict(text, amount).kind == kind

    def test_an_amount_known_to_a_million_may_be_half_a_million_away(self) -> None:
        assert verdict("1,234,567원×2식", 2_000_000).kind == "broken"
        assert verdict("1,234,567원×2식", 2_000_000, "million").kind == "rounding"
        assert verdict("1,250,000원×2식", 2_000_000, "million").kind == "broken"  # 2.5 rounds to 3

    @given(st.fractions(-(10**7), 10**7), st.integers(-(10**4), 10**4), st.sampled_from(tuple(UNITS)))
    def test_it_is_that_of_a_tie_of_the_same_two(
        self, result: Fraction, thousands: int, known_to: str
    ) -> None:
        """Rounding is one thing, whoever asks."""
        amount = thousands * 1_000
        unit = amount_unit(amount, known_to)
        tie = compare_sums([Term(whole_won(result, unit))], [Term(amount, unit)])
        assert (tie != "breaks") == is_within(result, amount, UNITS[unit])

    def test_every_kind_is_declared(self) -> None:
        assert set(VERDICTS) == {"exact", "rounding", "back-solved", "broken", "lump-sum", "open"}


class TestProposal:
    def test_the_result_in_whole_thousands_and_what_that_leaves(self) -> None:
        found = verdict("(86,666원×8명×12월)−8,680,000원", None)
        assert found.result == -360_064
        assert found.proposal == -360_000
        assert found.remainder == -360_064 + 360_000

    def test_half_a_thousand_rounds_away_from_zero(self) -> None:
        assert verdict("1,500원×1회", None).proposal == 2_000
        assert verdict("△1,500원×1회", None).proposal == -2_000
        assert verdict("△1,500원×1회", None).remainder == 500

    def test_a_part_of_a_won_stays_a_fraction(self) -> None:
        found = verdict("10,000원/3명", None)
        assert (found.result, found.remainder) == (Fraction(10_000, 3), Fraction(1_000, 3))

    def test_words_propose_nothing(self) -> None:
        assert verdict("운영비 일식", None) == Verdict("lump-sum")


class TestPrice:
    def test_that_would_give_the_amount(self) -> None:
        assert verdict("5,000원×12명×4회", 288_000).price == ProposedPrice(6_000, Fraction(6_000 * 12 * 4))

    def test_that_comes_nearest(self) -> None:
        assert verdict("86,666원×8명×12월", 8_320_000).price == ProposedPrice(86_667, Fraction(86_667 * 96))

    def test_of_thousands_and_of_what_is_taken_off(self) -> None:
        found = verdict("△740천원×7명×6/12개월", -2_625_000).price
        assert found == ProposedPrice(750_000, Fraction(-750_000 * 7, 2))

    def test_none_where_there_is_more_than_one_term_or_price_or_the_amount_is_nothing(self) -> None:
        assert verdict("5,000원×12명+1,000원", 70_000).price is None
        assert verdict("(5,000원+1,000원)×12명", 70_000).price is None
        assert verdict("5,000원×12명", 0).price is None
        assert verdict("5,000원×12명", -60_000).price is None

    def test_without_a_unit_of_money_it_is_the_largest_number(self) -> None:
        assert verdict("12×5,000", 72_000).price == ProposedPrice(6_000, Fraction(72_000))

    def test_none_where_it_ties(self) -> None:
        assert verdict("5,000원×12명", 60_000).price is None


class TestStated:
    """What stands behind the '='."""

    @pytest.mark.parametrize(
        ("text", "fault"),
        [
            ("5,000원×12명×4회 = 240,000원", ""),
            ("5,000원×12명×4회 = 240천원", ""),
            ("5,000원×12명×4회 = 240", ""),  # in 천원
            ("5,000원×12명×4회 = 240,000원 = 240천원", ""),
            ("5,000원×12명×4회 = 250천원", "stated"),
            ("(86,666원×8명×12월)−8,680,000원=△360,000", ""),
            ("(86,666원×8명×12월)−8,680,000원=△360,063원", "stated"),
            ("5,010원×12명×4회 = 0.2백만원", ""),  # 240,480
            ("5,010원×12명×4회 = 0.3백만원", "stated"),
            ("(5,000원×12명=60,000원)×4회", ""),
            ("(5,000원×12명=61,000원)×4회", "stated"),
            ("(12명×4회=48회)×5,000원", ""),
            ("(12명×4회=47회)×5,000원", "stated"),
        ],
    )
    def test_must_be_what_the_formula_gives(self, text: str, fault: str) -> None:
        found = verdict(text, None)
        assert (found.kind, found.fault) == ("broken" if fault else "open", fault)

    def test_in_the_unit_of_the_column(self) -> None:
        assert verdict("5,000천원 X 300부 = 1,500", 1_500_000_000, "million").kind == "exact"
        assert verdict("5,000천원 X 300부 = 1,500", 1_500_000_000).fault == "stated"

    def test_an_amount_beside_it_counts_first(self) -> None:
        assert verdict("5,000원×12명 = 61,000원", 70_000).fault == "amount"
        assert verdict("5,000원×12명 = 61,000원", 60_000).fault == "stated"

    def test_each_is_told_with_what_its_last_place_is_worth(self) -> None:
        formula = parsed("(5,000원×12명=60,000원)×4회 = 0.24백만원")
        assert isinstance(formula, Formula)
        told = [(int(one.figure), int(one.step), int(one.result)) for one in outcomes(formula)]
        assert told == [(240_000, 10_000, 240_000), (60_000, 1_000, 60_000)]
