"""Looks after the people of the server: one login each, pseudonymous and never used again."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, cast

from qa_desktop.domain.ids import PersonId
from qa_desktop.domain.record import Person, Role
from qa_desktop.errors import InputProblem, NotAllowed, NotFound
from qa_desktop.sync.server.administration import as_oneself, as_owner, one, rows
from qa_desktop.sync.server.logins import Access, lock_out, make_login, new_access, random_letters, set_password

if TYPE_CHECKING:
    from qa_desktop.sync.server.administration import Connection

ROLES = ("auditor", "moderator", "manager", "qa_officer", "head_of_service", "practitioner", "admin")
CODE_LIFE = timedelta(days=7)
_WAITING = (
    "SELECT p.no, coalesce(k.proof, ''), coalesce(k.code_hash, ''), p.id, k.key, coalesce(k.certificate, ''), "
    "coalesce(k.address, ''), p.role FROM person p JOIN device_key k ON k.person_no = p.no "
    "WHERE p.login = %s AND encode(sha256(k.key), 'hex') LIKE %s AND k.approved_at IS NULL AND k.revoked_at IS NULL "
    "FOR UPDATE OF k"
)


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Whom to add."""

    name: str
    role: str
    team: str


def add_team(connection: Connection, team: str, name: str, service: str, parent: str | None = None) -> None:
    """Add a team, or change its name, service or place."""
    as_owner(connection)
    if parent is not None:
        demand_team(connection, parent)
    if parent == team or (
        parent is not None and one(connection, "SELECT %s IN (SELECT qa.teams_under(%s))", parent, team)
    ):
        raise InputProblem(f"The team {team} cannot stand under itself.")
    before = rows(connection, "SELECT p.login, array(SELECT wider_audiences(p)) FROM person p")
    served = one(connection, "SELECT service_of(%s)", team)
    connection.execute(
        "INSERT INTO team(id, name, service, parent) VALUES (%s, %s, %s, %s) "
        "ON CONFLICT (id) DO UPDATE SET name = excluded.name, service = excluded.service, parent = excluded.parent",
        (team, name, service, parent),
    )
    for login, audiences in before:
        connection.execute(
            "SELECT rescope(p.no, %s::text[]) FROM person p "
            "WHERE p.login = %s AND array(SELECT wider_audiences(p) ORDER BY 1) IS DISTINCT FROM "
            "array(SELECT unnest(%s::text[]) ORDER BY 1)",
            (audiences, login, audiences),
        )
    if served not in (None, service):
        connection.execute("SELECT team_changed_service(%s)", (team,))
    as_oneself(connection)


def add_person(connection: Connection, person: NewPerson) -> Access:
    """Add a person with a login of their own; return what they need to sign in."""
    if person.role not in ROLES:
        raise InputProblem(f"{person.role!r} is no role. Choose one of: {', '.join(ROLES)}.")
    access = new_access(code=_code())
    make_login(connection, access)
    as_owner(connection)
    demand_team(connection, person.team)
    connection.execute(
        "INSERT INTO person(login, name, role, team, code_hash, code_until) VALUES (%s, %s, %s, %s, %s, now() + %s)",
        (access.login, person.name, person.role, person.team, _hash(access.code), CODE_LIFE),
    )
    as_oneself(connection)
    return access


def move(connection: Connection, login: str, *, role: str | None = None, team: str | None = None) -> None:
    """Give a person another role or team; what they may see follows at their next sync."""
    if role is not None and role not in ROLES:
        raise InputProblem(f"{role!r} is no role. Choose one of: {', '.join(ROLES)}.")
    as_owner(connection)
    _demand(connection, login)
    if team is not None:
        demand_team(connection, team)
    connection.execute("SELECT move_person(%s, %s, %s)", (login, role, team))
    as_oneself(connection)


def move_audit(connection: Connection, audit: str, team: str) -> None:
    """Put an audit under another team; access follows it."""
    as_owner(connection)
    demand_team(connection, team)
    if one(connection, "SELECT true FROM audit WHERE id = %s AND state NOT IN ('standing', 'personal')", audit) is None:
        raise NotFound(f"There is no audit {audit} on this server.")
    connection.execute("SELECT move_audit(%s, %s)", (audit, team))
    as_oneself(connection)


