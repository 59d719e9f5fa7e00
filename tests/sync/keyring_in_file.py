"""A keyring for tests that several processes share: a file, named by the environment."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import ClassVar

from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError
from typing_extensions import override


class Keyring(KeyringBackend):
    """Chosen by name in PYTHON_KEYRING_BACKEND; the file in QA_DESKTOP_TEST_KEYRING."""

    priority: ClassVar[float] = 1

    @override
    def get_password(self, service: str, username: str) -> str | None:
        password: str | None = self._kept().get(f"{service} {username}")
        return password

    @override
    def set_password(self, service: str, username: str, password: str) -> None:
        self._file().write_text(json.dumps({**self._kept(), f"{service} {username}": password}))

    @override
    def delete_password(self, service: str, username: str) -> None:
        raise PasswordDeleteError(username)

    def _kept(self) -> dict[str, str]:
        return dict(json.loads(self._file().read_text())) if self._file().exists() else {}

    def _file(self) -> Path:
        return Path(os.environ["QA_DESKTOP_TEST_KEYRING"])
