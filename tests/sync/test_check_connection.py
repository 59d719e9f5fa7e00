"""The test of the connection explains every failure of a real server, by the way that sync takes."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from qa_desktop.clock import FixedClock
from qa_desktop.domain.exchange import ServerAddress
from qa_desktop.domain.ids import PersonId
from qa_desktop.domain.trouble import Step, Trouble
from qa_desktop.services.check_connection import CheckConnection, Finding, report_for_it
from qa_desktop.sync.client.connect import PATIENCE_SECONDS, open_line
from qa_desktop.sync.client.explaining import TLS_PLEASE
from qa_desktop.sync.client.postgres_transport import PostgresTransport
from qa_desktop.sync.client.waiting import Waiting
from qa_desktop.sync.server.administration import administering
from qa_desktop.sync.server.people import leave, rotate
from tests.sync.server.laptops import Laptop
from tests.sync.strict_server import DAY, StrictServer, strict_server

PASSED = (Step.NAME, Step.REACH, Step.PROOF, Step.SIGN_IN, Step.RIGHTS, Step.VERSION, Step.LAPTOP, Step.CLOCK)


@dataclass
class Bench:
    """One person's laptop at a strict server."""

    at: StrictServer
    ada: Laptop

    @property
    def address(self) -> ServerAddress:
        cluster = self.at.cluster
        return ServerAddress("localhost", self.ada.access.login, cluster.port, self.at.server.database, str(cluster.ca))

    @property
    def password(self) -> str:
        return self.ada.access.password

    def check(
        self, address: ServerAddress | None = None, password: str | None = "", now: datetime | None = None
    ) -> tuple[Finding, ...]:
        own_key = self.ada.key.public_key().public_bytes_raw()

        def connect(address: ServerAddress, password: str | None, is_stopped: Callable[[], bool]) -> PostgresTransport:
            return open_line(address, password, Waiting(is_stopped, patience=0), own_key)

        check = CheckConnection(connect, self.ada.id, FixedClock(now or datetime.now(UTC)))
        told: list[Finding] = []
        secret = self.password if password == "" else password
        found = check(address or self.address, secret, told.append, lambda: False)
        assert tuple(told) == found
        return found

    def trouble(
        self, address: ServerAddress | None = None, password: str | None = "", now: datetime | None = None
    ) -> Trouble | None:
        """Return what stands in the way; everything before it has to work, in order."""
        found = self.check(address, password, now)
        assert tuple(one.step for one in found) == PASSED[: len(found)]
        assert all(one.worked for one in found[:-1])
        assert found[-1].words.strip()
        return found[-1].trouble


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StrictServer]:
    with strict_server(tmp_path_factory.mktemp("certificates")) as running:
        yield running


@pytest.fixture
def bench(strict: StrictServer) -> Bench:
    return Bench(strict, strict.server.person())


def test_where_everything_works_every_step_says_so(bench: Bench) -> None:
    found = bench.check()

    assert tuple(one.step for one in found) == PASSED
    assert all(one.worked for one in found)


def test_without_a_server_or_a_sign_in_it_says_what_to_enter(bench: Bench) -> None:
    assert bench.check(replace(bench.address, host=" "))[0].trouble is Trouble.NO_ADDRESS
    assert bench.check(replace(bench.address, user=""))[0].trouble is Trouble.NO_SIGN_IN_NAME


def test_a_name_that_does_not_exist(bench: Bench) -> None:
    assert bench.trouble(replace(bench.address, host="no-such-server.invalid")) is Trouble.UNKNOWN_NAME


def test_a_port_that_nobody_serves(bench: Bench) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]

    assert bench.trouble(replace(bench.address, port=port)) is Trouble.PORT_CLOSED


@contextlib.contextmanager
def answering(answer: bytes) -> Iterator[tuple[int, list[bytes]]]:
    """Answer one caller with these bytes, and keep everything that the caller said."""
    said: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            caller, _ = listening.accept()
            with caller:
                said.append(caller.recv(64))
                caller.sendall(answer)
                said.append(caller.recv(4096))

        thread = threading.Thread(target=serve)
        thread.start()
        yield listening.getsockname()[1], said
        thread.join()


@pytest.mark.parametrize(("answer", "trouble"), [(b"HTTP/1.1 400 Bad", Trouble.NOT_POSTGRESQL), (b"N", Trouble.NO_TLS)])
def test_what_is_no_server_or_offers_no_encryption_is_told_nothing(
    bench: Bench, answer: bytes, trouble: Trouble
) -> None:
    with answering(answer) as (port, said):
        assert bench.trouble(replace(bench.address, port=port)) is trouble

    assert said == [TLS_PLEASE, b""]


