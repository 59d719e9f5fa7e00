"""What the pane beside a section shows: its points, descriptors, and where to look."""

from __future__ import annotations

from qa_desktop.domain.audit import Audit
from qa_desktop.domain.scale import ScalePoint
from qa_desktop.domain.tool import AnswerType, GuidancePoint, Item, PrintStatus, Section
from qa_desktop.ui.widgets.guidance_pane import GuidanceView, PointView


def guidance_view(audit: Audit, section: Section) -> GuidanceView:
    """Return the guidance of a section; without content where the tool has none."""
    items = [item for item in audit.shown_items(section) if item.type is not AnswerType.CHECKLIST]
    points = section.guidance + tuple(point for item in items for point in item.guidance)
    return GuidanceView(
        tuple(_point(audit, point) for point in points),
        _descriptors(audit, items),
        _unique([*section.where_to_look, *(place for item in items for place in item.where_to_look)]),
        _unique([prompt for item in items for prompt in item.interview_prompts]),
        _source(audit, points),
    )


def _point(audit: Audit, point: GuidancePoint) -> PointView:
    return PointView(point.id, point.text, audit.is_seen(point.id), point.group, point.parts, point.applies_to)


def _descriptors(audit: Audit, items: list[Item]) -> tuple[tuple[ScalePoint, str], ...]:
    """Return the descriptors of the first graded question, its own before the scale's."""
    for item in items:
        scale = audit.tool.scale_of(item)
        if scale is not None:
            own = dict(item.descriptors)
            pairs = [(point, own.get(point.code) or point.descriptor) for point in scale.points]
            return tuple((point, text) for point, text in pairs if text)
    return ()


def _unique(lines: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(lines))


def _source(audit: Audit, points: tuple[GuidancePoint, ...]) -> str:
    provenance = audit.tool.provenance
    sources = _unique([point.source for point in points if point.source])
    where = (
        sources[0]
        if len(sources) == 1
        else ", ".join(part for part in (provenance.authority, provenance.document) if part)
    )
    status = "" if provenance.status is PrintStatus.PRINTED else f" · {provenance.status.value}"
    return f"{where}{status}" if where else ""
