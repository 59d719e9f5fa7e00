"""Writes a report as a Word document for editing: real headings, lists and tables, charts as pictures with words."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from docx import Document
from docx.document import Document as Word
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Emu, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table
from docx.table import _Cell as WordCell
from docx.text.paragraph import Paragraph as WordParagraph

from qa_desktop.documents.chart_picture import ChartPainter
from qa_desktop.documents.plain_characters import plain
from qa_desktop.domain.figures.columns import column_widths
from qa_desktop.domain.figures.drawing import Drawing
from qa_desktop.domain.figures.tables import FigureTable, bars_table, chart_words, heat_table
from qa_desktop.domain.reports.pages import paged
from qa_desktop.domain.reports.report import (
    BarsChart,
    Block,
    Heading,
    HeatChart,
    Paragraph,
    Points,
    Quoted,
    Report,
)

FONT = "Arial"
PAGE, SIDES = (Mm(210), Mm(297)), Mm(20)
WIDTH = PAGE[0] - 2 * SIDES
ACCENT, MUTED = RGBColor(0x13, 0x46, 0x50), RGBColor(0x54, 0x5B, 0x62)
SHADE, LINES = "E5F0F1", "DAD7D0"
HEADINGS = {"Title": 24.0, "Heading 1": 15.0, "Heading 2": 12.0, "Heading 3": 11.0}
SIZES = {"Normal": 10.5, **HEADINGS, "List Bullet": 10.5, "Quote": 10.5}
CELL, CELL_HEAD = 8.5, 8.0
LETTERS = 96
"""How many letters of a cell stand beside each other on a page."""
BESIDE_CELLS = 80
"""Twentieths of a point between a cell's words and its lines."""


def report_docx(report: Report, fonts: Path, *, made_at: datetime) -> bytes:
    """Return the document of a report: the same bytes for the same report and moment but for the time in its zip."""
    book = Document()
    _set_up(book, report, made_at)
    painter = ChartPainter(fonts)
    _head(book, report)
    for block in paged(report):
        _write(book, block, report, painter)
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def _set_up(book: Word, report: Report, made_at: datetime) -> None:
    facts = book.core_properties
    facts.title, facts.author = plain(f"{report.title}, {report.period}"), plain(report.made_by)
    facts.subject, facts.comments, facts.language = plain(report.authority), "", "en-GB"
    facts.created = facts.modified = made_at.replace(tzinfo=None)
    facts.last_modified_by = plain(report.made_by)
    section = book.sections[0]
    section.page_width, section.page_height = PAGE
    section.left_margin = section.right_margin = SIDES
    for name, size in SIZES.items():
        style = book.styles[name]
        if not isinstance(style, ParagraphStyle):
            raise TypeError(f"{name} is a style of paragraphs")
        style.font.name, style.font.size = FONT, Pt(size)
        _own_font(style.element)
        if name in HEADINGS:
            style.font.color.rgb = ACCENT
            style.font.bold = True
    _speak_english(book)
    foot = section.footer.paragraphs[0]
    foot.add_run(plain(f"{report.authority} · {report.title}, {report.period} · "))
    _field(foot, "PAGE")


def _head(book: Word, report: Report) -> None:
    book.add_paragraph(plain(report.authority)).runs[0].font.color.rgb = MUTED
    book.add_paragraph(plain(report.title), style="Title")
    book.add_paragraph(plain(report.period))
    for label, words in (("For", report.audience), ("Made", f"{report.made_on}, {report.made_by}")):
        line = book.add_paragraph()
        line.add_run(f"{label}: ").bold = True
        line.add_run(plain(words))
    _quiet(book, report.counted)


def _write(book: Word, block: Block, report: Report, painter: ChartPainter) -> None:
    match block:
        case Heading(text, level):
            book.add_heading(plain(text), level)
        case Paragraph():
            _paragraph(book, block)
        case Points(points):
            for point in points:
                book.add_paragraph(plain(point), style="List Bullet")
        case Quoted(words, source):
            quote = book.add_paragraph(plain(f"“{words}”"), style="Quote").paragraph_format
            quote.keep_with_next, quote.space_after = True, Pt(0)
            _quiet(book, source)
        case FigureTable():
            _table(book, block)
        case BarsChart(told, first):
            table = bars_table(told, first, report.policy)
            _chart(book, painter.bars(told), table, painter)
        case HeatChart(told):
            _chart(book, painter.heat(told), heat_table(told), painter)


