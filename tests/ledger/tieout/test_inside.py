"""Ties inside one table, between what the document prints in it."""

from dataclasses import replace

from ledger.figures.facts import Share, StatedFigure
from tests.ledger.records import GRANTS, OFFICE, allocation, entry, facts, settled, step, subject
from tests.ledger.tieout.figures import at, cost, of_rule, outcomes, stated, stated_rate, verdicts

SUBJECTS = [allocation(OFFICE, 60), allocation(GRANTS, 40)]


def column(*amounts: int, unit: str = "won") -> tuple[StatedFigure, ...]:
    """The printed 예산액 of the two subjects and their total."""
    rows = ("201-01", "403-01", "total")
    return tuple(
        stated("budget-summary", row, "current", amount, unit)
        for row, amount in zip(rows, amounts, strict=True)
    )


def test_column_total() -> None:
    assert outcomes(facts(SUBJECTS, stated=column(60, 40, 100)), "column_total") == [
        ("budget-summary", "total", "current", 100, 100, 0, "ties")
    ]
    assert outcomes(facts(SUBJECTS, stated=column(60, 40, 90)), "column_total") == [
        ("budget-summary", "total", "current", 100, 90, 10, "breaks")
    ]


def test_column_total_waits_for_a_part_that_was_not_entered() -> None:
    (part, _, total) = column(60, 40, 100)
    (finding,) = of_rule(facts(SUBJECTS, stated=(part, total)), "column_total")
    assert (finding.verdict, finding.missing) == ("undecidable", (at("budget-summary", "403-01", "current"),))
    blank = stated("budget-summary", "403-01", "current", None)
    assert verdicts(facts(SUBJECTS, stated=(part, blank, total)), "column_total") == ["breaks"]
    unknown = [SUBJECTS[0], allocation(GRANTS)]
    assert verdicts(facts(unknown, stated=column(60, 40, 60)[::2]), "column_total") == ["ties"]


def test_column_total_within_what_three_roundings_can_do() -> None:
    for total, verdict in ((101_000, "rounding"), (102_000, "breaks")):
        printed = column(60_000, 40_000, total, unit="thousand")
        assert verdicts(facts(SUBJECTS, stated=printed), "column_total") == [verdict]


def test_column_total_needs_a_total_and_a_part() -> None:
    assert outcomes(facts(SUBJECTS, stated=column(60, 40, 90)[:2]), "column_total") == []
    assert outcomes(facts(SUBJECTS, stated=column(60, 40, 90)[2:]), "column_total") == []


OLD = subject("301-10", 2018)
FIRST, SECOND = (subject(code, 2021, replaces=OLD) for code in ("402-09", "405-01"))
SPLIT = facts(
    [allocation(OFFICE, 60), allocation(FIRST, 30), allocation(SECOND, 20)],
    [allocation(OFFICE, 50), allocation(OLD, 40)],
    subjects=(OFFICE, OLD, FIRST, SECOND),
)


def printed_changes(*rows: tuple[str, int]) -> tuple[StatedFigure, ...]:
    """Printed changes of 예산총괄."""
    return tuple(stated("budget-summary", row, "change", amount) for row, amount in rows)


def test_column_total_of_changes_counts_a_split_subject_in_the_row_that_compares_it() -> None:
    """Nothing says how the 40 divide: 30 + 20 - 40 is printed below, and is in the total."""
    joint = ("402-09,405-01", 30 + 20 - 40)
    for total, verdict in ((10 + 10, "ties"), (10, "breaks")):
        printed = printed_changes(("201-01", 60 - 50), joint, ("total", total))
        assert outcomes(replace(SPLIT, stated=printed), "column_total") == [
            ("budget-summary", "total", "change", 20, total, 20 - total, verdict)
        ]
    without = replace(SPLIT, stated=printed_changes(("201-01", 60 - 50), ("total", 10 + 10)))
    (waiting,) = of_rule(without, "column_total")
    assert (waiting.verdict, waiting.missing) == ("undecidable", (at("budget-summary", joint[0], "change"),))


def test_column_total_of_changes_counts_what_is_printed_of_each_part_of_a_split_subject() -> None:
    """A document that prints what came in and what went out: the parts are printed, the row of them all is not."""
    printed = printed_changes(("201-01", 10), ("402-09", 30), ("405-01", 20), ("301-10", -40), ("total", 20))
    assert verdicts(replace(SPLIT, stated=printed), "column_total") == ["ties"]


PLAN = (entry(OFFICE, "year", 2020, 5), entry(OFFICE, "year", 2021, 6, 2))


def test_row_total() -> None:
    cells = (stated("investment-plan", "201-01", "2020", 5), stated("investment-plan", "201-01", "2021", 6))
    for total, verdict in ((11, "ties"), (57, "breaks")):
        printed = (*cells, stated("investment-plan", "201-01", "total", total))
        assert outcomes(facts(plan=PLAN, stated=printed), "row_total") == [
            ("investment-plan", "201-01", "total", total, 11, total - 11, verdict)
        ]
    assert outcomes(facts(plan=PLAN, stated=cells), "row_total") == []


def test_row_total_waits_for_a_part_that_was_not_entered() -> None:
    printed = (
        stated("investment-plan", "201-01", "2020", 5),
        stated("investment-plan", "201-01", "total", 11),
    )
    (finding,) = of_rule(facts(plan=PLAN, stated=printed), "row_total")
    assert (finding.verdict, finding.missing) == ("undecidable", (at("investment-plan", "201-01", "2021"),))


