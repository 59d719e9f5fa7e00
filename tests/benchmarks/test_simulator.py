"""The simulator tells a short bad month in which nothing is lost, and its judge finds what is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.simulator import deeds
from benchmarks.simulator.at_rest import come_to_rest, losses
from benchmarks.simulator.world import World, inhabited
from qa_desktop.domain.ids import AuditId
from tests.sync.postgres import running_cluster
from tests.sync.server.laptops import fresh_server

ROOT = Path(__file__).resolve().parents[2]
SEED = 3
OFFICER, AUTHOR = 0, 2


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_short_bad_month_loses_nothing() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.simulator", "--laptops", "4", "--days", "4", "--seed", str(SEED)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, f"seed {SEED}: {done.stderr}"
    told = json.loads(done.stdout)
    assert (told["lost"], told["seed"]) == (0, SEED)
    places = ("on_server", "quarantined", "unsent_or_refused", "disposed")
    assert told["saved"] == sum(told.get(f"at_rest {place}", 0) for place in places)
    assert min(told["saved"], told["documents"], told["mb_on_the_line"]) > 0


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """An officer and two auditors; every audit of one of them is signed and with the officer."""
    folder = tmp_path_factory.mktemp("world")
    with running_cluster() as cluster, fresh_server(cluster) as server, inhabited(server, folder, SEED, 3) as made:
        author = made.laptops[AUTHOR]
        for _ in SABOTAGES:
            deeds.sign(made, author, deeds.start(made, author))
        assert list(losses(made, come_to_rest(made))) == []
        yield made


def change_on_the_server(world: World, audit: AuditId, change: str) -> None:
    stream = f"(SELECT s.no FROM qa.stream s JOIN qa.audit a ON a.no = s.audit_no WHERE a.id = '{audit}')"  # noqa: S608 - our own id
    world.server.sql(
        f"ALTER TABLE qa.op DISABLE TRIGGER USER; {change} = {stream}; ALTER TABLE qa.op ENABLE TRIGGER USER"
    )


def change_with_the_officer(world: World, audit: AuditId, change: str) -> None:
    with world.laptops[OFFICER].store._write() as run:
        run(f"{change} AND audit = ?", (audit,))


def close_to_the_officer(world: World, audit: AuditId, state: str) -> None:
    world.server.sql(f"UPDATE qa.audit SET state = '{state}' WHERE id = '{audit}'")  # noqa: S608 - our own id


SABOTAGES = [
    (change_on_the_server, "DELETE FROM qa.op WHERE kind = 'set' AND stream_no", "LOST"),
    (change_on_the_server, "UPDATE qa.op SET body = NULL WHERE kind = 'set' AND stream_no", "says other words"),
    (change_on_the_server, "DELETE FROM qa.blob WHERE stream_no", "is not on the server"),
    (change_with_the_officer, "DELETE FROM operation WHERE kind = 'sign'", "did not arrive"),
    (change_with_the_officer, "DELETE FROM document WHERE true", "the document"),
    (close_to_the_officer, "draft", "not this person's to see"),
]


@pytest.mark.parametrize("number", range(len(SABOTAGES)))
def test_the_judge_finds_what_was_lost(world: World, number: int) -> None:
    sabotage, how, found = SABOTAGES[number]
    before = set(losses(world, 1))

    sabotage(world, world.audits[number], how)

    told = set(losses(world, 1)) - before
    assert any(found in line for line in told), told


def test_the_judge_finds_laptops_that_never_come_to_rest(world: World) -> None:
    told = list(losses(world, 100))

    assert any("did not come to rest" in line for line in told)
