"""Opens a locked profile with what the person enters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import Generic, TypeVar

from qa_desktop.errors import QaDesktopError
from qa_desktop.ui.background import Worker

Opened = TypeVar("Opened")


class SecretKind(Enum):
    """What was entered."""

    PASSPHRASE = "passphrase"  # noqa: S105 - the name of a kind
    RECOVERY_CODE = "recovery_code"


@dataclass(frozen=True, slots=True)
class Secret:
    """A passphrase or a recovery code; never printed."""

    kind: SecretKind
    text: str = field(repr=False)


class UnlockPresenter(Generic[Opened]):
    """Tries a secret on the worker."""

    def __init__(self, open_profile: Callable[[Secret], Opened], worker: Worker) -> None:
        self._open_profile = open_profile
        self._worker = worker

    def try_secret(
        self, secret: Secret, done: Callable[[Opened], None], problem: Callable[[QaDesktopError], None]
    ) -> None:
        """Open the profile, or say why it stays closed."""
        self._worker.submit(lambda: self._open_profile(secret), done, problem)
