"""Rows of 집행 현황 as people paste them."""

import pytest

from ledger.figures.facts import Subject
from ledger.reading.pasted import MOST_LINES, PastedRow, read_rows

OFFICE = Subject("201-01", 2018, "사무관리비")
GRANTS = Subject("403-01", 2018, "자치단체 자본보조")
SUBJECTS = (OFFICE, GRANTS)


def taken(text: str, unit: str = "won") -> list[tuple[str | None, int | None, int | None]]:
    """The rows: code, committed, executed. Nothing may be wrong."""
    rows, faults = read_rows(text, unit, SUBJECTS)
    assert faults == []
    return [(row.subject.code if row.subject else None, row.committed, row.executed) for row in rows]


def wrong(
    text: str, unit: str = "won", subjects: tuple[Subject, ...] = SUBJECTS
) -> list[tuple[int, str, str]]:
    """What is wrong: line, kind, text."""
    return [(fault.line, fault.kind, fault.text) for fault in read_rows(text, unit, subjects)[1]]


def test_tabs_or_semicolons_and_blank_lines() -> None:
    text = "201-01\t200\t100\r\n\r\n \t \t \n403-01; 20 ;10\n"
    assert taken(text) == [("201-01", 200, 100), ("403-01", 20, 10)]


def test_lines_are_counted_as_they_stand() -> None:
    rows, _faults = read_rows("\n\n201-01\t2\t1", "won", SUBJECTS)
    assert rows == [PastedRow(3, OFFICE, 2, 1)]


@pytest.mark.parametrize(
    "text",
    [
        "201-01",
        "20101",
        "사무관리비",
        "사무 관리비",
        "201-01 사무관리비",
        "사무관리비(201-01)",
        "２０１－０１ 사무관리비",
    ],
)
def test_a_subject_is_its_code_its_name_or_both(text: str) -> None:
    assert taken(f"{text}\t2\t1") == [("201-01", 2, 1)]


@pytest.mark.parametrize("text", ["계", "합 계", "총계", "Total"])
def test_the_programmes_own_row(text: str) -> None:
    assert taken(f"{text}\t2\t1") == [(None, 2, 1)]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1,234", 1234),
        ("△1,234", -1234),
        ("▼1,234", -1234),
        ("-1,234", -1234),
        ("-", 0),
        (" - ", 0),
        ("0", 0),
    ],
)
def test_amounts_as_people_write_them(text: str, amount: int) -> None:
    assert taken(f"201-01\t{text}\t1") == [("201-01", amount, 1)]


def test_a_blank_is_no_zero() -> None:
    assert taken("201-01\t\t1") == [("201-01", None, 1)]
    assert taken("201-01\t5\t") == [("201-01", 5, None)]


def test_amounts_are_in_the_unit_that_was_chosen() -> None:
    assert taken("201-01\t1,234\t△1.5", "thousand") == [("201-01", 1_234_000, -1_500)]
    assert taken("201-01\t2\t500천원", "million") == [("201-01", 2_000_000, 500_000)]


def test_a_heading_says_where_the_columns_stand() -> None:
    """Executed first, and columns between that nobody asked for."""
    text = "과목\t예산액\t집행액(원)\t집행률\t지출원인행위액\n201-01\t900\t100\t11.1%\t200\n계\t900\t100\t11.1%\t200"
    assert taken(text) == [("201-01", 200, 100), (None, 200, 100)]


def test_a_subject_in_two_columns() -> None:
    assert taken("코드\t통계목\t원인행위액\t지출액\n201-01\t사무관리비\t2\t1\n\t계\t2\t1") == [
        ("201-01", 2, 1),
        (None, 2, 1),
    ]


