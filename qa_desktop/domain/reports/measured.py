"""Performance figures that are brought in, to be shown beside what audits say."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measured:
    """One performance figure, as it was brought in."""

    topic: str
    measure: str
    period: str
    value: str
