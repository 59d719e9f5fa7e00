"""Lays charts out as plain rectangles, lines and words, so that window, picture and PDF show the very same.

Units are those of whoever draws: points or pixels. Each point of a scale has a pattern of its own beside its colour.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum

from qa_desktop.domain.figures.breakdown import Bar, Breakdown
from qa_desktop.domain.figures.heat import HeatMap
from qa_desktop.domain.figures.policy import LEFT_OUT
from qa_desktop.domain.figures.tables import standard_words
from qa_desktop.domain.scale import ScalePoint, Tone

ROW, GAP, LABELS, NUMBERS = 2.3, 0.7, 0.30, 0.11
"""The height of a bar and the gap below it in letters' heights; the shares of the width for labels and totals."""
LEGEND = 2.2
LINE, MOST_LABEL, MOST_HEAD = 1.12, 2, 3
"""How far apart lines of a label stand, in letters' heights; how many a row's label and a column's may have."""
STRIPE = 0.55
"""How far apart the lines of a pattern stand, in letters' heights."""


class Pattern(Enum):
    """What tells one colour from another where no colour is seen."""

    PLAIN = 0
    RISING = 1
    FALLING = 2
    LEVEL = 3
    UPRIGHT = 4


class Ink(Enum):
    """What a line or a word is drawn in; the theme or the paper decides the colour."""

    TEXT = "text"
    MUTED = "muted"
    LINE = "line"
    ON_FILL = "on_fill"


class Side(Enum):
    """Where a word stands at its place."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Fill:
    """A rectangle; `tone` and `colour` are those of a point of a scale, `step` a shade of a heat map from 0 to 4."""

    x: float
    y: float
    width: float
    height: float
    tone: Tone = Tone.NEUTRAL
    colour: str = ""
    step: int | None = None
    pattern: Pattern = Pattern.PLAIN
    target: int | None = None
    """Which target it belongs to, to be clicked; None for what is only looked at."""


@dataclass(frozen=True, slots=True)
class Word:
    """A text on one line; `x` and `y` are where its middle line begins, stands or ends, as `side` says."""

    x: float
    y: float
    text: str
    side: Side = Side.LEFT
    ink: Ink = Ink.TEXT
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    ink: Ink = Ink.TEXT
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """What can be chosen with mouse or key: a part of a bar or a cell, and what it says."""

    name: str
    """Of the group: a team, a month, the key of a domain."""
    column: str
    """The code of the grade; in a heat map the group, and `name` is then the domain."""
    words: str


@dataclass(slots=True)
class Drawing:
    """Everything that is drawn, from the upper left corner, y downwards."""

    width: float
    height: float = 0
    fills: list[Fill] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    """Drawn first, below everything else."""
    targets: list[Target] = field(default_factory=list)


Measure = Callable[[str], float]
"""Returns the width of a text in ordinary letters."""


def pattern_of(place: int) -> Pattern:
    """Return the pattern of a point by its place on the scale."""
    return tuple(Pattern)[place % len(Pattern)]


def bars_drawing(told: Breakdown, width: float, letter: float, measure: Measure) -> Drawing:
    """Return stacked bars, each as long as its group's share of all grades is whole, with the number beside it."""
    drawing = Drawing(width)
    y = _legend(drawing, told.scale.points, letter, measure)
    left, right = width * LABELS, width * (1 - NUMBERS)
    for bar in told.bars:
        middle = y + letter * ROW / 2
        _label(drawing, bar.label, middle, left - letter, (letter, measure))
        if bar.is_hidden or not bar.total:
            words = LEFT_OUT if bar.is_hidden else "none"
            drawing.fills.append(Fill(left, y, right - left, letter * ROW))
            drawing.words.append(Word(left + letter, middle, words, ink=Ink.MUTED))
        else:
            _stack(drawing, bar, told, (left, y, right - left, letter * ROW), measure)
            drawing.words.append(Word(width, middle, f"n = {bar.total}", Side.RIGHT, Ink.MUTED))
        y += letter * (ROW + GAP)
    drawing.height = y
    return drawing


def _stack(
    drawing: Drawing, bar: Bar, told: Breakdown, box: tuple[float, float, float, float], measure: Measure
) -> None:
    x, y, width, height = box
    for place, (point, number) in enumerate(zip(told.scale.points, bar.counts, strict=True)):
        if not number or not bar.tells(place):
            continue
        part = width * number / bar.total
        words = f"{bar.label}: {point.label} {number} of {bar.total}"
        drawing.targets.append(Target(bar.name, point.code, words))
        fill = Fill(x, y, part, height, point.tone, point.colour, None, pattern_of(place), len(drawing.targets) - 1)
        drawing.fills.append(fill)
        if measure(str(number)) < part:
            drawing.words.append(
                Word(x + part / 2, y + height / 2, str(number), Side.CENTRE, Ink.ON_FILL, is_strong=True)
            )
        x += part
    if bar.left_out:
        part = width * bar.left_out / bar.total
        drawing.fills.append(Fill(x, y, part, height))
        words = next((one for one in (f"{bar.left_out} {LEFT_OUT}", str(bar.left_out)) if measure(one) < part), "")
        drawing.words.append(Word(x + part / 2, y + height / 2, words, Side.CENTRE, Ink.MUTED))