def _paragraph(book: Word, told: Paragraph) -> None:
    if told.is_quiet:
        _quiet(book, told.text)
        return
    line = book.add_paragraph()
    if told.lead:
        line.add_run(plain(told.lead)).bold = True
    line.add_run(plain(told.text.removeprefix(told.lead)))


def _chart(book: Word, drawing: Drawing, table: FigureTable, painter: ChartPainter) -> None:
    _subheading(book, table.title)
    picture = book.add_paragraph()
    picture.paragraph_format.keep_with_next = True
    shape = picture.add_run().add_picture(io.BytesIO(painter.png(drawing)), width=Emu(WIDTH))
    inline = shape._inline  # noqa: SLF001 - the library sets no alternative text
    inline.docPr.set("descr", plain(chart_words(table)))
    for side in ("distT", "distB", "distL", "distR"):
        inline.set(side, "0")
    _grid(book, table)


def _table(book: Word, told: FigureTable) -> None:
    _subheading(book, told.title)
    _grid(book, told)


def _grid(book: Word, told: FigureTable) -> None:
    widths = [Emu(round(WIDTH * share / LETTERS)) for share in column_widths(told, LETTERS, len, 2)]
    table = book.add_table(rows=1 + len(told.rows), cols=len(told.heads))
    table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.LEFT, False
    _lines(table)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    cells = iter(table._cells)  # noqa: SLF001 - all at once: asking row by row takes a time that grows with its square
    for head, width in zip(told.heads, widths, strict=True):
        cell = next(cells)
        _fill(cell, plain(head), width, strong=True, size=CELL_HEAD)
        cell._tc.get_or_add_tcPr().append(_element("w:shd", val="clear", color="auto", fill=SHADE))  # noqa: SLF001 - as above
    for values in told.rows:
        for place, (value, width) in enumerate(zip(values, widths, strict=True)):
            _fill(next(cells), plain(str(value)), width, strong=not place)
    for number, row in enumerate(table._tbl.tr_lst):  # noqa: SLF001 - as above
        kind = "w:cantSplit" if number else "w:tblHeader"
        row.get_or_add_trPr().append(_element(kind, val="true"))
    book.add_paragraph()


def _fill(cell: WordCell, text: str, width: Emu, *, strong: bool, size: float = CELL) -> None:
    cell.width = width  # in every cell beside the column: word processors read one or the other
    paragraph = cell.paragraphs[0]
    run = paragraph.add_run(text)
    run.font.size, run.bold = Pt(size), strong
    paragraph.paragraph_format.space_after = Pt(1)


def _subheading(book: Word, title: str) -> None:
    if title:
        book.add_heading(plain(title), 2)


def _quiet(book: Word, text: str) -> None:
    run = book.add_paragraph().add_run(plain(text))
    run.font.color.rgb, run.font.size = MUTED, Pt(CELL)


def _lines(table: Table) -> None:
    borders = _element("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(_element(f"w:{side}", val="single", sz="4", space="0", color=LINES))
    margins = _element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(_element(f"w:{side}", w=str(BESIDE_CELLS), type="dxa"))
    for one in (borders, margins):
        table._tbl.tblPr.append(one)  # noqa: SLF001 - the library draws no lines


def _field(paragraph: WordParagraph, code: str) -> None:
    """Add a number that the word processor works out, as that of the page."""
    for element in _field_parts(code):
        paragraph.add_run()._r.append(element)  # noqa: SLF001 - the library has no fields


def _field_parts(code: str) -> Iterator[BaseOxmlElement]:
    yield _element("w:fldChar", fldCharType="begin")
    instruction = _element("w:instrText")
    instruction.text = code
    yield instruction
    yield _element("w:fldChar", fldCharType="end")


def _own_font(element: BaseOxmlElement) -> None:
    """Let no font of a theme come before ours."""
    for fonts in element.iter(qn("w:rFonts")):
        for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{name}"), None)


def _speak_english(book: Word) -> None:
    named = (*book.styles.element.iter(qn("w:lang")), *book.settings.element.iter(qn("w:themeFontLang")))
    for language in named:
        language.set(qn("w:val"), "en-GB")


def _element(tag: str, **said: str) -> BaseOxmlElement:
    element = OxmlElement(tag)
    for name, value in said.items():
        element.set(qn(f"w:{name}"), value)
    return element
