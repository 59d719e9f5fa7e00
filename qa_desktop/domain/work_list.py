"""What lists of due work ask for and show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from qa_desktop.domain.allocation import Allocation
from qa_desktop.domain.authority_settings import AuthoritySettings, Rhythm
from qa_desktop.domain.consequences import FROM_ALLOCATION, due_date, is_hand_in
from qa_desktop.domain.home_work import NO_DAY
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.tool import Tool
from qa_desktop.domain.tool_outcome import DeadlineRule
from qa_desktop.domain.work_due import Closing, WorkKind

WEEK = timedelta(days=7)
ALLOCATED = "allocated"
"""Where a line leads that is no audit yet: its audit is begun from the allocation whose id it has."""


class Scope(Enum):
    """Whose work is listed."""

    MINE = "mine"
    TEAM = "team"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class WorkLine:
    """One thing to do, as a list shows it."""

    audit: AuditId
    key: str
    kind: WorkKind
    what: str
    whose: str
    due: date | None
    step: str
    """The page of the audit where it is looked after."""
    closing: str
    subject: str
    tool_title: str
    team: str = ""
    overall: str = ""
    form: str = ""
    """Whose form it is, where two people audit the case."""

    def is_overdue(self, today: date) -> bool:
        """Tell whether its day has passed."""
        return self.due is not None and self.due < today


@dataclass(frozen=True, slots=True)
class WorkFilter:
    """Which work to list. `after` is the last row of the page before (keyset paging)."""

    scope: Scope = Scope.ALL
    team: str = ""
    """A team's id or name, in the place of the owner's own."""
    kind: WorkKind | None = None
    before: date | None = None
    """Only what is due before this day."""
    since: date | None = None
    """Only what is due on this day or later."""
    poor_only: bool = False
    """Only of audits whose grade calls for an eye on them (R-083)."""
    after: WorkLine | None = None
    limit: int = 100


@dataclass(frozen=True, slots=True)
class WorkCounts:
    """How much there is to do."""

    overdue: int = 0
    this_week: int = 0


def place_in_list(line: WorkLine) -> tuple[str, str, str]:
    """Return by what the list is sorted: the next due first, what has no day last."""
    return (NO_DAY if line.due is None else line.due.isoformat(), line.audit, line.key)


def allocated_lines(allocated: Iterable[Allocation], wanted: WorkFilter, whose: str) -> tuple[WorkLine, ...]:
    """Return what was allocated to somebody by a day and is not begun, as far as a filter asks for it."""
    if wanted.kind not in (None, WorkKind.HAND_IN) or wanted.poor_only or wanted.team.strip():
        return ()
    lines = [_allocated_line(one, whose) for one in allocated if one.is_open and one.due is not None]
    first, last = wanted.since or date.min, wanted.before or date.max
    after = None if wanted.after is None else place_in_list(wanted.after)
    return tuple(
        one
        for one in lines
        if one.due is not None and first <= one.due < last and (after is None or place_in_list(one) > after)
    )


def _allocated_line(one: Allocation, whose: str) -> WorkLine:
    return WorkLine(
        audit=AuditId(one.id),
        key=ALLOCATED,
        kind=WorkKind.HAND_IN,
        what=f"Not begun: {one.note}" if one.note else "Allocated to you, not begun",
        whose=whose,
        due=one.due,
        step=ALLOCATED,
        closing=Closing.SIGNING.value,
        subject=one.subject,
        tool_title=one.tool_title,
    )


def submission_day(tool: Tool, settings: AuthoritySettings | None, allocated: date) -> date | None:
    """Return by when an audit is due that is allocated on a day: the auditor's own date that runs from there (R-094).

    Where the tool has none, the notice with which the authority sends cases out counts (R-003).
    """
    own = (one for one in tool.deadlines if is_hand_in(tool, one) and one.start in FROM_ALLOCATION)
    rule = next(own, None) or _notice(tool, settings)
    return None if rule is None else due_date(allocated, rule)


def _notice(tool: Tool, settings: AuthoritySettings | None) -> DeadlineRule | None:
    rhythms: tuple[Rhythm, ...] = tuple(
        one.notice for one in (settings.selection if settings else ()) if one.notice and tool.id in one.tools
    )
    found = next((one for one in rhythms if one.amount is not None), None)
    return None if found is None else DeadlineRule("notice", "", found.amount or 0, found.unit, "")
