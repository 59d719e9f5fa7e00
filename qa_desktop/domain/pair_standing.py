"""How an audit stands whose case a second person audited too: whether the two differ, and what was settled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.scale import ScalePoint


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a moderator settled; it is final, and the grades of both forms stay as they were (R-046)."""

    record: AuditId
    grade: ScalePoint | None
    moderator: str
    on: date | None


@dataclass(frozen=True, slots=True)
class PairStanding:
    """What is known on this laptop."""

    differs: bool = False
    """Whether both forms are here, signed, and differ in any grade."""
    outcome: Outcome | None = None
    """What the moderator settled; None where none has."""
    other: AuditId | None = None
    """The form of the second auditor, where it is here; of the record that moderated them, none."""
    carrier: AuditId | None = None
    """The form that carries what is done once for both: the lead's, once both are here and signed."""
    is_talked: bool = False
    """Whether either form says when the audit was talked through in supervision."""
