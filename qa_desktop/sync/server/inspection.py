"""Tells an administrator how the server is, and names what is not as it should be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa_desktop.sync.server.administration import as_oneself, as_owner, one, rows
from qa_desktop.sync.server.hardening import OPEN_DATABASES, OPEN_FUNCTIONS
from qa_desktop.sync.server.provision import migrations
from qa_desktop.sync.server.readers import faults

if TYPE_CHECKING:
    from qa_desktop.sync.server.administration import Connection

LONGEST_TRANSACTION = "30 seconds"
LONGEST_SIGN_IN_SECONDS = 20
GRACE = "5 minutes"
"""How long a deletion may wait until it is in the list outside the backups."""
_CALLS = frozenset(
    {
        "approve", "aside", "backed_up", "blobs_wanted", "deleted", "devices", "directory", "enrol", "get_blob",
        "have", "hello", "lease", "people", "pull", "push", "put_blob", "quarantined", "refused", "report_access",
        "revoke_device", "standing", "stream", "take_in", "under_way",
    }
)  # fmt: skip
_SETTINGS = {
    "ssl": ("on", "TLS is off. Set ssl = on, with a certificate that laptops can verify."),
    "password_encryption": ("scram-sha-256", "Set password_encryption = 'scram-sha-256'."),
    "max_prepared_transactions": ("0", "Set max_prepared_transactions = 0: a forgotten one stops every pull."),
    "log_statement": ("none", "Set log_statement = 'none': statements carry what people wrote."),
    "log_min_duration_statement": ("-1", "Set log_min_duration_statement = -1, for the same reason."),
    "log_parameter_max_length_on_error": ("0", "Set log_parameter_max_length_on_error = 0, for the same reason."),
    "fsync": ("on", "fsync is off: a power cut loses what laptops believe to be safe."),
    "full_page_writes": ("on", "full_page_writes is off: a power cut can tear the data."),
    "synchronous_commit": ("on", "synchronous_commit is not on: a power cut loses what laptops believe to be safe."),
}


@dataclass(frozen=True, slots=True)
class Status:
    """How the server is, in figures."""

    epoch: str
    steps: int
    steps_missing: int
    people: int
    waiting_devices: tuple[str, ...]
    audits: int
    operations: int
    quarantined: int
    refused: int
    alarms: tuple[str, ...]
    horizon_lag_seconds: float


def status(connection: Connection) -> Status:
    """Return how the server is."""
    as_owner(connection)
    steps = int(str(one(connection, "SELECT count(*) FROM migration")))
    waiting = rows(
        connection,
        "SELECT p.login, p.name, encode(sha256(k.key), 'hex') FROM device_key k JOIN person p ON p.no = k.person_no "
        "WHERE k.approved_at IS NULL AND k.revoked_at IS NULL AND p.active ORDER BY k.asked_at",
    )
    alarms = rows(
        connection,
        "SELECT a.at, p.login, a.what FROM alarm a JOIN person p ON p.no = a.person_no WHERE a.settled_at IS NULL",
    )
    lag = one(
        connection,
        "SELECT coalesce(extract(epoch FROM max(since)), 0) FROM horizon_lag() WHERE pid <> pg_backend_pid()",
    )
    found = Status(
        epoch=str(one(connection, "SELECT id FROM epoch ORDER BY no DESC LIMIT 1")),
        steps=steps,
        steps_missing=len(migrations()) - steps,
        people=_count(connection, "person WHERE active"),
        waiting_devices=tuple(f"{login} ({name}): {fingerprint}" for login, name, fingerprint in waiting),
        audits=_count(connection, "audit WHERE state NOT IN ('standing', 'personal')"),
        operations=_count(connection, "op"),
        quarantined=_count(connection, "quarantine"),
        refused=_count(connection, "refused"),
        alarms=tuple(f"{at}: {login}: {what}" for at, login, what in alarms),
        horizon_lag_seconds=float(str(lag)),
    )
    as_oneself(connection)
    return found


def people(connection: Connection) -> tuple[str, ...]:
    """Return one line a person."""
    as_owner(connection)
    found = rows(
        connection,
        "SELECT login, name, role, team, CASE WHEN active THEN '' ELSE ' left' END FROM person UNION ALL "
        "SELECT login, 'reads by SQL', role, team, CASE WHEN active THEN '' ELSE ' left' END FROM reader",
    )
    as_oneself(connection)
    return tuple(f"{login}  {role}  {team}  {name}{left}" for login, name, role, team, left in found)


def accesses(connection: Connection, *, audit: str | None = None, login: str | None = None) -> tuple[str, ...]:
    """Return one line for everything that a laptop reported of an audit, or of a person, newest first."""
    as_owner(connection)
    found = rows(
        connection,
        "SELECT to_timestamp(r.client_ms / 1000.0), r.at, p.login, p.name, r.what, r.audit "
        "FROM access_record r JOIN person p ON p.no = r.person_no "
        "WHERE r.audit = %s OR p.login = %s ORDER BY r.no DESC",
        audit,
        login,
    )
    as_oneself(connection)
    return tuple(
        f"{done}  {login} ({name})  {what}  {of}  (self-reported, received {received})"
        for done, received, login, name, what, of in found
    )


def check(connection: Connection) -> tuple[str, ...]:
    """Return what is not as it should be, each with what to do; empty where all is well."""
    return (
        *_settings(connection), *_rights(connection), *_logins(connection), *faults(connection), *_data(connection),
    )  # fmt: skip


def _settings(connection: Connection) -> Iterator[str]:
    for name, (wanted, advice) in _SETTINGS.items():
        # The cluster's value: this session has turned its own logging off.
        if one(connection, "SELECT reset_val FROM pg_settings WHERE name = %s", name) != wanted:
            yield advice
    seconds = one(connection, "SELECT reset_val::int FROM pg_settings WHERE name = 'authentication_timeout'")
    if int(str(seconds)) > LONGEST_SIGN_IN_SECONDS:
        yield "authentication_timeout is long: who says nothing keeps a place from others. Set it to '10s'."
    loose = rows(
        connection,
        "SELECT line_number FROM pg_hba_file_rules WHERE auth_method <> 'reject' AND (type IN ('host', 'hostnossl') "
        "OR (type = 'hostssl' AND auth_method NOT IN ('scram-sha-256', 'cert', 'gss')))",
    )
    for (line,) in loose:
        yield f"pg_hba.conf line {line} lets somebody in without TLS, or without SCRAM, certificate or Kerberos."


def _rights(connection: Connection) -> Iterator[str]:
    for (name,) in rows(connection, OPEN_FUNCTIONS):
        yield f"Laptops may call {name}. Run “server upgrade”."
    for (name,) in rows(connection, OPEN_DATABASES):
        yield f"Laptops may connect to the database {name}. Run “server upgrade”, and name one database in pg_hba.conf."
    for right in ("TEMP", "CREATE"):
        if one(connection, "SELECT has_database_privilege('qa_laptop', current_database(), %s)", right) is True:
            yield f"Laptops have {right} on this database. Run “server upgrade”."
    if one(connection, "SELECT has_language_privilege('qa_laptop', 'plpgsql', 'USAGE')") is True:
        yield "Laptops may run DO blocks. Run “server upgrade”."
    tables = rows(
        connection,
        "SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'qa'::regnamespace AND c.relkind IN ('r', 'v', 'p') "
        "AND has_table_privilege('qa_laptop', c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')",
    )
    for (name,) in tables:
        yield f"Laptops have rights on the table qa.{name}. Revoke them."
    callable_ones = rows(
        connection,
        "SELECT DISTINCT p.proname FROM pg_proc p WHERE p.pronamespace = 'qa'::regnamespace "
        "AND has_function_privilege('qa_laptop', p.oid, 'EXECUTE')",
    )
    for name in sorted({str(row[0]) for row in callable_ones} ^ _CALLS):
        yield f"The right to call qa.{name} is not as it should be. Grant or revoke it for qa_laptop."


def _logins(connection: Connection) -> Iterator[str]:
    odd = rows(
        connection,
        "SELECT r.rolname FROM pg_roles r WHERE pg_has_role(r.oid, 'qa_laptop', 'member') AND r.rolname <> 'qa_laptop' "
        "AND NOT r.rolsuper AND (r.rolconnlimit NOT BETWEEN 1 AND 3 OR r.rolcreaterole OR r.rolcreatedb "
        "OR r.rolbypassrls OR r.rolreplication OR pg_has_role(r.oid, 'qa_owner', 'member'))",
    )
    for (name,) in odd:
        yield f"The login {name} has more rights than a laptop needs, or no connection limit of 3."
    stray = rows(
        connection,
        "SELECT r.rolname FROM pg_roles r WHERE r.rolcanlogin AND NOT r.rolsuper "
        "AND pg_has_role(r.oid, 'qa_laptop', 'member') "
        "AND NOT EXISTS (SELECT FROM qa.person p WHERE p.login = r.rolname AND p.active)",
    )
    for (name,) in stray:
        yield f"The login {name} belongs to nobody who is active. Lock it: ALTER ROLE {name} NOLOGIN."
    if one(connection, "SELECT rolcanlogin FROM pg_roles WHERE rolname = 'qa_owner'") is True:
        yield "qa_owner can log in. Run: ALTER ROLE qa_owner NOLOGIN."


def _data(connection: Connection) -> Iterator[str]:
    missing = len(migrations()) - int(str(one(connection, "SELECT count(*) FROM qa.migration")))
    if missing > 0:
        yield f"{missing} steps are missing. Run “server upgrade”."
    restored = one(
        connection,
        "SELECT e.cluster <> (SELECT system_identifier FROM pg_control_system()) OR e.database <> "
        "(SELECT oid FROM pg_database WHERE datname = current_database()) FROM qa.epoch e ORDER BY e.no DESC LIMIT 1",
    )
    if restored is True:
        yield "This database was restored from a copy. Laptops are turned away until you run “server restored”."
    if one(connection, "SELECT shut_at FROM qa.epoch ORDER BY no DESC LIMIT 1") is not None:
        yield (
            "This server was set back behind its list of deletions. Laptops are turned away until you run “server "
            "restored --deletions FILE”."
        )
    statement = "SELECT count(*) FROM qa.erasure WHERE listed_at IS NULL AND at < now() - %s::interval"
    unlisted = one(connection, statement, GRACE)
    if unlisted:
        yield (
            f"{unlisted} deletions are in no list outside the backups: a restore would bring the words back. Run "
            "“server watch” with --deletions FILE, or “server deletions FILE”."
        )
    statement = "SELECT count(*) FROM qa.ordered WHERE listed_at IS NULL AND at < now() - %s::interval"
    unlisted = one(connection, statement, GRACE)
    if unlisted:
        yield (
            f"{unlisted} holds and orders to delete are in no list outside the backups: a restored server would not "
            "know of them. Run “server watch” with --deletions FILE, or “server deletions FILE”."
        )
    by_list = one(connection, "SELECT count(*) FROM qa.ordered WHERE said IS NOT NULL AND kind = 'hold'")
    if by_list:
        yield (
            f"{by_list} holds are known by the list of deletions alone: nobody can release them until a laptop that "
            "knows them has synced. “server listed-holds” names them."
        )
    alarms = one(connection, "SELECT count(*) FROM qa.alarm WHERE settled_at IS NULL")
    if alarms:
        yield (
            f"{alarms} laptops hold more than this server does. If it was set back, run “server restored”; if not, "
            "look at those laptops (“server status”)."
        )
    statement = "SELECT count(*) FROM pg_stat_activity WHERE xact_start < now() - %s::interval"
    old = one(connection, statement, LONGEST_TRANSACTION)
    if old:
        yield f"{old} transactions are older than {LONGEST_TRANSACTION}: is the watchdog running?"


def _count(connection: Connection, what: str) -> int:
    return int(str(one(connection, f"SELECT count(*) FROM {what}")))  # noqa: S608 - constants of ours
