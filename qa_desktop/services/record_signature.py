"""Record how a signatory's line ends: signed, declined, not present, or to sign by a date (PRACTICE P-07)."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from qa_desktop.clock import Clock
from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.entries import SignatureMethod
from qa_desktop.domain.note import SignatureState
from qa_desktop.domain.operation import Value
from qa_desktop.services.record_answer import RecordAnswer

WORKERS = frozenset({"practitioner", "supervisee"})
LARGEST_INK = 512 * 1024
"""Bytes of a signature's picture; only the picture is kept, never the strokes."""


@dataclass(frozen=True, slots=True)
class SignatureGiven:
    """What a signatory did. `attestation` says who was present, how, and who operated the laptop."""

    role: str
    state: SignatureState
    name: str = ""
    method: SignatureMethod = SignatureMethod.TYPED
    ink: bytes = b""
    reason: str = ""
    by_date: date | None = None
    attestation: str = ""


class RecordSignature:
    """Writes signatories' lines."""

    def __init__(self, record: RecordAnswer, owner_name: str, clock: Clock) -> None:
        self._record = record
        self._owner = owner_name
        self._clock = clock

    def __call__(self, audit: Audit, given: SignatureGiven) -> Audit:
        """Record one signatory and return the audit as it is now."""
        return self._record(audit, self._values(given)).audit

    def typed(self, audit: Audit, named: Sequence[tuple[str, str]]) -> Audit:
        """Record typed names, as (role, name), with the attestation that this command line can give."""
        values: dict[str, Value] = {}
        for role, name in named:
            attestation = f"Entered by {self._owner}"
            values |= self._values(SignatureGiven(role, SignatureState.SIGNED, name, attestation=attestation))
            if role in WORKERS:
                values |= _named_worker(audit, name)
        return self._record(audit, values).audit

    def _values(self, given: SignatureGiven) -> dict[str, Value]:
        signed = given.state is SignatureState.SIGNED
        drawn = signed and given.method is SignatureMethod.DRAWN and len(given.ink) <= LARGEST_INK
        values: dict[str, Value] = {
            "state": given.state.value,
            "name": given.name,
            "method": (SignatureMethod.DRAWN if drawn else SignatureMethod.TYPED).value,
            "ink": base64.b64encode(given.ink).decode("ascii") if drawn else None,
            "reason": given.reason,
            "by_date": given.by_date.isoformat() if given.by_date else None,
            "at": self._clock.now().isoformat() if signed else None,
            "attestation": given.attestation,
        }
        return {paths.signature(given.role, field): value for field, value in values.items()}


def _named_worker(audit: Audit, name: str) -> dict[str, Value]:
    """Return the fields that name the worker and are still empty: who signs as the worker is the worker."""
    places = [paths.header(item.id) for item in audit.tool.header if item.prefill == "practitioner"]
    return {path: name for path in (*places, paths.about("practitioner")) if not audit.text(path)}
