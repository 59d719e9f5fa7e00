"""A line that breaks at any byte, either way: laptop and server end the same."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from qa_desktop.domain.exchange import Outcome
from qa_desktop.errors import NetworkProblem
from tests.sync.cutting_proxy import cutting_proxy
from tests.sync.real_laptops import RealLaptop, new_real_laptop
from tests.sync.server.laptops import Server

SEED = 20261121
LONGEST_CUT = 60_000


def tried(laptop: RealLaptop) -> bool:
    """Sync; tell whether the line held to the end."""
    try:
        return laptop.sync().outcome is Outcome.DONE
    except NetworkProblem:
        return False


@pytest.mark.parametrize("times", [25, pytest.param(100, marks=[pytest.mark.slow, pytest.mark.timeout(900)])])
def test_a_laptop_that_is_unplugged_again_and_again_ends_like_the_server(
    server: Server, tmp_path: Path, times: int
) -> None:
    chance = random.Random(SEED)  # noqa: S311 - a seed that is the same every time
    auditor = new_real_laptop(tmp_path / "ada", server, "Ada Auditor", "auditor")
    officer = replace(new_real_laptop(tmp_path / "oli", server, "Oli Officer", "qa_officer"), most_a_page=2)
    broken = 0
    with cutting_proxy(server.cluster.port) as proxy:
        unplugged = [replace(one, address=replace(one.address, port=proxy.port)) for one in (auditor, officer)]
        audits = []
        for number in range(times):
            audits.append(auditor.start_audit())
            auditor.put(audits[-1], "answer/q1/comment", f"words {number}")
            auditor.sign(audits[-1], bytes(chance.randrange(256) for _ in range(20_000)))
            for laptop in unplugged:
                proxy.cut_after(chance.randrange(LONGEST_CUT))
                broken += not tried(laptop)
    assert broken > times // 4, f"seed {SEED}"

    auditor.sync()
    officer.sync()

    on_server = set(server.sql("SELECT op_id FROM qa.op").split())
    for audit_id in audits:
        assert officer.log(audit_id) == auditor.log(audit_id), f"seed {SEED}"
        assert set(auditor.log(audit_id)) <= on_server
        assert officer.profile.store.documents_of(audit_id) == auditor.profile.store.documents_of(audit_id)
    assert auditor.profile.store.unsent().count == 0
    assert server.sql("SELECT count(*), count(DISTINCT op_id) FROM qa.op") == f"{5 * times}|{5 * times}"
    for laptop in (auditor, officer):
        laptop.profile.store.close()
