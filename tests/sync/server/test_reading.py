"""What a reading login gets by SQL: its role's and team's audits, without a word; and nothing else by any way."""

import contextlib
import uuid
from collections.abc import Callable, Iterator

import psycopg
import pytest

from qa_desktop import cli
from qa_desktop.domain.operation import Value
from qa_desktop.errors import InputProblem
from qa_desktop.sync.server.administration import administering
from qa_desktop.sync.server.inspection import check
from qa_desktop.sync.server.logins import Access
from qa_desktop.sync.server.readers import add_reader
from tests.sync.server.laptops import Connection, Laptop, Server, until
from tests.sync.server.test_team_of_case import named

MakeReader = Callable[[str, str], Connection]
VIEWS = ("audits", "operations", "documents", "teams", "people", "months")
SECRET = "a secret of the case"


def new_reader(server: Server, role: str, team: str) -> Access:
    with administering(server.dsn) as connection:
        return add_reader(connection, f"reads_{uuid.uuid4().hex[:12]}", role, team)


def dsn(server: Server, access: Access) -> str:
    return server.cluster.dsn(server.database, access.login, access.password)


def ask(reader: Connection, statement: str) -> list[tuple[object, ...]]:
    return reader.execute(statement.encode()).fetchall()


def audits(reader: Connection) -> set[object]:
    return {row[0] for row in ask(reader, "SELECT audit FROM qa_reading.audits")}


@pytest.fixture
def reads(server: Server) -> Iterator[MakeReader]:
    server.team("south", parent="north")
    server.team("west", "West")
    with contextlib.ExitStack() as opened:

        def connect(role: str, team: str) -> Connection:
            access = new_reader(server, role, team)
            connection = psycopg.connect(dsn(server, access), autocommit=True)
            return opened.enter_context(contextlib.closing(connection))

        yield connect


def begun(owner: Laptop, facts: dict[str, Value] | None = None) -> str:
    """Begin an audit as the program does, with the tool among the facts."""
    audit = str(uuid.uuid4())
    told: dict[str, Value] = {"tool_id": "case-audit", "tool_version": "1.2"}
    create = owner.operation(f"{audit}/record", "create", "audit", None, facts or told)
    parts = ("record", "lead", "restricted")
    pushed = [create, *(owner.operation(f"{audit}/{part}", value=SECRET) for part in parts)]
    assert owner.outcomes(pushed) == ["applied"] * len(pushed)
    return audit


def test_each_role_reads_the_audits_of_its_scope_and_no_other(server: Server, reads: MakeReader) -> None:
    south, west = begun(server.person(team="south")), begun(server.person(team="west"))
    seen = {
        (role, team): audits(reads(role, team))
        for role in ("manager", "head_of_service")
        for team in ("north", "south", "west")
    }

    assert seen == {
        ("manager", "north"): {south},
        ("manager", "south"): {south},
        ("manager", "west"): {west},
        ("head_of_service", "north"): {south},
        ("head_of_service", "south"): {south},
        ("head_of_service", "west"): {west},
    }
    assert audits(reads("qa_officer", "west")) == {south, west}


def test_a_reader_sees_what_a_person_of_that_role_sees(server: Server, reads: MakeReader) -> None:
    """The rows of a laptop's own calls are the measure: one rule for both."""
    peer = server.person(team="west")
    draft, signed, of_case = begun(peer), begun(peer), begun(peer)
    named(peer, of_case, "south")
    for audit in (signed, of_case):
        peer.finish(audit)
    for role, team in (
        ("manager", "south"),
        ("manager", "west"),
        ("head_of_service", "north"),
        ("qa_officer", "south"),
    ):
        person, reader = server.person(role, team), reads(role, team)
        pulled = {row.stream for row in person.pull() if row.event == "op"}
        drafts = {row[0] for row in person.connection.execute("SELECT audit FROM qa.under_way()")}

        told = ask(reader, "SELECT DISTINCT audit || '/' || part FROM qa_reading.operations")
        assert {row[0] for row in told} == {one for one in pulled if not one.startswith("organisation")}
        assert audits(reader) == {one.partition("/")[0] for one in pulled} - {"organisation"} | drafts
    assert draft not in audits(reads("manager", "south"))


