"""What every rule knows of a tool: where each question stands, which answers it allows, what may be referred to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qa_desktop.domain.scale import Scale
from qa_desktop.domain.tool import AnswerType, Item, Tool
from qa_desktop.toolkit.mistake_codes import Code
from qa_desktop.toolkit.values import Path

Finding = tuple[Path, str]
"""Where something does not fit, and what would be right."""


@dataclass(frozen=True, slots=True)
class RuleBook:
    """A tool with its look-ups made once, so that a tool of thousands of questions is checked in a moment."""

    tool: Tool
    placed: tuple[tuple[Path, Item], ...]
    by_id: dict[str, Item]
    scales: dict[str, Scale]
    scales_known: bool
    """Whether every scale could be read; if not, an unknown scale is no mistake of its own."""

    @classmethod
    def of(cls, tool: Tool, *, scales_known: bool = True) -> RuleBook:
        """Return the book for one tool."""
        placed = tuple(_placed(tool))
        by_id: dict[str, Item] = {}
        for _, item in placed:
            by_id.setdefault(item.id, item)
        return cls(tool, placed, by_id, {str(scale.id): scale for scale in tool.scales}, scales_known)

    def codes(self, item: Item) -> tuple[str, ...]:
        """Return the codes with which the question can be answered; empty where the answer is free."""
        match item.type:
            case AnswerType.SCALE:
                scale = self.scales.get(item.scale or "")
                if scale is None:
                    return ()
                codes = scale.codes
            case AnswerType.YES_NO:
                codes = ("yes", "no")
            case AnswerType.CHOICE | AnswerType.MULTIPLE_CHOICE:
                codes = tuple(choice.code for choice in item.choices)
            case _:
                return ()
        return (*codes, "not_applicable") if item.not_applicable else codes


def _placed(tool: Tool) -> Iterator[tuple[Path, Item]]:
    for index, item in enumerate(tool.header):
        yield ("header", index), item
    for number, section in enumerate(tool.sections):
        for index, item in enumerate(section.items):
            yield ("sections", number, "questions", index), item


def repeated(ids: Iterator[tuple[Path, str]]) -> Iterator[Finding]:
    """Tell each id that stands a second time."""
    first: set[str] = set()
    for path, one in ids:
        if one and one in first:
            yield path, Code.STANDS_TWICE.says(f'"{one}" stands twice; each id is used once', one)
        first.add(one)
