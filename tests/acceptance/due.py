"""Audits of an authority with what follows from them, seen as the days go by."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.directory import DirectoryKind, DirectoryLine, DirectoryNews
from qa_desktop.domain.operation import Value
from qa_desktop.domain.record import Role
from qa_desktop.domain.work_due import WorkKind
from qa_desktop.domain.work_list import WorkFilter, WorkLine
from tests.desks import OpenDesk
from tests.full_audits import signed_in_full

MET = date(2026, 11, 16)
"""The day of the last meeting, a Monday; audits are signed later."""


def at(opened: OpenDesk, day: date) -> None:
    """Let it be noon of a day."""
    opened.clock.moment = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def signed_after_meeting(
    opened: OpenDesk, tool_id: str, values: Mapping[str, Value] | None = None, met: date = MET, subject: str = "48-7"
) -> Audit:
    """Sign an audit that was met about on a day; it is signed later than that."""
    day = met.isoformat()
    at(opened, met)
    later: dict[str, Value] = {paths.about("audit_date"): day, **(values or {})}
    return signed_in_full(opened.desk, tool_id, later, subject)


def work(opened: OpenDesk, kind: WorkKind | None = None, **more: object) -> dict[str, WorkLine]:
    """Return what is to be done because of one audit, by key."""
    return {one.key: one for one in opened.desk.work(WorkFilter(kind=kind, **more))}  # type: ignore[arg-type] # by name


def lines(opened: OpenDesk, kind: WorkKind | None = None) -> tuple[WorkLine, ...]:
    """Return what is to be done because of all audits."""
    return opened.desk.work(WorkFilter(kind=kind))


def tell_people(opened: OpenDesk, *people: tuple[str, str, Role]) -> None:
    """Let the profile know people by id, name and role."""
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    lines = tuple(
        DirectoryLine(DirectoryKind.PERSON, one, {"name": name, "role": role.value, "team": "North"}, moment)
        for one, name, role in people
    )
    opened.store.sync.keep_directory(DirectoryNews("1", is_whole=True, lines=lines), moment)
