"""One audit, read from its fields by its own tool version."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum
from typing import TypeVar

from qa_desktop.domain import paths
from qa_desktop.domain.condition import Condition
from qa_desktop.domain.entries import (
    Action,
    Answer,
    Attendee,
    Disagreement,
    Evidence,
    EvidenceKind,
    EvidenceSource,
    FilingMark,
    SignatureMark,
    SignatureMethod,
    Sitting,
    SmartTest,
)
from qa_desktop.domain.ids import AuditId, EntryId
from qa_desktop.domain.note import SignatureState
from qa_desktop.domain.operation import Value
from qa_desktop.domain.record import AuditRecord, AuditState, FieldState
from qa_desktop.domain.tool import AnswerType, Item, Section, Tool

Choice = TypeVar("Choice", bound=Enum)


@dataclass(frozen=True, slots=True)
class Audit:
    """An audit as people speak of it. Immutable: a change makes a new one."""

    record: AuditRecord
    tool: Tool
    answers: Mapping[str, Answer]
    evidence: tuple[Evidence, ...]
    actions: tuple[Action, ...]
    people: tuple[Attendee, ...]
    sittings: tuple[Sitting, ...]
    disagreements: tuple[Disagreement, ...]
    signatures: Mapping[str, SignatureMark]
    filing: Mapping[str, FilingMark]

    @property
    def id(self) -> AuditId:
        """The audit's identity."""
        return self.record.id

    @property
    def is_signed(self) -> bool:
        """Whether the audit is signed, and so immutable."""
        return self.record.state is AuditState.SIGNED

    @property
    def is_sample(self) -> bool:
        """Whether this is the sample audit, which is for trying out and never leaves this laptop."""
        return self.flag(paths.SAMPLE)

    @property
    def subject(self) -> str:
        """What the audit is about, as entered: a case reference, a practitioner, a supervision file."""
        return self.text(paths.SUBJECT)

    @property
    def overall_grade(self) -> str:
        """Code of the overall grade; empty where none is chosen."""
        return self.text(paths.OVERALL_GRADE)

    @property
    def overall_reason(self) -> str:
        """The reason for the overall grade."""
        return self.text(paths.OVERALL_REASON)

    def value(self, path: str) -> Value:
        """Return the value at a path; None where nothing was entered."""
        state = self.record.fields.get(path)
        return state.value if state else None

    def text(self, path: str) -> str:
        """Return the text at a path; empty where nothing was entered."""
        value = self.value(path)
        return "" if value is None else str(value)

    def flag(self, path: str) -> bool:
        """Tell whether the truth at a path is set."""
        return self.value(path) is True

    def day(self, path: str) -> date | None:
        """Return the date at a path, or None."""
        return as_day(self.value(path))

    def answer(self, item_id: str, instance: str = "", party: str = "") -> Answer:
        """Return the answer to an item; an empty one where nothing was entered."""
        key = paths.answer_key(item_id, instance, party)
        return self.answers.get(key) or Answer(key)

    def evidence_for(self, item_id: str) -> tuple[Evidence, ...]:
        """Return the evidence under an item, in the order in which it was added."""
        return tuple(one for one in self.evidence if one.item == item_id)

    def is_seen(self, point_id: str) -> bool:
        """Tell whether a guidance point is ticked as seen together."""
        return self.flag(paths.seen(point_id))

    def holds(self, condition: Condition | None) -> bool:
        """Tell whether a condition of the tool holds; no condition always does."""
        return condition is None or condition.holds(self.lookup)

    def lookup(self, subject: str) -> str | int | float | bool | tuple[str, ...] | None:
        """Return what a condition reads: the answer, header or about field with that id."""
        if subject in self.answers:
            return self.answers[subject].value
        for path in (paths.header(subject), paths.about(subject)):
            found = self.value(path)
            if found is not None:
                return found
        return None

    def shown_sections(self) -> Iterator[Section]:
        """Yield the sections whose condition holds, in order."""
        return (section for section in self.tool.sections if self.holds(section.shown_when))

    def shown_items(self, section: Section) -> Iterator[Item]:
        """Yield the items of a section whose condition holds, in order."""
        return (item for item in section.items if self.holds(item.shown_when))

    def label_of(self, item: Item) -> str:
        """Return the wording of a question that fits this audit (R-038)."""
        return next((variant.label for variant in item.wordings if self.holds(variant.when)), item.label)

    def is_answered(self, item: Item) -> bool:
        """Tell whether an item has an answer of any kind."""
        if item.type is AnswerType.CHECKLIST:
            ticked = any(self.is_seen(point.id) for point in item.guidance)
            return ticked or self.answer(item.id).is_touched
        answer = self.answer(item.id)
        return answer.is_given or (item.type is AnswerType.TEXT and bool(answer.comment))

    def last_meeting(self) -> date | None:
        """Return the day of the last sitting, from which deadlines run (PRACTICE P-40)."""
        days = [sitting.day for sitting in self.sittings]
        return max(days) if days else self.day(paths.about("audit_date"))

    @property
    def is_provisional(self) -> bool:
        """Whether the grade is under discussion (PRACTICE P-06, P-07)."""
        return any(one.is_open for one in self.disagreements)


