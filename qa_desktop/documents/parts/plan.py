"""The action plan with both halves, and the views where no agreement was reached."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from qa_desktop.documents.layout import look
from qa_desktop.documents.layout.blocks import Block, Gaps, Stack
from qa_desktop.documents.layout.grid import Cell, Grid, GridLook, Heads, Row
from qa_desktop.documents.layout.marks import Element, Role, Scope
from qa_desktop.documents.layout.writing import Run
from qa_desktop.documents.parts.compose import Composer
from qa_desktop.documents.parts.words import Words
from qa_desktop.domain.note import NoteDisagreement, NotePlan

LOOK = GridLook(lines=look.LINE, upright=True, padding=(5, 4))
HALVES = ("auditor", "supervision")
ROOM_TO_WRITE = 34
LONGEST_WEIGHED = 110
SHORTEST_WEIGHED = 9
GROUNDS = {"auditor": look.ACCENT_TINT, "supervision": look.CANVAS}


def plan(agreed: NotePlan | None, to: Composer) -> list[Block]:
    """Return the plan as a table whose supervision half is left to be filled in."""
    if agreed is None:
        return []
    blocks: list[Block] = [to.heading(agreed.title)]
    if agreed.rows:
        blocks.append(_table(agreed, to.under(Role.TABLE)))
    if agreed.no_actions_reason.strip() or not agreed.rows:
        blocks += to.paragraph(Words.NO_ACTIONS.value, look.STRONG, Gaps(after=2, with_next=True))
        blocks += to.paragraph(agreed.no_actions_reason)
    return blocks


def disagreements(views: Sequence[NoteDisagreement], to: Composer) -> list[Block]:
    """Return both views of each matter side by side, and the advice that was asked for."""
    if not views:
        return []
    blocks: list[Block] = [to.heading(Words.DISAGREEMENTS.value)]
    for view in views:
        gaps = Gaps(before=6, after=4, with_next=True)
        blocks += [to.text(Role.SUBHEADING, view.about, look.SUBHEADING, gaps)] if view.about.strip() else []
        sides = [
            Stack(to.labelled(label.value, text))
            for label, text in (
                (Words.AUDITOR_VIEW, view.auditor_view),
                (Words.PRACTITIONER_VIEW, view.practitioner_view),
            )
        ]
        row = Row(tuple(Cell(side) for side in sides))
        look_of_views = GridLook(lines=look.LINE, upright=True, padding=(9, 7), gutter=10)
        blocks.append(Grid((1, 1), [row], look_of_views, Gaps(after=6)))
        blocks += to.labelled(Words.ADVICE.value, view.advice)
    return blocks


def _table(agreed: NotePlan, table: Composer) -> Block:
    heads = []
    if agreed.auditor_half.strip() or agreed.supervision_half.strip():
        heads.append(_halves(agreed, table.under(Role.ROW)))
    head = table.under(Role.ROW)
    heads.append(Row(tuple(_head_cell(column.label, column.half, head.element, head) for column in agreed.columns)))
    rows = [_row(row, len(agreed.columns), table.under(Role.ROW)) for row in agreed.rows]
    return Grid(_shares(agreed, table), rows, LOOK, Gaps(after=8), Heads(tuple(heads)))


def _halves(agreed: NotePlan, row: Composer) -> Row:
    titles = {"auditor": agreed.auditor_half, "supervision": agreed.supervision_half}
    cells = []
    for half, columns in groupby(agreed.columns, key=lambda column: column.half):
        across = len(list(columns))
        cells.append(_head_cell(titles.get(half, ""), half, row.element, row, across))
    return Row(tuple(cells))


def _head_cell(label: str, half: str, row: Element, to: Composer, across: int = 1) -> Cell:
    element = row.add(Role.HEAD_CELL, scope=Scope.COLUMN, columns=across)
    text = to.inside(element).here(label, look.CELL_HEAD)
    return Cell(text, columns=across, ground=GROUNDS.get(half), middle=True)


def _row(values: Sequence[str], columns: int, row: Composer) -> Row:
    padded = [*values, *[""] * (columns - len(values))]
    return Row(tuple(Cell(row.under(Role.CELL).here(value, look.CELL)) for value in padded), least=ROOM_TO_WRITE)


def _shares(agreed: NotePlan, to: Composer) -> list[float]:
    """Give each column room by what stands in it, and never less than its longest word."""
    shares = []
    for number, column in enumerate(agreed.columns):
        texts = [column.label, *(row[number] for row in agreed.rows if number < len(row))]
        longest = max(len(text) for text in texts)
        weight = min(max(longest, SHORTEST_WEIGHED), LONGEST_WEIGHED) ** 0.5
        shares.append(max(weight * 14, _longest_word(texts, to)))
    return shares


def _longest_word(texts: Sequence[str], to: Composer) -> float:
    words = {word for text in texts for word in text.split()}
    lines = (line for word in words for line in to.typesetter.lines([Run(word, look.CELL_HEAD)], look.TEXT_WIDTH))
    widest = max((to.typesetter.width(line) for line in lines), default=0)
    return min(widest * look.CELL.size / look.CELL_HEAD.size, look.TEXT_WIDTH / 4) + 2 * LOOK.padding[0] + 2
