"""A login in hostile hands: everything but the calls of the protocol is refused, and others keep working."""

import uuid
from collections.abc import Iterator
from dataclasses import replace

import psycopg
import pytest

from qa_desktop.domain.operation import Operation
from qa_desktop.errors import EnvironmentProblem
from qa_desktop.sync.server.administration import administering
from qa_desktop.sync.server.people import rotate
from tests.sync.postgres import Cluster
from tests.sync.server.laptops import Laptop, Server, columns, fresh_server

CALLS = {
    "approve", "aside", "backed_up", "blobs_wanted", "deleted", "devices", "directory", "enrol", "get_blob", "have",
    "hello", "lease", "people", "pull", "push", "put_blob", "quarantined", "refused", "report_access",
    "revoke_device", "standing", "stream", "take_in", "under_way",
}  # fmt: skip
REFUSED = [
    "SELECT * FROM qa.op",
    "SELECT * FROM qa.person",
    "SELECT * FROM qa.feed",
    "SELECT * FROM qa.access_record",
    "SELECT count(*) FROM qa.audit",
    "INSERT INTO qa.team(id, name, service) VALUES ('a', 'a', 'a')",
    "UPDATE qa.person SET role = 'qa_officer'",
    "DELETE FROM qa.op",
    "TRUNCATE qa.op",
    "COPY qa.op TO STDOUT",
    "COPY (SELECT 1) TO PROGRAM 'id'",
    "BEGIN; LOCK TABLE qa.op IN ACCESS SHARE MODE",
    "BEGIN; LOCK TABLE pg_catalog.pg_class IN ACCESS EXCLUSIVE MODE",
    "SELECT nextval('qa.feed_seq_seq')",
    "SELECT qa.begin_epoch('mine')",
    "SELECT qa.me()",
    "SELECT qa.keep(null, null, null)",
    "SELECT qa.may('a', 'b', 'c', 'd', 'e', 'f')",
    "SELECT qa.move_person('a', 'qa_officer', 'north')",
    "SELECT qa.approve_key(1, '', 'me')",
    "SELECT qa.end_long_transactions('0 seconds')",
    "CREATE TABLE qa.mine(a int)",
    "CREATE TABLE public.mine(a int)",
    "CREATE TEMP TABLE mine(a int)",
    "CREATE FUNCTION pg_temp.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE SCHEMA mine",
    "DO $$ BEGIN PERFORM 1; END $$",
    "SELECT pg_advisory_lock(1)",
    "SELECT pg_try_advisory_xact_lock(1, 2)",
    "SELECT lo_create(0)",
    "SELECT lo_from_bytea(0, 'a')",
    "SELECT pg_current_xact_id()",
    "SELECT txid_current()",
    "SELECT pg_logical_emit_message(true, 'a', 'b')",
    "SELECT * FROM pg_authid",
    "SELECT pg_read_file('postgresql.conf')",
    "SET ROLE qa_owner",
    "SET SESSION AUTHORIZATION postgres",
    "SET temp_file_limit = -1",
    "SET session_replication_role = replica",
    "ALTER FUNCTION qa.pull(text, bigint, bigint, int, text) RESET ALL",
    "ALTER ROLE CURRENT_USER CONNECTION LIMIT 100",
    "CREATE ROLE mine",
    "ALTER DATABASE postgres SET work_mem = '1GB'",
]


@pytest.mark.parametrize("statement", REFUSED)
def test_direct_sql_is_refused(hostile: Laptop, statement: str) -> None:
    with pytest.raises(psycopg.Error) as caught:
        hostile.connection.execute(statement.encode())

    assert caught.value.sqlstate in {"42501", "55P02"}


def test_exactly_the_calls_of_the_protocol_can_be_called(server: Server) -> None:
    callable_ones = server.sql(
        "SELECT DISTINCT p.proname FROM pg_proc p WHERE p.pronamespace = 'qa'::regnamespace "
        "AND has_function_privilege('qa_laptop', p.oid, 'EXECUTE')"
    )

    assert set(callable_ones.splitlines()) == CALLS


