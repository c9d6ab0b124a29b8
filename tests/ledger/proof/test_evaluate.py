"""What formulas give: each example can be checked by hand, and Python's own arithmetic agrees."""

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.proof.evaluate import Address, Cells, evaluate
from ledger.proof.formula import Failure, Scalar, area, exact

Typed = int | float | str | bool
"""What is typed into a cell."""

SHEET: dict[str, Typed] = {
    # 구분, 2020 (A), 2021 (B) in 천원
    "A1": "계",
    "B1": 200,
    "C1": 229,
    "A2": "국비(x)",
    "B2": 40,
    "C2": 0,
    "A3": "계",
    "B3": 0,
    "C3": 12.5,
    "A4": "",
    "B4": "x",
    "C4": True,
}


def address(coordinate: str, sheet: str = "예산총괄") -> Address:
    corner = area(coordinate)
    return sheet, corner.top, corner.left


def cells(typed: dict[str, Typed], names: dict[str, str] | None = None) -> Cells:
    """A workbook of one sheet; what begins with = is a formula."""
    formulas = {
        address(at): text for at, text in typed.items() if isinstance(text, str) and text.startswith("=")
    }
    contents: dict[Address, Scalar | Failure] = {
        address(at): content if isinstance(content, (str, bool)) else exact(content)
        for at, content in typed.items()
        if address(at) not in formulas
    }
    return Cells(
        ("예산총괄",), contents, formulas, {(None, name): text for name, text in (names or {}).items()}
    )


def outcome(formula: str, typed: dict[str, Typed] | None = None, **names: str) -> Scalar | Failure:
    """What a formula in Z99 gives."""
    return evaluate(cells((SHEET if typed is None else typed) | {"Z99": formula}, names))[address("Z99")]


@pytest.mark.parametrize(
    ("formula", "expected"),
    {
        # Operators: strength, signs, exactness.
        "=1+2*3": 7,
        "=(1+2)*3": 9,
        "=7-2-1": 4,
        "=8/4/2": 1,
        "=-2^2": 4,
        "=2^3^2": 64,
        "=2^-2": Fraction(1, 4),
        "=--5": 5,
        "=50%": Fraction(1, 2),
        "=0.1+0.2-0.3": 0,
        "=1/3*3": 1,
        "=1e3+.5": Fraction(2001, 2),
        "=1=1": True,
        "=1<>1": False,
        '="abc"="ABC"': True,
        '=2<"1"': True,
        '="a"&1&TRUE&1/4': "a1TRUE0.25",
        '="5"+1': 6,
        '="말"": ""끝"': '말": "끝',
        # Cells: a blank is 0 or ''.
        "=B1": 200,
        "=$B$1+c1": 429,
        "=D9": 0,
        "=D9+1": 1,
        '=D9&"x"': "x",
        '=D9=""': True,
        "=D9=0": True,
        "=예산총괄!B1": 200,
        "='예산총괄'!B1": 200,
        "=C4+1": 2,
        # IF leaves unread what it does not need.
        "=IF(B3=0,0,C3/B3)": 0,
        "=IF(B1,1,2)": 1,
        "=IF(1>2,1)": False,
        "=IF(TRUE,,2)": 0,
        "=IFERROR(1/0,5)": 5,
        "=IFERROR(4,1/0)": 4,
        "=AND(1<2,B1)": True,
        "=AND(C4,B3)": False,
        "=OR(B3:C3)": True,
        "=NOT(B3)": True,
        "=ABS(-2.5)": Fraction(5, 2),
        # Half away from zero, of the exact quotient.
        "=ROUND(29/200*100,0)": 15,
        "=ROUND((C1-B1)/B1*100,0)": 15,
        "=ROUND(-14.5,0)": -15,
        "=ROUND(2.345,2)": Fraction(235, 100),
        "=ROUND(7224187/1000,0)": 7224,
        "=ROUND(1250,-2)": 1300,
        # Of cells a total takes numbers only, in the formula also what becomes one.
        "=SUM(B1:C4)": Fraction(963, 2),
        '=SUM(1,TRUE,"2",B4)': 4,
        "=SUM(B:B)": 240,
        "=SUM(1:2)": 469,
        "=MAX(B1:C3)": 229,
        "=MIN(B1:C3,-1)": -1,
        "=MAX(A1:A4)": 0,
        "=COUNT(A1:C4)": 6,
        '=COUNT(1,"2","x",1/0)': 2,
        "=COUNTA(A1:C4)": 12,
        "=COUNTBLANK(A1:C5)": 4,
        # Criteria.
        '=SUMIF(A1:A4,"계",B1:B4)': 200,
        '=SUMIF(A1:A4,"계",C1)': Fraction(483, 2),
        "=SUMIF(A1:A4,A2,B1:B4)": 40,
        '=SUMIF(B1:B4,">0")': 240,
        '=SUMIFS(B1:B4,A1:A4,"계",C1:C4,">100")': 200,
        "=COUNTIF(B1:B4,0)": 1,
        '=COUNTIF(B1:B4,"<>0")': 3,
        '=COUNTIF(A1:A6,"")': 3,
        '=COUNTIF(A1:A6,"=")': 2,
        '=COUNTIF(A1:A6,"<>")': 4,
        '=COUNTIF(A1:A4,"국비*")': 1,
        '=COUNTIF(A1:A4,"?")': 2,
        '=COUNTIF(A1:A4,"~?")': 0,
        "=COUNTIF(C1:C4,TRUE)": 1,
        '=COUNTIF(A1:A4,">국")': 1,
        '=COUNTIFS(A1:A4,"계",B1:B4,0)': 1,
        "=ISNUMBER(B1)": True,
        "=ISNUMBER(1/0)": False,
        "=ISBLANK(D9)": True,
        "=ISBLANK(A4)": False,
        "=SUMPRODUCT(B1:B3,C1:C3)": 45_800,
        "=SUMPRODUCT(B1:B4)": 240,
    }.items(),
)
def test_formula(formula: str, expected: Scalar) -> None:
    given = outcome(formula)

    assert given == expected
    assert isinstance(given, bool) == isinstance(expected, bool)


