"""What is to be done because of an audit, worked out and never entered: dates, actions, tasks, filing, telling."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from qa_desktop.clock import local_day
from qa_desktop.domain import consequences, flow, follow_up, pairs, paths, safety, stages, telling
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.audit_terms import manager_label
from qa_desktop.domain.condition import subjects
from qa_desktop.domain.filing_text import filing_texts
from qa_desktop.domain.follow_up import Stage
from qa_desktop.domain.improvement import holds_improvement, plan_lines
from qa_desktop.domain.note import SignatureState
from qa_desktop.domain.provisional import MODERATION_TASK
from qa_desktop.domain.tool import SubjectKind
from qa_desktop.domain.tool_outcome import DeadlineRule

FILING, FOLLOW_UP, TELL = "filing", "follow-up", "tell"
"""Where a signed audit's filing, follow-up and telling are looked after; the others are steps of the flow."""
SUPERVISION = "supervision"
"""The key of the talk in supervision."""
IMPROVEMENT = "improvement."
"""How the key of a line of a plan begins."""


class WorkKind(Enum):
    """What has to be done."""

    CONCERN = "concern"
    """A safety concern of which somebody is still to be told by telephone (R-086, PRACTICE P-30)."""
    HAND_IN = "hand_in"
    """The audit itself, by the day that its allocation gives (R-094)."""
    DATE = "date"
    """A date that follows from the audit (R-090 to R-097)."""
    ROUND = "round"
    """A date that comes round again, until the next of its kind is signed (R-114, R-122)."""
    ACTION = "action"
    IMPROVEMENT = "improvement"
    """A line of a plan of the service (R-104, R-106)."""
    SUPERVISION = "supervision"
    """The findings, which manager and practitioner talk through (R-101, R-108)."""
    FOLLOW_UP = "follow_up"
    """A task that an answer raises, as supervision question 10 an observation (R-112)."""
    TELLING = "telling"
    """Somebody who is to be told, or to comment (R-073, R-074, R-080 to R-084)."""
    FILING = "filing"
    ADVICE = "advice"
    """Advice that was asked on a disagreement (R-041)."""
    SIGNATURE = "signature"
    """A signature that was promised by a day (PRACTICE P-07)."""

    @property
    def title(self) -> str:
        """The kind as people say it."""
        return {
            "concern": "Safety concern",
            "hand_in": "Audit to hand in",
            "date": "Date that follows",
            "round": "Comes round again",
            "action": "Action",
            "improvement": "Improvement action",
            "supervision": "Supervision",
            "follow_up": "Task from an answer",
            "telling": "Somebody to tell",
            "filing": "Filing",
            "advice": "Advice asked",
            "signature": "Signature",
        }[self.value]


class Closing(Enum):
    """What closes a task."""

    SIGNING = "signing"
    ACTIONS = "actions"
    STAGE = "stage"
    NEXT = "next"
    ACTION = "action"
    CHECK = "check"
    FILING = "filing"
    ANSWER = "answer"
    SIGNATURE = "signature"
    TOLD = "told"
    TALK = "talk"
    MODERATION = "moderation"
    MARK = "mark"

    @property
    def words(self) -> str:
        """How a person closes it."""
        return {
            "signing": "Closed by signing the audit",
            "actions": "Closed when these actions are done",
            "stage": "Closed when this part of the record is complete",
            "next": "Closed when the next one is signed",
            "action": "Closed when the action is done",
            "check": "Closed when the manager has checked it",
            "filing": "Closed when the step is marked as filed",
            "answer": "Closed when what came of it is written down",
            "signature": "Closed by the signature",
            "told": "Closed when it is recorded who was told, when and how",
            "talk": "Closed when the day of the talk is written down",
            "moderation": "Closed when the moderator's record is signed",
            "mark": "Closed when somebody marks it as done",
        }[self.value]


@dataclass(frozen=True, slots=True)
class WorkTask:
    """One thing to do because of an audit."""

    key: str
    """The same for as long as the audit raises it, and its own within the audit."""
    kind: WorkKind
    what: str
    whose: str
    """The role or person as printed or entered; empty where nobody is named."""
    due: date | None
    closing: Closing
    is_done: bool = False
    step: str = flow.PLAN
    """The page of the audit where it is looked after."""

    @property
    def is_once_a_case(self) -> bool:
        """Whether two who audit one case do it once: it stands at the lead's form as soon as both are signed."""
        is_date = self.kind is WorkKind.DATE and self.closing is Closing.MARK
        return self.kind is WorkKind.SUPERVISION or self.closing is Closing.MODERATION or is_date


