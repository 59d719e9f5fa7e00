"""Rows of cells side by side, split over pages between rows or within one, with their head repeated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from typing_extensions import override

from qa_desktop.documents.layout.blocks import NO_GAPS, ROUNDING, Block, Echo, Gaps, Stack
from qa_desktop.documents.layout.look import TEXT_HEIGHT, Colour
from qa_desktop.documents.layout.marks import Box, Pen

ROW_TO_KEEP_WHOLE = TEXT_HEIGHT / 5
"""A lower row goes to the next page whole; a higher one is split, so that no page stands half empty."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, over how many columns, and on which ground."""

    content: Block = field(default_factory=lambda: Stack([]))
    columns: int = 1
    ground: Colour | None = None
    middle: bool = False
    """Whether the content stands half way up."""
    across: float | None = None
    """Padding at the sides, where it is not the grid's."""
    repeats: bool = False
    """Whether the content is shown again where its row goes on over a page."""
    empty: bool = False
    """Whether the cell only fills its place and has no border."""


@dataclass(frozen=True, slots=True)
class Row:
    """Cells from left to right, and the height below which the row never goes."""

    cells: tuple[Cell, ...]
    least: float = 0


@dataclass(frozen=True, slots=True)
class GridLook:
    """Lines and padding. Without `lines` the grid only arranges."""

    lines: Colour | None = None
    upright: bool = False
    """Whether lines stand between columns too."""
    padding: tuple[float, float] = (0, 0)
    gutter: float = 0
    """Space between columns."""
    whole_rows: bool = False


@dataclass(frozen=True, slots=True)
class Heads:
    """Rows that stand at the top of every page; `repeated` where they were read on a page before."""

    rows: tuple[Row, ...] = ()
    repeated: bool = False


NO_HEADS = Heads()


class Grid(Block):
    """Columns of fixed shares of the width, with a head that is repeated on every page."""

    def __init__(
        self,
        shares: Sequence[float],
        rows: Sequence[Row],
        look: GridLook,
        gaps: Gaps = NO_GAPS,
        heads: Heads = NO_HEADS,
    ) -> None:
        super().__init__(gaps)
        self._shares = tuple(shares)
        self._rows = list(rows)
        self._look = look
        self._heads = heads

    @override
    def height(self, width: float) -> float:
        return sum(self._row_height(row, width) for row in (*self._heads.rows, *self._rows))

    @override
    def split(self, width: float, room: float, *, force: bool) -> tuple[Block | None, Block | None]:
        top = sum(self._row_height(row, width) for row in self._heads.rows)
        if top > ROW_TO_KEEP_WHOLE:  # a head this high would crowd out the rows: it is printed once
            plain = Grid(self._shares, [*self._heads.rows, *self._rows], self._look, self.gaps)
            return plain.split(width, room, force=force)
        room -= top
        for i, row in enumerate(self._rows):
            height = self._row_height(row, width)
            if height > room + ROUNDING:
                return self._cut(i, width, room, force=force and i == 0)
            room -= height
        return self, None

    @override
    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        if self._heads.repeated:
            with pen.repeating():
                top = self._draw_rows(pen, self._heads.rows, (x, top), width)
        else:
            top = self._draw_rows(pen, self._heads.rows, (x, top), width)
        self._draw_rows(pen, self._rows, (x, top), width)

    def _cut(self, at: int, width: float, room: float, *, force: bool) -> tuple[Block | None, Block | None]:
        row = self._rows[at]
        first, rest = None, row
        splittable = not self._look.whole_rows and self._row_height(row, width) > ROW_TO_KEEP_WHOLE
        if force or splittable:
            first, rest = self._cut_row(row, width, room, force=force)
        head = [*self._rows[:at], *([first] if first else [])]
        if not head:
            return None, self
        left = [rest, *self._rows[at + 1 :]]
        return self._with(head, self._heads), self._with(left, replace(self._heads, repeated=True))

    def _cut_row(self, row: Row, width: float, room: float, *, force: bool) -> tuple[Row | None, Row]:
        inside = room - 2 * self._look.padding[1]
        firsts: list[Cell] = []
        rests: list[Cell] = []
        for cell, (_, column) in zip(row.cells, self._places(row, width), strict=True):
            if cell.content.height(column) <= inside + ROUNDING:
                firsts.append(cell)
                rests.append(replace(cell, content=Echo(cell.content) if cell.repeats else Stack([])))
                continue
            first, rest = cell.content.split(column, inside, force=force)
            if first is None:
                return None, row
            firsts.append(replace(cell, content=first))
            rests.append(replace(cell, content=rest or Stack([])))
        return Row(tuple(firsts)), Row(tuple(rests))

    def _with(self, rows: list[Row], heads: Heads) -> Grid:
        return Grid(self._shares, rows, self._look, self.gaps, heads)

    def _places(self, row: Row, width: float) -> Iterator[tuple[float, float]]:
        """Yield the left edge and the width of the content of each cell."""
        free = width - self._look.gutter * (len(self._shares) - 1)
        total = sum(self._shares)
        left, column = 0.0, 0
        for cell in row.cells:
            share = sum(self._shares[column : column + cell.columns]) / total * free
            share += self._look.gutter * (cell.columns - 1)
            across = self._across(cell)
            yield left + across, share - 2 * across
            left += share + self._look.gutter
            column += cell.columns

    def _across(self, cell: Cell) -> float:
        return self._look.padding[0] if cell.across is None else cell.across

    def _row_height(self, row: Row, width: float) -> float:
        places = zip(row.cells, self._places(row, width), strict=True)
        content = max((cell.content.height(column) for cell, (_, column) in places), default=0)
        return max(content + 2 * self._look.padding[1], row.least)

    def _draw_rows(self, pen: Pen, rows: Sequence[Row], corner: tuple[float, float], width: float) -> float:
        x, top = corner
        boxes = []
        for row in rows:
            height = self._row_height(row, width)
            boxes.append(Box(x, top - height, width, height))
            top -= height
        with pen.decoration():
            self._draw_grounds(pen, rows, boxes)
            self._draw_lines(pen, rows, boxes)
        for row, box in zip(rows, boxes, strict=True):
            for cell, (left, column) in zip(row.cells, self._places(row, width), strict=True):
                free = box.height - cell.content.height(column)
                drop = free / 2 if cell.middle else self._look.padding[1]
                cell.content.draw(pen, x + left, box.y + box.height - drop, column)
        return top

    def _draw_grounds(self, pen: Pen, rows: Sequence[Row], boxes: Sequence[Box]) -> None:
        for row, box in zip(rows, boxes, strict=True):
            for cell, area in self._areas(row, box):
                if cell.ground:
                    pen.fill(area, cell.ground)

    def _draw_lines(self, pen: Pen, rows: Sequence[Row], boxes: Sequence[Box]) -> None:
        lines = self._look.lines
        if lines is None:
            return
        for row, box in zip(rows, boxes, strict=True):
            if self._look.upright:
                for cell, area in self._areas(row, box):
                    if not cell.empty:
                        pen.outline(area, lines)
            else:
                pen.rule((box.x, box.y), (box.x + box.width, box.y), lines)

    def _areas(self, row: Row, box: Box) -> Iterator[tuple[Cell, Box]]:
        for cell, (left, column) in zip(row.cells, self._places(row, box.width), strict=True):
            across = self._across(cell)
            yield cell, Box(box.x + left - across, box.y, column + 2 * across, box.height)
