"""Draws charts on paper from the same plain shapes as the window; what they say stands in the table below."""

from __future__ import annotations

from typing_extensions import override

from qa_desktop.documents.layout import look
from qa_desktop.documents.layout.blocks import Block, Gaps
from qa_desktop.documents.layout.look import Colour, TextStyle
from qa_desktop.documents.layout.marks import Box, Element, Pen
from qa_desktop.documents.layout.writing import Run, Typesetter
from qa_desktop.domain.figures.drawing import Drawing, Fill, Ink, Measure, Side, Word, stripes

LETTER = 8.5
STRIPE_WIDTH, STROKE = 0.5, 0.7
PLAIN = TextStyle(8.0, 10)
STRONG = TextStyle(8.0, 10, look.Weight.STRONG)
STEPS = tuple(Colour.of(code) for code in ("E5F0F1", "BFDADD", "8FBDC2", "4E8D96", "1B5C68"))
"""The shades of a heat map, from none as expected to all."""
INKS = {Ink.MUTED: look.MUTED, Ink.LINE: look.LINE}
DARK_STEP = 3
UNTOLD = -1


def measure_with(typesetter: Typesetter, style: TextStyle = PLAIN) -> Measure:
    """Return what measures words: those of charts where no other style is named."""

    def width(text: str) -> float:
        lines = typesetter.lines([Run(text, style)], 1e6)
        return typesetter.width(lines[0]) if lines else 0.0

    return width


class Chart(Block):
    """One drawing, which goes to the next page rather than be split."""

    def __init__(self, drawing: Drawing, typesetter: Typesetter, figure: Element) -> None:
        super().__init__(Gaps(before=4, after=6, with_next=True))
        self._drawing = drawing
        self._typesetter = typesetter
        self._figure = figure

    @override
    def height(self, width: float) -> float:
        return self._drawing.height

    @override
    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        self._figure.box = Box(x, top - self._drawing.height, width, self._drawing.height)
        with pen.content(self._figure):
            for one in self._drawing.strokes:
                ends = ((x + one.x1, top - one.y1), (x + one.x2, top - one.y2))
                pen.rule(*ends, INKS.get(one.ink, look.TEXT), STROKE * (2 if one.is_strong else 1))
            for fill in self._drawing.fills:
                self._fill(pen, fill, x, top)
            for word in self._drawing.words:
                self._write(pen, word, x, top)

    def _fill(self, pen: Pen, fill: Fill, x: float, top: float) -> None:
        box = Box(x + fill.x, top - fill.y - fill.height, fill.width, fill.height)
        if fill.step is not None:
            pen.fill(box, look.CANVAS if fill.step == UNTOLD else STEPS[fill.step])
            return
        tint = look.tint_of(fill.tone, fill.colour)
        pen.fill(box, tint.ground)
        for x1, y1, x2, y2 in stripes(fill, LETTER):
            pen.rule((x + x1, top - y1), (x + x2, top - y2), softened(tint.ink, tint.ground), STRIPE_WIDTH)
        pen.outline(box, tint.ink)

    def _write(self, pen: Pen, word: Word, x: float, top: float) -> None:
        style = STRONG if word.is_strong else PLAIN
        style = TextStyle(style.size, style.leading, style.weight, word_colour(word, self._drawing))
        lines = self._typesetter.lines([Run(word.text, style)], 1e6)
        if not lines:
            return
        wide = self._typesetter.width(lines[0])
        left = x + word.x - {Side.LEFT: 0.0, Side.CENTRE: wide / 2, Side.RIGHT: wide}[word.side]
        base = top - word.y - style.size * 0.35
        if word.is_strong:  # a number on a pattern stands on a ground of its own
            pen.fill(Box(left - 2, base - 2, wide + 4, style.size + 2), Colour.of("FFFFFF"), radius=2)
        for stroke in self._typesetter.strokes(lines[0]):
            pen.write(stroke, left + stroke.x, base)


def word_colour(word: Word, drawing: Drawing) -> Colour:
    """Return the colour of a word: white on the dark shades of a map."""
    if word.ink is not Ink.ON_FILL:
        return INKS.get(word.ink, look.TEXT)
    under = next((one for one in drawing.fills if _is_on(word, one) and one.step is not None), None)
    return Colour.of("FFFFFF") if under and (under.step or 0) >= DARK_STEP else look.TEXT


def softened(ink: Colour, ground: Colour) -> Colour:
    """Return a colour half way to the ground, so that a pattern is seen and nothing on it is hard to read."""
    parts = zip((ink.red, ink.green, ink.blue), (ground.red, ground.green, ground.blue), strict=True)
    return Colour(*((one + other) / 2 for one, other in parts))


def _is_on(word: Word, fill: Fill) -> bool:
    return fill.x <= word.x <= fill.x + fill.width and fill.y <= word.y <= fill.y + fill.height
