"""A section that was asked for each child, carer or case, as a table with a row each where its answers are short."""

from __future__ import annotations

from collections.abc import Sequence

from qa_desktop.documents.layout import look
from qa_desktop.documents.layout.blocks import Block, Gaps, Stack
from qa_desktop.documents.layout.grid import Cell, Grid, GridLook, Heads, Row
from qa_desktop.documents.layout.marks import Role, Scope
from qa_desktop.documents.parts.answers import details
from qa_desktop.documents.parts.compose import Composer
from qa_desktop.domain.note import NoteAnswer, NoteSection

MOST_COLUMNS = 5
LONGEST_CELL = 160
"""Characters of an answer that a cell holds without becoming a tall, narrow column."""
LOOK = GridLook(lines=look.LINE, padding=(5, 5))
NAME_SHARE = 0.22
WIDEST_WEIGHED = 60
NARROWEST_WEIGHED = 12


def can_be_table(parts: Sequence[NoteSection]) -> bool:
    """Tell whether these parts of one section fit into a table: few questions, the same ones, short answers."""
    if len(parts) < 2 or not parts[0].about:  # noqa: PLR2004 - a table of one row is no table
        return False
    asked = [tuple(_plain(answer.item_id) for answer in part.answers) for part in parts]
    few = 0 < len(asked[0]) <= MOST_COLUMNS and len(set(asked)) == 1 and not any(part.columns for part in parts)
    return few and all(_is_short(answer) for part in parts for answer in part.answers)


def table_of(parts: Sequence[NoteSection], to: Composer) -> list[Block]:
    """Return the table: who or what it is about at the left, a column for each question."""
    first = parts[0]
    heading = to.heading(f"{first.number} {first.title}".strip())
    table = to.under(Role.TABLE)
    head = table.under(Role.ROW)
    labels = ["", *(f"{answer.number} {answer.label}".strip() for answer in first.answers)]
    heads = Row(tuple(_head(label, head) for label in labels))
    rows = [_row(part, table.under(Role.ROW)) for part in parts]
    return [heading, Grid(_shares(parts), rows, LOOK, Gaps(after=10), Heads((heads,)))]


def _head(label: str, row: Composer) -> Cell:
    cell = row.inside(row.element.add(Role.HEAD_CELL, scope=Scope.COLUMN))
    return Cell(cell.here(label, look.CELL_HEAD), ground=look.CANVAS, middle=True)


def _row(part: NoteSection, row: Composer) -> Row:
    name = row.inside(row.element.add(Role.HEAD_CELL, scope=Scope.ROW))
    cells = [Cell(name.here(part.about, look.CELL_STRONG), repeats=True)]
    for answer in part.answers:
        cell = row.under(Role.CELL)
        grade: list[Block] = [cell.grade(answer.grade)] if answer.grade else []
        cells.append(Cell(Stack([*grade, *details(answer, cell, look.CELL)])))
    return Row(tuple(cells))


def _shares(parts: Sequence[NoteSection]) -> list[float]:
    """Share the width by what stands in the columns, so that words have more room than numbers."""
    columns = zip(*(part.answers for part in parts), strict=True)
    weights = [
        min(max(len(one.value) + len(one.comment) + len(one.not_applicable) for one in column), WIDEST_WEIGHED)
        for column in columns
    ]
    weights = [max(weight, NARROWEST_WEIGHED) for weight in weights]
    return [NAME_SHARE, *((1 - NAME_SHARE) * weight / sum(weights) for weight in weights)]


def _plain(item_id: str) -> str:
    return item_id.partition("@")[0]


def _is_short(answer: NoteAnswer) -> bool:
    words = answer.value + answer.comment + answer.not_applicable
    return len(words) <= LONGEST_CELL and not (answer.evidence or answer.points or answer.respondent or answer.group)
