"""A line that is cut after any number of bytes, either way, while an audit goes up or comes down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from qa_desktop.domain.ids import AuditId
from qa_desktop.errors import NetworkProblem
from tests.sync.cutting_proxy import CuttingProxy, Way, cutting_proxy
from tests.sync.long_forms import THOROUGH
from tests.sync.real_laptops import RealLaptop, new_real_laptop
from tests.sync.server.laptops import Server

PARTS = 4
"""Into how many parts a short session is cut, besides at the borders of its messages."""
STEP = 8
"""The long form cuts beside every border and after each eighth byte: no part of a TLS record is read alone."""
FEWEST_BORDERS = 10
NOTE = b"%PDF " + bytes(range(256)) * 8


@dataclass(frozen=True)
class Line:
    """An auditor and an officer, and the line that either may lose."""

    auditor: RealLaptop
    officer: RealLaptop
    proxy: CuttingProxy

    def write(self, number: int) -> AuditId:
        audit_id = self.auditor.start_audit(f"CASE-{number}")
        self.auditor.put(audit_id, "answer/q1/comment", f"words {number}")
        self.auditor.sign(audit_id, NOTE + str(number).encode())
        return audit_id

    def try_to_sync(self, laptop: RealLaptop) -> None:
        """Sync over the line that is cut; what it says is one of the sentences that people are shown."""
        try:
            self.through_the_proxy(laptop).sync()
        except NetworkProblem as problem:
            assert problem.sentence.endswith(".")  # noqa: PT017 - most cuts end a run with a report instead

    def through_the_proxy(self, laptop: RealLaptop) -> RealLaptop:
        return replace(laptop, address=replace(laptop.address, port=self.proxy.port), patience=0)

    def assert_same(self, audit_id: AuditId) -> None:
        mine, theirs = self.auditor.profile.store, self.officer.profile.store
        assert self.officer.log(audit_id) == self.auditor.log(audit_id)
        assert theirs.documents_of(audit_id) == mine.documents_of(audit_id)
        assert mine.unsent().count == 0


@pytest.fixture
def line(server: Server, tmp_path: Path) -> Iterator[Line]:
    auditor = new_real_laptop(tmp_path / "ada", server, "Ada Auditor", "auditor")
    officer = replace(new_real_laptop(tmp_path / "oli", server, "Oli Officer", "qa_officer"), most_a_page=2)
    with cutting_proxy(server.cluster.port) as proxy:
        yield Line(auditor, officer, proxy)
    for laptop in (auditor, officer):
        laptop.profile.store.close()


def cuts(line: Line, laptop: RealLaptop, way: Way) -> list[int]:
    """Sync once and return after how many bytes such a session can be cut; what it is about was written before."""
    line.proxy.cut_after(None)
    line.proxy.listen()
    line.through_the_proxy(laptop).sync()
    borders = line.proxy.borders(way)
    assert len(borders) > FEWEST_BORDERS
    if THOROUGH:
        beside = {border + step for border in borders for step in (-1, 0, 1)}
        return sorted(beside | {*range(0, borders[-1], STEP)})
    return sorted({*range(0, borders[-1], borders[-1] // PARTS), *borders})


@pytest.mark.timeout(0 if THOROUGH else 120)
@pytest.mark.parametrize("way", Way)
def test_a_push_with_a_document_cut_after_any_byte_arrives_whole_and_once(line: Line, server: Server, way: Way) -> None:
    audits = [line.write(0)]
    for number, after in enumerate(cuts(line, line.auditor, way)):
        audits.append(line.write(number))
        line.proxy.cut_after(after, way)
        line.try_to_sync(line.auditor)
        line.auditor.sync()

        assert line.auditor.profile.store.unsent().count == 0, f"cut after {after} bytes {way.value}"
    line.officer.sync()
    for audit_id in audits:
        line.assert_same(audit_id)
    assert server.sql("SELECT count(*), count(DISTINCT op_id) FROM qa.op") == f"{5 * len(audits)}|{5 * len(audits)}"


@pytest.mark.timeout(0 if THOROUGH else 120)
@pytest.mark.parametrize("way", Way)
def test_a_pull_with_a_document_cut_after_any_byte_arrives_whole(line: Line, way: Way) -> None:
    line.write(0)
    line.auditor.sync()
    for number, after in enumerate(cuts(line, line.officer, way)):
        audit_id = line.write(number)
        line.auditor.sync()
        line.proxy.cut_after(after, way)
        line.try_to_sync(line.officer)
        line.officer.sync()

        line.assert_same(audit_id)
