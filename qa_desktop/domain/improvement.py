"""Improvement actions: the lines of a plan of the service, apart from the actions of cases (R-052, R-104, R-106)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.compose_sections import printed_value
from qa_desktop.domain.entries import Action, Progress
from qa_desktop.domain.ids import EntryId
from qa_desktop.domain.operation import Value
from qa_desktop.domain.read_entries import as_day
from qa_desktop.domain.tool import AnswerType, Section, Tool
from qa_desktop.domain.tool_outcome import ImprovementRule


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One line of a plan, as the plan says it; what became of it since stands beside."""

    action: Action
    source: str
    """Where it comes from, in words; empty where the plan does not ask."""
    place: str
    """The path in the record at which the line stands."""
    section: str = ""
    """Of a table the section that it is; empty for an action of the action plan."""
    instance: str = ""
    """Of a table the row."""


def holds_improvement(tool: Tool) -> bool:
    """Tell whether the actions of its action plan are those of the service, not of a case."""
    return tool.improvement is not None and not tool.improvement.what


def plan_lines(audit: Audit) -> tuple[PlanLine, ...]:
    """Return the lines of a plan that say what is to be done; none where the record is no plan of the service."""
    rule = audit.tool.improvement
    if rule is None:
        return ()
    if not rule.what:
        return tuple(PlanLine(one, "", paths.entry("action", one.id, "what")) for one in audit.actions)
    section = section_of(audit.tool, rule)
    return tuple(_lines(audit, rule, section)) if section is not None else ()


def followed_actions(audit: Audit) -> tuple[Action, ...]:
    """Return everything that is followed up: the actions of the plan, and the lines of a table."""
    rule = audit.tool.improvement
    return (*audit.actions, *(line.action for line in plan_lines(audit))) if rule and rule.what else audit.actions


def section_of(tool: Tool, rule: ImprovementRule) -> Section | None:
    """Return the section whose rows are the lines."""
    return next((one for one in tool.sections if any(item.id == rule.what for item in one.items)), None)


def progress_in_plan(audit: Audit, key: str) -> Progress:
    """Return how far a line is as the plan itself says."""
    rule, instance = audit.tool.improvement, key.partition("@")[2]
    if rule is None or not rule.progress or not key.startswith(paths.LINE):
        return Progress.OPEN
    said = audit.answer(rule.progress, instance).value
    codes = {Progress.STARTED: rule.started, Progress.DONE: rule.done, Progress.NOT_NEEDED: rule.not_needed}
    return next((progress for progress, named in codes.items() if said in named), Progress.OPEN)


def impact_in_plan(audit: Audit, key: str) -> str:
    """Return what the plan itself says became of a line."""
    rule, instance = audit.tool.improvement, key.partition("@")[2]
    if rule is None or not rule.impact or not key.startswith(paths.LINE):
        return ""
    answer, item = audit.answer(rule.impact, instance), audit.tool.item(rule.impact)
    return answer.comment if item is not None and item.type is AnswerType.CHOICE else _text(answer.value)


def draft_values(audit: Audit, key: str, progress: Progress | None, impact: str | None) -> dict[str, Value]:
    """Return the answers by which a plan that is not signed says how far a line is; none where it does not ask."""
    rule, instance = audit.tool.improvement, key.partition("@")[2]
    if rule is None or not key.startswith(paths.LINE):
        return {}
    values: dict[str, Value] = {}
    codes = {Progress.STARTED: rule.started, Progress.DONE: rule.done, Progress.NOT_NEEDED: rule.not_needed}
    if progress is not None and rule.progress:
        item = audit.tool.item(rule.progress)
        named = {code for known in codes.values() for code in known}
        others = [one.code for one in item.choices if one.code not in named] if item else []
        wanted = codes.get(progress, tuple(others))
        if wanted:
            values[paths.answer(rule.progress, instance=instance)] = wanted[0]
    if impact is not None and rule.impact:
        item = audit.tool.item(rule.impact)
        field = "comment" if item is not None and item.type is AnswerType.CHOICE else "value"
        values[paths.answer(rule.impact, field, instance)] = impact.strip() or None
    return values


def _lines(audit: Audit, rule: ImprovementRule, section: Section) -> Iterator[PlanLine]:
    for part in audit.parts(section):
        what = _text(audit.answer(rule.what, part.instance).value)
        if what:
            key = paths.line_key(rule.what, part.instance)
            action = Action(
                EntryId(key),
                what,
                _text(audit.answer(rule.owner, part.instance).value) if rule.owner else "",
                as_day(audit.answer(rule.due, part.instance).value) if rule.due else None,
            )
            place = paths.answer(rule.what, instance=part.instance)
            yield PlanLine(action, _source(audit, rule, part.instance), place, section.id, part.instance)


def _source(audit: Audit, rule: ImprovementRule, instance: str) -> str:
    item = audit.tool.item(rule.source) if rule.source else None
    return printed_value(audit, item, audit.answer(rule.source, instance).value) if item is not None else ""


def _text(value: Value) -> str:
    return str(value).strip() if value is not None else ""
