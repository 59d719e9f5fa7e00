"""The safety concerns of an audit: who was told of them, and what signing waits for (R-086, PRACTICE P-30)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.concern import CALL, CONCERN, Call, CallState, Concern, ConcernState
from qa_desktop.domain.operation import Value
from qa_desktop.domain.read_entries import as_day, as_moment

CALLS = "calls"
"""The place of a concern where its calls are recorded; no field."""


def concerns(audit: Audit) -> tuple[Concern, ...]:
    """Return the concerns of an audit, the first raised first."""
    found: dict[str, dict[str, dict[str, Value]]] = {CONCERN: {}, CALL: {}}
    for path, state in audit.record.fields.items():
        if state.value is not None and path.startswith((f"{CONCERN}/", f"{CALL}/")):
            parsed = paths.Path.parse(path)
            found[parsed.group].setdefault(parsed.key, {})[parsed.field] = state.value
    calls = sorted((key, fields) for key, fields in found[CALL].items() if fields.get("removed") is not True)
    made = []
    for key, fields in found[CONCERN].items():
        raised = as_moment(fields.get("raised"))
        if raised is not None:
            own = tuple(_call(one, told) for one, told in calls if told.get("concern") == key)
            made.append(_concern(key, raised, fields, own))
    return tuple(sorted(made, key=lambda one: (one.raised, one.id)))


def concern_state(audit: Audit) -> ConcernState | None:
    """Return the most pressing state of an audit's concerns; None where there is none. Lists put open ones first."""
    states = {one.state for one in concerns(audit)}
    return next((state for state in ConcernState if state in states), None)


def signing_needs(audit: Audit) -> tuple[tuple[str, str], ...]:
    """Return what signing waits for, as (sentence, path): a record of who was told, or of the attempt (P-30)."""
    found: list[tuple[str, str]] = []
    for one in concerns(audit):
        if one.state is ConcernState.TAKEN_BACK:
            continue
        if not one.what.strip():
            found.append(("Safety concern: say what the concern is", paths.entry(CONCERN, one.id, "what")))
        if not one.calls:
            words = "Safety concern: record who was told by telephone, when, and what they decided"
            found.append((words, paths.entry(CONCERN, one.id, CALLS)))
        for number, call in enumerate(one.calls, 1):
            which = f"call {number}" if len(one.calls) > 1 else "call"
            found += [
                (f"Safety concern, {which}: enter {words}", paths.entry(CALL, call.id, field))
                for words, field in call.needs()
            ]
    return tuple(found)


def signed_paths(audit: Audit, values: Iterable[str]) -> tuple[str, ...]:
    """Return which of these paths hold what was signed of a concern: it stays, and more is added beside it."""
    signed = audit.record.fields.get(paths.SIGNED)
    if not audit.is_signed or signed is None:
        return ()
    concerned = (path for path in values if path.startswith((f"{CONCERN}/", f"{CALL}/")))
    standing = ((path, audit.record.fields.get(path)) for path in concerned)
    return tuple(
        path for path, state in standing if state is not None and state.value is not None and state.at <= signed.at
    )


def raise_values(concern_id: str, at: datetime) -> dict[str, Value]:
    """Return the fields with which a concern begins. Only a person raises one."""
    return {paths.entry(CONCERN, concern_id, "raised"): at.isoformat(timespec="seconds")}


def call_values(call: Call, concern_id: str) -> dict[str, Value]:
    """Return the fields of a call."""
    given: Mapping[str, Value] = {
        "concern": concern_id,
        "who": call.who.strip() or None,
        "state": call.state.value if call.state else None,
        "on": call.on.isoformat() if call.on else None,
        "time": call.time.strip() or None,
        "decided": call.decided.strip() or None,
    }
    return {paths.entry(CALL, call.id, field): value for field, value in given.items() if value is not None}


def _concern(key: str, raised: datetime, fields: Mapping[str, Value], calls: tuple[Call, ...]) -> Concern:
    return Concern(key, raised, _text(fields, "what"), fields.get("apart") is True, _text(fields, "taken_back"), calls)


def _call(key: str, fields: Mapping[str, Value]) -> Call:
    state = next((one for one in CallState if one.value == fields.get("state")), None)
    day, decided = as_day(fields.get("on")), _text(fields, "decided")
    return Call(key, _text(fields, "who"), state, day, _text(fields, "time"), decided)


def _text(fields: Mapping[str, Value], name: str) -> str:
    value = fields.get(name)
    return "" if value is None else str(value)
