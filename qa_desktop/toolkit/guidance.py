"""Reads libraries of what good looks like and finds in them the points to which a tool refers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qa_desktop.domain.ids import PointId
from qa_desktop.domain.tool import GuidancePoint
from qa_desktop.errors import Mistake, SeveralProblems
from qa_desktop.toolkit.guidance_shape import LIBRARY
from qa_desktop.toolkit.mistakes import Mistakes, nearest
from qa_desktop.toolkit.shape_reader import ShapeReader
from qa_desktop.toolkit.values import Values
from qa_desktop.toolkit.yaml_reader import read_yaml


@dataclass(frozen=True, slots=True)
class LibrarySection:
    """Points that belong together, as all of one standard."""

    id: str
    title: str
    points: tuple[GuidancePoint, ...]


@dataclass(frozen=True, slots=True)
class GuidanceLibrary:
    """Points of what good looks like from one source, in its order."""

    id: str
    title: str
    source: str
    sections: tuple[LibrarySection, ...]

    @property
    def points(self) -> tuple[GuidancePoint, ...]:
        """Every point, in order."""
        return tuple(point for section in self.sections for point in section.points)


Libraries = Mapping[str, GuidanceLibrary]


def read_library(data: bytes) -> GuidanceLibrary:
    """Return the library in the bytes of a YAML file.

    Raises:
        SeveralProblems: with every mistake, its line and column, and what would be right.
    """
    early: list[Mistake] = []
    root = read_yaml(data, early)
    mistakes = Mistakes(root, early)
    values = ShapeReader(mistakes).top(root, LIBRARY)
    library = _library(values, mistakes) if values else None
    if library is None or mistakes.all():
        raise SeveralProblems("This guidance library has mistakes and was not read.", mistakes.all())
    return library


def _library(values: Values, mistakes: Mistakes) -> GuidanceLibrary:
    source = values.text("source")
    seen: set[str] = set()
    sections = []
    for section in values.records("sections"):
        if section.text("id") in seen:
            mistakes.add(f'the section id "{section.text("id")}" stands twice', (*section.path, "id"))
        seen.add(section.text("id"))
        points = tuple(point_from(point, section.text("source") or source) for point in section.records("points"))
        sections.append(LibrarySection(section.text("id"), section.text("title"), points))
    points_seen: set[str] = set()
    for section in values.records("sections"):
        for point in section.records("points"):
            if point.text("id") in points_seen:
                mistakes.add(f'the point id "{point.text("id")}" stands twice', (*point.path, "id"))
            if not point.has("text"):
                mistakes.add('the key "text" is missing', point.path)
            points_seen.add(point.text("id"))
    return GuidanceLibrary(values.text("library"), values.text("title"), source, tuple(sections))


def point_from(values: Values, source: str) -> GuidancePoint:
    """Return the point that the values describe."""
    return GuidancePoint(
        PointId(values.text("id")),
        values.text("text"),
        values.text("source", source),
        values.text("group"),
        values.pairs("parts"),
        values.text("applies_to"),
    )


def points_for(reference: Values, libraries: Libraries, mistakes: Mistakes) -> tuple[GuidancePoint, ...]:
    """Return the points that an entry under `guidance` names, or the one that it writes out."""
    if not reference.has("library"):
        if not (reference.has("id") and reference.has("text")) and not mistakes.dropped_in(reference.path):
            mistakes.add('name a "library", or write a point of your own with "id" and "text"', reference.path)
            return ()
        return (point_from(reference, ""),)
    name = reference.text("library")
    library = libraries.get(name)
    if library is None:
        mistakes.add(f'there is no guidance library "{name}"; {nearest(name, libraries)}', (*reference.path, "library"))
        return ()
    told = [key for key in ("section", "prefix", "points") if reference.has(key)]
    own = [key for key in ("id", "text", "source", "group", "parts", "applies_to") if reference.has(key)]
    if len(told) > 1 or own:
        message = "beside the library stands one of section, prefix or points, and nothing else"
        mistakes.add(message, (*reference.path, (own or told)[0]))
    return _chosen(reference, told[0] if told else "", library, mistakes)


def _chosen(reference: Values, key: str, library: GuidanceLibrary, mistakes: Mistakes) -> tuple[GuidancePoint, ...]:
    by_id = {str(point.id): point for point in library.points}
    match key:
        case "section":
            section = next((one for one in library.sections if one.id == reference.text(key)), None)
            if section is None:
                known = [one.id for one in library.sections]
                message = f'{library.id} has no section "{reference.text(key)}"; {nearest(reference.text(key), known)}'
                mistakes.add(message, (*reference.path, key))
            return section.points if section else ()
        case "prefix":
            begins = tuple(point for point in library.points if point.id.startswith(reference.text(key)))
            if not begins:
                mistakes.add(f'no point of {library.id} begins with "{reference.text(key)}"', (*reference.path, key))
            return begins
        case "points":
            for index, wanted in enumerate(reference.texts(key)):
                if wanted not in by_id:
                    message = f'{library.id} has no point "{wanted}"; {nearest(wanted, by_id)}'
                    mistakes.add(message, (*reference.path, key, index))
            return tuple(by_id[wanted] for wanted in reference.texts(key) if wanted in by_id)
        case _:
            return library.points
