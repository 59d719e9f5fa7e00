"""What the settings page shows and does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from qa_desktop.domain.record import Person
from qa_desktop.errors import QaDesktopError
from qa_desktop.services.keep_appearance import Appearance, keep_appearance
from qa_desktop.settings import ProfilePlace
from qa_desktop.ui.background import Phrased, Worker, only, page_of

Tell = Callable[[str], None]
Problem = Callable[[QaDesktopError], None]


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
        self._database.submit(self._desk.has_pin, Phrased(show, self._view), page=page_of(show))

    def back_up(self, tell: Tell, problem: Problem) -> None:
        """Make a backup now."""

        def words(file: Path) -> str:
            return f"Backed up, encrypted, to {file}"

        self._database.submit(self._desk.back_up, Phrased(tell, words), problem)

    def check_up(self, show: Callable[[tuple[str, ...]], None], problem: Problem) -> None:
        """Look for anything wrong."""
        self._database.submit(self._desk.check_up, show, problem)

    def change_passphrase(self, old: str, new: str, tell: Tell, problem: Problem) -> None:
        """Change the passphrase."""
        words = "The passphrase is changed. The recovery code stays the same."
        self._database.submit(lambda: self._desk.change_passphrase(old, new), Phrased(tell, only(words)), problem)

    def set_pin(self, old: str | None, new: str | None, tell: Tell, problem: Problem) -> None:
        """Set, change or remove the PIN that sealing asks for."""
        words = "Sealing a note now asks for the PIN." if new else "Sealing a note no longer asks for a PIN."
        self._database.submit(lambda: self._desk.set_pin(old, new), Phrased(tell, only(words)), problem)

    def keep_appearance(self, appearance: Appearance) -> None:
        """Remember how the window looks."""
        file = self._place.profile.appearance
        self._documents.submit(lambda: keep_appearance(file, appearance), lambda _: None)

    def _view(self, has_pin: bool) -> SettingsView:  # noqa: FBT001 - as the worker hands it over
        owner = self._desk.owner
        return SettingsView(
            name=owner.name,
            role=owner.role.title,
            team=owner.team,
            address=owner.address,
            has_pin=has_pin,
            has_passphrase=self._place.has_passphrase,
            data_folder=str(self._place.profile.folder),
        )
