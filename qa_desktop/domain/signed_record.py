"""A signed record as far as lists read it: some of its answers, without opening it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from qa_desktop.domain.ids import AuditId, PersonId
from qa_desktop.domain.operation import Value

PRACTITIONER = "practitioner"
"""Whom a record is about, beside its questions."""


@dataclass(frozen=True, slots=True)
class SignedRecord:
    """What is read of one."""

    audit: AuditId
    tool: str
    subject: str
    day: date
    """Of the last meeting; of the signature where there was none."""
    answers: Mapping[str, Value]
    """By question; whom it is about as `practitioner`."""
    signer: PersonId | None = None
    """Who signed it first."""
