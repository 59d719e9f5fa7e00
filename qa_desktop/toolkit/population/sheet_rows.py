"""Reads the cells of a workbook straight from its XML: openpyxl makes objects of them, and takes three times as long.

What a number means (a day, a percentage, digits with leading zeros) is told by its format, with openpyxl's own rules.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from qa_desktop.errors import InputProblem
from qa_desktop.toolkit.population.table import FORMULA, MOST_COLUMNS, Row
from qa_desktop.toolkit.xlsform.safe_archive import SafeArchive
from qa_desktop.toolkit.xlsform.workbook import words_of

MOST_ROWS = 1_048_576
_BITE = 262_144
_ZEROS = re.compile(r"0{2,30}")
_PERCENT = re.compile(r"[#,0]*0(?:\.(0{1,15}))?%")
_ESCAPED = re.compile(r"_x((?![Dd][89A-Fa-f])[0-9A-Fa-f]{4})_")
"""Halves of characters stay as they are written."""
_WORKBOOK, _LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_STRINGS, _STYLES = "xl/sharedstrings.xml", "xl/styles.xml"
_TROUBLE = (expat.ExpatError, ValueError, KeyError, IndexError, OverflowError, zipfile.BadZipFile, OSError)

Attributes = dict[str, str]


class CellBook:
    """The sheets of a workbook that was unpacked within bounds."""

    def __init__(self, archive: SafeArchive) -> None:
        """Read what the sheets have in common; raise InputProblem where that cannot be read."""
        self._name = archive.name
        archive.packed.seek(0)
        self._parts = zipfile.ZipFile(archive.packed)
        self._names = {name.casefold(): name for name in self._parts.namelist()}
        try:
            self._sheets, is_1904 = self._listed()
            self._strings = self._shared_strings()
            self._shapes = self._number_shapes(is_1904=is_1904)
        except _TROUBLE as error:
            raise self._damaged() from error

    @property
    def titles(self) -> tuple[str, ...]:
        """The names of the sheets."""
        return tuple(self._sheets)

    def rows(self, title: str) -> Iterator[Row]:
        """Yield the filled rows of a sheet by number; raise InputProblem where they cannot be read."""
        cells = _Cells(self._strings, self._shapes, self._name)
        try:
            with self._parts.open(self._sheets[title]) as stream:
                while bite := stream.read(_BITE):
                    cells.parser.Parse(bite, False)  # expat's own signature
                    yield from cells.taken()
                cells.parser.Parse(b"", True)  # as above
            yield from cells.taken()
        except _TROUBLE as error:
            raise self._damaged() from error

    def _damaged(self) -> InputProblem:
        return InputProblem(f"{self._name} is damaged. Save it again as .xlsx and try once more.")

    def _listed(self) -> tuple[dict[str, str], bool]:
        """Return the parts of the sheets by title, and whether days are counted from 1904."""
        links = {one["Id"]: one for tag, one in self._elements(_LINKS) if tag == "Relationship"}
        sheets, is_1904 = {}, False
        for tag, given in self._elements(_WORKBOOK):
            if tag == "workbookPr":
                is_1904 = given.get("date1904", "0") in {"1", "true"}
            if tag == "sheet":
                link = links[next(value for key, value in given.items() if key.rpartition(":")[2] == "id")]
                if link.get("Type", "").endswith("/worksheet"):
                    target = link["Target"]
                    part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
                    sheets[given["name"]] = self._names[part.casefold()]
        return sheets, is_1904

    def _elements(self, part: str) -> list[tuple[str, Attributes]]:
        found: list[tuple[str, Attributes]] = []
        parser = expat.ParserCreate()
        parser.StartElementHandler = lambda tag, given: found.append((tag.rpartition(":")[2], given))
        parser.Parse(self._parts.read(self._names[part]), True)  # expat's own signature
        return found

    def _shared_strings(self) -> list[str]:
        if _STRINGS not in self._names:
            return []
        strings = _Strings()
        strings.parser.Parse(self._parts.read(self._names[_STRINGS]), True)  # expat's own signature
        return strings.found

    def _number_shapes(self, *, is_1904: bool) -> list[_Shape]:
        """Return how the numbers of each style are shown."""
        from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format  # noqa: PLC0415  # nobody waits for it

        formats: dict[int, str] = dict(BUILTIN_FORMATS)
        shapes: list[_Shape] = []
        in_cells = False
        for tag, given in self._elements(_STYLES) if _STYLES in self._names else ():
            if tag == "numFmt":
                formats[int(given["numFmtId"])] = given["formatCode"]
            in_cells = tag == "cellXfs" or (in_cells and tag not in {"cellStyles", "dxfs"})
            if in_cells and tag == "xf":
                shown = formats.get(int(given.get("numFmtId", "0")), "General")
                zeros = len(shown) if _ZEROS.fullmatch(shown) else 0
                percent = _PERCENT.fullmatch(shown)
                places = len(percent[1] or "") if percent else None
                shapes.append(_Shape(bool(is_date_format(shown)), zeros, is_1904, places))
        return shapes


@dataclass(frozen=True, slots=True)
class _Shape:
    """How the numbers of one style are shown."""

    is_day: bool = False
    zeros: int = 0
    is_1904: bool = False
    percent: int | None = None
    """How many decimal places a percentage has; None where it is none."""

    def words(self, text: str) -> str:
        """Return the number as a person reads it; what is no number, or no day, as it stands there."""
        try:
            if self.is_day:
                return self._day(float(text))
            if self.percent is not None:
                return f"{float(text):.{self.percent}%}"
            words = text if text.isdecimal() and len(text) <= 15 else words_of(float(text))  # noqa: PLR2004 - exact so far
        except (ValueError, OverflowError):
            return text
        return words.zfill(self.zeros) if words.isdecimal() else words

    def _day(self, number: float) -> str:
        from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel  # noqa: PLC0415  # rarely needed

        return words_of(from_excel(number, MAC_EPOCH if self.is_1904 else WINDOWS_EPOCH))


class _Strings:
    """Collects the strings that cells share; how they are pronounced is no part of them."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._bits: list[str] = []
        self._is_text = self._is_sound = False
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._begun
        self.parser.EndElementHandler = self._ended
        self.parser.CharacterDataHandler = self._read

    def _begun(self, tag: str, _given: Attributes) -> None:
        match tag.rpartition(":")[2]:
            case "si":
                self._bits = []
            case "rPh":
                self._is_sound = True
            case "t":
                self._is_text = not self._is_sound

    def _ended(self, tag: str) -> None:
        match tag.rpartition(":")[2]:
            case "si":
                self.found.append(_unescaped("".join(self._bits)))
            case "rPh":
                self._is_sound = False
            case "t":
                self._is_text = False

    def _read(self, text: str) -> None:
        if self._is_text:
            self._bits.append(text)


