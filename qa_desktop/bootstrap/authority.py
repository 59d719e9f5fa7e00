"""Wires what concerns the authority: its key, its signed profile, and what a laptop takes over from it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qa_desktop.clock import Clock, local_day
from qa_desktop.settings import ProfilePlace, managed_file

if TYPE_CHECKING:
    from qa_desktop.domain.authority import AuthorityProfile, Officer
    from qa_desktop.domain.exchange import ServerAddress
    from qa_desktop.models.keys import Unlock
    from qa_desktop.models.store import SqlStore
    from qa_desktop.services.adopt_profile import AdoptProfile, Managed
    from qa_desktop.sync.authority_file import SignedProfile


@dataclass(frozen=True, slots=True)
class AuthorityChoice:
    """What a person who makes a profile says of their authority."""

    fingerprint: str = ""
    profile: Path | None = None
    settings: str = ""
    """The id of the shipped settings to work by, until the authority signs its own; empty for none."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a new profile takes over from its authority: the signed file was checked."""

    fingerprint: str
    file: bytes | None = None
    recovery_key: str | None = None

    def keep_in(self, store: SqlStore) -> None:
        """Keep it in the store that was just made."""
        from qa_desktop.services.adopt_profile import AdoptProfile

        # The store's second slot was made for this very recovery key.
        adopt = AdoptProfile(store, managed, lambda _: None)
        adopt.pin(self.fingerprint)
        if self.file is not None:
            adopt(self.file)


def managed() -> Managed:
    """Return what the administrator of this computer settled."""
    from qa_desktop.services.adopt_profile import read_managed

    return read_managed(managed_file())


def managed_words() -> str:
    """Say what a new profile takes over without a question; raise EnvironmentProblem where nobody can tell."""
    from qa_desktop.domain.authority import in_groups

    settled = managed()
    if not settled.fingerprint:
        return ""
    what = "Its profile is taken over too." if settled.profile else "Its profile comes with the first sync."
    key = in_groups(settled.fingerprint)
    return f"The administrator of this computer settled which authority is believed: key {key}. {what}"


def beginning(choice: AuthorityChoice) -> Beginning | None:
    """Check what a new profile is to take over; None where there is no authority. Raise InputProblem or NotAllowed."""
    from qa_desktop.domain.authority import fingerprint_from
    from qa_desktop.errors import InputProblem, NotAllowed
    from qa_desktop.services.adopt_profile import NO_FINGERPRINT, OTHER_KEY, read_profile_file
    from qa_desktop.sync.authority_file import open_profile_file

    settled = managed()
    chosen = fingerprint_from(choice.fingerprint)
    if choice.fingerprint and not chosen:
        raise InputProblem(NO_FINGERPRINT)
    if chosen and settled.fingerprint and chosen != settled.fingerprint:
        raise NotAllowed("The administrator of this computer settled another authority key. Ask your IT service.")
    fingerprint, profile = chosen or settled.fingerprint, choice.profile or settled.profile
    if not fingerprint:
        if profile is not None:
            raise InputProblem("Give the fingerprint of your authority's key too: without it no profile is believed.")
        return None
    if profile is None:
        return Beginning(fingerprint)
    file = read_profile_file(profile)
    signed = open_profile_file(file)
    if signed.fingerprint != fingerprint:
        raise NotAllowed(OTHER_KEY)
    return Beginning(fingerprint, file, signed.profile.recovery_key)


@dataclass(frozen=True, slots=True)
class AuthorityServices:
    """What one open profile knows of its authority."""

    adopt: AdoptProfile
    settled: Callable[[], ServerAddress | None]
    officers: Callable[[], tuple[Officer, ...]]
    change_passphrase: Callable[[str, str], None]
    signed_settings: Callable[[], tuple[int, str] | None]
    """Number and settings of the profile that is held."""


def authority_services(store: SqlStore, unlock: Unlock, clock: Clock) -> AuthorityServices:
    """Return the services over an open store."""
    from qa_desktop.models import keys
    from qa_desktop.services.adopt_profile import AdoptProfile

    place = store.place_on_disk
    # A profile may be adopted by sync while a person changes their passphrase: both write the file of wrapped keys.
    one_at_a_time = threading.Lock()

    def add_recovery(recipient: str) -> None:
        with one_at_a_time:
            keys.let_authority_recover(place, unlock, recipient)

    def change_passphrase(old: str, new: str) -> None:
        with one_at_a_time:
            keys.change_passphrase(place, keys.by_passphrase(old), new)

    adopt = AdoptProfile(store, managed, add_recovery)
    return AuthorityServices(
        adopt=adopt,
        settled=lambda: _settled(adopt.held(), place),
        officers=lambda: adopt.officers(local_day(clock.now())),
        change_passphrase=change_passphrase,
        signed_settings=lambda: _number_and_settings(adopt.held()),
    )


def _number_and_settings(profile: AuthorityProfile | None) -> tuple[int, str] | None:
    return None if profile is None else (profile.serial, profile.settings)


def _settled(profile: AuthorityProfile | None, place: ProfilePlace) -> ServerAddress | None:
    if profile is None:
        return None
    from qa_desktop.domain.exchange import ServerAddress
    from qa_desktop.models.private_files import write_private

    authority = ""
    if profile.certificate:
        pem = profile.certificate.encode()
        file = place.server_authority
        if not file.exists() or file.read_bytes() != pem:
            write_private(file, pem)
        authority = str(file)
    return ServerAddress(profile.host, "", profile.port, profile.database, authority)


def new_authority_key(out: Path, passphrase: str) -> str:
    """Make the authority's signing key, encrypted, in a new file; return its fingerprint."""
    from qa_desktop.models.authority_key import make_key_file

    return make_key_file(out, passphrase)


def sign_authority_profile(
    content: Path, settings: bytes | None, key: Path, passphrase: str, out: Path
) -> SignedProfile:
    """Sign what the YAML file says with the authority's key, into a new file; return what laptops will read.

    `settings` is the whole file that says how the authority works, which travels in the profile.
    """
    from qa_desktop.models.authority_key import open_key_file
    from qa_desktop.models.private_files import disk_problems
    from qa_desktop.services.adopt_profile import read_profile_file
    from qa_desktop.sync.authority_file import open_profile_file, sign_profile
    from qa_desktop.toolkit.plain_yaml import plain_yaml

    said = plain_yaml(read_profile_file(content), content.name)
    if settings is not None:
        said["settings"] = settings.decode("utf-8")
    signed = sign_profile(said, open_key_file(key, passphrase))
    with disk_problems(out.parent):
        out.write_bytes(signed + b"\n")
    return open_profile_file(signed)


def show_authority_profile(file: Path) -> SignedProfile:
    """Return the profile of a signed file; raise InputProblem where its signature does not fit."""
    from qa_desktop.services.adopt_profile import read_profile_file
    from qa_desktop.sync.authority_file import open_profile_file

    return open_profile_file(read_profile_file(file))
