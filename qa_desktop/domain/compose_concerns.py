"""The safety concerns of an audit as its note prints them: the facts, and who was told (P-11, P-30)."""

from __future__ import annotations

from qa_desktop.clock import LONDON, local_day
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.compose_sections import printed_day
from qa_desktop.domain.concern import Call, CallState, Concern, ConcernState
from qa_desktop.domain.note import NoteConcern, NoteFact
from qa_desktop.domain.safety import concerns


def compose_concerns(audit: Audit) -> tuple[NoteConcern, ...]:
    """Return what the note says; what was taken back, or is to stay apart, is not in it."""
    return tuple(_concern(one) for one in concerns(audit) if not one.apart and one.state is not ConcernState.TAKEN_BACK)


def _concern(one: Concern) -> NoteConcern:
    raised = f"{printed_day(local_day(one.raised))} at {one.raised.astimezone(LONDON):%H:%M}"
    return NoteConcern(raised, one.what, tuple(NoteFact(_call(call), call.decided) for call in one.calls))


def _call(call: Call) -> str:
    how = {CallState.TOLD: "Told by telephone", CallState.NO_ANSWER: "Called, no answer"}
    said = how.get(call.state, "Called") if call.state else "Called"
    when = " at ".join(part for part in (printed_day(call.on), call.time) if part)
    return f"{said}: {', '.join(part for part in (call.who, when) if part)}"
