"""The passages of an audit that themes are tagged in, and in which direction the place of each leans."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.check_before_signing_places import free_texts
from qa_desktop.domain.figures.theme import ThemeKind
from qa_desktop.domain.scale import Scale
from qa_desktop.domain.tool import AnswerType

OF_PRACTICE = frozenset({"answer", "summary", "overall", "section"})
"""Where findings stand. Evidence, actions, people and signatures are no findings."""
OF_PEOPLE = frozenset({AnswerType.PERSON, AnswerType.INITIALS, AnswerType.SIGNATURE})


@dataclass(frozen=True, slots=True)
class Passage:
    """One text of an audit."""

    path: str
    item: str
    """The key of its question; empty where it belongs to the whole audit."""
    place: str
    """What people call the field."""
    text: str
    leans: ThemeKind | None
    """What its place says that it tells of: the grade given there, or the heading; None where it says nothing."""


def passages(audit: Audit) -> Iterator[Passage]:
    """Yield the texts of an audit in reading order; never the practitioner's own words, nor names."""
    for one in free_texts(audit):
        parsed = paths.Path.parse(one.path)
        if parsed.group not in OF_PRACTICE or one.path == paths.OWN_WORDS or not one.text.strip():
            continue
        item = audit.tool.item(parsed.key) if parsed.group == "answer" else None
        if parsed.field == "value" and (item is None or item.type in OF_PEOPLE):
            continue
        key = parsed.key if item is not None else ""
        yield Passage(one.path, key, one.place, one.text, _leans(audit, one.path, key))


def _leans(audit: Audit, path: str, key: str) -> ThemeKind | None:
    if path in (paths.STRENGTHS, paths.DEVELOPMENT):
        return ThemeKind.STRENGTH if path == paths.STRENGTHS else ThemeKind.DEVELOPMENT
    item = audit.tool.item(key) if key else None
    if item is None:
        return None
    value = audit.value(f"answer/{key}/value")
    if item.type is AnswerType.SCALE and item.scale is not None:
        return _of_grade(audit.tool.scale(item.scale), str(value or ""))
    return None


def _of_grade(scale: Scale | None, code: str) -> ThemeKind | None:
    """Return in which half of a scale a grade stands."""
    points = scale.points if scale is not None else ()
    ranks = sorted({point.rank for point in points if point.rank is not None})
    rank = next((point.rank for point in points if point.code == code), None)
    if rank is None or len(ranks) < 2:  # noqa: PLR2004 - a scale of one level says nothing
        return None
    return ThemeKind.STRENGTH if ranks.index(rank) < len(ranks) / 2 else ThemeKind.DEVELOPMENT
