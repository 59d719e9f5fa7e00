"""What a page says of the stages of a tool: which one it belongs to, and what has to happen before it opens."""

from __future__ import annotations

from dataclasses import dataclass

from qa_desktop.domain import flow, paths, stages
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.operation import Value
from qa_desktop.domain.tool import Item, Section, Stage
from qa_desktop.domain.wordcase import lower_first
from qa_desktop.ui.presenters.audit_words import list_words

SIGNED = "This audit is signed. To correct it, make an amendment."
MOST_NAMED = 3
"""Names of questions that are enough to find the way."""


@dataclass(frozen=True, slots=True)
class ReadingView:
    """Somebody who has to say that they read what was written before the page opens."""

    words: str
    """What the button says."""
    values: dict[str, Value]
    """What it records."""


def stage_words(audit: Audit, section: Section) -> str:
    """Return the stage of a section with whose work it is, as "Feedback session: supervisor and supervisee"."""
    stage = _stage(audit, section.stage)
    if stage is None:
        return ""
    by = list_words([party.label for party in stage.done_by])
    return f"{stage.title}: {by}" if by else stage.title


def closed_because(audit: Audit, section: Section, item: Item | None) -> str:
    """Return why a page or a question of it cannot be answered; empty where it can."""
    if audit.is_signed:
        return SIGNED
    wait = stages.wait_of(audit, _own_stage(audit, section, item))
    if wait is None:
        return ""
    if wait.readers:
        readers = list_words([f"the {party.label}" for party in wait.readers])
        have = "has" if len(wait.readers) == 1 else "have"
        return f"This opens when {readers} {have} read “{lower_first(wait.before.title)}”."
    names = list_words([f"“{audit.label_of(one)}”" for one in wait.items[:MOST_NAMED]])
    more = " and more" if len(wait.items) > MOST_NAMED else ""
    return f"This opens when “{lower_first(wait.before.title)}” is complete. Still to answer: {names}{more}."


def waits_at(audit: Audit, section: Section) -> tuple[str, str]:
    """Return the step and path where the work is that a page waits for; empty texts where there is none."""
    wait = stages.wait_of(audit, _stage(audit, section.stage))
    left = wait.items if wait and not audit.is_signed else ()
    owner = audit.tool.section_of(left[0].id) if left else None
    return (flow.SECTION_PREFIX + owner.id, paths.answer(left[0].id)) if owner else ("", "")


def reading_view(audit: Audit, section: Section) -> ReadingView | None:
    """Return whose reading opens the page; None where it waits for nothing or for answers."""
    wait = stages.wait_of(audit, _stage(audit, section.stage))
    if audit.is_signed or wait is None or not wait.readers:
        return None
    reader = wait.readers[0]
    words = f"The {reader.label} has read it"
    return ReadingView(words, {paths.read_before(wait.opens.id, reader.value): True})


def _own_stage(audit: Audit, section: Section, item: Item | None) -> Stage | None:
    return (_stage(audit, item.stage) if item else None) or _stage(audit, section.stage)


def _stage(audit: Audit, stage_id: str | None) -> Stage | None:
    return next((one for one in audit.tool.stages if one.id == stage_id), None)