def heat_drawing(told: HeatMap, width: float, letter: float, measure: Measure) -> Drawing:
    """Return the map: in each cell how many of how many are as expected, the more the darker."""
    drawing = Drawing(width)
    left = width * LABELS
    column = (width - left) / max(1, len(told.columns))
    heads = [in_lines(label, column - letter / 2, MOST_HEAD, measure) for label in told.columns]
    y = letter * (ROW + LINE * (max(map(len, heads), default=1) - 1))
    for place, lines in enumerate(heads):
        for number, line in enumerate(lines):
            at = y / 2 + letter * LINE * (number - (len(lines) - 1) / 2)
            drawing.words.append(Word(left + column * (place + 0.5), at, line, Side.CENTRE, Ink.MUTED))
    for (key, label), row in zip(told.rows, told.cells, strict=True):
        _label(drawing, label, y + letter * ROW / 2, left - letter, (letter, measure))
        for place, cell in enumerate(row):
            words = "·" if cell.is_hidden else f"{cell.met}/{cell.of}" if cell.of else ""
            target = None
            if cell.step is not None:
                share = f"{cell.met} of {cell.of} {standard_words(told.scale, told.standard)}"
                said = f"{label}, {told.columns[place]}: {share}"
                drawing.targets.append(Target(key, told.columns[place], said))
                target = len(drawing.targets) - 1
            box = (left + column * place + 1, y + 1, column - 2, letter * ROW - 2)
            drawing.fills.append(Fill(*box, step=cell.step if cell.step is not None else -1, target=target))
            ink = Ink.ON_FILL if cell.step is not None else Ink.MUTED
            drawing.words.append(Word(box[0] + box[2] / 2, y + letter * ROW / 2, words, Side.CENTRE, ink))
        y += letter * ROW
    drawing.height = y
    return drawing


def _legend(drawing: Drawing, points: tuple[ScalePoint, ...], letter: float, measure: Measure) -> float:
    """Draw what each colour and pattern means, in as many lines as it needs; return where the bars begin."""
    x, y, side = 0.0, 0.0, letter * 1.1
    for place, point in enumerate(points):
        needed = side + letter * 0.5 + measure(point.label) + letter * 1.6
        if x and x + needed > drawing.width:
            x, y = 0.0, y + letter * LEGEND
        box = (x, y + (letter * LEGEND - side) / 2, side, side)
        drawing.fills.append(Fill(*box, point.tone, point.colour, None, pattern_of(place)))
        drawing.words.append(Word(x + side + letter * 0.5, y + letter * LEGEND / 2, point.label, ink=Ink.MUTED))
        x += needed
    return y + letter * (LEGEND + GAP)


def _label(drawing: Drawing, text: str, middle: float, room: float, letters: tuple[float, Measure]) -> None:
    """Write what a bar or a row is called, on two lines where one is too short; `letters` is their size and measure."""
    size, measure = letters
    lines = in_lines(text, room, MOST_LABEL, measure)
    for number, line in enumerate(lines):
        drawing.words.append(Word(0, middle + size * LINE * (number - (len(lines) - 1) / 2), line))


def in_lines(text: str, room: float, most: int, measure: Measure) -> list[str]:
    """Return a text on so many lines at most; the last one is cut where there would be more."""
    lines = wrapped(text, room, measure)
    kept = [*lines[: most - 1], " ".join(lines[most - 1 :])] if len(lines) > most else lines
    return [cut(line, room, measure) for line in kept]


def cut(text: str, room: float, measure: Measure) -> str:
    """Return a text that fits on one line, with an ellipsis where something was left out; its table has it whole."""
    if measure(text) <= room:
        return text
    kept = len(text)
    while kept > 1 and measure(text[:kept].rstrip() + "…") > room:
        kept -= 1
    return text[:kept].rstrip() + "…"


def wrapped(text: str, room: float, measure: Measure) -> list[str]:
    """Return a text in lines that fit; a single word that does not stands in a line of its own."""
    lines: list[str] = []
    for word in text.split():
        if lines and measure(f"{lines[-1]} {word}") <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def stripes(fill: Fill, letter: float) -> Iterator[tuple[float, float, float, float]]:
    """Yield the lines of a pattern as (x1, y1, x2, y2), inside the rectangle."""
    step = letter * STRIPE
    if fill.pattern is Pattern.LEVEL:
        yield from ((fill.x, y, fill.x + fill.width, y) for y in _steps(fill.y, fill.height, step))
    elif fill.pattern is Pattern.UPRIGHT:
        yield from ((x, fill.y, x, fill.y + fill.height) for x in _steps(fill.x, fill.width, step))
    elif fill.pattern in (Pattern.RISING, Pattern.FALLING):
        for offset in _steps(-fill.height, fill.width + fill.height, step * 1.4):
            start, end = max(0.0, offset), min(fill.width, offset + fill.height)
            if end > start:
                low, high = start - offset, end - offset
                if fill.pattern is Pattern.RISING:
                    low, high = fill.height - low, fill.height - high
                yield fill.x + start, fill.y + low, fill.x + end, fill.y + high


def _steps(start: float, length: float, step: float) -> Iterator[float]:
    at = start + step / 2
    while at < start + length:
        yield at
        at += step