@pytest.mark.parametrize(
    ("formula", "code"),
    {
        "=1/0": "#DIV/0!",
        "=1/D9": "#DIV/0!",
        "=0^0": "#NUM!",
        "=0^-1": "#DIV/0!",
        '="x"+1': "#VALUE!",
        "=A4+1": "#VALUE!",
        '=IF("x",1,2)': "#VALUE!",
        "=NOT(A1)": "#VALUE!",
        "=AND(A1:A2)": "#VALUE!",
        "=#REF!+1": "#REF!",
        "=없는시트!A1": "#REF!",
        "=SUM(1/0,1)": "#DIV/0!",
        '="1E400"+1': "#VALUE!",
        "=1E300*1E300": "#NUM!",
        '=SUMIFS(B1:B4,A1:A3,"계")': "#VALUE!",
        "=SUMPRODUCT(B1:B3,C1:C4)": "#VALUE!",
    }.items(),
)
def test_an_error_of_every_spreadsheet(formula: str, code: str) -> None:
    assert outcome(formula) == Failure(code)
    assert outcome(f"=IFERROR({formula[1:]},7)") == 7


@pytest.mark.parametrize(
    ("formula", "reason", "detail"),
    [
        ("=VLOOKUP(1,A1:B2,2)", "function", "VLOOKUP"),
        ("=LOG10(5)", "function", "LOG10"),
        ("=모름+1", "name", "모름"),
        ("=1 1", "syntax", "1"),
        ("=XFE1", "syntax", "XFE1"),
        ("=A1048577", "syntax", "A1048577"),
        ("=1E400+1", "syntax", "1E400 + 1"),
        ("=", "syntax", ""),
        ("=(1", "syntax", ""),
        ("=SUM(1,2", "syntax", ""),
        ("=[1]남의파일!A1", "syntax", "[1]남의파일!A1"),
        ("=표[열]", "syntax", "[열]"),
        ("={1,2}", "syntax", "{1,2}"),
        ("=A1:INDEX(A:A,3)", "syntax", ":INDEX(A:A,3)"),
        ("=A1:A2+1", "range", ""),
        ("=B1:B2", "range", ""),
        ("=ROUND(1)", "arguments", "ROUND"),
        ("=IF(1)", "arguments", "IF"),
        ("=COUNTIFS(A1:A2,1,A1:A2)", "arguments", ""),
        ("=4^0.5", "power", ""),
        ("=2^99999999", "precision", ""),
        ("=" + "(" * 65 + "1" + ")" * 65, "nested", ""),
        ("=1" + "+1" * 5_000, "long", ""),
    ],
)
def test_what_we_cannot_tell_is_named_and_no_formula_hides_it(formula: str, reason: str, detail: str) -> None:
    typed: dict[str, Typed] = {**SHEET, "Y1": formula, "Y2": "=IFERROR(Y1,7)", "Y3": "=ISNUMBER(Y1)"}
    given = evaluate(cells(typed))

    for at in ("Y1", "Y2", "Y3"):
        failure = given[address(at)]
        assert isinstance(failure, Failure)
        assert (failure.reason, failure.detail) == (reason, detail)


def test_a_defined_name_stands_for_a_cell_a_range_or_a_number() -> None:
    names = {"총액_2020": "예산총괄!$B$1", "열": "예산총괄!$B$1:$B$3", "기준": "10"}

    assert outcome("=총액_2020*2+SUM(열)+기준", SHEET, **names) == 200 * 2 + 240 + 10


