"""A list as its file has it: rows of texts, each with the number that a spreadsheet shows beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from qa_desktop.errors import InputProblem, NotFound

MOST_ROWS = 200_000
MOST_COLUMNS = 300
ROWS_A_STEP = 1000
"""After so many rows whoever waits is told."""

Row = tuple[int, list[str]]
Told = Callable[[int], None]
"""Takes how many rows were read."""


def nobody(_rows: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Table:
    """The filled rows of a file. An empty row is left out; it keeps its number."""

    name: str
    rows: Iterator[Row]
    sheet: str = ""
    """The sheet that was read; empty for text."""


FORMULA = "="
"""What stands for a formula whose result the file does not hold."""


def counted(rows: Iterator[Row], name: str, told: Told) -> Iterator[Row]:
    """Pass the filled rows on, telling how many there were; raise InputProblem where they do not end."""
    number = 0
    for number, row in enumerate(rows, start=1):
        if number > MOST_ROWS or len(row[1]) > MOST_COLUMNS:
            raise InputProblem(
                f"{name} is larger than any list of cases: at most {MOST_ROWS:,} rows and {MOST_COLUMNS} columns."
            )
        if number % ROWS_A_STEP == 0:
            told(number)
        yield row
    told(number)


def bytes_of(path: Path, most: int) -> bytes:
    """Return what a file holds; raise NotFound or InputProblem where it cannot be read or is too large."""
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except FileNotFoundError as error:
        raise NotFound(f"There is no file {path.name}. Check its name and folder.") from error
    except OSError as error:
        raise InputProblem(f"{path.name} cannot be read ({error.strerror}).") from error
    if len(data) > most:
        raise InputProblem(f"{path.name} is larger than {most // 1_000_000} MB. A list of cases is smaller.")
    return data
