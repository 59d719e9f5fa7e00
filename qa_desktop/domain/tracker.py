"""The tracker of actions over all audits: what can be asked of it, and what it tells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from qa_desktop.domain.ids import AuditId, PersonId


class ActionsShown(Enum):
    """Which actions of signed audits to list."""

    OPEN = "open"
    OVERDUE = "overdue"
    OVER_30 = "over_30"
    OVER_60 = "over_60"
    OVER_90 = "over_90"
    CHECK = "check"
    NOBODY = "nobody"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        """The words on screen."""
        return {
            "open": "Open",
            "overdue": "Overdue",
            "over_30": "Over 30 days overdue",
            "over_60": "Over 60 days overdue",
            "over_90": "Over 90 days overdue",
            "check": "Done, to be checked",
            "nobody": "Nobody has this",
            "closed": "Done",
        }[self.value]

    @property
    def days(self) -> int | None:
        """For how many days at least an action is overdue; None where that plays no part."""
        return {"overdue": 1, "over_30": 31, "over_60": 61, "over_90": 91}.get(self.value)


@dataclass(frozen=True, slots=True)
class TrackedAction:
    """One action of a signed audit as lists show it."""

    audit: AuditId
    id: str
    subject: str
    tool_title: str
    what: str
    who: str
    """As it is written, or to whom it was given since."""
    owner: str
    """The person's name where it is known, else the same words."""
    person: PersonId
    team: str
    service: str
    due: str
    """ISO day on which it is due, or looked at; empty where there is none."""
    state: str
    """A `Progress` value."""
    stage: str
    """A `Stage` value."""
    reviewed_on: str
    checked_on: str
    is_held: bool = False

    @property
    def due_day(self) -> date | None:
        """The day on which it is due."""
        return date.fromisoformat(self.due) if self.due else None


@dataclass(frozen=True, slots=True)
class ActionQuestion:
    """What to list, soonest due first; `after` is the last row of the page before (keyset paging).

    `text` is looked for in case, action, person and team. Empty means all.
    """

    shown: ActionsShown = ActionsShown.OPEN
    text: str = ""
    team: str = ""
    owner: str = ""
    after: TrackedAction | None = None
    limit: int = 100


@dataclass(frozen=True, slots=True)
class Leavers:
    """Who is in the directory no more, by person and by name."""

    people: frozenset[PersonId] = frozenset()
    names: frozenset[str] = frozenset()
    """In the form in which names are compared."""
