"""Names every text of a tool that can be translated, so that a translation never hangs in the air."""

from __future__ import annotations

from collections.abc import Iterator

from qa_desktop.domain.tool import Tool


def translatable_paths(tool: Tool) -> frozenset[str]:
    """Return the paths of all texts, as in `sections/referral/title` and `questions/roc-t2.1.1/label`."""
    return frozenset(_paths(tool))


def _paths(tool: Tool) -> Iterator[str]:
    yield from ("title", "purpose", "benchmark")
    for scale in tool.scales:
        for level in scale.points:
            yield from (
                f"scales/{scale.id}/{level.code}/{text}" for text in ("label", "descriptor", "short_descriptor")
            )
    for section in tool.sections:
        yield from (f"sections/{section.id}/title", f"sections/{section.id}/statement")
    for item in (*tool.header, *tool.items):
        yield from (f"questions/{item.id}/{text}" for text in ("label", "help", "comment"))
        yield from (f"questions/{item.id}/choices/{choice.code}" for choice in item.choices)
    for point in (*tool.guidance, *(point for section in tool.sections for point in section.points)):
        yield f"guidance/{point.id}"
    if tool.overall:
        yield from ("overall/label", "overall/question", "overall/reason_label")
    for block in tool.signatures:
        yield from (f"signatures/{block.role}/label", f"signatures/{block.role}/statement")
