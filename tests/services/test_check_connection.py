"""How far this laptop gets towards a server, against real sockets."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from qa_desktop.services.check_connection import TLS_PLEASE, check_connection


@contextmanager
def server(answer: bytes) -> Iterator[tuple[str, list[bytes]]]:
    """Answer one caller with the given bytes, and keep what the caller said."""
    said: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            caller, _ = listening.accept()
            with caller:
                said.append(caller.recv(64))
                caller.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        yield f"127.0.0.1:{listening.getsockname()[1]}", said
        thread.join()


def test_without_a_name_it_asks_for_one() -> None:
    (found,) = check_connection("  ")

    assert not found.worked
    assert found.words.startswith("Enter the name of the server")


@pytest.mark.parametrize("address", ["server:", "server:ssh", "server:0", "server:70000"])
def test_a_wrong_port_is_said(address: str) -> None:
    found = check_connection(address, patience=0.1)[0]

    assert not found.worked


def test_a_port_that_nobody_serves_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]

    (found,) = check_connection(f"127.0.0.1:{port}")

    assert found.words.startswith(f"127.0.0.1 was found but refuses connections on port {port}.")


def test_a_name_that_does_not_exist_is_said() -> None:
    (found,) = check_connection("no-such-server.invalid")

    assert "was found" in found.words


def test_a_server_without_encryption_is_refused() -> None:
    with server(b"N") as (address, said):
        reached, refused = check_connection(address)

    assert reached.worked
    assert not refused.worked
    assert "no encryption" in refused.words
    assert said == [TLS_PLEASE]


def test_something_else_than_postgresql_is_said() -> None:
    with server(b"HTTP/1.1 400") as (address, _):
        found = check_connection(address)

    assert "no PostgreSQL server" in found[-1].words


def test_an_encrypted_line_that_proves_nothing_is_said() -> None:
    with server(b"S") as (address, _):
        found = check_connection(address)

    assert not found[-1].worked