@dataclass(slots=True)
class _Cells:
    """Collects the filled rows of a sheet as its XML goes by."""

    strings: list[str]
    shapes: list[_Shape]
    name: str
    parser: expat.XMLParserType = field(default_factory=expat.ParserCreate)
    _rows: list[Row] = field(default_factory=list)
    _number: int = 0
    _row: list[str] = field(default_factory=list)
    _column: int = -1
    _given: Attributes = field(default_factory=dict)
    _bits: list[str] = field(default_factory=list)
    _is_text: bool = False
    _is_sound: bool = False
    _has_formula: bool = False

    def __post_init__(self) -> None:
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._begun
        self.parser.EndElementHandler = self._ended
        self.parser.CharacterDataHandler = self._read

    def taken(self) -> list[Row]:
        """Return the rows that were read since the last time."""
        rows, self._rows = self._rows, []
        return rows

    def _begun(self, tag: str, given: Attributes) -> None:
        match tag if ":" not in tag else tag.rpartition(":")[2]:
            case "v" | "t":
                self._is_text = not self._is_sound
            case "c":
                self._column = _column_of(given["r"]) if "r" in given else self._column + 1
                self._given, self._bits, self._has_formula = given, [], False
            case "f":
                self._has_formula = True
            case "rPh":
                self._is_sound = True
            case "row":
                self._number = int(given["r"]) if "r" in given else self._number + 1
                self._row, self._column = [], -1

    def _ended(self, tag: str) -> None:
        match tag if ":" not in tag else tag.rpartition(":")[2]:
            case "v" | "t":
                self._is_text = False
            case "c":
                words = self._words("".join(self._bits))
                if words and not words.isspace():
                    self._keep(words)
            case "rPh":
                self._is_sound = False
            case "row":
                if self._row:
                    self._rows.append((self._number, self._row))

    def _read(self, text: str) -> None:
        if self._is_text:
            self._bits.append(text)

    def _keep(self, words: str) -> None:
        if self._column >= MOST_COLUMNS or self._number > MOST_ROWS:
            raise InputProblem(
                f"{self.name} is larger than any list of cases: at most {MOST_ROWS:,} rows and {MOST_COLUMNS} columns."
            )
        self._row.extend([""] * (self._column + 1 - len(self._row)))
        self._row[self._column] = words

    def _words(self, text: str) -> str:
        """Return what a person reads in the cell; the sign of a formula where the file does not hold its result."""
        if not text:
            return FORMULA if self._has_formula else ""
        match self._given.get("t", "n"):
            case "s":
                return self.strings[int(text)]
            case "inlineStr" | "str":
                return _unescaped(text)
            case "b":
                return "TRUE" if text == "1" else "FALSE"
            case "e":
                return ""
            case "d":
                return text.removesuffix("T00:00:00")
            case _:
                style = int(self._given.get("s", "0"))
                return (self.shapes[style] if style < len(self.shapes) else _Shape()).words(text)


def _column_of(place: str) -> int:
    """Return the number of a column from 0, of a place such as B12."""
    column = 0
    for letter in place:
        if not letter.isalpha():
            break
        column = column * 26 + ord(letter.upper()) - 64
    return column - 1


def _unescaped(text: str) -> str:
    """Return a text with the signs that Excel writes as _x000D_."""
    return _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), text) if "_x" in text else text
