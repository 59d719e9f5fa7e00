"""A keyring that forgets everything with the program: for the demo, whose profiles are thrown away."""

from __future__ import annotations

from typing import ClassVar

from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError
from typing_extensions import override


class PassingKeyring(KeyringBackend):
    """Holds what it is given and writes it nowhere."""

    # Never chosen by itself: only whoever names it gets it.
    priority: ClassVar[float] = -1
    kept: ClassVar[dict[tuple[str, str], str]] = {}

    @override
    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    @override
    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    @override
    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError(username)
