"""What to export: which audits, in what detail, in which format; and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from qa_desktop.domain.figures.question import FigureFilter
from qa_desktop.domain.record import Role


class Detail(Enum):
    """Whether cases and people are named."""

    PSEUDONYMS = "pseudonyms"
    FULL = "full"

    @property
    def label(self) -> str:
        """The words on screen."""
        return {
            "pseudonyms": "Cases and people under pseudonyms, without what people wrote",
            "full": "Everything, with names and what people wrote",
        }[self.value]


MAY_EXPORT = {
    Detail.PSEUDONYMS: frozenset({Role.QA_OFFICER, Role.HEAD_OF_SERVICE, Role.MANAGER}),
    Detail.FULL: frozenset({Role.QA_OFFICER, Role.HEAD_OF_SERVICE}),
}


class ExportFormat(Enum):
    """What is written."""

    JSONL = "jsonl"
    CSV = "csv"
    XLSX = "xlsx"
    PARQUET = "parquet"

    @property
    def label(self) -> str:
        """The words on screen."""
        return {"jsonl": "JSON Lines", "csv": "CSV", "xlsx": "Excel workbook (XLSX)", "parquet": "Parquet"}[self.value]

    @property
    def is_one_file(self) -> bool:
        """Whether all tables stand in one file; otherwise each has a file in a folder."""
        return self is ExportFormat.XLSX


@dataclass(frozen=True, slots=True)
class ExportWish:
    """What to export. `mark` says whether CSV begins with the mark by which Excel knows UTF-8."""

    filter: FigureFilter = field(default_factory=FigureFilter)
    detail: Detail = Detail.PSEUDONYMS
    format: ExportFormat = ExportFormat.CSV
    mark: bool = False


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written."""

    place: Path
    rows: dict[str, int]
    """How many rows each table has."""
    left_out: int = 0
    """Signed audits with something in them that only a newer version can show."""


@dataclass(frozen=True, slots=True)
class ExportWatch:
    """Both are called on the thread of the export and must return at once."""

    tell: Callable[[str, int, int], None] = lambda _table, _done, _of: None
    """Takes the table's id, how many audits were written into it, and how many there are."""
    stops: Callable[[], bool] = lambda: False


class Stopped(Exception):
    """The export was broken off by whoever began it."""
