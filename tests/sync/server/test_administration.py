"""What an administrator does from the command line, tried on an empty database."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from qa_desktop import cli
from qa_desktop.errors import InputProblem
from qa_desktop.sync.server.administration import administering
from qa_desktop.sync.server.inspection import check
from qa_desktop.sync.server.provision import Migration, migrations, upgrade
from tests.sync.postgres import Cluster
from tests.sync.server.laptops import Server

Say = list[str]


@pytest.fixture
def empty(cluster: Cluster) -> Iterator[Server]:
    server = Server(cluster, cluster.new_database())
    yield server
    cluster.sql("postgres", f"DROP DATABASE {server.database} WITH (FORCE)")


def say(server: Server, *words: str) -> int:
    return cli.run(["server", *words, "--dsn", server.dsn])


def test_an_empty_database_becomes_a_working_server(empty: Server, capsys: pytest.CaptureFixture[str]) -> None:
    assert say(empty, "init") == 0
    assert say(empty, "init") == 0
    assert "Nothing to do" in capsys.readouterr().out
    assert say(empty, "add-team", "north", "--name", "North", "--service", "East") == 0
    assert say(empty, "add-person", "--name", "Anna", "--role", "auditor", "--team", "north") == 0
    shown = dict(line.split(": ", 1) for line in capsys.readouterr().out.splitlines() if ": " in line)

    with psycopg.connect(empty.cluster.dsn(empty.database, shown["login"], shown["password"])) as connection:
        row = connection.execute("SELECT me ->> 'state' FROM qa.hello(1, null, null)").fetchone()

    assert row == ("new",)
    assert re.fullmatch(r"qa_[a-z0-9]{12}", shown["login"])
    assert shown["password"] not in empty.sql("SELECT string_agg(rolpassword, '') FROM pg_authid")


def test_a_dry_run_says_what_it_would_do_and_changes_nothing(empty: Server, capsys: pytest.CaptureFixture[str]) -> None:
    assert say(empty, "init", "--dry-run") == 0

    told = capsys.readouterr().out
    assert "applied 0001_tables" in told
    assert "nothing was changed" in told
    assert empty.sql("SELECT count(*) FROM pg_namespace WHERE nspname = 'qa'") == "0"


def test_a_database_that_is_not_set_up_is_explained(empty: Server, capsys: pytest.CaptureFixture[str]) -> None:
    assert say(empty, "status") == cli.WRONG_INPUT

    assert "server init" in capsys.readouterr().err


def test_a_server_that_cannot_be_reached_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["server", "status", "--dsn", "host=127.0.0.1 port=1 dbname=x"]) == cli.WRONG_INPUT

    assert "cannot be reached" in capsys.readouterr().err


def test_only_the_settings_of_the_test_cluster_are_not_as_they_should_be(server: Server) -> None:
    server.person()

    with administering(server.dsn) as connection:
        found = check(connection)

    of_this_database = [line for line in found if not line.startswith("The login")]
    loose = {"fsync", "full_page_writes", "synchronous_commit", "authentication_timeout"}
    assert {line.split(" ")[0] for line in of_this_database} == loose


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("GRANT SELECT ON qa.op TO qa_laptop", "qa.op"),
        ("GRANT EXECUTE ON FUNCTION qa.begin_epoch(text) TO qa_laptop", "qa.begin_epoch"),
        ("REVOKE EXECUTE ON FUNCTION qa.pull(text, bigint, bigint, int, text) FROM qa_laptop", "qa.pull"),
        ("GRANT EXECUTE ON FUNCTION pg_advisory_lock(bigint) TO PUBLIC", "pg_advisory_lock"),
        ("GRANT USAGE ON LANGUAGE plpgsql TO PUBLIC", "DO blocks"),
        ("DELETE FROM qa.migration WHERE number = 9", "steps are missing"),
        ("UPDATE qa.epoch SET cluster = 1", "restored from a copy"),
        ("CREATE ROLE qa_stray LOGIN IN ROLE qa_laptop", "qa_stray"),
    ],
)
def test_the_check_names_what_somebody_changed(server: Server, statement: str, named: str) -> None:
    server.sql(statement)
    try:
        with administering(server.dsn) as connection:
            assert any(named in line for line in check(connection))
    finally:
        server.sql("DROP ROLE IF EXISTS qa_stray")


def test_status_and_people_are_shown(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    anna = server.person()
    anna.start()

    assert say(server, "status", "--json") == 0
    assert say(server, "status", "--people") == 0

    told = capsys.readouterr().out
    figures = json.loads(told[: told.rindex("}") + 1])
    assert (figures["audits"], figures["operations"], figures["people"]) == (1, 1, 1)
    assert anna.access.login in told


def test_people_move_leave_and_get_new_passwords_by_command(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    anna = server.person()
    login = anna.access.login

    assert say(server, "move", login, "--role", "manager") == 0
    assert say(server, "rotate", login, "--new-device") == 0
    assert say(server, "leave", login) == 0
    assert say(server, "leave", login) == cli.WRONG_INPUT

    told = capsys.readouterr()
    assert "one-time code" in told.out
    assert login in told.err


def test_the_watchdog_can_be_run_by_command(server: Server) -> None:
    assert say(server, "watch", "--once") == 0


def test_steps_are_applied_once_and_an_edited_one_is_refused(server: Server) -> None:
    known = migrations()
    extra = Migration(9000, "9000_later", "create table later(a int)")
    with administering(server.dsn) as connection:
        assert upgrade(connection, (*known, extra)) == ["applied 9000_later"]
        assert upgrade(connection, (*known, extra)) == []

    with administering(server.dsn) as connection, pytest.raises(InputProblem, match="newer QA Desktop"):
        upgrade(connection, known)
    edited = (*known, Migration(9000, "9000_later", "create table later(b int)"))
    with administering(server.dsn) as connection, pytest.raises(InputProblem, match="9000_later"):
        upgrade(connection, edited)


def test_a_step_that_goes_wrong_leaves_nothing_behind(server: Server) -> None:
    bad = Migration(9000, "9000_bad", "create table later(a int); select 1/0")

    with pytest.raises(InputProblem, match="division by zero"), administering(server.dsn) as connection:
        upgrade(connection, (*migrations(), bad))

    assert server.sql("SELECT count(*) FROM qa.migration WHERE number = 9000") == "0"
    assert server.sql("SELECT to_regclass('qa.later') IS NULL") == "t"


def test_no_number_of_a_step_is_used_twice() -> None:
    numbers = [step.number for step in migrations()]

    assert numbers == sorted(set(numbers))


def test_start_up_does_not_load_the_driver() -> None:
    script = "import sys; from qa_desktop.cli import build_parser; build_parser(); sys.exit('psycopg' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", script], cwd=Path(__file__).parents[3], check=False, timeout=60)

    assert done.returncode == 0


def test_a_backup_that_was_tried_is_told_to_laptops(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    anna = server.person()
    assert anna.call("backed_up") is None

    assert say(server, "backed-up", "--until", "2026-11-20T02:00+00:00") == 0
    assert say(server, "backed-up", "--until", "2026-11-19T02:00+00:00") == 0

    assert str(anna.call("backed_up")) == "2026-11-20 02:00:00+00:00"
    assert "Noted." in capsys.readouterr().out


@pytest.mark.parametrize("moment", ["yesterday", "2026-11-20T02:00", "2199-01-01T00:00+00:00"])
def test_a_backup_of_no_certain_moment_is_not_noted(server: Server, moment: str) -> None:
    assert say(server, "backed-up", "--until", moment) == cli.WRONG_INPUT

    assert server.sql("SELECT count(*) FROM qa.backup") == "0"
