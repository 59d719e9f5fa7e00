"""Keeps what an import cannot carry, named by sheet and row, so that a person knows before they accept it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Loss:
    """Something of the form that the tool will not hold, or will hold otherwise."""

    sheet: str
    rows: tuple[int, ...]
    what: str

    @property
    def place(self) -> str:
        """Where it stands, as in "survey, rows 3 to 9, 12"."""
        match self.rows:
            case ():
                return self.sheet
            case (row,):
                return f"{self.sheet}, row {row}"
            case _:
                return f"{self.sheet}, rows {_listed(self.rows)}"

    @property
    def sentence(self) -> str:
        """The loss with its place, as in "survey, row 14: the column "appearance" is left out"."""
        return f"{self.place}: {self.what}"


class Losses:
    """Every loss of one import; the same loss in several rows is told once."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str], dict[int, None]] = {}

    def add(self, sheet: str, row: int, what: str) -> None:
        """Add a loss; row 0 stands for the sheet as a whole."""
        rows = self._rows.setdefault((sheet, " ".join(what.split())), {})
        if row:
            rows[row] = None

    def all(self) -> tuple[Loss, ...]:
        """Return every loss in the order of the sheets' first losses and of their rows."""
        sheets = list(dict.fromkeys(sheet for sheet, _ in self._rows))
        losses = [Loss(sheet, tuple(sorted(rows)), what) for (sheet, what), rows in self._rows.items()]
        return tuple(sorted(losses, key=lambda loss: (sheets.index(loss.sheet), loss.rows[:1])))


def _listed(rows: Iterable[int]) -> str:
    """Return row numbers with runs shortened, as in "3 to 9, 12"."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and row == runs[-1][-1] + 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs)
