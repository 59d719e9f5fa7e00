"""Lays blocks out on as many pages as they need, with the furniture of each."""

from __future__ import annotations

import io
from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas

from qa_desktop.documents.layout import look
from qa_desktop.documents.layout.blocks import Block, Stack
from qa_desktop.documents.layout.fonts import FontSet
from qa_desktop.documents.layout.furniture import Furniture, RunningTexts
from qa_desktop.documents.layout.marks import Element, Pen
from qa_desktop.documents.layout.writing import Typesetter

NEARLY_EMPTY = look.TEXT_HEIGHT / 4
"""A last page that holds no more is saved where blocks can stand closer together."""
CLOSER = (0.8, 0.6)
"""Which part of the gaps is tried."""


def print_pages(
    story: Sequence[Block], fonts: FontSet, typesetter: Typesetter, texts: RunningTexts, *, closer: bool = False
) -> tuple[bytes, list[list[Element]]]:
    """Return the drawn pages as a PDF, and for every page the element that each numbered stretch belongs to.

    `closer` lets blocks stand closer together where that saves a last page that is nearly empty.
    """
    whole = Stack(list(story))
    pages = _fewest_pages(whole) if closer else _pages(whole)
    output = io.BytesIO()
    canvas = Canvas(
        output,
        pagesize=(look.PAGE_WIDTH, look.PAGE_HEIGHT),
        pageCompression=1,
        invariant=1,
        initialFontName=fonts.main(look.Weight.REGULAR),  # type: ignore[arg-type] # its stub says float
    )
    pen = Pen(canvas)
    furniture = Furniture(typesetter, texts, len(pages))
    for number, page in enumerate(pages):
        if number:
            pen.next_page()
        furniture.draw(pen, number)
        page.draw(pen, look.MARGIN_SIDE, look.PAGE_HEIGHT - look.MARGIN_TOP, look.TEXT_WIDTH)
    canvas.showPage()
    canvas.save()
    return output.getvalue(), pen.owners


def _fewest_pages(story: Stack) -> list[Block]:
    pages = _pages(story)
    if len(pages) > 1 and pages[-1].height(look.TEXT_WIDTH) < NEARLY_EMPTY:
        for closeness in CLOSER:
            fewer = _pages(story.closer(closeness))
            if len(fewer) < len(pages):
                return fewer
    return pages


def _pages(story: Block) -> list[Block]:
    pages: list[Block] = []
    rest: Block | None = story
    while rest is not None:
        page, rest = rest.split(look.TEXT_WIDTH, look.TEXT_HEIGHT, force=True)
        if page is None:
            raise RuntimeError("a page that is forced holds something")
        pages.append(page)
    return pages
