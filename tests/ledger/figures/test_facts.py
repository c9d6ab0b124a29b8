"""What a record says of itself, without a database."""

from tests.ledger.records import OFFICE, allocation, line, step


def test_lines_are_the_figure_whatever_the_own_amount_says() -> None:
    lines = [line(70, 10), line(30)]
    held = allocation(OFFICE, 999, 999, lines, unit="thousand")
    assert (held.amount, held.national, held.known_to) == (70 + 30, 10 + 0, "won")


def test_without_lines_the_own_amount_is_the_figure() -> None:
    held = allocation(OFFICE, 999, 99, unit="thousand")
    assert (held.amount, held.national, held.known_to) == (999, 99, "thousand")


def test_without_either_the_figure_is_missing() -> None:
    held = allocation(OFFICE)
    assert (held.amount, held.national) == (None, None)


def test_a_line_of_zero_is_a_figure() -> None:
    held = allocation(OFFICE, 999, 99, [line(0)])
    assert (held.amount, held.national) == (0, 0)


def test_shares_are_the_amount_of_a_step_before_its_own() -> None:
    assert step(1, 999, office=70, grants=30).amount == 70 + 30
    assert step(1, 999).amount == 999
    assert step(1).amount is None
