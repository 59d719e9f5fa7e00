"""What stands on every page around the text: running head, page number, watermark; all of it decoration."""

from __future__ import annotations

from dataclasses import dataclass

from qa_desktop.documents.layout import look
from qa_desktop.documents.layout.look import TextStyle, Weight
from qa_desktop.documents.layout.marks import Pen
from qa_desktop.documents.layout.writing import Line, Run, Typesetter

ELLIPSIS = "…"
WATERMARK_SHARE = 0.8
LARGEST_WATERMARK = 110.0


@dataclass(frozen=True, slots=True)
class RunningTexts:
    """The texts of head and foot; `watermark` is empty where the document is no sample."""

    title: str
    reference: str
    authority: str
    page: str
    of: str
    watermark: str = ""


class Furniture:
    """Draws head, foot and watermark of each page."""

    def __init__(self, typesetter: Typesetter, texts: RunningTexts, pages: int) -> None:
        self._typesetter = typesetter
        self._texts = texts
        self._pages = pages

    def draw(self, pen: Pen, number: int) -> None:
        """Draw the furniture of one page, counted from 0."""
        texts = self._texts
        foot, head = look.MARGIN_BOTTOM - 26, look.PAGE_HEIGHT - look.MARGIN_TOP + 28
        right = look.PAGE_WIDTH - look.MARGIN_SIDE
        with pen.decoration():
            if texts.watermark.strip():
                self._watermark(pen)
            if number:  # the first page opens with the title block, which says the same
                self._write(pen, texts.title, head)
                self._write(pen, texts.reference, head, right=True)
                pen.rule((look.MARGIN_SIDE, head - 7), (right, head - 7), look.LINE)
            self._write(pen, texts.authority, foot)
            self._write(pen, f"{texts.page} {number + 1} {texts.of} {self._pages}", foot, right=True)

    def _write(self, pen: Pen, text: str, y: float, *, right: bool = False) -> None:
        line = self._one_line(text, look.TEXT_WIDTH / 2 - 10)
        x = look.PAGE_WIDTH - look.MARGIN_SIDE - self._typesetter.width(line) if right else look.MARGIN_SIDE
        for stroke in self._typesetter.strokes(line):
            pen.write(stroke, x + stroke.x, y)

    def _one_line(self, text: str, width: float, style: TextStyle = look.RUNNING) -> Line:
        """Return the text cut to one line; the page's own text has it whole."""
        lines = self._typesetter.lines([Run(text, style)], width)
        if len(lines) > 1:
            narrower = self._typesetter.lines([Run(text, style)], width - style.size)
            more = self._typesetter.lines([Run(ELLIPSIS, style)], width)
            lines = [Line((*narrower[0].words, *more[0].words), narrower[0].right_to_left)]
        return lines[0] if lines else Line()

    def _watermark(self, pen: Pen) -> None:
        style = TextStyle(10, 10, Weight.STRONG, look.WATERMARK)
        line = self._one_line(self._texts.watermark, look.TEXT_WIDTH / 4, style)
        size = min(LARGEST_WATERMARK, 10 * look.TEXT_WIDTH * WATERMARK_SHARE / max(self._typesetter.width(line), 1))
        large = TextStyle(size, size, Weight.STRONG, look.WATERMARK)
        text = " ".join(word.text for word in line.words)
        lines = self._typesetter.lines([Run(text, large)], look.PAGE_HEIGHT)
        for stroke in self._typesetter.strokes(lines[0]) if lines else ():
            pen.diagonal(stroke, self._typesetter.width(lines[0]), (look.PAGE_WIDTH / 2, look.PAGE_HEIGHT / 2))