def test_row_total_of_the_national_part() -> None:
    printed = (
        stated("investment-plan", "201-01", "2021_national", 2),
        stated("investment-plan", "201-01", "total_national", 3),
    )
    assert outcomes(facts(plan=PLAN, stated=printed), "row_total") == [
        ("investment-plan", "201-01", "total_national", 3, 2, 1, "breaks")
    ]


def test_sources_to_cost_leaves_out_what_is_off_budget() -> None:
    def printed(city: int) -> tuple[StatedFigure, ...]:
        amounts = {"total": 10, "national": 3, "city": city, "other": 5}
        return tuple(stated("overview", "total-cost", key, amount) for key, amount in amounts.items())

    for city, verdict in ((7, "ties"), (2, "breaks")):
        assert outcomes(facts(stated=printed(city)), "sources_to_cost") == [
            ("overview", "total-cost", "total", 10, 3 + city, 7 - city, verdict)
        ]
    assert outcomes(facts(stated=printed(7)[1:]), "sources_to_cost") == []


def test_sources_to_cost_counts_all_that_is_on_budget() -> None:
    amounts = {"total": 10, "national": 3, "city": 5, "district": 2, "other": 5}
    printed = tuple(stated("overview", "total-cost", key, amount) for key, amount in amounts.items())
    costs = (cost("district", 2), cost("other", 5, off=True))
    assert outcomes(facts(costs=costs, stated=printed), "sources_to_cost") == [
        ("overview", "total-cost", "total", 10, 10, 0, "ties")
    ]


def changes(prior: int, current: int, change: int) -> tuple[StatedFigure, ...]:
    amounts = {"prior": prior, "current": current, "change": change}
    return tuple(stated("budget-summary", "total", key, amount) for key, amount in amounts.items())


def test_change_of_columns() -> None:
    for change, verdict in ((-2, "ties"), (2, "breaks")):
        assert outcomes(facts(stated=changes(7, 5, change)), "change_of_columns") == [
            ("budget-summary", "total", "change", change, -2, change + 2, verdict)
        ]
    assert outcomes(facts(stated=changes(7, 5, 9)[1:]), "change_of_columns") == []


def test_rate_of_columns() -> None:
    for text, verdict in (("-29", "rounding"), ("29", "breaks")):
        printed = (*changes(7, 5, -2), stated_rate("budget-summary", "total", "rate", text))
        assert verdicts(facts(stated=printed), "rate_of_columns") == [verdict]
    assert verdicts(facts(stated=changes(7, 5, -2)), "rate_of_columns") == []


def test_a_word_beside_what_is_printed() -> None:
    """순증 over a printed A of 0; B - A = 7 over 5 is no 순증."""
    word = stated_rate("budget-summary", "total", "rate", "순증")
    for prior, current, verdict in ((0, 7, "ties"), (5, 12, "breaks")):
        printed = (*changes(prior, current, 7), word)
        assert verdicts(facts(stated=printed), "rate_of_columns") == [verdict]


def test_a_word_where_an_amount_should_stand_leaves_the_total_open() -> None:
    (first, second, total) = column(60, 40, 100)
    word = replace(second, text="미정", value=None)
    (finding,) = of_rule(facts(SUBJECTS, stated=(first, word, total)), "column_total")
    assert finding.missing == (at("budget-summary", "403-01", "current"),)


def test_national_part_of_a_budget() -> None:
    for national, found in (
        (60, []),
        (61, [("budget-summary", "201-01", "current_national", 61, 60, 1, "breaks")]),
    ):
        held = facts([allocation(OFFICE, 60, national)])
        assert [one for one in outcomes(held, "national_part") if one[1] == "201-01"][:1] == found


def test_national_part_of_a_settlement_and_of_a_cost() -> None:
    rows = (settled(2019, executed=5), settled(2019, portion="national", executed=6))
    assert outcomes(facts(settlements=rows), "national_part") == [
        ("settlement", "2019-national", "executed", 6, 5, 1, "breaks")
    ]
    rows = (settled(2019, executed=6), settled(2019, portion="national", executed=6))
    assert outcomes(facts(settlements=rows), "national_part") == []


def test_national_part_of_a_negative_amount_says_nothing() -> None:
    assert outcomes(facts([allocation(OFFICE, -5, 0)]), "national_part") == []


class TestSubjectInForce:
    """401-01 ended in 2020; the document is of 2021."""

    OLD = replace(subject("401-01"), valid_until=2020)

    def test_an_amount_in_any_table_that_names_an_ended_subject(self) -> None:
        held = facts(
            [allocation(OFFICE, 60), allocation(self.OLD, 40)],
            plan=(entry(self.OLD, "year", 2021, 40), entry(OFFICE, "year", 2021, 60)),
            schedule=(replace(step(1), shares=(Share(self.OLD, 40, False),)),),
            settlements=(settled(2017, self.OLD, executed=5),),
        )
        assert outcomes(held, "subject_in_force") == [
            ("budget-summary", "401-01", "current", 40, 0, 40, "breaks"),
            ("investment-plan", "401-01", "2021", 40, 0, 40, "breaks"),
            ("schedule", "total", "401-01", 40, 0, 40, "breaks"),
            ("settlement", "2017-401-01", "executed", 5, 0, 5, "breaks"),
        ]

    def test_the_past_in_the_codes_of_its_day_or_of_today(self) -> None:
        new = subject("401-02", 2021)
        held = facts(
            plan=(entry(self.OLD, "year", 2020, 40), entry(new, "through", 2019, 60)),
            settlements=(settled(2020, self.OLD, executed=5),),
        )
        assert outcomes(held, "subject_in_force") == []

    def test_nothing_is_said_of_no_amount(self) -> None:
        assert outcomes(facts([allocation(self.OLD), allocation(OFFICE, 60)]), "subject_in_force") == []
