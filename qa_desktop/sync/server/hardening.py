"""Takes from everybody what PostgreSQL gives to everybody: one auditor must not be able to stop all others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from qa_desktop.sync.server.administration import one, rows

if TYPE_CHECKING:
    from qa_desktop.sync.server.administration import Connection

# Advisory locks exhaust the lock table, large objects the disk; a transaction id that somebody takes without writing
# holds the horizon back.
_TAKEN_AWAY = r"""
    p.proname ~ '^pg_(try_)?advisory_' OR p.proname ~ '^lo_' OR p.proname IN
    ('lowrite', 'loread', 'txid_current', 'pg_current_xact_id', 'pg_logical_emit_message', 'pg_export_snapshot',
     'pg_notify', 'pg_sleep', 'pg_sleep_for', 'pg_sleep_until')
"""
OPEN_FUNCTIONS = f"""
SELECT p.oid::regprocedure::text FROM pg_proc p
WHERE p.pronamespace = 'pg_catalog'::regnamespace AND ({_TAKEN_AWAY})
    AND has_function_privilege('qa_laptop', p.oid, 'EXECUTE')
ORDER BY 1
"""  # noqa: S608 - constants of ours
OPEN_DATABASES = """
SELECT d.datname FROM pg_database d
WHERE d.datname <> current_database() AND d.datallowconn AND has_database_privilege('qa_laptop', d.oid, 'CONNECT')
ORDER BY 1
"""


def harden(connection: Connection) -> list[str]:
    """Revoke what laptops have no use for, in this database and in every other of the cluster."""
    return [*_database(connection), *_functions(connection), *_other_databases(connection)]


def _database(connection: Connection) -> Iterator[str]:
    name = str(one(connection, "SELECT quote_ident(current_database())"))
    if one(connection, "SELECT has_database_privilege('public', current_database(), 'CONNECT, TEMP')") is True:
        yield f"took CONNECT and TEMP on {name} from everybody; gave CONNECT to laptops, readers and the watchdog"
    connection.execute(f"REVOKE ALL ON DATABASE {name} FROM PUBLIC".encode())
    connection.execute(f"GRANT CONNECT ON DATABASE {name} TO qa_laptop, qa_watchdog, qa_reader".encode())
    if one(connection, "SELECT has_schema_privilege('public', 'public', 'USAGE')") is True:
        yield "took the schema public from everybody"
    connection.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
    connection.execute("ALTER DEFAULT PRIVILEGES FOR ROLE qa_owner REVOKE ALL ON FUNCTIONS FROM PUBLIC")
    connection.execute("ALTER DEFAULT PRIVILEGES FOR ROLE qa_owner REVOKE ALL ON TYPES FROM PUBLIC")
    if one(connection, "SELECT has_language_privilege('public', 'plpgsql', 'USAGE')") is True:
        yield "took DO blocks from everybody"
    connection.execute("REVOKE ALL ON LANGUAGE plpgsql FROM PUBLIC")
    connection.execute("GRANT USAGE ON LANGUAGE plpgsql TO qa_owner")


def _functions(connection: Connection) -> Iterator[str]:
    names = [str(row[0]) for row in rows(connection, OPEN_FUNCTIONS)]
    for name in names:
        connection.execute(f"REVOKE ALL ON FUNCTION pg_catalog.{name} FROM PUBLIC".encode())
    connection.execute("GRANT EXECUTE ON FUNCTION pg_catalog.pg_current_xact_id() TO qa_owner")
    if names:
        yield f"took {len(names)} functions from everybody: advisory locks, large objects, transaction ids"


def _other_databases(connection: Connection) -> Iterator[str]:
    for row in rows(connection, OPEN_DATABASES):
        quoted = str(one(connection, "SELECT quote_ident(%s)", row[0]))
        connection.execute(f"REVOKE CONNECT, TEMP ON DATABASE {quoted} FROM PUBLIC".encode())
        yield f"closed the database {quoted} to everybody but superusers: the cluster is for QA Desktop alone"
