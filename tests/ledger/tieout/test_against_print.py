"""What the document prints against what the ledger recomputes."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from ledger.tieout import findings
from ledger.tieout.against_print import CONVENTIONS, ODD_WON, ROUNDED_BASE, SAID, ZERO_BASE, printing_slack
from ledger.tieout.finding import Note
from tests.ledger.records import GRANTS, OFFICE, allocation, entry, facts, line
from tests.ledger.tieout.figures import at, broken, of_rule, outcomes, stated, stated_rate, verdicts

HELD = [allocation(OFFICE, 60_000), allocation(GRANTS, 40_000)]


def test_stated_figure() -> None:
    for value, verdict in ((100_000, "ties"), (90_000, "breaks")):
        one = stated("budget-summary", "total", "current", value)
        assert outcomes(facts(HELD, stated=(one,)), "stated_figure") == [
            ("budget-summary", "total", "current", value, 100_000, value - 100_000, verdict)
        ]
        (finding,) = of_rule(facts(HELD, stated=(one,)), "stated_figure")
        assert finding.stated == one


def test_stated_figure_within_half_of_its_unit() -> None:
    for unit, value, verdict in (
        ("thousand", 100_500, "rounding"),
        ("thousand", 100_501, "breaks"),
        ("thousand", 99_501, "rounding"),
        ("thousand", 99_500, "breaks"),
        ("million", 0, "rounding"),
        ("million", 1_000_000, "breaks"),
    ):
        one = stated("budget-summary", "total", "current", value, unit)
        assert verdicts(facts(HELD, stated=(one,)), "stated_figure") == [verdict], (unit, value)


def test_a_blank_cell_states_nothing() -> None:
    one = stated("budget-summary", "total", "current", None)
    assert outcomes(facts(HELD, stated=(one,)), "stated_figure") == []


@pytest.mark.parametrize(
    "where",
    [
        ("budget-summary", "999-99", "current"),
        ("budget-summary", "total", "nowhere"),
        ("nowhere", "total", "current"),
        ("settlement", "2019", "executed"),
    ],
)
def test_a_figure_that_the_ledger_cannot_recompute_is_undecidable(where: tuple[str, str, str]) -> None:
    held = facts(HELD, stated=(stated(*where, 5),))
    (finding,) = of_rule(held, "stated_figure")
    assert (finding.verdict, finding.missing) == ("undecidable", (at(*where),))
    assert finding.left == 5
    assert broken(held) == []


def test_a_dash_where_the_ledger_has_nothing_ties() -> None:
    dash = stated("budget-summary", "201-01", "current_national", 0)
    assert verdicts(facts(HELD, stated=(dash,)), "stated_figure") == ["ties"]


def test_an_amount_where_the_version_allots_nothing_breaks() -> None:
    """No allocation in a version that exists counts as 0: 227 printed there is wrong, not unknown."""
    for value, verdict in ((0, "ties"), (227, "breaks")):
        held = facts(HELD, [], stated=(stated("budget-summary", "201-01", "prior", value),))
        assert verdicts(held, "stated_figure") == [verdict]
    without_base = facts(HELD, None, stated=(stated("budget-summary", "201-01", "prior", 227),))
    assert verdicts(without_base, "stated_figure") == ["undecidable"]


def rates(text: str, prior: int, current: int) -> tuple[str, Note | None, Fraction | int | None]:
    """Verdict, note and right side of a printed rate."""
    held = facts(
        [allocation(OFFICE, current)],
        [allocation(OFFICE, prior)],
        stated=(stated_rate("budget-summary", "201-01", "rate", text),),
    )
    (finding,) = of_rule(held, "stated_rate")
    return finding.verdict, finding.note, finding.right


def test_stated_rate() -> None:
    assert rates("50", 100, 150) == ("ties", None, Fraction(50))
    assert rates("43", 7, 10) == ("rounding", None, Fraction(300, 7))
    assert rates("42", 7, 10) == ("breaks", None, Fraction(300, 7))
    assert rates("42.9", 7, 10)[0] == "rounding"
    assert rates("42.8", 7, 10)[0] == "breaks"
    assert rates("-43", 7, 4)[0] == "rounding"
    assert rates("43", 7, 4)[0] == "breaks"


def test_a_word_in_place_of_a_rate_holds_over_nothing_and_breaks_over_something() -> None:
    for text in ("순증", "신규", "신규(순증)"):
        assert rates(text, 0, 5) == ("ties", SAID["new"], None)
        assert rates(text, 100, 150) == ("breaks", None, Fraction(50))
        assert rates(text, 0, 0)[0] == "breaks"
        assert rates(text, -5, 5)[0] == "breaks"
    for text in ("순감", "폐지"):
        assert rates(text, 100, 0) == ("ties", SAID["ended"], Fraction(-100))
        assert rates(text, 100, 40) == ("breaks", None, Fraction(-60))
        assert rates(text, 0, 5)[0] == "breaks"


def test_a_word_that_says_nothing_of_a_change_is_no_rate() -> None:
    open_rate = stated_rate("budget-summary", "201-01", "rate", "미정")
    assert of_rule(facts(HELD, HELD, stated=(open_rate,)), "stated_rate") == []


def test_a_word_waits_for_the_base() -> None:
    said = stated_rate("budget-summary", "201-01", "rate", "순증")
    (finding,) = of_rule(facts([allocation(OFFICE, 5)], stated=(said,)), "stated_rate")
    assert (finding.verdict, finding.left) == ("undecidable", None)


def test_over_a_zero_base_the_form_prints_100_and_nothing_else() -> None:
    assert rates("100", 0, 5) == ("ties", ZERO_BASE, None)
    assert rates("90", 0, 5) == ("breaks", None, None)
    assert rates("0", 0, 5) == ("breaks", None, None)


def test_a_dash_where_nothing_changed_from_nothing_ties() -> None:
    assert rates("0", 0, 0) == ("ties", None, Fraction(0))
    assert rates("100", 0, 0)[0] == "breaks"


def test_a_base_that_rounds_to_nothing_prints_100_too() -> None:
    """0.3억 is printed 0억; the form goes by what it prints."""
    printed = (
        stated("budget-summary", "201-01", "prior", 0, "hundred_million"),
        stated_rate("budget-summary", "201-01", "rate", "100"),
    )
    held = facts([allocation(OFFICE, 900_000_000)], [allocation(OFFICE, 30_000_000)], stated=printed)
    assert verdicts(held, "stated_rate") == ["ties"]


@pytest.mark.parametrize(
    ("text", "verdict"), [("100", "ties"), ("2900", "ties"), ("52", "breaks"), ("0", "breaks")]
)
def test_a_rate_may_be_taken_before_or_after_its_base_is_rounded_to_nothing(text: str, verdict: str) -> None:
    """0.3억 -> 9억 is 2,900 %; of the printed 0억 the form says 100."""
    printed = (
        stated("budget-summary", "201-01", "prior", 0, "hundred_million"),
        stated_rate("budget-summary", "201-01", "rate", text),
    )
    held = facts([allocation(OFFICE, 900_000_000)], [allocation(OFFICE, 30_000_000)], stated=printed)
    assert verdicts(held, "stated_rate") == [verdict]


@pytest.mark.parametrize(
    ("text", "verdict", "note"),
    [
        ("100", "ties", ZERO_BASE),
        ("2900", "undecidable", ROUNDED_BASE),
        ("1700", "undecidable", ROUNDED_BASE),
        ("1699", "breaks", None),
        ("-2900", "breaks", None),
    ],
)
def test_of_a_base_that_is_only_known_as_a_rounded_0_a_rate_is_bounded(
    text: str, verdict: str, note: Note | None
) -> None:
    """0억 that the ledger took in 억원 is anything up to 0.5억, and 9억 are 1,700 % more than that at least."""
    prior = [allocation(OFFICE, 0, unit="hundred_million")]
    printed = stated_rate("budget-summary", "201-01", "rate", text)
    (finding,) = of_rule(facts([allocation(OFFICE, 900_000_000)], prior, stated=(printed,)), "stated_rate")
    assert (finding.verdict, finding.note, finding.right) == (verdict, note, None)


def test_a_rate_may_move_as_far_as_its_amounts_are_known() -> None:
    """1백만원 -> 2백만원 may be anything from 0.5 -> 2.5 on."""
    one = stated_rate("budget-summary", "201-01", "rate", "150")
    prior = [allocation(OFFICE, 1_000_000, unit="million")]
    for current, verdict in ((2_000_000, "rounding"), (9_000_000, "breaks")):
        held = facts([allocation(OFFICE, current, unit="million")], prior, stated=(one,))
        assert verdicts(held, "stated_rate") == [verdict]


@pytest.mark.parametrize(
    "where",
    [
        ("budget-summary", "total", "nowhere"),
        ("budget-summary", "total", "current"),
        ("budget-summary", "nowhere", "rate"),
        ("nowhere", "total", "rate"),
    ],
)
def test_a_rate_of_a_cell_that_no_report_has_is_undecidable(where: tuple[str, str, str]) -> None:
    for text in ("5", "0"):
        (finding,) = of_rule(facts(HELD, stated=(stated_rate(*where, text),)), "stated_rate")
        assert (finding.verdict, finding.missing) == ("undecidable", (at(*where),))


def test_a_rate_over_a_change_that_is_not_known_is_undecidable() -> None:
    """All line items deleted, no own amount: what is blank is no 0."""
    for text in ("43", "-100"):
        held = facts(
            [allocation(OFFICE)],
            [allocation(OFFICE, 100)],
            stated=(stated_rate("budget-summary", "201-01", "rate", text),),
        )
        (finding,) = of_rule(held, "stated_rate")
        assert (finding.verdict, finding.missing) == (
            "undecidable",
            (at("budget-summary", "201-01", "current"),),
        )


def test_a_total_over_an_allocation_without_a_figure_is_undecidable() -> None:
    one = stated("budget-summary", "total", "current", 100_000)
    held = facts([HELD[0], allocation(GRANTS)], stated=(one,))
    (finding,) = of_rule(held, "stated_figure")
    assert (finding.verdict, finding.missing) == ("undecidable", (at("budget-summary", "403-01", "current"),))


def test_full_width_decimals_are_decimals() -> None:
    assert printing_slack(stated_rate("budget-summary", "total", "rate", "43.9")) == Fraction(1, 20)
    full = replace(stated_rate("budget-summary", "total", "rate", "43.9"), text="４３．９")
    assert printing_slack(full) == Fraction(1, 20)


def test_another_form_may_print_another_rate_over_a_zero_base(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(CONVENTIONS, ZERO_BASE, Decimal(999))
    assert rates("999", 0, 5) == ("ties", ZERO_BASE, None)
    assert rates("100", 0, 5)[0] == "breaks"


def test_whole_thousand() -> None:
    held = facts([allocation(OFFICE, None, None, [line(2_000), line(1_499), line(1_700)])])
    assert outcomes(held, "whole_thousand") == [
        ("calculation-basis", "line-2", "amount", 1_499, 1_000, 499, "rounding"),
        ("calculation-basis", "line-3", "amount", 1_700, 2_000, -300, "rounding"),
    ]
    assert {one.note for one in of_rule(held, "whole_thousand")} == {ODD_WON}


def test_whole_thousand_asks_only_a_book_that_is_printed_in_thousands() -> None:
    lines = [allocation(OFFICE, None, None, [line(1_499)])]
    odd_subsidy = facts([allocation(OFFICE, None, None, [line(2_000, 1_499)])])
    assert outcomes(odd_subsidy, "whole_thousand") == [
        ("calculation-basis", "line-1", "amount_national", 1_499, 1_000, 499, "rounding")
    ]
    for unit, count in (("thousand", 1), ("won", 0), ("million", 0)):
        one = stated("budget-summary", "total", "current", 0, unit)
        assert len(of_rule(facts(lines, stated=(one,)), "whole_thousand")) == count


def test_what_two_rules_say_of_the_same_printed_figure_is_said_once() -> None:
    plan = (entry(OFFICE, "year", 2020, 5), entry(OFFICE, "year", 2021, 6))
    cells = {"2020": 5, "2021": 6, "total": 57}
    printed = tuple(stated("investment-plan", "201-01", key, amount) for key, amount in cells.items())
    held = facts(plan=plan, stated=printed)
    assert outcomes(held, "row_total") == outcomes(held, "stated_figure")[2:]
    assert broken(held) == [("stated_figure", "201-01", "total")]
    assert not [one for one in findings(held) if one.rule == "row_total"]
