"""Sections that are asked once for each child, carer or case: the same questions under keys of their own."""

from __future__ import annotations

from dataclasses import dataclass, replace

from qa_desktop.domain.condition import Condition, renamed
from qa_desktop.domain.ids import ItemId, PointId
from qa_desktop.domain.repeat import Repeat
from qa_desktop.domain.tool import AnswerType, GuidancePoint, Item, Section

FIRST = ""
"""The first of a section keeps the plain paths of its questions."""


@dataclass(frozen=True, slots=True)
class Part:
    """A section as it is asked about one child, carer or case; the section itself where it does not repeat."""

    section: Section
    instance: str = FIRST
    label: str = ""
    """ "Child 2", with the name where one was given; empty where the section does not repeat."""

    @property
    def title(self) -> str:
        """The title of the section with whom it is about."""
        return f"{self.section.title}: {self.label}" if self.label else self.section.title


def from_the_beginning(repeat: Repeat) -> tuple[str, ...]:
    """Return the instances that are there without anybody adding them: the fewest there may be, and one at least."""
    return (FIRST, *(str(number) for number in range(2, repeat.least + 1)))


def label_of(repeat: Repeat, number: int, *named: str) -> str:
    """Return what an instance is called. Its number never changes, whoever is taken out before it."""
    return ", ".join((f"{repeat.of[:1].upper()}{repeat.of[1:]} {number}", *(one for one in named if one)))


def part_of(section: Section, instance: str, label: str, *, leads: bool) -> Part:
    """Return the section for one instance. Its guidance is there once: `leads` says that it stands with this part."""
    return Part(
        replace(
            section,
            items=tuple(_item(section, item, instance, leads=leads) for item in section.items),
            guidance=section.guidance if leads else (),
        ),
        instance,
        label,
    )


def _item(section: Section, item: Item, instance: str, *, leads: bool) -> Item:
    is_first = instance == FIRST
    ticked_here = item.type is AnswerType.CHECKLIST
    own_ticks = ticked_here and not is_first
    guidance = tuple(_point(point, instance) for point in item.guidance) if own_ticks else item.guidance
    computation, taken = item.computation, item.taken_from
    if computation is not None:
        computation = replace(computation, inputs=tuple(_key(section, one, instance) for one in computation.inputs))
    return replace(
        item,
        id=item.id if is_first else ItemId(f"{item.id}@{instance}"),
        guidance=guidance if leads or ticked_here else (),
        shown_when=_condition(section, item.shown_when, instance),
        not_applicable_unless=_condition(section, item.not_applicable_unless, instance),
        computation=computation,
        taken_from=taken and replace(taken, link=_key(section, taken.link, instance).removesuffix("@")),
        wordings=tuple(
            replace(variant, when=renamed(variant.when, lambda subject: _key(section, subject, instance)))
            for variant in item.wordings
        ),
    )


def _point(point: GuidancePoint, instance: str) -> GuidancePoint:
    return replace(point, id=PointId(f"{point.id}@{instance}"))


def _key(section: Section, subject: str, instance: str) -> str:
    """Return whose answer is meant: a question of the same section is about the same child; the first ends in "@"."""
    return f"{subject}@{instance}" if any(item.id == subject for item in section.items) else subject


def _condition(section: Section, condition: Condition | None, instance: str) -> Condition | None:
    return renamed(condition, lambda subject: _key(section, subject, instance)) if condition is not None else None