def leave(connection: Connection, login: str) -> int:
    """Lock a leaver out at once and end their connections; return how many audits still need a new owner."""
    as_owner(connection)
    _demand(connection, login)
    connection.execute("SELECT leave(%s)", (login,))
    orphans = one(
        connection,
        "SELECT count(*) FROM access a JOIN person p ON p.no = a.person_no JOIN audit t ON t.no = a.audit_no "
        "WHERE p.login = %s AND a.relation = 'owner' AND a.revoked_at IS NULL "
        "AND t.state IN ('draft', 'revealed', 'held_draft', 'held_revealed')",
        login,
    )
    as_oneself(connection)
    lock_out(connection, login)
    return int(str(orphans))


def rotate(connection: Connection, login: str, *, new_device: bool = False) -> Access:
    """Give a person a new password; with `new_device` revoke their devices and make a new one-time code too."""
    as_owner(connection)
    _demand(connection, login)
    code = _code() if new_device else ""
    if new_device:
        connection.execute(
            "UPDATE device_key k SET revoked_at = clock_timestamp() FROM person p "
            "WHERE p.no = k.person_no AND p.login = %s AND k.revoked_at IS NULL",
            (login,),
        )
        _keep_code(connection, login, code)
    as_oneself(connection)
    access = new_access(login, code)
    set_password(connection, access)
    return access


def new_code(connection: Connection, login: str) -> str:
    """Make a one-time code for a further laptop of somebody; nothing is revoked."""
    as_owner(connection)
    _demand(connection, login)
    code = _code()
    _keep_code(connection, login, code)
    as_oneself(connection)
    return code


def approve(connection: Connection, login: str, fingerprint: str) -> None:
    """Approve the device whose key has this fingerprint, as the second person.

    Raises:
        NotFound: no such device waits.
        NotAllowed: its proof does not fit, as every laptop would find too.
    """
    as_owner(connection)
    _demand(connection, login)
    waiting = rows(connection, _WAITING, login, _hexadecimal(fingerprint) + "%")
    if len(waiting) != 1:
        raise NotFound(f"No device with that fingerprint waits for {login}. “server status” lists those that wait.")
    number, proof, code_hash, *person = waiting[0]
    if not _proof_holds(login, proof, code_hash, person):
        raise NotAllowed(
            "The proof of this laptop does not fit, so it is not approved: it does not hold the key that it asked for, "
            "or was enrolled with another code or for another sign-in. Somebody may be passing another laptop off as "
            f"this person's. Look into that, then give them a new code (“server new-code {login}”) to enrol again."
        )
    approver = "server: " + str(one(connection, "SELECT session_user"))
    connection.execute("SELECT approve_key(%s, %s, %s)", (number, person[1], approver))
    as_oneself(connection)


def _proof_holds(login: str, proof: object, code_hash: object, told: Sequence[object]) -> bool:
    # Here, because start-up must not load the cryptography.
    from qa_desktop.sync.enrolment import holds  # noqa: PLC0415 - as above

    own_id, key, certificate, address, role = told
    person = Person(
        id=PersonId(str(own_id)),
        name="",
        role=Role(str(role)),
        team="",
        device_key=cast("bytes", key),
        certificate=cast("bytes", certificate),
        address=str(address),
    )
    return holds(cast("bytes", proof), login, cast("bytes", code_hash), person)


def _keep_code(connection: Connection, login: str, code: str) -> None:
    connection.execute(
        "UPDATE person SET code_hash = %s, code_until = now() + %s, code_tries = 0 WHERE login = %s",
        (_hash(code), CODE_LIFE, login),
    )


def _demand(connection: Connection, login: str) -> None:
    if one(connection, "SELECT true FROM person WHERE login = %s AND active", login) is None:
        raise NotFound(f"Nobody who is active has the login {login}. “server status --people” lists them.")


def demand_team(connection: Connection, team: str) -> None:
    """Raise NotFound where there is no such team."""
    if one(connection, "SELECT true FROM team WHERE id = %s", team) is None:
        raise NotFound(f"There is no team {team}. Add it with “qa-desktop server add-team”.")


def _hexadecimal(fingerprint: str) -> str:
    text = "".join(fingerprint.replace(":", "").split()).lower()
    if len(text) < len("0123456789abcdef") or set(text) - set("0123456789abcdef"):
        raise InputProblem("Give at least the first 16 hexadecimal digits of the fingerprint.")
    return text


def _code() -> str:
    return "-".join(random_letters(5) for _ in range(4))


def _hash(code: str) -> bytes:
    return hashlib.sha256(code.encode()).digest()
