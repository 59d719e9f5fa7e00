"""A safety concern in a draft of somebody else: that it was raised, when, and whether somebody was told (P-30)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime

from qa_desktop.domain.concern import ConcernState
from qa_desktop.domain.read_entries import as_day, as_moment


@dataclass(frozen=True, slots=True)
class DraftConcern:
    """What the server tells of a concern: what it is and who was called stay in the draft."""

    raised: datetime
    state: ConcernState
    told_on: date | None = None
    told_at: str = ""
    """Local time as "14:32"."""


def read_concern(told: str) -> DraftConcern | None:
    """Return the concern that a server's words name; None where they name none.

    Where they say of its state what this version does not know, nobody has been told, as far as is known.
    """
    try:
        said = json.loads(told) if told else None
    except ValueError:
        return None
    if not isinstance(said, dict):
        return None
    raised = as_moment(said.get("raised"))
    if raised is None:
        return None
    state = next((one for one in ConcernState if one.value == said.get("state")), ConcernState.NOBODY_TOLD)
    return DraftConcern(raised, state, as_day(said.get("on")), str(said.get("time") or ""))
