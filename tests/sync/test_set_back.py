"""Time that goes wrong: a server put back to an older state, a profile of which there are two, clocks years off."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from qa_desktop.domain.conflict import conflicts
from qa_desktop.domain.exchange import Outcome
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.projection import late_entries
from qa_desktop.settings import ProfilePlace
from qa_desktop.sync.server.administration import administering
from qa_desktop.sync.server.inspection import status
from qa_desktop.sync.server.provision import begin_epoch
from tests.models.profiles import OpenedProfile, open_store
from tests.sync.postgres import running_cluster
from tests.sync.real_laptops import RealLaptop, new_real_laptop
from tests.sync.server.laptops import Server, fresh_server

YEAR = timedelta(days=365)


def signed(laptop: RealLaptop, subject: str) -> AuditId:
    audit_id = laptop.start_audit(subject)
    laptop.put(audit_id, "answer/q1/comment", f"words of {subject}")
    laptop.sign(audit_id, b"%PDF " + subject.encode())
    return audit_id


def test_files_put_back_in_place_suspend_who_saw_more_and_nothing_is_lost(tmp_path: Path) -> None:
    with running_cluster() as cluster, fresh_server(cluster) as server:
        auditor = new_real_laptop(tmp_path / "ada", server, "Ada Auditor", "auditor")
        officer = new_real_laptop(tmp_path / "oli", server, "Oli Officer", "qa_officer")
        audits = [signed(auditor, "before")]
        auditor.sync()
        officer.sync()
        data, tape = cluster.folder / "data", cluster.folder / "tape"
        cluster.stop("fast")
        subprocess.run(["cp", "-a", data, tape], check=True)
        cluster.start()
        audits.append(signed(auditor, "after the tape"))
        auditor.sync()
        officer.sync()
        cluster.stop("fast")
        data.rename(cluster.folder / "lost")
        tape.rename(data)
        cluster.start()
        audits.append(signed(auditor, "after it was put back"))

        reports = [officer.sync(), auditor.sync()]

        assert [one.outcome for one in reports] == [Outcome.SUSPENDED] * 2
        assert "set back" in reports[0].words
        with administering(server.dsn) as connection:
            assert len(status(connection).alarms) == 2
            begin_epoch(connection, "restored")
        assert [officer.sync().words, auditor.sync().words, officer.sync().words] == ["", "", ""]
        for audit_id in audits:
            assert officer.log(audit_id) == auditor.log(audit_id)
            assert officer.profile.store.documents_of(audit_id) == auditor.profile.store.documents_of(audit_id)
        assert server.sql("SELECT count(*), count(DISTINCT op_id) FROM qa.op") == "15|15"
        for laptop in (auditor, officer):
            laptop.profile.store.close()


def copy_of(laptop: RealLaptop, folder: Path) -> RealLaptop:
    """Return the same person's profile, copied to another place while it was closed."""
    profile = laptop.profile
    shutil.copytree(profile.place.folder, folder)
    place = ProfilePlace(folder)
    return replace(
        laptop,
        profile=OpenedProfile(place, open_store(place, profile.clock), profile.clock, profile.recovery_code),
    )


def test_two_copies_of_a_profile_that_both_go_on_lose_no_word(server: Server, tmp_path: Path) -> None:
    first = new_real_laptop(tmp_path / "ada", server, "Ada Auditor", "auditor")
    audit_id = first.start_audit()
    first.put(audit_id, "answer/q1/comment", "unsent when it was copied")
    first.profile.store.close()
    second = copy_of(first, tmp_path / "copy")
    first = first.reopened()
    first.put(audit_id, "answer/q1/comment", "written on the first")
    first.put(audit_id, "answer/q2/comment", "only on the first")
    second.put(audit_id, "answer/q1/comment", "written on the copy")
    second.put(audit_id, "answer/q3/comment", "only on the copy")

    for laptop in (first, second, first, second, first):
        assert laptop.sync().words == ""

    assert first.log(audit_id) == second.log(audit_id)
    words = {str(one.value) for one in first.log(audit_id).values()}
    assert {"written on the first", "written on the copy", "only on the first", "only on the copy"} <= words
    twice = "SELECT count(*) FROM (SELECT 1 FROM qa.op GROUP BY author, incarnation, seq HAVING count(*) > 1) x"
    assert server.sql(twice) == "0"
    for laptop in (first, second):
        laptop.profile.store.close()


def outcome_with(server: Server, folder: Path, years: tuple[int, int]) -> list[object]:
    """Play one story between people whose clocks are so many years off; return everything that came of it."""
    ada = new_real_laptop(folder / "ada", server, "Ada Auditor", "auditor")
    oli = new_real_laptop(folder / "oli", server, "Oli Officer", "qa_officer")
    for laptop, off in zip((ada, oli), years, strict=True):
        laptop.profile.clock.moment = datetime.now(UTC) + off * YEAR
    audit_id = ada.start_audit()
    ada.put(audit_id, "answer/q1/comment", "agreed")
    ada.sign(audit_id)
    first = [ada.sync(), oli.sync()]
    apart = [one.drift for one in first if one.drift is not None]
    assert [round(one / YEAR) for one in apart] == list(years)
    ada.put(audit_id, "comment/c1/text", "hers")
    oli.put(audit_id, "comment/c1/text", "his")
    oli.put(audit_id, "comment/c2/text", "later")
    reports = [laptop.sync() for laptop in (oli, ada, oli, ada)]
    came_of_it: list[object] = [(one.outcome, one.sent, one.received, one.refused) for one in reports]
    for laptop in (ada, oli):
        record = laptop.profile.store.load(audit_id)
        in_order = laptop.profile.store.sync.in_server_order(audit_id)
        came_of_it += [record.state, record.to_settle, len(late_entries(in_order))]
        came_of_it += [(one.kind, one.path, one.value if one.kind == "set" else None) for one in in_order]
        came_of_it += [[head.value for head in one.heads] for one in conflicts(in_order)]
        laptop.profile.store.close()
    return came_of_it


def test_no_outcome_depends_on_a_clock(server: Server, tmp_path: Path) -> None:
    outcomes = [
        outcome_with(server, tmp_path / str(number), years) for number, years in enumerate([(0, 0), (1, -1), (-1, 1)])
    ]

    assert outcomes[0] == outcomes[1] == outcomes[2]
