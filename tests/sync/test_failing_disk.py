"""A disk that is full or fails while sync writes: a plain sentence, nothing lost, and the next run finishes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from qa_desktop.domain.ids import AuditId
from qa_desktop.errors import DiskProblem
from tests.sync.failing_disk import FailingDisk, failing_disk
from tests.sync.long_forms import THOROUGH, next_moment
from tests.sync.real_laptops import RealLaptop, new_real_laptop
from tests.sync.server.laptops import Server

NOTE = b"%PDF note of a long audit " * 8_000
ENOUGH = 5_000
Arm = Callable[[FailingDisk, int], None]


def full(disk: FailingDisk, after: int) -> None:
    disk.writes_left = after


def failing_to_sync(disk: FailingDisk, after: int) -> None:
    disk.syncs_left = after


def synced_on_a_bad_disk(laptop: RealLaptop, arm: Arm, after: int) -> bool:
    """Sync while the disk fails from a moment on; tell whether it did."""
    laptop.profile.store.close()
    with failing_disk() as disk:
        opened = laptop.reopened()
        arm(disk, after)
        said = ""
        try:
            opened.sync()
        except DiskProblem as problem:
            said = problem.sentence
        finally:
            disk.writes_left = disk.syncs_left = None
            opened.profile.store.close()
    assert not said or "free space" in said
    return bool(said)


@pytest.fixture
def both(server: Server, tmp_path: Path) -> tuple[RealLaptop, RealLaptop]:
    return (
        new_real_laptop(tmp_path / "ada", server, "Ada Auditor", "auditor"),
        replace(new_real_laptop(tmp_path / "oli", server, "Oli Officer", "qa_officer"), most_a_page=2),
    )


@pytest.mark.timeout(0 if THOROUGH else 120)
@pytest.mark.parametrize("arm", [full, failing_to_sync])
def test_a_disk_that_fails_at_any_moment_of_a_sync_loses_nothing(
    both: tuple[RealLaptop, RealLaptop], server: Server, arm: Arm
) -> None:
    auditor, officer = both
    moment, failures = 0, 1
    while failures and moment < ENOUGH:
        audit_id = written(auditor, moment)
        failures = synced_on_a_bad_disk(auditor, arm, moment)
        auditor = finished(auditor)
        failures += synced_on_a_bad_disk(officer, arm, moment)
        officer = finished(officer)

        assert officer.log(audit_id) == auditor.log(audit_id)
        assert officer.profile.store.documents_of(audit_id) == auditor.profile.store.documents_of(audit_id)
        assert auditor.profile.store.unsent().count == 0
        moment = next_moment(moment)
    assert moment > 5
    on_server = server.sql("SELECT count(*), count(DISTINCT op_id) FROM qa.op").split("|")
    assert on_server[0] == on_server[1]
    for laptop in (auditor, officer):
        assert laptop.profile.store.check().healthy
        laptop.profile.store.close()


def written(laptop: RealLaptop, number: int) -> AuditId:
    audit_id = laptop.start_audit(f"CASE-{number}")
    laptop.put(audit_id, "answer/q1/comment", f"words {number}")
    laptop.sign(audit_id, NOTE + str(number).encode())
    return audit_id


def finished(laptop: RealLaptop) -> RealLaptop:
    again = laptop.reopened()
    assert again.sync().words == ""
    return again
