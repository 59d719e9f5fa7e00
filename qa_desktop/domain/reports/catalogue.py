"""Which reports the frameworks name, and where each comes from: made here, fed from outside, or made by others."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from qa_desktop.domain.reports.template import Every


class ReportState(Enum):
    """Where a report of a framework comes from."""

    BUILT = "built"
    REGISTER = "register"
    IMPORT = "import"
    OUTSIDE = "outside"

    @property
    def words(self) -> str:
        """As people say it."""
        return {
            "built": "made here",
            "register": "a list that is kept up",
            "import": "made here from figures that are brought in",
            "outside": "made by others",
        }[self.value]


@dataclass(frozen=True, slots=True)
class NamedReport:
    """One report that a framework names."""

    id: str
    """As D-H01."""
    title: str
    every: Every
    state: ReportState
    reports: tuple[str, ...] = ()
    """The templates that make it, by id."""
    comes_from: str = ""
    """Where it, or what it is fed with, comes from; empty where all of it is our own."""
