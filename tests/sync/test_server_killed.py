"""A server that is killed in the middle of a sync and comes back: nothing that it acknowledged is gone."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa_desktop.domain.exchange import Outcome
from qa_desktop.errors import NetworkProblem
from qa_desktop.sync.client.connect import open_line
from qa_desktop.sync.client.engine import Engine
from tests.sync.long_forms import THOROUGH
from tests.sync.postgres import Cluster, running_cluster
from tests.sync.real_laptops import RealLaptop, new_real_laptop
from tests.sync.server.laptops import Server, fresh_server
from tests.sync.stories.world import Meanwhile

SEED = 20261202
NOTE = b"%PDF a note of several parts " * 20_000
CALLS = range(1, 20) if THOROUGH else (3, 4, 6, 7)
"""Before which calls of a sync the server dies: greeting, pull, push, parts of documents."""


@pytest.fixture(scope="module")
def durable() -> Iterator[Cluster]:
    with running_cluster(durable=True) as running:
        yield running


@pytest.fixture
def durable_server(durable: Cluster) -> Iterator[Server]:
    with fresh_server(durable) as fresh:
        yield fresh


def die_and_come_back(cluster: Cluster) -> None:
    cluster.kill()
    cluster.start_after_a_crash()


def interrupted(laptop: RealLaptop, meanwhile: Meanwhile) -> Outcome:
    """Sync, with something happening to the server in the middle."""
    line = open_line(laptop.address, laptop.password)
    with contextlib.closing(line):
        profile = laptop.profile
        return Engine(profile.store.sync, meanwhile.on(line), profile.store.owner.id, profile.clock).run().outcome


def acknowledged(laptop: RealLaptop) -> set[str]:
    with laptop.profile.store._read() as run:
        return {str(row[0]) for row in run("SELECT op_id FROM operation WHERE sent_at IS NOT NULL")}


def test_a_server_killed_in_each_phase_of_a_sync_keeps_what_it_acknowledged(
    durable_server: Server, tmp_path: Path
) -> None:
    server, cluster = durable_server, durable_server.cluster
    auditor = new_real_laptop(tmp_path / "ada", server, "Ada Auditor", "auditor")
    officer = new_real_laptop(tmp_path / "oli", server, "Oli Officer", "qa_officer")
    broken = 0
    for call in CALLS:
        audit_id = auditor.start_audit(f"CASE-{call}")
        auditor.put(audit_id, "answer/q1/comment", f"words {call}")
        auditor.sign(audit_id, NOTE + str(call).encode())
        outcomes = [interrupted(one, Meanwhile(call, lambda: die_and_come_back(cluster))) for one in (auditor, officer)]
        broken += outcomes.count(Outcome.BROKEN_OFF)

        assert acknowledged(auditor) <= set(server.sql("SELECT op_id FROM qa.op").split())
        assert [auditor.sync().words, officer.sync().words] == ["", ""]
        assert officer.log(audit_id) == auditor.log(audit_id)
        assert officer.profile.store.documents_of(audit_id) == auditor.profile.store.documents_of(audit_id)
    assert broken >= len(CALLS)
    assert server.sql("SELECT count(*) - count(DISTINCT op_id) FROM qa.op") == "0"
    for laptop in (auditor, officer):
        laptop.profile.store.close()


def test_a_server_killed_at_random_moments_keeps_what_it_acknowledged(durable_server: Server, tmp_path: Path) -> None:
    server, cluster = durable_server, durable_server.cluster
    chance = random.Random(SEED)  # noqa: S311 - a seed that is the same every time
    auditor = new_real_laptop(tmp_path / "ada", server, "Ada Auditor", "auditor")
    for number in range(20 if THOROUGH else 3):
        audits = [auditor.start_audit(f"CASE-{number}-{one}") for one in range(20)]
        for audit_id in audits:
            auditor.sign(audit_id, NOTE[: chance.randrange(len(NOTE))])
        with cluster.killed_after(chance.random() / 2), contextlib.suppress(NetworkProblem):
            auditor.sync()

        assert acknowledged(auditor) <= set(server.sql("SELECT op_id FROM qa.op").split()), f"seed {SEED}"
        assert auditor.sync().words == ""
    assert auditor.profile.store.unsent().count == 0
    assert server.sql("SELECT count(*) - count(DISTINCT op_id) FROM qa.op") == "0"
    auditor.profile.store.close()
