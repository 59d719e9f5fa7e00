"""Files that are given to reports on the command line: performance figures, and what the officer wrote."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING

from qa_desktop.errors import InputProblem, NotFound

if TYPE_CHECKING:
    from qa_desktop.services.report_parts import Measured

COLUMNS = ("topic", "measure", "period", "value")


def measured_from(file: Path | None) -> tuple[Measured, ...]:
    """Return the performance figures of a CSV file; raise NotFound or InputProblem, which names the line."""
    from qa_desktop.services.report_parts import Measured  # noqa: PLC0415 - only where one is made

    if file is None:
        return ()
    reader = csv.DictReader(io.StringIO(_text_of(file)))
    missing = [one for one in COLUMNS if one not in (reader.fieldnames or ())]
    if missing:
        raise InputProblem(f"{file.name} lacks the column “{missing[0]}”. It needs: {', '.join(COLUMNS)}.")
    found = []
    for row in reader:
        cells = [(row.get(one) or "").strip() for one in COLUMNS]
        if not all(cells):
            raise InputProblem(f"{file.name}, line {reader.line_num}: fill in {', '.join(COLUMNS)}.")
        found.append(Measured(*cells))
    return tuple(found)


def words_from(file: Path | None) -> dict[str, str]:
    """Return what was written for parts of a report; raise NotFound or InputProblem."""
    from qa_desktop.toolkit.plain_yaml import plain_yaml  # noqa: PLC0415 - only where words are given

    if file is None:
        return {}
    told = plain_yaml(_text_of(file).encode(), file.name)
    wrong = next((part for part, text in told.items() if not isinstance(text, str)), None)
    if wrong is not None:
        raise InputProblem(f"{file.name}: what stands under “{wrong}” is no text.")
    return {part: str(text) for part, text in told.items()}


def _text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise NotFound(f"There is no file {file.name}. Check its name and folder.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise InputProblem(f"{file.name} cannot be read as text in UTF-8.") from error
