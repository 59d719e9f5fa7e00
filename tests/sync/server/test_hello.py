"""Greeting, documents in parts, and a server that was restored."""

import hashlib
import json
import os
from collections.abc import Iterator

import psycopg
import pytest

from qa_desktop.domain.operation import chain_head
from qa_desktop.sync.server.administration import administering
from qa_desktop.sync.server.inspection import check, status
from qa_desktop.sync.server.provision import begin_epoch, initialise
from tests.sync.postgres import Cluster, running_cluster
from tests.sync.server.laptops import Laptop, Server

Greeting = dict[str, object]


def hello(laptop: Laptop, heads: dict[str, list[object]] | None = None) -> Greeting:
    epoch, xid, seq = laptop.position
    position = None if epoch is None else json.dumps({"epoch": epoch, "xid": xid, "seq": seq})
    cursor = laptop.connection.execute("SELECT * FROM qa.hello(1, %s, %s)", (position, json.dumps(heads or {})))
    row = cursor.fetchone()
    assert row is not None
    assert cursor.description is not None
    return dict(zip([one.name for one in cursor.description], row, strict=True))


def test_a_laptop_that_is_up_to_date_is_told_so(server: Server) -> None:
    anna = server.person("manager")
    audit = anna.start()
    rows = anna.pull()
    head = chain_head(row.operation for row in rows).hex()

    said = hello(anna, {f"{audit}/record": [1, head]})

    assert (said["position_known"], said["restored"], said["mismatched"], said["unknown"]) == (True, False, [], [])
    me = {"id": anna.id, "name": "Some One", "role": "manager", "team": "north", "state": "enrolled"}
    assert isinstance(said["me"], dict)
    assert said["me"].items() >= me.items()
    assert said["server_protocol"] == 7


def test_a_head_that_differs_is_named_and_the_administrator_told_once(server: Server) -> None:
    anna = server.person()
    audit = anna.start()
    wrong: dict[str, list[object]] = {f"{audit}/record": [1, "00"], "absent/record": [1, "00"], "nonsense": ["x"]}

    said = hello(anna, wrong)
    hello(anna, wrong)

    assert said["mismatched"] == [f"{audit}/record"]
    assert sorted(map(str, said["unknown"])) == ["absent/record", "nonsense"]  # type: ignore[call-overload] # a list
    with administering(server.dsn) as connection:
        assert len(status(connection).alarms) == 1


@pytest.mark.parametrize("role", ["auditor", "manager", "qa_officer", "head_of_service", "moderator"])
def test_everybody_is_told_the_same_of_their_own_heads_and_of_those_that_are_not_theirs(
    server: Server, role: str
) -> None:
    server.team("west", "West")
    anna, far, reader = server.person(), server.person(team="west"), server.person(role)
    here, there, draft = anna.start(), far.start(), anna.start()
    shared = {"auditor": "peer", "moderator": "moderator"}.get(role)
    assert shared is None or anna.give(here, reader, shared) == "applied"
    anna.finish(here)
    far.finish(there)
    streams = {f"{audit}/record" for audit in (here, there, draft)}

    told = hello(reader, {stream: [1, "00"] for stream in streams})

    theirs = {f"{here}/record"} | ({f"{there}/record"} if role == "qa_officer" else set())
    assert set(told["mismatched"]) == theirs  # type: ignore[call-overload] # a list of names
    assert set(told["unknown"]) == streams - theirs  # type: ignore[call-overload] # as above


def test_no_function_that_steers_the_planner_is_compiled_anew_at_each_call(server: Server) -> None:
    """What is switched off counts as endlessly dear, so that the compiler would begin for the smallest look-up."""
    compiled = server.sql(
        "SELECT p.proname FROM pg_proc p WHERE p.pronamespace = 'qa'::regnamespace "
        "AND p.proconfig::text LIKE '%enable_%' AND NOT p.proconfig::text LIKE '%jit=off%'"
    )

    assert compiled == ""


def test_a_position_from_the_future_is_not_known(server: Server) -> None:
    anna = server.person()
    anna.start()
    anna.pull()
    epoch, xid, seq = anna.position
    anna.position = (epoch, xid, (seq or 0) + 1000)

    said = hello(anna)

    assert (said["position_known"], said["restored"]) == (False, False)
    with administering(server.dsn) as connection:
        assert "position unknown" in status(connection).alarms[0]


def parts_of(data: bytes) -> list[bytes]:
    return [data[start : start + 262144] for start in range(0, len(data), 262144)]


def put(laptop: Laptop, stream: str, data: bytes, sha: bytes | None = None) -> list[object]:
    sha = sha or hashlib.sha256(data).digest()
    parts = parts_of(data)
    return [laptop.call("put_blob", stream, sha, n, len(parts), part) for n, part in enumerate(parts)]


