"""Where one can go from each page of an audit, and what its footer and rail say."""

from __future__ import annotations

from dataclasses import dataclass

from typing_extensions import override

from qa_desktop.domain import flow, stages
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.flow import SectionState
from qa_desktop.domain.look_back import TYPE_PATH, usual_months
from qa_desktop.domain.wordcase import lower_first
from qa_desktop.ui.item_models.steps import Step, StepState
from qa_desktop.ui.presenters.audit_follow_up import follow_up_state
from qa_desktop.ui.presenters.audit_overview import Overview, StepLine, overview, settle_words
from qa_desktop.ui.presenters.audit_telling import has_tells, rail_words
from qa_desktop.ui.presenters.times import counted

HOME = "home"
SEATS_TITLE = "Each chooses first"
SAFETY_TITLE = "Call for advice"
"""The page of a safety concern in neutral words, since it may be read out where others listen."""
FILING = "filing"
TELL = "tell"
FOLLOW_UP = "follow-up"
"""What becomes of the audit once it is signed."""
SEATS = "seats"
"""Where two people choose a grade apart: a page beside the steps, for who asks for it."""
CHECK = "check"
"""Check before signing: a page beside the steps, for who asks for it."""

THEMES = "themes"
"""Every tag of the audit and what is suggested: a page beside the steps."""

_STATES = {
    SectionState.NOT_STARTED: StepState.NOT_STARTED,
    SectionState.IN_PROGRESS: StepState.IN_PROGRESS,
    SectionState.COMPLETE: StepState.COMPLETE,
}


@dataclass(frozen=True, slots=True)
class FooterView:
    """What the footer of a page offers."""

    back_words: str
    back_step: str
    """Empty where it leads out of the audit."""
    continue_words: str
    next_step: str
    """Empty where the page itself decides."""
    can_wait: bool = False
    """Whether "Come back to this later" is offered."""
    to_settle: str = ""

    @property
    def short_continue(self) -> str:
        """What the main button says where there is little room."""
        return "Sign and seal" if self.continue_words.startswith("Sign") else "Continue"


@dataclass(frozen=True, slots=True)
class Place:
    """Where the work stopped: a step and the path of a field."""

    step: str
    path: str = ""

    @classmethod
    def parse(cls, text: str) -> Place:
        """Read a place as the store keeps it."""
        step, _, path = text.partition("|")
        return cls(step or HOME, path)

    @override
    def __str__(self) -> str:
        return f"{self.step}|{self.path}"


def every_step(audit: Audit) -> tuple[str, ...]:
    """Return every page in order: the audit's home, its steps, and filing and follow-up once it is signed."""
    return (HOME, *flow.steps(audit), *(_once_signed(audit) if audit.is_signed else ()))


def _once_signed(audit: Audit) -> tuple[str, ...]:
    return (FILING, *([TELL] if has_tells(audit) else []), FOLLOW_UP)


def neighbour(audit: Audit, step: str, by: int) -> str:
    """Return the page before (-1) or after (+1) a page; the page itself at either end."""
    order = every_step(audit)
    step = flow.SIGN if step == CHECK else step
    place = order.index(step) if step in order else 0
    return order[min(max(0, place + by), len(order) - 1)]


def title_of(audit: Audit, step: str) -> str:
    """Return the title of a page."""
    return {
        HOME: "Audit home",
        FILING: "File the note",
        TELL: "Tell",
        FOLLOW_UP: "Follow up",
        CHECK: "Check before signing",
        SEATS: SEATS_TITLE,
        THEMES: "Themes",
        flow.SAFETY: SAFETY_TITLE,
    }.get(step) or flow.step_title(audit, step)


def rail_steps(audit: Audit, seen: Overview | None = None) -> tuple[Step, ...]:
    """Return the lines of the rail."""
    lines = (seen or overview(audit)).lines
    steps = [Step(line.step, line.title, _state(audit, line), line.words) for line in lines]
    if audit.is_signed:
        done = all(mark.done for mark in audit.filing.values()) and bool(audit.filing)
        state = StepState.COMPLETE if done else StepState.IN_PROGRESS
        steps.append(Step(FILING, "File the note", state, "Filed" if done else "To do"))
        if has_tells(audit):
            told, words = rail_words(audit)
            state = StepState.COMPLETE if told else StepState.IN_PROGRESS
            steps.append(Step(TELL, title_of(audit, TELL), state, words))
        followed, words = follow_up_state(audit)
        state = StepState.COMPLETE if followed else StepState.IN_PROGRESS
        steps.append(Step(FOLLOW_UP, title_of(audit, FOLLOW_UP), state, words))
    return tuple(steps)


def footer_view(audit: Audit, step: str, seen: Overview | None = None) -> FooterView:
    """Return what the footer of a page offers."""
    before, after = neighbour(audit, step, -1), neighbour(audit, step, 1)
    if step == HOME:
        first = next_to_do(audit, seen)
        return FooterView("Your work", "", f"Continue with {_inside(title_of(audit, first))}", first)
    beside = {
        SEATS: f"Back to the {lower_first(audit.tool.words.grade)}",
        flow.SAFETY: "Back to where you were",
        THEMES: "Back to the audit",
    }
    if step in beside:
        return FooterView(title_of(audit, HOME), HOME, beside[step], "")
    if step == CHECK:
        return FooterView(title_of(audit, HOME), HOME, "Continue to sign", flow.SIGN)
    back = title_of(audit, before)
    if step.startswith(flow.SECTION_PREFIX):
        words = "Continue" if audit.is_signed else f"{audit.tool.words.section} complete, continue"
        return FooterView(back, before, words, after, can_wait=not audit.is_signed)
    if step == flow.PLAN:
        return FooterView(back, before, "Continue to sign", after, to_settle=settle_words(audit, seen))
    if step == flow.SIGN:
        words = "Continue to filing" if audit.is_signed else "Sign and seal the note"
        return FooterView(back, before, words, FILING if audit.is_signed else "")
    if step in (FILING, TELL):
        words = "Continue to telling" if after == TELL else "Continue to follow up"
        return FooterView(back, before, words, after)
    if step == FOLLOW_UP:
        return FooterView(back, before, "Back to your work", "")
    return FooterView(back, before, "Continue", after)


def next_to_do(audit: Audit, seen: Overview | None = None) -> str:
    """Return the first step that is not complete; filing once the audit is signed."""
    if audit.is_signed:
        return FILING
    lines = (seen or overview(audit)).lines
    return next((line.step for line in lines if line.state is not SectionState.COMPLETE), flow.SIGN)


def crumb(audit: Audit) -> str:
    """Return what the top bar says: the tool, the case, and for which time; never a person's name."""
    parts = [audit.tool.title, audit.subject]
    if audit.is_signed:
        parts.append("signed")
    elif months := usual_months(audit.tool, audit.value(TYPE_PATH)):
        parts.append(f"looking back {counted(months, 'month')}")
    return " · ".join(part for part in parts if part)


def _state(audit: Audit, line: StepLine) -> StepState:
    section = flow.section_at(audit, line.step)
    stage = next((one for one in audit.tool.stages if section and one.id == section.stage), None)
    if stages.waits_for(audit, stage) is not None:
        return StepState.LOCKED
    return StepState.ATTENTION if line.later else _STATES[line.state]


def _inside(title: str) -> str:
    return f"“{title}”"
