"""Makes and checks the proof that a laptop holds its key; the database carries it and cannot judge it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from qa_desktop.domain.enrolment import Device, enrolment_statement
from qa_desktop.domain.enrolment import code_hash as hash_of
from qa_desktop.domain.record import Person
from qa_desktop.signatures import fits


def make_proof(login: str, code: str, person: Person, sign: Callable[[bytes], bytes]) -> bytes:
    """Return the signature over who enrols with which code; `sign` is the laptop's own key."""
    return sign(enrolment_statement(login, hash_of(code), person))


def judged(device: Device) -> Device:
    """Return the device with what its proof is worth, worked out on this laptop."""
    return replace(device, is_proved=holds(device.proof, device.login, device.code_hash, device.person))


def holds(proof: bytes, login: str, code_hash: bytes, person: Person) -> bool:
    """Tell whether a proof shows that the laptop holds its key, and was made for this sign-in and this code."""
    return fits(person.device_key, proof, enrolment_statement(login, code_hash, person))
