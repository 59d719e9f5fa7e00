"""The way into a profile, as the window sees it before any service exists."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from qa_desktop.domain.record import HomeData, Role

if TYPE_CHECKING:
    from qa_desktop.services.desk import Desk


class GateState(Enum):
    """What opens the profile."""

    NEW = "new"
    """There is none yet."""
    KEYRING = "keyring"
    PASSPHRASE = "passphrase"  # noqa: S105 - a state


@dataclass(frozen=True, slots=True)
class ProfileWish:
    """A profile to make. Without a passphrase the computer's keyring opens it."""

    name: str
    role: Role
    team: str
    passphrase: str | None = field(default=None, repr=False)
    authority_key: str | None = None
    fingerprint: str = ""
    """Of the authority's key, as it was typed; empty where there is none, or where the administrator settled it."""
    profile_file: Path | None = None
    """The profile that the authority signed."""
    settings: str = ""
    """The id of the shipped settings to work by, until the authority signs its own; empty for none."""


def _nothing_managed() -> str:
    return ""


def _nothing_offered() -> tuple[tuple[str, str], ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Gate:
    """What can be done before the profile is open. Every callable blocks; all run on the database worker."""

    state: Callable[[], GateState]
    create: Callable[[ProfileWish], str | None]
    """Makes the profile and returns the recovery code to show once; None where the authority holds a key."""
    unlock_by_keyring: Callable[[], None]
    unlock_by_passphrase: Callable[[str], None]
    unlock_by_recovery_code: Callable[[str], None]
    first_home: Callable[[], HomeData | None]
    """Reads the home page before anything heavy is loaded; None where the store has to be opened in full first."""
    open: Callable[[], Desk]
    """Opens the profile with the key that unlocked it."""
    managed: Callable[[], str] = _nothing_managed
    """Says what the administrator of this computer settled about the authority; empty where nothing."""
    authorities: Callable[[], tuple[tuple[str, str], ...]] = _nothing_offered
    """Returns (id, name) of the authorities whose settings come with the program."""
