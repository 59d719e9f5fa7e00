"""Wraps the data key for a passphrase, a recovery code or the authority's recovery key."""

from __future__ import annotations

import base64
import binascii
import json
import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from qa_desktop.domain.operation import canonical_json
from qa_desktop.errors import InputProblem, KeyUnavailable, StoreDamaged
from qa_desktop.models.data_key import DataKey

Slot = Mapping[str, str | int]
"""One wrapped key, as it stands in the key file."""

KEYRING = "keyring"
PASSPHRASE = "passphrase"  # noqa: S105 - the name of a kind of slot
RECOVERY_CODE = "recovery_code"
RECOVERY_KEY = "recovery_key"

MOST_MEMORY_KIB = 1024 * 1024
MOST_ITERATIONS = 64
MOST_LANES = 64
NONCE_BYTES = 12
DERIVED_BYTES = 32


@dataclass(frozen=True, slots=True)
class DerivationCost:
    """What Argon2id costs; the defaults are the second recommendation of RFC 9106."""

    memory_kib: int = 64 * 1024
    iterations: int = 3
    lanes: int = 4


USUAL_COST = DerivationCost()


@dataclass(frozen=True, slots=True)
class SecretSlot:
    """Which kind of slot a secret opens, of which store."""

    kind: str
    store: str


def wrap_with_secret(data: bytes, secret: str, place: SecretSlot, cost: DerivationCost = USUAL_COST) -> Slot:
    """Return a slot that the secret opens; its parameters are bound to what it wraps."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - not at start-up

    header: dict[str, str | int] = {
        "kind": place.kind,
        "kdf": "argon2id",
        "memory_kib": cost.memory_kib,
        "iterations": cost.iterations,
        "lanes": cost.lanes,
        "salt": _text(secrets.token_bytes(16)),
        "nonce": _text(secrets.token_bytes(NONCE_BYTES)),
    }
    key = _derive(secret, header)
    wrapped = AESGCM(key).encrypt(_bytes(header, "nonce"), data, _bound(header, place.store))
    return {**header, "wrapped": _text(wrapped)}


def unwrap_with_secret(slot: Slot, secret: str, store: str) -> bytes | None:
    """Return what the slot holds; None where the secret is another. Raise StoreDamaged for a slot that is none."""
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - not at start-up
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - not at start-up

    header = {name: value for name, value in slot.items() if name != "wrapped"}
    key = _derive(secret, header)
    try:
        return AESGCM(key).decrypt(_bytes(slot, "nonce"), _bytes(slot, "wrapped"), _bound(header, store))
    except InvalidTag:
        return None
    except ValueError as error:
        raise StoreDamaged(damaged_slot()) from error


def wrap_for_authority(key: DataKey, recipient: str) -> Slot:
    """Return a slot that the holder of the authority's recovery key opens; raise InputProblem for no such key."""
    import pyrage  # noqa: PLC0415 - not at start-up

    try:
        wrapped = pyrage.encrypt(key.raw, [pyrage.x25519.Recipient.from_str(recipient)])
    except (pyrage.RecipientError, pyrage.EncryptError) as error:
        raise InputProblem(
            "The authority's recovery key is none that QA Desktop can use. It begins with age1; ask for it again."
        ) from error
    return {"kind": RECOVERY_KEY, "recipient": recipient, "wrapped": _text(wrapped)}


def unwrap_for_authority(slot: Slot, identity: str) -> DataKey:
    """Return the key that a slot holds for the authority; raise KeyUnavailable for another identity."""
    import pyrage  # noqa: PLC0415 - not at start-up

    try:
        holder = pyrage.x25519.Identity.from_str(identity.strip())
        return DataKey(bytes(pyrage.decrypt(_bytes(slot, "wrapped"), [holder])))
    except (pyrage.IdentityError, pyrage.DecryptError, ValueError) as error:
        raise KeyUnavailable(
            "This recovery key does not open the profile. Use the recovery key that the authority held when the "
            "profile was made."
        ) from error


def damaged_slot() -> str:
    """Return the sentence for a key file that cannot be read."""
    return (
        "The file keys.json of this profile is damaged. Nothing was changed. Put back keys.json from the latest "
        "folder under backups, then open the profile again."
    )


def _derive(secret: str, header: Slot) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id  # noqa: PLC0415 - not at start-up

    memory, iterations, lanes = (header.get(name) for name in ("memory_kib", "iterations", "lanes"))
    if (
        not (isinstance(memory, int) and isinstance(iterations, int) and isinstance(lanes, int))
        or header.get("kdf") != "argon2id"
        or not (0 < memory <= MOST_MEMORY_KIB and 0 < iterations <= MOST_ITERATIONS and 0 < lanes <= MOST_LANES)
    ):
        raise StoreDamaged(damaged_slot())
    try:
        derivation = Argon2id(
            salt=_bytes(header, "salt"), length=DERIVED_BYTES, iterations=iterations, lanes=lanes, memory_cost=memory
        )
        typed = unicodedata.normalize("NFKC", secret).encode("utf-8", "surrogatepass")
        return derivation.derive(typed)
    except ValueError as error:
        raise StoreDamaged(damaged_slot()) from error


def _bound(header: Slot, store: str) -> bytes:
    return canonical_json(json.loads(json.dumps({**header, "store": store})))


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _bytes(slot: Slot, name: str) -> bytes:
    value = slot.get(name)
    try:
        return base64.b64decode(str(value), validate=True)
    except binascii.Error as error:
        raise StoreDamaged(damaged_slot()) from error
