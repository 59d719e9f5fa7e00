"""Every way to sign in, tried for real: password from a keyring, client certificate, Kerberos."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from qa_desktop.domain.exchange import ServerAddress
from qa_desktop.domain.trouble import Trouble
from qa_desktop.sync.client.connect import open_line
from qa_desktop.sync.client.explaining import explained
from qa_desktop.sync.client.transport import LineProblem
from qa_desktop.sync.client.waiting import Waiting
from tests.models.secret_service import Keyring, run_beside_keyring
from tests.sync.realm import Realm, running_realm
from tests.sync.server.laptops import Laptop
from tests.sync.strict_server import DAY, StrictServer, strict_server

BY_CERTIFICATE = "hostssl all all 127.0.0.1/32 cert"
BY_KERBEROS = "hostssl all all 127.0.0.1/32 gss include_realm=0 krb_realm=QA.TEST"


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StrictServer]:
    with strict_server(tmp_path_factory.mktemp("certificates")) as running:
        yield running


@pytest.fixture
def ada(strict: StrictServer) -> Laptop:
    return strict.server.person()


def address_of(ada: Laptop, strict: StrictServer) -> ServerAddress:
    cluster = strict.cluster
    return ServerAddress("localhost", ada.access.login, cluster.port, strict.server.database, str(cluster.ca))


def trouble(address: ServerAddress, password: str | None) -> Trouble:
    with pytest.raises(LineProblem) as caught:
        open_line(address, password, Waiting(patience=0)).close()
    assert caught.value.sentence
    return caught.value.trouble


def signs_in(address: ServerAddress, password: str | None = None) -> str:
    """Sign in, greet the server, and return whom it takes this for."""
    line = open_line(address, password, Waiting(patience=0))
    try:
        return str(line.hello(1, None, {}).me.id)
    finally:
        line.close()


KEEP = """
import sys
from qa_desktop.models.server_password import keep_password
keep_password(sys.argv[1], sys.argv[2])
"""
SYNC = """
import sys
from qa_desktop.domain.exchange import ServerAddress
from qa_desktop.models.server_password import read_password
from qa_desktop.sync.client.connect import open_line
address = ServerAddress("localhost", sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4])
line = open_line(address, read_password(address.sign_in))
print(line.hello(1, None, {}).me.id)
"""


def test_a_password_from_the_keyring_of_the_computer_signs_in(
    ada: Laptop, strict: StrictServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, home = address_of(ada, strict), tmp_path / "home"
    monkeypatch.delenv("PYTHON_KEYRING_BACKEND", raising=False)  # of a month that was played before

    run_beside_keyring(home, Keyring.UNLOCKED, KEEP, address.sign_in, ada.access.password)
    who = run_beside_keyring(
        home, Keyring.UNLOCKED, SYNC, address.user, str(address.port), address.database, address.authority
    )

    assert who.strip() == ada.id
    for file in home.rglob("*"):
        assert not file.is_file() or ada.access.password.encode() not in file.read_bytes()


def test_a_certificate_signs_in_without_a_password(ada: Laptop, strict: StrictServer) -> None:
    mine = strict.authority.issue(ada.access.login)

    with strict.admitting(BY_CERTIFICATE):
        assert signs_in(replace(address_of(ada, strict), certificate=str(mine))) == ada.id


def test_a_key_that_others_may_read_is_not_used(ada: Laptop, strict: StrictServer) -> None:
    mine = strict.authority.issue(ada.access.login)
    mine.with_suffix(".key").chmod(0o644)

    with strict.admitting(BY_CERTIFICATE):
        assert trouble(replace(address_of(ada, strict), certificate=str(mine)), None) is Trouble.OPEN_KEY


@pytest.mark.parametrize("missing", [".crt", ".key"])
def test_a_certificate_without_one_of_its_files_is_said(ada: Laptop, strict: StrictServer, missing: str) -> None:
    mine = strict.authority.issue(ada.access.login)
    mine.with_suffix(missing).unlink()

    with strict.admitting(BY_CERTIFICATE):
        assert trouble(replace(address_of(ada, strict), certificate=str(mine)), None) is Trouble.NO_OWN_CERTIFICATE


def test_a_key_that_belongs_to_another_certificate_is_said(ada: Laptop, strict: StrictServer) -> None:
    mine, other = strict.authority.issue(ada.access.login), strict.authority.issue(ada.access.login)
    mine.with_suffix(".key").write_bytes(other.with_suffix(".key").read_bytes())

    with strict.admitting(BY_CERTIFICATE):
        assert trouble(replace(address_of(ada, strict), certificate=str(mine)), None) is Trouble.NO_OWN_CERTIFICATE


def test_a_certificate_of_somebody_else_or_one_that_ran_out_is_refused(ada: Laptop, strict: StrictServer) -> None:
    others = strict.authority.issue("qa_somebody")
    old = strict.authority.issue(ada.access.login, (-9 * DAY, -DAY))
    address = address_of(ada, strict)

    with strict.admitting(BY_CERTIFICATE):
        refused = [trouble(replace(address, certificate=str(one)), None) for one in (others, old)]
        without = trouble(address, ada.access.password)

    assert refused == [Trouble.OWN_CERTIFICATE_REFUSED] * 2
    assert without is Trouble.OWN_CERTIFICATE_REFUSED


def test_a_server_that_wants_a_password_instead_of_a_certificate_gets_none(ada: Laptop, strict: StrictServer) -> None:
    mine = strict.authority.issue(ada.access.login)

    assert trouble(replace(address_of(ada, strict), certificate=str(mine)), None) is Trouble.NO_PASSWORD


@pytest.fixture(scope="module")
def realm(strict: StrictServer) -> Iterator[Realm]:
    with running_realm() as running:
        # The server finds realm and keytab where it is started.
        os.environ["KRB5_CONFIG"] = running.environment["KRB5_CONFIG"]
        try:
            with strict.set_to("krb_server_keyfile", f"FILE:{running.keytab}"):
                yield running
        finally:
            del os.environ["KRB5_CONFIG"]


@pytest.fixture
def ticket_place(realm: Realm, monkeypatch: pytest.MonkeyPatch) -> Realm:
    for name, value in realm.environment.items():
        monkeypatch.setenv(name, value)
    return realm


def test_the_driver_of_this_program_speaks_kerberos() -> None:
    with pytest.raises(psycopg.OperationalError) as told:
        psycopg.connect("host=127.0.0.1 port=1 gssencmode=require")

    assert "no credential cache" in str(told.value) or "GSSAPI" in str(told.value)
    assert "not supported" not in str(told.value)


@pytest.mark.parametrize(
    "said", ["GSSAPI authentication not supported", "SSPI authentication not supported", "invalid require_auth value"]
)
def test_a_driver_without_kerberos_is_explained(said: str) -> None:
    problem = explained(f"connection failed: {said}", ServerAddress("server", "qa_abc"))

    assert isinstance(problem, LineProblem)
    assert problem.trouble is Trouble.NO_KERBEROS
    assert "password or a certificate instead" in problem.sentence


def test_a_kerberos_ticket_signs_in_without_a_password(ada: Laptop, strict: StrictServer, ticket_place: Realm) -> None:
    ticket_place.add_person(ada.access.login, "kerberos-password")
    ticket_place.sign_in(ada.access.login, "kerberos-password")

    with strict.admitting(BY_KERBEROS):
        assert signs_in(address_of(ada, strict)) == ada.id


def test_without_a_ticket_it_says_to_sign_in_to_the_computer(
    ada: Laptop, strict: StrictServer, ticket_place: Realm
) -> None:
    ticket_place.sign_out()

    with strict.admitting(BY_KERBEROS):
        assert trouble(address_of(ada, strict), None) is Trouble.NO_TICKET


def test_a_ticket_of_somebody_else_opens_nothing(ada: Laptop, strict: StrictServer, ticket_place: Realm) -> None:
    ticket_place.add_person("qa_mallory", "kerberos-password")
    ticket_place.sign_in("qa_mallory", "kerberos-password")

    with strict.admitting(BY_KERBEROS):
        assert trouble(address_of(ada, strict), None) is Trouble.NO_TICKET


def test_a_password_is_never_sent_to_a_server_that_asks_for_kerberos(
    ada: Laptop, strict: StrictServer, ticket_place: Realm
) -> None:
    ticket_place.sign_out()

    with strict.admitting(BY_KERBEROS):
        assert trouble(address_of(ada, strict), ada.access.password) is Trouble.WEAK_SIGN_IN
