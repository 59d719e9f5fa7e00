"""Turns the restricted concerns of this laptop into rows and what is said of the chosen one (PRACTICE P-22)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from qa_desktop.clock import local_day
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.worker_concern import WorkerConcern
from qa_desktop.errors import NotAllowed, NotFound
from qa_desktop.services.desk import Desk
from qa_desktop.ui.presenters.answers import names_of
from qa_desktop.ui.presenters.times import short_day
from qa_desktop.ui.widgets.two_line_list import TwoLines

UNDER_WAY = "beside an audit that is under way"


@dataclass(frozen=True, slots=True)
class RestrictedRow:
    """One concern. The row itself says nothing of what it is, nor about whom."""

    concern: WorkerConcern
    lines: TwoLines
    told: tuple[str, ...]
    """What is said of it once it is chosen."""
    is_here: bool
    """Whether its audit can be opened here."""
    may_add: bool

    @property
    def title(self) -> str:
        """What it is called."""
        return self.lines.title


def restricted_rows(desk: Desk) -> tuple[RestrictedRow, ...]:
    """Read every concern that is on this laptop, the newest first."""
    today = local_day(desk.clock.now())
    return tuple(_row(desk, one, today) for one in desk.restricted_concerns.all())


def _row(desk: Desk, one: WorkerConcern, today: date) -> RestrictedRow:
    audit = _audit(desk, one)
    beside = f"beside {audit.subject} · {audit.tool.title}" if audit is not None else UNDER_WAY
    by = "you" if one.author == desk.owner.id else names_of(desk.directory())(one.author)
    day = short_day(local_day(one.at), today)
    state = "Outcome written down" if one.outcome else "Told" if one.told else "▲ Nobody told yet"
    named = (("About", one.about), ("", one.what), ("Who was told", one.told), ("What came of it", one.outcome))
    told = tuple(f"{name}: {text}" if name else text for name, text in named if text)
    may_add = audit is not None and desk.restricted_concerns.may_record(audit)
    lines = TwoLines(f"Concern of {day}", f"Recorded by {by}, {beside}", state)
    return RestrictedRow(one, lines, told, audit is not None, may_add)


def _audit(desk: Desk, one: WorkerConcern) -> Audit | None:
    """Return the audit beside which it stands; None where it is not to be opened here, as a draft of somebody else."""
    try:
        return desk.open_audit(one.audit)
    except (NotFound, NotAllowed):
        return None
