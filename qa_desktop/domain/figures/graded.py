"""What a signed audit gives to figures: its grades, each with its scale, and what it is counted by."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from qa_desktop.domain.figures.theme import Theme
from qa_desktop.domain.scale import GradeShape, ScalePoint, Tone

OVERALL = "overall"
SECTION = "section:"
"""How the key begins of a grade that was given to a whole section."""


@dataclass(frozen=True, slots=True)
class GradeScale:
    """A scale as figures know it: two tools share one where codes, words and ranks are the same."""

    id: str
    points: tuple[ScalePoint, ...]
    """The best one first; points that are no level come last."""

    @property
    def packed(self) -> str:
        """The points as one line of JSON."""
        told = [
            [one.code, one.label, one.rank, one.shape.value, one.tone.value, one.colour, one.number]
            for one in self.points
        ]
        return json.dumps(told, ensure_ascii=False)

    @classmethod
    def unpacked(cls, scale_id: str, packed: str) -> GradeScale:
        """Return the scale of a line that `packed` made."""
        return cls(
            scale_id,
            tuple(
                ScalePoint(code, label, rank, shape=GradeShape(shape), tone=Tone(tone), colour=colour, number=number)
                for code, label, rank, shape, tone, colour, number in json.loads(packed)
            ),
        )

    @classmethod
    def of(cls, points: Iterable[ScalePoint]) -> GradeScale:
        """Return the scale of these points."""
        ordered = tuple(sorted(points, key=lambda one: (one.rank is None, one.rank or 0)))
        told = json.dumps([[one.code, one.label.casefold(), one.rank] for one in ordered], ensure_ascii=False)
        return cls(hashlib.sha256(told.encode()).hexdigest()[:16], ordered)


@dataclass(frozen=True, slots=True)
class Graded:
    """What is graded: a question, a section, or the whole audit."""

    key: str
    label: str
    section: str
    """The title of the section to which it belongs; empty for the whole audit."""
    position: int
    """Its place in the form; the overall grade comes first."""


@dataclass(frozen=True, slots=True)
class GivenGrade:
    """One grade. `part` names the child, worker or respondent where a question is asked several times."""

    of: Graded
    part: str
    scale: GradeScale
    grade: str


@dataclass(frozen=True, slots=True)
class GradedAudit:
    """What is counted of one signed audit, beside what lists know of it."""

    authority: str
    """The code of the authority whose tool it is."""
    category: str
    """The case status as it was entered."""
    pair: str
    seat: str
    """Which form of a pair it is, `moderation` or `second`; empty for an audit by itself."""
    amends: str
    """The id of the note that it corrects; empty for an audit of its own."""
    grades: tuple[GivenGrade, ...]
    themes: tuple[Theme, ...] = ()
    service: str = ""
    team: str = ""
    """Where the form asks for them in fields of its own and nothing else was entered about the audit."""
