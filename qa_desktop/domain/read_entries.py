"""Reads the entries of an audit from their fields; what makes no sense is read as absent, never refused."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from typing import TypeVar

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
    SmartTest,
)
from qa_desktop.domain.ids import EntryId
from qa_desktop.domain.note import SignatureState
from qa_desktop.domain.operation import Value

Choice = TypeVar("Choice", bound=Enum)


ANSWER_FIELDS = ("value", "comment", "not_applicable", "not_evidenced", "reason", "reread", "removed")
"""The fields of an answer that are read."""


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


def read_answer(key: str, found: Mapping[str, Value]) -> Answer:
    """Return an answer from its fields."""
    return Answer(
        key,
        found.get("value"),
        _text(found, "comment"),
        found.get("not_applicable") is True,
        found.get("not_evidenced") is True,
        _text(found, "reason"),
        found.get("reread") is True,
    )


def read_evidence(key: str, found: Mapping[str, Value]) -> Evidence:
    """Return a piece of evidence from its fields."""
    return Evidence(
        EntryId(key),
        _text(found, "item"),
        _text(found, "text"),
        _one_of(EvidenceKind, found.get("kind"), EvidenceKind.FACT),
        _one_of(EvidenceSource, found.get("source"), EvidenceSource.SEEN_ON_RECORD),
        _text(found, "where"),
        as_day(found.get("on")),
    )


def read_action(key: str, found: Mapping[str, Value]) -> Action:
    """Return an action from its fields."""
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


def read_attendee(key: str, found: Mapping[str, Value]) -> Attendee:
    """Return somebody who takes part, or should have from its fields."""
    return Attendee(
        EntryId(key),
        _text(found, "role"),
        _text(found, "name"),
        found.get("present") is not False,
        _text(found, "reason"),
    )


def read_disagreement(key: str, found: Mapping[str, Value]) -> Disagreement:
    """Return a disagreement from its fields."""
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


def read_signature(role: str, found: Mapping[str, Value]) -> SignatureMark:
    """Return a signatory's line from its fields."""
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


def read_filing(step: str, found: Mapping[str, Value]) -> FilingMark:
    """Return the mark of a filing step from its fields."""
    return FilingMark(step, found.get("done") is True, _text(found, "by"), as_day(found.get("on")))


def _text(found: Mapping[str, Value], name: str) -> str:
    value = found.get(name)
    return "" if value is None else str(value)


def _one_of(kind: type[Choice], value: Value, default: Choice) -> Choice:
    return next((member for member in kind if member.value == value), default)
