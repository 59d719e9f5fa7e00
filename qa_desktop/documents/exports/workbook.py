"""Writes tables as the sheets of one workbook, row by row: typed cells, and no text that a formula could be in.

It is written here, since the library that reads workbooks takes twenty times as long to write half a million rows.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, datetime
from itertools import islice
from operator import call
from pathlib import Path
from typing import IO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from qa_desktop.documents.exports.written_rows import Manner, written
from qa_desktop.domain.exports.columns import Care, Cell, Column, Group, Kind, Row, Table
from qa_desktop.domain.exports.remembered import Remembered, is_short
from qa_desktop.domain.exports.safe_text import BEGINNINGS, unprintable

MOST_ROWS = 1_048_575
"""Beside the head; what is more goes on in a further sheet."""
LONGEST = 32_767
CUT = "… [cut; JSON Lines and CSV have it whole]"
GROUPS_AT_ONCE, MOST_WAITING = 50, 2
MOST_SHARED = 2000
ONCE = (Care.WORDS, Care.CASE)
"""What does not come again."""
FAST = 1
EPOCH, EARLIEST = date(1899, 12, 30), date(1900, 3, 1)
"""Day 0 of a sheet, and the day from which on its calendar is right."""
HEAD, DAY, MOMENT, QUOTED = 1, 2, 3, 4
"""The places of these looks among the styles."""
WIDTHS = {Kind.TEXT: 24, Kind.CODE: 18, Kind.NUMBER: 10, Kind.TRUTH: 10, Kind.DAY: 12, Kind.MOMENT: 18}

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_STYLES = (
    f'{_XML}<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill '
    'patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border>'
    '<left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" '
    'fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="5">'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="22" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" quotePrefix="1"/>'
    '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


class Workbook:
    """Writes one sheet after the other into an archive."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._sheets: list[str] = []
        self._shared = _SharedTexts()

    def write(self, table: Table, groups: Iterable[Group]) -> None:
        """Write a whole table."""
        left = _Sheets(groups)
        part = 1
        while part == 1 or left.are_more:
            self._sheet(table, left.of_one(), f"{table.id} {part}" if part > 1 else table.id)
            part += 1

    def close(self) -> None:
        """Write what names the sheets."""
        numbered = list(enumerate(self._sheets, start=1))
        sheets = "".join(f'<sheet name="{name}" sheetId="{at}" r:id="rId{at}"/>' for at, name in numbered)
        self._put(
            "xl/workbook.xml", f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>'
        )
        told = "".join(_link(at, "worksheet", f"worksheets/sheet{at}.xml") for at, _ in numbered)
        told += _link(len(numbered) + 1, "styles", "styles.xml")
        told += _link(len(numbered) + 2, "sharedStrings", "sharedStrings.xml")
        self._put("xl/_rels/workbook.xml.rels", _links(told))
        self._put("xl/sharedStrings.xml", self._shared.xml)
        self._put("_rels/.rels", _links(_link(1, "officeDocument", "xl/workbook.xml")))
        self._put("xl/styles.xml", _STYLES.removeprefix(_XML))
        parts = [("/xl/workbook.xml", "sheet.main"), ("/xl/styles.xml", "styles")]
        parts += [("/xl/sharedStrings.xml", "sharedStrings")]
        parts += [(f"/xl/worksheets/sheet{at}.xml", "worksheet") for at, _ in numbered]
        overrides = "".join(f'<Override PartName="{name}" ContentType="{_TYPES}.{kind}+xml"/>' for name, kind in parts)
        self._put(
            "[Content_Types].xml",
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
            f'ContentType="application/xml"/>{overrides}</Types>',
        )

    def _sheet(self, table: Table, groups: Iterable[Group], name: str) -> None:
        self._sheets.append(name)
        with self._open(f"xl/worksheets/sheet{len(self._sheets)}.xml") as file:
            file.write(_beginning(table).encode())
            self._shared.begin_sheet()
            waiting = written(table, groups, _manner(table, self._shared))
            with _written_beside(file) as write:
                while told := "".join(islice(waiting, GROUPS_AT_ONCE)):
                    write(told.encode("utf-8", "replace"))
            file.write(b"</sheetData></worksheet>")

    def _put(self, name: str, text: str) -> None:
        with self._open(name) as file:
            file.write(f"{_XML}{text}".encode())

    def _open(self, name: str) -> IO[bytes]:
        return self._archive.open(name, "w", force_zip64=True)


