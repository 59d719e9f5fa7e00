"""docs/server.md followed to the letter by a database administrator, on an empty PostgreSQL of Debian's."""

from __future__ import annotations

import contextlib
import getpass
import os
import pwd
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import psycopg
import pytest

from qa_desktop import cli
from qa_desktop.domain.enrolment import EnrolAnswer
from qa_desktop.domain.exchange import Outcome, ServerAddress
from qa_desktop.domain.ids import AuditId, OperationId
from qa_desktop.domain.retention import Reason, redact_change
from qa_desktop.errors import NetworkProblem
from qa_desktop.sync.client.connect import open_device_line, open_line
from qa_desktop.sync.client.waiting import Waiting
from qa_desktop.sync.enrolment import make_proof
from qa_desktop.sync.server.throw_away import (
    ThrowAwayServer,
    as_postgres,
    find_binaries,
    free_port,
    new_folder,
    write_certificates,
)
from tests.models.profiles import make_profile
from tests.sync.real_laptops import RealLaptop

HANDBOOK = (Path(__file__).parents[3] / "docs" / "server.md").read_text(encoding="utf-8")
DBA = "postgres" if os.geteuid() == 0 else getpass.getuser()
DSN = f'"dbname=qa_desktop user={DBA}"'


def block(behind: str) -> list[str]:
    """Return the lines of the first block behind some words of the handbook."""
    rest = HANDBOOK[HANDBOOK.index(behind) :]
    found = re.search(r"(?:^ {4}.*\n(?:\n(?= {4}))?)+", rest, re.MULTILINE)
    assert found, behind
    return [line.removeprefix("    ") for line in found.group().splitlines() if line.strip()]


def commands(behind: str, elsewhere: Path | None = None) -> list[str]:
    """Return the commands of a block, one a line, for this administrator, with his folder on another machine."""
    lines = (re.sub(r"\s+#.*", "", line).replace("--dsn ...", f"--dsn {DSN}") for line in block(behind))
    typed = [one.strip().replace("user=postgres", f"user={DBA}") for line in lines for one in line.split(";")]
    return [one.replace("/mnt/elsewhere", str(elsewhere)) for one in typed]


@dataclass
class Machine:
    """A computer with Debian's PostgreSQL, on which the administrator works."""

    server: ThrowAwayServer

    @property
    def environment(self) -> dict[str, str]:
        return {**os.environ, "PGHOST": str(self.server.folder), "PGPORT": str(self.server.port), "LC_ALL": "C.UTF-8"}

    def shell(self, line: str) -> str:
        """Run a line of the handbook as the administrator's own account."""
        path = f"{find_binaries()}:{os.environ['PATH']}"
        done = subprocess.run(
            [*as_postgres(), "env", f"PATH={path}", "sh", "-c", line],
            check=False, capture_output=True, text=True, cwd=self.server.folder, env=self.environment, timeout=60,
        )  # fmt: skip
        assert done.returncode == 0, f"{line}: {done.stderr}"
        return done.stdout

    def address(self, login: str) -> ServerAddress:
        return ServerAddress("localhost", login, self.server.port, "qa_desktop", str(self.server.ca))


@contextlib.contextmanager
def machine() -> Iterator[Machine]:
    """Set a cluster up with postgresql.conf and pg_hba.conf as they stand in the handbook."""
    with new_folder() as folder:
        server = ThrowAwayServer(folder, free_port(), "")
        write_certificates(folder)
        if os.geteuid() == 0:
            for path in (folder, *folder.iterdir()):
                shutil.chown(path, "postgres", "postgres")
        folder.chmod(0o755)
        server.run("initdb", "-D", "data", "-U", DBA, "-A", "peer", "--locale=C.UTF-8", "-E", "UTF8", "--no-sync")
        conf = "\n".join(block("`postgresql.conf`:")).replace("/etc/postgresql/qa", str(folder))
        own = f"port = {server.port}\nunix_socket_directories = '{folder}'\n"
        with (folder / "data" / "postgresql.conf").open("a") as file:
            file.write(f"{conf}\n{own}")
        rules = "\n".join(block("`pg_hba.conf`")).replace("10.0.0.0/8", "127.0.0.0/8").replace(" postgres ", f" {DBA} ")
        (folder / "data" / "pg_hba.conf").write_text(f"{rules}\n")
        server.start()
        try:
            yield Machine(server)
        finally:
            server.stop()


