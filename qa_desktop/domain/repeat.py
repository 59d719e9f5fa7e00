"""How a section is asked several times over."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Repeat:
    """A section that is answered once for each child, carer, case or worker."""

    of: str
    least: int = 0
    most: int | None = None
    order_by: str = ""
    """The question by whose answers the note puts them in order; empty for the order in which they were added."""
    start: tuple[tuple[tuple[str, str], ...], ...] = ()
    """What stands there when an audit begins: for each, (question, answer)."""