def test_a_server_with_tls_turned_off_is_refused(bench: Bench) -> None:
    with bench.at.set_to("ssl", "off"):
        assert bench.trouble() is Trouble.NO_TLS


def test_a_certificate_that_nobody_here_vouches_for(bench: Bench) -> None:
    with bench.at.showing(bench.at.authority.issue("localhost")):
        assert bench.trouble() is Trouble.UNTRUSTED
        assert bench.trouble(replace(bench.address, authority="")) is Trouble.UNTRUSTED
        trusting = replace(bench.address, authority=str(bench.at.authority.file))
        assert bench.trouble(trusting) is None


@pytest.mark.parametrize(
    ("name", "valid", "trouble"),
    [
        ("another.example", (-DAY, DAY), Trouble.WRONG_NAME),
        ("localhost", (-9 * DAY, -DAY), Trouble.EXPIRED),
        ("localhost", (DAY, 9 * DAY), Trouble.NOT_YET_VALID),
    ],
)
def test_a_certificate_that_does_not_hold_says_why(
    bench: Bench, name: str, valid: tuple[timedelta, timedelta], trouble: Trouble
) -> None:
    trusting = replace(bench.address, authority=str(bench.at.authority.file))

    with bench.at.showing(bench.at.authority.issue(name, valid)):
        assert bench.trouble(trusting) is trouble


