"""A workbook that proves itself, and one wrong thing at a time."""

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.management.commands.verify_workbook import REFUSALS
from ledger.proof.digest import figures_digest
from ledger.proof.formula import Failure, Scalar
from ledger.proof.read import CannotRead
from ledger.proof.verify import Verification, cell_verdict, verify
from tests import office
from tests.ledger.workbook.workbooks import FIGURES, workbook


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "workbook.xlsx"


def verified(file: Path, content: bytes) -> Verification:
    file.write_bytes(content)
    return verify(file)


def test_everything_agrees(file: Path) -> None:
    verification = verified(file, workbook())

    assert verification.agrees
    assert [(one.coordinate, one.verdict) for one in verification.findings] == [
        ("B4", "agrees"),
        ("B5", "agrees"),
        ("B6", "agrees"),
        ("B7", "agrees"),
    ]
    assert verification.digest == verification.printed_digest == figures_digest(FIGURES)
    # Two headings, two amounts, four formulas, the label and its digest.
    assert verification.cells == 2 + 2 + 4 + 2


@pytest.mark.parametrize(
    ("stored", "verdict"),
    [
        ({"B4": 430}, "differs"),
        ({"B4": True}, "differs"),
        ({"B4": ""}, "unstored"),
        ({"B4": "#DIV/0!"}, "error"),
        ({"B4": 429.0000001}, "agrees"),
    ],
)
def test_another_stored_result(stored: dict[str, object], verdict: str, file: Path) -> None:
    """The digest is over what is stored: it moves, too, where more than the spelling of a number did."""
    verification = verified(file, workbook(stored))

    assert verification.findings[0].verdict == verdict
    assert verification.digest_verdict == "differs"
    assert not verification.agrees


def test_a_number_stored_as_text_differs_from_the_number(file: Path) -> None:
    """Both are spelled alike in the digest: the evaluation tells."""
    verification = verified(file, workbook({"B4": "429"}))

    assert verification.findings[0].verdict == "differs"
    assert verification.digest_verdict == "agrees"
    assert not verification.agrees


@pytest.mark.parametrize(
    ("formula", "evaluated", "verdict"),
    [
        ("=B2", 200, "differs"),
        ("=1/0", Failure("#DIV/0!"), "error"),
        ("=B4", Failure("#REF!", "circle"), "untold"),
        ("=XLOOKUP(1,B:B,B:B)", Failure("#NAME?", "function", "XLOOKUP"), "untold"),
    ],
)
def test_another_formula(formula: str, evaluated: Scalar | Failure, verdict: str, file: Path) -> None:
    """What stands in the cells is unchanged, so the digest agrees: the evaluation tells."""
    verification = verified(file, workbook(formulas={"B4": formula}))

    assert verification.digest_verdict == "agrees"
    assert verification.findings[0].evaluated == evaluated
    assert verification.findings[0].verdict == verdict
    assert not verification.agrees


def test_a_changed_amount_moves_the_digest_and_the_results(file: Path) -> None:
    content = workbook(formulas={"B2": "=201"}, stored={"B2": 201})
    verification = verified(file, content)

    # 201 + 229 = 430; 28 / 201 = 13.9… %; the check of the sum still holds.
    assert [one.coordinate for one in verification.disagreements] == ["B4", "B5", "B7"]
    assert verification.digest_verdict == "differs"


@pytest.mark.parametrize(
    ("changed", "verdict"),
    [
        ({"sheet": "정보"}, "no_sheet"),
        ({"label": "지문"}, "no_label"),
        ({"printed": ""}, "no_label"),
        ({"printed": "abc"}, "no_label"),
        ({"printed": "0" * 64}, "differs"),
        ({"printed": figures_digest(FIGURES).upper()}, "agrees"),
    ],
)
def test_the_printed_digest(changed: dict[str, str], verdict: str, file: Path) -> None:
    verification = verified(file, workbook(**changed))  # type: ignore[arg-type]

    assert verification.digest_verdict == verdict
    assert verification.agrees is (verdict == "agrees")
    assert not verification.disagreements


@pytest.mark.parametrize(
    ("stored", "evaluated", "verdict"),
    [
        (Fraction("0.333333333333333"), Fraction(1, 3), "agrees"),
        (Fraction("0.3333"), Fraction(1, 3), "differs"),
        (Fraction(10**12 + 100), Fraction(10**12), "agrees"),
        (Fraction(10**12 + 10_000), Fraction(10**12), "differs"),
        (Fraction("1E-17"), Fraction(0), "agrees"),
        (True, Fraction(1), "differs"),
        (True, True, "agrees"),
        ("일치", "일치 ", "differs"),
        (None, Fraction(0), "unstored"),
        (None, "", "agrees"),
        (Failure("#DIV/0!"), Failure("#DIV/0!"), "error"),
        (Fraction(1), Failure("#NAME?", "function", "NOW"), "untold"),
    ],
)
def test_compared(stored: Scalar | Failure, evaluated: Scalar | Failure, verdict: str) -> None:
    assert cell_verdict(stored, evaluated) == verdict


@pytest.mark.office
def test_it_still_agrees_when_another_program_has_saved_it(file: Path) -> None:
    assert verified(file, office.converted(workbook({"B4": 430}), "xlsx")).agrees


@given(st.lists(st.tuples(st.integers(0, len(workbook()) - 1), st.integers(0, 255)), min_size=1, max_size=5))
def test_a_damaged_file_is_refused_or_read_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, int]]
) -> None:
    content = bytearray(workbook())
    for at, byte in changes:
        content[at % len(content)] = byte
    file = tmp_path_factory.getbasetemp() / "damaged.xlsx"
    try:
        verified(file, bytes(content))
    except CannotRead as refused:
        reason = refused.reason
    else:
        reason = "damaged"
    assert reason in REFUSALS
