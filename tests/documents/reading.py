"""Reads a document as other programs do: its structure in reading order, its pages, its fonts."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from pathlib import Path

from qa_desktop.documents.layout.fonts import FontSet
from qa_desktop.documents.layout.writing import UNSEEN, Typesetter
from qa_desktop.documents.parts.words import Words
from qa_desktop.domain.note import JsonValue

FONTS = Path(__file__).parents[2] / "resources" / "fonts"
_MARKS_OF_POPPLER = str.maketrans("", "", "\u202a\u202b\u202c")
NOT_PRINTED = {
    "schema",
    "language",
    "section_id",
    "colour",
    "item_id",
    "role",
    "field_name",
    "shape",
    "tone",
    "state",
    "half",
    "seals",
    "ink",
}
"""Keys whose values say how something is shown, or name it for programs."""


def structure(pdf: bytes, folder: Path) -> str:
    """Return the structure as poppler reads it."""
    return _run("pdfinfo", "-struct-text", _file(pdf, folder))


def spoken(pdf: bytes, folder: Path) -> list[str]:
    """Return the texts of the structure in reading order."""
    texts: list[str] = re.findall(r'^\s*"(.*?)"$', structure(pdf, folder), re.MULTILINE | re.DOTALL)
    return texts


def pages(pdf: bytes, folder: Path) -> list[str]:
    """Return the text of each page as laid out."""
    text = _run("pdftotext", "-layout", _file(pdf, folder), "-")
    return text.translate(_MARKS_OF_POPPLER).split("\f")[:-1]


def fonts(pdf: bytes, folder: Path) -> list[list[str]]:
    """Return the columns of each font: name, type, encoding, embedded, subset, has Unicode."""
    return [line.split() for line in _run("pdffonts", _file(pdf, folder)).splitlines()[2:]]


def checked(pdf: bytes, folder: Path) -> str:
    """Return what qpdf says of the file; raise where it finds fault."""
    return _run("qpdf", "--check", _file(pdf, folder))


def leaves(value: JsonValue, key: str = "") -> list[str]:
    """Return every text of a note's JSON that its pages must show."""
    if key in NOT_PRINTED:
        return []
    if isinstance(value, dict):
        return [text for name, one in value.items() for text in leaves(one, name)]
    if isinstance(value, list):
        return [text for one in value for text in leaves(one, key)]
    return [value] if isinstance(value, str) and value.strip() else []


def bare(text: str) -> str:
    """Return the text as printed, without white space and what has no picture: how lines break does not count."""
    lines = re.split(r"\r\n|[\n\r\x85\u2028\u2029]", text)
    setter = Typesetter(FontSet(FONTS))
    seen = "".join(setter.visible(line) for line in lines)
    return re.sub(r"\s+", "", "".join(c for c in unicodedata.normalize("NFC", seen) if c not in UNSEEN))


def unexplained(printed: str, known: list[str]) -> str:
    """Return what follows the last place up to which the text is made of known pieces; empty where it all is."""
    pieces = sorted({piece for piece in known if piece}, key=len, reverse=True)
    reached, waiting, furthest = {0}, [0], 0
    while waiting:
        at = waiting.pop()
        furthest = max(furthest, at)
        for piece in pieces:
            end = at + len(piece)
            if end not in reached and printed.startswith(piece, at):
                reached.add(end)
                waiting.append(end)
    return "" if len(printed) in reached else printed[furthest : furthest + 80]


def fixed_words() -> list[str]:
    """Return every fixed word of ours, as printed."""
    return [bare(word.value) for word in Words]


def _file(pdf: bytes, folder: Path) -> str:
    path = folder / "document.pdf"
    path.write_bytes(pdf)
    return str(path)


def _run(*command: str) -> str:
    return subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8", "replace")
