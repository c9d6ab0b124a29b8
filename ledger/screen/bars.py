"""Geometry of the charts: amounts in, rectangles out, in the whole units of an SVG's view box. Pure.

Bars lie: a line of text (label and amount) and the bar below it, so that a chart reads the same on a phone and on
paper. The amounts are those of a report and are shown as text beside each bar; nothing is computed here but where a
bar begins and ends.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

WIDTH = 360
ROW_HEIGHT, TEXT_BASE, BAR_TOP, BAR_HEIGHT = 38, 14, 19, 12
"""Of a bar's row: how high it is, where its text stands in it, where its bar begins and how high that is."""
BOTTOM = 4
"""What is left free below the last bar."""

BarKind = Literal["total", "up", "down", "base", "other"]
"""What a bar is, and so its colour: a total, an increase, a decrease, a figure to compare with, another series."""


@dataclass(frozen=True)
class ChartPart:
    """What a bar stands for. `amount` in won, None where it is missing: a line of text without a bar.

    `text` is the amount as printed; `href` leads to the report that has it; `tag` says in a word what colour alone
    must not say (신규, 종료).
    """

    label: str
    amount: int | None
    text: str
    kind: BarKind
    href: str = ""
    tag: str = ""


def outgoing_part(label: str, amount: int | None, text: str, tag: str = "") -> ChartPart:
    """A part that is taken from what the bars before it have built up; its amount is printed as it is.

    It is no decrease that calls for attention, as a cut would be: money that is spent or carried over.
    """
    return ChartPart(label, None if amount is None else -amount, text, "other", tag=tag)


@dataclass(frozen=True)
class Bar:
    """A drawn part: text at (0, text_y) and (WIDTH, text_y), the bar at (x, y) with width and height."""

    part: ChartPart
    text_y: int
    x: int
    y: int
    width: int
    height: int = BAR_HEIGHT


@dataclass(frozen=True)
class Chart:
    """An SVG of `width` × `height`; `zero` is where amounts begin. Title and description are read aloud."""

    title: str
    description: str
    bars: tuple[Bar, ...]
    height: int
    zero: int
    width: int = WIDTH


def waterfall(title: str, description: str, parts: Iterable[ChartPart]) -> Chart:
    """The chart in which totals stand on zero and each change begins where the one before it ended.

    A missing amount moves nothing.
    """
    parts = tuple(parts)
    spans: list[tuple[int, int]] = []
    level = 0
    for part in parts:
        amount = part.amount or 0
        start = 0 if part.kind in ("total", "base") else level
        level = start + amount if part.amount is not None else level
        spans.append((start, level if part.amount is not None else start))
    return draw_chart(title, description, parts, spans)


def bar_chart(title: str, description: str, parts: Iterable[ChartPart]) -> Chart:
    """The chart in which all bars stand on zero."""
    parts = tuple(parts)
    return draw_chart(title, description, parts, [(0, part.amount or 0) for part in parts])


def draw_chart(
    title: str, description: str, parts: Sequence[ChartPart], spans: Sequence[tuple[int, int]]
) -> Chart:
    """The chart of parts whose bars reach from one amount to another (`spans`, won)."""
    low = min((end for span in spans for end in span), default=0)
    high = max((end for span in spans for end in span), default=0)
    low, high = min(low, 0), max(high, 0)
    reach = max(1, high - low)

    def at(amount: int) -> int:
        return (amount - low) * WIDTH // reach

    bars = []
    for number, (part, (start, end)) in enumerate(zip(parts, spans, strict=True)):
        left, right = sorted((at(start), at(end)))
        top = number * ROW_HEIGHT
        # A change too small to be seen is still there: a hairline.
        width = 0 if part.amount is None else max(1, right - left)
        bars.append(Bar(part, top + TEXT_BASE, min(left, WIDTH - width), top + BAR_TOP, width))
    return Chart(title, description, tuple(bars), len(parts) * ROW_HEIGHT + BOTTOM, at(0))
