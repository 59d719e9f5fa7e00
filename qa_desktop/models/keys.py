"""Opens a profile: the data key lies wrapped in at least two slots, one for every day and one for a bad day."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import dataclass, field

from qa_desktop.errors import InputProblem, KeyUnavailable, StoreDamaged
from qa_desktop.models.data_key import DataKey
from qa_desktop.models.key_slots import (
    KEYRING,
    PASSPHRASE,
    RECOVERY_CODE,
    RECOVERY_KEY,
    USUAL_COST,
    DerivationCost,
    SecretSlot,
    Slot,
    damaged_slot,
    unwrap_for_authority,
    unwrap_with_secret,
    wrap_for_authority,
    wrap_with_secret,
)
from qa_desktop.models.keys_file import KeyFile, read_key_file, write_key_file
from qa_desktop.models.keys_keyring import forget_in_keyring, keep_in_keyring, read_from_keyring
from qa_desktop.models.recovery_code import new_recovery_code, read_recovery_code
from qa_desktop.settings import ProfilePlace

SHORTEST_PASSPHRASE = 12

Unlock = Callable[[ProfilePlace], DataKey]
"""A way to open a profile; raises KeyUnavailable where it does not."""


@dataclass(frozen=True, slots=True)
class Protection:
    """How a new profile is protected: by the computer's keyring, or by a passphrase where one is given.

    For bad days the authority's recovery key (an age recipient) is used, or a recovery code where there is none.
    """

    passphrase: str | None = field(default=None, repr=False)
    authority_key: str | None = None
    cost: DerivationCost = USUAL_COST


@dataclass(frozen=True, slots=True)
class MadeSlots:
    """The wrapped keys of a new store, and the recovery code to show once; None where the authority holds a key."""

    keys: KeyFile
    recovery_code: str | None = field(repr=False)


def make_slots(key: DataKey, store: str, protection: Protection) -> MadeSlots:
    """Wrap a new store's key twice, and prove both slots. Raise KeyUnavailable or InputProblem; nothing is written."""
    everyday = _everyday_slot(key, store, protection)
    if protection.authority_key is not None:
        # Only the authority can open this slot; that the key is a real one is all that can be proved here.
        recovery, code = wrap_for_authority(key, protection.authority_key), None
    else:
        code = new_recovery_code()
        recovery = _secret_slot(key, read_recovery_code(code), SecretSlot(RECOVERY_CODE, store), protection.cost)
    return MadeSlots(KeyFile(store, key.check, (everyday, recovery)), code)


def by_keyring(place: ProfilePlace) -> DataKey:
    """Open a profile with the computer's keyring."""
    keys = read_key_file(place)
    slot = keys.slot(KEYRING)
    if slot is None:
        raise KeyUnavailable("This profile is opened with a passphrase. Enter it.")
    return _proved(keys, read_from_keyring(slot))


def by_passphrase(passphrase: str) -> Unlock:
    """Return the way that opens a profile with a passphrase."""

    def unlock(place: ProfilePlace) -> DataKey:
        keys = read_key_file(place)
        if keys.slot(PASSPHRASE) is None:
            raise KeyUnavailable("This profile has no passphrase; the keyring of the computer opens it.")
        return _by_secret(keys, PASSPHRASE, passphrase, "The passphrase is wrong. Nothing was changed; try again.")

    return unlock


def by_recovery_code(typed: str) -> Unlock:
    """Return the way that opens a profile with the printed recovery code. Raise InputProblem for a mistyped one."""
    code = read_recovery_code(typed)

    def unlock(place: ProfilePlace) -> DataKey:
        keys = read_key_file(place)
        if keys.slot(RECOVERY_CODE) is None:
            raise KeyUnavailable("This profile has no recovery code; the authority holds its recovery key. Ask them.")
        return _by_secret(
            keys, RECOVERY_CODE, code, "This recovery code belongs to another profile. Look for the right printed code."
        )

    return unlock


def by_authority_key(identity: str) -> Unlock:
    """Return the way that opens a profile with the recovery key that the authority holds (age identity)."""

    def unlock(place: ProfilePlace) -> DataKey:
        keys = read_key_file(place)
        slot = keys.slot(RECOVERY_KEY)
        if slot is None:
            raise KeyUnavailable("This profile was made without the authority's recovery key. Use its recovery code.")
        return _proved(keys, unwrap_for_authority(slot, identity))

    return unlock


