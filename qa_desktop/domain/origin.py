"""Where a line of a plan comes from: the plan before, or the finding of an audit; and what was finished since then.

All of it is a value of the plan itself: it prints, travels and stays, wherever the other record may be.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.entries import Progress
from qa_desktop.domain.operation import Value
from qa_desktop.domain.origin_place import GROUP, Place, day_words, mark_of, place_in
from qa_desktop.domain.record import FieldState
from qa_desktop.domain.tool import Section

WHOLE = "plan"
"""The key of the plan itself, which goes on from another."""
FINISHED = "finished"
"""The group of what was finished since the plan before."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a line comes from."""

    carried: Place | None = None
    """The line of the plan before."""
    finding: Place | None = None
    """The audit, moderation or panel in which it was found."""
    since: date | None = None
    """The day of the first plan in which it stood."""
    history: tuple[str, ...] = ()
    """What each plan before said of it, the oldest first."""

    @property
    def mark(self) -> str:
        """What is written beside the line."""
        return mark_of(self.carried, self.finding, self.since)

    @property
    def sentences(self) -> tuple[str, ...]:
        """What the line's history is, a sentence each."""
        first = (f"From {self.finding.words}.",) if self.finding else ()
        return (*first, *self.history)


@dataclass(frozen=True, slots=True)
class Finished:
    """A line of the plan before that was finished since, with what became of it."""

    key: str
    what: str
    who: str
    progress: Progress
    done_on: date | None
    impact: str
    reason: str

    @property
    def sentence(self) -> str:
        """How it ended."""
        day = f" on {day_words(self.done_on)}" if self.done_on else ""
        ended = (
            f"Done{day}."
            if self.progress is Progress.DONE
            else f"Not needed any more: {self.reason or 'no reason given'}"
        )
        return f"{ended} {self.impact or 'Nothing is written about its impact.'}"


def origin_of(audit: Audit, key: str) -> Origin:
    """Return where a line comes from; an empty one for a line that is new in this plan."""

    def value(field: str) -> Value:
        return audit.value(paths.entry(GROUP, key, field))

    told = value("history")
    return Origin(
        place_in(value("carried")),
        place_in(value("finding")),
        audit.day(paths.entry(GROUP, key, "since")),
        told if isinstance(told, tuple) else (),
    )


def row_history(audit: Audit, section: Section, instance: str) -> tuple[str, ...]:
    """Return what the plans before said of a row, a sentence each; none where it is no line, or new in this plan."""
    plan = audit.tool.improvement
    if plan is None or all(item.id != plan.what for item in section.items):
        return ()
    return origin_of(audit, paths.line_key(plan.what, instance)).sentences


def carried_lines(audit: Audit) -> tuple[tuple[str, Origin], ...]:
    """Return the lines that are not new in this plan, by what is to be done, with where each comes from."""
    keys = dict.fromkeys(paths.Path.parse(path).key for path in audit.record.fields if path.startswith(f"{GROUP}/"))
    found = ((_what(audit, key), origin_of(audit, key)) for key in keys if key != WHOLE)
    return tuple((what, origin) for what, origin in found if what and origin.sentences)


def _what(audit: Audit, key: str) -> str:
    if key.startswith(paths.LINE):
        return str(audit.answer(key.removeprefix(paths.LINE)).value or "")
    return next((one.what for one in audit.actions if one.id == key), "")


def origin_values(key: str, origin: Origin) -> dict[str, Value]:
    """Return the fields that keep where a line comes from."""
    values: dict[str, Value] = {
        "carried": origin.carried.value if origin.carried else None,
        "finding": origin.finding.value if origin.finding else None,
        "since": origin.since.isoformat() if origin.since else None,
        "history": origin.history or None,
    }
    return {paths.entry(GROUP, key, field): value for field, value in values.items() if value is not None}


def carried_from(audit: Audit) -> tuple[Place, ...]:
    """Return the plan from which this one goes on, with its lines that stand in this one."""
    found = (place_in(one.value) for one in _fields(audit, GROUP, "carried"))
    return tuple(one for one in found if one is not None)


def moved_on(audit: Audit, records: Iterable[Audit]) -> dict[str, Audit]:
    """Return the lines of a plan that a newer one has, with that one."""
    return {
        place.key: record
        for record in records
        if record.tool.improvement is not None
        for place in carried_from(record)
        if place.audit == audit.id
    }


def finished_lines(audit: Audit) -> tuple[Finished, ...]:
    """Return what was finished since the plan before, as it was when this one began."""
    keys = dict.fromkeys(paths.Path.parse(one.path).key for one in _fields(audit, FINISHED, "what"))
    return tuple(_finished(audit, key) for key in sorted(keys))


def finished_values(one: Finished) -> dict[str, Value]:
    """Return the fields that keep a line that was finished."""
    values: dict[str, Value] = {
        "what": one.what,
        "who": one.who or None,
        "progress": one.progress.value,
        "done_on": one.done_on.isoformat() if one.done_on else None,
        "impact": one.impact or None,
        "reason": one.reason or None,
    }
    return {paths.entry(FINISHED, one.key, field): value for field, value in values.items() if value is not None}


def _finished(audit: Audit, key: str) -> Finished:
    def text(field: str) -> str:
        return audit.text(paths.entry(FINISHED, key, field))

    progress = next((one for one in Progress if one.value == text("progress")), Progress.DONE)
    day = audit.day(paths.entry(FINISHED, key, "done_on"))
    return Finished(key, text("what"), text("who"), progress, day, text("impact"), text("reason"))


def _fields(audit: Audit, group: str, field: str) -> list[FieldState]:
    start, end = f"{group}/", f"/{field}"
    return [one for path, one in audit.record.fields.items() if path.startswith(start) and path.endswith(end)]
