"""Blocks that know their height, can be split where a page ends, and draw themselves with their tags."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from typing_extensions import override

from qa_desktop.documents.layout.look import Align, Colour, Tint
from qa_desktop.documents.layout.marks import Box, Element, Pen
from qa_desktop.documents.layout.writing import Line, Run, Typesetter
from qa_desktop.domain.scale import GradeShape

SMALLEST_GROUP = 2
"""Lines of a paragraph that stay together at the foot or the head of a page."""
ROUNDING = 0.01


@dataclass(frozen=True, slots=True)
class Gaps:
    """The space that a block asks for above and below, and whether it must stand on the page of what follows."""

    before: float = 0
    after: float = 0
    with_next: bool = False


NO_GAPS = Gaps()


class Block(ABC):
    """Something that stands in a column. Split leaves the block itself unchanged."""

    def __init__(self, gaps: Gaps = NO_GAPS) -> None:
        self.gaps = gaps

    @abstractmethod
    def height(self, width: float) -> float:
        """Return the height at this width."""

    @abstractmethod
    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw with the upper left corner at this place."""

    def split(self, width: float, room: float, *, force: bool) -> tuple[Block | None, Block | None]:  # noqa: ARG002 - what cannot be split needs none
        """Return what fits into `room` and what is left.

        The first is None where nothing worth placing fits; `force` forbids that, because the page is empty.
        """
        return (self, None) if force else (None, self)


class Text(Block):
    """Lines of text that belong to one element."""

    def __init__(self, typesetter: Typesetter, runs: Sequence[Run], element: Element, gaps: Gaps = NO_GAPS) -> None:
        super().__init__(gaps)
        self._typesetter = typesetter
        self._runs = runs
        self._element = element
        self._leading = runs[0].style.leading
        self._lines: tuple[float, list[Line]] | None = None

    @property
    def size(self) -> float:
        """The size of the letters in points."""
        return self._runs[0].style.size

    def lines(self, width: float) -> list[Line]:
        """Return the lines at this width."""
        if self._lines is None or abs(self._lines[0] - width) > ROUNDING:
            self._lines = (width, self._typesetter.lines(self._runs, width))
        return self._lines[1]

    def natural_width(self) -> float:
        """Return the width of the longest line where nothing forces a break."""
        return max((self._typesetter.width(line) for line in self._typesetter.lines(self._runs, 1e6)), default=0)

    @override
    def height(self, width: float) -> float:
        return len(self.lines(width)) * self._leading

    @override
    def split(self, width: float, room: float, *, force: bool) -> tuple[Block | None, Block | None]:
        lines = self.lines(width)
        fitting = int((room + ROUNDING) / self._leading)
        if fitting >= len(lines):
            return self, None
        fitting = min(fitting, len(lines) - SMALLEST_GROUP) if not force else max(fitting, 1)
        if fitting < (1 if force else SMALLEST_GROUP):
            return None, self
        return self._part(width, lines[:fitting]), self._part(width, lines[fitting:])

    @override
    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        lines = self.lines(width)
        if not lines:
            return
        base = top - (self._leading + self.size * 0.72) / 2
        with pen.content(self._element):
            for number, line in enumerate(lines):
                left = x + self._indent(line, width)
                for stroke in self._typesetter.strokes(line):
                    pen.write(stroke, left + stroke.x, base - number * self._leading)

    def _indent(self, line: Line, width: float) -> float:
        free = width - self._typesetter.width(line)
        align = self._runs[0].style.align
        if align is Align.CENTRE:
            return free / 2
        return free if align is Align.RIGHT or line.right_to_left else 0

    def _part(self, width: float, lines: list[Line]) -> Text:
        part = Text(self._typesetter, self._runs, self._element, self.gaps)
        part._lines = (width, lines)
        return part


class Echo(Block):
    """A block shown once more, for the eye only: it was read where it stood first."""

    def __init__(self, block: Block) -> None:
        super().__init__(block.gaps)
        self._block = block

    @override
    def height(self, width: float) -> float:
        return self._block.height(width)

    @override
    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        with pen.repeating():
            self._block.draw(pen, x, top, width)


class Rule(Block):
    """A line across the column."""

    def __init__(self, colour: Colour, thickness: float, gaps: Gaps = NO_GAPS) -> None:
        super().__init__(gaps)
        self._colour = colour
        self._thickness = thickness

    @override
    def height(self, width: float) -> float:
        return self._thickness

    @override
    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        y = top - self._thickness / 2
        with pen.decoration():
            pen.rule((x, y), (x + width, y), self._colour, self._thickness)


