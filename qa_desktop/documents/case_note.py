"""Prints the audit case note and action plan as a finished, tagged PDF with empty signature fields."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from qa_desktop.documents.layout.blocks import Block
from qa_desktop.documents.layout.fonts import FontSet
from qa_desktop.documents.layout.furniture import RunningTexts
from qa_desktop.documents.layout.marks import Element, Role
from qa_desktop.documents.layout.paper import print_pages
from qa_desktop.documents.layout.structure import Attachment, DocumentFacts, finished
from qa_desktop.documents.layout.writing import Typesetter
from qa_desktop.documents.parts.close import afterwards, filing, identity, signatures
from qa_desktop.documents.parts.compose import Composer
from qa_desktop.documents.parts.concerns import concerns
from qa_desktop.documents.parts.head import head
from qa_desktop.documents.parts.plan import disagreements, plan
from qa_desktop.documents.parts.sections import sections
from qa_desktop.documents.parts.words import Words
from qa_desktop.domain.note import CaseNote, note_as_json
from qa_desktop.domain.operation import canonical_json

ATTACHMENT = "audit-case-note.json"


class NotePrinter:
    """Prints notes with the fonts of one folder, which it reads once."""

    def __init__(self, fonts: Path) -> None:
        self._fonts = FontSet(fonts)

    def build(self, note: CaseNote, *, attach_values: bool, made_at: datetime) -> bytes:
        """Return the PDF of a note: the same bytes for the same note and moment.

        `attach_values` adds the JSON of the printed values, for the QA archive; the filed copy goes without.
        """
        typesetter = Typesetter(self._fonts)
        root = Element(Role.DOCUMENT)
        story = _story(note, Composer(typesetter, root, dict(note.labels)))
        pages, owners = print_pages(story, self._fonts, typesetter, _running_texts(note))
        values = canonical_json(note_as_json(note)) if attach_values else None
        attachment = Attachment(ATTACHMENT, values) if values is not None else None
        facts = DocumentFacts(f"{note.title} {note.reference}".strip(), note.authority, note.language, made_at)
        return finished(pages, root, owners, facts, attachment)


def build_note(note: CaseNote, fonts: Path, *, attach_values: bool, made_at: datetime) -> bytes:
    """Print one note; a `NotePrinter` prints several without reading the fonts again."""
    return NotePrinter(fonts).build(note, attach_values=attach_values, made_at=made_at)


def _story(note: CaseNote, to: Composer) -> list[Block]:
    return [
        *head(note, to),
        *sections(note.sections, to),
        *disagreements(note.disagreements, to),
        *concerns(note.concerns, to),
        *plan(note.plan, to),
        *afterwards(note, to),
        *signatures(note.signatures, to),
        *filing(note.filing, to),
        *identity(note, to),
    ]


def _running_texts(note: CaseNote) -> RunningTexts:
    words = dict(note.labels)
    return RunningTexts(
        title=note.title,
        reference=f"{note.reference_label} {note.reference}".strip(),
        authority=note.authority,
        page=words.get("page", Words.PAGE.value),
        of=words.get("of", Words.OF.value),
        watermark=note.watermark,
    )
