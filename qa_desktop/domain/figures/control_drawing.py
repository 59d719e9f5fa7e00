"""Lays out a control chart: months from left to right, the share upwards, middle and limits as lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from qa_desktop.domain.figures.breakdown import share_words
from qa_desktop.domain.figures.control import ControlChart, ControlPoint
from qa_desktop.domain.figures.drawing import Drawing, Fill, Ink, Measure, Side, Stroke, Target, Word, cut
from qa_desktop.domain.figures.policy import FigurePolicy
from qa_desktop.domain.figures.question import period_label
from qa_desktop.domain.scale import Tone

HEIGHT, TOP, BOTTOM, MARK, DASH = 16.0, 1.8, 2.2, 0.8, 0.7
"""The height of the field, the room above and below it, the side of a point and a dash, in letters' heights."""
PARTS = (0.0, 0.25, 0.5, 0.75, 1.0)


def control_drawing(
    chart: ControlChart, width: float, letter: float, measure: Measure, policy: FigurePolicy
) -> Drawing:
    """Return the chart; each known month is a target."""
    left = measure("100%") + letter
    step = (width - left) / max(1, len(chart.points))
    drawing = Drawing(width, letter * (TOP + HEIGHT + BOTTOM))

    def y(share: float) -> float:
        return letter * (TOP + HEIGHT * (1 - share))

    for part in PARTS:
        drawing.strokes.append(Stroke(left, y(part), width, y(part), Ink.LINE))
        drawing.words.append(Word(left - letter / 2, y(part), f"{part:.0%}", Side.RIGHT, Ink.MUTED))
    drawing.strokes += _dashed(left, y(chart.centre), width, letter)
    known: list[tuple[float, ControlPoint]] = []
    for place, one in enumerate(chart.points):
        x = left + step * (place + 0.5)
        if one.is_known:
            known.append((x, one))
            for limit in (one.low, one.high):
                drawing.strokes.append(Stroke(x - step / 2, y(limit), x + step / 2, y(limit), Ink.MUTED))
    drawing.strokes += [
        Stroke(x1, y(before.share), x2, y(after.share), Ink.TEXT) for (x1, before), (x2, after) in pairwise(known)
    ]
    for x, one in known:
        _mark(drawing, chart, one, (x, y(one.share), letter), policy)
    _months(drawing, chart.points, (left, step, letter), measure)
    _change(drawing, chart, (left, step, letter))
    return drawing


def _mark(
    drawing: Drawing, chart: ControlChart, one: ControlPoint, at: tuple[float, float, float], policy: FigurePolicy
) -> None:
    x, y, letter = at
    side = letter * MARK
    is_better = one.share > chart.centre
    said = f"{one.label}: {share_words(one.met, one.of, policy)}"
    if one.signals:
        said += f", {' and '.join(signal.words for signal in one.signals)}"
        sign = Word(x, y - letter * 1.2 if is_better else y + letter * 1.2, "▲" if is_better else "▼", Side.CENTRE)
        drawing.words.append(sign)
    tone = (Tone.GOOD if is_better else Tone.INADEQUATE) if one.signals else Tone.NEUTRAL
    drawing.targets.append(Target(one.name, "", said))
    place = len(drawing.targets) - 1
    drawing.fills.append(Fill(x - side / 2, y - side / 2, side, side, tone, target=place))


def _months(drawing: Drawing, points: Sequence[ControlPoint], at: tuple[float, float, float], measure: Measure) -> None:
    """Write as many months below the field as have room."""
    left, step, letter = at
    every = max(1, -(-int(measure("Mmm 2026") + letter) // max(1, int(step))))
    for place, one in enumerate(points):
        if place % every == 0:
            words = cut(one.label, step * every, measure)
            drawing.words.append(
                Word(left + step * (place + 0.5), letter * (TOP + HEIGHT + 1.1), words, Side.CENTRE, Ink.MUTED)
            )


def _change(drawing: Drawing, chart: ControlChart, at: tuple[float, float, float]) -> None:
    """Draw an upright line where something was changed."""
    left, step, letter = at
    place = next((place for place, one in enumerate(chart.points) if one.name == chart.since), None)
    if place is None:
        return
    x = left + step * place
    drawing.strokes.append(Stroke(x, letter * TOP, x, letter * (TOP + HEIGHT), Ink.TEXT, is_strong=True))
    is_late = place > len(chart.points) / 2
    words = f"Changed in {period_label(chart.since)}"
    side = Side.RIGHT if is_late else Side.LEFT
    drawing.words.append(Word(x + (-letter / 2 if is_late else letter / 2), letter * TOP / 2, words, side))


def _dashed(start: float, y: float, end: float, letter: float) -> Iterator[Stroke]:
    x = start
    while x < end:
        yield Stroke(x, y, min(x + letter * DASH, end), y, Ink.TEXT)
        x += letter * DASH * 2
