"""Finds the authorities' settings that come with the program."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from qa_desktop.domain.authority_settings import AuthoritySettings
from qa_desktop.errors import InputProblem, NotFound
from qa_desktop.toolkit.settings_checker import read_settings
from qa_desktop.toolkit.yaml_reader import MOST_BYTES


@dataclass(frozen=True)
class SettingsLibrary:
    """The settings in one folder, a file each, named by their id. Nothing is read before the first question."""

    folder: Path

    @cached_property
    def all(self) -> tuple[AuthoritySettings, ...]:
        """Every authority's settings, by name."""
        found = (read_settings(path.read_bytes()) for path in sorted(self.folder.glob("*.yaml")))
        return tuple(sorted(found, key=lambda one: one.name))

    def data(self, settings_id: str) -> bytes:
        """Return the file of that id; raise NotFound, which names those that there are."""
        known = sorted(path.stem for path in self.folder.glob("*.yaml"))
        if settings_id not in known:
            raise NotFound(f"There are no settings “{settings_id}”. There are: {', '.join(known)}.")
        return (self.folder / f"{settings_id}.yaml").read_bytes()


def settings_file(path: Path) -> bytes:
    """Return the bytes of a file of settings; raise NotFound or InputProblem where it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise NotFound(f"There is no file {path.name}. Check its name and folder.") from error
    except OSError as error:
        raise InputProblem(f"{path.name} cannot be read ({error.strerror}).") from error