def work_due(audit: Audit) -> tuple[WorkTask, ...]:
    """Return everything that follows from the audit, done or not.

    A draft raises only what is due whether it is signed or not; the sample audit raises nothing.
    """
    if audit.is_sample:
        return ()
    raised = (*IN_EVERY_AUDIT, *(ONCE_SIGNED if audit.is_signed else ()))
    return tuple(task for raise_tasks in raised for task in raise_tasks(audit))


def done_path(key: str) -> str:
    """Return where it is kept on which day somebody marked a task as done."""
    return paths.entry(follow_up.GROUP, key, "done_on")


def _dates(audit: Audit) -> Iterator[WorkTask]:
    for one in consequences.deadlines(audit):
        kind, closing, is_done = _closing_of(audit, one.rule)
        yield WorkTask(
            key=_date_key(audit, one.rule, kind),
            kind=kind,
            what=one.rule.label,
            whose=_signer(audit, one.rule) or one.rule.owner,
            due=one.on,
            closing=closing,
            is_done=is_done or _is_marked(audit, _date_key(audit, one.rule, kind)),
            step=FOLLOW_UP if audit.is_signed else flow.PLAN,
        )


def _date_key(audit: Audit, rule: DeadlineRule, kind: WorkKind) -> str:
    """Return the key of a date; a round is told from others by the answers on which it depends."""
    if kind is not WorkKind.ROUND or rule.shown_when is None:
        return f"deadline.{rule.id}"
    answers = (str(audit.lookup(one)) for one in subjects(rule.shown_when))
    return ".".join((f"deadline.{rule.id}", *answers))


def _signer(audit: Audit, rule: DeadlineRule) -> str:
    """Return who is to sign by a date, as the head of the form names them; empty where it names nobody."""
    if rule.applies_to != consequences.SIGNING:
        return ""
    named = (audit.text(paths.header(item.id)) for item in audit.tool.header if item.prefill == "auditor")
    return next((one for one in named if one), "")


def _closing_of(audit: Audit, rule: DeadlineRule) -> tuple[WorkKind, Closing, bool]:
    if rule.every is not None:
        return WorkKind.ROUND, Closing.NEXT, False
    if consequences.is_hand_in(audit.tool, rule):
        return WorkKind.HAND_IN, Closing.SIGNING, audit.is_signed
    if rule.applies_to in ("immediate_actions", "other_actions"):
        immediate = rule.applies_to == "immediate_actions"
        meant = [action for action in audit.actions if action.immediate is immediate]
        is_done = all(follow_up.stage_of(audit, action) is Stage.CLOSED for action in meant)
        return WorkKind.DATE, Closing.ACTIONS, is_done
    stage = next((one for one in audit.tool.stages if one.id == rule.id), None)
    if stage is not None:
        return WorkKind.DATE, Closing.STAGE, not stages.open_items(audit, stage.id)
    if rule.id == MODERATION_TASK and pairs.seat_of(audit) is not None:
        return WorkKind.DATE, Closing.MODERATION, False
    return WorkKind.DATE, Closing.MARK, False


def _advice(audit: Audit) -> Iterator[WorkTask]:
    asked = [one for one in audit.disagreements if one.advice != "none"]
    for one in asked:
        item = audit.tool.item(one.about)
        about = audit.label_of(item) if item else audit.tool.words.overall
        yield WorkTask(
            key=f"advice.{one.id}",
            kind=WorkKind.ADVICE,
            what=f"Advise on a disagreement: {about}",
            whose=audit.tool.words.qa_team,
            due=one.advice_on,
            closing=Closing.ANSWER,
            is_done=not one.is_open,
        )


def _actions(audit: Audit) -> Iterator[WorkTask]:
    limits = follow_up.limits(audit)
    for action in () if holds_improvement(audit.tool) else audit.actions:
        stage = follow_up.stage_of(audit, action)
        yield WorkTask(
            key=f"action.{action.id}",
            kind=WorkKind.ACTION,
            what=f"Check: {action.what}" if stage is Stage.CHECK else action.what,
            whose=manager_label(audit.tool) if stage is Stage.CHECK else follow_up.owner_of(audit, action).name,
            due=follow_up.due_of(action, limits),
            closing=Closing.CHECK if stage is Stage.CHECK else Closing.ACTION,
            is_done=stage is Stage.CLOSED,
            step=FOLLOW_UP,
        )


