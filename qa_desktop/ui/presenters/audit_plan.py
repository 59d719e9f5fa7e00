"""What agreeing and planning shows: grades at a glance, the overall judgement, actions and what follows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from qa_desktop.domain import consequences, paths
from qa_desktop.domain.action_check import ActionProblem, action_problems, refuses_as_date, smart_hints
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.entries import Action, Disagreement, SmartTest
from qa_desktop.domain.flow import Blocker
from qa_desktop.domain.origin import origin_of
from qa_desktop.domain.results import overall_differs
from qa_desktop.domain.scale import Scale, ScalePoint
from qa_desktop.domain.tool_outcome import ActionPlanForm, OverallJudgement
from qa_desktop.domain.working_days import working_days_between
from qa_desktop.ui.presenters.audit_overview import Overview, StepLine, overview
from qa_desktop.ui.presenters.audit_results import overall_words
from qa_desktop.ui.presenters.audit_words import count_words, day_words, list_words

OVERALL = "overall"
SMART_NAMES = {
    SmartTest.SPECIFIC: ("Specific", "What exactly will be different?"),
    SmartTest.MEASURABLE: ("Measurable", "How will you both know it is done?"),
    SmartTest.ACHIEVABLE: ("Achievable", "Does the person have what they need?"),
    SmartTest.REALISTIC: ("Realistic", "Can it be done in the time there is?"),
    SmartTest.TIMESCALES: ("Timescales", "By when?"),
}
FORM_LABELS = {
    "what": "What will change",
    "outcome": "What it will lead to",
    "measure": "How you will both know it is done",
    "who": "Who will do it",
    "due": "By when",
    "immediate": "Immediate action",
}
ALWAYS_ASKED = ("what", "who", "due", "measure", "immediate")


@dataclass(frozen=True, slots=True)
class SmartLetter:
    """One of the five SMART tests of an action."""

    test: SmartTest
    name: str
    question: str
    met: bool
    hint: str
    """What the words of the action still leave open; empty where nothing."""

    @property
    def words(self) -> str:
        """What a screen reader says of the tick."""
        return f"{self.name}: {self.hint or self.question}"


@dataclass(frozen=True, slots=True)
class ActionView:
    """One action of the plan."""

    number: int
    action: Action
    letters: tuple[SmartLetter, ...]
    problems: tuple[ActionProblem, ...]
    due_words: str
    """How far off the date is, as "5 working days"; empty without a date."""
    before: str = ""
    """Of a plan of the service where the line comes from, and what the plans before said of it."""

    @property
    def hint(self) -> str:
        """The first open question, for the line under the action."""
        return next((letter.hint for letter in self.letters if letter.hint), "")


@dataclass(frozen=True, slots=True)
class OverallView:
    """The overall judgement."""

    form: OverallJudgement
    scale: Scale
    chosen: ScalePoint | None
    reason: str
    reread: bool
    worked_out: str = ""
    """What the answers come to by the tool's own rule, as a sentence; empty where it has none."""
    proposed: str = ""
    """What of it is our proposal and not in the authority's print, as a sentence."""
    differs: bool = False
    """Whether people chose another grade than the one worked out."""

    @property
    def reason_optional(self) -> bool:
        """Whether the reason may be left out."""
        return not self.form.reason_compulsory and not self.differs

    @property
    def descriptor(self) -> str:
        """What the chosen grade means."""
        return self.chosen.descriptor if self.chosen else ""


@dataclass(frozen=True, slots=True)
class PlanView:
    """The whole page."""

    lines: tuple[StepLine, ...]
    overall: OverallView | None
    form: ActionPlanForm | None
    actions: tuple[ActionView, ...]
    asked: tuple[tuple[str, str], ...]
    """(field, label) of each action, in the order of the printed form."""
    no_actions_reason: str
    disagreements: tuple[Disagreement, ...]
    subjects: tuple[tuple[str, str], ...]
    """(what, words) that a disagreement can be about."""
    follows: tuple[str, ...]
    blockers: tuple[Blocker, ...]
    signed: bool


def plan_view(audit: Audit, seen: Overview | None = None) -> PlanView:
    """Return what the page shows."""
    form = audit.tool.action_plan
    seen = seen or overview(audit)
    return PlanView(
        seen.sections if _has_grades(audit) else (),
        _overall(audit),
        form,
        tuple(action_view(audit, number, action) for number, action in enumerate(audit.actions, start=1)),
        asked_fields(form) if form else (),
        audit.text(paths.NO_ACTIONS_REASON),
        audit.disagreements,
        _subjects(audit),
        what_follows(audit),
        seen.blockers,
        audit.is_signed,
    )


