"""A place in another record from which a line of a plan comes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Value
from qa_desktop.domain.paths import Path, entry
from qa_desktop.domain.read_entries import as_day

GROUP = "origin"
_PARTS = 3


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a plan, or a question of an audit."""

    audit: AuditId
    words: str
    """How the record is called, as it was then."""
    key: str
    """The line, or the question."""

    @property
    def value(self) -> tuple[str, ...]:
        """The place as a field holds it."""
        return (self.audit, self.words, self.key)


def place_in(value: Value) -> Place | None:
    """Return the place that a field holds, or None."""
    if not isinstance(value, tuple) or len(value) != _PARTS or not all(value):
        return None
    return Place(AuditId(value[0]), value[1], value[2])


def check_origin(parsed: Path, value: Value) -> str | None:
    """Return what is wrong with where a line is said to come from; None where nothing is."""
    if parsed.field in ("carried", "finding"):
        return None if place_in(value) is not None else "name the record, how it is called, and the line or question"
    if parsed.field == "history":
        return None if isinstance(value, tuple) else "give one text for each plan"
    return None if parsed.field == "since" and isinstance(value, str) else "this is no part of where a line comes from"


def day_words(day: date) -> str:
    """Return a day as people write it."""
    return f"{day.day} {day:%B %Y}"


def mark_of(carried: Place | None, finding: Place | None, since: date | None) -> str:
    """Return what is written beside a line that is not new in its plan; empty for one that is."""
    if carried is None:
        return f"from {finding.words}" if finding else ""
    return f"carried over, in the plan since {day_words(since)}" if since else "carried over"


def row_mark(value_at: Callable[[str], Value], line: str) -> str:
    """Return the mark of a line from the fields of its plan; `value_at` returns the value at a path."""
    since = value_at(entry(GROUP, line, "since"))
    carried, finding = (place_in(value_at(entry(GROUP, line, field))) for field in ("carried", "finding"))
    return mark_of(carried, finding, as_day(since))
