"""Questions that several people answer side by side: the same question under a key of each one's own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from qa_desktop.domain.condition import Condition, renamed
from qa_desktop.domain.ids import ItemId, PointId
from qa_desktop.domain.tool import AnswerType, Item, Party, Section


def each_respondent(section: Section) -> Section:
    """Return the section with a question for each who answers, where answers stand side by side."""
    if not any(item.side_by_side for item in section.items):
        return section
    shared = frozenset(str(item.id) for item in section.items if item.side_by_side)
    items: list[Item] = []
    for item in section.items:
        if item.side_by_side:
            items += [_of(item, party, shared, leads=not place) for place, party in enumerate(item.answered_by)]
        else:
            items.append(item)
    return replace(section, items=tuple(items))


def respondent_item(item: Item, party: Party) -> Item:
    """Return the question as one of those answers it who stand side by side."""
    return _of(item, party, frozenset(), leads=True)


def respondent(key: str) -> Party | None:
    """Return whose answer a key means; None where the question is answered once."""
    _, _, name = key.partition("~")
    return next((party for party in Party if party.value == name), None)


def _own(condition: Condition | None, own: Callable[[str], str]) -> Condition | None:
    return renamed(condition, own) if condition is not None else None


def _of(item: Item, party: Party, shared: frozenset[str], *, leads: bool) -> Item:
    def own(subject: str) -> str:
        """A question of the same section that stands side by side too is about the same person's answer."""
        return f"{subject.removesuffix('@')}~{party.value}" if subject.removesuffix("@") in shared else subject

    ticks = item.type is AnswerType.CHECKLIST
    guidance = tuple(replace(point, id=PointId(f"{point.id}~{party.value}")) for point in item.guidance)
    computation = item.computation
    return replace(
        item,
        id=ItemId(f"{item.id}~{party.value}"),
        answered_by=(party,),
        guidance=guidance if ticks else item.guidance if leads else (),
        computation=computation and replace(computation, inputs=tuple(own(one) for one in computation.inputs)),
        shown_when=_own(item.shown_when, own),
        not_applicable_unless=_own(item.not_applicable_unless, own),
        wordings=tuple(replace(variant, when=renamed(variant.when, own)) for variant in item.wordings),
    )
