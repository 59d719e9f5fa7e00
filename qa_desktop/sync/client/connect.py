"""Opens the line to the server and says in plain words why it does not open: name, certificate, sign-in or rights."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import psycopg
from psycopg.conninfo import make_conninfo

from qa_desktop.domain.exchange import ServerAddress
from qa_desktop.errors import NetworkProblem
from qa_desktop.sync.client.patience import abandonable
from qa_desktop.sync.client.postgres_transport import NO_RIGHTS, PostgresTransport
from qa_desktop.sync.client.transport import STOPPED, Crowded, LineBroke, NotAdmitted, Stopped
from qa_desktop.sync.client.waiting import Waiting

PATIENCE_SECONDS = 10

UNKNOWN_NAME = "No computer called {host} was found. Check the name in the settings, and whether the VPN is on."
SILENT = "{host} does not answer. Check whether the VPN is on, or try again later."
NO_TRUST = (
    "The server does not prove that it is {host}, so nothing was sent. Tell your IT service; the certificate of your "
    "authority may be missing on this laptop."
)
NO_TLS = "The server offers no encryption, so QA Desktop will not use it. Tell your IT service."
NO_SIGN_IN = "The server does not accept this sign-in name or password. Enter them again in the settings."
NO_DATABASE = "The server holds no database “{database}”. Check the name in the settings."
CROWDED = (
    "So many laptops are syncing at this moment that there was no room for this one. Everything stays safe here; it is "
    "tried again in a while."
)

_NO_ROOM = (
    "too many clients",
    "too many connections",
    "connection slots are reserved",
    "could not fork new process",
    "the database system is",
)
"""What PostgreSQL says, before the line is open and thus without a code, where it has no place now (53300, 57P03)."""


def open_line(address: ServerAddress, password: str | None, waiting: Waiting | None = None) -> PostgresTransport:
    """Connect over TLS that verifies name and certificate; wait where the server has no place at the moment.

    Raise Crowded where it had none for too long, else LineBroke or NotAdmitted with what to do.
    """
    waiting = waiting or Waiting()
    while True:
        try:
            return _opened(address, password, waiting.is_stopped)
        except Crowded:
            if not waiting.again():
                if waiting.is_stopped():
                    raise Stopped(STOPPED) from None
                raise


def _opened(address: ServerAddress, password: str | None, is_stopped: Callable[[], bool]) -> PostgresTransport:
    try:
        conninfo = make_conninfo(**_parameters(address, password))
        connection = abandonable(
            lambda: psycopg.connect(conninfo, autocommit=True), is_stopped, lambda late: late.close()
        )
    except psycopg.Error as error:
        raise _explained(str(error), address) from error
    except ValueError as error:
        raise NotAdmitted(NO_SIGN_IN) from error
    if connection is None:
        raise Stopped(STOPPED)
    return PostgresTransport(connection)


def _parameters(address: ServerAddress, password: str | None) -> Mapping[str, str]:
    parameters = {
        "host": address.host,
        "port": str(address.port),
        "dbname": address.database,
        "user": address.user,
        "sslmode": "verify-full",
        "sslrootcert": address.authority or "system",
        # Only SCRAM can bind to the channel; a certificate or Kerberos proves the person otherwise.
        "channel_binding": "prefer" if password is None else "require",
        "gssencmode": "disable",
        "connect_timeout": str(PATIENCE_SECONDS),
        "tcp_user_timeout": "30000",
        "keepalives_idle": "30",
        "keepalives_interval": "10",
        "keepalives_count": "3",
        "application_name": "qa-desktop",
        "client_encoding": "UTF8",
    }
    if password is not None:
        parameters["password"] = password
    if address.certificate:
        parameters["sslcert"] = address.certificate
        parameters["sslkey"] = str(Path(address.certificate).with_suffix(".key"))
    return parameters


def _explained(said: str, address: ServerAddress) -> NetworkProblem:
    """Return the problem behind what libpq said; it gives no codes before the line is open."""
    said = said.casefold()
    if any(words in said for words in _NO_ROOM):
        return Crowded(CROWDED)
    for words, problem, sentence in (
        ("could not translate host name", LineBroke, UNKNOWN_NAME),
        ("failed to resolve host", LineBroke, UNKNOWN_NAME),
        ("server does not support ssl", NotAdmitted, NO_TLS),
        ("certificate verify failed", NotAdmitted, NO_TRUST),
        ("does not match host name", NotAdmitted, NO_TRUST),
        ("root certificate file", NotAdmitted, NO_TRUST),
        ("channel binding", NotAdmitted, NO_TRUST),
        ("password authentication failed", NotAdmitted, NO_SIGN_IN),
        ("no password supplied", NotAdmitted, NO_SIGN_IN),
        ("no pg_hba.conf entry", NotAdmitted, NO_SIGN_IN),
        ("not permitted to log in", NotAdmitted, NO_SIGN_IN),
        ("does not exist", NotAdmitted, NO_DATABASE),
        ("permission denied", NotAdmitted, NO_RIGHTS),
    ):
        if words in said:
            return problem(sentence.format(host=address.host, database=address.database))
    return LineBroke(SILENT.format(host=address.host))
