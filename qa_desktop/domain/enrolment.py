"""How a laptop becomes one of its person's: a one-time code, a proof that it holds its key, and a second person."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from qa_desktop.domain.authority import in_groups
from qa_desktop.domain.ids import PersonId
from qa_desktop.domain.operation import canonical_json
from qa_desktop.domain.record import Person

PURPOSE = "qa-desktop enrolment 1"
"""Stands first in what is signed, so that a proof is never mistaken for an operation or a bundle."""


class Standing(Enum):
    """How this laptop stands with the server, as it said last."""

    UNKNOWN = ""
    """It was never asked."""
    NEW = "new"
    """Signed in; the one-time code has not been entered."""
    PENDING = "pending"
    """The code was taken; a second person has to approve."""
    ENROLLED = "enrolled"
    REVOKED = "revoked"
    """Locked out, because it was lost or replaced."""

    @classmethod
    def of(cls, said: str) -> Standing:
        """Return the standing that the server names; one that this version does not know counts as new."""
        return {one.value: one for one in cls if one.value}.get(said, cls.NEW)


class EnrolAnswer(Enum):
    """What became of an enrolment."""

    PENDING = "pending"
    ENROLLED = "enrolled"
    REFUSED = "refused"
    REOPEN = "reopen"
    """The profile takes over the identity that the server knows when it is opened next; then the code is entered."""


@dataclass(frozen=True, slots=True)
class Device:
    """One laptop of somebody, as the server knows it."""

    login: str
    person: Person
    """With this laptop's key, sealing certificate and address."""
    proof: bytes
    code_hash: bytes
    asked_at: datetime
    approved_at: datetime | None
    approved_by: str
    revoked_at: datetime | None
    is_own: bool
    is_proved: bool = False
    """Whether the proof shows that the laptop holds its key, and was made for this sign-in and this code."""

    @property
    def fingerprint(self) -> str:
        """What the person reads out from their laptop, in groups of four."""
        return device_fingerprint(self.person.device_key)

    @property
    def is_waiting(self) -> bool:
        """Whether a second person has to say yes or no."""
        return self.approved_at is None and self.revoked_at is None


def device_fingerprint(device_key: bytes) -> str:
    """Return a laptop's fingerprint as people read it out."""
    return in_groups(hashlib.sha256(device_key).hexdigest())


def code_hash(code: str) -> bytes:
    """Return what the server keeps of a one-time code."""
    return hashlib.sha256(code.encode()).digest()


def plain_code(typed: str) -> str:
    """Return a one-time code as the server made it, from what somebody typed."""
    letters = "".join(typed.split()).replace("-", "").casefold()
    return "-".join(letters[start : start + 5] for start in range(0, len(letters), 5))


def enrolment_statement(login: str, hash_of_code: bytes, person: Person) -> bytes:
    """Return what the laptop signs: its key, identity, certificate and address, for this sign-in and this code."""
    content = {
        "address": person.address,
        "certificate": hashlib.sha256(person.certificate).hexdigest(),
        "code": hash_of_code.hex(),
        "device_key": person.device_key.hex(),
        "login": login,
        "person": person.id,
    }
    return PURPOSE.encode() + b"\n" + canonical_json(content)


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What became of an enrolment, and what the person reads out."""

    answer: EnrolAnswer
    fingerprint: str
    person: PersonId
