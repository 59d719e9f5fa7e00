"""Take over what the authority signed: where its server is, its recovery key, its officers and its limit."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from qa_desktop.domain.authority import (
    USUAL_LIMIT_DAYS,
    AuthorityProfile,
    Officer,
    fingerprint_from,
    in_groups,
    read_profile,
)
from qa_desktop.domain.periods import Period
from qa_desktop.domain.ports import LocalStore
from qa_desktop.errors import EnvironmentProblem, InputProblem, NotAllowed

PROFILE = "authority_profile"
"""The signed file, as it was adopted."""
FINGERPRINT = "authority_fingerprint"
"""Of the key that is believed on this laptop."""
ADOPTED_KEY = "authority_profile_key"
"""The fingerprint of the key that signed the profile that is held."""

LARGEST_MANAGED = 64 * 1024
NOT_PINNED = (
    "This laptop does not know the key of its authority, so no profile can be taken over. Enter the fingerprint of "
    "your authority's key in the settings; your QA team has it."
)
OTHER_KEY = (
    "This profile is signed with another key than your authority's, so it was not taken over. Do not use it; show it "
    "to your QA team."
)
OLDER = (
    "This profile (number {offered}) is older than the one that is held here (number {held}), so it was not taken "
    "over. Ask your QA team for the present one."
)
TWO_OF_ONE_NUMBER = (
    "Another profile with the same number {held} is held here, so this one was not taken over. Tell your QA team that "
    "two different profiles carry one number."
)
NO_FINGERPRINT = (
    "This is no fingerprint of a key. It has 64 digits and letters from a to f, in groups of four; copy it whole."
)
BAD_MANAGED = (
    "The settings that the administrator of this computer placed in {file} cannot be read, so no authority is "
    "believed. Ask your IT service to place them again."
)


@dataclass(frozen=True, slots=True)
class Managed:
    """What the administrator of this computer settled for everybody on it."""

    fingerprint: str = ""
    profile: Path | None = None
    """A signed profile that lies beside, for new profiles to begin with."""


@dataclass(frozen=True, slots=True)
class Adopted:
    """The profile that holds now, and whether anything was new."""

    profile: AuthorityProfile
    is_new: bool


@dataclass(frozen=True, slots=True)
class AuthorityView:
    """How this laptop stands towards an authority, for people to read."""

    fingerprint: str
    """In groups of four; empty where no authority is believed."""
    is_managed: bool
    """Whether the administrator of this computer pinned it."""
    profile: AuthorityProfile | None
    problem: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """What to say of it, a sentence each."""
        if self.problem:
            return (self.problem,)
        if not self.fingerprint:
            return ("This installation is not managed by an authority: everything was entered on this laptop.",)
        by = "the administrator of this computer" if self.is_managed else "the person who set up this profile"
        pinned = f"Believes the authority key {self.fingerprint}, pinned by {by}."
        if self.profile is None:
            return (pinned, "No profile of the authority is held yet. It comes with a sync, or as a file.")
        named = f"{self.profile.name}, profile number {self.profile.serial}: server {self.profile.host}."
        return (pinned, named)


class AdoptProfile:
    """Checks and keeps the authority's profile. One that does not hold changes nothing."""

    def __init__(self, store: LocalStore, managed: Callable[[], Managed], add_recovery: Callable[[str], None]) -> None:
        self._store = store
        self._managed = managed
        self._add_recovery = add_recovery
        self._read: tuple[str, AuthorityProfile] | None = None

    def __call__(self, data: bytes) -> Adopted:
        """Adopt a signed file.

        Raise InputProblem where it is damaged or forged, NotAllowed where it is signed with another key than the one
        that is believed here, where its number is lower than that of the profile held, or where none is believed.
        """
        from qa_desktop.sync.authority_file import open_profile_file  # noqa: PLC0415 - not at start-up

        signed = open_profile_file(data)
        pinned = self._pinned()
        if not pinned:
            raise NotAllowed(NOT_PINNED)
        if signed.fingerprint != pinned:
            raise NotAllowed(OTHER_KEY)
        held, offered = self.held(), signed.profile
        file = signed.file.decode("utf-8")
        if held is not None and offered.serial < held.serial:
            raise NotAllowed(OLDER.format(offered=offered.serial, held=held.serial))
        if held is not None and offered.serial == held.serial and self._store.setting(PROFILE) != file:
            raise NotAllowed(TWO_OF_ONE_NUMBER.format(held=held.serial))
        # Before it is kept: where this fails, the next try does it again.
        self._add_recovery(offered.recovery_key)
        is_new = self._store.setting(PROFILE) != file
        if is_new:
            self._store.set_setting(PROFILE, file)
        self._store.set_setting(ADOPTED_KEY, signed.fingerprint)
        return Adopted(offered, is_new)

    def adopt_file(self, file: Path) -> Adopted:
        """Adopt the signed file of that name."""
        return self(read_profile_file(file))

    def pin(self, typed: str) -> str:
        """Believe the key with this fingerprint from now on; return it as it is kept.

        Raise InputProblem where it is none, NotAllowed where the administrator of this computer settled another.
        """
        fingerprint = fingerprint_from(typed)
        if not fingerprint:
            raise InputProblem(NO_FINGERPRINT)
        managed = self._managed().fingerprint
        if managed and managed != fingerprint:
            raise NotAllowed(
                "The administrator of this computer settled another authority key. Ask your IT service which is right."
            )
        self._store.set_setting(FINGERPRINT, fingerprint)
        return fingerprint

    def held(self) -> AuthorityProfile | None:
        """Return the profile that holds; None where there is none, or where its key is no longer the one believed."""
        text = self._store.setting(PROFILE)
        if not text or self._store.setting(ADOPTED_KEY) != self._pinned_or_none():
            return None
        if self._read is None or self._read[0] != text:
            self._read = (text, read_profile(json.loads(text)["profile"]))
        return self._read[1]

    def officers(self, day: date) -> tuple[Officer, ...]:
        """Return the officers who hold office on a day: bundles may be made for them by name."""
        profile = self.held()
        return () if profile is None else profile.officers_on(day)

    def periods(self) -> tuple[Period, ...]:
        """Return how long which records are kept; none where no profile says so."""
        profile = self.held()
        return () if profile is None else profile.periods

    def limit_days(self) -> int:
        """Return after how many working days unsent work is said more loudly."""
        profile = self.held()
        return USUAL_LIMIT_DAYS if profile is None else profile.limit_days

    def view(self) -> AuthorityView:
        """Return how this laptop stands towards an authority."""
        try:
            managed = self._managed().fingerprint
        except EnvironmentProblem as problem:
            return AuthorityView("", is_managed=True, profile=None, problem=problem.sentence)
        pinned = managed or self._store.setting(FINGERPRINT)
        return AuthorityView(in_groups(pinned), bool(managed), self.held())

    def _pinned(self) -> str:
        return self._managed().fingerprint or self._store.setting(FINGERPRINT)

    def _pinned_or_none(self) -> str:
        try:
            return self._pinned()
        except EnvironmentProblem:
            return ""


def read_profile_file(file: Path) -> bytes:
    """Return the bytes of a profile's file; raise InputProblem where it cannot be read."""
    try:
        return file.read_bytes()
    except OSError as error:
        raise InputProblem(f"{file.name} cannot be read: {error.strerror}. Check the name and try again.") from error


def read_managed(file: Path) -> Managed:
    """Return what the administrator placed; raise EnvironmentProblem where it is there and cannot be understood."""
    try:
        if not file.exists():
            return Managed()
        raw = json.loads(file.read_bytes()[:LARGEST_MANAGED].decode("utf-8"))
        fingerprint = fingerprint_from(str(raw["authority_fingerprint"]))
        named = raw.get("profile")
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise EnvironmentProblem(BAD_MANAGED.format(file=file)) from error
    if not fingerprint or not (named is None or isinstance(named, str)):
        raise EnvironmentProblem(BAD_MANAGED.format(file=file))
    return Managed(fingerprint, None if named is None else file.parent / named)
