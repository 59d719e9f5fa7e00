"""What a hostile login does with the sessions it has a right to; whatever it is, everybody else keeps working."""

from __future__ import annotations

import contextlib
import threading
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace

import psycopg
import pytest

from qa_desktop.sync.server.administration import administering
from qa_desktop.sync.server.people import NewPerson, add_person
from tests.sync.server.laptops import Connection, Laptop, Server, columns, until

CANARY = "Wilhelmina Canary"
FOREVER = (
    "SELECT count(*) FROM generate_series(1, 1000000000000)",
    "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT count(*) FROM r",
    "SELECT count(*) FROM pg_class a, pg_class b, pg_class c, pg_class d WHERE a.relname < b.relname",
)
UNBRIDLED = ("statement_timeout", "idle_in_transaction_session_timeout", "lock_timeout", "idle_session_timeout")
NEUTRAL = {"QA001", "QA002", "QA003", "28000"}


def works(server: Server, anna: Laptop, audit: str) -> bool:
    """Tell whether somebody else can write and read, with the watchdog going its round."""
    anna.connection.execute("SET statement_timeout = '20s'")
    written = anna.operation(f"{audit}/record")
    assert until(lambda: anna.outcomes([written]), lambda said: said != ["busy busy"]) == ["applied"]
    end_long_transactions(server)
    return len(until(anna.pull, bool)) == 1


def end_long_transactions(server: Server) -> int:
    """Do what the watchdog does; it grants nobody half a minute here."""
    return int(server.sql("SET ROLE qa_watchdog; SELECT qa.end_long_transactions(interval '0 seconds')"))


@pytest.fixture
def anna(server: Server) -> Laptop:
    return server.person()


@pytest.fixture
def audit(anna: Laptop) -> str:
    audit = anna.start()
    anna.pull()
    return audit


@pytest.fixture
def sessions(server: Server) -> Iterator[list[Laptop]]:
    """Mallory with every session that she gets, and every limit of hers taken off."""
    mallory = server.person()
    found = [mallory, *(replace(mallory, connection=mallory.new_connection()) for _ in range(2))]
    for one in found:
        for setting in UNBRIDLED:
            one.connection.execute(f"SET {setting} = 0".encode())
    yield found
    for one in found:
        one.connection.close()


def test_transactions_that_stay_open_stop_nobody(
    server: Server, anna: Laptop, audit: str, sessions: list[Laptop]
) -> None:
    for one in sessions:
        one.connection.execute("BEGIN")
        one.push([one.operation(f"{uuid.uuid4()}/record", "create", "audit")])

    assert works(server, anna, audit)


def test_a_peer_who_sits_on_an_audit_is_ended_and_its_owner_writes_on(server: Server, anna: Laptop, audit: str) -> None:
    pia = server.person()
    assert anna.give(audit, pia, "peer") == "applied"
    anna.pull()
    pia.connection.execute("SET idle_in_transaction_session_timeout = 0")
    pia.connection.execute("BEGIN")
    pia.push([pia.operation(f"{audit}/record")])
    assert anna.outcomes([anna.operation(f"{audit}/record")]) == ["busy busy"]

    assert end_long_transactions(server) == 1

    assert works(server, anna, audit)


@pytest.mark.parametrize("statement", FOREVER)
def test_a_statement_without_an_end_is_ended(
    server: Server, anna: Laptop, audit: str, sessions: list[Laptop], statement: str
) -> None:
    ended: list[str | None] = []

    def run(connection: Connection) -> None:
        try:
            connection.execute(statement.encode())
        except psycopg.Error as error:
            ended.append(error.sqlstate)

    threads = [threading.Thread(target=run, args=(one.connection,)) for one in sessions]
    for thread in threads:
        thread.start()
    running = f"SELECT count(*) FROM pg_stat_activity WHERE query = $${statement}$$"  # noqa: S608 - a constant of ours
    while int(server.sql(running)) < len(sessions):
        assert all(thread.is_alive() for thread in threads)

    assert works(server, anna, audit)
    for thread in threads:
        thread.join(30)
    assert ended == ["57P01"] * len(sessions)


def test_a_flood_of_notifications_reaches_nobody_and_stops_nobody(
    server: Server, anna: Laptop, audit: str, sessions: list[Laptop]
) -> None:
    listener, flooder, _ = sessions
    listener.connection.execute("LISTEN flood")
    listener.connection.execute("BEGIN")
    for number in range(300):
        flooder.connection.execute(f"NOTIFY flood, '{number}{'x' * 7_000}'".encode())

    assert works(server, anna, audit)
    assert list(anna.connection.notifies(timeout=0)) == []


def spoilt(name: str, value: object) -> Callable[[dict[str, list[object]]], None]:
    def spoil(arrays: dict[str, list[object]]) -> None:
        arrays[name][0] = value

    return spoil


