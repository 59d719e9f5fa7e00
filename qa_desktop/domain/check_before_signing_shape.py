"""What the structure of an audit alone leaves open: a grade without evidence, a date outside, a plan without action."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from qa_desktop.domain import consequences, flow, paths, results
from qa_desktop.domain.action_check import VAGUE, smart_hints
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.check_before_signing_decision import CheckKind
from qa_desktop.domain.check_before_signing_identifiers import Span
from qa_desktop.domain.check_before_signing_places import evidence_words, question_words, shortened
from qa_desktop.domain.entries import EvidenceSource, SmartTest
from qa_desktop.domain.look_back import TYPE_PATH, usual_period
from qa_desktop.domain.repeats import Part
from qa_desktop.domain.scale import ScalePoint
from qa_desktop.domain.tool import AnswerType, Item
from qa_desktop.domain.wordcase import lower_first

PLAN_DEADLINES = frozenset({"immediate_actions", "other_actions"})
"""What deadlines apply to that count for the actions of the plan."""


@dataclass(frozen=True, slots=True)
class Open:
    """One thing that is left open. `path` is the field that it is about, `goto` where it can be put right."""

    kind: CheckKind
    step: str
    path: str
    place: str
    message: str
    goto: str
    needed: bool = False
    """Whether it stands in the way of signing, so that nobody can leave it."""
    words: Span | None = None
    """Which words of the field's text it is about."""


def period_audited(audit: Audit) -> tuple[date, date] | None:
    """Return the period audited: as entered, else what an audit of this type usually looks at, to the last meeting."""
    start, end = audit.day(paths.about("period_from")), audit.day(paths.about("period_to"))
    last = audit.last_meeting()
    if start is not None:
        end = end or last
        return (start, end) if end else None
    return usual_period(audit.tool, audit.value(TYPE_PATH), last) if last else None


def left_open(audit: Audit) -> Iterator[Open]:
    """Yield what the structure leaves open, in reading order."""
    raised = tuple(_without_action(audit))
    for section in audit.shown_sections():
        step = flow.SECTION_PREFIX + section.id
        for part in audit.parts(section):
            for item in part.section.items:
                if audit.holds(item.shown_when):
                    yield from _question(audit, step, item)
            yield from _decided(audit, step, part)
    yield from _overall(audit)
    yield from raised
    yield from _vague(audit)


def _question(audit: Audit, step: str, item: Item) -> Iterator[Open]:
    point = _grade(audit, item)
    if point is not None:
        path, place, word = paths.answer(item.id), question_words(audit, item), lower_first(audit.tool.words.grade)
        if item.evidence and not audit.evidence_for(item.id):
            message = f"The {word} is “{point.label}”, and no evidence stands under it"
            yield Open(CheckKind.NO_EVIDENCE, step, path, place, message, path)
        if item.comment is not None and not audit.answer(item.id).comment.strip():
            message = f"The {word} is “{point.label}”, without a reason"
            needed = flow.needs_comment(item, audit.answer(item.id))
            goto = paths.answer(item.id, "comment")
            yield Open(CheckKind.NO_REASON, step, path, place, message, goto, needed=needed)
    yield from _outside(audit, step, item)


def _grade(audit: Audit, item: Item) -> ScalePoint | None:
    """Return the grade that was given, if it is a level: "need support" and "not applicable" say nothing to prove."""
    answer = audit.answer(item.id)
    if item.type is not AnswerType.SCALE or not audit.applies(item) or answer.not_applicable or answer.not_evidenced:
        return None
    scale = audit.tool.scale_of(item)
    point = scale.point(str(answer.value)) if scale else None
    return point if point is not None and point.rank is not None else None


def _outside(audit: Audit, step: str, item: Item) -> Iterator[Open]:
    period = period_audited(audit)
    meetings = {sitting.day for sitting in audit.sittings}
    for number, one in enumerate(audit.evidence_for(item.id), start=1):
        # What was told or looked for in the meeting is of that day; a record that was seen has a day of its own.
        said_there = one.on in meetings and one.source is not EvidenceSource.SEEN_ON_RECORD
        if period is None or one.on is None or said_there or period[0] <= one.on <= period[1]:
            continue
        path = paths.entry("evidence", one.id, "on")
        message = f"Dated {_day(one.on)}, outside the period audited ({_day(period[0])} to {_day(period[1])})"
        yield Open(CheckKind.OUTSIDE_PERIOD, step, path, evidence_words(audit, item, number), message, path)


def _decided(audit: Audit, step: str, part: Part) -> Iterator[Open]:
    decided = results.decision(audit, part) if part.section.roll_up else None
    if decided is None or decided.reason.strip():
        return
    key = paths.answer_key(part.section.id, part.instance)
    message = f"“{decided.label}” is decided for the whole, without a reason"
    goto, needed = paths.section(key, "reason"), results.needs_reason(audit, part)
    yield Open(
        CheckKind.NO_REASON, step, paths.section(key, "grade"), shortened(part.title), message, goto, needed=needed
    )


def _overall(audit: Audit) -> Iterator[Open]:
    overall = audit.tool.overall
    if overall is None or not audit.overall_grade or audit.overall_reason.strip():
        return
    message = f"The {lower_first(audit.tool.words.grade)} is “{_overall_label(audit)}”, without a reason"
    needed = overall.reason_compulsory or results.overall_differs(audit)
    yield Open(
        CheckKind.NO_REASON, flow.PLAN, paths.OVERALL_GRADE, overall.label, message, paths.OVERALL_REASON, needed=needed
    )


def _without_action(audit: Audit) -> Iterator[Open]:
    """Yield each answer that calls for something to be done by the tool's own rules, while the plan is empty."""
    if audit.tool.action_plan is None or audit.actions:
        return
    tasks = {rule.item: rule.task for rule in consequences.follow_ups(audit)}
    for section in audit.shown_sections():
        for item in audit.shown_items(section):
            raised = tasks.get(item.id, "")
            if raised or (audit.applies(item) and audit.is_concern(item)):
                yield _unplanned(paths.answer(item.id), question_words(audit, item), raised)
    overall, grade = audit.tool.overall, audit.overall_grade
    rules = (one for one in audit.tool.deadlines if one.applies_to in PLAN_DEADLINES and grade in one.grades)
    if overall is not None and grade and next(rules, None) is not None:
        yield _unplanned(paths.OVERALL_GRADE, f"{overall.label}: {_overall_label(audit)}", "")


def _unplanned(path: str, place: str, task: str) -> Open:
    asked = f"The tool asks for this: “{task}”." if task else "The tool asks for something to be done."
    message = f"{asked} The plan has no action"
    return Open(CheckKind.NO_ACTION, flow.PLAN, path, place, message, paths.NO_ACTIONS_REASON)


def _vague(audit: Audit) -> Iterator[Open]:
    for number, action in enumerate(audit.actions, start=1):
        hint = smart_hints(action).get(SmartTest.SPECIFIC)
        if hint is None or not action.what.strip():
            continue
        path, found = paths.entry("action", action.id, "what"), VAGUE.search(action.what)
        words = Span(found.start(), found.end()) if found else Span(0, len(action.what))
        yield Open(CheckKind.NOT_SMART, flow.PLAN, path, f"Action {number}", hint.removesuffix("."), path, words=words)


def _overall_label(audit: Audit) -> str:
    scale = audit.tool.scale(audit.tool.overall.scale) if audit.tool.overall else None
    point = scale.point(audit.overall_grade) if scale else None
    return point.label if point else audit.overall_grade


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
