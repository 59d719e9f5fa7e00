"""Sync by the command line, with a real server and a keyring."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from qa_desktop import cli
from qa_desktop.models import server_password
from qa_desktop.models.passing_keyring import PassingKeyring
from qa_desktop.sync.server.administration import administering
from qa_desktop.sync.server.people import NewPerson, add_person
from tests.models.profiles import PASSPHRASE, make_profile
from tests.sync.server.laptops import Server

pytestmark = pytest.mark.usefixtures("keyring")

Run = Callable[..., str]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    secret = tmp_path / "passphrase"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    monkeypatch.setenv("QA_DESKTOP_PASSPHRASE_FILE", str(secret))

    def command(*arguments: object, code: int = 0) -> str:
        capsys.readouterr()
        assert cli.run([*(str(one) for one in arguments), "--data", str(tmp_path / "profile")]) == code
        written = capsys.readouterr()
        return written.err if code == cli.WRONG_INPUT else written.out

    return command


def test_a_person_sets_the_server_and_syncs(
    server: Server, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keyring: type[PassingKeyring]
) -> None:
    profile = make_profile(tmp_path / "profile")
    owner = profile.store.owner
    profile.start_audit()
    profile.store.close()
    with administering(server.dsn) as connection:
        access = add_person(connection, NewPerson(owner.name, "auditor", "north"))
        connection.execute(
            "WITH p AS (UPDATE qa.person SET id = %s, code_hash = NULL WHERE login = %s RETURNING no) "
            "INSERT INTO qa.device_key(person_no, key, approved_at, approved_by) SELECT no, %s, now(), 'test' FROM p",
            (owner.id, access.login, owner.device_key),
        )
    password = tmp_path / "password"
    password.write_text(access.password, encoding="utf-8")
    monkeypatch.setenv("QA_DESKTOP_SERVER_PASSWORD_FILE", str(password))
    port, authority = server.cluster.port, server.cluster.ca

    told = run(
        "server-address", "localhost", "--user", access.login, "--port", port, "--database", server.database,
        "--authority", authority,
    )  # fmt: skip
    password.unlink()
    first = json.loads(run("sync", "--json"))
    second = run("sync")

    assert told == f"{access.login} signs in to localhost.\n"
    assert (first["outcome"], first["sent"], first["unsent"]) == ("done", 2, 0)
    assert second.startswith("Everything went through.\n0 changes sent, 0 received")
    assert list(keyring.kept.values()) == [access.password]
    for file in (tmp_path / "profile").rglob("*"):
        assert file.is_dir() or access.password.encode() not in file.read_bytes()


def test_without_a_server_sync_says_what_to_do(run: Run, tmp_path: Path) -> None:
    make_profile(tmp_path / "profile").store.close()

    assert "No server is set up" in run("sync", code=cli.WRONG_INPUT)


def test_a_server_that_is_not_there_is_said_and_nothing_is_lost(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    profile = make_profile(tmp_path / "profile")
    profile.start_audit()
    profile.store.close()
    password = tmp_path / "password"
    password.write_text("made up", encoding="utf-8")
    monkeypatch.setenv("QA_DESKTOP_SERVER_PASSWORD_FILE", str(password))
    run("server-address", "localhost", "--user", "qa_ada", "--port", 1)

    told = json.loads(run("sync", "--json", code=1))

    assert (told["outcome"], told["unsent"]) == ("unreachable", 2)
    assert "localhost does not answer" in told["words"]


def test_a_password_is_forgotten_as_far_as_it_is_there(keyring: type[PassingKeyring]) -> None:
    server_password.keep_password("ada@server", "made up")

    server_password.forget_password("ada@server")
    server_password.forget_password("ada@server")

    assert keyring.kept == {}
    assert server_password.read_password("ada@server") is None
