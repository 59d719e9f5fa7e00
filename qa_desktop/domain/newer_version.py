"""What becomes of an audit that goes on with a newer version of its tool: what stays, what is new, what falls away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.field_words import field_title, value_words
from qa_desktop.domain.ids import ItemId, OperationId
from qa_desktop.domain.operation import Stream, Value
from qa_desktop.domain.record import FieldState
from qa_desktop.domain.still_asked import why_not_asked
from qa_desktop.domain.tool import AnswerType, Item, Tool, plain_id
from qa_desktop.domain.tool_difference import ToolDifference, difference

CLEARED = "cleared"
"""The fact of a `go_on` that names the operations whose values it cleared: they fit the newer version by accident."""

OTHER_KIND = "Another kind of answer is asked for."
SIGNED_BEFORE = "It was signed for the earlier version, so it has to be signed again."
_WORDED = frozenset({AnswerType.TEXT, AnswerType.PERSON, AnswerType.INITIALS})
_CODED = frozenset({AnswerType.SCALE, AnswerType.YES_NO, AnswerType.CHOICE})
_NUMBERS = frozenset({AnswerType.INTEGER, AnswerType.DECIMAL, AnswerType.PERCENT})
_ORDER = ("value", "grade", "not_applicable", "not_evidenced", "comment", "reason")
_TOLD: Mapping[str, frozenset[str]] = {
    "answer": frozenset({"value", "comment", "reason", "not_applicable", "not_evidenced"}),
    "header": frozenset({"value"}),
    "section": frozenset({"grade", "reason"}),
    "repeat": frozenset({"name"}),
    "evidence": frozenset({"text"}),
    "disagreement": frozenset({"auditor_view", "practitioner_view", "outcome"}),
    "overall": frozenset({"grade", "reason"}),
    "plan": frozenset({"no_actions_reason"}),
    "action": frozenset({"what", "outcome", "measure"}),
    "signature": frozenset({"name"}),
    "filing": frozenset({"done"}),
}
"""The fields that say something to a person; what belongs to them goes where they go."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """One thing that was written for an earlier version of the tool, in the words of that version."""

    path: str
    title: str
    words: str
    why: str
    """Why it has no place in the newer version."""


@dataclass(frozen=True, slots=True)
class Move:
    """What going on with a newer version does. Nothing of it is done yet."""

    before: Tool
    after: Tool
    stays: int
    """How many questions keep their answer."""
    new: tuple[Item, ...]
    falls_away: tuple[Earlier, ...]
    comes_back: tuple[Earlier, ...]
    """What had fallen away with a version before, and is asked again."""
    cleared: tuple[FieldState, ...]
    """What is cleared, because the newer version would take it for something else."""
    difference: ToolDifference


def move(audit: Audit, newer: Tool) -> Move:
    """Return what becomes of the audit with a newer version of its tool."""
    before, fields = audit.original, audit.record.fields
    whys = why_not_asked(newer, fields)
    cleared = {path: why for path, why in _misread(before, newer, fields).items() if path not in whys}
    gone = {path: fields[path] for path in (*whys, *cleared)}
    known = {item.id for item in (*before.header, *before.items)}
    still_gone = why_not_asked(newer, {**fields, **audit.earlier})
    back = {path: state for path, state in audit.earlier.items() if path not in still_gone}
    return Move(
        before=before,
        after=newer,
        stays=sum(answer.is_given for key, answer in audit.answers.items() if not _falls(key, gone)),
        new=tuple(item for item in (*newer.header, *newer.items) if item.id not in known and item.computation is None),
        falls_away=told(before, gone, whys | cleared),
        comes_back=told(newer, back, dict.fromkeys(back, "")),
        cleared=tuple(fields[path] for path in cleared),
        difference=difference(before, newer),
    )


def moved(audit: Audit, plan: Move) -> Mapping[str, FieldState]:
    """Return the fields as they stand once the audit has gone on: with the versions, without what is cleared."""
    cleared = {state.path: replace(state, value=None) for state in plan.cleared}
    record, versions = audit.record, (*audit.versions, plan.after.version)
    last = FieldState(paths.TOOL, versions, OperationId(""), record.owner, record.created_at, Stream(audit.id))
    return {**record.fields, **audit.earlier, **cleared, paths.TOOL: last}


def told(tool: Tool, states: Mapping[str, FieldState], whys: Mapping[str, str]) -> tuple[Earlier, ...]:
    """Return what of these fields says something to a person, in words and order of the tool it was written for."""
    places = {item.id: place for place, item in enumerate((*tool.header, *tool.items))}

    def place(path: str) -> tuple[int, str, int]:
        parsed = paths.Path.parse(path)
        at = places.get(ItemId(plain_id(parsed.key)), len(places))
        return at, parsed.key, _ORDER.index(parsed.field) if parsed.field in _ORDER else len(_ORDER)

    return tuple(
        Earlier(path, field_title(tool, path), value_words(tool, path, states[path].value), whys[path])
        for path in sorted(states, key=place)
        if _says_something(path, states[path].value, states)
    )


def _says_something(path: str, value: Value, states: Mapping[str, FieldState]) -> bool:
    parsed = paths.Path.parse(path)
    removed = states.get(paths.entry(parsed.group, parsed.key, "removed"))
    is_told = parsed.field in _TOLD.get(parsed.group, ())
    return is_told and value not in (None, "", (), False) and not (removed is not None and removed.value is True)


def _misread(before: Tool, newer: Tool, fields: Mapping[str, FieldState]) -> dict[str, str]:
    """Return what the newer version would allow and read as something else: other kinds of answer, and signatures."""
    found = {}
    for path, state in fields.items():
        parsed = paths.Path.parse(path)
        if state.stream.name != "record" and not state.stream.is_private:
            continue  # somebody else's to write
        if parsed.group in ("answer", "header") and parsed.field == "value" and state.value is not None:
            old, new = before.item(parsed.key), newer.item(parsed.key)
            if old is not None and new is not None and not _is_alike(old.type, new.type):
                found[path] = why_cleared(path)
        elif parsed.group == "signature" and state.value is not None:
            found[path] = why_cleared(path)
    return found


def why_cleared(path: str) -> str:
    """Return why a field is cleared although the newer version allows its value."""
    return SIGNED_BEFORE if paths.Path.parse(path).group == "signature" else OTHER_KIND


def _is_alike(old: AnswerType, new: AnswerType) -> bool:
    return old is new or any({old, new} <= kinds for kinds in (_WORDED, _CODED, _NUMBERS))


def _falls(key: str, gone: Mapping[str, FieldState]) -> bool:
    return paths.entry("answer", key, "value") in gone or paths.entry("answer", key, "not_applicable") in gone
