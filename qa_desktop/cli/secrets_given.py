"""Passphrases and PINs for the command line: from a named file, or asked for on a terminal; never as an argument."""

from __future__ import annotations

import getpass
import os
import sys
from pathlib import Path

from qa_desktop.errors import InputProblem, KeyUnavailable
from qa_desktop.settings import (
    AUTHORITY_PASSPHRASE_FILE_VARIABLE,
    PASSPHRASE_FILE_VARIABLE,
    PIN_FILE_VARIABLE,
    SERVER_PASSWORD_FILE_VARIABLE,
)


def passphrase_from_file(variable: str = PASSPHRASE_FILE_VARIABLE) -> str | None:
    """Return what the file named by the environment variable holds, without its line end; None where it is unset."""
    named = os.environ.get(variable)
    if not named:
        return None
    try:
        text = Path(named).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputProblem(f"The file that {variable} names cannot be read. Check the name and its rights.") from error
    return text.rstrip("\r\n")


def given_unlock() -> str:
    """Return the passphrase for a profile that is protected by one; raise KeyUnavailable where nobody can be asked."""
    return passphrase_from_file() or _ask("Passphrase: ", PASSPHRASE_FILE_VARIABLE)


def given_pin() -> str:
    """Return the PIN for the sealing key; raise KeyUnavailable where nobody can be asked."""
    return passphrase_from_file(PIN_FILE_VARIABLE) or _ask("PIN: ", PIN_FILE_VARIABLE)


def given_password() -> str:
    """Return the password for the shared server; raise KeyUnavailable where nobody can be asked."""
    return passphrase_from_file(SERVER_PASSWORD_FILE_VARIABLE) or _ask(
        "Password for the server: ", SERVER_PASSWORD_FILE_VARIABLE
    )


def given_authority_passphrase(*, new: bool = False) -> str:
    """Return the passphrase of the authority's key, asked twice where it is a new one; raise KeyUnavailable."""
    named = passphrase_from_file(AUTHORITY_PASSPHRASE_FILE_VARIABLE)
    if named:
        return named
    typed = _ask("Passphrase of the authority's key: ", AUTHORITY_PASSPHRASE_FILE_VARIABLE)
    if new and _ask("The same once more: ", AUTHORITY_PASSPHRASE_FILE_VARIABLE) != typed:
        raise InputProblem("The two passphrases differ. Nothing was made; try again.")
    return typed


def _ask(prompt: str, variable: str) -> str:
    if not sys.stdin.isatty():
        raise KeyUnavailable(f"Nobody can be asked here. Name a file that holds it in {variable}.")
    return getpass.getpass(prompt)
