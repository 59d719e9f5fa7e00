"""The list of improvement actions over all plans: what can be asked of it, what it tells, and its rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from qa_desktop.domain import flow, follow_up, paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.follow_up import Stage
from qa_desktop.domain.ids import AuditId, PersonId
from qa_desktop.domain.improvement import PlanLine, plan_lines
from qa_desktop.domain.origin import origin_of
from qa_desktop.domain.ports import ImprovementRow
from qa_desktop.domain.work_due import FOLLOW_UP


class ImprovementsShown(Enum):
    """Which improvement actions to list. A line that a newer plan took over is listed there alone."""

    OPEN = "open"
    OVERDUE = "overdue"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        """The words on screen."""
        return {"open": "Open", "overdue": "Overdue", "closed": "Finished"}[self.value]


@dataclass(frozen=True, slots=True)
class TrackedImprovement:
    """One improvement action as the list shows it."""

    audit: AuditId
    id: str
    plan: str
    """What the plan is called: its subject."""
    tool_title: str
    what: str
    who: str
    """As it is written, or to whom it was given since."""
    owner: str
    """The person's name where it is known, else the same words."""
    person: PersonId
    board: str
    source: str
    team: str
    service: str
    due: str
    """ISO day on which it is due; empty where there is none."""
    state: str
    """A `Progress` value."""
    stage: str
    """A `Stage` value."""
    impact: str
    """What became of it."""
    done_on: str
    since: str
    """ISO day of the first plan in which it stood."""
    mark: str
    """That it was carried over, or from where it was raised."""
    place: str
    """Where the plan opens at its line."""
    is_signed: bool
    is_held: bool = False

    @property
    def due_day(self) -> date | None:
        """The day on which it is due."""
        return date.fromisoformat(self.due) if self.due else None


@dataclass(frozen=True, slots=True)
class ImprovementQuestion:
    """What to list, soonest due first; `after` is the last row of the page before (keyset paging).

    `text` is looked for in plan, action, person, source and what became of it. Empty means all.
    """

    shown: ImprovementsShown = ImprovementsShown.OPEN
    text: str = ""
    board: str = ""
    service: str = ""
    owner: str = ""
    after: TrackedImprovement | None = None
    limit: int = 100


def improvement_rows(audit: Audit) -> tuple[ImprovementRow, ...]:
    """Return the lines of a plan as the list shows them; the sample and what is its owner's alone has none."""
    if audit.original.improvement is None or audit.is_private:
        return ()
    return tuple(_row(audit, line, audit.original.improvement.board) for line in plan_lines(audit))


def _row(audit: Audit, line: PlanLine, board: str) -> ImprovementRow:
    action = line.action
    half, owner = follow_up.supervision(audit, action.id), follow_up.owner_of(audit, action)
    stage, origin = follow_up.stage_of(audit, action), origin_of(audit, action.id)
    day = origin.since or audit.last_meeting()
    return ImprovementRow(
        id=action.id,
        what=action.what,
        who=owner.who,
        owner=owner.name,
        person=owner.person,
        board=board,
        source=line.source,
        due=_day(follow_up.due_of(action, {})),
        state=half.progress.value,
        stage=(Stage.OPEN if stage is Stage.OPEN else Stage.CLOSED).value,
        impact=half.impact or (half.reason if stage is not Stage.OPEN else ""),
        done_on=_day(half.done_on),
        since=_day(day),
        mark=origin.mark,
        place=_place(audit, line),
        team=audit.text(paths.about("team")),
        service=audit.text(paths.about("service")),
        amends=audit.text(paths.AMENDS),
        from_audit=origin.carried.audit if origin.carried else "",
        from_id=origin.carried.key if origin.carried else "",
    )


def _place(audit: Audit, line: PlanLine) -> str:
    if audit.is_signed:
        return f"{FOLLOW_UP}|{follow_up.of_action(line.action.id, 'progress')}"
    step = flow.SECTION_PREFIX + line.section if line.section else flow.PLAN
    return f"{step}|{line.place}"


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
