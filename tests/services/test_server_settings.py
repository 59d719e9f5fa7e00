"""Where the shared server is: kept in the store, the password in the keyring alone."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from qa_desktop.domain.exchange import ServerAddress
from qa_desktop.errors import InputProblem
from qa_desktop.services.server_settings import ServerAccess
from tests.desks import OpenDesk


@dataclass
class Keyring:
    kept: dict[str, str] = field(default_factory=dict)

    def read(self, sign_in: str) -> str | None:
        return self.kept.get(sign_in)

    def keep(self, sign_in: str, password: str) -> None:
        self.kept[sign_in] = password


@pytest.fixture
def keyring() -> Keyring:
    return Keyring()


@pytest.fixture
def access(auditor: OpenDesk, keyring: Keyring) -> ServerAccess:
    return ServerAccess(auditor.store, keyring.read, keyring.keep)


def test_what_was_set_is_read_back_and_the_password_is_only_in_the_keyring(
    access: ServerAccess, auditor: OpenDesk, keyring: Keyring
) -> None:
    address = ServerAddress("server.council.example", "qa_ada", 5433, "audits", "ca.crt")

    access.set(address, "made up")

    assert access.settings() == address
    assert access.password() == "made up"
    assert keyring.kept == {"qa_ada@server.council.example:5433/audits": "made up"}
    with auditor.store._read() as run:
        assert all("made up" not in str(row) for row in run("SELECT value FROM setting"))


def test_a_certificate_needs_no_password(access: ServerAccess, keyring: Keyring) -> None:
    address = ServerAddress("server", "qa_ada", certificate="ada.crt")
    keyring.kept[address.sign_in] = "of earlier"

    access.set(address, None)

    assert access.password() is None


def test_without_a_server_it_says_what_to_do(access: ServerAccess) -> None:
    with pytest.raises(InputProblem, match="No server is set up"):
        access.settings()


def test_without_a_sign_in_name_it_says_what_to_do(access: ServerAccess, auditor: OpenDesk) -> None:
    auditor.store.set_setting("server_address", "server:5432")

    with pytest.raises(InputProblem, match="sign-in name"):
        access.settings()


@pytest.mark.parametrize("port", ["0", "70000", "five"])
def test_a_port_that_is_none_is_refused(access: ServerAccess, auditor: OpenDesk, port: str) -> None:
    auditor.store.set_setting("server_address", f"server:{port}")
    auditor.store.set_setting("server_user", "qa_ada")

    with pytest.raises(InputProblem, match="port"):
        access.settings()
