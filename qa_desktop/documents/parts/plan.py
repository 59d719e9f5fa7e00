"""The action plan with both halves, and the views where no agreement was reached."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from qa_desktop.documents.layout import look
from qa_desktop.documents.layout.blocks import NO_GAPS, Block, Gaps, Stack
from qa_desktop.documents.layout.grid import Cell, Grid, GridLook, Heads, Row
from qa_desktop.documents.layout.marks import Element, Role, Scope
from qa_desktop.documents.layout.writing import Run
from qa_desktop.documents.parts.compose import Composer
from qa_desktop.documents.parts.words import Words
from qa_desktop.domain.note import NoteDisagreement, NotePlan

LOOK = GridLook(lines=look.LINE, upright=True, padding=(5, 4))
HALVES = ("auditor", "supervision")
ROOM_TO_WRITE = 34
LONGEST_WEIGHED = 150
WIDTH_PER_CHARACTER = 1.6
"""Points; a cell that gets this much holds its text in three lines."""
LENGTH_OF_A_DATE = 17
SHARE_FOR_WHOLE_DATES = 0.85
WRITTEN_BY_HAND = 3
"""Handwriting takes that much more room than the heading over it."""
GROUNDS = {"auditor": look.ACCENT_TINT, "supervision": look.CANVAS}


def plan(agreed: NotePlan | None, to: Composer) -> list[Block]:
    """Return the plan as a table whose supervision half is left to be filled in."""
    if agreed is None:
        return []
    heading = [to.heading(agreed.title)] if agreed.title.strip() else []
    if agreed.columns:
        return [*heading, _table(agreed, to.under(Role.TABLE))]
    return [*heading, *_no_actions_texts(agreed, to)]


def disagreements(views: Sequence[NoteDisagreement], to: Composer) -> list[Block]:
    """Return both views of each matter side by side, and the advice that was asked for."""
    if not views:
        return []
    blocks: list[Block] = [to.heading(to.say(Words.DISAGREEMENTS))]
    for view in views:
        gaps = Gaps(before=6, after=4, with_next=True)
        blocks += [to.text(Role.SUBHEADING, view.about, look.SUBHEADING, gaps)] if view.about.strip() else []
        sides = [
            Stack(to.labelled(label, text))
            for label, text in (
                (view.auditor_label or to.say(Words.AUDITOR_VIEW), view.auditor_view),
                (view.practitioner_label or to.say(Words.PRACTITIONER_VIEW), view.practitioner_view),
            )
        ]
        row = Row(tuple(Cell(side) for side in sides))
        look_of_views = GridLook(lines=look.LINE, upright=True, padding=(9, 7), gutter=10)
        blocks.append(Grid((1, 1), [row], look_of_views, Gaps(after=6)))
        blocks += to.labelled(to.say(Words.ADVICE), view.advice)
    return blocks


def _table(agreed: NotePlan, table: Composer) -> Block:
    heads = []
    if agreed.auditor_half.strip() or agreed.supervision_half.strip():
        heads.append(_halves(agreed, table.under(Role.ROW)))
    head = table.under(Role.ROW)
    heads.append(Row(tuple(_head_cell(column.label, column.half, head.element, head) for column in agreed.columns)))
    rows = [_row(row, len(agreed.columns), table.under(Role.ROW)) for row in agreed.rows]
    if agreed.no_actions_reason.strip() or not agreed.rows:
        rows.append(_no_actions(agreed, table.under(Role.ROW)))
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


def _no_actions(agreed: NotePlan, row: Composer) -> Row:
    """Return a row that says why nothing is planned, with the boxes of supervision beside it."""
    written = sum(column.half == HALVES[0] for column in agreed.columns) or len(agreed.columns)
    cell = row.inside(row.element.add(Role.CELL, columns=written))
    said = _no_actions_texts(agreed, cell)
    boxes = [Cell(row.under(Role.CELL).here("", look.CELL)) for _ in agreed.columns[written:]]
    return Row((Cell(Stack(said), columns=written), *boxes), least=ROOM_TO_WRITE)


def _no_actions_texts(agreed: NotePlan, to: Composer) -> list[Block]:
    words = Words.NO_ACTIONS if agreed.no_actions_reason.strip() else Words.NO_ACTIONS_RECORDED
    return [
        *to.paragraph(to.say(words), look.CELL_STRONG, NO_GAPS),
        *to.paragraph(agreed.no_actions_reason, look.CELL, NO_GAPS),
    ]


def _shares(agreed: NotePlan, to: Composer) -> list[float]:
    """Give each column room for its dates and its longest word, and share what is left by what stands in it."""
    columns = [[row[i] for row in agreed.rows if i < len(row)] for i in range(len(agreed.columns))]
    runs = [
        [Run(column.label, look.CELL_HEAD), *(Run(text, look.CELL) for text in texts)]
        for column, texts in zip(agreed.columns, columns, strict=True)
    ]
    least = [max(_whole_width(run, to) for run in column) for column in runs]
    if sum(least) > look.TEXT_WIDTH * SHARE_FOR_WHOLE_DATES:
        least = [max(_word_width(run, to) for run in column) for column in runs]
    wished = []
    for column, texts, low in zip(agreed.columns, columns, least, strict=True):
        longest = max([len(column.label) * WRITTEN_BY_HAND, *(len(text) for text in texts)])
        wished.append(max(min(longest, LONGEST_WEIGHED) * WIDTH_PER_CHARACTER - low, 1))
    free = max(look.TEXT_WIDTH - sum(least), 0)
    return [low + free * wish / sum(wished) for low, wish in zip(least, wished, strict=True)]


def _whole_width(run: Run, to: Composer) -> float:
    """Return the width that keeps a short text, such as a date, on one line."""
    if len(run.text) > LENGTH_OF_A_DATE:
        return _word_width(run, to)
    lines = to.typesetter.lines([run], look.TEXT_WIDTH)
    return max((to.typesetter.width(line) for line in lines), default=0) + 2 * LOOK.padding[0] + 1


def _word_width(run: Run, to: Composer) -> float:
    return min(to.typesetter.widest_word([run]), look.TEXT_WIDTH / 4) + 2 * LOOK.padding[0] + 1
