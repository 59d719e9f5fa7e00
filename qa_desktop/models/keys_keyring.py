"""Keeps the data key in the operating system's keyring, and reads it back fast at start-up."""

from __future__ import annotations

import base64
import binascii
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from qa_desktop.errors import KeyUnavailable
from qa_desktop.models.data_key import DataKey
from qa_desktop.models.key_slots import KEYRING, Slot
from qa_desktop.models.secret_service import read_secret

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

logger = logging.getLogger(__name__)

SERVICE = "QA Desktop"
SECRET_SERVICE = "keyring.backends.SecretService.Keyring"  # noqa: S105 - the name of a class
SAFE_MODULES = frozenset(
    {
        "keyring.backends.SecretService",
        "keyring.backends.libsecret",
        "keyring.backends.kwallet",
        "keyring.backends.Windows",
        "keyring.backends.macOS",
        "keyring.backends.chainer",
        "keyring.backends.fail",
    }
)
"""Keyrings that encrypt. Any other is used only where the person chose it in keyring's own configuration."""

NO_KEYRING = (
    "This computer has no keyring that QA Desktop can use. Choose a passphrase instead; for the command line put it "
    "in a file and name the file in QA_DESKTOP_PASSPHRASE_FILE."
)
LOCKED = "The keyring of this computer is locked. Unlock it, usually by signing in to the computer again, then retry."
NOT_KEPT = "The keyring of this computer does not keep what it is given. Choose a passphrase instead."
NOT_THERE = (
    "The keyring of this computer holds no key for this profile. Open the profile with its recovery code, or sign in "
    "to the computer as the person who made the profile."
)


def keep_in_keyring(key: DataKey, store: str) -> Slot:
    """Put the key into the keyring, read it back, and return the slot that says where it is. Raise KeyUnavailable."""
    with keyring_sentences():
        backend = safe_backend()
        secret = base64.b64encode(key.raw).decode("ascii")
        backend.set_password(SERVICE, store, secret)
        if backend.get_password(SERVICE, store) != secret:
            raise KeyUnavailable(NOT_KEPT)
    return {"kind": KEYRING, "service": SERVICE, "user": store, "backend": _name(backend)}


def read_from_keyring(slot: Slot) -> DataKey:
    """Return the key that the slot names; raise KeyUnavailable."""
    service, user = str(slot.get("service")), str(slot.get("user"))
    secret = read_secret(service, user) if slot.get("backend") == SECRET_SERVICE else None
    if secret is None:
        with keyring_sentences():
            secret = safe_backend().get_password(service, user)
    if secret is None:
        raise KeyUnavailable(NOT_THERE)
    try:
        return DataKey(base64.b64decode(secret, validate=True))
    except (binascii.Error, ValueError) as error:
        raise KeyUnavailable(NOT_THERE) from error


def forget_in_keyring(slot: Slot) -> None:
    """Take the key out of the keyring, as far as it is there."""
    from keyring.errors import PasswordDeleteError  # noqa: PLC0415 - not at start-up

    with keyring_sentences():
        try:
            safe_backend().delete_password(str(slot.get("service")), str(slot.get("user")))
        except PasswordDeleteError:
            logger.info("the keyring held no key to forget")


def safe_backend() -> KeyringBackend:
    """Return the keyring to use: the one that the person configured, else the best that encrypts."""
    from keyring import core  # noqa: PLC0415 - 0.1 s, not at start-up

    core.init_backend(limit=lambda backend: type(backend).__module__ in SAFE_MODULES)
    return core.get_keyring()


def _name(backend: KeyringBackend) -> str:
    first = next(iter(getattr(backend, "backends", ())), backend)
    return f"{type(first).__module__}.{type(first).__qualname__}"


@contextmanager
def keyring_sentences() -> Iterator[None]:
    """Turn what keyring says into a sentence: none there, or one that stays locked."""
    from keyring.errors import InitError, KeyringError, KeyringLocked, NoKeyringError  # noqa: PLC0415 - as above

    try:
        yield
    except NoKeyringError as error:
        raise KeyUnavailable(NO_KEYRING) from error
    except (InitError, KeyringLocked) as error:
        raise KeyUnavailable(LOCKED) from error
    except KeyringError as error:
        raise KeyUnavailable(NOT_KEPT) from error