class Stack(Block):
    """Blocks one below the other; `closeness` is which part of the gaps between them is kept."""

    def __init__(self, blocks: Iterable[Block], gaps: Gaps = NO_GAPS, closeness: float = 1) -> None:
        super().__init__(gaps)
        self.blocks = list(blocks)
        self._closeness = closeness

    def closer(self, closeness: float) -> Stack:
        """Return the same blocks with less between them."""
        return Stack(self.blocks, self.gaps, closeness)

    @override
    def height(self, width: float) -> float:
        return sum(self._gap(i) + block.height(width) for i, block in enumerate(self.blocks))

    @override
    def split(self, width: float, room: float, *, force: bool) -> tuple[Block | None, Block | None]:
        used = 0.0
        for i, block in enumerate(self.blocks):
            gap, height = self._gap(i), block.height(width)
            if used + gap + height > room + ROUNDING:
                return self._cut(i, width, room - used - gap, force=force)
            used += gap + height
        return self, None

    def _gap(self, place: int) -> float:
        """Return the space above a block."""
        if not place:
            return 0
        return self._closeness * max(self.blocks[place - 1].gaps.after, self.blocks[place].gaps.before)

    def _cut(self, at: int, width: float, room: float, *, force: bool) -> tuple[Block | None, Block | None]:
        first, left = self.blocks[at].split(width, room, force=force and at == 0)
        kept = at
        while first is None and kept and self.blocks[kept - 1].gaps.with_next:
            kept -= 1
        if first is None and not kept:
            if not force:
                return None, self
            kept = at
            first, left = self.blocks[at].split(width, room, force=True)
        head = [*self.blocks[:kept], *([first] if first else [])]
        tail = [*self.blocks[kept:at], *([left] if left else []), *self.blocks[at + 1 :]]
        rest = Stack(tail, self.gaps, self._closeness) if tail else None
        return Stack(head, self.gaps, self._closeness), rest

    @override
    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        for i, block in enumerate(self.blocks):
            top -= self._gap(i)
            block.draw(pen, x, top, width)
            top -= block.height(width)


@dataclass(frozen=True, slots=True)
class Frame:
    """The ground, border and padding of a panel; `bar` is a coloured edge on the left."""

    ground: Colour | None = None
    border: Colour | None = None
    bar: Colour | None = None
    padding: float = 10
    together: bool = False
    """Whether the panel goes to the next page rather than be split, where a page can hold it."""


class Panel(Block):
    """A stack on a ground of its own."""

    def __init__(self, inner: Stack, frame: Frame, gaps: Gaps = NO_GAPS) -> None:
        super().__init__(gaps)
        self._inner = inner
        self._frame = frame

    @override
    def height(self, width: float) -> float:
        return self._inner.height(self._column(width)) + 2 * self._frame.padding

    @override
    def split(self, width: float, room: float, *, force: bool) -> tuple[Block | None, Block | None]:
        if self._frame.together and not force:
            return None, self
        first, rest = self._inner.split(self._column(width), room - 2 * self._frame.padding, force=force)
        if first is None or rest is None:
            return (self, None) if first else (None, self)
        loose = replace(self._frame, together=False)
        return Panel(_as_stack(first), loose, self.gaps), Panel(_as_stack(rest), loose, self.gaps)

    @override
    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        frame, height = self._frame, self.height(width)
        box = Box(x, top - height, width, height)
        with pen.decoration():
            if frame.ground:
                pen.fill(box, frame.ground, radius=0 if frame.bar else 5)
            if frame.bar:
                pen.fill(replace(box, width=3), frame.bar)
            if frame.border:
                pen.outline(box, frame.border, radius=5)
        self._inner.draw(pen, x + self._left, top - frame.padding, self._column(width))

    @property
    def _left(self) -> float:
        return self._frame.padding + (4 if self._frame.bar else 0)

    def _column(self, width: float) -> float:
        return width - self._left - self._frame.padding


@dataclass(frozen=True, slots=True)
class ChipLook:
    """The shape and tint of a grade. `bare` leaves out the ground; `right` sets the chip at the right edge."""

    shape: GradeShape
    tint: Tint
    bare: bool = False
    right: bool = False


class Chip(Block):
    """A grade: its shape beside its word, on its ground; never by colour alone."""

    def __init__(self, word: Text, look: ChipLook, gaps: Gaps = NO_GAPS) -> None:
        super().__init__(gaps)
        self._word = word
        self._look = look
        self._shape_size = word.size * 0.78
        self._edge = 0.0 if look.bare else 8.0

    @override
    def height(self, width: float) -> float:
        return self._word.height(width - self._inset - self._edge) + (0 if self._look.bare else 4)

    @override
    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        look, height = self._look, self.height(width)
        wide = min(width, self.natural_width())
        left = x + width - wide if look.right else x
        size = self._shape_size
        with pen.decoration():
            if not look.bare:
                pen.fill(Box(left, top - height, wide, height), look.tint.ground, radius=min(height / 2, 8))
            pen.shape(look.shape, Box(left + self._edge, top - (height + size) / 2, size, size), look.tint.ink)
        drop = 0 if look.bare else 2
        self._word.draw(pen, left + self._inset, top - drop, wide - self._inset - self._edge)

    def natural_width(self) -> float:
        """Return the width at which the word stands on one line."""
        return self._word.natural_width() + self._inset + self._edge + 2 * ROUNDING

    @property
    def _inset(self) -> float:
        return self._edge + (self._shape_size + 5 if self._look.shape is not GradeShape.NONE else 0)


def together(blocks: Iterable[Block], gaps: Gaps = NO_GAPS) -> Block:
    """Return blocks that go to the next page rather than be split."""
    return Panel(Stack(blocks), Frame(padding=0, together=True), gaps)


def _as_stack(block: Block) -> Stack:
    return block if isinstance(block, Stack) else Stack([block])
