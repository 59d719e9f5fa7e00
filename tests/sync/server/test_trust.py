"""Enrolment by code and a second person, looking after laptops, and locking them out, as direct SQL sees it."""

import hashlib
import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from qa_desktop.domain.ids import PersonId
from qa_desktop.domain.record import Person, Role
from qa_desktop.errors import NotAllowed, NotFound
from qa_desktop.sync.enrolment import make_proof
from qa_desktop.sync.server.administration import administering
from qa_desktop.sync.server.logins import Access
from qa_desktop.sync.server.people import NewPerson, add_person, approve, new_code, rotate
from qa_desktop.sync.wire import person_as_json
from tests.sync.server.laptops import Laptop, Server

KEY, OTHER_KEY = b"k" * 32, b"o" * 32


@dataclass
class Newcomer:
    """Somebody who has signed in for the first time."""

    access: Access
    connection: psycopg.Connection[tuple[object, ...]]
    id: str

    def call(self, function: str, *values: object) -> object:
        marks = ", ".join(["%s"] * len(values))
        row = self.connection.execute(f"SELECT qa.{function}({marks})".encode(), values).fetchone()
        return row[0] if row else None

    def enrol(self, code: str, person: str | None = None, key: bytes = KEY) -> object:
        person_json = json.dumps({"id": person or self.id, "certificate": "", "address": "age1x"})
        return self.call("enrol", code, person_json, key, b"proof")

    def standing(self, key: bytes = KEY) -> object:
        said = self.call("standing", key)
        assert isinstance(said, dict)
        return said["state"]


@pytest.fixture
def anna(server: Server) -> Iterator[Newcomer]:
    with administering(server.dsn) as connection:
        access = add_person(connection, NewPerson("Anna", "auditor", "north"))
    with psycopg.connect(server.cluster.dsn(server.database, access.login, access.password), autocommit=True) as opened:
        yield Newcomer(access, opened, str(uuid.uuid4()))


def prove(who: Newcomer, key: Ed25519PrivateKey) -> bytes:
    """Enrol a laptop with a proof as the product makes it; return its public key."""
    public = key.public_key().public_bytes_raw()
    person = Person(PersonId(who.id), "Anna", Role.AUDITOR, "north", public, b"sealing", "age1x")
    proof = make_proof(who.access.login, who.access.code, person, key.sign)
    assert who.call("enrol", who.access.code, json.dumps(person_as_json(person)), public, proof) == "pending"
    return public


def keys_version(laptop: Laptop) -> object:
    said = laptop.call("standing", b"")
    assert isinstance(said, dict)
    assert "state" not in said
    return said["keys"]


def test_a_device_is_enrolled_by_code_and_the_approval_of_a_second_person(server: Server, anna: Newcomer) -> None:
    olga = server.person("qa_officer")

    assert anna.standing() == "new"
    assert anna.enrol("wrong") == "refused"
    assert anna.enrol(anna.access.code, olga.id) == "refused"
    assert anna.enrol(anna.access.code) == "pending"
    assert anna.standing() == "pending"
    assert anna.enrol(anna.access.code) == "refused"
    with pytest.raises(psycopg.Error, match="nobody who is enrolled"):
        anna.connection.execute("SELECT * FROM qa.pull(null, null, null, 1)")
    assert olga.call("approve", anna.id, OTHER_KEY) == "refused"

    assert olga.call("approve", anna.id, KEY) == "approved"

    assert anna.standing() == "enrolled"
    assert anna.connection.execute("SELECT * FROM qa.pull(null, null, null, 1)").fetchall() == []
    assert anna.enrol("") == "enrolled"
    keys = olga.connection.execute("SELECT device_keys, address, revoked FROM qa.people(%s)", ([anna.id],)).fetchall()
    assert keys == [([KEY], "age1x", [None])]


def test_whoever_waits_is_listed_first_with_what_proves_the_code(server: Server, anna: Newcomer) -> None:
    olga = server.person("admin")
    anna.enrol(anna.access.code)

    rows = olga.connection.execute("SELECT login, device_key, proof, code_hash, own FROM qa.devices()").fetchall()

    digest = hashlib.sha256(anna.access.code.encode()).digest()
    assert rows[0] == (anna.access.login, KEY, b"proof", digest, False)
    assert [row[4] for row in rows] == [False, True]


def test_a_code_can_be_tried_five_times(anna: Newcomer) -> None:
    for _ in range(5):
        assert anna.enrol("wrong") == "refused"

    assert anna.enrol(anna.access.code) == "refused"


def test_an_administrator_approves_by_fingerprint(server: Server, anna: Newcomer) -> None:
    key = Ed25519PrivateKey.generate()
    public = prove(anna, key)
    with administering(server.dsn) as connection, pytest.raises(NotFound):
        approve(connection, anna.access.login, "0" * 16)
    digits = hashlib.sha256(public).hexdigest()[:16].upper()

    with administering(server.dsn) as connection:
        approve(connection, anna.access.login, f"{digits[:4]} {digits[4:8]} {digits[8:]}")

    assert anna.standing(public) == "enrolled"


