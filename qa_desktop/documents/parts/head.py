"""The head of the note: what it is about, the overall grade and the reasons a reader looks for first."""

from __future__ import annotations

from qa_desktop.documents.layout import look
from qa_desktop.documents.layout.blocks import NO_GAPS, Block, Chip, ChipLook, Frame, Gaps, Panel, Rule, Stack
from qa_desktop.documents.layout.grid import Cell, Grid, GridLook, Row
from qa_desktop.documents.layout.look import TextStyle
from qa_desktop.documents.layout.marks import Role
from qa_desktop.documents.parts.compose import LONGEST_CHIP, Composer, grade_word
from qa_desktop.documents.parts.words import Words
from qa_desktop.domain.note import CaseNote, NoteFact
from qa_desktop.domain.scale import Tone

AUTHORITY = TextStyle(9, 12, look.Weight.STRONG, look.ACCENT)
LONGEST_BESIDE = 600
"""Characters of a summary that is set beside the other one."""
SUBTITLE = TextStyle(10, 14, colour=look.MUTED)


def head(note: CaseNote, to: Composer) -> list[Block]:
    """Return the title block, the overall grade and the summary."""
    return [*_title(note, to), *_notices(note, to), *_overall(note, to), *_summary(note, to)]


def _title(note: CaseNote, to: Composer) -> list[Block]:
    facts = (NoteFact(note.reference_label, note.reference), *note.facts)
    return [
        *to.paragraph(note.authority, AUTHORITY, Gaps(after=4)),
        to.text(Role.TITLE, note.title, look.TITLE, Gaps(after=2)),
        *to.paragraph(note.subtitle, SUBTITLE, Gaps(after=9)),
        Rule(look.ACCENT, 1.5, Gaps(after=8)),
        *to.facts(facts),
    ]


def _notices(note: CaseNote, to: Composer) -> list[Block]:
    tint = look.TINTS[Tone.REQUIRES_IMPROVEMENT]
    style = TextStyle(9.5, 13.5, look.Weight.STRONG, tint.ink)
    texts = [text for text in (note.watermark, note.provisional) if text.strip()]
    frame = Frame(ground=tint.ground, bar=tint.ink, padding=8)
    return [Panel(Stack(to.paragraph(text, style, NO_GAPS)), frame, Gaps(before=6, after=6)) for text in texts]


def _overall(note: CaseNote, to: Composer) -> list[Block]:
    grade = note.overall
    tint = look.tint_of(grade.tone, grade.colour) if grade else look.TINTS[Tone.NEUTRAL]
    inner: list[Block] = []
    if note.overall_label.strip():
        inner.append(to.text(Role.HEADING, note.overall_label, look.LABEL, Gaps(after=2, with_next=True)))
    if grade:
        style = TextStyle(17, 22, look.Weight.STRONG, tint.ink)
        word = to.text(Role.PARAGRAPH, grade_word(grade), style, Gaps(after=5, with_next=True))
        shaped = ChipLook(grade.shape, tint, bare=True)
        inner.append(Chip(word, shaped, word.gaps) if len(grade.label) <= LONGEST_CHIP else word)
    elif inner:
        inner += to.paragraph(to.say(Words.NOT_ANSWERED), look.BODY, Gaps(after=5))
    inner += to.paragraph(note.overall_worked_out, look.QUIET, Gaps(after=5))
    inner += to.paragraph(note.overall_reason, look.LEAD, Gaps(after=6))
    inner += to.paragraph(note.descriptor, look.QUIET, NO_GAPS)
    if not inner:
        return []
    return [Panel(Stack(inner), Frame(ground=tint.ground, bar=tint.ink, padding=12), Gaps(before=8, after=8))]


def _summary(note: CaseNote, to: Composer) -> list[Block]:
    pair = [
        (label, text)
        for label, text in (
            (to.say(Words.STRENGTHS), note.strengths),
            (note.development_label or to.say(Words.DEVELOPMENT), note.development),
        )
        if text.strip()
    ]
    parts = [[to.heading(title), *to.paragraph(text)] for title, text in pair]
    if len(parts) == 2 and all(len(text) <= LONGEST_BESIDE for _, text in pair):  # noqa: PLR2004 - both, side by side
        row = Row(tuple(Cell(Stack(part)) for part in parts))
        blocks: list[Block] = [Grid((1, 1), [row], GridLook(gutter=24), Gaps(before=20, after=8))]
    else:
        blocks = [block for part in parts for block in part]
    if note.own_words.strip():
        blocks.append(to.heading(to.say(Words.OWN_WORDS)))
        quotation = Stack(to.paragraph(note.own_words, look.LEAD, NO_GAPS))
        blocks.append(Panel(quotation, Frame(bar=look.ACCENT, padding=6), Gaps(after=8)))
    return blocks
