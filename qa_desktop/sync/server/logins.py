"""Makes logins, gives them passwords and locks them out; what a login may do is its group's and its row's."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa_desktop.sync.server.administration import LAPTOPS, READERS, one

if TYPE_CHECKING:
    from qa_desktop.sync.server.administration import Connection

CONNECTIONS = {LAPTOPS: 3, READERS: 6}
"""How many connections a login of each group may have: a report asks for several tables at once."""
_LETTERS = "abcdefghijkmnpqrstuvwyz23456789"
"""Without those that people mistake for others; an x between digits is drawn as a times sign by some fonts."""
_SETTINGS = {
    "statement_timeout": "30s",
    "idle_in_transaction_session_timeout": "15s",
    "lock_timeout": "5s",
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "temp_file_limit": "256MB",
}
_READER_SETTINGS = {**_SETTINGS, "statement_timeout": "5min", "default_transaction_read_only": "on"}


@dataclass(frozen=True, slots=True)
class Access:
    """What a person needs to sign in; shown once and kept nowhere."""

    login: str
    password: str
    code: str
    """The one-time code with which they enrol a device; empty where none was made."""


def new_access(login: str | None = None, code: str = "") -> Access:
    """Return a new password, for a new login where none is named."""
    return Access(login or f"qa_{random_letters(12)}", random_letters(24), code)


def make_login(connection: Connection, access: Access, group: str = LAPTOPS) -> None:
    """Make a login in a group."""
    login = quoted(connection, access.login)
    connection.execute(f"CREATE ROLE {login} LOGIN CONNECTION LIMIT {CONNECTIONS[group]} IN ROLE {group}".encode())
    set_password(connection, access)
    is_superuser = one(connection, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
    for name, value in (_READER_SETTINGS if group == READERS else _SETTINGS).items():
        if is_superuser or not name.startswith(("log_", "temp_")):
            connection.execute(f"ALTER ROLE {login} SET {name} = '{value}'".encode())


def set_password(connection: Connection, access: Access) -> None:
    """Give a login its password."""
    # The verifier is made here: the password itself never reaches the server or its log.
    verifier = connection.pgconn.encrypt_password(
        access.password.encode(), access.login.encode(), b"scram-sha-256"
    ).decode()
    connection.execute(f"ALTER ROLE {quoted(connection, access.login)} PASSWORD '{verifier}'".encode())


def lock_out(connection: Connection, login: str) -> None:
    """Take the password and the right to log in, and end what is connected."""
    connection.execute(f"ALTER ROLE {quoted(connection, login)} NOLOGIN PASSWORD NULL".encode())
    connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s", (login,))


def quoted(connection: Connection, login: str) -> str:
    """Return a name as it is written in a statement."""
    return str(one(connection, "SELECT quote_ident(%s)", login))


def random_letters(length: int) -> str:
    """Return letters and digits that nobody can guess."""
    return "".join(secrets.choice(_LETTERS) for _ in range(length))
