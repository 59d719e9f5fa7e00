"""A report as plain text, for reading aloud and for e-mail: everything that its pages say, no charts."""

from __future__ import annotations

from collections.abc import Iterator

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


def report_text(report: Report) -> str:
    """Return the report as text."""
    lines = [
        report.authority,
        f"{report.title}, {report.period}",
        f"For: {report.audience}",
        f"Made: {report.made_on}, {report.made_by}",
        report.counted,
    ]
    for block in report.blocks:
        lines += _lines(block, report)
    return "\n".join(lines) + "\n"


def _lines(block: Block, report: Report) -> Iterator[str]:
    match block:
        case Heading(text, 1):
            yield from ("", text.upper())
        case Heading(text, _):
            yield from ("", text)
        case Paragraph(text, _):
            yield text
        case Points(points):
            yield from (f"- {point}" for point in points)
        case Quoted(words, source):
            yield f"“{words}” ({source})"
        case BarsChart(told, first):
            yield from _table(bars_table(told, first, report.policy))
        case HeatChart(told):
            yield from _table(heat_table(told))
        case FigureTable():
            yield from _table(block)


def _table(table: FigureTable) -> Iterator[str]:
    """Yield a row as a sentence, so that each figure is read with what it is."""
    if table.title:
        yield from ("", table.title)
    for row in table.rows:
        told = [f"{head}: {value}" for head, value in zip(table.heads[1:], row[1:], strict=True) if value != ""]
        yield " ".join(part for part in (_ended(str(row[0])) if told else str(row[0]), "; ".join(told)) if part)


def _ended(words: str) -> str:
    """Return words with a full stop, where there are any and they do not end as a sentence."""
    return words if not words or words.endswith((".", "!", "?")) else f"{words}."
