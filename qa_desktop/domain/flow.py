"""The guided flow as pure rules: the steps of an audit, what is complete, what blocks signing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from qa_desktop.domain import pairs, paths, results, safety, stages
from qa_desktop.domain.action_check import action_problems
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.audit_terms import about_title, is_audit
from qa_desktop.domain.entries import Answer
from qa_desktop.domain.respondents import respondent
from qa_desktop.domain.tool import AnswerType, Item, Need, Section, Stage

ABOUT = "about"
PLAN = "plan"
SIGN = "sign"
SECTION_PREFIX = "section:"
NOT_APPLICABLE = "not_applicable"
"""The answer, among the codes of a question, that it does not apply."""
SAFETY = "safety"
"""Where a safety concern is recorded: a page beside the steps."""
SETTLE = "settle"
"""Where fields that two people wrote are settled: no step of the audit, but a blocker can lead there."""


class SectionState(Enum):
    """How far a section is."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    COMPLETE = "complete"

    @property
    def label(self) -> str:
        """The words of the task list."""
        return {"not_started": "Not yet started", "in_progress": "In progress", "complete": "Complete"}[self.value]


@dataclass(frozen=True, slots=True)
class Blocker:
    """One thing to settle before signing: a sentence, and the step and field that it links to."""

    message: str
    step: str
    path: str


def steps(audit: Audit) -> tuple[str, ...]:
    """Return the ids of the audit's steps in reading order."""
    sections = tuple(SECTION_PREFIX + section.id for section in audit.shown_sections())
    agreed = is_audit(audit.tool) or audit.tool.overall or audit.tool.action_plan
    return (ABOUT, *sections, *([PLAN] if agreed else []), SIGN)


def next_step(audit: Audit, step: str) -> str | None:
    """Return the step after this one, or None at the end."""
    order = steps(audit)
    place = order.index(step) + 1 if step in order else 0
    return order[place] if place < len(order) else None


def previous_step(audit: Audit, step: str) -> str | None:
    """Return the step before this one, or None at the beginning."""
    order = steps(audit)
    place = order.index(step) - 1 if step in order else -1
    return order[place] if place >= 0 else None


def section_at(audit: Audit, step: str) -> Section | None:
    """Return the section of a step, None for any other: a section may be called as a step is."""
    is_section = step.startswith(SECTION_PREFIX)
    return audit.tool.section(step.removeprefix(SECTION_PREFIX)) if is_section else None


def step_title(audit: Audit, step: str) -> str:
    """Return the title of a step as the window names it."""
    if step.startswith(SECTION_PREFIX):
        section = section_at(audit, step)
        return section.title if section else ""
    return {ABOUT: about_title(audit.tool), PLAN: "Agree and plan", SIGN: "Sign"}.get(step, "")


def section_state(audit: Audit, section: Section) -> SectionState:
    """Return how far a section is.

    A section is complete when its needed answers are given and either the pair said so or every question is answered.
    """
    kept = audit.kept.sections
    if section.id not in kept:
        kept[section.id] = _section_state(audit, section)
    return kept[section.id]


def _section_state(audit: Audit, section: Section) -> SectionState:
    items = tuple(audit.shown_items(section))
    answered = [audit.is_answered(item) for item in items]
    marked = audit.flag(paths.section(section.id, "complete"))
    if (marked or (items and all(answered))) and not section_blockers(audit, section):
        return SectionState.COMPLETE
    given = any(done and audit.applies(item) for item, done in zip(items, answered, strict=True))
    touched = marked or given or any(audit.answer(item.id).is_touched for item in items)
    touched = touched or any(audit.is_seen(point.id) for point in section.points)
    touched = touched or any(audit.evidence_for(item.id) for item in items)
    return SectionState.IN_PROGRESS if touched else SectionState.NOT_STARTED


def progress(audit: Audit) -> tuple[int, int]:
    """Return (complete sections, all sections)."""
    states = [section_state(audit, section) for section in audit.shown_sections()]
    return states.count(SectionState.COMPLETE), len(states)


def section_blockers(audit: Audit, section: Section) -> list[Blocker]:
    """Return what a section still needs before signing."""
    step = SECTION_PREFIX + section.id
    return [
        *_count_needs(audit, section),
        *(
            Blocker(f"{part.label}: {message}" if part.label else message, step, path)
            for part in audit.parts(section)
            for item in part.section.items
            if audit.holds(item.shown_when)
            for message, path in _item_needs(audit, item)
        ),
        *_decision_needs(audit, section),
    ]


def blockers(audit: Audit) -> tuple[Blocker, ...]:
    """Return everything to settle before signing, in the order of the steps; empty when the audit can be signed."""
    found: list[Blocker] = []
    if audit.record.read_only_reason:
        found.append(Blocker(audit.record.read_only_reason, ABOUT, paths.SUBJECT))
    if audit.record.to_settle:
        many = audit.record.to_settle > 1
        fields = f"{audit.record.to_settle} fields were" if many else "A field was"
        found.append(Blocker(f"{fields} written by two people: say what holds", SETTLE, ""))
    if not audit.subject.strip():
        found.append(Blocker(f"Enter the {_lower(audit.tool.words.case_reference)}", ABOUT, paths.SUBJECT))
    found += [
        Blocker(f"{item.label}: enter this", ABOUT, paths.header(item.id))
        for item in audit.shown_header()
        if item.need is Need.MANDATORY and not item.computation and audit.value(paths.header(item.id)) in (None, "")
    ]
    for section in audit.shown_sections():
        found += section_blockers(audit, section)
    found += _reading_blockers(audit)
    found += _overall_blockers(audit)
    found += _first_grade_blockers(audit)
    found += _plan_blockers(audit)
    found += [Blocker(message, SAFETY, path) for message, path in safety.signing_needs(audit)]
    return tuple(found)


