"""The list that cases are drawn from: one line a case, with what draws and allocations look at."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cached_property

REFERENCE, TEAM, SERVICE, STATUS, WORKER, AUDITED = COLUMNS = (
    "reference",
    "team",
    "service",
    "status",
    "worker",
    "audited",
)
"""What is known of a case, in the order of its line in the canonical list."""
TITLES = {
    REFERENCE: "Case reference",
    TEAM: "Team",
    SERVICE: "Service",
    STATUS: "Status",
    WORKER: "Worker",
    AUDITED: "Last audited",
}


class Why(Enum):
    """Why a row of a file is no case of the list."""

    NO_REFERENCE = "no_reference"
    TWICE = "twice"
    NAME = "name"
    LOOKS_ELSE = "looks_else"
    SHORTENED = "shortened"
    FORMULA = "formula"
    UNKNOWN_TEAM = "unknown_team"
    NO_DAY = "no_day"
    BROKEN = "broken"

    @property
    def title(self) -> str:
        """Such rows, as people say it."""
        return {
            "no_reference": "Rows without a case reference",
            "twice": "Rows with a reference that stands in another row",
            "name": "Rows with a name in the place of the reference",
            "looks_else": "Rows whose reference looks like a name, a date of birth or an NHS number",
            "shortened": "Rows whose reference Excel has shortened",
            "formula": "Rows with a formula instead of a value",
            "unknown_team": "Rows of an unknown team",
            "no_day": "Rows without a date in the place of one",
            "broken": "Rows that do not fit under the headings",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Case:
    """One case of the list. What the list does not say is empty."""

    reference: str
    team: str = ""
    service: str = ""
    status: str = ""
    worker: str = ""
    audited: date | None = None
    further: tuple[str, ...] = ()
    """What stands in the further columns of the list."""

    @property
    def line(self) -> str:
        """The case in the canonical list, without the end of its line."""
        audited = "" if self.audited is None else self.audited.isoformat()
        known = (self.reference, self.team, self.service, self.status, self.worker, audited)
        return "\t".join((*known, *self.further))


@dataclass(frozen=True)
class Population:
    """Every case of a list, each once, in the order of their references."""

    cases: tuple[Case, ...]
    further: tuple[str, ...] = ()
    """The headings of the further columns."""

    @cached_property
    def sha256(self) -> str:
        """SHA-256 in hex of the canonical list.

        That is UTF-8 text with a line for each case, sorted by reference, each ended by a line feed: the values of
        `COLUMNS` and of the further columns, divided by tabs.
        """
        return hashlib.sha256("".join(f"{case.line}\n" for case in self.cases).encode("utf-8")).hexdigest()

    def value(self, case: Case, column: str) -> str:
        """Return what a case has in a column; raise KeyError where the list has no such column."""
        if column in self.further:
            return case.further[self.further.index(column)]
        if column in COLUMNS and column != AUDITED:
            return str(getattr(case, column))
        raise KeyError(column)


def population_of(cases: Iterable[Case], further: Iterable[str] = ()) -> Population:
    """Return the cases as a list to draw from; each reference stands in it once."""
    return Population(tuple(sorted(cases, key=lambda case: case.reference)), tuple(further))


def plain(text: str) -> str:
    """Return a value as it stands in the canonical list: Unicode NFC, no space at its ends, one between words."""
    single = " ".join(text.split())
    return single if single.isascii() else unicodedata.normalize("NFC", single)
