"""The page in which documents are told in large print: letters of 18 points, lines that wrap, nothing by colour."""

from __future__ import annotations

from html import escape

LOOK = (
    "body{font:18pt/1.5 Verdana,'DejaVu Sans',sans-serif;color:#000;background:#fff;max-width:36em;margin:2em auto;"
    "padding:0 1em;text-align:start;overflow-wrap:break-word}"
    "h1{font-size:28pt}h2{font-size:24pt;margin-top:1.6em}h3{font-size:20pt;margin-bottom:.3em}"
    "p,li{margin:.4em 0}strong{font-weight:700}h1,h2,h3{line-height:1.25;break-after:avoid}"
    "table{border-collapse:collapse;margin:1em 0}th,td{border:1px solid #000;padding:.3em .5em;text-align:start;"
    "vertical-align:top}caption{text-align:start;font-weight:700;padding:.3em 0}thead{display:table-header-group}"
    "tr{break-inside:avoid}blockquote{margin:.6em 0;padding-left:1em;border-left:4px solid #000}"
    "@media print{body{max-width:none;margin:0;padding:0}@page{margin:18mm}}"
)


def page(title: str, language: str, body: str) -> str:
    """Return the whole page; `body` is HTML, the others are text."""
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{escape(title)}</title>'
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}" dir="auto"><head>{head}<style>{LOOK}</style></head>\n'
        f"<body>\n{body}\n</body></html>\n"
    )
