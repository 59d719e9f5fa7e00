"""Makes copies of a note for people who do not read its pages: large print, and plain text for readers and braille."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from qa_desktop.documents.large_print import page
from qa_desktop.domain.note import CaseNote
from qa_desktop.domain.note_outline import Line, LineKind, OtherFormat, outline

COPY = "A copy in another format. What was signed and sealed is the PDF of this note."
"""What a copy of a signed note says of itself."""

TAGS = {LineKind.TITLE: "h1", LineKind.HEADING: "h2", LineKind.SUBHEADING: "h3", LineKind.TEXT: "p"}


def in_other_format(note: CaseNote, form: OtherFormat) -> bytes:
    """Return the note as a file in UTF-8; it says that it is a copy, unless the note is marked as a draft."""
    lines = outline(note)
    said = lines if note.watermark else (Line(LineKind.TEXT, COPY), *lines)
    made = _plain(said) if form is OtherFormat.PLAIN_TEXT else _large(said, note)
    return made.encode("utf-8")


def _plain(lines: Iterable[Line]) -> str:
    """Return one line a thought: headings after an empty line, items behind a dash, nothing wrapped or drawn."""
    parts: list[str] = []
    for line in lines:
        words = f"{line.label}: {line.text}" if line.label else line.text
        if line.kind in (LineKind.TITLE, LineKind.HEADING, LineKind.SUBHEADING):
            parts.append("")
        parts.append(f"- {words}" if line.kind is LineKind.ITEM else words)
    return "\r\n".join(parts).strip() + "\r\n"


def _large(lines: Iterable[Line], note: CaseNote) -> str:
    body: list[str] = []
    in_list = False
    for line in lines:
        if (line.kind is LineKind.ITEM) is not in_list:
            in_list = not in_list
            body.append("<ul>" if in_list else "</ul>")
        tag = TAGS.get(line.kind, "li")
        label = f"<strong>{escape(line.label)}:</strong> " if line.label else ""
        body.append(f"<{tag}>{label}{_broken(line.text)}</{tag}>")
    if in_list:
        body.append("</ul>")
    return page(f"{note.title} {note.reference}".strip(), note.language, "\n".join(body))


def _broken(text: str) -> str:
    return escape(text).replace("\n", "<br>")
