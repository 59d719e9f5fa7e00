"""What the settings page says of how the authority works, and what it lets a person choose."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from qa_desktop.domain.authority_settings import AuthoritySettings
from qa_desktop.domain.settings_words import SettingsPart, settings_words
from qa_desktop.services.authority_settings import OWN, SettingsHere
from qa_desktop.ui.background import Phrased, Worker, page_of, sentence_of

NONE = "No authority: each tool as it is printed"


class KnownSettings(Protocol):
    """How the authority works, as this laptop knows it."""

    def here(self) -> SettingsHere:
        """Return the settings that hold."""
        ...

    @property
    def chosen(self) -> str:
        """The id that was chosen on this laptop, or `OWN`; empty for none."""
        ...

    def titles(self) -> dict[str, str]:
        """Return the title of every tool that is known, by its id."""
        ...

    def offered(self) -> tuple[AuthoritySettings, ...]:
        """Return those that came with the program."""
        ...

    def choose(self, settings_id: str) -> None:
        """Work by settings that came with the program; by none where the id is empty."""
        ...

    def choose_file(self, file: Path) -> AuthoritySettings:
        """Work by the settings in a file."""
        ...


@dataclass(frozen=True, slots=True)
class WaysView:
    """How the authority works, for the page."""

    words: str
    options: tuple[tuple[str, str], ...] = ()
    """(id, name) of what can be chosen; none where the authority settled it."""
    chosen: str = ""
    parts: tuple[SettingsPart, ...] = ()
    """All that is set, in words."""


def ways_view(known: KnownSettings) -> WaysView:
    """Return what holds and what can be chosen."""
    here = known.here()
    settings = here.settings
    parts = settings_words(settings, known.titles()) if settings else ()
    if here.serial is not None:
        signed = f"signed by your authority (profile number {here.serial})"
        return WaysView(f"{_named(settings)}, {signed}." if settings else here.problem, parts=parts)
    chosen = known.chosen
    options = [("", NONE), *((one.id, one.name) for one in known.offered())]
    if chosen == OWN and settings is not None:
        options.append((OWN, f"{settings.name} (from a file)"))
    words = f"{_named(settings)}, chosen on this laptop." if settings else here.problem
    return WaysView(
        words or "No authority is chosen, so each tool is used as it is printed.", tuple(options), chosen, parts
    )


def _named(settings: AuthoritySettings | None) -> str:
    return f"{settings.name}, version {settings.version}" if settings else ""


class WaysPresenter:
    """Reads and chooses on the worker."""

    def __init__(self, known: KnownSettings, worker: Worker) -> None:
        self._known = known
        self._worker = worker

    def load(self, show: Callable[[WaysView], None]) -> None:
        """Read what holds."""
        self._worker.submit(lambda: ways_view(self._known), show, page=page_of(show))

    def choose(self, settings_id: str, show: Callable[[WaysView], None], problem: Callable[[str], None]) -> None:
        """Work by settings that came with the program."""

        def choose() -> WaysView:
            if settings_id != OWN:
                self._known.choose(settings_id)
            return ways_view(self._known)

        self._worker.submit(choose, show, Phrased(problem, sentence_of))

    def choose_file(self, file: Path, show: Callable[[WaysView], None], problem: Callable[[str], None]) -> None:
        """Work by the settings in a file; where it has mistakes each is told with its place."""

        def choose() -> WaysView:
            self._known.choose_file(file)
            return ways_view(self._known)

        self._worker.submit(choose, show, Phrased(problem, sentence_of))
