"""A laptop whose process is killed while it syncs: the next run finishes as if nothing had happened."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from typing_extensions import override

from qa_desktop.domain.ids import AuditId
from qa_desktop.models.server_password import SERVICE
from qa_desktop.services.server_settings import ServerAccess
from qa_desktop.sync.client.connect import open_line
from tests.models.children import Say, child
from tests.models.profiles import PASSPHRASE, open_store
from tests.sync.client.laptops import Fuse
from tests.sync.keyring_in_file import Keyring
from tests.sync.long_forms import THOROUGH, next_moment
from tests.sync.real_laptops import RealLaptop, new_real_laptop
from tests.sync.server.laptops import Server
from tests.sync.stories.world import burning

SEED = 20261201
NOTE = b"%PDF a note of several parts " * 20_000
ENOUGH = 3_000


class Suicide(Fuse):
    """Ends the process for good, as the kernel does."""

    @override
    def around(self, call: Callable[..., object]) -> Callable[..., object]:
        def step(*arguments: object) -> object:
            self.left -= 1
            if self.left == 0 and not self.after:
                os.kill(os.getpid(), signal.SIGKILL)
            done = call(*arguments)
            if self.left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return done

        return step


def killed(laptop: RealLaptop, step: int, *, after: bool) -> bool:
    """Sync in a process that dies at a step, be it a statement or a call; tell whether it came that far."""
    laptop.profile.store.close()

    def work(say: Say) -> None:
        store = open_store(laptop.profile.place, laptop.profile.clock)
        line = open_line(laptop.address, laptop.password)
        fuse = Suicide(step, after=after)
        laptop.engine(burning(store, fuse), fuse.on(line)).run()
        say("finished")

    with child(work) as syncing:
        return syncing.lines() != ["finished"]


def finished(laptop: RealLaptop) -> RealLaptop:
    again = laptop.reopened()
    assert again.sync().words == ""
    return again


def written(laptop: RealLaptop, number: int) -> AuditId:
    audit_id = laptop.start_audit(f"CASE-{number}")
    laptop.put(audit_id, "answer/q1/comment", f"words {number}")
    laptop.sign(audit_id, NOTE + str(number).encode())
    return audit_id


def assert_same(auditor: RealLaptop, officer: RealLaptop, audit_id: AuditId) -> None:
    assert officer.log(audit_id) == auditor.log(audit_id)
    assert officer.profile.store.documents_of(audit_id) == auditor.profile.store.documents_of(audit_id)
    assert auditor.profile.store.unsent().count == 0


@pytest.fixture
def both(server: Server, tmp_path: Path) -> Iterator[list[RealLaptop]]:
    laptops = [
        new_real_laptop(tmp_path / "ada", server, "Ada Auditor", "auditor"),
        replace(new_real_laptop(tmp_path / "oli", server, "Oli Officer", "qa_officer"), most_a_page=2),
    ]
    yield laptops
    for one in laptops:
        one.profile.store.close()


@pytest.mark.timeout(0 if THOROUGH else 120)
@pytest.mark.parametrize("after", [False, True], ids=["before the step", "after the step"])
def test_a_process_killed_at_any_step_loses_and_doubles_nothing(
    both: list[RealLaptop], server: Server, *, after: bool
) -> None:
    step, was_killed = 1, True
    while was_killed and step < ENOUGH:
        audit_id = written(both[0], step)
        was_killed = killed(both[0], step, after=after)
        both[0] = finished(both[0])
        was_killed |= killed(both[1], step, after=after)
        both[1] = finished(both[1])

        assert_same(both[0], both[1], audit_id)
        step = next_moment(step)
    assert step > 50
    assert server.sql("SELECT count(*) - count(DISTINCT op_id) FROM qa.op") == "0"


def test_the_program_killed_again_and_again_at_random_moments_finishes_in_the_end(
    both: list[RealLaptop], server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(SEED)  # noqa: S311 - a seed that is the same every time
    auditor, officer = both
    audits = [written(auditor, number) for number in range(6)]
    let_the_program_sign_in(auditor, tmp_path, monkeypatch)
    auditor.profile.store.close()

    for _ in range(40 if THOROUGH else 5):
        running = subprocess.Popen(program(auditor), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with contextlib.suppress(subprocess.TimeoutExpired):
            running.wait(0.4 + chance.random())
        running.kill()
        running.wait()
    last = subprocess.run(program(auditor), check=True, capture_output=True, text=True)

    assert last.stdout.startswith("Everything went through."), f"seed {SEED}"
    both[0] = auditor.reopened()
    both[1] = finished(officer)
    for audit_id in audits:
        assert_same(both[0], both[1], audit_id)
    assert server.sql("SELECT count(*), count(DISTINCT op_id) FROM qa.op") == "30|30"


def program(laptop: RealLaptop) -> list[str]:
    return [sys.executable, "-m", "qa_desktop", "sync", "--data", str(laptop.profile.place.folder)]


def let_the_program_sign_in(laptop: RealLaptop, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the program the server's address, the passphrase and a keyring that outlives it."""
    secret = folder / "passphrase"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    for name, value in {
        "QA_DESKTOP_PASSPHRASE_FILE": str(secret),
        "PYTHON_KEYRING_BACKEND": "tests.sync.keyring_in_file.Keyring",
        "QA_DESKTOP_TEST_KEYRING": str(folder / "keyring"),
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }.items():
        monkeypatch.setenv(name, value)
    keyring = Keyring()  # type: ignore[no-untyped-call] # keyring says no types
    access = ServerAccess(laptop.profile.store, lambda _: None, partial(keyring.set_password, SERVICE))
    access.set(laptop.address, laptop.password)
