"""Several pushes on their way at a time: each is settled by itself, and a line that breaks among them loses nothing."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from qa_desktop.domain.exchange import Outcome, Verdict
from qa_desktop.domain.operation import Operation
from qa_desktop.errors import NetworkProblem
from qa_desktop.sync.client import pushing
from qa_desktop.sync.client.binary import integer, words
from qa_desktop.sync.client.connect import open_line
from qa_desktop.sync.client.under_way import CallsUnderWay
from tests.sync.cutting_proxy import cutting_proxy
from tests.sync.real_laptops import RealLaptop, new_real_laptop
from tests.sync.server.laptops import Server

SEED = 20261201


@pytest.fixture
def auditor(server: Server, tmp_path: Path) -> Iterator[RealLaptop]:
    laptop = new_real_laptop(tmp_path / "ada", server, "Ada Auditor", "auditor")
    yield laptop
    laptop.profile.store.close()


def on_server(server: Server) -> list[str]:
    return server.sql("SELECT op_id FROM qa.op").split()


def test_a_line_that_breaks_among_pushes_loses_and_doubles_nothing(
    auditor: RealLaptop, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pushing, "MOST_A_PUSH", 3)
    chance = random.Random(SEED)  # noqa: S311 - a seed that is the same every time
    auditor.sync()
    audit = auditor.start_audit()
    broken = 0
    with cutting_proxy(server.cluster.port) as proxy:
        unplugged = replace(auditor, address=replace(auditor.address, port=proxy.port))
        for attempt in range(8):
            for number in range(24):
                auditor.put(audit, f"answer/q{attempt}-{number}/comment", "words " * 40)
            proxy.cut_after(chance.randrange(9_000, 40_000))
            try:
                broken += unplugged.sync().outcome is not Outcome.DONE
            except NetworkProblem:
                broken += 1
            delivered = set(on_server(server))
            waiting = {one.op_id for one in auditor.profile.store.sync.next_to_send(0, 1000, 10**9)[1]}
            assert set(auditor.log(audit)) <= delivered | waiting, f"seed {SEED}"
    assert broken > 2, f"seed {SEED}"

    auditor.sync()

    assert sorted(on_server(server)) == sorted(auditor.log(audit)), f"seed {SEED}"
    assert auditor.profile.store.unsent().count == 0
    revisions = server.sql("SELECT array_agg(rev ORDER BY rev) = array_agg(n ORDER BY n) FROM "
                           "(SELECT rev, row_number() OVER (ORDER BY rev) n FROM qa.op) o")  # fmt: skip
    assert revisions == "t"


def test_a_bad_operation_is_refused_alone_among_pushes_under_way(auditor: RealLaptop) -> None:
    audit = auditor.start_audit()
    good: list[Operation] = [auditor.put(audit, f"answer/q{number}/comment", "words") for number in range(4)]
    beginning = next(one for one in auditor.log(audit).values() if one.kind == "create")
    bad = replace(good[1], body=b"not what was committed to")
    line = open_line(auditor.address, auditor.password)

    for offer in ([beginning], [good[0], bad], [good[2]], [good[3]]):
        line.offer(offer)

    verdicts = [[answer.verdict for answer in line.answers()] for _ in range(4)]
    applied = Verdict.APPLIED
    assert verdicts == [[applied], [applied, Verdict.REFUSED], [applied], [applied]]
    line.close()


def test_a_call_that_fails_takes_no_other_with_it(auditor: RealLaptop) -> None:
    line = psycopg.connect(
        f"host=localhost port={auditor.address.port} dbname={auditor.address.database} user={auditor.address.user} "
        f"password={auditor.password} sslmode=verify-full sslrootcert={auditor.address.authority}",
        autocommit=True,
    )
    calls = CallsUnderWay(line, lambda: None)
    for divisor in (1, 0, 2):
        calls.send("SELECT 10 / $1, $2", (integer(divisor), words("é")))

    first = calls.receive()
    with pytest.raises(psycopg.errors.DivisionByZero):
        calls.receive()
    last = calls.receive()

    assert (first, last) == ([(10, "é")], [(5, "é")])
    assert line.execute("SELECT 1").fetchone() == (1,)
    line.close()