def read_audit(record: AuditRecord, tool: Tool) -> Audit:
    """Return the audit that the record's fields make with its own tool version."""
    groups: dict[str, dict[str, dict[str, Value]]] = {}
    for path, state in record.fields.items():
        parsed = paths.Path.parse(path)
        if parsed.key and state.value is not None:
            groups.setdefault(parsed.group, {}).setdefault(parsed.key, {})[parsed.field] = state.value
    live = {
        group: {key: found for key, found in entries.items() if found.get("removed") is not True}
        for group, entries in groups.items()
    }
    return Audit(
        record=record,
        tool=tool,
        answers={key: _answer(key, found) for key, found in live.get("answer", {}).items()},
        evidence=tuple(_evidence(key, found) for key, found in _ordered(live.get("evidence", {}))),
        actions=tuple(_action(key, found) for key, found in _ordered(live.get("action", {}))),
        people=tuple(_attendee(key, found) for key, found in _ordered(live.get("person", {}))),
        sittings=tuple(
            Sitting(EntryId(key), day)
            for key, found in _ordered(live.get("sitting", {}))
            if (day := as_day(found.get("day"))) is not None
        ),
        disagreements=tuple(_disagreement(key, found) for key, found in _ordered(live.get("disagreement", {}))),
        signatures={role: _signature(role, found) for role, found in live.get("signature", {}).items()},
        filing={step: _filing(step, found) for step, found in live.get("filing", {}).items()},
    )


def with_fields(audit: Audit, states: Sequence[FieldState]) -> Audit:
    """Return the audit after these fields changed; only the answers and entries that they belong to are read anew."""
    fields = {**audit.record.fields, **{state.path: state for state in states}}
    touched = [paths.Path.parse(state.path) for state in states]
    near = tuple(f"answer/{one.key}/" if one.group == "answer" else f"{one.group}/" for one in touched)
    nearby = {path: state for path, state in fields.items() if path.startswith(near)}
    fresh = read_audit(replace(audit.record, fields=nearby), audit.tool)
    groups = {one.group for one in touched}
    keys = {one.key for one in touched if one.group == "answer"}
    return Audit(
        record=replace(audit.record, fields=fields),
        tool=audit.tool,
        answers={key: one for key, one in audit.answers.items() if key not in keys} | dict(fresh.answers),
        evidence=(fresh if "evidence" in groups else audit).evidence,
        actions=(fresh if "action" in groups else audit).actions,
        people=(fresh if "person" in groups else audit).people,
        sittings=(fresh if "sitting" in groups else audit).sittings,
        disagreements=(fresh if "disagreement" in groups else audit).disagreements,
        signatures=(fresh if "signature" in groups else audit).signatures,
        filing=(fresh if "filing" in groups else audit).filing,
    )


