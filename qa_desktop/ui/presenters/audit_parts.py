"""What the page of a repeated section says about each child, carer or case in it, and about those taken out."""

from __future__ import annotations

from dataclasses import dataclass

from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.origin import row_history
from qa_desktop.domain.repeats import Part, part_of
from qa_desktop.domain.tool import Section
from qa_desktop.ui.presenters.audit_words import count_words


@dataclass(frozen=True, slots=True)
class PartView:
    """One of a repeated section."""

    instance: str
    label: str
    """ "Child 2", with the name where one was given."""
    name_path: str
    removed_path: str
    answers: str
    """ "3 answers"; "no answers" where nothing was entered."""
    history: tuple[str, ...] = ()
    """Of a line of a plan what the plans before said of it."""


@dataclass(frozen=True, slots=True)
class RepeatView:
    """A repeated section."""

    of: str
    """ "child": the tool's own word."""
    there: tuple[PartView, ...]
    taken_out: tuple[PartView, ...]
    can_add: bool
    can_take_out: bool


def repeat_view(audit: Audit, section: Section) -> RepeatView | None:
    """Return who is in a section that repeats; None where it does not."""
    repeat = section.repeat
    if repeat is None:
        return None
    every = [(audit.is_taken_out(part), _view(audit, part)) for part in audit.every_part(section)]
    there = tuple(view for out, view in every if not out)
    is_open = not audit.is_signed
    return RepeatView(
        repeat.of,
        there,
        tuple(view for out, view in every if out),
        is_open and (repeat.most is None or len(there) < repeat.most),
        is_open and len(there) > repeat.least,
    )


def _view(audit: Audit, part: Part) -> PartView:
    section, instance = part.section, part.instance
    asked = part_of(section, instance, part.label, leads=True).section.items
    given = sum(audit.answer(item.id).is_touched or bool(audit.evidence_for(item.id)) for item in asked)
    given += sum(audit.is_seen(point.id) for item in asked if not item.scale for point in item.guidance)
    return PartView(
        instance,
        part.label,
        paths.repeat(section.id, instance, "name"),
        paths.repeat(section.id, instance, "removed"),
        count_words(given, "answer", "answers") if given else "no answers",
        row_history(audit, section, instance),
    )
