"""Geometry: where each bar begins and ends, in a view box 360 wide."""

from ledger.screen.bars import ROW_HEIGHT, BarKind, Chart, ChartPart, bar_chart, waterfall


def part(amount: int | None, kind: BarKind = "up") -> ChartPart:
    return ChartPart("label", amount, "text", kind)


def spans(chart: Chart) -> list[tuple[int, int]]:
    return [(bar.x, bar.x + bar.width) for bar in chart.bars]


def test_each_change_begins_where_the_one_before_it_ended() -> None:
    """100 + 80 − 60 = 120; the reach is 180, so 1 is 2 units wide."""
    chart = waterfall("", "", [part(100, "base"), part(80), part(-60, "down"), part(120, "total")])
    assert spans(chart) == [(0, 200), (200, 360), (240, 360), (0, 240)]
    assert chart.zero == 0


def test_a_waterfall_that_goes_below_zero_moves_the_zero() -> None:
    """100 − 150 = −50: from −50 to 100 are 150, so zero stands at a third."""
    chart = waterfall("", "", [part(100, "base"), part(-150, "down"), part(-50, "total")])
    assert chart.zero == 120
    assert spans(chart) == [(120, 360), (0, 360), (0, 120)]


def test_a_missing_amount_is_a_line_without_a_bar_and_moves_nothing() -> None:
    chart = waterfall("", "", [part(100, "base"), part(None), part(80)])
    assert [bar.width for bar in chart.bars] == [200, 0, 160]
    assert chart.bars[2].x == 200


def test_a_change_too_small_to_be_seen_is_a_hairline_inside_the_chart() -> None:
    chart = waterfall("", "", [part(10**12, "base"), part(1), part(10**12 + 1, "total")])
    assert [bar.width for bar in chart.bars] == [359, 1, 360]
    assert chart.bars[1].x + chart.bars[1].width <= 360


def test_all_bars_stand_on_zero() -> None:
    chart = bar_chart("", "", [part(50), part(100), part(-50)])
    assert spans(chart) == [(120, 240), (120, 360), (0, 120)]


def test_nothing_but_zeros_and_nothing_at_all() -> None:
    assert spans(bar_chart("", "", [part(0), part(0)])) == [(0, 1), (0, 1)]
    assert bar_chart("", "", []).bars == ()


def test_a_row_for_each_part() -> None:
    chart = bar_chart("", "", [part(1), part(2), part(3)])
    assert [bar.text_y for bar in chart.bars] == [14, 14 + ROW_HEIGHT, 14 + 2 * ROW_HEIGHT]
    assert chart.height >= 3 * ROW_HEIGHT