def test_state_tool_team_and_months_are_told(server: Server, reads: MakeReader) -> None:
    owner, reader = server.person(team="south"), reads("manager", "north")
    signed, _draft = begun(owner), begun(owner)
    owner.finish(signed)

    rows = ask(
        reader, "SELECT audit, tool, tool_version, state, on_hold, team, team_name, service FROM qa_reading.audits"
    )
    months = ask(reader, "SELECT state, tool, team, service, audits FROM qa_reading.months ORDER BY 1")
    of_record = f"audit = '{signed}' AND part = 'record'"
    counts = ask(reader, f"SELECT kind, operations FROM qa_reading.operations WHERE {of_record} ORDER BY 1")  # noqa: S608 - ours

    told = ("case-audit", "1.2", "signed", False, "south", "South", "East")
    assert (signed, *told) in rows
    assert months == [(state, "case-audit", "south", "East", 1) for state in ("draft", "signed")]
    assert counts == [("create", 1), ("set", 1), ("sign", 1)]
    assert {row[0] for row in ask(reader, "SELECT team FROM qa_reading.teams")} == {"north", "south"}
    assert ask(reader, "SELECT person, role, team, active FROM qa_reading.people") == [
        (owner.id, "auditor", "south", True)
    ]


def test_a_hold_narrows_a_reader_as_everybody(server: Server, reads: MakeReader) -> None:
    officer, owner = server.person("qa_officer"), server.person(team="south")
    audit = begun(owner)
    owner.finish(audit)
    manager, head = reads("manager", "south"), reads("head_of_service", "south")
    assert audits(manager) == {audit}

    hold = officer.operation(f"{audit}/retention", "hold", "", None, {"reason": "court", "people": ()})
    assert officer.outcomes([hold]) == ["applied"]

    assert audits(manager) == set()
    assert ask(head, "SELECT state, on_hold FROM qa_reading.audits") == [("signed", True)]


def test_no_word_comes_out_even_where_a_laptop_puts_words_among_the_facts(server: Server, reads: MakeReader) -> None:
    owner, reader = server.person(), reads("qa_officer", "north")
    audit = begun(owner, {"tool_id": SECRET, "tool_version": "x\ny"})
    document: dict[str, Value] = {"document": "0" * 64, "kind": SECRET}
    assert owner.outcomes([owner.operation(f"{audit}/record", "document", SECRET, SECRET, document)]) == ["applied"]
    owner.finish(audit)

    assert ask(reader, "SELECT tool, tool_version FROM qa_reading.audits") == [(None, None)]
    assert ask(reader, "SELECT kind FROM qa_reading.documents") == [(None,)]
    for view in VIEWS:
        columns = ask(reader, f"SELECT v::text FROM qa_reading.{view} v")  # noqa: S608 - ours
        assert not [row for row in columns if SECRET in str(row)]
        assert b"bytea" not in str(ask(reader, f"SELECT * FROM qa_reading.{view}")).encode()  # noqa: S608 - ours


def test_a_reader_reaches_no_table_no_function_and_writes_nothing(server: Server, reads: MakeReader) -> None:
    begun(server.person())
    reader = reads("qa_officer", "north")
    tables = server.sql(
        "SELECT string_agg(relname, ' ') FROM pg_class WHERE relnamespace = 'qa'::regnamespace AND relkind = 'r'"
    )
    reader.execute(b"SET default_transaction_read_only = off")
    tries = [f"SELECT 1 FROM qa.{table}" for table in tables.split()]  # noqa: S608 - ours
    tries += [f"DELETE FROM qa_reading.{view}" for view in VIEWS]  # noqa: S608 - ours
    tries += [
        "SELECT qa.me()", "SELECT qa.hello(1, null, null)", "SELECT qa.under_way()", "SELECT qa.reading_as()",
        "SELECT pg_advisory_lock(1)", "SELECT lo_create(0)", "SELECT pg_sleep(1)", "SELECT pg_current_xact_id()",
        "CREATE TEMP TABLE mine(a int)", "CREATE TABLE qa_reading.mine(a int)", "CREATE SCHEMA mine",
        "SET ROLE qa_owner", "SET ROLE qa_laptop", "DO 'begin end'", "CREATE VIEW qa_reading.mine AS SELECT 1",
    ]  # fmt: skip
    for one in tries:
        with pytest.raises(psycopg.Error) as refused:
            reader.execute(one.encode())
        assert refused.value.sqlstate in ("42501", "55000"), one
    may_call = server.sql(
        "SELECT bool_or(has_function_privilege('qa_reader', oid, 'EXECUTE')) FROM pg_proc "
        "WHERE pronamespace = 'qa'::regnamespace"
    )
    assert may_call == "f"


