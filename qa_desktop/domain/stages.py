"""Stages of a tool that open in order, as observing, then the feedback session, then signing."""

from __future__ import annotations

from qa_desktop.domain.audit import Audit
from qa_desktop.domain.ids import StageId
from qa_desktop.domain.tool import Item, Need, Section, Stage


def stage_of(audit: Audit, section: Section, item: Item) -> Stage | None:
    """Return the stage in which an item is answered: its own, else its section's; None where the tool has none."""
    wanted = item.stage or section.stage
    return next((stage for stage in audit.tool.stages if stage.id == wanted), None)


def open_items(audit: Audit, stage_id: StageId) -> tuple[Item, ...]:
    """Return what a stage still needs: its mandatory items, or all of them where none is mandatory."""
    items = [
        item
        for section in audit.shown_sections()
        for item in audit.shown_items(section)
        if (item.stage or section.stage) == stage_id
    ]
    needed = [item for item in items if item.need is Need.MANDATORY] or items
    return tuple(item for item in needed if not audit.is_answered(item))


def waits_for(audit: Audit, stage: Stage | None) -> Stage | None:
    """Return the first stage that must be complete before this one opens; None where it is open."""
    seen: set[StageId] = set()
    before: Stage | None = None
    while stage is not None and stage.opens_after is not None and stage.opens_after not in seen:
        seen.add(stage.opens_after)
        earlier = next((one for one in audit.tool.stages if one.id == stage.opens_after), None)
        if earlier is not None and open_items(audit, earlier.id):
            before = earlier
        stage = earlier
    return before