def _decision_needs(audit: Audit, section: Section) -> list[Blocker]:
    """Tell where somebody decided otherwise than was worked out, and did not say why."""
    if section.roll_up is None:
        return []
    return [
        Blocker(f"{part.title}: say why you decide otherwise", SECTION_PREFIX + section.id, path)
        for part in audit.parts(section)
        if results.needs_reason(audit, part)
        for path in [paths.section(paths.answer_key(section.id, part.instance), "reason")]
    ]


def _reading_blockers(audit: Audit) -> list[Blocker]:
    """Tell who has not yet said that they read what comes before a stage: answers from a file do not wait for it."""
    found = []
    for stage in audit.tool.stages:
        readers = stages.unread(audit, stage)
        section = next((one for one in audit.shown_sections() if _is_part_of(audit, one, stage)), None)
        if readers and section is not None:
            before = next((one.title for one in audit.tool.stages if one.id == stage.opens_after), "")
            who = " and ".join(f"the {party.label}" for party in readers)
            words = f"{stage.title}: {who} must first say that they read “{before}”"
            found.append(Blocker(words, SECTION_PREFIX + section.id, ""))
    return found


def _is_part_of(audit: Audit, section: Section, stage: Stage) -> bool:
    return any((item.stage or section.stage) == stage.id for item in audit.shown_items(section))


def _count_needs(audit: Audit, section: Section) -> list[Blocker]:
    """Tell where too few or too many are in a repeated section, as after the work of two people came together."""
    repeat = section.repeat
    if repeat is None:
        return []
    there, step = len(audit.parts(section)), SECTION_PREFIX + section.id
    if there < repeat.least:
        return [Blocker(f"{section.title}: add one, {repeat.least} are needed", step, "")]
    if repeat.most is not None and there > repeat.most:
        return [Blocker(f"{section.title}: take one out, there are at most {repeat.most}", step, "")]
    return []


def _item_needs(audit: Audit, item: Item) -> list[tuple[str, str]]:
    if item.computation is not None or not audit.applies(item):
        return []
    answer = audit.answer(item.id)
    needs: list[tuple[str, str]] = []
    if item.need is Need.MANDATORY and not audit.is_answered(item):
        needs.append(("answer this", "value"))
    if (answer.not_applicable or answer.not_evidenced) and not answer.reason.strip():
        needs.append(("say why it does not apply or is not evidenced", "reason"))
    if needs_comment(item, answer) and not answer.comment.strip():
        needs.append((f"write the {_lower(item.comment.label if item.comment else 'comment')}", "comment"))
    needs += _too_long(item, answer)
    if not needs:
        return []
    title = _short(f"{item.number} {audit.label_of(item)}".strip())
    by = respondent(item.id)
    title += f" ({by.label})" if by else ""
    return [(f"{title}: {need}", paths.answer(item.id, field)) for need, field in needs]


def needs_comment(item: Item, answer: Answer) -> bool:
    """Tell whether what was answered makes the comment compulsory."""
    rule = item.comment
    if rule is None or not answer.is_given:
        return False
    if answer.not_applicable:
        return NOT_APPLICABLE in rule.compulsory_for
    if rule.need is Need.MANDATORY:
        return True
    given = answer.value if isinstance(answer.value, tuple) else (str(answer.value),)
    return any(one in rule.compulsory_for for one in given) or (item.type is AnswerType.SCALE and answer.reread)


def _too_long(item: Item, answer: Answer) -> list[tuple[str, str]]:
    """Tell what has more words than the form allows: it is kept as it is, and shortened before signing."""
    texts = [("value", answer.value, item.limits.words)]
    texts.append(("comment", answer.comment, item.comment.word_limit if item.comment else None))
    return [
        (f"shorten this to {limit} words, it has {words}", field)
        for field, text, limit in texts
        if limit is not None and isinstance(text, str) and (words := len(text.split())) > limit
    ]


def _first_grade_blockers(audit: Audit) -> list[Blocker]:
    """Ask that both lock their first grades: they talk about them before either submits (R-042, R-043)."""
    if pairs.seat_of(audit) is None or pairs.is_locked(audit):
        return []
    return [Blocker("Lock your first grades, then talk with the other auditor", PLAN, pairs.FIRST)]


def _overall_blockers(audit: Audit) -> list[Blocker]:
    overall = audit.tool.overall
    if overall is None:
        return []
    if not audit.overall_grade:
        return [Blocker(f"{overall.label}: choose a {_lower(audit.tool.words.grade)}", PLAN, paths.OVERALL_GRADE)]
    if audit.overall_reason.strip():
        return []
    if overall.reason_compulsory:
        return [Blocker(f"{overall.label}: give the reason", PLAN, paths.OVERALL_REASON)]
    if results.overall_differs(audit):
        return [Blocker(f"{overall.label}: say why you decide otherwise", PLAN, paths.OVERALL_REASON)]
    return []


def _plan_blockers(audit: Audit) -> list[Blocker]:
    form = audit.tool.action_plan
    if form is None:
        return []
    if not audit.actions:
        if audit.text(paths.NO_ACTIONS_REASON).strip():
            return []
        message = "Add an action, or say why no action is needed"
        return [Blocker(message, PLAN, paths.NO_ACTIONS_REASON)]
    start = audit.last_meeting()
    return [
        Blocker(f"Action {number}: {problem.message}", PLAN, paths.entry("action", action.id, problem.field))
        for number, action in enumerate(audit.actions, start=1)
        for problem in action_problems(action, form, start)
    ]


def _short(text: str, most: int = 70) -> str:
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + "…"


def _lower(label: str) -> str:
    return label if label[:2].isupper() else label[:1].lower() + label[1:]
