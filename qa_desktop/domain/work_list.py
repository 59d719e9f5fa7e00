"""What lists of due work ask for and show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from qa_desktop.domain.authority_settings import AuthoritySettings, Rhythm
from qa_desktop.domain.consequences import FROM_ALLOCATION, due_date, is_hand_in
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.tool import Tool
from qa_desktop.domain.tool_outcome import DeadlineRule
from qa_desktop.domain.work_due import WorkKind

"""Codes of the grades that a QA officer keeps an eye on (R-083)."""
WEEK = timedelta(days=7)


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
