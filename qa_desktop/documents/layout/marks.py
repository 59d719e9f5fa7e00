"""Draws on pages and keeps, beside every stroke, what it means to a reader who cannot see it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from qa_desktop.documents.layout.look import Colour
from qa_desktop.documents.layout.writing import Stroke
from qa_desktop.domain.scale import GradeShape


class Role(Enum):
    """What an element of the structure is, in PDF's own words."""

    DOCUMENT = "Document"
    SECTION = "Sect"
    TITLE = "H1"
    HEADING = "H2"
    SUBHEADING = "H3"
    PARAGRAPH = "P"
    LIST = "L"
    ITEM = "LI"
    ITEM_LABEL = "Lbl"
    ITEM_BODY = "LBody"
    TABLE = "Table"
    ROW = "TR"
    HEAD_CELL = "TH"
    CELL = "TD"
    FIGURE = "Figure"
    FORM = "Form"
    SPAN = "Span"


class Scope(Enum):
    """What a head cell of a table is the head of."""

    COLUMN = "Column"
    ROW = "Row"


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of one page's content, by its number."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page; `x` and `y` are its lower left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(slots=True, eq=False)
class Element:
    """One element of the structure tree; its children are in reading order."""

    role: Role
    children: list[Element | Mark | SignatureField] = field(default_factory=list)
    alt: str = ""
    actual_text: str = ""
    """What is meant by what is drawn, where that is no text."""
    scope: Scope | None = None
    columns: int = 1
    box: Box | None = None

    def add(self, role: Role, *, alt: str = "", scope: Scope | None = None, columns: int = 1) -> Element:
        """Append a child and return it."""
        child = Element(role, alt=alt, scope=scope, columns=columns)
        self.children.append(child)
        return child


@dataclass(frozen=True, slots=True)
class SignatureField:
    """An empty signature field, placed on a page."""

    name: str
    label: str
    page: int
    box: Box


class Pen:
    """Writes pages, and marks each stretch as content of an element or as decoration."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._owners: list[list[Element]] = [[]]
        self._decorating = False

    @property
    def page(self) -> int:
        """The number of the page being drawn, from 0."""
        return len(self._owners) - 1

    @property
    def owners(self) -> list[list[Element]]:
        """For every page, the element that each numbered stretch belongs to."""
        return self._owners

    def next_page(self) -> None:
        """Finish the page and begin another."""
        self._canvas.showPage()
        self._owners.append([])

    @contextmanager
    def content(self, element: Element) -> Iterator[None]:
        """Mark what is drawn as content of an element."""
        if self._decorating:
            with self.decoration():
                yield
            return
        owners = self._owners[-1]
        self._canvas.addLiteral(f"/{element.role.value} <</MCID {len(owners)}>> BDC")
        element.children.append(Mark(self.page, len(owners)))
        owners.append(element)
        yield
        self._canvas.addLiteral("EMC")

    @contextmanager
    def decoration(self) -> Iterator[None]:
        """Mark what is drawn as decoration, which readers pass over."""
        self._canvas.addLiteral("/Artifact BMC")
        yield
        self._canvas.addLiteral("EMC")

    @contextmanager
    def repeating(self) -> Iterator[None]:
        """Draw everything as decoration: it was read where it stood first."""
        before, self._decorating = self._decorating, True
        yield
        self._decorating = before

    def write(self, stroke: Stroke, x: float, y: float) -> None:
        """Write one piece of a line with its base line at `y`."""
        text = self._canvas.beginText(x, y)
        colour = stroke.style.colour
        text.setFillColorRGB(colour.red, colour.green, colour.blue)
        for font, glyphs in stroke.glyphs:
            text.setFont(font, stroke.style.size)
            text.textOut(glyphs)
        self._canvas.drawText(text)

    @contextmanager
    def stands_for(self, text: str) -> Iterator[None]:
        """Say which text is meant by what is drawn inside a marked stretch."""
        self._canvas.addLiteral(f"/Span <</ActualText <FEFF{text.encode('utf-16-be', 'replace').hex()}>>> BDC")
        yield
        self._canvas.addLiteral("EMC")

    def fill(self, box: Box, colour: Colour, *, radius: float = 0) -> None:
        """Fill a rectangle."""
        self._canvas.setFillColorRGB(colour.red, colour.green, colour.blue)
        self._rectangle(box, radius, stroke=0, fill=1)

    def outline(self, box: Box, colour: Colour, *, radius: float = 0, dashed: bool = False) -> None:
        """Draw the border of a rectangle."""
        self._canvas.setLineWidth(0.6)
        self._canvas.setStrokeColorRGB(colour.red, colour.green, colour.blue)
        if dashed:
            self._canvas.setDash(2, 2)
        self._rectangle(box, radius, stroke=1, fill=0)
        if dashed:
            self._canvas.setDash()

    def rule(self, start: tuple[float, float], end: tuple[float, float], colour: Colour, width: float = 0.6) -> None:
        """Draw a straight line."""
        self._canvas.setLineWidth(width)
        self._canvas.setStrokeColorRGB(colour.red, colour.green, colour.blue)
        self._canvas.line(*start, *end)

    def shape(self, shape: GradeShape, box: Box, colour: Colour) -> None:
        """Draw the shape of a grade, filled, within a square."""
        self._canvas.setFillColorRGB(colour.red, colour.green, colour.blue)
        if shape is GradeShape.CIRCLE:
            radius = box.width / 2
            self._canvas.circle(box.x + radius, box.y + radius, radius, stroke=0, fill=1)
        elif corners := _CORNERS.get(shape):
            path = self._canvas.beginPath()
            path.moveTo(box.x + corners[0][0] * box.width, box.y + corners[0][1] * box.height)
            for across, up in corners[1:]:
                path.lineTo(box.x + across * box.width, box.y + up * box.height)
            path.close()
            self._canvas.drawPath(path, stroke=0, fill=1)

    def picture(self, image: ImageReader, box: Box) -> None:
        """Draw a picture, kept in proportion, in the middle of the left edge of a rectangle."""
        self._canvas.drawImage(
            image, box.x, box.y, box.width, box.height, mask="auto", preserveAspectRatio=True, anchor="w"
        )

    def diagonal(self, stroke: Stroke, width: float, middle: tuple[float, float]) -> None:
        """Write a text of this width across the page, rising to the right."""
        self._canvas.saveState()
        self._canvas.translate(*middle)
        self._canvas.rotate(50)
        self.write(stroke, -width / 2, -stroke.style.size / 3)
        self._canvas.restoreState()

    def _rectangle(self, box: Box, radius: float, *, stroke: int, fill: int) -> None:
        if radius:
            self._canvas.roundRect(box.x, box.y, box.width, box.height, radius, stroke=stroke, fill=fill)
        else:
            self._canvas.rect(box.x, box.y, box.width, box.height, stroke=stroke, fill=fill)


_CORNERS = {
    GradeShape.DIAMOND: ((0.5, 0.0), (1.0, 0.5), (0.5, 1.0), (0.0, 0.5)),
    GradeShape.TRIANGLE: ((0.0, 0.06), (1.0, 0.06), (0.5, 0.94)),
    GradeShape.SQUARE: ((0.06, 0.06), (0.94, 0.06), (0.94, 0.94), (0.06, 0.94)),
}