def action_view(audit: Audit, number: int, action: Action) -> ActionView:
    """Return one action as its card shows it."""
    form = audit.tool.action_plan
    hints = smart_hints(action)
    prompts = {letter: (name, question) for letter, name, question in (form.smart_prompts if form else ())}
    letters = tuple(
        SmartLetter(test, *prompts.get(test.value, SMART_NAMES[test]), test in action.smart, hints.get(test, ""))
        for test in SmartTest
    )
    problems = tuple(action_problems(action, form, audit.last_meeting()))
    origin = origin_of(audit, action.id)
    mark = f"{origin.mark[:1].upper()}{origin.mark[1:]}." if origin.mark else ""
    before = "\n".join((mark, *origin.history) if mark else ())
    return ActionView(number, action, letters, problems, _distance(audit.last_meeting(), action.due), before)


def asked_fields(form: ActionPlanForm) -> tuple[tuple[str, str], ...]:
    """Return what is asked of each action: the printed columns, then what SMART needs and the form does not print."""
    printed = [(column.field, column.label) for column in form.columns if column.by == "auditor"]
    known = {field for field, _ in printed}
    rest = [(field, FORM_LABELS[field]) for field in ALWAYS_ASKED if field not in known]
    return tuple((field, label) for field, label in (*printed, *rest) if field in FORM_LABELS)


def plan_words(form: ActionPlanForm) -> str:
    """Return which columns are our proposal and not in the authority's print, as a sentence; empty where none is."""
    columns = [f"“{column.label}”" for column in form.columns if column.proposed]
    if form.proposed or len(columns) == len(form.columns):
        return "The columns are our proposal, not in the printed form."
    verb = "are" if len(columns) > 1 else "is"
    return f"{list_words(columns)} {verb} our proposal, not in the printed form." if columns else ""


def date_refusal(text: str, form: ActionPlanForm | None) -> str:
    """Return why words cannot stand in the place of a date; empty where they can be an event."""
    if not text.strip():
        return ""
    if refuses_as_date(text):
        return "Give a date. “ASAP” is not a timescale"
    if form is None or not form.event_with_review_date:
        return "Give a date, such as 27/11/2026"
    return ""


def what_follows(audit: Audit) -> tuple[str, ...]:
    """Return what follows, a sentence each; nothing before grade and reason are given (PRACTICE P-05)."""
    overall = audit.tool.overall
    if overall and not (audit.overall_grade and (audit.overall_reason.strip() or not overall.reason_compulsory)):
        return ()
    said: list[str] = []
    told = consequences.escalation(audit)
    if told is not None and told.recipients:
        said.append(f"The note goes to {list_words(told.recipients)}.")
    if told is not None and told.note:
        said.append(told.note)
    for deadline in consequences.deadlines(audit):
        owner = f" ({deadline.rule.owner})" if deadline.rule.owner else ""
        again = consequences.recurrence_words(deadline.rule)
        then = f", then {again}" if again else ""
        said.append(f"{deadline.rule.label}: by {day_words(deadline.on)}{then}{owner}.")
    for rule in consequences.follow_ups(audit):
        owner = f" ({rule.owner})" if rule.owner else ""
        said.append(f"{rule.task.rstrip('.')}{owner}.")
    return tuple(said)


def _overall(audit: Audit) -> OverallView | None:
    form = audit.tool.overall
    scale = audit.tool.scale(form.scale) if form else None
    if form is None or scale is None:
        return None
    reread = audit.flag(paths.OVERALL_GRADE_CHANGED)
    chosen = scale.point(audit.overall_grade)
    return OverallView(
        form,
        scale,
        chosen,
        audit.overall_reason,
        reread,
        overall_words(audit),
        _proposed_words(form, scale),
        overall_differs(audit),
    )


def _proposed_words(form: OverallJudgement, scale: Scale) -> str:
    """Return what is our proposal of the overall judgement: the whole, its scale, or some of its points."""
    if form.proposed:
        return "This judgement is our proposal, not in the printed form."
    points = [f"“{point.label}”" for point in scale.points if point.proposed]
    what = "The scale" if scale.proposed else list_words(points)
    return f"{what} {'are' if len(points) > 1 else 'is'} our proposal, not in the printed form." if what else ""


def _has_grades(audit: Audit) -> bool:
    return any(item.scale for item in audit.tool.items) or any(one.roll_up for one in audit.tool.sections)


def _subjects(audit: Audit) -> tuple[tuple[str, str], ...]:
    graded = [
        (item.id, f"{item.number} {audit.label_of(item)}".strip() if len(section.items) > 1 else part.title)
        for section in audit.shown_sections()
        for part in audit.parts(section)
        for item in part.section.items
        if item.scale and audit.holds(item.shown_when)
    ]
    overall = [(OVERALL, audit.tool.overall.label)] if audit.tool.overall else []
    return (*overall, *graded)


def _distance(start: date | None, due: date | None) -> str:
    if start is None or due is None or due < start:
        return ""
    if due == start:
        return "on the day of the audit"
    return count_words(working_days_between(start, due), "working day", "working days")
