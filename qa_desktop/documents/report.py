"""Prints a report as a tagged PDF: every chart with its table, every figure with what it counts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from pathlib import Path

from qa_desktop.documents.layout import look
from qa_desktop.documents.layout.blocks import Block, Frame, Gaps, Panel, Rule, Stack, together
from qa_desktop.documents.layout.fonts import FontSet
from qa_desktop.documents.layout.furniture import RunningTexts
from qa_desktop.documents.layout.grid import Cell as GridCell
from qa_desktop.documents.layout.grid import Grid, GridLook, Heads, Row
from qa_desktop.documents.layout.marks import Element, Role, Scope
from qa_desktop.documents.layout.paper import print_pages
from qa_desktop.documents.layout.structure import Attachment, DocumentFacts, finished
from qa_desktop.documents.layout.writing import Run, Typesetter
from qa_desktop.documents.parts.chart import LETTER, Chart, measure_with
from qa_desktop.documents.parts.close import signatures
from qa_desktop.documents.parts.compose import Composer
from qa_desktop.documents.parts.head import AUTHORITY, SUBTITLE
from qa_desktop.documents.parts.words import Words
from qa_desktop.domain.figures.columns import column_widths, lines_of_rows
from qa_desktop.domain.figures.drawing import Drawing, bars_drawing, heat_drawing
from qa_desktop.domain.figures.tables import Cell, FigureTable, bars_table, chart_words, heat_table
from qa_desktop.domain.note import NoteFact, NoteSignature, SignatureState
from qa_desktop.domain.reports.pages import paged
from qa_desktop.domain.reports.report import (
    BarsChart,
    Heading,
    HeatChart,
    Paragraph,
    Points,
    Quoted,
    Report,
)
from qa_desktop.domain.reports.report import Block as Told

SEAL = "Report"
"""The signature field of a report that is sealed."""
LOOK = GridLook(lines=look.LINE, padding=(5, 4))
BESIDE = 2 * LOOK.padding[0] + 0.5
"""What a column needs beside its words."""
MOST_LINES = 5
"""A table whose rows have more lines on average is told row by row down the page."""
TABLE_TO_KEEP_WHOLE = look.TEXT_HEIGHT / 4
"""A lower table goes to the next page whole; a higher one is split."""


def build_report(
    report: Report, fonts: Path, *, made_at: datetime, for_seal: bool = False, attached: Attachment | None = None
) -> bytes:
    """Return the PDF of a report: the same bytes for the same report and moment.

    `for_seal` adds a place for the seal of whoever made it, the field `SEAL`; `attached` is a file inside the PDF.
    """
    font_set = FontSet(fonts)
    typesetter = Typesetter(font_set)
    root = Element(Role.DOCUMENT)
    to = Composer(typesetter, root)
    story = list(_story(report, to))
    if for_seal:
        line = NoteSignature("maker", "Made by", "", SignatureState.OPEN, report.made_by, field_name=SEAL)
        story += signatures((line,), to)
    texts = RunningTexts(report.title, report.period, report.authority, Words.PAGE.value, Words.OF.value)
    report.going_on()
    pages, owners = print_pages(story, font_set, typesetter, texts, closer=True)
    facts = DocumentFacts(f"{report.title}, {report.period}", report.authority, "en-GB", made_at)
    return finished(pages, root, owners, facts, attached)


def _story(report: Report, to: Composer) -> Iterator[Block]:
    yield from to.paragraph(report.authority, AUTHORITY, Gaps(after=4))
    yield to.text(Role.TITLE, report.title, look.TITLE, Gaps(after=2))
    yield from to.paragraph(report.period, SUBTITLE, Gaps(after=9))
    yield Rule(look.ACCENT, 1.5, Gaps(after=8))
    yield from to.facts([NoteFact("For", report.audience), NoteFact("Made", f"{report.made_on}, {report.made_by}")])
    yield from to.paragraph(report.counted, look.QUIET)
    for told, following in pairwise((*paged(report), None)):
        if isinstance(told, Paragraph) and isinstance(following, FigureTable | BarsChart | HeatChart):
            yield from _paragraph(told, to, with_next=True)
        elif told is not None:
            yield from _blocks(told, report, to)


def _paragraph(told: Paragraph, to: Composer, *, with_next: bool = False) -> list[Block]:
    style, gaps = look.QUIET if told.is_quiet else look.BODY, Gaps(after=6, with_next=with_next)
    if not told.lead:
        return to.paragraph(told.text, style, gaps)
    runs = [Run(told.lead, look.STRONG), Run(told.text.removeprefix(told.lead), style)]
    return [to.text(Role.PARAGRAPH, runs, style, gaps)]


def _blocks(told: Told, report: Report, to: Composer) -> Iterator[Block]:
    match told:
        case Heading(text, 1):
            yield to.heading(text)
        case Heading(text, 3):
            yield to.text(Role.SUBHEADING, text, look.STRONG, Gaps(before=6, after=2, with_next=True))
        case Heading(text, _):
            yield to.text(Role.SUBHEADING, text, look.SUBHEADING, Gaps(before=8, after=3, with_next=True))
        case Paragraph():
            yield from _paragraph(told, to)
        case Points(points):
            yield from to.bullets(points, Words.BULLET.value)
        case Quoted():
            yield _quoted(told, to)
        case FigureTable():
            yield from _table(told, to)
        case BarsChart(one, first):
            width, measure = look.TEXT_WIDTH, measure_with(to.typesetter)
            table = bars_table(one, first, report.policy)
            yield from _chart(table, bars_drawing(one, width, LETTER, measure), to)
        case HeatChart(one):
            table = heat_table(one)
            yield from _chart(table, heat_drawing(one, look.TEXT_WIDTH, LETTER, measure_with(to.typesetter)), to)


def _chart(table: FigureTable, drawing: Drawing, to: Composer) -> Iterator[Block]:
    yield to.text(Role.SUBHEADING, table.title, look.SUBHEADING, Gaps(before=10, after=2, with_next=True))
    yield Chart(drawing, to.typesetter, to.element.add(Role.FIGURE, alt=chart_words(table)))
    yield _grid(table, to)


def _table(told: FigureTable, to: Composer) -> Iterator[Block]:
    if told.title:
        yield to.text(Role.SUBHEADING, told.title, look.SUBHEADING, Gaps(before=8, after=2, with_next=True))
    lines = lines_of_rows(told, _widths(told, to), measure_with(to.typesetter, look.CELL_STRONG), BESIDE)
    if len(told.heads) > told.labels + 1 and sum(lines) > MOST_LINES * len(lines):
        for row in told.rows:
            yield from _card(told, row, to)
    else:
        yield _grid(told, to)


def _card(told: FigureTable, row: tuple[Cell, ...], to: Composer) -> Iterator[Block]:
    """Tell a row of prose down the page, which would stand in columns of a few words."""
    title = ", ".join(str(one) for one in row[: told.labels] if one)
    yield to.text(Role.SUBHEADING, title, look.SUBHEADING, Gaps(before=8, after=3, with_next=True))
    named = zip(told.heads[told.labels :], row[told.labels :], strict=True)
    yield from to.facts([NoteFact(head, str(value)) for head, value in named if value != ""])


def _grid(told: FigureTable, to: Composer) -> Block:
    table = to.under(Role.TABLE)
    head = table.under(Role.ROW)
    top = Row(tuple(_head(label, head) for label in told.heads))
    rows = [_row(values, told.labels, table.under(Role.ROW)) for values in told.rows]
    grid = Grid(_widths(told, to), rows, LOOK, Gaps(after=10), Heads((top,)))
    return together([grid], grid.gaps) if grid.height(look.TEXT_WIDTH) < TABLE_TO_KEEP_WHOLE else grid


def _widths(told: FigureTable, to: Composer) -> list[float]:
    return column_widths(told, look.TEXT_WIDTH, measure_with(to.typesetter, look.CELL_STRONG), BESIDE)


def _head(label: str, row: Composer) -> GridCell:
    cell = row.inside(row.element.add(Role.HEAD_CELL, scope=Scope.COLUMN))
    return GridCell(cell.here(label, look.CELL_HEAD), ground=look.CANVAS, middle=True)


def _row(values: tuple[Cell, ...], labels: int, row: Composer) -> Row:
    """Return a row; what says which it is stands again where it goes on over a page."""
    first = row.inside(row.element.add(Role.HEAD_CELL, scope=Scope.ROW))
    cells = [GridCell(first.here(str(values[0]), look.CELL_STRONG), repeats=True)]
    cells += [
        GridCell(row.under(Role.CELL).here(str(value), look.CELL), repeats=place < labels)
        for place, value in enumerate(values[1:], start=1)
    ]
    return Row(tuple(cells))


def _quoted(told: Quoted, to: Composer) -> Block:
    words = to.paragraph(f"“{told.words}”", look.BODY, Gaps(after=1))
    source = to.paragraph(told.source, look.QUIET, Gaps())
    return Panel(Stack([*words, *source]), Frame(bar=look.ACCENT, padding=5, together=True), Gaps(after=5))
