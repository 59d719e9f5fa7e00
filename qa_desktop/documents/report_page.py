"""Writes a report for people who do not read its pages: a page in large print, with headings, lists and tables."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from qa_desktop.documents.large_print import page
from qa_desktop.documents.plain_characters import plain
from qa_desktop.domain.figures.tables import FigureTable, bars_table, heat_table
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


def report_page(report: Report) -> bytes:
    """Return the report as a page in UTF-8, in letters of 18 points; charts are told by their tables."""
    head = (
        f"<p>{_safe(report.authority)}</p><h1>{_safe(report.title)}</h1><p>{_safe(report.period)}</p>"
        f"<p><strong>For:</strong> {_safe(report.audience)}</p>"
        f"<p><strong>Made:</strong> {_safe(f'{report.made_on}, {report.made_by}')}</p><p>{_safe(report.counted)}</p>"
    )
    body = "\n".join(line for block in report.blocks for line in _lines(block, report))
    return page(f"{report.title}, {report.period}", "en-GB", f"{head}\n{body}").encode("utf-8")


def _lines(block: Block, report: Report) -> Iterator[str]:
    match block:
        case Heading(text, level):
            yield f"<h{level + 1}>{_safe(text)}</h{level + 1}>"
        case Paragraph(text, _, lead) if lead:
            yield f"<p><strong>{_safe(lead)}</strong>{_safe(text.removeprefix(lead))}</p>"
        case Paragraph(text, _):
            yield f"<p>{_safe(text)}</p>"
        case Points(points):
            yield "<ul>" + "".join(f"<li>{_safe(point)}</li>" for point in points) + "</ul>"
        case Quoted(words, source):
            yield f"<blockquote><p>“{_safe(words)}”</p><p>{_safe(source)}</p></blockquote>"
        case BarsChart(told, first):
            yield from _table(bars_table(told, first, report.policy))
        case HeatChart(told):
            yield from _table(heat_table(told))
        case FigureTable():
            yield from _table(block)


def _table(told: FigureTable) -> Iterator[str]:
    caption = f"<caption>{_safe(told.title)}</caption>" if told.title else ""
    heads = "".join(f'<th scope="col">{_safe(head)}</th>' for head in told.heads)
    yield f"<table>{caption}<thead><tr>{heads}</tr></thead><tbody>"
    for row in told.rows:
        cells = "".join(f"<td>{_safe(str(value))}</td>" for value in row[1:])
        yield f'<tr><th scope="row">{_safe(str(row[0]))}</th>{cells}</tr>'
    yield "</tbody></table>"


def _safe(text: str) -> str:
    return escape(plain(text)).replace("\n", "<br>")
