"""Keep where the shared server is: pieces of its address as settings, the password in the keyring alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from qa_desktop.domain.authority import USUAL_DATABASE
from qa_desktop.domain.exchange import ServerAddress
from qa_desktop.domain.ports import LocalStore
from qa_desktop.errors import InputProblem

ADDRESS = "server_address"
"""As the settings page keeps it: "server" or "server:5432"."""
USER = "server_user"
DATABASE = "server_database"
AUTHORITY = "server_authority"
CERTIFICATE = "server_certificate"
KEPT_AS = "server_password_kept_as"
"""Under which sign-in the password lies in the keyring: the authority may move its server."""

USUAL_PORT = 5432
NONE_SET = "No server is set up on this laptop. Enter its address in the settings, or run: qa-desktop server-address"
NO_USER = "Enter the sign-in name that your QA team gave you for the server."
NO_PORT = "The port after the colon is a number from 1 to 65535. Usually it is left out."
HIGHEST_PORT = 65535


def _nothing_settled() -> ServerAddress | None:
    return None


class ServerAccess:
    """Reads and writes the settings, and asks the keyring for the password.

    Where the authority settled where its server is, that counts; a person then enters their sign-in alone.
    """

    def __init__(
        self,
        store: LocalStore,
        read_password: Callable[[str], str | None],
        keep_password: Callable[[str, str], None],
        settled: Callable[[], ServerAddress | None] = _nothing_settled,
    ) -> None:
        self._store = store
        self._read_password = read_password
        self._keep_password = keep_password
        self._settled = settled

    def settled(self) -> ServerAddress | None:
        """Return where the authority says that its server is, without anybody who signs in; None where it says none."""
        return self._settled()

    def address(self) -> str:
        """Return the server's address as it was entered or settled; empty where nobody can sign in yet."""
        settled = self._settled()
        if settled is None:
            return self._store.setting(ADDRESS)
        if not self._store.setting(USER).strip():
            return ""
        return settled.host if settled.port == USUAL_PORT else f"{settled.host}:{settled.port}"

    def settings(self) -> ServerAddress:
        """Return the settings; raise InputProblem where no server or no sign-in is set."""
        settled = self._settled()
        host, _, port = self._store.setting(ADDRESS).strip().partition(":")
        if not host and settled is None:
            raise InputProblem(NONE_SET)
        user = self._store.setting(USER).strip()
        if not user:
            raise InputProblem(NO_USER)
        certificate = self._store.setting(CERTIFICATE)
        if settled is not None:
            return replace(settled, user=user, certificate=certificate)
        return ServerAddress(
            host=host,
            user=user,
            port=_port(port),
            database=self._store.setting(DATABASE) or USUAL_DATABASE,
            authority=self._store.setting(AUTHORITY),
            certificate=certificate,
        )

    def set(self, settings: ServerAddress, password: str | None) -> None:
        """Keep the settings, and the password in the keyring; raise KeyUnavailable where there is none.

        Of a server that the authority settled only who signs in is kept.
        """
        settled = self._settled()
        if settled is not None:
            settings = replace(settled, user=settings.user, certificate=settings.certificate)
        if not settings.host.strip():
            raise InputProblem(NONE_SET)
        if not settings.user.strip():
            raise InputProblem(NO_USER)
        if password is not None:
            self._keep_password(settings.sign_in, password)
            self._store.set_setting(KEPT_AS, settings.sign_in)
        self._store.set_setting(USER, settings.user)
        self._store.set_setting(CERTIFICATE, settings.certificate)
        if settled is not None:
            return
        for name, value in (
            (ADDRESS, f"{settings.host}:{_port(str(settings.port))}"),
            (DATABASE, settings.database),
            (AUTHORITY, settings.authority),
        ):
            self._store.set_setting(name, value)

    def password(self) -> str | None:
        """Return the password; None where the person signs in by certificate or Kerberos."""
        return self.password_of(self.settings())

    def password_of(self, settings: ServerAddress) -> str | None:
        """Return the password that is kept for a sign-in; None where there is none."""
        if settings.certificate:
            return None
        found = self._read_password(settings.sign_in)
        kept_as = self._store.setting(KEPT_AS)
        if found is None and self._settled() is not None and kept_as.startswith(f"{settings.user}@"):
            return self._read_password(kept_as)
        return found


def _port(text: str) -> int:
    if not text:
        return USUAL_PORT
    if not text.isdecimal() or not 0 < int(text) <= HIGHEST_PORT:
        raise InputProblem(NO_PORT)
    return int(text)
