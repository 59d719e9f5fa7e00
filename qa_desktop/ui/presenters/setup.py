"""Makes a first profile, and keeps the recovery code where the person wants it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from qa_desktop.domain.record import Role
from qa_desktop.errors import DiskProblem, QaDesktopError
from qa_desktop.ui.background import Worker

SHORTEST_PASSPHRASE = 12


@dataclass(frozen=True, slots=True)
class SetUpRequest:
    """Who the profile is for, and its passphrase; None leaves it to the computer's keyring."""

    name: str
    role: Role
    team: str
    passphrase: str | None = field(default=None, repr=False)
    fingerprint: str = ""
    """Of the authority's key; empty where there is none, or where the administrator settled it."""
    profile_file: Path | None = None
    """The profile that the authority signed."""
    settings: str = ""
    """The id of the authority whose tools and words come first; empty for none."""


MakeProfile = Callable[[SetUpRequest], str | None]
"""Makes the profile and returns the recovery code to show once; None where the authority holds a recovery key."""


def code_sheet(name: str, code: str) -> str:
    """Return the text that is printed or saved."""
    return (
        f"QA Desktop: recovery code of {name}\n\n    {code}\n\n"
        "It opens your profile if the passphrase is forgotten or the keyring of the computer is lost.\n"
        "Keep it apart from the laptop. Nobody can make it again.\n"
    )


class SetUpPresenter:
    """Makes the profile on the worker."""

    def __init__(self, make_profile: MakeProfile, worker: Worker) -> None:
        self._make_profile = make_profile
        self._worker = worker

    def make(
        self,
        request: SetUpRequest,
        done: Callable[[str | None], None],
        problem: Callable[[QaDesktopError], None],
    ) -> None:
        """Make the profile; `done` gets the recovery code."""
        self._worker.submit(lambda: self._make_profile(request), done, problem)

    def save_code(
        self, file: Path, sheet: str, done: Callable[[None], None], problem: Callable[[QaDesktopError], None]
    ) -> None:
        """Write the recovery code to a file that the person chose, for their eyes only."""
        self._worker.submit(lambda: _write_private(file, sheet), done, problem)


def _write_private(file: Path, text: str) -> None:
    try:
        file.touch(mode=0o600)
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise DiskProblem(f"The code could not be saved to {file}. Choose another place, or print it.") from error