class _SharedTexts:
    """Gives texts that come again a place in the workbook, where they stand once; so many of a sheet, and no more."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}
        self._room = 0

    def begin_sheet(self) -> None:
        """Make room for texts of one more sheet."""
        self._room = len(self._places) + MOST_SHARED

    def cell(self, value: Cell) -> str:
        """Return the cell of a text."""
        text = "" if value is None else str(value)
        if not text or not is_short(text):
            return _text(text)
        place = self._places.get(text)
        if place is None:
            if len(self._places) == self._room:
                return _text(text)
            place = self._places[text] = len(self._places)
        return f'<c t="s"{_look(text)}><v>{place}</v></c>'

    @property
    def xml(self) -> str:
        """What the workbook says of them all."""
        return f'<sst xmlns="{_MAIN}">{"".join([f"<si>{_words(one)}</si>" for one in self._places])}</sst>'


class _Sheets:
    """Parts what is too much for one sheet."""

    def __init__(self, groups: Iterable[Group]) -> None:
        self._groups = iter(groups)
        self._left: Group | None = next(self._groups, None)

    @property
    def are_more(self) -> bool:
        """Whether there are rows left for a further sheet."""
        return self._left is not None

    def of_one(self) -> Iterator[Group]:
        """Yield what stands on the next sheet."""
        room = MOST_ROWS
        while self._left is not None and room:
            first, rows = self._left
            yield first, rows[:room]
            if len(rows) > room:
                self._left = first, rows[room:]
                return
            room -= len(rows)
            self._left = next(self._groups, None)


@contextmanager
def open_workbook(file: Path) -> Iterator[Workbook]:
    """Lend a workbook that is written to a file."""
    with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=FAST) as archive:
        book = Workbook(archive)
        yield book
        book.close()


@contextmanager
def _written_beside(file: IO[bytes]) -> Iterator[Callable[[bytes], None]]:
    """Lend what compresses and writes on a thread of its own, while the next rows are read; little is ever waiting."""
    waiting: deque[Future[int]] = deque()

    def write(data: bytes) -> None:
        waiting.append(pool.submit(file.write, data))
        if len(waiting) > MOST_WAITING:
            waiting.popleft().result()

    with ThreadPoolExecutor(1, "workbook") as pool:
        yield write
        for one in waiting:
            one.result()


def _beginning(table: Table) -> str:
    widths = "".join(
        f'<col min="{at}" max="{at}" width="{_width(one)}" customWidth="1"/>'
        for at, one in enumerate(table.columns, start=1)
    )
    heads = "".join(f'<c t="inlineStr" s="{HEAD}"><is><t>{one}</t></is></c>' for one in table.ids)
    return (
        f'{_XML}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" '
        'topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{widths}</cols><sheetData><row>{heads}</row>"
    )


def _width(column: Column) -> int:
    return max(WIDTHS[column.kind], len(column.id) + 2)


def _manner(table: Table, shared: _SharedTexts) -> Manner:
    by_kind = {
        Kind.NUMBER: _number,
        Kind.TRUTH: _truth,
        Kind.DAY: Remembered(_day, is_short).__getitem__,
        Kind.MOMENT: _moment,
    }
    known = Remembered(shared.cell, is_short).__getitem__
    told = [by_kind.get(one.kind) or (_text if one.care in ONCE else known) for one in table.columns]

    def cells(row: Row, at: int) -> str:
        return "".join(map(call, told[at:], row))

    return Manner(lambda cell: "<row>" + _text(cell), cells, "</row>")


def _text(value: Cell) -> str:
    if value is None or value == "":
        return "<c/>"
    text = str(value)
    return f'<c t="inlineStr"{_look(text)}><is>{_words(text)}</is></c>'


def _look(text: str) -> str:
    return f' s="{QUOTED}"' if text[:1] in BEGINNINGS else ""


def _words(text: str) -> str:
    text = unprintable(text)
    if "_x" in text:
        text = _ESCAPED.sub("_x005F_", text)
    if len(text) > LONGEST:
        text = text[: LONGEST - len(CUT)] + CUT
    if "&" in text or "<" in text or ">" in text or "\r" in text:
        text = escape(text, {"\r": "&#13;"})
    kept = "" if text == text.strip() and "\n" not in text else ' xml:space="preserve"'
    return f"<t{kept}>{text}</t>"


def _number(value: Cell) -> str:
    return "<c/>" if value is None else f"<c><v>{value!r}</v></c>"


def _truth(value: Cell) -> str:
    return "<c/>" if value is None else f'<c t="b"><v>{int(bool(value))}</v></c>'


def _day(value: Cell) -> str:
    if value is None:
        return "<c/>"
    day = date.fromisoformat(str(value))
    return f'<c s="{DAY}"><v>{(day - EPOCH).days}</v></c>' if day >= EARLIEST else _text(value)


def _moment(value: Cell) -> str:
    if value is None:
        return "<c/>"
    at = datetime.fromisoformat(str(value)).replace(tzinfo=None)
    seconds = (at - datetime.combine(EPOCH, datetime.min.time())).total_seconds()
    return f'<c s="{MOMENT}"><v>{seconds / 86400!r}</v></c>' if at.date() >= EARLIEST else _text(value)


def _links(told: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{told}</Relationships>'


def _link(number: int, kind: str, target: str) -> str:
    return f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