def test_every_definer_function_pins_its_search_path(server: Server) -> None:
    loose = server.sql(
        "SELECT p.proname FROM pg_proc p WHERE p.pronamespace = 'qa'::regnamespace AND p.prosecdef "
        "AND NOT coalesce(p.proconfig::text, '') LIKE '%search_path=pg_catalog, qa, pg_temp%'"
    )

    assert loose == ""


def test_a_fourth_connection_is_refused(server: Server) -> None:
    mallory = server.person()
    with mallory.new_connection(), mallory.new_connection(), pytest.raises(psycopg.OperationalError, match="too many"):
        mallory.new_connection()


def test_no_other_database_lets_a_laptop_in(server: Server) -> None:
    mallory = server.person()

    for database in ("postgres", "template1"):
        with pytest.raises(psycopg.OperationalError, match="permission denied"):
            psycopg.connect(server.cluster.dsn(database, mallory.access.login, mallory.access.password))


def test_nothing_is_said_without_tls(server: Server) -> None:
    mallory = server.person()
    secure = server.cluster.dsn(server.database, mallory.access.login, mallory.access.password)
    plain = f"{secure} sslmode=disable channel_binding=disable"

    with pytest.raises(psycopg.OperationalError, match="no encryption"):
        psycopg.connect(plain)


def test_a_forged_author_without_a_part_in_the_audit_is_answered_like_an_absent_audit(server: Server) -> None:
    anna, mallory = server.person(), server.person()
    mine, hers = mallory.start(), anna.start()
    in_her_name = replace(mallory.operation(f"{mine}/record"), author=anna.id)
    in_hers = mallory.operation(f"{hers}/record")
    nowhere = mallory.operation(f"{uuid.uuid4()}/record")
    begun_in_her_name = replace(mallory.operation(f"{uuid.uuid4()}/record", "create"), author=anna.id)

    answers = mallory.outcomes([in_her_name, in_hers, nowhere, begun_in_her_name])

    assert answers == ["quarantined not_here"] * 4
    assert len(anna.pull()) == 1


def test_a_replayed_signature_moves_nothing(server: Server) -> None:
    anna, mallory = server.person(), server.person()
    audit = anna.start()
    one = anna.operation(f"{audit}/record")
    anna.push([one])

    assert mallory.outcomes([one]) == ["quarantined not_here"]
    assert anna.outcomes([one]) == ["duplicate"]


def test_existence_cannot_be_probed(server: Server) -> None:
    anna, mallory = server.person(), server.person()
    audit, absent = anna.start(), str(uuid.uuid4())
    sha = b"x" * 32

    def probe(target: str) -> list[object]:
        stream = f"{target}/record"
        ask = mallory.connection.execute
        heads = f'{{"{stream}": [1, "00"]}}'
        told = ask("SELECT mismatched, array_length(unknown, 1) FROM qa.hello(1, null, %s)", (heads,)).fetchall()
        return [
            mallory.outcomes([mallory.operation(stream), mallory.operation(stream, "sign")]),
            mallory.give(target, mallory, "owner"),
            mallory.outcomes([replace(mallory.part("grant", target, mallory, "owner"), author=anna.id)]),
            ask("SELECT * FROM qa.aside()").fetchall(),
            ask("SELECT * FROM qa.under_way()").fetchall(),
            mallory.call("lease", target, 5),
            mallory.call("put_blob", stream, sha, 0, 1, b"data"),
            ask("SELECT * FROM qa.get_blob(%s, %s, 0)", (stream, sha)).fetchall(),
            ask("SELECT * FROM qa.blobs_wanted(%s, %s)", (stream, [sha])).fetchall(),
            ask("SELECT * FROM qa.stream(%s, 0, 10)", (stream,)).fetchall(),
            told,
        ]

    assert probe(audit) == probe(absent)


