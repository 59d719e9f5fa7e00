"""Stages of a tool that open in order, as observing, then the feedback session, then signing."""

from __future__ import annotations

from dataclasses import dataclass

from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.ids import StageId
from qa_desktop.domain.tool import Item, Need, Party, Section, Stage


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


@dataclass(frozen=True, slots=True)
class Wait:
    """What has to happen before a stage opens: answers to give, or else somebody who has to read them."""

    before: Stage
    opens: Stage
    items: tuple[Item, ...] = ()
    readers: tuple[Party, ...] = ()


def wait_of(audit: Audit, stage: Stage | None) -> Wait | None:
    """Return the first thing that must happen before this stage opens; None where it is open."""
    seen: set[StageId] = set()
    first: Wait | None = None
    while stage is not None and stage.opens_after is not None and stage.opens_after not in seen:
        seen.add(stage.opens_after)
        earlier = next((one for one in audit.tool.stages if one.id == stage.opens_after), None)
        if earlier is not None:
            items, readers = open_items(audit, earlier.id), unread(audit, stage)
            if items or readers:
                first = Wait(earlier, stage, items, () if items else readers)
        stage = earlier
    return first


def waits_for(audit: Audit, stage: Stage | None) -> Stage | None:
    """Return the first stage that must be complete and read before this one opens; None where it is open."""
    wait = wait_of(audit, stage)
    return wait.before if wait else None


def unread(audit: Audit, stage: Stage) -> tuple[Party, ...]:
    """Return who has not yet said that they read the stage before this one."""
    return tuple(one for one in stage.after_reading_by if not audit.flag(paths.read_before(stage.id, one.value)))