def as_day(value: Value) -> date | None:
    """Return a date from its ISO text, or None where it is none."""
    if not isinstance(value, str):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def as_moment(value: Value) -> datetime | None:
    """Return an aware moment from its ISO text, or None where it is none."""
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _ordered(entries: Mapping[str, dict[str, Value]]) -> list[tuple[str, dict[str, Value]]]:
    # Entry ids are time-ordered, so that ties and missing orders fall in the order of making.
    return sorted(entries.items(), key=lambda pair: (_number(pair[1].get("order")), pair[0]))


def _number(value: Value) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def _text(found: Mapping[str, Value], name: str) -> str:
    value = found.get(name)
    return "" if value is None else str(value)


def _one_of(kind: type[Choice], value: Value, default: Choice) -> Choice:
    return next((member for member in kind if member.value == value), default)


def _answer(key: str, found: Mapping[str, Value]) -> Answer:
    return Answer(
        key,
        found.get("value"),
        _text(found, "comment"),
        found.get("not_applicable") is True,
        found.get("not_evidenced") is True,
        _text(found, "reason"),
        found.get("reread") is True,
    )


def _evidence(key: str, found: Mapping[str, Value]) -> Evidence:
    return Evidence(
        EntryId(key),
        _text(found, "item"),
        _text(found, "text"),
        _one_of(EvidenceKind, found.get("kind"), EvidenceKind.FACT),
        _one_of(EvidenceSource, found.get("source"), EvidenceSource.SEEN_ON_RECORD),
        _text(found, "where"),
        as_day(found.get("on")),
    )


def _action(key: str, found: Mapping[str, Value]) -> Action:
    ticked = found.get("smart")
    letters = ticked if isinstance(ticked, tuple) else ()
    return Action(
        EntryId(key),
        what=_text(found, "what"),
        who=_text(found, "who"),
        due=as_day(found.get("due")),
        event=_text(found, "event"),
        review_on=as_day(found.get("review_on")),
        outcome=_text(found, "outcome"),
        measure=_text(found, "measure"),
        immediate=found.get("immediate") is True,
        smart=frozenset(test for test in SmartTest if test.value in letters),
    )


def _attendee(key: str, found: Mapping[str, Value]) -> Attendee:
    return Attendee(
        EntryId(key),
        _text(found, "role"),
        _text(found, "name"),
        found.get("present") is not False,
        _text(found, "reason"),
    )


def _disagreement(key: str, found: Mapping[str, Value]) -> Disagreement:
    return Disagreement(
        EntryId(key),
        _text(found, "about"),
        _text(found, "auditor_view"),
        _text(found, "practitioner_view"),
        _text(found, "advice") or "none",
        _text(found, "advice_owner"),
        as_day(found.get("advice_on")),
        _text(found, "outcome"),
    )


def _signature(role: str, found: Mapping[str, Value]) -> SignatureMark:
    try:
        ink = base64.b64decode(_text(found, "ink"), validate=True)
    except (binascii.Error, ValueError):
        ink = b""
    return SignatureMark(
        role,
        _one_of(SignatureState, found.get("state"), SignatureState.OPEN),
        _text(found, "name"),
        _one_of(SignatureMethod, found.get("method"), SignatureMethod.TYPED),
        ink,
        _text(found, "reason"),
        as_day(found.get("by_date")),
        as_moment(found.get("at")),
        _text(found, "attestation"),
    )


def is_sample(record: AuditRecord) -> bool:
    """Tell whether a record is the sample audit's, which never leaves this laptop."""
    marked = record.fields.get(paths.SAMPLE)
    return marked is not None and marked.value is True


def _filing(step: str, found: Mapping[str, Value]) -> FilingMark:
    return FilingMark(step, found.get("done") is True, _text(found, "by"), as_day(found.get("on")))
