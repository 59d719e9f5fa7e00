"""Keep where the shared server is: pieces of its address as settings, the password in the keyring alone."""

from __future__ import annotations

from collections.abc import Callable

from qa_desktop.domain.exchange import ServerAddress
from qa_desktop.domain.ports import LocalStore
from qa_desktop.errors import InputProblem

ADDRESS = "server_address"
"""As the settings page keeps it: "server" or "server:5432"."""
USER = "server_user"
DATABASE = "server_database"
AUTHORITY = "server_authority"
CERTIFICATE = "server_certificate"

USUAL_PORT = 5432
USUAL_DATABASE = "qa"
NONE_SET = "No server is set up on this laptop. Enter its address in the settings, or run: qa-desktop server-address"
NO_USER = "Enter the sign-in name that your QA team gave you for the server."
NO_PORT = "The port after the colon is a number from 1 to 65535. Usually it is left out."
HIGHEST_PORT = 65535


class ServerAccess:
    """Reads and writes the settings, and asks the keyring for the password."""

    def __init__(
        self,
        store: LocalStore,
        read_password: Callable[[str], str | None],
        keep_password: Callable[[str, str], None],
    ) -> None:
        self._store = store
        self._read_password = read_password
        self._keep_password = keep_password

    def address(self) -> str:
        """Return the server's address as it was entered; empty where none is set."""
        return self._store.setting(ADDRESS)

    def settings(self) -> ServerAddress:
        """Return the settings; raise InputProblem where no server or no sign-in is set."""
        host, _, port = self.address().strip().partition(":")
        if not host:
            raise InputProblem(NONE_SET)
        user = self._store.setting(USER).strip()
        if not user:
            raise InputProblem(NO_USER)
        return ServerAddress(
            host=host,
            user=user,
            port=_port(port),
            database=self._store.setting(DATABASE) or USUAL_DATABASE,
            authority=self._store.setting(AUTHORITY),
            certificate=self._store.setting(CERTIFICATE),
        )

    def set(self, settings: ServerAddress, password: str | None) -> None:
        """Keep the settings, and the password in the keyring; raise KeyUnavailable where there is none."""
        if not settings.host.strip():
            raise InputProblem(NONE_SET)
        if not settings.user.strip():
            raise InputProblem(NO_USER)
        if password is not None:
            self._keep_password(settings.sign_in, password)
        for name, value in (
            (ADDRESS, f"{settings.host}:{_port(str(settings.port))}"),
            (USER, settings.user),
            (DATABASE, settings.database),
            (AUTHORITY, settings.authority),
            (CERTIFICATE, settings.certificate),
        ):
            self._store.set_setting(name, value)

    def password(self) -> str | None:
        """Return the password; None where the person signs in by certificate or Kerberos."""
        settings = self.settings()
        return None if settings.certificate else self._read_password(settings.sign_in)


def _port(text: str) -> int:
    if not text:
        return USUAL_PORT
    if not text.isdecimal() or not 0 < int(text) <= HIGHEST_PORT:
        raise InputProblem(NO_PORT)
    return int(text)
