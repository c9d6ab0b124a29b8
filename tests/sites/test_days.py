"""A day is typed with its year first and in four digits, in the form of offices or of machines."""

from datetime import date

import pytest

from sites.days import UnreadableDay, read_day


@pytest.mark.parametrize(
    "text",
    [
        "2021-10-31",
        "2021.10.31",
        "2021.10.31.",
        "2021. 10. 31.",
        "2021/10/31",
        "2021년 10월 31일",
        "2021년10월31일",
        " 2021.\u00a010.\u00a031. ",
        "２０２１．１０．３１",
    ],
)
def test_the_year_comes_first(text: str) -> None:
    assert read_day(text) == date(2021, 10, 31)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("12/05/08", "short_year"),
        ("10/11/21", "short_year"),
        ("21-10-31", "short_year"),
        ("21. 10. 31.", "short_year"),
        ("10/31/2021", "order"),
        ("31.10.2021", "order"),
        ("2021-02-29", "calendar"),
        ("0000-01-01", "calendar"),
        ("2021-13-01", "calendar"),
        ("2021-10/31", "day"),
        ("2021-10", "day"),
        ("어제", "day"),
        ("2021-10-31T09:00", "day"),
        ("2021-10-311", "day"),
    ],
)
def test_what_can_be_meant_in_several_ways_is_refused(text: str, reason: str) -> None:
    with pytest.raises(UnreadableDay) as refused:
        read_day(text)
    assert refused.value.reason == reason
