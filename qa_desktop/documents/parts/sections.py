"""The answers, section by section: graded standards with their evidence, matrices, and plain forms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from qa_desktop.documents.layout import look
from qa_desktop.documents.layout.blocks import Block, Chip, Gaps, Stack, Text, together
from qa_desktop.documents.layout.grid import Cell, Grid, GridLook, Row
from qa_desktop.documents.layout.marks import Role
from qa_desktop.documents.parts.answers import details
from qa_desktop.documents.parts.compose import Composer
from qa_desktop.documents.parts.matrix import matrix
from qa_desktop.documents.parts.repeated import can_be_table, table_of
from qa_desktop.documents.parts.words import Words
from qa_desktop.domain.note import NoteAnswer, NoteFact, NoteGrade, NoteSection

FEWEST_FOR_A_GLANCE = 3
SHORT_VALUE = 60
SHORT_ASIDE = 24
"""Characters of an answer that stands beside its question, such as "Yes"."""
LARGEST_ASIDE = look.TEXT_WIDTH * 0.4
ROOM_BESIDE = 16
MOST_BESIDE = 3
MOST_TOGETHER = 12
"""So many grades at a glance stay on one page; more would leave the page before them empty."""
BESIDE = GridLook(lines=look.LINE, upright=True, padding=(8, 7), gutter=8)
"""How the answers of several people to one question stand beside each other."""


def sections(parts: Sequence[NoteSection], to: Composer) -> list[Block]:
    """Return the grades at a glance and every section."""
    blocks = _glance(parts, to)
    for _, group in groupby(parts, key=lambda part: part.section_id if part.about else part):
        asked = tuple(group)
        if can_be_table(asked):
            blocks += table_of(asked, to)
        else:
            blocks += [block for part in asked for block in _section(part, to)]
    return blocks


def _glance(parts: Sequence[NoteSection], to: Composer) -> list[Block]:
    graded = [
        (_glance_title(answer, part), answer.grade)
        for part in parts
        if not part.columns
        for answer in part.answers
        if answer.grade
    ]
    if len(graded) < FEWEST_FOR_A_GLANCE:
        return []
    heading = to.heading(to.say(Words.AT_A_GLANCE))
    listed = to.under(Role.LIST)
    rows = []
    for title, grade in graded:
        item = listed.under(Role.ITEM)
        name = item.text(Role.ITEM_LABEL, title, look.BODY)
        chip = item.under(Role.ITEM_BODY).grade(grade)
        rows.append(Row((Cell(name, middle=True), Cell(chip, middle=True))))
    table = Grid((0.7, 0.3), rows, GridLook(lines=look.LINE, padding=(0, 4)))
    gaps = Gaps(before=20, after=8)
    return [together([heading, table], gaps)] if len(graded) <= MOST_TOGETHER else [heading, table]


def _glance_title(answer: NoteAnswer, part: NoteSection) -> str:
    if _is_only_grade(answer, part):
        return part.heading
    by = f" ({answer.respondent[:1].lower()}{answer.respondent[1:]})" if answer.respondent else ""
    return _title(answer.number, answer.label) + by


def _section(part: NoteSection, to: Composer) -> list[Block]:
    if part.columns:
        head: list[Block] = [to.heading(part.heading)] if part.heading else []
        return [*head, matrix(part, to)]
    only = next((answer for answer in part.answers if _is_only_grade(answer, part)), None)
    blocks = _headed(part.heading, only.grade if only else None, to)
    heading = ""
    for group in _grouped(part):
        under = _group_of(group)
        if under is not None and under != heading:
            heading = under
            blocks += to.paragraph(heading, look.GROUP, Gaps(before=10, after=3, with_next=True))
        if isinstance(group, list):
            blocks += to.facts(group)
        elif isinstance(group, tuple):
            blocks += _side_by_side(group, part, to)
        else:
            blocks += _answer(group, part, to)
    return blocks


def _group_of(group: NoteAnswer | list[NoteFact] | tuple[NoteAnswer, ...]) -> str | None:
    """Return the heading under which something stands; None for facts, which stand where they are."""
    if isinstance(group, list):
        return None
    return group[0].group if isinstance(group, tuple) else group.group


def _side_by_side(answers: tuple[NoteAnswer, ...], part: NoteSection, to: Composer) -> list[Block]:
    """Return one question with the answer of each who was asked, beside each other."""
    head: list[Block] = []
    if not _is_titled_by(answers[0], part):
        gaps = Gaps(before=9, after=3, with_next=True)
        head = [to.text(Role.SUBHEADING, _title(answers[0].number, answers[0].label), look.SUBHEADING, gaps)]
    cells = []
    for answer in answers:
        own = to.under(Role.SECTION)
        said = replace(answer, respondent="")
        blocks: list[Block] = own.paragraph(answer.respondent, look.LABEL, Gaps(after=3, with_next=True))
        if answer.grade:
            blocks.append(own.grade(answer.grade, gaps=Gaps(after=4)))
        blocks += details(said, own, look.CELL)
        cells.append(Cell(Stack(blocks)))
    across = min(len(cells), MOST_BESIDE)
    rows = [Row(tuple(cells[at : at + across])) for at in range(0, len(cells), across)]
    filled = [Row((*row.cells, *[Cell(empty=True)] * (across - len(row.cells)))) for row in rows]
    return [*head, Grid((1,) * across, filled, BESIDE, Gaps(after=8))]


def _answer(answer: NoteAnswer, part: NoteSection, to: Composer) -> list[Block]:
    head: list[Block] = []
    rest = answer
    if not _is_titled_by(answer, part):
        grade = None if _is_only_grade(answer, part) else answer.grade
        head, rest = _subheaded(answer, grade, to)
    body = details(rest, to)
    if not body and rest == answer and answer.grade is None:
        body = to.paragraph(to.say(Words.NOT_ANSWERED), look.QUIET)
    return [*head, *body]


def _headed(title: str, grade: NoteGrade | None, to: Composer) -> list[Block]:
    if not title:
        return [to.grade(grade, gaps=Gaps(after=4))] if grade else []
    heading = to.heading(title)
    if grade is None:
        return [heading]
    return [_beside(heading, to.grade(grade, right=True), Gaps(before=20, after=6, with_next=True))]


def _beside(heading: Block, aside: Text | Chip, gaps: Gaps) -> Block:
    """Return a heading with something short at the right edge of its line."""
    wide = min(aside.natural_width() + 1, LARGEST_ASIDE)
    shares = (look.TEXT_WIDTH - wide - ROOM_BESIDE, wide)
    return Grid(shares, [Row((Cell(heading), Cell(aside)))], GridLook(gutter=ROOM_BESIDE), gaps)


def _subheaded(answer: NoteAnswer, grade: NoteGrade | None, to: Composer) -> tuple[list[Block], NoteAnswer]:
    """Return the heading of an answer with what is short at its right, and the answer with what is left to print."""
    gaps = Gaps(before=9, after=3, with_next=True)
    heading = to.text(Role.SUBHEADING, _title(answer.number, answer.label), look.SUBHEADING, gaps)
    aside: Text | Chip
    if grade:
        aside, rest = to.grade(grade, right=True), answer
    elif answer.value.strip() and len(answer.value) <= SHORT_ASIDE and "\n" not in answer.value:
        aside, rest = to.text(Role.PARAGRAPH, answer.value, look.STRONG_RIGHT), replace(answer, value="")
    elif answer.respondent.strip():
        said = f"{to.say(Words.ANSWERED_BY)} {answer.respondent}"
        aside, rest = to.text(Role.PARAGRAPH, said, look.QUIET_RIGHT), replace(answer, respondent="")
    else:
        return [heading], answer
    return [_beside(heading, aside, gaps)], rest


def _is_titled_by(answer: NoteAnswer, part: NoteSection) -> bool:
    """Whether the heading of the section says already what the answer is about."""
    is_named = answer.label.strip() in ("", part.title.strip()) and answer.number in ("", part.number)
    return is_named and (answer.grade is not None or _question(answer) == _question(part.answers[0]))


def _question(answer: NoteAnswer) -> str:
    """Return the question, whoever answers it."""
    return answer.item_id.partition("~")[0]


def _is_only_grade(answer: NoteAnswer, part: NoteSection) -> bool:
    """Whether the grade is that of the whole section and not of one question among others."""
    return answer.grade is not None and (len(part.answers) == 1 or _is_titled_by(answer, part))


def _grouped(part: NoteSection) -> Iterator[NoteAnswer | list[NoteFact] | tuple[NoteAnswer, ...]]:
    """Yield answers, neighbouring short values together as facts, and the answers of several people to one question."""
    short: list[NoteAnswer] = []
    for _, group in groupby(part.answers, key=lambda one: _question(one) if one.respondent else one):
        answers = tuple(group)
        if len(answers) > 1:
            yield from _as_facts(short, part)
            short = []
            yield answers
            continue
        answer = answers[0]
        if _is_short(answer) and not answer.group and not _is_titled_by(answer, part):
            short.append(answer)
            continue
        yield from _as_facts(short, part)
        short = []
        yield answer
    yield from _as_facts(short, part)


def _as_facts(short: list[NoteAnswer], part: NoteSection) -> Iterator[NoteAnswer | list[NoteFact]]:
    """Yield short values as facts; a single one between longer answers reads like its neighbours."""
    if len(short) == 1 and len(part.answers) > 1:
        yield short[0]
    elif short:
        yield [NoteFact(_title(one.number, one.label), one.value) for one in short]


def _is_short(answer: NoteAnswer) -> bool:
    more = (answer.grade, answer.comment, answer.not_applicable, answer.points, answer.evidence, answer.respondent)
    return bool(answer.value.strip()) and not any((*more, answer.beside)) and len(answer.value) <= SHORT_VALUE


def _title(number: str, title: str) -> str:
    return f"{number} {title}".strip()
