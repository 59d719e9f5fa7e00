"""The audit after some of its fields changed, without reading again what did not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit, read_audit
from qa_desktop.domain.entries import Answer
from qa_desktop.domain.kept import Kept
from qa_desktop.domain.read_entries import ANSWER_FIELDS, read_answer
from qa_desktop.domain.record import FieldState

ENTRIES = frozenset({"evidence", "action", "person", "sitting", "disagreement", "signature", "filing"})
"""The groups whose entries are read together: one change can put them in another order."""


def with_fields(audit: Audit, states: Sequence[FieldState]) -> Audit:
    """Return the audit after these fields changed; only the answers and entries that they belong to are read anew."""
    fields = {**audit.record.fields, **{state.path: state for state in states}}
    touched = [paths.Path.parse(state.path) for state in states]
    groups = {one.group for one in touched} & ENTRIES
    translated = any(state.path == paths.LANGUAGE for state in states)
    fresh = _read(audit, fields, groups) if groups or translated else audit
    changed = Audit(
        record=replace(audit.record, fields=fields),
        tool=fresh.tool if translated else audit.tool,
        answers=_answers(audit.answers, fields, {one.key for one in touched if one.group == "answer" and one.key}),
        evidence=(fresh if "evidence" in groups else audit).evidence,
        actions=(fresh if "action" in groups else audit).actions,
        people=(fresh if "person" in groups else audit).people,
        sittings=(fresh if "sitting" in groups else audit).sittings,
        disagreements=(fresh if "disagreement" in groups else audit).disagreements,
        signatures=(fresh if "signature" in groups else audit).signatures,
        filing=(fresh if "filing" in groups else audit).filing,
        original=audit.original,
        earlier={path: state for path, state in audit.earlier.items() if path not in fields} if audit.earlier else {},
        standing=audit.standing,
    )
    changed.keep(audit.kept.after(audit.kept.reach(touched)))
    return changed


def with_writers(audit: Audit, states: Mapping[str, FieldState], kept: Kept) -> Audit:
    """Return the audit with the operations and moments that the store gave to values that stand in it already."""
    written = replace(audit, record=replace(audit.record, fields={**audit.record.fields, **states}))
    written.keep(kept)
    return written


def _read(audit: Audit, fields: Mapping[str, FieldState], groups: Iterable[str]) -> Audit:
    """Return an audit of the entries of some groups alone, in the language that it has now."""
    near = (*(f"{group}/" for group in groups), paths.LANGUAGE)
    nearby = {path: state for path, state in fields.items() if path.startswith(near)}
    return read_audit(replace(audit.record, fields=nearby), audit.original)


def _answers(
    before: Mapping[str, Answer], fields: Mapping[str, FieldState], keys: Iterable[str]
) -> Mapping[str, Answer]:
    answers = dict(before)
    for key in keys:
        places = {field: fields.get(f"answer/{key}/{field}") for field in ANSWER_FIELDS}
        found = {field: state.value for field, state in places.items() if state and state.value is not None}
        if not found:  # perhaps what a newer version wrote is left
            start = f"answer/{key}/"
            found = {
                path.removeprefix(start): state.value
                for path, state in fields.items()
                if path.startswith(start) and "/" not in path.removeprefix(start) and state.value is not None
            }
        if found and found.get("removed") is not True:
            answers[key] = read_answer(key, found)
        else:
            answers.pop(key, None)
    return answers
