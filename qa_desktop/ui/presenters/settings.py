"""What the settings page shows and does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from qa_desktop.domain.exchange import ServerAddress
from qa_desktop.domain.record import Person
from qa_desktop.errors import InputProblem, QaDesktopError
from qa_desktop.services.check_connection import USUAL_PORT, Finding, check_connection
from qa_desktop.services.keep_appearance import Appearance, keep_appearance
from qa_desktop.settings import ProfilePlace
from qa_desktop.ui.background import Worker

Tell = Callable[[str], None]
Problem = Callable[[QaDesktopError], None]


class KeptServer(Protocol):
    """Where the shared server is, as this laptop keeps it."""

    def settings(self) -> ServerAddress:
        """Return it; raise InputProblem where none is set."""
        ...

    def set(self, settings: ServerAddress, password: str | None) -> None:
        """Keep it, and the password where one is given."""
        ...


class SettingsDesk(Protocol):
    """The services that the settings need."""

    @property
    def owner(self) -> Person:
        """Whose profile this is."""
        ...

    @property
    def back_up(self) -> Callable[[], Path]:
        """Make an encrypted copy."""
        ...

    @property
    def check_up(self) -> Callable[[], tuple[str, ...]]:
        """Look for anything wrong; a line for each finding."""
        ...

    @property
    def has_pin(self) -> Callable[[], bool]:
        """Tell whether sealing asks for a PIN."""
        ...

    @property
    def set_pin(self) -> Callable[[str | None, str | None], None]:
        """Change the PIN from the old to the new one; None means none."""
        ...

    @property
    def change_passphrase(self) -> Callable[[str, str], None]:
        """Change the passphrase from the old to the new one."""
        ...

    @property
    def server(self) -> KeptServer:
        """Where the shared server is."""
        ...


@dataclass(frozen=True, slots=True)
class SignIn:
    """Where the server is and who signs in, as the page shows it."""

    address: str = ""
    """ "server" or "server:5432"."""
    user: str = ""
    authority: str = ""


@dataclass(frozen=True, slots=True)
class SettingsView:
    """What the page shows."""

    name: str
    role: str
    team: str
    address: str
    has_pin: bool
    has_passphrase: bool
    data_folder: str
    sign_in: SignIn


@dataclass(frozen=True, slots=True)
class SettingsPlace:
    """Where this profile lies and how it is opened."""

    profile: ProfilePlace
    has_passphrase: bool


class SettingsPresenter:
    """Runs what the page asks for, on the worker that it belongs to."""

    def __init__(self, desk: SettingsDesk, place: SettingsPlace, database: Worker, documents: Worker) -> None:
        self._desk = desk
        self._place = place
        self._database = database
        self._documents = documents

    def load(self, show: Callable[[SettingsView], None]) -> None:
        """Read what the page shows."""
        self._database.submit(lambda: (self._desk.has_pin(), _kept(self._desk)), lambda read: show(self._view(read)))

    def back_up(self, tell: Tell, problem: Problem) -> None:
        """Make a backup now."""
        self._database.submit(self._desk.back_up, lambda file: tell(f"Backed up, encrypted, to {file}"), problem)

    def check_up(self, show: Callable[[tuple[str, ...]], None], problem: Problem) -> None:
        """Look for anything wrong."""
        self._database.submit(self._desk.check_up, show, problem)

    def change_passphrase(self, old: str, new: str, tell: Tell, problem: Problem) -> None:
        """Change the passphrase."""
        words = "The passphrase is changed. The recovery code stays the same."
        self._database.submit(lambda: self._desk.change_passphrase(old, new), lambda _: tell(words), problem)

    def set_pin(self, old: str | None, new: str | None, tell: Tell, problem: Problem) -> None:
        """Set, change or remove the PIN that sealing asks for."""
        words = "Sealing a note now asks for the PIN." if new else "Sealing a note no longer asks for a PIN."
        self._database.submit(lambda: self._desk.set_pin(old, new), lambda _: tell(words), problem)

    def test_connection(self, address: str, show: Callable[[tuple[Finding, ...]], None]) -> None:
        """Find out how far this laptop gets; nothing is kept."""
        self._documents.submit(lambda: check_connection(address), show)

    def keep_sign_in(self, sign_in: SignIn, password: str, tell: Tell, problem: Problem) -> None:
        """Keep where the server is and who signs in; an empty password leaves the one that is there."""
        host, _, port = sign_in.address.partition(":")

        def keep() -> None:
            known = _server(self._desk)
            number = int(port) if port.isdecimal() else 0
            wanted = ServerAddress(host, sign_in.user, number if port else USUAL_PORT, authority=sign_in.authority)
            if known is not None:
                wanted = replace(wanted, database=known.database, certificate=known.certificate)
            self._desk.server.set(wanted, password or None)

        self._database.submit(keep, lambda _: tell("Kept. How the sync went is shown under Sync."), problem)

    def keep_appearance(self, appearance: Appearance) -> None:
        """Remember how the window looks."""
        file = self._place.profile.appearance
        self._documents.submit(lambda: keep_appearance(file, appearance), lambda _: None)

    def _view(self, read: tuple[bool, SignIn]) -> SettingsView:
        owner = self._desk.owner
        has_pin, sign_in = read
        return SettingsView(
            name=owner.name,
            role=owner.role.title,
            team=owner.team,
            address=owner.address,
            has_pin=has_pin,
            has_passphrase=self._place.has_passphrase,
            data_folder=str(self._place.profile.folder),
            sign_in=sign_in,
        )


def _server(desk: SettingsDesk) -> ServerAddress | None:
    try:
        return desk.server.settings()
    except InputProblem:
        return None


def _kept(desk: SettingsDesk) -> SignIn:
    server = _server(desk)
    if server is None:
        return SignIn()
    address = server.host if server.port == USUAL_PORT else f"{server.host}:{server.port}"
    return SignIn(address, server.user, server.authority)
