"""Makes tagged blocks from the values of a note, so that each part reads as what it says, not how it is drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from qa_desktop.documents.layout import look
from qa_desktop.documents.layout.blocks import NO_GAPS, Block, Chip, ChipLook, Gaps, Stack, Text
from qa_desktop.documents.layout.grid import Cell, Grid, GridLook, Row
from qa_desktop.documents.layout.look import TextStyle
from qa_desktop.documents.layout.marks import Element, Role
from qa_desktop.documents.layout.writing import Run, Typesetter
from qa_desktop.documents.parts.words import Words
from qa_desktop.domain.note import NoteFact, NoteGrade

WITH_NEXT = Gaps(after=3, with_next=True)
AFTER_PARAGRAPH = Gaps(after=6)
LONGEST_CHIP = 40
"""Characters; a longer word is printed as text, which can run over lines and pages."""
LONGEST_FACT = 90
SHORTEST_ROW_OF_FACTS = 26


@dataclass(frozen=True, slots=True)
class Composer:
    """Makes blocks under one element of the structure."""

    typesetter: Typesetter
    element: Element
    labels: Mapping[str, str] = field(default_factory=dict)
    """Our own words in the language of the note, by name; English where they are not there."""

    def say(self, word: Words) -> str:
        """Return one of our own words."""
        return self.labels.get(word.name.lower(), word.value)

    def under(self, role: Role) -> Composer:
        """Return a composer for a new child element."""
        return Composer(self.typesetter, self.element.add(role), self.labels)

    def inside(self, element: Element) -> Composer:
        """Return a composer for an element that is there already."""
        return Composer(self.typesetter, element, self.labels)

    def here(self, runs: str | Sequence[Run], style: TextStyle = look.BODY, gaps: Gaps = NO_GAPS) -> Text:
        """Return text that is content of the element itself."""
        return Text(self.typesetter, [Run(runs, style)] if isinstance(runs, str) else runs, self.element, gaps)

    def text(self, role: Role, runs: str | Sequence[Run], style: TextStyle = look.BODY, gaps: Gaps = NO_GAPS) -> Text:
        """Return text in a new child element."""
        return self.under(role).here(runs, style, gaps)

    def paragraph(self, text: str, style: TextStyle = look.BODY, gaps: Gaps = AFTER_PARAGRAPH) -> list[Block]:
        """Return a paragraph, or nothing where there is no text."""
        return [self.text(Role.PARAGRAPH, text, style, gaps)] if text.strip() else []

    def heading(self, text: str) -> Block:
        """Return a heading that stays with what follows."""
        return self.text(Role.HEADING, text, look.HEADING, Gaps(before=20, after=6, with_next=True))

    def labelled(self, label: str, text: str, style: TextStyle = look.BODY) -> list[Block]:
        """Return a small label over a paragraph, or nothing where there is no text."""
        if not text.strip():
            return []
        head = self.paragraph(label, look.LABEL, Gaps(after=1, with_next=True))
        return [*head, *self.paragraph(text, style)]

    def grade(self, grade: NoteGrade, *, right: bool = False, gaps: Gaps = NO_GAPS) -> Text | Chip:
        """Return a grade as a chip, or as text where its word is long."""
        tint = look.tint_of(grade.tone, grade.colour)
        style = TextStyle(9, 12, look.Weight.STRONG, tint.ink)
        word = self.text(Role.PARAGRAPH, grade_word(grade), style, gaps)
        if len(grade.label) > LONGEST_CHIP:
            return word
        return Chip(word, ChipLook(grade.shape, tint, right=right), gaps)

    def bullets(self, points: Sequence[str], sign: str, style: TextStyle = look.BODY) -> list[Block]:
        """Return a list with this sign before each point, or nothing where there are no points."""
        if not points:
            return []
        listed = self.under(Role.LIST)
        last = len(points) - 1
        return [
            _bullet((sign, point), style, listed, AFTER_PARAGRAPH if place == last else NO_GAPS)
            for place, point in enumerate(points)
        ]

    def facts(self, facts: Sequence[NoteFact]) -> list[Block]:
        """Return labelled values side by side, long ones across the page."""
        facts = [fact for fact in facts if fact.label.strip() or fact.value.strip()]
        if not facts:
            return []
        listed = self.under(Role.LIST)
        short = all(max(len(fact.label), len(fact.value)) <= SHORTEST_ROW_OF_FACTS for fact in facts)
        across = 3 if short and len(facts) > 2 else 2  # noqa: PLR2004 - three columns need three facts
        rows: list[Row] = []
        waiting: list[Cell] = []
        for fact in facts:
            cell = Cell(_fact(fact, listed))
            if len(fact.value) > LONGEST_FACT:
                rows.extend([_filled(waiting, across)] if waiting else [])
                rows.append(Row((Cell(cell.content, columns=across),)))
                waiting = []
                continue
            waiting.append(cell)
            if len(waiting) == across:
                rows.append(Row(tuple(waiting)))
                waiting = []
        rows.extend([_filled(waiting, across)] if waiting else [])
        return [Grid([1] * across, rows, GridLook(gutter=18, padding=(0, 3)), Gaps(after=6))]


def grade_word(grade: NoteGrade) -> str:
    """Return a grade as printed: with its number before the word where the form has one."""
    return f"{grade.number} {grade.label}".strip()


def _filled(cells: list[Cell], across: int) -> Row:
    if len(cells) == 1:
        return Row((replace(cells[0], columns=across),))
    return Row((*cells, *(Cell() for _ in range(across - len(cells)))))


def _fact(fact: NoteFact, listed: Composer) -> Block:
    item = listed.under(Role.ITEM)
    label = item.text(Role.ITEM_LABEL, fact.label, look.LABEL)
    return Stack([label, item.text(Role.ITEM_BODY, fact.value, look.BODY)])


def _bullet(told: tuple[str, str], style: TextStyle, listed: Composer, gaps: Gaps) -> Block:
    sign, point = told
    item = listed.under(Role.ITEM)
    sign_style = TextStyle(style.size, style.leading, look.Weight.STRONG, look.ACCENT)
    row = Row((Cell(item.text(Role.ITEM_LABEL, sign, sign_style)), Cell(item.text(Role.ITEM_BODY, point, style))))
    return Grid([12, look.TEXT_WIDTH], [row], GridLook(padding=(0, 1)), gaps)
