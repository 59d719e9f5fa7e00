"""Scales of judgement as data: any number of points, printed order apart from rank."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from qa_desktop.domain.ids import ScaleId


class GradeShape(Enum):
    """The shape that stands beside a grade word, so that no grade is told by colour alone (UI ground rules)."""

    DIAMOND = "diamond"
    CIRCLE = "circle"
    TRIANGLE = "triangle"
    SQUARE = "square"
    NONE = "none"


class Tone(Enum):
    """The colour family of a scale point; the theme decides the colours."""

    OUTSTANDING = "outstanding"
    GOOD = "good"
    REQUIRES_IMPROVEMENT = "requires_improvement"
    INADEQUATE = "inadequate"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class ScalePoint:
    """One point of a scale.

    `rank` orders levels from best (1) upward and is None for a point that is no level ("need support").
    """

    code: str
    label: str
    rank: int | None
    descriptor: str = ""
    short_descriptor: str = ""
    shape: GradeShape = GradeShape.NONE
    tone: Tone = Tone.NEUTRAL
    number: str = ""
    """The number printed beside the word, as in Rochdale's key 1 to 4; empty where none is printed."""
    value: float | None = None
    """What the point counts in a sum or weighted result; None where it counts nothing."""
    colour: str = ""
    """The authority's own colour as #RRGGBB; the theme makes it readable. Empty where the tone decides."""
    proposed: bool = False
    """Whether the point is our proposal and not in the authority's print."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A set of points in the order in which the form prints them."""

    id: ScaleId
    title: str
    points: tuple[ScalePoint, ...]
    proposed: bool = False
    """Whether the whole scale is our proposal."""

    def point(self, code: str) -> ScalePoint | None:
        """Return the point with this code, or None."""
        return next((point for point in self.points if point.code == code), None)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes in printed order."""
        return tuple(point.code for point in self.points)

    def point_named(self, text: str) -> ScalePoint | None:
        """Return the point whose code, label or printed number a person wrote, or None."""
        wanted = text.strip().casefold()
        if not wanted:
            return None
        return next(
            (p for p in self.points if wanted in (p.code.casefold(), p.label.casefold(), p.number.casefold())),
            None,
        )
