"""Short ways to write printed figures and to read findings."""

from fractions import Fraction

from ledger.figures.facts import Cost, Facts, Grant, StatedFigure
from ledger.reading.printed import read_rate
from ledger.tieout import RULES_BY_NAME, Cell, Finding, findings
from ledger.tieout.evidence import Evidence
from tests.ledger.records import YEAR

Amount = int | Fraction | None
Outcome = tuple[str, str, str, Amount, Amount, Amount, str]


def stated(report: str, row: str, column: str, value: int | None, unit: str = "won") -> StatedFigure:
    text = "" if value is None else str(value)
    return StatedFigure(report, row, column, YEAR, unit, text, value, None, 7)


def stated_rate(report: str, row: str, column: str, text: str) -> StatedFigure:
    return StatedFigure(report, row, column, YEAR, "percent", text, None, read_rate(text))


def at(report: str, row: str, column: str) -> Cell:
    return Cell(report, row, column, YEAR)


def cost(
    source: str, amount: int | None, scope: str = "total", *, off: bool = False, unit: str = "won"
) -> Cost:
    return Cost(source, scope, off, amount, unit)


def grant(amount: int, year: int, kind: str = "subsidy", site: str | None = None, unit: str = "won") -> Grant:
    return Grant(site, kind, amount, unit, year)


def outcome(finding: Finding) -> Outcome:
    """Where, both sides, the difference, the verdict."""
    cell = finding.cell
    sides = (finding.left, finding.right, finding.difference)
    return (cell.report, cell.row, cell.column, *sides, finding.verdict)


def of_rule(held: Facts, name: str) -> list[Finding]:
    """What one rule finds, whatever another says of the same figure."""
    return list(RULES_BY_NAME[name].findings(Evidence(held)))


def outcomes(held: Facts, name: str) -> list[Outcome]:
    return [outcome(finding) for finding in of_rule(held, name)]


def verdicts(held: Facts, name: str) -> list[str]:
    return [finding.verdict for finding in of_rule(held, name)]


def broken(held: Facts) -> list[tuple[str, str, str]]:
    """Rule, row and column of all that breaks."""
    return [(one.rule, one.cell.row, one.cell.column) for one in findings(held) if one.verdict == "breaks"]