@pytest.mark.parametrize("content", [None, "no certificate"])
def test_an_authority_file_that_cannot_be_read(bench: Bench, tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "authority.pem"
    if content is not None:
        file.write_text(content)

    assert bench.trouble(replace(bench.address, authority=str(file))) is Trouble.NO_AUTHORITY_FILE


def test_a_wrong_password_and_an_unknown_sign_in_are_told_alike(bench: Bench) -> None:
    unknown = replace(bench.address, user="qa_nobody")

    assert bench.trouble(password="not this one") is Trouble.WRONG_PASSWORD
    assert bench.trouble(unknown) is Trouble.WRONG_PASSWORD
    assert bench.check(password="not this one")[-1].words == bench.check(unknown)[-1].words


def test_a_password_that_was_changed_is_entered_anew(bench: Bench) -> None:
    with administering(bench.at.server.dsn) as connection:
        access = rotate(connection, bench.ada.access.login)

    assert bench.trouble() is Trouble.WRONG_PASSWORD
    assert bench.trouble(password=access.password) is None


def test_no_password_where_one_is_asked_for(bench: Bench) -> None:
    assert bench.trouble(password=None) is Trouble.NO_PASSWORD


def test_a_leaver_is_locked_out(bench: Bench) -> None:
    with administering(bench.at.server.dsn) as connection:
        leave(connection, bench.ada.access.login)

    assert bench.trouble() in (Trouble.LOCKED_OUT, Trouble.WRONG_PASSWORD)


def test_a_login_without_the_right_to_sign_in(bench: Bench) -> None:
    bench.at.server.sql(f"ALTER ROLE {bench.ada.access.login} NOLOGIN")

    assert bench.trouble() is Trouble.LOCKED_OUT


@pytest.mark.parametrize("line", ["hostssl all all 127.0.0.1/32 reject", ""])
def test_a_computer_that_pg_hba_does_not_list(bench: Bench, line: str) -> None:
    with bench.at.admitting(line):
        assert bench.trouble() is Trouble.NOT_LISTED


@pytest.mark.parametrize("way", ["trust", "password"])
@pytest.mark.parametrize("secret", ["", None])
def test_a_weak_way_to_sign_in_is_refused_before_anything_is_sent(bench: Bench, way: str, secret: str | None) -> None:
    with bench.at.admitting(f"hostssl all all 127.0.0.1/32 {way}"):
        assert bench.trouble(password=secret) is Trouble.WEAK_SIGN_IN


def test_an_md5_password_is_refused(bench: Bench) -> None:
    login = bench.ada.access.login
    bench.at.server.sql(f"SET password_encryption = 'md5'; ALTER ROLE {login} PASSWORD '{bench.password}'")

    with bench.at.admitting("hostssl all all 127.0.0.1/32 md5"):
        assert bench.trouble() is Trouble.WEAK_SIGN_IN


def test_a_database_that_is_not_there(bench: Bench) -> None:
    assert bench.trouble(replace(bench.address, database="nowhere")) is Trouble.NO_DATABASE


def test_a_server_with_no_place_left(bench: Bench) -> None:
    with contextlib.ExitStack() as taken:
        for _ in range(2):
            taken.enter_context(bench.ada.new_connection())

        assert bench.trouble() is Trouble.CROWDED


def test_functions_that_are_missing_or_forbidden(bench: Bench) -> None:
    server = bench.at.server
    server.sql("REVOKE EXECUTE ON FUNCTION qa.standing(bytea) FROM qa_laptop")
    forbidden = bench.trouble()
    server.sql("GRANT EXECUTE ON FUNCTION qa.standing(bytea) TO qa_laptop")
    server.sql("ALTER FUNCTION qa.standing(bytea) RENAME TO standing_before")
    missing = bench.trouble()
    server.sql("ALTER FUNCTION qa.standing_before(bytea) RENAME TO standing")

    assert (forbidden, missing) == (Trouble.NO_RIGHTS, Trouble.SERVER_TOO_OLD)


@pytest.mark.parametrize(
    ("change", "trouble"),
    [
        ("DELETE FROM qa.device_key WHERE person_no = {}", Trouble.NEW_LAPTOP),
        ("UPDATE qa.device_key SET approved_at = NULL WHERE person_no = {}", Trouble.WAITING),
        ("UPDATE qa.device_key SET revoked_at = now() WHERE person_no = {}", Trouble.REVOKED),
        ("UPDATE qa.person SET id = 'another-' || no WHERE no = {}", Trouble.OTHER_PERSON),
        ("UPDATE qa.person SET active = false WHERE no = {}", Trouble.NOBODY),
    ],
)
def test_a_laptop_that_is_not_let_in_yet_or_no_more(bench: Bench, change: str, trouble: Trouble) -> None:
    number = bench.at.server.sql(f"SELECT no FROM qa.person WHERE login = '{bench.ada.access.login}'")  # noqa: S608 - a login of ours

    bench.at.server.sql(change.format(number))

    assert bench.trouble() is trouble


def test_a_program_that_is_too_old_for_the_server(bench: Bench) -> None:
    bench.at.server.sql("UPDATE qa.server_meta SET protocol = 9, oldest_protocol = 9")
    try:
        assert bench.trouble() is Trouble.CLIENT_TOO_OLD
    finally:
        bench.at.server.sql("UPDATE qa.server_meta SET protocol = 1, oldest_protocol = 1")


def test_a_server_that_is_too_old_for_the_program(bench: Bench) -> None:
    bench.at.server.sql("UPDATE qa.server_meta SET protocol = 0, oldest_protocol = 0")
    try:
        assert bench.trouble() is Trouble.SERVER_TOO_OLD
    finally:
        bench.at.server.sql("UPDATE qa.server_meta SET protocol = 1, oldest_protocol = 1")


@pytest.mark.parametrize(
    ("away", "said"),
    [
        (timedelta(minutes=-12), "12 minutes behind"),
        (timedelta(hours=5), "5 hours ahead of"),
        (400 * DAY + timedelta(hours=1), "400 days ahead of"),
    ],
)
def test_a_clock_that_is_off_is_said_with_how_much(bench: Bench, away: timedelta, said: str) -> None:
    found = bench.check(now=datetime.now(UTC) + away)

    assert found[-1].trouble is Trouble.CLOCK_OFF
    assert said in found[-1].words


def test_the_report_for_it_holds_no_secret(bench: Bench) -> None:
    found = bench.check(password="a secret of mine")

    report = report_for_it(found, bench.address)

    assert "a secret of mine" not in report
    assert "Sign-in: does not work (wrong_password)" in report
    assert f"port {bench.at.cluster.port}" in report


def test_a_test_that_is_stopped_while_nobody_answers_says_nothing_of_it(bench: Bench) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = replace(bench.address, port=silent.getsockname()[1])
        check = CheckConnection(
            lambda address, password, is_stopped: open_line(address, password, Waiting(is_stopped)),
            PersonId("x"),
            FixedClock(datetime.now(UTC)),
        )
        began = time.monotonic()

        found = check(address, bench.password, lambda _: None, lambda: time.monotonic() - began > 0.2)

    assert found == ()
    assert time.monotonic() - began < PATIENCE_SECONDS