def test_another_beginning_of_somebody_elses_audit_is_put_aside_and_changes_nothing(server: Server) -> None:
    anna, mallory = server.person(), server.person()
    audit = anna.start()

    assert mallory.outcomes([mallory.operation(f"{audit}/record", "create")]) == ["quarantined not_here"]

    assert len(anna.pull()) == 1


def test_people_are_answered_by_id_and_never_listed(server: Server) -> None:
    anna, mallory = server.person(), server.person()
    ask = "SELECT id FROM qa.people(%s)"

    assert mallory.connection.execute(ask, ([anna.id, "absent", None],)).fetchall() == [(anna.id,)]
    assert mallory.connection.execute(ask, ([None, "%"],)).fetchall() == []
    with pytest.raises(psycopg.Error, match="too many people"):
        mallory.connection.execute(ask, ([str(n) for n in range(501)],))


def test_what_a_person_may_leave_in_quarantine_is_limited(server: Server) -> None:
    mallory, anna = server.person(), server.person()
    own = mallory.start()

    def strays(number: int) -> list[Operation]:
        return [mallory.operation(f"{uuid.uuid4()}/record") for _ in range(number)]

    for _ in range(3):
        assert set(mallory.outcomes(strays(1500))) == {"quarantined not_here"}

    more = mallory.outcomes([*strays(600), mallory.operation(f"{own}/record")])

    assert set(more[:-1]) == {"busy quarantine_full"}
    assert more[-1] == "applied"
    assert anna.start()


def test_an_old_snapshot_keeps_no_rights(server: Server) -> None:
    anna, pia = server.person(), server.person()
    audit = anna.start()
    anna.give(audit, pia, "peer")
    pia.connection.execute("SET default_transaction_isolation = 'repeatable read'")

    with pytest.raises(psycopg.Error, match="read committed"):
        pia.push([pia.operation(f"{audit}/peer")])


def test_settings_of_the_session_do_not_bend_the_rules(server: Server) -> None:
    mallory = server.person()
    audit = mallory.start()
    for setting in ("standard_conforming_strings = off", "search_path = pg_temp, qa", "transform_null_equals = on",
                    "extra_float_digits = -15", "DateStyle = 'German'", "bytea_output = 'escape'"):  # fmt: skip
        mallory.connection.execute(f"SET {setting}".encode())
    arrays = columns([mallory.operation(f"{audit}/record") for _ in range(2)])
    arrays["facts"][0] = '{"v":1e3}'

    assert [one.result for one in mallory.push_columns(arrays)] == ["refused", "applied"]


def test_a_nobody_may_call_nothing(server: Server) -> None:
    mallory = server.person()
    with administering(server.dsn) as connection:
        rotate(connection, mallory.access.login, new_device=True)

    calls = (
        b"pull(null, null, null, 10)",
        b"have('{}')",
        b"people('{}')",
        b"refused()",
        b"quarantined()",
        b"devices()",
        b"aside()",
        b"take_in('{}')",
        b"under_way()",
        b"report_access('{}', '{}', '{}', '{}')",
    )
    for call in calls:
        with pytest.raises(psycopg.Error, match="nobody who is enrolled"):
            mallory.connection.execute(b"SELECT * FROM qa." + call).fetchall()


def test_the_records_of_access_cannot_be_rewritten_even_by_their_owner(server: Server) -> None:
    anna = server.person()
    records = [uuid.uuid4(), uuid.uuid4()], ["a", None], ["opened", "opened"], [1, 2]
    assert anna.call("report_access", *records) == 1

    for statement in ("DELETE FROM qa.access_record", "UPDATE qa.access_record SET what = ''", "DELETE FROM qa.op"):
        with pytest.raises(EnvironmentProblem, match="append-only"):
            server.sql(statement)


@pytest.fixture(scope="module")
def hostile_server(cluster: Cluster) -> Iterator[Server]:
    with fresh_server(cluster) as fresh:
        yield fresh


@pytest.fixture
def hostile(hostile_server: Server) -> Laptop:
    return hostile_server.person()
