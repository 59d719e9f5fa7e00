"""What an audit without grades holds: which points it found, and for which sections strengths or areas were noted.

Durham prints no scale and speaks of no grade. A question whose id ends in `.strengths` or `.improvement` says what
stands out of its section; each point of a checklist is found or not.
"""

from __future__ import annotations

from collections.abc import Iterator

from qa_desktop.domain.audit import Audit
from qa_desktop.domain.figures.graded import GivenGrade, Graded, GradeScale
from qa_desktop.domain.scale import ScalePoint, Tone
from qa_desktop.domain.section_choices import grades_of
from qa_desktop.domain.tool import AnswerType, Item, Tool, plain_id

STANDS_OUT = (".strengths", ".improvement")
YES, NO = "yes", "no"
MOST_POINTS = 1000
"""A checklist has fewer, so that each of its points has a place of its own behind its question."""
NOTED = GradeScale.of((ScalePoint(YES, "Noted", 1, tone=Tone.GOOD), ScalePoint(NO, "Not noted", 2)))
FOUND = GradeScale.of((ScalePoint(YES, "Found", 1, tone=Tone.GOOD), ScalePoint(NO, "Not found", 2)))


def held(audit: Audit) -> Iterator[GivenGrade]:
    """Yield what the audit holds, in the order of the form; nothing where its tool has grades."""
    tool = audit.original
    if _has_grades(tool):
        return
    order = {key: place * MOST_POINTS for place, key in enumerate(_keys(tool), start=1)}
    for section in audit.shown_sections():
        written = tool.section(section.id)
        for item in audit.shown_items(section):
            key = plain_id(item.id)
            named = tool.item(key)
            if named is None or written is None or audit.answer(item.id).not_applicable:
                continue
            part = item.id.removeprefix(key)
            if key.endswith(STANDS_OUT):
                said = str(audit.answer(item.id).value or "").strip()
                of = Graded(key, f"{written.title}: {named.label}", written.title, order[key])
                yield GivenGrade(of, part, NOTED, YES if said else NO)
            elif item.type is AnswerType.CHECKLIST:
                yield from _points(audit, item, named, (written.title, order[key]))


def _points(audit: Audit, item: Item, named: Item, place: tuple[str, int]) -> Iterator[GivenGrade]:
    """Yield each point of a checklist; of one that nobody looked at, nothing."""
    seen = [audit.is_seen(point.id) for point in item.guidance]
    if not (any(seen) or audit.answer(item.id).comment.strip()):
        return
    key, (section, position) = plain_id(item.id), place
    for place_of, (point, shown) in enumerate(zip(named.guidance, item.guidance, strict=True), start=1):
        of = Graded(f"{key}#{point.id}", point.text, section, position + place_of)
        part = str(shown.id).removeprefix(str(point.id))
        yield GivenGrade(of, part, FOUND, YES if seen[place_of - 1] else NO)


def _keys(tool: Tool) -> Iterator[str]:
    return (str(item.id) for section in tool.sections for item in section.items)


def _has_grades(tool: Tool) -> bool:
    if tool.overall is not None or any(grades_of(tool, section) for section in tool.sections):
        return True
    return any(tool.scale_of(item) is not None for section in tool.sections for item in section.items)