def test_a_document_arrives_byte_for_byte_in_any_order_of_parts(server: Server) -> None:
    anna, olga = server.person(), server.person("qa_officer")
    audit = anna.start()
    data, stream = os.urandom(700_000), f"{audit}/record"
    sha, parts = hashlib.sha256(data).digest(), parts_of(data)
    wanted = "SELECT * FROM qa.blobs_wanted(%s, %s)"
    answers = [anna.call("put_blob", stream, sha, n, 3, parts[n]) for n in (2, 0)]
    assert answers == ["kept", "kept"]
    assert anna.connection.execute(wanted, (stream, [sha])).fetchall() == [(sha, [0, 2])]
    assert anna.call("put_blob", stream, sha, 1, 3, parts[1]) == "complete"
    assert anna.connection.execute(wanted, (stream, [sha])).fetchall() == []
    one_part = "SELECT data FROM qa.get_blob(%s, %s, %s)"
    assert olga.connection.execute(one_part, (stream, sha, 0)).fetchall() == []

    anna.finish(audit)

    got = [olga.connection.execute(one_part, (stream, sha, n)).fetchall()[0][0] for n in range(3)]
    assert b"".join(part for part in got if isinstance(part, bytes)) == data


def test_a_document_with_another_hash_is_thrown_away(server: Server) -> None:
    anna = server.person()
    stream = f"{anna.start()}/record"

    assert put(anna, stream, b"x" * 300_000, b"h" * 32) == ["kept", "refused"]

    assert server.sql("SELECT count(*) FROM qa.blob_part") == "0"


def test_a_document_for_somebody_elses_audit_is_refused(server: Server) -> None:
    anna, mallory = server.person(), server.person()

    assert put(mallory, f"{anna.start()}/record", b"data") == ["refused"]


def test_a_stream_may_hold_only_so_much(server: Server) -> None:
    anna = server.person()
    stream = f"{anna.start()}/record"
    for n in range(8):
        assert anna.call("put_blob", stream, bytes([n]) * 32, 0, 64, b"x") == "kept"

    assert anna.call("put_blob", stream, b"n" * 32, 0, 1, b"x") == "refused"


@pytest.fixture(scope="module")
def other_cluster() -> Iterator[Cluster]:
    with running_cluster() as running:
        yield running


def restore(server: Server, into: Cluster) -> Server:
    """Dump the server and restore it into another cluster, whose transaction ids are far behind."""
    dump = str(server.cluster.folder / "dump")
    server.cluster.run("pg_dump", "-Fc", "-f", dump, "-d", server.dsn)
    roles = server.cluster.run("pg_dumpall", "--roles-only", "-d", server.dsn).replace("CREATE ROLE postgres;", "")
    # In a file: the roles of all tests before this one may be more than a command line holds.
    statements = into.folder / f"roles of {server.database}.sql"
    statements.write_text("\n".join(line for line in roles.splitlines() if not line.startswith("\\")))
    into.run("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", into.dsn("postgres"), "-f", str(statements))
    copy = Server(into, into.new_database())
    into.run("pg_restore", "-d", copy.dsn, dump)
    return copy


def moved(laptop: Laptop, server: Server) -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(
        server.cluster.dsn(server.database, laptop.access.login, laptop.access.password), autocommit=True
    )


def test_a_restored_server_turns_laptops_away_until_an_epoch_begins_and_then_loses_nothing(
    server: Server, other_cluster: Cluster
) -> None:
    server.sql("DO $$ BEGIN FOR i IN 1..3000 LOOP PERFORM pg_current_xact_id(); COMMIT; END LOOP; END $$")
    anna, olga = server.person(), server.person("qa_officer")
    audit = anna.start()
    anna.finish(audit)
    olga.pull()
    copy = restore(server, other_cluster)
    later = anna.operation(f"{audit}/record", value="after the backup")
    anna.push([later])
    assert len(olga.pull()) == 1

    with moved(olga, copy) as connection, pytest.raises(psycopg.Error, match="restored without a new epoch"):
        connection.execute("SELECT * FROM qa.pull(null, null, null, 10)")
    with administering(copy.dsn) as connection:
        assert any("server restored" in line for line in check(connection))
        initialise(connection)
        begin_epoch(connection, "restored")

    with moved(olga, copy) as at_olga, moved(anna, copy) as at_anna:
        olga.connection, anna.connection = at_olga, at_anna
        said = hello(olga)
        assert (said["restored"], said["position_known"]) == (True, False)
        assert anna.connection.execute("SELECT * FROM qa.have(%s::uuid[])", ([later.op_id],)).fetchall() == []
        assert anna.outcomes([later]) == ["applied"]
        fresh = anna.start()
        anna.finish(fresh)
        olga.position = (None, None, None)
        assert {row.stream for row in olga.pull()} == {f"{audit}/record", f"{fresh}/record"}
        assert later.op_id in {row.op_id for row in anna.pull()}


def test_a_position_of_an_earlier_epoch_goes_on_where_it_was(server: Server) -> None:
    anna = server.person()
    audit = anna.start()
    anna.pull()
    with administering(server.dsn) as connection:
        begin_epoch(connection, "restored")
    anna.push([anna.operation(f"{audit}/record")])

    said = hello(anna)

    assert (said["restored"], said["position_known"]) == (True, True)
    assert [row.rev for row in anna.pull()] == [2]


def test_the_epoch_of_another_server_is_unknown(server: Server) -> None:
    anna = server.person()
    anna.position = ("7-elsewhere", 1, 1)

    with pytest.raises(psycopg.Error) as caught:
        anna.pull()

    assert caught.value.sqlstate == "QA002"