@pytest.mark.parametrize(
    "forgery",
    [
        "proof = sha512('made up')",
        "proof = null",
        "code_hash = sha256('another code')",
        "code_hash = null",
        "address = 'age1another'",
        "certificate = 'another'",
    ],
)
def test_an_administrator_approves_no_laptop_whose_proof_does_not_fit(
    server: Server, anna: Newcomer, forgery: str
) -> None:
    public = prove(anna, Ed25519PrivateKey.generate())
    server.sql(f"UPDATE qa.device_key SET {forgery} WHERE approved_at IS NULL")  # noqa: S608 - ours

    with administering(server.dsn) as connection, pytest.raises(NotAllowed, match="proof of this laptop does not fit"):
        approve(connection, anna.access.login, hashlib.sha256(public).hexdigest())

    assert anna.standing(public) == "pending"


def test_a_key_that_was_put_in_the_place_of_a_laptops_is_not_approved(server: Server, anna: Newcomer) -> None:
    prove(anna, Ed25519PrivateKey.generate())
    other = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    server.sql(f"UPDATE qa.device_key SET key = '\\x{other.hex()}' WHERE approved_at IS NULL")  # noqa: S608 - ours

    with administering(server.dsn) as connection, pytest.raises(NotAllowed, match="new-code"):
        approve(connection, anna.access.login, hashlib.sha256(other).hexdigest())


def test_an_auditor_approves_nobody_and_sees_their_own_laptops_alone(server: Server, anna: Newcomer) -> None:
    ben = server.person()
    anna.enrol(anna.access.code)

    assert ben.call("approve", anna.id, KEY) == "refused"
    assert ben.call("revoke_device", anna.id, KEY) == "refused"
    assert ben.connection.execute("SELECT id, own FROM qa.devices()").fetchall() == [(ben.id, True)]


def test_nobody_approves_a_laptop_of_their_own(server: Server) -> None:
    olga = server.person("qa_officer")
    with administering(server.dsn) as connection:
        code = new_code(connection, olga.access.login)
    person_json = json.dumps({"id": olga.id, "certificate": "", "address": ""})

    assert olga.call("enrol", code, person_json, KEY, b"") == "pending"
    assert olga.call("approve", olga.id, KEY) == "refused"
    assert server.person("admin").call("approve", olga.id, KEY) == "approved"


def test_a_further_code_revokes_nothing_and_rotating_revokes_all(server: Server, anna: Newcomer) -> None:
    olga = server.person("qa_officer")
    anna.enrol(anna.access.code)
    olga.call("approve", anna.id, KEY)
    with administering(server.dsn) as connection:
        code = new_code(connection, anna.access.login)

    assert anna.enrol(code, key=OTHER_KEY) == "pending"
    assert (anna.standing(), anna.standing(OTHER_KEY)) == ("enrolled", "pending")
    with administering(server.dsn) as connection:
        rotate(connection, anna.access.login, new_device=True)
    assert (anna.standing(), anna.standing(OTHER_KEY)) == ("revoked", "revoked")


def test_a_laptop_that_is_locked_out_stays_so(server: Server, anna: Newcomer) -> None:
    olga = server.person("qa_officer")
    anna.enrol(anna.access.code)
    olga.call("approve", anna.id, KEY)

    assert olga.call("revoke_device", anna.id, KEY) == "revoked"

    assert anna.standing() == "revoked"
    assert olga.call("revoke_device", anna.id, KEY) == "refused"
    assert olga.call("approve", anna.id, KEY) == "refused"
    with administering(server.dsn) as connection:
        code = new_code(connection, anna.access.login)
    assert anna.enrol(code) == "refused"
    with pytest.raises(psycopg.Error, match="nobody who is enrolled"):
        anna.connection.execute("SELECT * FROM qa.pull(null, null, null, 1)")
    (row,) = olga.connection.execute("SELECT revoked FROM qa.people(%s)", ([anna.id],)).fetchall()
    assert row[0] is not None


def test_everybody_locks_a_lost_laptop_of_their_own_out(server: Server) -> None:
    ben = server.person()
    key = ben.key.public_key().public_bytes_raw()

    assert ben.call("revoke_device", ben.id, key) == "revoked"


def test_the_version_of_keys_changes_with_every_approval_and_revocation(server: Server, anna: Newcomer) -> None:
    olga = server.person("qa_officer")
    versions = [keys_version(olga)]
    anna.enrol(anna.access.code)
    versions.append(keys_version(olga))

    olga.call("approve", anna.id, KEY)
    versions.append(keys_version(olga))
    olga.call("revoke_device", anna.id, KEY)
    versions.append(keys_version(olga))

    assert versions[0] == versions[1]
    assert len(set(versions)) == 3


@pytest.mark.parametrize("call", ["standing(null)", "enrol(null, null, null, null)"])
def test_nothing_in_the_place_of_a_value_opens_nothing(anna: Newcomer, call: str) -> None:
    row = anna.connection.execute(f"SELECT qa.{call}".encode()).fetchone()

    assert row is not None
    assert row[0] == "refused" or "state" not in str(row[0])


@pytest.mark.parametrize("function", ["approve", "revoke_device"])
def test_nothing_in_the_place_of_a_person_or_key_is_refused(server: Server, function: str) -> None:
    olga = server.person("qa_officer")

    assert olga.call(function, None, None) == "refused"
    assert olga.call(function, olga.id, None) == "refused"
    assert olga.call(function, None, KEY) == "refused"
