"""What the next plan of the service takes over from the last: the lines not finished, and what became of the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from qa_desktop.domain import follow_up, paths
from qa_desktop.domain.answer_check import check_value
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.audit_link import link_words
from qa_desktop.domain.compose_sections import printed_day
from qa_desktop.domain.entries import Action, Progress
from qa_desktop.domain.follow_up import Stage
from qa_desktop.domain.improvement import PlanLine, draft_values, plan_lines, section_of
from qa_desktop.domain.operation import Value
from qa_desktop.domain.origin import WHOLE, Finished, Origin, finished_values, origin_of, origin_values
from qa_desktop.domain.origin_place import Place
from qa_desktop.domain.repeats import FIRST, from_the_beginning
from qa_desktop.domain.tool import AnswerType, Section, Tool, plain_id
from qa_desktop.domain.tool_outcome import ImprovementRule

ABOUT = ("service", "team")
"""What is taken over of *About this audit*."""
NOT_CARRIED = frozenset({"done", "removed", "reread"})
"""Fields of an answer or action that say something of the last plan alone."""


def open_lines(plan: Audit) -> tuple[PlanLine, ...]:
    """Return the lines that are not finished."""
    return tuple(one for one in plan_lines(plan) if follow_up.stage_of(plan, one.action) is Stage.OPEN)


def carried_values(tool: Tool, plan: Audit, given: Mapping[str, Value], new_ids: Sequence[str]) -> dict[str, Value]:
    """Return what the next plan with a tool begins with, by path.

    `given` is what it begins with besides: answers there keep the first row. `new_ids` are ids in the order of time,
    one for each open line at least.
    """
    rule = tool.improvement
    if rule is None:
        return {}
    section = section_of(tool, rule) if rule.what else None
    whole = Origin(Place(plan.id, link_words(plan), WHOLE), since=plan.last_meeting())
    values: dict[str, Value] = {**dict(_about(tool, plan)), **origin_values(WHOLE, whole)}
    lines = open_lines(plan)
    if section is None:
        for line in lines:
            values |= _action(plan, line.action) | _origin(plan, line.action, line.action.id)
    else:
        for line, instance in zip(lines, _instances(section, given, new_ids), strict=False):
            values |= _row(plan, (section, rule), line, instance)
            values |= _origin(plan, line.action, paths.line_key(rule.what, instance))
    for one in _finished(plan):
        values |= finished_values(one)
    return {path: value for path, value in values.items() if check_value(tool, path, value) is None}


def _about(tool: Tool, plan: Audit) -> Iterator[tuple[str, Value]]:
    """Yield what both plans are about: nothing that a meeting says anew."""
    for field in ABOUT:
        if (value := plan.value(paths.about(field))) is not None:
            yield paths.about(field), value
    for item in tool.header:
        path = paths.header(item.id)
        if not item.prefill and item.type is not AnswerType.DATE and (value := plan.value(path)) is not None:
            yield path, value


def _instances(section: Section, given: Mapping[str, Value], new_ids: Sequence[str]) -> Iterator[str]:
    own = {str(item.id) for item in section.items}
    taken = any(plain_id(paths.Path.parse(path).key) in own for path in given)
    if section.repeat is not None and not taken:
        yield from from_the_beginning(section.repeat)
    yield from new_ids


def _row(plan: Audit, table: tuple[Section, ImprovementRule], line: PlanLine, instance: str) -> dict[str, Value]:
    section, rule = table
    own = {str(item.id) for item in section.items}
    values: dict[str, Value] = {}
    if instance != FIRST and not instance.isdecimal():
        values[paths.repeat(section.id, instance, "added")] = True
    for path, state in plan.record.fields.items():
        parsed = paths.Path.parse(path)
        item, _, row = parsed.key.partition("@")
        if parsed.group == "answer" and item in own and row == line.instance and parsed.field not in NOT_CARRIED:
            values[paths.answer(item, parsed.field, instance)] = state.value
    half = follow_up.supervision(plan, line.action.id)
    since = draft_values(plan, line.action.id, half.progress, half.impact or None)
    for path, value in since.items():
        parsed = paths.Path.parse(path)
        values[paths.answer(plain_id(parsed.key), parsed.field, instance)] = value
    if rule.owner:
        values[paths.answer(rule.owner, instance=instance)] = follow_up.owner_of(plan, line.action).who or None
    return {path: value for path, value in values.items() if value is not None}


def _action(plan: Audit, action: Action) -> dict[str, Value]:
    start = f"action/{action.id}/"
    values = {
        path: state.value
        for path, state in plan.record.fields.items()
        if path.startswith(start) and state.value is not None and paths.Path.parse(path).field not in NOT_CARRIED
    }
    return {**values, f"{start}who": follow_up.owner_of(plan, action).who}


def _origin(plan: Audit, action: Action, key: str) -> dict[str, Value]:
    before = origin_of(plan, action.id)
    here = Place(plan.id, link_words(plan), action.id)
    since = before.since or plan.last_meeting()
    told = (*before.history, _said(plan, action))
    return origin_values(key, Origin(here, before.finding, since, told))


def _said(plan: Audit, action: Action) -> str:
    half, owner = follow_up.supervision(plan, action.id), follow_up.owner_of(plan, action)
    due = follow_up.due_of(action, {})
    parts = [half.progress.label.lower(), f"due {printed_day(due)}" if due else "no date"]
    parts += [f"with {owner.who}"] if owner.who else []
    comment = f" {half.completed}" if half.completed else ""
    return f"{printed_day(plan.last_meeting())}: {', '.join(parts)}.{comment}"


def _finished(plan: Audit) -> Iterator[Finished]:
    for line in plan_lines(plan):
        if follow_up.stage_of(plan, line.action) is not Stage.OPEN:
            half = follow_up.supervision(plan, line.action.id)
            reason = half.reason if half.progress is Progress.NOT_NEEDED else ""
            who = follow_up.owner_of(plan, line.action).who
            yield Finished(line.action.id, line.action.what, who, half.progress, half.done_on, half.impact, reason)
