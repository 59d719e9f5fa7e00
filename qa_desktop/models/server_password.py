"""Keeps the password for the shared server in the operating system's keyring, and nowhere else."""

from __future__ import annotations

from qa_desktop.errors import KeyUnavailable
from qa_desktop.models.keys_keyring import NOT_KEPT, keyring_sentences, safe_backend

SERVICE = "QA Desktop server"


def keep_password(sign_in: str, password: str) -> None:
    """Keep the password of a sign-in ("user@server"); raise KeyUnavailable where the keyring does not."""
    with keyring_sentences():
        backend = safe_backend()
        backend.set_password(SERVICE, sign_in, password)
        if backend.get_password(SERVICE, sign_in) != password:
            raise KeyUnavailable(NOT_KEPT)


def read_password(sign_in: str) -> str | None:
    """Return the password of a sign-in; None where none is kept, as with certificates and Kerberos."""
    with keyring_sentences():
        return safe_backend().get_password(SERVICE, sign_in)


def forget_password(sign_in: str) -> None:
    """Take the password out of the keyring, as far as it is there."""
    from keyring.errors import PasswordDeleteError  # noqa: PLC0415 - not at start-up

    with keyring_sentences():
        try:
            safe_backend().delete_password(SERVICE, sign_in)
        except PasswordDeleteError:
            return
