"""Writes a report's tables as a spreadsheet: typed cells, and no text that a spreadsheet would take for a formula."""

from __future__ import annotations

import io
import re

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from qa_desktop.documents.plain_characters import UNKNOWN, plain
from qa_desktop.domain.exports.safe_text import BEGINNINGS
from qa_desktop.domain.figures.policy import LEFT_OUT
from qa_desktop.domain.figures.tables import FigureTable, bars_table, heat_table
from qa_desktop.domain.reports.report import BarsChart, Heading, HeatChart, Report

_NOT_IN_TITLE = re.compile(r"[\[\]:*?/\\']")
LONGEST_TITLE, WIDEST = 31, 60
LINE, MOST_HEIGHT = 15.0, 400.0
"""Points that a line of a cell is high, and how high a row gets at most."""
HEAD, SHADE = Font(name="Calibri", size=11, bold=True), PatternFill("solid", fgColor="E5F0F1")
WRAPPED, RIGHT = Alignment(vertical="top", wrap_text=True), Alignment(horizontal="right", vertical="top")


def report_sheet(report: Report) -> bytes:
    """Return the workbook of a report: what it is on the first sheet, then a sheet for each table."""
    tables = []
    heading = ""
    for block in report.blocks:
        if isinstance(block, Heading):
            heading = block.text
        elif isinstance(block, BarsChart):
            tables.append((heading, bars_table(block.told, block.first, report.policy)))
        elif isinstance(block, HeatChart):
            tables.append((heading, heat_table(block.told)))
        elif isinstance(block, FigureTable):
            tables.append((heading, block))
    told = (
        ("Report", report.title),
        ("Authority", report.authority),
        ("For", report.audience),
        ("Period", report.period),
        ("Made", f"{report.made_on}, {report.made_by}"),
        ("What is counted", report.counted),
    )
    return tables_sheet(FigureTable("About", ("What", "Words"), told), tables)


def tables_sheet(about: FigureTable, tables: list[tuple[str, FigureTable]]) -> bytes:
    """Return a workbook with a sheet that says what is counted, and one for each table under its heading."""
    book = Workbook()
    first = book.active
    if not isinstance(first, Worksheet):
        raise TypeError("a new workbook has a sheet")
    first.title = about.title
    _fill(first, about)
    used = {first.title.casefold()}
    for heading, table in tables:
        sheet = book.create_sheet(_title(heading or table.title, used))
        _fill(sheet, table)
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def _fill(sheet: Worksheet, table: FigureTable) -> None:
    for row, values in enumerate((table.heads, *table.rows), start=1):
        for column, value in enumerate(values, start=1):
            cell = sheet.cell(row, column)
            if isinstance(value, int):
                cell.value = value
                cell.alignment = Alignment(vertical="top")
                continue
            cell.value = plain(value)
            cell.data_type = "s"
            cell.quotePrefix = value.startswith(BEGINNINGS)
            cell.alignment = RIGHT if value == LEFT_OUT else WRAPPED
            lines = -(-len(value) // (WIDEST - 2))
            if lines > 1:
                height = sheet.row_dimensions[row].height or 0
                sheet.row_dimensions[row].height = max(height, min(MOST_HEIGHT, LINE * lines))
            if row == 1:
                cell.font, cell.fill = HEAD, SHADE
    sheet.freeze_panes = "A2"
    _fit_to_pages(sheet)
    for column in range(1, len(table.heads) + 1):
        widest = max(len(str(row[column - 1])) for row in (table.heads, *table.rows))
        sheet.column_dimensions[sheet.cell(1, column).column_letter].width = min(WIDEST, widest + 3)


def _fit_to_pages(sheet: Worksheet) -> None:
    """Print a sheet across the page, as wide as it is, with its heads on each page."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"


def _title(wanted: str, used: set[str]) -> str:
    """Return a name that a sheet may have and none has yet."""
    bare = _NOT_IN_TITLE.sub(" ", plain(wanted).replace(UNKNOWN, "")).strip()[:LONGEST_TITLE] or "Table"
    title, number = bare, 2
    while title.casefold() in used:
        more = f" {number}"
        title, number = f"{bare[: LONGEST_TITLE - len(more)]}{more}", number + 1
    used.add(title.casefold())
    return title