def by_data_key(key: DataKey) -> Unlock:
    """Return the way that opens a profile with the key already at hand."""
    return lambda place: _proved(read_key_file(place), key)


def asks_for_passphrase(place: ProfilePlace) -> bool:
    """Tell whether the profile is opened by a passphrase, so that a window or command can ask for it first."""
    return read_key_file(place).slot(KEYRING) is None


def change_passphrase(place: ProfilePlace, unlock: Unlock, passphrase: str, cost: DerivationCost = USUAL_COST) -> None:
    """Give the profile a passphrase, in the place of an earlier one or of the keyring. The old way opens it first."""
    key = unlock(place)
    keys = read_key_file(place)
    _check_length(passphrase)
    slot = _secret_slot(key, passphrase, SecretSlot(PASSPHRASE, keys.store), cost)
    kept_in_keyring = keys.slot(KEYRING)
    write_key_file(place, keys.with_slot((KEYRING, PASSPHRASE), slot))
    if kept_in_keyring is not None:
        forget_in_keyring(kept_in_keyring)


def move_to_keyring(place: ProfilePlace, unlock: Unlock) -> None:
    """Let the computer's keyring open the profile from now on."""
    key = unlock(place)
    keys = read_key_file(place)
    write_key_file(place, keys.with_slot((KEYRING, PASSPHRASE), keep_in_keyring(key, keys.store)))


def let_authority_recover(place: ProfilePlace, unlock: Unlock, recipient: str) -> bool:
    """Let the authority's recovery key open the profile too, beside every other way; tell whether that is new."""
    keys = read_key_file(place)
    slot = keys.slot(RECOVERY_KEY)
    if slot is not None and slot.get("recipient") == recipient:
        return False
    write_key_file(place, keys.with_slot((RECOVERY_KEY,), wrap_for_authority(unlock(place), recipient)))
    return True


def new_code(place: ProfilePlace, unlock: Unlock, cost: DerivationCost = USUAL_COST) -> str:
    """Replace the recovery code and return the new one, to show once."""
    key = unlock(place)
    keys = read_key_file(place)
    code = new_recovery_code()
    slot = _secret_slot(key, read_recovery_code(code), SecretSlot(RECOVERY_CODE, keys.store), cost)
    write_key_file(place, keys.with_slot((RECOVERY_CODE,), slot))
    return code


def _everyday_slot(key: DataKey, store: str, protection: Protection) -> Slot:
    if protection.passphrase is None:
        slot = keep_in_keyring(key, store)
        if read_from_keyring(slot) != key:
            raise KeyUnavailable("The keyring of this computer gave back another key. Choose a passphrase instead.")
        return slot
    _check_length(protection.passphrase)
    return _secret_slot(key, protection.passphrase, SecretSlot(PASSPHRASE, store), protection.cost)


def _secret_slot(key: DataKey, secret: str, place: SecretSlot, cost: DerivationCost) -> Slot:
    slot = wrap_with_secret(key.raw, secret, place, cost)
    if unwrap_with_secret(slot, secret, place.store) != key.raw:
        raise KeyUnavailable("A key that was just wrapped did not open again. Nothing was made; try again.")
    return slot


def _by_secret(keys: KeyFile, kind: str, secret: str, wrong: str) -> DataKey:
    slot = keys.slot(kind)
    raw = None if slot is None else unwrap_with_secret(slot, secret, keys.store)
    if raw is None:
        raise KeyUnavailable(wrong)
    return _proved(keys, _as_key(raw))


def _proved(keys: KeyFile, key: DataKey) -> DataKey:
    if not hmac.compare_digest(keys.check, key.check):
        raise KeyUnavailable(
            "The key that was found belongs to another profile. Nothing was changed. Open this profile with its "
            "passphrase or recovery code."
        )
    return key


def _as_key(raw: bytes) -> DataKey:
    try:
        return DataKey(raw)
    except ValueError as error:
        raise StoreDamaged(damaged_slot()) from error


def _check_length(passphrase: str) -> None:
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise InputProblem(
            f"The passphrase is too short. Use at least {SHORTEST_PASSPHRASE} characters, for example four words."
        )
