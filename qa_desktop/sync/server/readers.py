"""Looks after who reads states, dates and counts by SQL: logins without a laptop, with the rights of a role."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from qa_desktop.errors import InputProblem
from qa_desktop.sync.server.administration import READERS, as_oneself, as_owner, one, rows
from qa_desktop.sync.server.logins import Access, lock_out, make_login, new_access, set_password
from qa_desktop.sync.server.people import demand_team

if TYPE_CHECKING:
    from qa_desktop.sync.server.administration import Connection

READING_ROLES = ("manager", "head_of_service", "qa_officer")
_REACHED = (
    "SELECT c.oid::regclass::text FROM pg_class c WHERE c.relnamespace = 'qa'::regnamespace "
    "AND c.relkind IN ('r', 'v', 'p', 'm') AND (has_table_privilege('qa_reader', c.oid, "
    "'SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER') OR has_any_column_privilege('qa_reader', c.oid, "
    "'SELECT, INSERT, UPDATE, REFERENCES')) UNION ALL SELECT p.oid::regprocedure::text FROM pg_proc p "
    "WHERE p.pronamespace = 'qa'::regnamespace AND has_function_privilege('qa_reader', p.oid, 'EXECUTE')"
)
_ODD = (
    "SELECT r.rolname FROM pg_roles r WHERE pg_has_role(r.oid, 'qa_reader', 'member') AND r.rolname <> 'qa_reader' "
    "AND r.rolcanlogin AND NOT r.rolsuper AND (pg_has_role(r.oid, 'qa_laptop', 'member') "
    "OR pg_has_role(r.oid, 'qa_owner', 'member') OR r.rolconnlimit NOT BETWEEN 1 AND 6 OR r.rolcreaterole "
    "OR r.rolcreatedb OR r.rolbypassrls OR r.rolreplication "
    "OR NOT EXISTS (SELECT FROM qa.reader d WHERE d.login = r.rolname AND d.active))"
)


def add_reader(connection: Connection, login: str, role: str, team: str) -> Access:
    """Add a login that reads what this role sees from this team; return how it signs in."""
    if role not in READING_ROLES:
        raise InputProblem(f"{role!r} is no role that reads. Choose one of: {', '.join(READING_ROLES)}.")
    if not re.fullmatch("[a-z][a-z0-9_]{0,62}", login):
        raise InputProblem(f"{login!r} is no login. Use small letters, digits and underscores, a letter first.")
    if one(connection, "SELECT true FROM pg_roles WHERE rolname = %s", login):
        raise InputProblem(f"The login {login} is taken, or was. Logins are never used again: choose another name.")
    access = new_access(login)
    make_login(connection, access, READERS)
    as_owner(connection)
    demand_team(connection, team)
    connection.execute("INSERT INTO reader(login, role, team) VALUES (%s, %s, %s)", (login, role, team))
    as_oneself(connection)
    return access


def is_reader(connection: Connection, login: str) -> bool:
    """Return whether this login is one that only reads, and active."""
    as_owner(connection)
    found = one(connection, "SELECT true FROM reader WHERE login = %s AND active", login)
    as_oneself(connection)
    return found is True


def end_reading(connection: Connection, login: str) -> None:
    """Lock a reader out at once and end their connections."""
    as_owner(connection)
    connection.execute("UPDATE reader SET active = false, left_at = clock_timestamp() WHERE login = %s", (login,))
    as_oneself(connection)
    lock_out(connection, login)


def new_password(connection: Connection, login: str) -> Access:
    """Give a reader a new password."""
    access = new_access(login)
    set_password(connection, access)
    return access


def faults(connection: Connection) -> Iterator[str]:
    """Return what readers have that they should not have."""
    if one(connection, "SELECT to_regrole('qa_reader') IS NULL OR to_regclass('qa.reader') IS NULL") is True:
        return  # The step is missing, which is said anyway.
    for (name,) in rows(connection, _REACHED):
        yield f"Readers have rights on {name}. Revoke them from qa_reader: they read the views of qa_reading alone."
    if one(connection, "SELECT has_schema_privilege('qa_reader', 'qa', 'USAGE')") is True:
        yield "Readers may use the schema qa. Run: REVOKE USAGE ON SCHEMA qa FROM qa_reader."
    for (name,) in rows(connection, _ODD):
        yield f"The login {name} has more rights than a reader needs, or reads for nobody. ALTER ROLE {name} NOLOGIN."
