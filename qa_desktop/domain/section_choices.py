"""What a person may decide for a section as a whole, beside or instead of what is worked out."""

from __future__ import annotations

from qa_desktop.domain.tool import Section, Tool
from qa_desktop.domain.tool_outcome import RollUpMethod


def section_choices(tool: Tool, section: Section) -> tuple[tuple[str, str], ...]:
    """Return the choices as (code, label): the bands of its result, or the grades of its scale; none where neither."""
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
