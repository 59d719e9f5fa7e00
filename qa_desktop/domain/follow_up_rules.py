"""What may be filled in after the signature, and by whom; and the rows that lists show of actions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from qa_desktop.domain import follow_up, paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.entries import Action, Progress
from qa_desktop.domain.follow_up import Stage
from qa_desktop.domain.improvement import followed_actions, holds_improvement
from qa_desktop.domain.operation import Value
from qa_desktop.domain.ports import ActionRow
from qa_desktop.domain.record import Person, Role
from qa_desktop.errors import Mistake

NOBODYS = "draft"
"""The stage of what nobody follows: of a draft, and of the sample."""
TOO_EARLY = "this half is filled in later, in supervision: sign the audit first"
NOT_YOURS = "only the auditor, the manager of the team or a QA officer says what became of an audit"
OF_A_DATE = ("deadline.", "task.", "telling.")
"""How the keys of what is ticked by itself begin: drafts have some of it too."""
OTHERS = frozenset({Role.AUDITOR, Role.MANAGER, Role.QA_OFFICER})
"""Who may write in a signed audit of somebody else; the server says for which. A head of service keeps dates alone,
as of the review of an Inadequate audit (R-096)."""


@dataclass(frozen=True, slots=True)
class Review:
    """What supervision says of an action; None leaves a field as it is."""

    reviewed_on: date | None = None
    completed: str | None = None
    initials: str | None = None
    progress: Progress | None = None
    done_on: date | None = None
    """When it was done; the day of the review where nothing is said."""
    reason: str | None = None
    approved_by: str | None = None
    impact: str | None = None
    """Of an improvement action what became of it."""


def review_values(audit: Audit, entry: str, said: Review, today: date) -> dict[str, Value]:
    """Return what is to be recorded so that the later half of an action says this; what stands is left out."""
    told: dict[str, Value] = {
        "reviewed_on": said.reviewed_on.isoformat() if said.reviewed_on else None,
        "completed": said.completed,
        "initials": said.initials,
        "progress": said.progress.value if said.progress else None,
        "done_on": said.done_on.isoformat() if said.done_on else None,
        "reason": said.reason,
        "approved_by": said.approved_by,
        "impact": said.impact,
    }
    given = {field: value for field, value in told.items() if value is not None}
    asked: dict[str, Value] = {}
    asked |= {follow_up.of_action(entry, field): value for field, value in given.items()}
    if said.progress is not None and said.progress is not follow_up.supervision(audit, entry).progress:
        asked |= _turned(entry, said, today)
    return {path: value for path, value in asked.items() if (audit.value(path) or "") != (value or "")}


def check_values(entry: str, name: str, on: date) -> dict[str, Value]:
    """Return what is to be recorded where somebody looked whether an action is really done (R-107)."""
    return {follow_up.of_action(entry, "checked_by"): name, follow_up.of_action(entry, "checked_on"): on.isoformat()}


def _turned(entry: str, said: Review, today: date) -> dict[str, Value]:
    """Return what follows from another progress: the day on which it was done, and no check of what is open."""
    if said.progress is Progress.DONE:
        return {follow_up.of_action(entry, "done_on"): (said.done_on or said.reviewed_on or today).isoformat()}
    return dict.fromkeys(follow_up.of_action(entry, field) for field in ("done_on", "checked_by", "checked_on"))


def follow_up_mistakes(audit: Audit, values: Mapping[str, Value], person: Person) -> tuple[Mistake, ...]:
    """Return why a person may not fill these in; empty where they may, or where nothing belongs to the later half."""
    asked = {path: value for path, value in values.items() if paths.Path.parse(path).group == follow_up.GROUP}
    if not asked:
        return ()
    first = next(iter(asked))
    early = [path for path in asked if not paths.Path.parse(path).key.startswith(OF_A_DATE)]
    if not audit.is_signed and early:
        return (Mistake(TOO_EARLY, early[0]),)
    may = person.role in OTHERS or (person.role is Role.HEAD_OF_SERVICE and not early)
    if audit.record.owner not in (person.id, "") and not may:
        return (Mistake(NOT_YOURS, first),)
    return tuple(_about_actions(audit, asked, person))


def follow_up_rows(audit: Audit) -> tuple[ActionRow, ...]:
    """Return the audit's actions as lists show them; those of a plan of the service stand in a list of their own."""
    if holds_improvement(audit.tool):
        return ()
    limits = follow_up.limits(audit)
    return tuple(_row(audit, action, limits) for action in audit.actions)


def _about_actions(audit: Audit, asked: Mapping[str, Value], person: Person) -> Iterator[Mistake]:
    known = {str(action.id): action for action in followed_actions(audit)}
    for key in dict.fromkeys(paths.Path.parse(path).key for path in asked):
        action = known.get(key)
        if action is not None:
            yield from _about_action(audit, action, asked, person)


def _about_action(audit: Audit, action: Action, asked: Mapping[str, Value], person: Person) -> Iterator[Mistake]:
    def will_be(field: str) -> str:
        path = follow_up.of_action(action.id, field)
        value = asked.get(path, audit.value(path))
        return "" if value is None else str(value).strip()

    progress = follow_up.of_action(action.id, "progress")
    if progress in asked and will_be("progress") == Progress.NOT_NEEDED.value:
        if not will_be("reason"):
            yield Mistake("say why it is not needed any more", follow_up.of_action(action.id, "reason"))
        if not will_be("approved_by"):
            yield Mistake("say who approved that it is not done", follow_up.of_action(action.id, "approved_by"))
    checked = follow_up.of_action(action.id, "checked_on")
    if asked.get(checked) is not None:
        is_done_now = asked.get(progress) == Progress.DONE.value
        refusal = follow_up.check_refusal(audit, action, person.id, person.name, is_done_now=is_done_now)
        if refusal:
            yield Mistake(refusal[:1].lower() + refusal[1:].rstrip("."), checked)


def _row(audit: Audit, action: Action, limits: dict[bool, date]) -> ActionRow:
    half, owner = follow_up.supervision(audit, action.id), follow_up.owner_of(audit, action)
    stage, due = follow_up.stage_of(audit, action), follow_up.due_of(action, limits)
    return ActionRow(
        id=action.id,
        what=action.what,
        who=owner.who,
        due=due.isoformat() if due else "",
        done=stage is Stage.CLOSED,
        person=owner.person,
        owner=owner.name,
        team=audit.text(paths.about("team")),
        service=audit.text(paths.about("service")),
        state=half.progress.value,
        stage=NOBODYS if audit.is_sample else stage.value,
        reviewed_on=half.reviewed_on.isoformat() if half.reviewed_on else "",
        checked_on=half.checked_on.isoformat() if half.checked_on else "",
    )