@dataclass
class Administrator:
    """Types the commands of the handbook."""

    capsys: pytest.CaptureFixture[str]
    monkeypatch: pytest.MonkeyPatch

    def work_at(self, machine: Machine) -> None:
        for name in ("PGHOST", "PGPORT"):
            self.monkeypatch.setenv(name, machine.environment[name])

    def types(self, line: str, code: int = 0) -> str:
        """Run one of the product's commands as the account that PostgreSQL knows by `peer`."""
        self.capsys.readouterr()
        ended = cli.run(shlex.split(line)[1:])
        written = self.capsys.readouterr()
        assert ended == code, f"{line}: {written.out}{written.err}"
        return written.out


@pytest.fixture
def administrator(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Administrator:
    connect = psycopg.connect

    def as_dba(dsn: str, **more: object) -> object:
        account = pwd.getpwnam(DBA).pw_uid
        before = os.geteuid()
        os.seteuid(account)
        try:
            return connect(dsn, **more)  # type: ignore[arg-type] # passed on as they came
        finally:
            os.seteuid(before)

    administered = monkeypatch
    administered.setattr(
        psycopg, "connect", lambda dsn, **more: (as_dba if "user=" + DBA in dsn else connect)(dsn, **more)
    )
    return Administrator(capsys, monkeypatch)


def said(output: str) -> dict[str, str]:
    """Return what a command printed as "name: value" lines."""
    return dict(line.split(": ", 1) for line in output.splitlines() if ": " in line)


def set_up(one: Machine, administrator: Administrator) -> None:
    administrator.work_at(one)
    create, dry_run, init, check = commands("## Setting up")
    one.shell(create)
    assert "Dry run: nothing was changed." in administrator.types(dry_run)
    assert "applied 0001" in administrator.types(init)
    assert administrator.types(check) == "All is as it should be.\n"


def added(one: Machine, administrator: Administrator, folder: Path, role: str = "auditor") -> RealLaptop:
    """Add a person as the handbook says, let them enrol with their code, and approve their laptop."""
    team, below, person = commands("## People")
    administrator.types(team)
    administrator.types(below)
    access = said(administrator.types(person.replace("--role auditor", f"--role {role}")))
    profile = make_profile(folder, f"Anna {role}")
    owner = profile.store.owner
    laptop = RealLaptop(profile, one.address(access["login"]), access["password"])
    code = access["one-time code"].split()[0]
    with closing(open_device_line(laptop.address, laptop.password, Waiting())) as line:
        proof = make_proof(laptop.address.user, code, owner, profile.store.bundle_keys.sign)
        assert line.enrol(code, owner, proof) is EnrolAnswer.PENDING
    status, approve = commands("laptop then waits for")
    fingerprint = re.search(rf"{access['login']}\W+.*?([0-9a-f]{{16,64}})", administrator.types(status), re.DOTALL)
    assert fingerprint
    typed = approve.replace("qa_k2v…", access["login"]).replace("3fa9…", fingerprint.group(1))
    assert administrator.types(typed) == "Approved.\n"
    return laptop


def line_of(laptop: RealLaptop) -> psycopg.Connection[tuple[object, ...]]:
    """Sign in as the person, over TLS that is verified."""
    address = laptop.address
    return psycopg.connect(
        f"host=localhost port={address.port} dbname={address.database} user={address.user} "
        f"password='{laptop.password}' sslmode=verify-full sslrootcert={address.authority} channel_binding=require",
        autocommit=True,
    )


@pytest.mark.timeout(180)
def test_a_server_is_set_up_used_watched_restored_and_a_leaver_locked_out(
    administrator: Administrator, tmp_path: Path
) -> None:
    with machine() as first, machine() as second:
        set_up(first, administrator)
        laptop = added(first, administrator, tmp_path / "anna")
        officers = [added(first, administrator, tmp_path / name, "qa_officer") for name in ("oli", "olga")]
        before = laptop.start_audit()
        laptop.sign(before, b"%PDF note")
        assert laptop.sync().outcome is Outcome.DONE
        watch_over(first, administrator, tmp_path)

        roles, dump, restore_roles, create, restore = commands("A drill, as")[:5]
        restored, check = commands("A drill, as", tmp_path)[5:]
        first.shell(roles)
        first.shell(dump)
        since = laptop.start_audit()
        assert laptop.sync().outcome is Outcome.DONE
        redacted = redact_something(before, officers)
        watch_over(first, administrator, tmp_path)
        for name in ("roles.sql", "qa.dump"):
            shutil.copy(first.server.folder / name, second.server.folder / name)
            (second.server.folder / name).chmod(0o644)
        administrator.work_at(second)
        for line in (restore_roles, create, restore):
            second.shell(line)
        moved = replace(laptop, address=second.address(laptop.address.user))
        assert moved.sync().outcome is Outcome.SUSPENDED
        told = administrator.types(restored)
        assert "Deleted again: 1." in told
        assert "Began epoch" in told
        words = f"SELECT count(*) FROM qa.op WHERE op_id = '{redacted}' AND body IS NOT NULL"  # noqa: S608 - ours
        assert second.shell(f'psql -qAt -d qa_desktop -c "{words}"') == "0\n"
        assert administrator.types(check) == "All is as it should be.\n"
        assert moved.sync().outcome is Outcome.DONE
        on_server = second.shell("psql -qAt -d qa_desktop -c 'SELECT op_id FROM qa.op'").split()
        assert {*laptop.log(before), *laptop.log(since)} <= set(on_server)

        leave(second, administrator, moved)


def redact_something(audit: AuditId, officers: list[RealLaptop]) -> OperationId:
    """Let two officers order that what was answered in an audit be deleted; return which operation that was."""
    for one in officers:
        assert one.sync().outcome is Outcome.DONE
        store = one.profile.store
        target = store.operations(audit)[1]
        store.append([redact_change(target, Reason.WRONG_CASE)])
        assert one.sync().sent == 1
    return target.op_id


def watch_over(one: Machine, administrator: Administrator, elsewhere: Path) -> None:
    """Run what the handbook says about watching."""
    cron = re.search(r"`(psql -qAt [^`]+)`", HANDBOOK)
    assert cron
    assert one.shell(cron.group(1)).strip() == "0"
    (watch,) = (line for line in block("### The watchdog") if line.startswith("ExecStart="))
    watch = watch.removeprefix("ExecStart=").replace("user=postgres", f"user={DBA}")
    administrator.types(watch.replace("/mnt/elsewhere", str(elsewhere)) + " --once")
    by_cron = re.search(r"`(qa-desktop server deletions [^`]+)`", HANDBOOK)
    assert by_cron
    typed = by_cron.group(1).replace("--dsn ...", f"--dsn {DSN}").replace("/mnt/elsewhere", str(elsewhere))
    assert "0 of them are new" in administrator.types(typed)
    lines = block("## Watching")
    told = [line for line in lines if line.startswith("qa-desktop ")]
    assert len(told) == 3
    for line in told:
        administrator.types(line.split(" #")[0].replace("--dsn ...", f"--dsn {DSN}").strip())
    queries = [line for line in lines if line not in told]
    assert len(queries) == 5
    for query in queries:
        one.shell(f'psql -qAt -v ON_ERROR_STOP=1 -d qa_desktop -c "{query.split("--")[0].strip()}"')
    upgrade = re.search(r"`(qa-desktop server upgrade [^`]+)`", HANDBOOK)
    assert upgrade
    assert "Nothing to do" in administrator.types(upgrade.group(1).replace("--dsn ...", f"--dsn {DSN}"))


def leave(one: Machine, administrator: Administrator, laptop: RealLaptop) -> None:
    """Give the person a new password, keep them out of every other database, and lock them out."""
    login = laptop.address.user
    again = said(administrator.types(f"qa-desktop server rotate {login} --dsn {DSN}"))
    laptop = replace(laptop, password=again["password"])
    assert laptop.sync().outcome is Outcome.DONE
    elsewhere = replace(laptop, address=replace(laptop.address, database="postgres"))
    with pytest.raises(psycopg.OperationalError, match=r"pg_hba\.conf|permission denied"):
        line_of(elsewhere)
    with line_of(laptop) as still_there:
        assert "Locked out" in administrator.types(f"qa-desktop server leave {login} --dsn {DSN}")
        with pytest.raises(psycopg.OperationalError):
            still_there.execute("SELECT 1")
    with pytest.raises(NetworkProblem):
        open_line(laptop.address, laptop.password)
    who = f"rolname = '{login}' AND rolcanlogin"
    assert one.shell(f'psql -qAt -d qa_desktop -c "SELECT count(*) FROM pg_roles WHERE {who}"') == "0\n"  # noqa: S608 - ours
