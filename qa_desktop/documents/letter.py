"""Prints a letter on one or more pages, with room for the address where a window envelope shows it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from qa_desktop.documents.layout import look
from qa_desktop.documents.layout.blocks import Block, Gaps
from qa_desktop.documents.layout.fonts import FontSet
from qa_desktop.documents.layout.furniture import RunningTexts
from qa_desktop.documents.layout.marks import Element, Role
from qa_desktop.documents.layout.paper import print_pages
from qa_desktop.documents.layout.structure import DocumentFacts, finished
from qa_desktop.documents.layout.writing import Typesetter
from qa_desktop.documents.parts.compose import Composer
from qa_desktop.domain.letter import Letter

ADDRESS_LINES = 78.0
"""Points left free below the name for an address, which somebody writes or a label has."""
SIGNED_BY_HAND = 42.0
BULLET = "•"


def build_letter(letter: Letter, fonts: Path, *, made_at: datetime) -> bytes:
    """Return the PDF of a letter: the same bytes for the same letter and moment."""
    font_set = FontSet(fonts)
    typesetter = Typesetter(font_set)
    root = Element(Role.DOCUMENT)
    story = _story(letter, Composer(typesetter, root))
    texts = RunningTexts(letter.heading, _day(letter), "", "Page", "of")
    pages, owners = print_pages(story, font_set, typesetter, texts)
    return finished(pages, root, owners, DocumentFacts(letter.heading, letter.sender, "en-GB", made_at), None)


def _story(letter: Letter, to: Composer) -> list[Block]:
    return [
        *to.paragraph(letter.to, gaps=Gaps(before=36, after=ADDRESS_LINES)),
        *to.paragraph(_day(letter), gaps=Gaps(after=18)),
        to.text(Role.TITLE, letter.heading, look.HEADING, Gaps(after=10, with_next=True)),
        *(block for text in letter.before for block in to.paragraph(text)),
        *to.bullets(letter.points, BULLET),
        *(
            block
            for number, text in enumerate(letter.after)
            for block in to.paragraph(text, gaps=Gaps(before=0 if number else 8, after=6))
        ),
        *to.paragraph(letter.sender, gaps=Gaps(before=SIGNED_BY_HAND)),
    ]


def _day(letter: Letter) -> str:
    return f"{letter.day.day} {letter.day:%B %Y}"