@pytest.mark.parametrize(
    "spoil",
    [
        spoilt("facts", '{"v":' + "[" * 90_000 + "]" * 90_000 + "}"),
        spoilt("facts", '{"v":"' + "x" * 20_000_000 + '"}'),
        spoilt("facts", "{" + ",".join(f'"{n}":0' for n in range(20_000)) + "}"),
        spoilt("bodies", b"x" * 20_000_000),
        spoilt("salts", b"x" * 1_000_000),
        spoilt("paths", "x" * 20_000_000),
        spoilt("names", "y" * 20_000_000),
    ],
    ids=["deep facts", "long facts", "many facts", "long body", "long salt", "long path", "long name"],
)
def test_what_is_too_large_is_refused_alone(
    server: Server, anna: Laptop, audit: str, spoil: Callable[[dict[str, list[object]]], None]
) -> None:
    mallory = server.person()
    own, other = mallory.start(), mallory.start()
    arrays = columns([mallory.operation(f"{own}/record"), mallory.operation(f"{other}/record")])
    spoil(arrays)

    answers = mallory.push_columns(arrays)

    assert [one.result for one in answers] == ["refused", "applied"]
    assert works(server, anna, audit)


def test_questions_without_measure_are_answered_or_turned_away(server: Server, anna: Laptop, audit: str) -> None:
    mallory = server.person()
    ask = mallory.connection.execute
    ids = [uuid.uuid4() for _ in range(100_000)]

    assert ask("SELECT * FROM qa.have(%b::uuid[])", (ids,)).fetchall() == []
    assert ask("SELECT * FROM qa.blobs_wanted('a/record', %b::bytea[])", ([b"x"] * 100_000,)).fetchall() == []
    heads = "{" + ",".join(f'"{n}/record":[1,"00"]' for n in range(30_000)) + "}"
    assert len(ask("SELECT * FROM qa.hello(1, null, %s)", (heads,)).fetchall()) == 1
    deep = "[" * 3_000 + "]" * 3_000
    assert len(ask("SELECT * FROM qa.hello(1, %s, %s)", (deep, deep)).fetchall()) == 1
    assert works(server, anna, audit)


def test_nothing_at_all_is_a_neutral_answer_of_every_call(server: Server, anna: Laptop, audit: str) -> None:
    mallory = server.person()
    calls = server.sql(
        "SELECT p.oid::regproc || '(' || (SELECT coalesce(string_agg('null::' || t::regtype, ', '), '') "
        "FROM unnest(p.proargtypes) t) || ')' FROM pg_proc p WHERE p.pronamespace = 'qa'::regnamespace "
        "AND has_function_privilege('qa_laptop', p.oid, 'EXECUTE')"
    ).splitlines()
    before = server.sql("SELECT count(*) FROM qa.op")

    for call in calls:
        try:
            mallory.connection.execute(f"SELECT * FROM {call}".encode()).fetchall()  # noqa: S608 - the catalogue's own names
        except psycopg.Error as error:
            assert error.sqlstate in NEUTRAL, call  # noqa: PT017 - most calls raise nothing

    assert len(calls) >= 19
    assert server.sql("SELECT count(*) FROM qa.op") == before
    assert works(server, anna, audit)


def test_nothing_that_a_login_can_read_names_anybody_or_says_what_others_do(server: Server) -> None:
    with administering(server.dsn) as connection:
        add_person(connection, NewPerson(CANARY, "auditor", "north"))
    anna, mallory = server.person(), server.person()
    anna.connection.execute(f"SELECT '{CANARY}'".encode())
    readable = server.sql(
        "SELECT c.oid::regclass FROM pg_class c WHERE c.relkind IN ('r', 'v', 'm', 'p') "
        "AND has_table_privilege('qa_laptop', c.oid, 'SELECT')"
    ).splitlines()

    for name in readable:
        with contextlib.suppress(psycopg.errors.InsufficientPrivilege):
            # The name is bound, so that it does not stand in what is asked here.
            question = f"SELECT count(*) FROM {name} t WHERE t::text LIKE %s".encode()  # noqa: S608 - the catalogue's own names
            assert mallory.connection.execute(question, (f"%{CANARY}%",)).fetchone() == (0,), name
    assert len(readable) > 50


def test_nobody_ends_somebody_elses_session(server: Server, anna: Laptop, audit: str) -> None:
    mallory = server.person()
    pid = anna.connection.info.backend_pid

    for function in ("pg_terminate_backend", "pg_cancel_backend"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            mallory.connection.execute(f"SELECT {function}({pid})".encode())

    assert works(server, anna, audit)


def test_another_role_or_path_makes_nobody_else_of_a_session(server: Server, anna: Laptop, audit: str) -> None:
    mallory = server.person()
    for statement in (
        "SET ROLE qa_laptop",
        "SET search_path = pg_temp, public, qa",
        f"SET application_name = '{anna.access.login}'",
        f"ALTER ROLE CURRENT_USER SET application_name = '{anna.access.login}'",
    ):
        with contextlib.suppress(psycopg.errors.InsufficientPrivilege):
            mallory.connection.execute(statement.encode())

    row = mallory.connection.execute("SELECT me ->> 'id' FROM qa.hello(1, null, null)").fetchone()

    assert row == (mallory.id,)
    assert mallory.outcomes([mallory.operation(f"{audit}/record")]) == ["quarantined not_here"]
    assert works(server, anna, audit)
