"""Unpacks a workbook within bounds before anything reads it: what is no plain sheet of words is left behind.

A workbook is a ZIP archive of XML that a stranger may have made. Its parts are unpacked in small bites, so that a lie
about their size costs nothing; XML that declares entities, or is nested deeper than any sheet, is refused; macros,
links to other files, pictures and the like are not even unpacked.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

from qa_desktop.errors import InputProblem, NotFound

_MOST_PARTS = 500
_DEEPEST = 40
_BITE = 65_536
_WORKBOOK = "xl/workbook.xml"
_LEFT_BEHIND = ("vba", "externallink", "drawing", "media", "embeddings", "customxml", "printersettings", "chart")
_MACROS = "vbaproject.bin"
_FORMULA = re.compile(rb"<f[ />]")
_OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_HAS_PASSWORD = 0x1
_TROUBLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    struct.error,
)


@dataclass(frozen=True, slots=True)
class Bounds:
    """How large a workbook may be, and what it is called in the sentences that refuse it."""

    what: str
    packed: int
    unpacked: int
    elements: int
    """Each costs time, and an empty one hardly a byte once packed."""


FORM = Bounds("form", packed=8_000_000, unpacked=32_000_000, elements=500_000)
"""Ten times what the largest public forms hold."""

Stopped = Callable[[], bool]
"""Asked again and again while a workbook is read: whether nobody waits for it any more."""


class ReadingStopped(InputProblem):
    """Somebody chose not to wait for the workbook; nothing of it is kept."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Reading {name} was stopped. Nothing of it is kept.")


def never() -> bool:
    """Read to the end."""
    return False


class SafeArchive:
    """The parts of a workbook that may be read, packed anew in memory."""

    def __init__(self, path: Path, is_stopped: Stopped = never, bounds: Bounds = FORM) -> None:
        """Unpack and check the workbook.

        Raises:
            NotFound: there is no such file.
            ReadingStopped: `is_stopped` said so.
            InputProblem: it is no workbook that can be read; the sentence says what to do.
        """
        data = _bytes_of(path, bounds)
        _refuse_others(data, path.name, bounds.what)
        self.name = path.name
        self.bounds = bounds
        self._is_stopped = is_stopped
        self.has_macros = False
        self.has_formulas = False
        self.packed = io.BytesIO()
        try:
            self._repack(data, path.name)
        except _TROUBLE as error:
            raise InputProblem(
                f"{path.name} is damaged or no workbook. Save it again as .xlsx and try once more."
            ) from error
        self.packed.seek(0)

    def demand_awaited(self) -> None:
        """Raise ReadingStopped where nobody waits any more."""
        if self._is_stopped():
            raise ReadingStopped(self.name)

    def _repack(self, data: bytes, name: str) -> None:
        what = self.bounds.what
        with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(self.packed, "w") as target:
            parts = source.infolist()
            if len(parts) > _MOST_PARTS or len({part.filename.casefold() for part in parts}) < len(parts):
                raise InputProblem(f"{name} holds more parts than a {what} has. Copy its sheets into a new workbook.")
            if _WORKBOOK not in {part.filename for part in parts}:
                raise InputProblem(f"{name} is no Excel workbook. Save the {what} as .xlsx and try again.")
            left, elements_left = self.bounds.unpacked, self.bounds.elements
            for part in parts:
                self.demand_awaited()
                self.has_macros |= part.filename.casefold().endswith(_MACROS)
                if _is_needed(part.filename):
                    words = _unpacked(source, part, left, self)
                    left -= len(words)
                    self.has_formulas |= bool(_FORMULA.search(words))
                    elements_left -= _elements(words, elements_left, self)
                    target.writestr(part.filename, words)


def _bytes_of(path: Path, bounds: Bounds) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(bounds.packed + 1)
    except FileNotFoundError as error:
        raise NotFound(f"There is no file {path.name}. Check its name and folder.") from error
    except OSError as error:
        raise InputProblem(f"{path.name} cannot be read ({error.strerror}).") from error
    if len(data) > bounds.packed:
        raise InputProblem(
            f"{path.name} is larger than {bounds.packed // 1_000_000} MB. A {bounds.what} is smaller: remove pictures."
        )
    return data


def _refuse_others(data: bytes, name: str, what: str) -> None:
    if data.startswith(_OLD_EXCEL) and _ENCRYPTED in data:
        raise InputProblem(f"{name} is protected by a password. Take the password off in Excel, save and try again.")
    if data.startswith(_OLD_EXCEL):
        raise InputProblem(f"{name} is in the old .xls format. Open it in Excel, save it as .xlsx and try again.")
    if not data.startswith(b"PK"):
        raise InputProblem(f"{name} is no Excel workbook. Save the {what} as .xlsx and try again.")


def _is_needed(part: str) -> bool:
    small = part.casefold()
    return small.endswith((".xml", ".rels")) and not any(word in small for word in _LEFT_BEHIND)


def _unpacked(source: zipfile.ZipFile, part: zipfile.ZipInfo, most: int, archive: SafeArchive) -> bytes:
    name, what = archive.name, archive.bounds.what
    if part.flag_bits & _HAS_PASSWORD:
        raise InputProblem(f"{name} is protected by a password. Take the password off, save and try again.")
    words = bytearray()
    with source.open(part) as stream:
        while bite := stream.read(_BITE):
            words += bite
            if len(words) > most:
                raise InputProblem(f"{name} unpacks to more than a {what} holds. Copy its sheets into a new workbook.")
    return bytes(words)


def _elements(words: bytes, most: int, archive: SafeArchive) -> int:
    """Read the XML once for what it is made of, before it is read for what it says; return how many elements."""
    name, what = archive.name, archive.bounds.what
    depth = elements = 0

    def begun(_tag: str, _given: dict[str, str]) -> None:
        nonlocal depth, elements
        depth += 1
        elements += 1
        if elements > most:
            raise InputProblem(f"{name} is larger than any {what}. Copy its sheets into a new workbook.")
        if depth > _DEEPEST:
            raise InputProblem(f"{name} is nested deeper than a workbook is. Copy its sheets into a new workbook.")

    def ended(_tag: str) -> None:
        nonlocal depth
        depth -= 1

    def declared(*_told: object) -> None:
        raise InputProblem(f"{name} declares entities of its own, which no workbook needs. It was not read.")

    reader = expat.ParserCreate()
    reader.StartElementHandler, reader.EndElementHandler = begun, ended
    reader.StartDoctypeDeclHandler = declared
    try:
        reader.Parse(words, True)  # expat's own signature
    except expat.ExpatError as error:
        raise InputProblem(f"{name} is damaged. Save it again as .xlsx and try once more.") from error
    return elements
