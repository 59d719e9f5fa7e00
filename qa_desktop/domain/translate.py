"""A tool in another language: every text that people read has a path, under which a translation may stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from typing import TypeVar

from qa_desktop.domain.labels import GROUP, LABELS
from qa_desktop.domain.scale import Scale
from qa_desktop.domain.tool import GuidancePoint, Item, Section, Tool, Words
from qa_desktop.domain.tool_outcome import ActionPlanForm, EscalationRule, OverallJudgement, RollUp

Say = Callable[[str, str], str]
"""Returns what stands for the text at a path: (path, text) to text."""
Kind = TypeVar("Kind")


def languages(tool: Tool) -> tuple[str, ...]:
    """Return the codes of the languages into which the tool is translated."""
    return tuple(code for code, _ in tool.translations)


def in_language(tool: Tool, language: str) -> Tool:
    """Return the tool in a language; a text that has no translation stays as it is, and so does the content hash."""
    texts = next((dict(found) for code, found in tool.translations if code == language), None)
    if not texts:
        return tool
    return reworded(tool, lambda path, text: texts.get(path) or text)


def text_paths(tool: Tool) -> dict[str, str]:
    """Return every text of the tool that can be translated, by its path, in the order of the file."""
    found: dict[str, str] = {}

    def note(path: str, text: str) -> str:
        found.setdefault(path, text)
        return text

    reworded(tool, note)
    for name, text in LABELS.items():
        note(GROUP + name, text)
    return found


def reworded(tool: Tool, say: Say) -> Tool:
    """Return the tool with every text as `say` gives it."""
    return replace(
        _texts(tool, "", ("title", "purpose", "benchmark"), say),
        words=_texts(tool.words, "words", tuple(one.name for one in fields(Words)), say),
        scales=tuple(_scale(scale, say) for scale in tool.scales),
        stages=tuple(_texts(stage, f"stages/{stage.id}", ("title",), say) for stage in tool.stages),
        header=tuple(_item(item, say) for item in tool.header),
        guidance=_points(tool.guidance, say),
        sections=tuple(_section(section, say) for section in tool.sections),
        overall=_overall(tool.overall, say),
        action_plan=_plan(tool.action_plan, say),
        signatures=tuple(
            _texts(block, f"signatures/{block.role}", ("label", "statement"), say) for block in tool.signatures
        ),
        filing=tool.filing
        and replace(
            tool.filing,
            steps=tuple(
                _texts(step, f"filing/{step.id}", ("title", "heading", "text"), say) for step in tool.filing.steps
            ),
        ),
        escalation=tuple(_escalation(rule, say) for rule in tool.escalation),
        deadlines=tuple(_texts(rule, f"deadlines/{rule.id}", ("label", "owner"), say) for rule in tool.deadlines),
        follow_ups=tuple(_texts(rule, f"follow_ups/{rule.id}", ("task", "owner"), say) for rule in tool.follow_ups),
        registers=tuple(_texts(rule, f"registers/{rule.id}", ("title",), say) for rule in tool.registers),
        improvement=tool.improvement and _texts(tool.improvement, "improvement", ("board",), say),
        look_back=tool.look_back and _texts(tool.look_back, "look_back", ("text",), say),
    )


def _texts(value: Kind, path: str, names: tuple[str, ...], say: Say) -> Kind:
    """Return a value with these texts as they are said; an empty one is no text."""
    start = f"{path}/" if path else ""
    said = {name: say(start + name, text) for name in names if (text := str(getattr(value, name)))}
    return replace(value, **said)  # type: ignore[type-var]  # every part of a tool is a dataclass


def _list(texts: tuple[str, ...], path: str, say: Say) -> tuple[str, ...]:
    return tuple(say(f"{path}/{number}", text) for number, text in enumerate(texts, start=1))


def _pairs(pairs: tuple[tuple[str, str], ...], path: str, say: Say) -> tuple[tuple[str, str], ...]:
    return tuple((key, say(f"{path}/{key}", text)) for key, text in pairs)


def _scale(scale: Scale, say: Say) -> Scale:
    names = ("label", "descriptor", "short_descriptor")
    points = tuple(_texts(point, f"scales/{scale.id}/{point.code}", names, say) for point in scale.points)
    return replace(_texts(scale, f"scales/{scale.id}", ("title",), say), points=points)


def _section(section: Section, say: Say) -> Section:
    path = f"sections/{section.id}"
    return replace(
        _texts(section, path, ("title", "statement"), say),
        items=tuple(_item(item, say) for item in section.items),
        guidance=_points(section.guidance, say),
        where_to_look=_list(section.where_to_look, f"{path}/where_to_look", say),
        repeat=section.repeat and _texts(section.repeat, f"{path}/repeat", ("of",), say),
        roll_up=_roll_up(section.roll_up, path, say),
    )


def _item(item: Item, say: Say) -> Item:
    path = f"questions/{item.id}"
    return replace(
        _texts(item, path, ("label", "help", "group"), say),
        choices=tuple(replace(one, label=say(f"{path}/choices/{one.code}", one.label)) for one in item.choices),
        comment=item.comment and replace(item.comment, label=say(f"{path}/comment", item.comment.label)),
        guidance=_points(item.guidance, say),
        descriptors=_pairs(item.descriptors, f"{path}/descriptors", say),
        where_to_look=_list(item.where_to_look, f"{path}/where_to_look", say),
        interview_prompts=_list(item.interview_prompts, f"{path}/interview_prompts", say),
        wordings=tuple(
            replace(one, label=say(f"{path}/wordings/{number}", one.label))
            for number, one in enumerate(item.wordings, start=1)
        ),
    )


def _points(points: tuple[GuidancePoint, ...], say: Say) -> tuple[GuidancePoint, ...]:
    return tuple(
        replace(
            _texts(point, f"guidance/{point.id}", ("group", "applies_to"), say),
            text=say(f"guidance/{point.id}", point.text),
            parts=_pairs(point.parts, f"guidance/{point.id}/parts", say),
        )
        for point in points
    )


def _roll_up(roll_up: RollUp | None, path: str, say: Say) -> RollUp | None:
    if roll_up is None:
        return None
    bands = tuple(replace(band, label=say(f"{path}/bands/{band.code}", band.label)) for band in roll_up.bands)
    return replace(_texts(roll_up, path, ("all_not_applicable",), say), bands=bands)


def _overall(overall: OverallJudgement | None, say: Say) -> OverallJudgement | None:
    if overall is None:
        return None
    said = _texts(overall, "overall", ("label", "question", "reason_label"), say)
    return replace(said, roll_up=_roll_up(overall.roll_up, "overall", say))


def _plan(plan: ActionPlanForm | None, say: Say) -> ActionPlanForm | None:
    if plan is None:
        return None
    path = "action_plan"
    return replace(
        _texts(plan, path, ("title", "auditor_half", "supervision_half"), say),
        columns=tuple(replace(one, label=say(f"{path}/columns/{one.field}", one.label)) for one in plan.columns),
        smart_prompts=tuple(
            (letter, say(f"{path}/smart_prompts/{letter}/name", name), say(f"{path}/smart_prompts/{letter}", question))
            for letter, name, question in plan.smart_prompts
        ),
    )


def _escalation(rule: EscalationRule, say: Say) -> EscalationRule:
    path = f"escalation/{rule.grade}"
    return replace(
        _texts(rule, path, ("note",), say),
        recipients=_list(rule.recipients, f"{path}/tell", say),
        conditional=_list(rule.conditional, f"{path}/tell_where_relevant", say),
        comment_by=_list(rule.comment_by, f"{path}/comment_by", say),
    )
