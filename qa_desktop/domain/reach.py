"""How far an entry reaches into what is worked out of a draft: only that is worked out anew when it is saved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from qa_desktop.domain.condition import Condition, subjects
from qa_desktop.domain.consequences import ALLOCATED_ON, COUNTED_STARTS
from qa_desktop.domain.kept import Reach
from qa_desktop.domain.paths import Path
from qa_desktop.domain.tool import AnswerType, Item, Section, Tool, plain_id

OF_NO_SECTION = frozenset({"action", "summary", "plan", "prep", "check", "worked"})
"""The groups that say nothing of how far a section is."""
OF_NO_ROW = frozenset({"evidence", "section", "summary", "plan", "prep", "check", "worked"})
"""The groups from which no row follows while the audit is a draft."""


@dataclass(frozen=True, slots=True)
class Reaches:
    """How far entries reach in a draft with one tool."""

    sections: Mapping[str, str]
    """By question or guidance point the section that holds it, where nothing outside of it depends on the answer."""

    @classmethod
    def of(cls, tool: Tool) -> Reaches:
        """Return what can be said of a tool before anything is answered."""
        watched = {plain_id(one) for one in _named(tool)}
        late = {stage.id for stage in tool.stages} & {rule.id for rule in tool.deadlines}
        found: dict[str, str] = {}
        shared = {one for one, count in Counter(_ticked(tool)).items() if count > 1}
        for section in tool.sections:
            own = [item for item in section.items if (item.stage or section.stage) not in late]
            found |= {item.id: section.id for item in own if item.id not in watched}
            if len(own) == len(section.items):
                found |= {point.id: section.id for point in section.points if point.id not in shared}
        return cls(found)

    def reach(self, touched: Iterable[Path]) -> Reach:
        """Return how far these entries reach together."""
        sections: set[str] | None = set()
        rows = False
        for one in touched:
            section = self.sections.get(plain_id(one.key)) if one.group in ("answer", "point") else None
            if section is not None:
                if sections is not None:
                    sections.add(section)
                continue
            rows = rows or one.group not in OF_NO_ROW
            sections = sections if one.group in OF_NO_SECTION else None
        return Reach(None if sections is None else frozenset(sections), rows)


def _ticked(tool: Tool) -> Iterator[str]:
    """Yield each guidance point once for every section in which it stands: two can print the same."""
    for section in tool.sections:
        yield from {point.id for point in section.points}


def _named(tool: Tool) -> Iterator[str]:
    """Yield the questions and fields on which something outside of their own section may depend."""
    yield from (*COUNTED_STARTS, ALLOCATED_ON)
    for condition in _conditions(tool):
        yield from subjects(condition) if condition is not None else ()
    yield from (rule.start for rule in tool.deadlines)
    yield from (rule.item for rule in tool.follow_ups)
    for register in tool.registers:
        yield from (register.date, register.of_whom, *register.count_by, *register.add_up, *register.words)
    if tool.improvement is not None:
        plan = tool.improvement
        yield from (plan.what, plan.owner, plan.due, plan.source, plan.progress, plan.impact)
    if tool.closes is not None:
        yield tool.closes.link
        yield from (question for _, question in tool.closes.deadlines)
    yield from (item.id for item in tool.header if item.prefill == "auditor")
    for item in (*tool.header, *tool.items):
        yield from item.computation.inputs if item.computation is not None else ()
        yield item.not_before
        if item.type is AnswerType.AUDIT or item.taken_from is not None:
            yield item.id
        if item.taken_from is not None:
            yield item.taken_from.link


def _conditions(tool: Tool) -> Iterator[Condition | None]:
    for section in tool.sections:
        yield section.shown_when
        yield from _conditions_of(section)
    for item in tool.header:
        yield from _of_item(item)
    yield from (block.shown_when for block in tool.signatures)
    yield from (rule.shown_when for rule in tool.deadlines)
    yield from (step.shown_when for step in (tool.filing.steps if tool.filing else ()))
    yield from (variant.when for variant in tool.subject_when)
    yield from (register.when for register in tool.registers)
    if tool.closes is not None:
        yield tool.closes.when


def _conditions_of(section: Section) -> Iterator[Condition | None]:
    for item in section.items:
        yield from _of_item(item)


def _of_item(item: Item) -> Iterator[Condition | None]:
    yield item.shown_when
    yield item.not_applicable_unless
    yield from (variant.when for variant in item.wordings)
