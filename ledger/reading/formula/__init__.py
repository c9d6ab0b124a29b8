"""The 산출식 of a line item: read by a written grammar, computed exactly, held against the amount. Pure; no eval.

The text is taken in its normal form (sites/texts.py), full-width signs as the plain ones. The grammar (EBNF; spaces
may stand between any two signs):

    formula    = { bullet } [ label ":" ] sum { "=" stated } .
    sum        = [ "+" ] term { ( "+" | "-" | "△" ) term } .
    term       = words factor { ( "×" | "÷" ) factor } .
    factor     = [ "△" | "-" ] ( quantity | bracket | "일식" ) .
    quantity   = [ "₩" ] amount [ "%" ] [ unit ] { note } { per } .
    amount     = number [ scale ] { number scale } .            7억2,418만7천(원): the larger before the smaller
    bracket    = "(" sum { "=" stated } ")" [ unit ] { note } { per } .
    stated     = [ "△" | "-" ] quantity .
    unit       = word { [ "·" ] word } .                        원, 천원, 백만원, 억원, 명, 회, 개월, ㎡, 명·일
    per        = ( "/" | "÷" ) word { ( "·" | "/" ) word } .    5,000원/명: says of what the price is; no figure
    note       = "(" word { any } ")" .                         12명(강사 포함): no figure
    words      = { word | name | note } .                       what a term is for: 강사료 5,000원×12명
    number     = digit { digit } | 1 to 3 digits { "," 3 digits } , [ "." digit { digit } ] .
    scale      = 십, 백, 천, 만, 억, 조 and what they make together .

- "×" is also X, x, *, ✕ and a middle dot before a number or a bracket; "÷" is "/". Both bind alike, from the left,
  before "+" and "-". "△" is also ∆, ∇, ▽, ▼. "=" is also ≒. Brackets are ( ), [ ], { }.
- A bullet is a sign such as ○ or =, "o " or "- " with a space behind it, "1)", "(1) ", "가. "; a "-" at its number is a
  minus. "@" before a price is "₩". A name is a year ('2021년'), '제1', '1인당'.
- A number without a unit is in won, or a count. A stated figure without one is in won or in the unit of the column,
  whichever the formula gives. Whose unit is no money counts something: no sum of money and counts, no product of two
  amounts is read.
- A price in which the dot can be a comma ('5.000원') is not read.

A text is a formula where it can be read and gives an amount; one that names no money (no 원) also must have × or + or
=, or separators, and come to 1,000 won: '24시간/365일' is none. What is none are words ('시설관리 운영 일식'), a lump
sum. A text with × or = and a number that cannot be read is refused with a place and a reason (`UnreadFormula`).

`parsed(text)` gives the formula, `written(formula)` its one spelling, without labels and notes: parsing that gives the
same formula, writing it again the same text. `verdict_on(formula, amount)` holds it against the amount.
"""

from ledger.reading.formula.computed import exact
from ledger.reading.formula.grammar import formula_of, parsed
from ledger.reading.formula.signs import LONGEST, UnreadFormula
from ledger.reading.formula.tree import Formula
from ledger.reading.formula.verdict import (
    VERDICTS,
    Outcome,
    ProposedPrice,
    Verdict,
    amount_unit,
    outcomes,
    verdict_on,
    whole_won,
)
from ledger.reading.formula.written import written

__all__ = [
    "LONGEST",
    "VERDICTS",
    "Formula",
    "Outcome",
    "ProposedPrice",
    "UnreadFormula",
    "Verdict",
    "amount_unit",
    "exact",
    "formula_of",
    "outcomes",
    "parsed",
    "verdict_on",
    "whole_won",
    "written",
]
