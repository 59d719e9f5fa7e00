"""Reads performance figures that are brought in for a report: a CSV file with a line for each figure."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from qa_desktop.domain.reports.measured import Measured
from qa_desktop.errors import InputProblem, NotFound

COLUMNS = ("topic", "measure", "period", "value")
FURTHER = ("service", "team")


def read_measured(file: Path) -> tuple[Measured, ...]:
    """Return the performance figures of a CSV file; raise NotFound or InputProblem, which names the line."""
    reader = csv.DictReader(io.StringIO(text_of(file)))
    missing = [one for one in COLUMNS if one not in (reader.fieldnames or ())]
    if missing:
        raise InputProblem(f"{file.name} lacks the column “{missing[0]}”. It needs: {', '.join(COLUMNS)}.")
    found = []
    for row in reader:
        cells = [(row.get(one) or "").strip() for one in COLUMNS]
        if not all(cells):
            raise InputProblem(f"{file.name}, line {reader.line_num}: fill in {', '.join(COLUMNS)}.")
        found.append(Measured(*cells, *((row.get(one) or "").strip() for one in FURTHER)))
    return tuple(found)


def text_of(file: Path) -> str:
    """Return a file's text in UTF-8; raise NotFound or InputProblem."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise NotFound(f"There is no file {file.name}. Check its name and folder.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise InputProblem(f"{file.name} cannot be read as text in UTF-8.") from error
