"""What a person may decide for a section as a whole, beside or instead of what is worked out."""

from __future__ import annotations

from qa_desktop.domain.tool import Section, Tool
from qa_desktop.domain.tool_outcome import RollUpMethod

_BARRED = {
    "none": frozenset({RollUpMethod.JUDGEMENT, RollUpMethod.LOWEST}),
    "items": frozenset({RollUpMethod.JUDGEMENT}),
}


def section_choices(tool: Tool, section: Section) -> tuple[tuple[str, str], ...]:
    """Return what may be decided as (code, label); none where the tool leaves no grade of a section to people."""
    return grades_of(tool, section) if _may_be_graded(tool, section) else ()


def grades_of(tool: Tool, section: Section) -> tuple[tuple[str, str], ...]:
    """Return the grades of a section as (code, label): the bands of its result, or its scale; none where neither."""
    roll_up = section.roll_up
    if roll_up is None:
        return ()
    if roll_up.bands:
        return tuple((band.code, band.label) for band in roll_up.bands)
    own = next((item.scale for item in section.items if item.scale), None)
    overall = tool.overall.scale if tool.overall else None
    wanted = {RollUpMethod.LOWEST: own, RollUpMethod.JUDGEMENT: overall or own}.get(roll_up.method)
    scale = tool.scale(wanted) if wanted else None
    return tuple((point.code, point.label) for point in scale.points) if scale else ()


def barred_methods(section_grades: str) -> frozenset[RollUpMethod]:
    """Return by which methods no section comes to a grade, by what the overall judgement says of sections."""
    return _BARRED.get(section_grades, frozenset())


def _may_be_graded(tool: Tool, section: Section) -> bool:
    said = tool.overall.section_grades if tool.overall else ""
    return section.roll_up is None or section.roll_up.method not in barred_methods(said)
