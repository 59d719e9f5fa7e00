"""The end of the note: what follows, how it is filed, who signs, and what identifies this document."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace

from reportlab.lib.utils import ImageReader
from typing_extensions import override

from qa_desktop.documents.layout import look
from qa_desktop.documents.layout.blocks import NO_GAPS, Block, Frame, Gaps, Panel, Rule, Stack, together
from qa_desktop.documents.layout.grid import Cell, Grid, GridLook, Row
from qa_desktop.documents.layout.look import TextStyle
from qa_desktop.documents.layout.marks import Box, Element, Pen, Role, SignatureField
from qa_desktop.documents.layout.writing import Run
from qa_desktop.documents.parts.compose import Composer
from qa_desktop.documents.parts.words import Words
from qa_desktop.domain.note import CaseNote, NoteFiling, NoteSignature, SignatureState
from qa_desktop.domain.scale import Tone

STATES = {
    SignatureState.SIGNED: Words.SIGNED,
    SignatureState.DECLINED: Words.DECLINED,
    SignatureState.ABSENT: Words.ABSENT,
    SignatureState.LATER: Words.LATER,
    SignatureState.OPEN: Words.OPEN,
}
BOX = GridLook(lines=look.LINE, upright=True, padding=(11, 10), gutter=12, whole_rows=True)
NAME = TextStyle(11, 15, look.Weight.STRONG)
INK_HEIGHT = 44.0
SEAL_SIZE = 24.0
LONGEST_BOXED = 1500
"""Characters; a longer statement or reason is printed across the page, where it can run over pages."""


class Ink(Block):
    """A signature as it was drawn."""

    def __init__(self, picture: ImageReader, figure: Element) -> None:
        super().__init__(Gaps(before=4, after=2))
        self._picture = picture
        self._figure = figure

    @override
    def height(self, width: float) -> float:
        return INK_HEIGHT

    @override
    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        wide, high = self._picture.getSize()
        scale = min(width / wide, INK_HEIGHT / high)
        box = Box(x, top - (INK_HEIGHT + high * scale) / 2, wide * scale, high * scale)
        self._figure.box = box
        with pen.content(self._figure):
            pen.picture(self._picture, box)


class SealSpot(Block):
    """The place of a digital seal: an empty signature field that a key fills, now or later."""

    def __init__(self, signature: NoteSignature, to: Composer) -> None:
        super().__init__(Gaps(before=8))
        self._name = signature.field_name
        self._label = f"{to.say(Words.SEAL)}: {signature.label}"
        self._caption = to.text(Role.PARAGRAPH, to.say(Words.SEAL), look.LABEL)
        self._form = to.element.add(Role.FORM, alt=self._label)

    @override
    def height(self, width: float) -> float:
        return SEAL_SIZE

    @override
    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        box = Box(x, top - SEAL_SIZE, SEAL_SIZE, SEAL_SIZE)
        ring = Box(x + 1, box.y + 1, SEAL_SIZE - 2, SEAL_SIZE - 2)
        with pen.decoration():
            pen.outline(ring, look.INK_LINE, radius=ring.width / 2, dashed=True)
        left = SEAL_SIZE + 7
        self._caption.draw(pen, x + left, top - (SEAL_SIZE - look.LABEL.leading) / 2, width - left)
        self._form.children.append(SignatureField(self._name, self._label, pen.page, box))


def afterwards(note: CaseNote, to: Composer) -> list[Block]:
    """Return who is to be told and the dates that follow."""
    if not note.escalation and not note.dates:
        return []
    blocks: list[Block] = [to.heading(to.say(Words.AFTERWARDS))]
    if note.escalation:
        label = to.paragraph(to.say(Words.TO_BE_TOLD), look.LABEL, Gaps(after=1))
        blocks.append(together([*label, *to.bullets(note.escalation, Words.BULLET.value)], Gaps(after=6)))
    return [*blocks, *to.facts(note.dates)]


def filing(steps: Sequence[NoteFiling], to: Composer) -> list[Block]:
    """Return each filing step with the exact heading and words to file."""
    if not steps:
        return []
    blocks: list[Block] = [to.heading(to.say(Words.FILING))]
    for step in steps:
        gaps = Gaps(before=4, after=3, with_next=bool(step.heading or step.text))
        role = Role.SUBHEADING if gaps.with_next else Role.PARAGRAPH
        blocks += [to.text(role, step.title, look.SUBHEADING, gaps)] if step.title.strip() else []
        copied = [
            *to.labelled(to.say(Words.FILING_HEADING), step.heading, look.STRONG),
            *to.labelled(to.say(Words.FILING_TEXT), step.text),
        ]
        if copied:
            frame = Frame(ground=look.CANVAS, padding=9, together=True)
            blocks.append(Panel(Stack(copied), frame, Gaps(after=8)))
    return blocks


def signatures(signatories: Sequence[NoteSignature], to: Composer) -> list[Block]:
    """Return a box for each signatory."""
    if not signatories:
        return []
    long = any(len(one.statement + one.name + one.detail) > LONGEST_BOXED for one in signatories)
    across = 1 if long else 3 if len(signatories) == 3 else 2  # noqa: PLR2004 - three boxes fill one row
    blocks: list[Block] = [to.heading(to.say(Words.SIGNATURES))]
    boxes = [Cell(_signature(one, to.under(Role.SECTION))) for one in signatories]
    for start in range(0, len(boxes), across):
        pair = boxes[start : start + across]
        shares = (1,) * across
        row = Row((*pair, *[Cell(empty=True)] * (across - len(pair))))
        blocks.append(Grid(shares, [row], BOX, Gaps(after=12)))
    return blocks if long else [together(blocks, Gaps(before=20))]


def _signature(one: NoteSignature, to: Composer) -> Block:
    blocks: list[Block] = [
        *([to.text(Role.SUBHEADING, one.label, look.SUBHEADING, Gaps(after=3))] if one.label.strip() else []),
        *to.paragraph(one.statement, look.QUIET),
        *_ink(one, to),
        *to.paragraph(one.name, NAME, Gaps(before=2, after=2)),
        *_state(one, to),
    ]
    if one.field_name:
        blocks.append(SealSpot(one, to))
    return Stack(blocks)


def _state(one: NoteSignature, to: Composer) -> list[Block]:
    """Return how the line ends, once: the detail often says it in its first words."""
    if one.state is SignatureState.OPEN and one.field_name and not one.detail.strip():
        return []  # the seal itself will say it; a printed "not signed yet" would stand beside it for ever
    signed = one.state is SignatureState.SIGNED
    style = TextStyle(9, 12.5, look.Weight.STRONG, look.TINTS[Tone.GOOD].ink if signed else look.MUTED)
    words = STATES[one.state].value
    said_in_detail = one.detail.casefold().startswith(words.casefold().removesuffix(" later"))
    tick = f"{Words.TICK.value} " if signed else ""
    if said_in_detail:
        return to.paragraph(tick + one.detail, replace(style, weight=look.Weight.REGULAR), NO_GAPS)
    return [*to.paragraph(tick + words, style, Gaps(after=1)), *to.paragraph(one.detail, look.QUIET, NO_GAPS)]


def _ink(one: NoteSignature, to: Composer) -> list[Block]:
    if not one.ink:
        return []
    try:
        picture = ImageReader(io.BytesIO(one.ink))
        picture.getRGBData()  # type: ignore[no-untyped-call] # decodes now what would fail while drawing
    except (OSError, ValueError, SyntaxError):  # what Pillow raises for a picture that is none
        return to.paragraph(to.say(Words.INK_UNREADABLE), look.QUIET)
    return [Ink(picture, to.element.add(Role.FIGURE, alt=f"{to.say(Words.SIGNATURE_OF)} {one.name or one.label}"))]


def identity(note: CaseNote, to: Composer) -> list[Block]:
    """Return what identifies this document, so that any copy can be checked."""
    seals = any(one.field_name for one in note.signatures)
    if not (note.provenance.strip() or note.identity or seals):
        return []
    head = to.text(Role.HEADING, to.say(Words.ABOUT), look.LABEL, Gaps(after=3, with_next=True))
    runs: list[Run] = []
    for fact in note.identity:
        between = f" {Words.DOT.value} " if runs else ""
        runs += [Run(between + fact.label, _SMALL_STRONG), Run(f" {fact.value}", look.SMALL)]
    blocks: list[Block] = [
        *to.paragraph(note.provenance, look.SMALL, Gaps(after=3)),
        *(to.paragraph(to.say(Words.PROTECTION), look.SMALL, Gaps(after=3)) if seals else []),
        *([to.text(Role.PARAGRAPH, runs, look.SMALL)] if runs else []),
    ]
    return [together([Rule(look.LINE, 0.6, Gaps(after=6)), head, *blocks], Gaps(before=18))]


_SMALL_STRONG = TextStyle(look.SMALL.size, look.SMALL.leading, look.Weight.STRONG, look.MUTED)
