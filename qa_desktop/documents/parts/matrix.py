"""A matrix of items: one row an item, one column a point of the scale in printed order, and its comments."""

from __future__ import annotations

from dataclasses import replace

from typing_extensions import override

from qa_desktop.documents.layout import look
from qa_desktop.documents.layout.blocks import Block, Gaps, Stack
from qa_desktop.documents.layout.grid import Cell, Grid, GridLook, Heads, Row
from qa_desktop.documents.layout.look import TextStyle
from qa_desktop.documents.layout.marks import Element, Pen, Role, Scope
from qa_desktop.documents.layout.writing import Run, Typesetter
from qa_desktop.documents.parts.answers import details
from qa_desktop.documents.parts.compose import Composer, grade_word
from qa_desktop.documents.parts.words import Words
from qa_desktop.domain.note import NoteAnswer, NoteGrade, NoteSection

ITEM_SHARE = 0.27
POINT_SHARES = 0.38
WIDEST_POINT_SHARE = 0.095
POINT_SHARES_ALONE = 0.55
WIDEST_POINT_ALONE = 0.14
"""Where no comments stand beside them."""
TIGHT = 1.5
"""Padding of the columns of points, so that the longest grade word stands on one line."""
LOOK = GridLook(lines=look.LINE, padding=(5, 5))
HEAD_GROUND = look.CANVAS


class Tick(Block):
    """A tick in the column of a grade; read aloud it is the grade."""

    def __init__(self, typesetter: Typesetter, grade: NoteGrade, cell: Element) -> None:
        super().__init__()
        style = TextStyle(10, 12, look.Weight.STRONG, look.tint_of(grade.tone, grade.colour).ink, look.Align.CENTRE)
        self._typesetter = typesetter
        self._run = Run(f"{Words.TICK.value} {grade.number}".strip(), style)
        self._element = cell.add(Role.SPAN)
        self._element.actual_text = grade_word(grade)

    @override
    def height(self, width: float) -> float:
        return self._run.style.leading

    @override
    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        line = self._typesetter.lines([self._run], 1e3)[0]
        left = x + (width - self._typesetter.width(line)) / 2
        with pen.content(self._element), pen.stands_for(self._element.actual_text):
            for stroke in self._typesetter.strokes(line):
                pen.write(stroke, left + stroke.x, top - self._run.style.size)


def matrix(part: NoteSection, to: Composer) -> Block:
    """Return the section as a table whose head is repeated on every page."""
    table = to.under(Role.TABLE)
    head = table.under(Role.ROW)
    says_more = bool(part.comment_label) or any(_says_more(answer, part) for answer in part.answers)
    labels = [to.say(Words.ITEM), *part.columns, *([part.comment_label] if says_more else [])]
    styles = [look.CELL_HEAD, *[look.CELL_HEAD_CENTRED] * len(part.columns), look.CELL_HEAD]
    heads = [_head(label, style, head) for label, style in zip(labels, styles, strict=False)]
    rows = [_row(answer, part, table.under(Role.ROW), says_more=says_more) for answer in part.answers]
    return Grid(_shares(part, says_more=says_more), rows, LOOK, Gaps(after=10), Heads((Row(tuple(heads)),)))


def _shares(part: NoteSection, *, says_more: bool) -> tuple[float, ...]:
    """Return the widths: comments have what grades leave; without comments the questions have it, and wider grades."""
    points = len(part.columns)
    widest = WIDEST_POINT_SHARE if says_more else WIDEST_POINT_ALONE
    point = min(widest, (POINT_SHARES if says_more else POINT_SHARES_ALONE) / points)
    if says_more:
        return (ITEM_SHARE, *[point] * points, 1 - ITEM_SHARE - point * points)
    return (1 - point * points, *[point] * points)


def _says_more(answer: NoteAnswer, part: NoteSection) -> bool:
    """Tell whether an answer says more than its tick."""
    unplaced = _chosen(answer, part) is None
    more = (answer.comment, answer.not_applicable, answer.points, answer.evidence, answer.respondent, answer.beside)
    return unplaced or any(more)


def _head(label: str, style: TextStyle, row: Composer) -> Cell:
    cell = row.inside(row.element.add(Role.HEAD_CELL, scope=Scope.COLUMN))
    across = TIGHT if style is look.CELL_HEAD_CENTRED else None
    return Cell(cell.here(label, style), ground=HEAD_GROUND, middle=True, across=across)


def _row(answer: NoteAnswer, part: NoteSection, row: Composer, *, says_more: bool) -> Row:
    item = row.inside(row.element.add(Role.HEAD_CELL, scope=Scope.ROW))
    number = Run(answer.number, replace(look.CELL_STRONG, colour=look.MUTED))
    runs = [number, Run(" " + answer.label, look.CELL)] if answer.number else [Run(answer.label, look.CELL)]
    chosen = _chosen(answer, part)
    cells = [Cell(item.here(runs, look.CELL), repeats=True)]
    for column in part.columns:
        cell = row.under(Role.CELL)
        is_chosen = chosen is not None and column == chosen.label
        ticked = Tick(row.typesetter, chosen, cell.element) if chosen and is_chosen else Stack([])
        cells.append(
            Cell(ticked, ground=look.tint_of(chosen.tone, chosen.colour).ground if chosen and is_chosen else None)
        )
    if says_more:
        cells.append(Cell(_comments(answer, part, row.under(Role.CELL))))
    return Row(tuple(cells))


def _chosen(answer: NoteAnswer, part: NoteSection) -> NoteGrade | None:
    """Return the point whose column is ticked; None where the answer has no column."""
    if answer.grade is not None:
        return answer.grade if answer.grade.label in part.columns else None
    return NoteGrade(answer.value) if answer.value in part.columns else None


def _comments(answer: NoteAnswer, part: NoteSection, cell: Composer) -> Block:
    unplaced = cell.grade(answer.grade) if answer.grade and answer.grade.label not in part.columns else None
    shown = replace(
        answer,
        value="" if answer.value in part.columns else answer.value,
        comment_label="" if answer.comment_label == part.comment_label else answer.comment_label,
    )
    blocks: list[Block] = [*([unplaced] if unplaced else []), *details(shown, cell, look.CELL)]
    if not blocks and answer.grade is None and not answer.value.strip():
        blocks = cell.paragraph(cell.say(Words.NOT_ANSWERED), look.QUIET)
    return Stack(blocks)
