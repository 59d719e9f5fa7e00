"""What the rail, the audit home and the grades at a glance say about every step of an audit."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from qa_desktop.domain import flow, paths, results
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.flow import SectionState
from qa_desktop.domain.scale import ScalePoint
from qa_desktop.domain.tool import AnswerType, Section, SectionLayout
from qa_desktop.ui.presenters.audit_words import count_words, section_word


@dataclass(frozen=True, slots=True)
class StepLine:
    """One line of the rail and of the task list."""

    step: str
    title: str
    """With its number, as "3 Child's plan"."""
    state: SectionState
    words: str
    grade: ScalePoint | None = None
    later: bool = False
    counts: tuple[tuple[ScalePoint, int], ...] = ()
    """How often each grade was given, where a section has many questions on one scale."""
    result: str = ""
    """What the section came to, as "70%", where it is no grade."""


@dataclass(frozen=True, slots=True)
class Overview:
    """How far an audit is: worked out once for all that the window says of it."""

    lines: tuple[StepLine, ...]
    """A line for every step, in order."""
    blockers: tuple[flow.Blocker, ...]
    """Everything to settle before signing."""

    @property
    def sections(self) -> tuple[StepLine, ...]:
        """The lines of the sections."""
        return tuple(line for line in self.lines if line.step.startswith(flow.SECTION_PREFIX))


def overview(audit: Audit) -> Overview:
    """Work out how far an audit is."""
    blockers = flow.blockers(audit)
    return Overview(_lines(audit, blockers), blockers)


def step_lines(audit: Audit) -> tuple[StepLine, ...]:
    """Return a line for every step, in order."""
    return overview(audit).lines


def _lines(audit: Audit, blockers: tuple[flow.Blocker, ...]) -> tuple[StepLine, ...]:
    missing = Counter(blocker.step for blocker in blockers)
    lines = [StepLine(flow.ABOUT, flow.step_title(audit, flow.ABOUT), *_plain_state(missing[flow.ABOUT], touched=True))]
    lines += [section_line(audit, section) for section in audit.shown_sections()]
    if flow.PLAN in flow.steps(audit):
        state = _plain_state(missing[flow.PLAN], touched=_is_planned(audit))
        lines.append(StepLine(flow.PLAN, plan_title(audit), *state))
    lines.append(StepLine(flow.SIGN, "Sign", *_sign_state(audit)))
    return tuple(lines)


def section_line(audit: Audit, section: Section) -> StepLine:
    """Return the line of one section."""
    state = flow.section_state(audit, section)
    grade = section_grade(audit, section)
    later = audit.flag(paths.section(section.id, "later")) and state is not SectionState.COMPLETE
    words = "Come back to this later" if later else state.label
    if grade is not None and state is SectionState.COMPLETE:
        words = grade.label
    return StepLine(
        flow.SECTION_PREFIX + section.id,
        f"{section.number} {section.title}".strip(),
        state,
        words,
        grade,
        later,
        _counts(audit, section),
        _result_words(audit, section),
    )


def section_grade(audit: Audit, section: Section) -> ScalePoint | None:
    """Return the grade of a section: decided for it as a whole, or its single judgement; None where it has none."""
    decided = _decided(audit, section)
    if decided is not None or section.layout is not SectionLayout.SINGLE:
        return decided
    asked = tuple(audit.shown_items(section))
    for item in asked if len(asked) == 1 else ():
        scale = audit.tool.scale_of(item)
        if item.type is AnswerType.SCALE and scale is not None:
            value = audit.answer(item.id).value
            return scale.point(value) if isinstance(value, str) else None
    return None


def _decided(audit: Audit, section: Section) -> ScalePoint | None:
    """Return what was decided for a section or else worked out, as a grade of the tool or a band."""
    if section.roll_up is None or section.repeat is not None:
        return None
    for part in audit.parts(section):
        decided, result = results.decision(audit, part), results.section_result(audit, part)
        code, label = (decided.code, decided.label) if decided else (result.code, result.label) if result else ("", "")
        if code:
            points = (scale.point(code) for scale in audit.tool.scales)
            return next((point for point in points if point and point.label == label), ScalePoint(code, label, None))
    return None


def _result_words(audit: Audit, section: Section) -> str:
    found = (results.section_result(audit, part) for part in audit.parts(section)) if section.roll_up else iter(())
    return "; ".join(result.words for result in found if result is not None and result.words and not result.code)


def progress_words(audit: Audit, seen: Overview | None = None) -> str:
    """Return "3 of 7 standards complete"."""
    states = [line.state for line in (seen or overview(audit)).sections]
    complete, total = states.count(SectionState.COMPLETE), len(states)
    return f"{complete} of {total} {section_word(audit.tool, total)} complete"


def plan_title(audit: Audit) -> str:
    """Return the title of the step of agreeing and planning."""
    return flow.step_title(audit, flow.PLAN)


def settle_words(audit: Audit, seen: Overview | None = None) -> str:
    """Return "3 things to settle before signing"; empty where there is nothing."""
    number = len((seen or overview(audit)).blockers)
    return f"{count_words(number, 'thing', 'things')} to settle before signing" if number else ""


def _counts(audit: Audit, section: Section) -> tuple[tuple[ScalePoint, int], ...]:
    if section.layout is SectionLayout.SINGLE and not any(item.side_by_side for item in section.items):
        return ()
    given: Counter[tuple[str, str]] = Counter()
    scales = {}
    for item in audit.shown_items(section):
        scale = audit.tool.scale_of(item)
        value = audit.answer(item.id).value
        if scale is not None:
            scales[scale.id] = scale
            if isinstance(value, str) and value:
                given[scale.id, value] += 1
    return tuple(
        (point, given[scale.id, point.code])
        for scale in scales.values()
        for point in scale.points
        if given[scale.id, point.code]
    )


def _plain_state(missing: int, *, touched: bool) -> tuple[SectionState, str]:
    if not touched:
        return SectionState.NOT_STARTED, SectionState.NOT_STARTED.label
    if missing:
        return SectionState.IN_PROGRESS, f"{count_words(missing, 'thing', 'things')} to enter"
    return SectionState.COMPLETE, SectionState.COMPLETE.label


def _is_planned(audit: Audit) -> bool:
    texts = (paths.STRENGTHS, paths.DEVELOPMENT, paths.OWN_WORDS, paths.NO_ACTIONS_REASON, paths.OVERALL_GRADE)
    return bool(audit.actions) or any(audit.text(path) for path in texts)


def _sign_state(audit: Audit) -> tuple[SectionState, str]:
    if audit.is_signed:
        return SectionState.COMPLETE, "Signed"
    if audit.signatures:
        return SectionState.IN_PROGRESS, SectionState.IN_PROGRESS.label
    return SectionState.NOT_STARTED, SectionState.NOT_STARTED.label