def test_a_plain_heading_in_english() -> None:
    assert taken("Account subject;Committed;Executed\n201-01;2;1") == [("201-01", 2, 1)]


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("", [(0, "no_rows", "")]),
        (" \n\t\t\n;;", [(0, "no_rows", "")]),
        ("과목\t지출원인행위액\t집행액", [(0, "no_rows", "")]),
        ("과목\t집행액\n201-01\t1", [(1, "heading", "committed")]),
        ("과목\t지출원인행위액\t집행액(천원)\n201-01\t2\t1", [(1, "heading_unit", "집행액(천원)")]),
        ("201-01\t1", [(1, "columns", "2")]),
        ("201-01 2 1", [(1, "columns", "1")]),
        ("201-01\t2\t1\t9", [(1, "columns", "4")]),
        ("\t2\t1", [(1, "no_subject", "")]),
        ("999-99\t2\t1", [(1, "subject", "999-99")]),
        ("201-01 자치단체 자본보조\t2\t1", [(1, "subject", "201-01 자치단체 자본보조")]),
        ("201-01\t2\t1\n사무관리비\t3\t2", [(2, "twice", "1")]),
        ("계\t2\t1\n합계\t2\t1", [(2, "twice", "1")]),
        ("201-01\t두 원\t1", [(1, "amount", "두 원")]),
        ("201-01\t1O0\t1", [(1, "amount", "1O0")]),
        ("201-01\t(x5)\t1", [(1, "amount", "(x5)")]),
        ("201-01\t#REF!\t1", [(1, "amount", "#REF!")]),
        ("201-01\t1,23\t1", [(1, "amount", "1,23")]),
        ("201-01\t1.5\t1", [(1, "amount", "1.5")]),
        ("201-01\t1_000\t=1+1", [(1, "amount", "1_000"), (1, "amount", "=1+1")]),
        ("201-01\t9,999,999,999,999,999\t1", [(1, "amount", "9,999,999,999,999,999")]),
        ("201-01\t1.234\t△2.000.000", [(1, "readings", "1.234"), (1, "readings", "△2.000.000")]),
        ("201-01\t(1,234)\t▲5", [(1, "readings", "(1,234)"), (1, "readings", "▲5")]),
        ("201-01\t(국)5\t신규", [(1, "amount", "(국)5"), (1, "amount", "신규")]),
        ("201-01\t\t ", [(1, "nothing", "")]),
    ],
)
def test_what_cannot_be_taken(text: str, faults: list[tuple[int, str, str]]) -> None:
    assert wrong(text) == faults


def test_an_ambiguous_amount_names_each_way_without_the_marks_that_are_not_taken_here() -> None:
    _rows, (fault,) = read_rows("201-01\t(1,234)\t1", "won", SUBJECTS)
    assert [(one.way, one.written) for one in fault.readings] == [("negative", "△1,234"), ("plain", "1,234")]


def test_all_that_is_wrong_is_said_in_one_pass() -> None:
    text = "없는 목\t하나\t1\n201-01\t2\n403-01\t2\t둘"
    assert wrong(text) == [
        (1, "subject", "없는 목"),
        (1, "amount", "하나"),
        (2, "columns", "2"),
        (3, "amount", "둘"),
    ]


def test_a_name_of_two_subjects_is_settled_by_the_code() -> None:
    twins = (Subject("401-01", 2018, "시설비"), Subject("401-02", 2018, "시설비"))
    assert wrong("시설비\t2\t1", subjects=twins) == [(1, "ambiguous", "401-01, 401-02")]
    assert wrong("401-02\t2\t1", subjects=twins) == []


def test_too_many_lines_are_not_read() -> None:
    text = "201-01\t2\t1\n" * (MOST_LINES + 1)
    assert wrong(text) == [(0, "too_many", str(MOST_LINES + 1))]


@pytest.mark.parametrize(
    "text", ["\t" * 10_000, ";" * 10_000, "가" * 10_000, "201-01\t" + "9" * 10_000 + "\t1"]
)
def test_nonsense_is_refused(text: str) -> None:
    rows, faults = read_rows(text, "won", SUBJECTS)
    assert rows == []
    assert len(faults) == 1
