"""Complete answers to any tool, in the shape of an answers file."""

from __future__ import annotations

import json
from collections.abc import Iterable

from qa_desktop.domain.tool import AnswerType, Item, Section, Tool

Given = dict[str, object]
DAY = "2026-11-20"
NOT_WRITTEN = (AnswerType.COMPUTED, AnswerType.AUDIT)
"""What is worked out, and what needs another audit that is signed."""
WORDS = "Seen on the record, and told by the worker."


def answers_file(tool: Tool) -> bytes:
    """Return an answers file in which every question of the tool is answered and everybody signs."""
    repeated = [section for section in tool.sections if section.repeat]
    plain = [item for section in tool.sections if not section.repeat for item in section.items]
    overall = tool.scale(tool.overall.scale) if tool.overall else None
    content: Given = {
        "header": {item.id: value(tool, item) for item in tool.header if item.type not in NOT_WRITTEN},
        "answers": answers(tool, plain),
        "repeats": {
            section.id: [part(tool, section, number) for number in range(parts_of(section))] for section in repeated
        },
        "overall": {"grade": overall.points[0].code, "reason": WORDS} if overall else {},
        "signatures": [{"role": block.role, "name": block.label} for block in tool.signatures],
    }
    if tool.action_plan:
        content["actions"] = [
            {"what": "Write the chronology up to November and share it", "who": "Worker", "due": "2026-12-01"}
        ]
    return json.dumps(content).encode()


def parts_of(section: Section) -> int:
    """Return how many to enter: one more than there must be, where that may be."""
    repeat = section.repeat
    assert repeat is not None
    wanted = max(1, repeat.least) + 1
    return wanted if repeat.most is None else min(wanted, repeat.most)


def part(tool: Tool, section: Section, number: int) -> Given:
    return {"name": f"Called {number + 1}", "answers": answers(tool, section.items)}


def answers(tool: Tool, items: Iterable[Item]) -> Given:
    return {item.id: answer(tool, item) for item in items if item.type not in NOT_WRITTEN}


def answer(tool: Tool, item: Item) -> Given:
    given: Given = {"value": value(tool, item)}
    if item.comment:
        given["comment"] = WORDS
    if item.evidence:
        given["evidence"] = [{"text": "Case note of the visit", "on": DAY}]
    return given


def value(tool: Tool, item: Item) -> object:
    scale, least = tool.scale_of(item), item.limits.least
    match item.type:
        case AnswerType.SCALE:
            return scale.points[0].code if scale else ""
        case AnswerType.YES_NO:
            return "yes"
        case AnswerType.CHOICE:
            return item.choices[0].code
        case AnswerType.MULTIPLE_CHOICE:
            return [item.choices[0].code]
        case AnswerType.INTEGER | AnswerType.DECIMAL | AnswerType.PERCENT:
            return least if least is not None and item.type is not AnswerType.INTEGER else int(least or 1)
        case AnswerType.DATE:
            return DAY
        case AnswerType.CHECKLIST:
            return [item.guidance[0].id]
        case _:
            return WORDS
