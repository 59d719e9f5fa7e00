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
ACROSS = 5
LOOK = GridLook(lines=look.LINE, padding=(ACROSS, 5))
NAME_SHARE = 0.22
LETTER = 4.9
"""Points that a letter of a cell takes, on the average of a word."""
LONGEST_WORD = 14
CHIP = 4
"""Letters for which the sign beside a grade takes room."""
WIDEST_WEIGHED = 60
NARROWEST_WEIGHED = 12


def can_be_table(parts: Sequence[NoteSection]) -> bool:
    """Tell whether these parts are printed as rows, or fit into a table: the same few questions, short answers."""
    asked = [tuple(_plain(answer.item_id) for answer in part.answers) for part in parts]
    if not asked[0] or len(set(asked)) > 1 or any(part.columns for part in parts):
        return False
    if all(part.row for part in parts):
        return True
    few = len(asked[0]) <= MOST_COLUMNS and len(parts) > 1 and bool(parts[0].about)
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
    cells = [Cell(name.here(part.row or part.about, look.CELL_STRONG), repeats=True)]
    for answer in part.answers:
        cell = row.under(Role.CELL)
        grade: list[Block] = [cell.grade(answer.grade)] if answer.grade else []
        cells.append(Cell(Stack([*grade, *details(answer, cell, look.CELL)])))
    return Row(tuple(cells))


def _shares(parts: Sequence[NoteSection]) -> list[float]:
    """Share the width by what stands in the columns: the longest word fits, and words have more room than numbers."""
    columns = list(zip(*(part.answers for part in parts), strict=True))
    weights = [min(max(map(_length, column)), WIDEST_WEIGHED) for column in columns]
    names = [part.row or part.about for part in parts]
    name = min(max(len(one) for one in names) * LETTER + 2 * ACROSS, NAME_SHARE * look.TEXT_WIDTH)
    least = [_least_width(column) for column in columns]
    room = max(look.TEXT_WIDTH - name - sum(least), 0)
    weighed = [max(weight, NARROWEST_WEIGHED) for weight in weights]
    return [name, *(own + room * weight / sum(weighed) for own, weight in zip(least, weighed, strict=True))]


def _length(answer: NoteAnswer) -> int:
    grade = answer.grade.label if answer.grade else ""
    return len(grade) + len(answer.value) + len(answer.comment) + len(answer.not_applicable)


def _least_width(column: Sequence[NoteAnswer]) -> float:
    """Return the width in which the longest word of a column stands unbroken, as far as that can be had."""
    said = ((f"{one.number} {one.label}", one.value, one.comment_label, one.comment) for one in column)
    longest = max((len(word) for texts in said for text in texts for word in text.split()), default=0)
    grades = max((len(one.grade.label) + CHIP for one in column if one.grade), default=0)
    return min(max(longest, grades), LONGEST_WORD) * LETTER + 2 * ACROSS


def _plain(item_id: str) -> str:
    return item_id.partition("@")[0]


def _is_short(answer: NoteAnswer) -> bool:
    words = answer.value + answer.comment + answer.not_applicable
    more = (answer.evidence, answer.points, answer.respondent, answer.group, answer.beside)
    return len(words) <= LONGEST_CELL and not any(more)