def test_nobody_but_readers_reads_the_views(server: Server, reads: MakeReader) -> None:
    reader, officer = reads("qa_officer", "north"), server.person("qa_officer")
    for view in VIEWS:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            officer.connection.execute(f"SELECT 1 FROM qa_reading.{view}".encode())  # noqa: S608 - ours
        # Not the administrator either: nobody tells what scope that is.
        with pytest.raises(psycopg.Error, match="this login is no reader"), psycopg.connect(server.dsn) as connection:
            connection.execute(f"SELECT 1 FROM qa_reading.{view}".encode())  # noqa: S608 - ours
    reader.execute(b"BEGIN ISOLATION LEVEL REPEATABLE READ")
    with pytest.raises(psycopg.Error, match="read committed"):
        reader.execute(b"SELECT 1 FROM qa_reading.audits")


def test_a_restored_server_turns_readers_away_too(server: Server, reads: MakeReader) -> None:
    reader = reads("qa_officer", "north")
    server.sql("UPDATE qa.epoch SET cluster = 1")

    for view in VIEWS:
        with pytest.raises(psycopg.Error, match="restored without a new epoch"):
            ask(reader, f"SELECT 1 FROM qa_reading.{view}")  # noqa: S608 - ours


def test_the_watchdog_ends_a_reading_that_never_ends(server: Server, reads: MakeReader) -> None:
    reader = reads("qa_officer", "north")
    reader.execute(b"BEGIN")
    ask(reader, "SELECT 1 FROM qa_reading.audits")
    assert server.sql("SELECT qa.end_long_transactions('1 hour')") == "0"

    assert server.sql("SELECT qa.end_long_transactions('0 seconds')") == "1"


def test_readers_come_get_new_passwords_and_leave_by_command(
    server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    login = f"reads_{uuid.uuid4().hex[:12]}"

    def say(*words: str) -> tuple[int, dict[str, str]]:
        code = cli.run(["server", *words, "--dsn", server.dsn])
        lines = capsys.readouterr().out.splitlines()
        return code, dict(line.split(": ", 1) for line in lines if ": " in line)

    code, shown = say("add-reader", login, "--role", "manager", "--team", "north")
    assert (code, shown["login"]) == (0, login)
    assert say("add-reader", login, "--role", "manager", "--team", "north")[0] == cli.WRONG_INPUT
    assert say("rotate", login, "--new-device")[0] == cli.WRONG_INPUT
    access = Access(login, say("rotate", login)[1]["password"], "")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(dsn(server, Access(login, shown["password"], "")))
    with psycopg.connect(dsn(server, access), autocommit=True) as reader:
        assert ask(reader, "SELECT team FROM qa_reading.teams") == [("north",)]
        assert say("leave", login)[0] == 0
        connected = f"SELECT count(*) FROM pg_stat_activity WHERE usename = '{login}'"  # noqa: S608 - ours
        until(lambda: server.sql(connected), lambda count: count == "0")
        with pytest.raises(psycopg.OperationalError):
            ask(reader, "SELECT team FROM qa_reading.teams")
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(dsn(server, access))
    assert say("leave", login)[0] == cli.WRONG_INPUT


@pytest.mark.parametrize("login", ["", "Anna", "an na", "1st", 'a"b', "é", "a" * 64])
def test_a_login_that_would_be_trouble_is_refused(server: Server, login: str) -> None:
    with administering(server.dsn) as connection, pytest.raises(InputProblem, match="is no login"):
        add_reader(connection, login, "manager", "north")


@pytest.mark.parametrize(
    ("statement", "named_fault"),
    [
        ("GRANT SELECT (kind) ON qa.op TO qa_reader", "qa.op"),
        ("GRANT EXECUTE ON FUNCTION qa.under_way() TO qa_reader", "qa.under_way"),
        ("GRANT USAGE ON SCHEMA qa TO qa_reader", "schema qa"),
        ("CREATE ROLE reads_stray LOGIN IN ROLE qa_reader", "reads_stray"),
    ],
)
def test_the_check_names_what_a_reader_should_not_have(server: Server, statement: str, named_fault: str) -> None:
    new_reader(server, "manager", "north")
    try:
        with administering(server.dsn) as connection:
            assert not [line for line in check(connection) if named_fault in line]
        server.sql(statement)
        with administering(server.dsn) as connection:
            assert [line for line in check(connection) if named_fault in line]
    finally:
        server.sql("DROP ROLE IF EXISTS reads_stray")
