"""What the pane beside a section shows: its points, descriptors, and where to look."""

from __future__ import annotations

from dataclasses import replace

from qa_desktop.domain.audit import Audit
from qa_desktop.domain.scale import ScalePoint
from qa_desktop.domain.tool import AnswerType, GuidancePoint, Item, PrintStatus, Provenance, Section
from qa_desktop.domain.wordcase import lower_first
from qa_desktop.ui.widgets.guidance_pane import GuidanceView, PlacesView, PointView


def guidance_view(audit: Audit, section: Section) -> GuidanceView:
    """Return the guidance of a section; without content where the tool has none."""
    items = [item for item in audit.shown_items(section) if item.type is not AnswerType.CHECKLIST]
    own = section.guidance + tuple(point for item in items for point in item.guidance)
    here = {point.id for point in own}
    shared = tuple(point for point in audit.tool.guidance if point.id not in here)
    return GuidanceView(
        (*(_point(audit, point) for point in own), *_everywhere(audit, shared, alone=not own)),
        _descriptors(audit, items),
        _places(audit, section, items),
        _unique([prompt for item in items for prompt in item.interview_prompts]),
        _source(audit, own + shared),
    )


def _everywhere(audit: Audit, points: tuple[GuidancePoint, ...], *, alone: bool) -> tuple[PointView, ...]:
    """Return the guidance of the whole tool, under its own heading where the page has points of its own."""
    views = (_point(audit, point) for point in points)
    heading = "" if alone else f"In all {lower_first(audit.tool.words.section_plural)}"
    return tuple(replace(view, group=": ".join(part for part in (heading, view.group) if part)) for view in views)


def _places(audit: Audit, section: Section, items: list[Item]) -> tuple[PlacesView, ...]:
    """Return where to look for the whole page, then for each question with its name; a single one needs none."""
    own = [PlacesView("", section.where_to_look)] if section.where_to_look else []
    several = len(items) > 1
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for item in items:
        name = f"{item.number} {audit.label_of(item)}".strip() if several else ""
        if item.where_to_look and (name, item.where_to_look) not in seen:
            seen.add((name, item.where_to_look))
            own.append(PlacesView(name, item.where_to_look))
    return tuple(own)


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


def _document(provenance: Provenance) -> str:
    """Return the document, with whose it is where its own name does not say so."""
    if provenance.document.startswith(provenance.authority):
        return provenance.document
    return ", ".join(part for part in (provenance.authority, provenance.document) if part)


def _source(audit: Audit, points: tuple[GuidancePoint, ...]) -> str:
    provenance = audit.tool.provenance
    sources = _unique([point.source for point in points if point.source])
    where = sources[0] if len(sources) == 1 else _document(provenance)
    status = "" if provenance.status is PrintStatus.PRINTED else f" · {provenance.status.value}"
    return f"{where}{status}" if where else ""
