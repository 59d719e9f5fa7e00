"""What the home page shows of due work: plain values, read before anything heavy is loaded."""

from __future__ import annotations

from dataclasses import dataclass, field

from qa_desktop.domain.ids import AuditId

MINE, TEAM, ALL = "mine", "team", "all"
"""Whose work it is, as `domain.work_list.Scope` names it."""
MOST_COUNTED = 1000
"""Nobody reads a larger number; counting it would make the page slow."""
NO_DAY = "~"
"""The place of what has no day: behind every day."""
POOR = ("inadequate", "requires_improvement")
"""The codes of grades because of which an audit is looked at first."""


@dataclass(frozen=True, slots=True)
class HomeWorkLine:
    """One of the next things to do."""

    audit_id: AuditId
    subject: str
    what: str
    whose: str
    due: str
    """ISO day; empty where none is set."""
    step: str
    """The page of the audit where it is looked after."""
    form: str = ""
    """Whose form it is, where two people audit the case."""


@dataclass(frozen=True, slots=True)
class HomeWork:
    """What there is to do for the owner of a profile, by their role."""

    scope: str = MINE
    lines: tuple[HomeWorkLine, ...] = ()
    """The next due first."""
    overdue: int = 0
    this_week: int = 0
    of_kind: dict[str, int] = field(default_factory=dict)
    """How many are open of the kinds that somebody has to act on, where the owner looks after others' work."""
    poor: str = ""
    """What poor grades are called here; empty where nothing is graded so."""
