"""Opens the line to the server: over TLS that proves who it is, with one way for the person to prove who they are."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from pathlib import Path

import psycopg
from psycopg.conninfo import make_conninfo

from qa_desktop.domain.exchange import ServerAddress
from qa_desktop.domain.trouble import Trouble
from qa_desktop.sync.client.device_line import PostgresDevices
from qa_desktop.sync.client.explaining import explained, problem_of, too_slow
from qa_desktop.sync.client.patience import abandonable
from qa_desktop.sync.client.postgres_transport import PostgresTransport
from qa_desktop.sync.client.transport import STOPPED, Crowded, LineBroke, Stopped
from qa_desktop.sync.client.under_way import Row
from qa_desktop.sync.client.waiting import Waiting

PATIENCE_SECONDS = 10
MOST_CUTS = 3
"""How often a line may be cut while it is opened before that is said."""


def open_line(
    address: ServerAddress, password: str | None, waiting: Waiting | None = None, device_key: bytes = b""
) -> PostgresTransport:
    """Return a line for sync; raise Crowded, LineBroke or NotAdmitted with what to do."""
    return PostgresTransport(_opened_in_time(address, password, waiting or Waiting()), device_key)


def open_device_line(address: ServerAddress, password: str | None, waiting: Waiting) -> PostgresDevices:
    """Return a line for looking after laptops; raise as above."""
    return PostgresDevices(_opened_in_time(address, password, waiting))


def _opened_in_time(address: ServerAddress, password: str | None, waiting: Waiting) -> psycopg.Connection[Row]:
    """Connect over TLS that verifies name and certificate; wait where the server has no place at the moment."""
    cuts = 0
    while True:
        began = time.monotonic()
        try:
            return _opened(address, password, waiting.is_stopped)
        except (Crowded, LineBroke) as problem:
            is_cut = problem.trouble is Trouble.CUT
            cuts += is_cut
            # Once or twice is a stroke of bad luck; more is no crowd to wait for.
            if not (isinstance(problem, Crowded) or is_cut) or cuts == MOST_CUTS:
                raise
            waiting.stood(time.monotonic() - began)
            if not waiting.again():
                if waiting.is_stopped():
                    raise Stopped(STOPPED) from None
                raise


def _opened(address: ServerAddress, password: str | None, is_stopped: Callable[[], bool]) -> psycopg.Connection[Row]:
    if address.certificate and not Path(address.certificate).is_file():
        # The driver would go on without it.
        raise problem_of(Trouble.NO_OWN_CERTIFICATE, address)
    began = time.monotonic()
    try:
        conninfo = make_conninfo(**_parameters(address, password))
        connection: psycopg.Connection[Row] | None = abandonable(
            lambda: psycopg.connect(conninfo, autocommit=True), is_stopped, lambda late: late.close()
        )
    except psycopg.errors.ConnectionTimeout as error:
        raise too_slow(address) from error
    except psycopg.Error as error:
        raise explained(str(error), address, time.monotonic() - began) from error
    except ValueError as error:
        # A password that no SCRAM can be made of.
        raise problem_of(Trouble.WRONG_PASSWORD, address) from error
    if connection is None:
        raise Stopped(STOPPED)
    return connection


def _parameters(address: ServerAddress, password: str | None) -> Mapping[str, str]:
    return {
        "host": address.host,
        "port": str(address.port),
        "dbname": address.database,
        "user": address.user,
        "sslmode": "verify-full",
        "sslrootcert": address.authority or "system",
        **_sign_in(address, password),
        "gssencmode": "disable",
        "connect_timeout": str(PATIENCE_SECONDS),
        "tcp_user_timeout": "30000",
        "keepalives_idle": "30",
        "keepalives_interval": "10",
        "keepalives_count": "3",
        "application_name": "qa-desktop",
        "client_encoding": "UTF8",
    }


def _sign_in(address: ServerAddress, password: str | None) -> Mapping[str, str]:
    """Return how the person proves who they are: one way alone, so that no server can ask for a weaker one."""
    if address.certificate:
        key = str(Path(address.certificate).with_suffix(".key"))
        return {"sslcertmode": "require", "sslcert": address.certificate, "sslkey": key, "require_auth": "none"}
    if password is None:
        return {"sslcertmode": "disable", "require_auth": "gss,sspi"}
    # SCRAM alone binds to the channel: who listens in between could use the proof for nothing.
    return {
        "sslcertmode": "disable",
        "require_auth": "scram-sha-256",
        "channel_binding": "require",
        "password": password,
    }
