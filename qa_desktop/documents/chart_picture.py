"""Paints charts as pictures for documents that hold no drawings, from the same plain shapes as window and paper."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from qa_desktop.documents.layout import look
from qa_desktop.documents.layout.look import Colour
from qa_desktop.documents.parts.chart import LETTER, PLAIN, STEPS, UNTOLD, softened, word_colour
from qa_desktop.domain.figures.breakdown import Breakdown
from qa_desktop.domain.figures.drawing import Drawing, Fill, Side, Word, bars_drawing, heat_drawing, stripes
from qa_desktop.domain.figures.heat import HeatMap

SCALE = 3
"""Pixels a point: 216 to the inch, sharp on paper."""
STRIPE, EDGE = 1, 2


class ChartPainter:
    """Paints with the fonts of one folder, which it reads once."""

    def __init__(self, fonts: Path) -> None:
        size = PLAIN.size * SCALE
        self._plain = ImageFont.truetype(str(fonts / "Inter-Regular.ttf"), size)
        self._strong = ImageFont.truetype(str(fonts / "Inter-SemiBold.ttf"), size)

    def bars(self, told: Breakdown) -> Drawing:
        """Return stacked bars as wide as a page's text."""
        return bars_drawing(told, look.TEXT_WIDTH, LETTER, self._width)

    def heat(self, told: HeatMap) -> Drawing:
        """Return a map as wide as a page's text."""
        return heat_drawing(told, look.TEXT_WIDTH, LETTER, self._width)

    def png(self, drawing: Drawing) -> bytes:
        """Return the picture."""
        size = (round(drawing.width * SCALE), max(1, round(drawing.height * SCALE)))
        picture = Image.new("RGB", size, "#FFFFFF")
        canvas = ImageDraw.Draw(picture)
        for fill in drawing.fills:
            _fill(canvas, fill)
        for word in drawing.words:
            self._write(canvas, word, drawing)
        output = io.BytesIO()
        picture.save(output, "PNG")
        return output.getvalue()

    def _width(self, text: str) -> float:
        return self._plain.getlength(text) / SCALE

    def _write(self, canvas: ImageDraw.ImageDraw, word: Word, drawing: Drawing) -> None:
        font = self._strong if word.is_strong else self._plain
        wide = font.getlength(word.text)
        left = word.x * SCALE - {Side.LEFT: 0.0, Side.CENTRE: wide / 2, Side.RIGHT: wide}[word.side]
        middle = word.y * SCALE
        if word.is_strong:  # a number on a pattern stands on a ground of its own
            half = PLAIN.size * SCALE * 0.6
            canvas.rounded_rectangle((left - 6, middle - half, left + wide + 6, middle + half), 6, fill="#FFFFFF")
        canvas.text((left, middle), word.text, fill=_hex(word_colour(word, drawing)), font=font, anchor="lm")


def _fill(canvas: ImageDraw.ImageDraw, fill: Fill) -> None:
    edges = (fill.x, fill.y, fill.x + fill.width, fill.y + fill.height)
    left, top, right, bottom = (round(one * SCALE) for one in edges)
    if fill.step is not None:
        shade = look.CANVAS if fill.step == UNTOLD else STEPS[fill.step]
        canvas.rectangle((left, top, right, bottom), fill=_hex(shade))
        return
    tint = look.tint_of(fill.tone, fill.colour)
    canvas.rectangle((left, top, right, bottom), fill=_hex(tint.ground))
    for line in stripes(fill, LETTER):
        at = tuple(round(one * SCALE) for one in line)
        canvas.line(at, fill=_hex(softened(tint.ink, tint.ground)), width=STRIPE)
    canvas.rectangle((left, top, right, bottom), outline=_hex(tint.ink), width=EDGE)


def _hex(colour: Colour) -> str:
    return "#" + "".join(f"{round(part * 255):02X}" for part in (colour.red, colour.green, colour.blue))