def test_a_name_of_a_sheet_goes_before_one_of_the_workbook() -> None:
    names: dict[tuple[str | None, str], str] = {(None, "총액"): "'나'!A1", ("나", "총액"): "'나'!A2"}
    contents: dict[Address, Scalar | Failure] = {("나", 1, 1): Fraction(1), ("나", 2, 1): Fraction(2)}
    formulas = {("가", 1, 1): "=총액", ("나", 9, 1): "=총액"}

    assert list(evaluate(Cells(("가", "나"), contents, formulas, names)).values()) == [1, 2]


def test_an_error_spreads_to_who_needs_it() -> None:
    given = evaluate(cells({"A1": "=1/0", "A2": "=A1+1", "A3": "=SUM(A1:A2)", "A4": "=IF(1,2,A3)"}))

    assert list(given.values()) == [Failure("#DIV/0!")] * 3 + [2]


def test_a_circle_is_an_error_of_all_that_are_in_it_or_need_it() -> None:
    given = evaluate(
        cells({"A1": "=A2", "A2": "=A3+1", "A3": "=IFERROR(A2,0)", "A4": "=A3", "A5": "=A5", "A6": "=1"})
    )

    circle = Failure("#REF!", "circle")
    assert list(given.values()) == [circle] * 5 + [1]


def test_a_chain_of_cells_may_be_long() -> None:
    """A1 = A2 + 1, …, A5000 = 1."""
    chain: dict[str, Typed] = {f"A{row}": f"=A{row + 1}+1" for row in range(1, 5_000)}

    assert evaluate(cells({**chain, "A5000": 1}))[address("A1")] == 5_000


def test_a_formula_may_be_long_and_deep() -> None:
    assert outcome("=1" + "+1" * 4_000) == 4_001
    assert outcome("=" + "--" * 4_000 + "1") == 1
    assert outcome("=" + "1=1&1+1*2^IF(1=1," * 32 + "1" + ",2)" * 32) is False


def test_what_would_take_forever_ends() -> None:
    totals: dict[str, Typed] = {f"A{row}": f"=SUM(A1:A{row - 1})" for row in range(5_000, 1, -1)}
    given = evaluate(cells({"A1": 1, **totals}))
    assert given[address("A5000")] == Failure("#NUM!", "steps")

    squares: dict[str, Typed] = {f"A{row}": f"=A{row - 1}*A{row - 1}" for row in range(2, 99)}
    assert evaluate(cells({"A1": "=1/3", **squares}))[address("A98")] == Failure("#NUM!", "precision")

    doubled: dict[str, Typed] = {f"A{row}": f"=A{row - 1}&A{row - 1}" for row in range(2, 99)}
    assert evaluate(cells({"A1": "x", **doubled}))[address("A98")] == Failure("#VALUE!")

    stars = '"' + "*a" * 50 + '"'
    assert outcome(f"=COUNTIF(A1,{stars})", {"A1": "a" * 49 + "b" * 10_000}) == 0


# Python's arithmetic, on formulas that it and a spreadsheet read alike (but for the sign before a power).

NUMBERS = st.integers(0, 10**15).map(str) | st.decimals(0, 10**9, places=3).map(str)
TERMS = st.recursive(
    NUMBERS,
    lambda inner: st.builds("({} {} {})".format, inner, st.sampled_from("+-*/"), inner),
    max_leaves=12,
)


@given(TERMS)
def test_arithmetic_is_that_of_exact_fractions(term: str) -> None:
    try:
        expected: Scalar | Failure = eval(as_python(term), {"Fraction": Fraction})
    except ZeroDivisionError:
        expected = Failure("#DIV/0!")

    assert outcome(f"={term}") == expected


def as_python(term: str) -> str:
    """The term with each number as a Fraction: '(1 + 2)' is "(Fraction('1') + Fraction('2'))"."""
    return re.sub(r"[0-9.]+", lambda number: f"Fraction('{number[0]}')", term)


@given(st.text("()+-*/^&=<>%,.:!$'\"#A1B2 가SUMIF[]{}~?*", max_size=30))
def test_nonsense_is_an_error_and_never_an_exception(text: str) -> None:
    outcome(f"={text}")


@given(
    st.lists(
        st.tuples(st.sampled_from(["계", "국비(x)"]), st.integers(-(10**12), 10**12)), min_size=1, max_size=9
    )
)
def test_sumif_and_the_rest_add_up(rows: list[tuple[str, int]]) -> None:
    typed: dict[str, Typed] = {}
    for row, (portion, amount) in enumerate(rows, start=1):
        typed |= {f"A{row}": portion, f"B{row}": amount}
    end = len(rows)

    assert outcome(f'=SUMIF(A1:A{end},"계",B1:B{end})', typed) == sum(
        amount for portion, amount in rows if portion == "계"
    )
    assert outcome(f'=SUMIF(A1:A{end},"계",B1)+SUMIF(A1:A{end},"<>계",B1)-SUM(B1:B{end})', typed) == 0
