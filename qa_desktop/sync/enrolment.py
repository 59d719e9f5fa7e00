"""Makes and checks the proof that a laptop holds its key; the server carries it and cannot judge it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from qa_desktop.domain.enrolment import Device, code_hash, enrolment_statement
from qa_desktop.domain.record import Person


def make_proof(login: str, code: str, person: Person, sign: Callable[[bytes], bytes]) -> bytes:
    """Return the signature over who enrols with which code; `sign` is the laptop's own key."""
    return sign(enrolment_statement(login, code_hash(code), person))


def judged(device: Device) -> Device:
    """Return the device with what its proof is worth, worked out on this laptop."""
    statement = enrolment_statement(device.login, device.code_hash, device.person)
    try:
        Ed25519PublicKey.from_public_bytes(device.person.device_key).verify(device.proof, statement)
    except (InvalidSignature, ValueError):
        return replace(device, is_proved=False)
    return replace(device, is_proved=True)
