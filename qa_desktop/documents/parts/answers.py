"""What was answered to one question beyond its grade, the same in a section of its own and in a cell of a matrix."""

from __future__ import annotations

from collections.abc import Sequence

from qa_desktop.documents.layout import look
from qa_desktop.documents.layout.blocks import NO_GAPS, Block, Gaps, Stack
from qa_desktop.documents.layout.grid import Cell, Grid, GridLook, Row
from qa_desktop.documents.layout.look import TextStyle
from qa_desktop.documents.layout.marks import Role
from qa_desktop.documents.parts.compose import Composer
from qa_desktop.documents.parts.words import Words
from qa_desktop.domain.note import NoteAnswer, NoteEvidence


def details(answer: NoteAnswer, to: Composer, style: TextStyle = look.BODY) -> list[Block]:
    """Return what was answered beyond the grade: reason, points seen, evidence and where it comes from."""
    blocks = [
        *to.paragraph(answer.not_applicable, style),
        *to.paragraph(answer.value, style),
        *to.labelled(answer.comment_label, answer.comment, style),
    ]
    if answer.points:
        blocks += to.paragraph(to.say(Words.POINTS), look.LABEL, Gaps(before=4, after=1, with_next=True))
        blocks += to.bullets(answer.points, Words.TICK.value, look.CELL)
    if answer.evidence:
        blocks += to.paragraph(to.say(Words.EVIDENCE), look.LABEL, Gaps(before=6, after=2, with_next=True))
        blocks.append(evidence(answer.evidence, to))
    for one in answer.beside:
        blocks += to.paragraph(f"{one.number} {one.label}".strip(), look.LABEL, Gaps(before=4, after=1, with_next=True))
        blocks += [to.grade(one.grade, gaps=Gaps(after=4))] if one.grade else []
        blocks += details(one, to, style)
    if answer.respondent.strip():
        blocks += to.paragraph(f"{to.say(Words.ANSWERED_BY)} {answer.respondent}", look.QUIET, Gaps(before=4, after=6))
    return blocks


def evidence(pieces: Sequence[NoteEvidence], to: Composer) -> Block:
    """Return pieces of evidence as a list: the kind on the left, what was found and its source on the right."""
    listed = to.under(Role.LIST)
    rows = []
    for piece in pieces:
        item = listed.under(Role.ITEM)
        kind = item.text(Role.ITEM_LABEL, piece.kind, look.CELL_STRONG)
        body = item.under(Role.ITEM_BODY)
        source = f" {Words.DOT.value} ".join(part for part in (piece.source, piece.where, piece.date) if part.strip())
        found = Stack([*body.paragraph(piece.text, look.CELL, NO_GAPS), *body.paragraph(source, look.QUIET, NO_GAPS)])
        rows.append(Row((Cell(kind), Cell(found))))
    return Grid((0.2, 0.8), rows, GridLook(lines=look.LINE, padding=(0, 4)), Gaps(after=8))