def _improvements(audit: Audit) -> Iterator[WorkTask]:
    """Raise the lines of a plan of the service; the list takes those away that stand in a newer one."""
    for line in plan_lines(audit):
        action = line.action
        yield WorkTask(
            key=f"{IMPROVEMENT}{action.id}",
            kind=WorkKind.IMPROVEMENT,
            what=action.what,
            whose=follow_up.owner_of(audit, action).name,
            due=follow_up.due_of(action, {}),
            closing=Closing.ACTION,
            is_done=follow_up.stage_of(audit, action) is not Stage.OPEN,
            step=FOLLOW_UP if audit.is_signed else flow.SECTION_PREFIX + line.section if line.section else flow.PLAN,
        )


def _supervision(audit: Audit) -> Iterator[WorkTask]:
    """Raise that findings are talked through in supervision, also where no action came of them (PRACTICE P-42)."""
    if audit.tool.subject is SubjectKind.CASE and audit.tool.action_plan is not None:
        yield WorkTask(
            key=SUPERVISION,
            kind=WorkKind.SUPERVISION,
            what="Talk the audit through in supervision",
            whose=manager_label(audit.tool),
            due=None,
            closing=Closing.TALK,
            is_done=audit.day(follow_up.DISCUSSED_ON) is not None,
            step=FOLLOW_UP,
        )


def _follow_ups(audit: Audit) -> Iterator[WorkTask]:
    for rule in consequences.follow_ups(audit):
        whose = rule.owner or audit.tool.words.auditor
        task = _marked(audit, f"task.{rule.id}", WorkKind.FOLLOW_UP, rule.task, whose)
        is_moderated = rule.id == MODERATION_TASK and pairs.seat_of(audit) is not None
        yield replace(task, closing=Closing.MODERATION) if is_moderated else task


def _telling(audit: Audit) -> Iterator[WorkTask]:
    for one in telling.tells(audit):
        what = f"Comment by {one.recipient}" if one.is_told and one.asks_comment else f"Tell {one.recipient}"
        whose = one.recipient if one.is_told and one.asks_comment else audit.tool.words.auditor
        yield WorkTask(f"telling.{one.key}", WorkKind.TELLING, what, whose, None, Closing.TOLD, not one.is_open, TELL)


def _concerns(audit: Audit) -> Iterator[WorkTask]:
    for one in safety.concerns(audit):
        yield WorkTask(
            key=f"concern.{one.id}",
            kind=WorkKind.CONCERN,
            what=one.state.label,
            whose=audit.tool.words.auditor,
            due=local_day(one.raised),
            closing=Closing.TOLD,
            is_done=not one.state.is_open,
            step=flow.SAFETY,
        )


def _filing(audit: Audit) -> Iterator[WorkTask]:
    signed = audit.record.fields.get(paths.SIGNED)
    by_telling = {step.id for step in (audit.tool.filing.steps if audit.tool.filing else ()) if step.tell}
    for text in filing_texts(audit, signed.at if signed else audit.record.created_at):
        if text.id in by_telling:
            continue  # done once those whom it tells were told, who stand among the others to tell
        mark = audit.filing.get(text.id)
        yield WorkTask(
            key=f"filing.{text.id}",
            kind=WorkKind.FILING,
            what=text.title,
            whose="",
            due=None,
            closing=Closing.FILING,
            is_done=bool(mark and mark.done),
            step=FILING,
        )


def _signatures(audit: Audit) -> Iterator[WorkTask]:
    for block in audit.signatories():
        mark = audit.signatures.get(block.role)
        if mark is not None and mark.state is SignatureState.LATER:
            yield WorkTask(
                key=f"signature.{block.role}",
                kind=WorkKind.SIGNATURE,
                what=f"Signature: {block.label}",
                whose=mark.name or block.label,
                due=mark.by_date,
                closing=Closing.SIGNATURE,
                step=flow.SIGN,
            )


def _marked(audit: Audit, key: str, kind: WorkKind, what: str, whose: str) -> WorkTask:
    return WorkTask(key, kind, what, whose, None, Closing.MARK, is_done=_is_marked(audit, key))


def _is_marked(audit: Audit, key: str) -> bool:
    return audit.day(done_path(key)) is not None


Raises = Callable[[Audit], Iterator[WorkTask]]
IN_EVERY_AUDIT: tuple[Raises, ...] = (_concerns, _dates, _advice, _improvements)
ONCE_SIGNED: tuple[Raises, ...] = (_actions, _supervision, _follow_ups, _telling, _filing, _signatures)
"""What raises tasks, in the order in which they are told."""
