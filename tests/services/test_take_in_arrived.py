"""What came before a line broke is taken in without one: in lists, before signing, before gathering, before wiping."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest

from qa_desktop.domain import paths
from qa_desktop.domain.arrivals import NOTHING_ARRIVED, Arrived, RawPage
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.exchange import Outcome, Position, RunReport
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.ports import SummaryFilter
from qa_desktop.errors import SeveralProblems
from qa_desktop.models import backup, keys
from qa_desktop.models.redacting import note_erased
from qa_desktop.services.gather_held import Sought
from qa_desktop.services.start_audit import StartRequest
from qa_desktop.services.sync_now import SyncNow
from qa_desktop.sync.client.transport import LineBroke, Transport
from tests.desks import PASSPHRASE, OpenDesk, reopened
from tests.sync.client.fake_server import FakeServer, Line

COMMENT = paths.answer("bra-live.3", "comment")


class Breaking:
    """A line that breaks with the second page."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._pages = 0

    def pull(self, position: Position | None, most: int, mine: str = "") -> RawPage | None:
        self._pages += 1
        if self._pages > 2:
            raise LineBroke("The connection broke.")
        return self._line.pull(position, most, mine)

    def __getattr__(self, name: str) -> object:
        return getattr(self._line, name)


def sync(desk: OpenDesk, connect: Callable[[], object]) -> RunReport:
    def line(_: Callable[[], bool]) -> Transport:
        return cast("Transport", connect())

    return SyncNow(desk.store, desk.store.sync, line, desk.desk.open_audit, desk.clock)(lambda: False)


def whole(desk: OpenDesk, server: FakeServer) -> RunReport:
    return sync(desk, lambda: server.line(desk.store.owner.id))


def unreachable() -> object:
    raise LineBroke("The server does not answer.")


@pytest.fixture
def server(auditor: OpenDesk, officer: OpenDesk) -> FakeServer:
    server = FakeServer()
    server.enrol(auditor.store.owner)
    server.enrol(officer.store.owner, officer=True)
    return server


@pytest.fixture
def audit(auditor: OpenDesk, officer: OpenDesk, server: FakeServer) -> Audit:
    """An audit that both hold."""
    started = auditor.desk.start_audit(StartRequest("bra-live-audit", "48-2207", "P. Worker"))
    whole(auditor, server)
    whole(officer, server)
    return officer.desk.open_audit(started.id)


def let_arrive(desk: OpenDesk, server: FakeServer) -> None:
    """Let what is new on the server come as two pages, and leave them where a stop at once would."""
    store = desk.store.sync
    line = server.line(desk.store.owner.id)
    server.most_a_page = 1
    while (page := line.pull(store.position(), 1)) is not None:
        assert store.keep_page(page, store.position())
    assert store.arrived().pages


def test_a_server_that_is_not_there_leaves_time_to_take_in_what_came(
    auditor: OpenDesk, officer: OpenDesk, server: FakeServer, audit: Audit
) -> None:
    auditor.desk.record(auditor.desk.open_audit(audit.id), {paths.SUBJECT: "49-0001"})
    whole(auditor, server)
    let_arrive(officer, server)

    report = sync(officer, unreachable)

    assert report.outcome is Outcome.UNREACHABLE
    assert officer.store.sync.arrived() == NOTHING_ARRIVED
    (line,) = officer.desk.list_audits(SummaryFilter())
    assert line.subject == "49-0001"


def test_the_next_start_takes_in_without_a_server(
    auditor: OpenDesk, officer: OpenDesk, server: FakeServer, audit: Audit
) -> None:
    auditor.desk.record(auditor.desk.open_audit(audit.id), {COMMENT: "written since"})
    whole(auditor, server)
    let_arrive(officer, server)
    assert officer.desk.sync_facts().arrived == Arrived(1, 1)

    again = reopened(officer)
    left = again.desk.sync_now.take_in_arrived(lambda: False)

    assert left == NOTHING_ARRIVED
    assert again.desk.open_audit(audit.id).text(COMMENT) == "written since"
    again.desk.close()


def test_what_a_break_left_is_told_and_taken_in_by_the_next_run(
    auditor: OpenDesk, officer: OpenDesk, server: FakeServer
) -> None:
    for number in range(3):
        auditor.desk.start_audit(StartRequest("bra-live-audit", f"48-{number}", "P. Worker"))
    whole(auditor, server)
    server.most_a_page = 1

    broken = sync(officer, lambda: Breaking(server.line(officer.store.owner.id)))

    assert (broken.outcome, officer.desk.sync_facts().arrived.pages) == (Outcome.BROKEN_OFF, 2)
    assert whole(officer, server).outcome is Outcome.DONE
    assert officer.desk.sync_facts().arrived == NOTHING_ARRIVED
    assert len(officer.desk.list_audits(SummaryFilter())) == 3


def test_signing_takes_in_first_what_it_may_be_in_conflict_with(
    auditor: OpenDesk, officer: OpenDesk, server: FakeServer, audit: Audit
) -> None:
    for desk, words in ((officer, "theirs"), (auditor, "mine")):
        desk.desk.record(desk.desk.open_audit(audit.id), {COMMENT: words})
    whole(officer, server)
    auditor.store.sync.meet(server.line(auditor.store.owner.id).people([officer.store.owner.id]))
    let_arrive(auditor, server)

    with pytest.raises(SeveralProblems) as problem:
        auditor.desk.sign_audit(audit.id)

    assert any("several people wrote this field" in str(one) for one in problem.value.mistakes)
    assert auditor.store.sync.arrived() == NOTHING_ARRIVED


def test_what_arrived_on_a_case_is_gathered_with_it(
    auditor: OpenDesk, officer: OpenDesk, server: FakeServer, audit: Audit, tmp_path: Path
) -> None:
    other = auditor.desk.start_audit(StartRequest("bra-live-audit", audit.text(paths.SUBJECT)))
    whole(auditor, server)
    let_arrive(officer, server)

    done = officer.desk.gather_held(Sought(case="48-2207"), tmp_path / "out")

    index = json.loads((tmp_path / "out" / "index.json").read_text())
    assert {one["audit"] for one in index["audits"]} == {audit.id, other.id}
    assert (done.audits, done.waiting) == (2, 0)


def test_what_cannot_be_checked_yet_is_not_passed_over_in_silence(
    auditor: OpenDesk, officer: OpenDesk, server: FakeServer, tmp_path: Path
) -> None:
    auditor.desk.start_audit(StartRequest("bra-live-audit", "48-2207"))
    whole(auditor, server)
    let_arrive(officer, server)

    done = officer.desk.gather_held(Sought(case="48-2207"), tmp_path / "out")

    assert done.waiting == len(server.operations())


def test_deleted_words_are_wiped_once_nothing_waits_that_may_hold_them(
    auditor: OpenDesk, officer: OpenDesk, server: FakeServer, audit: Audit
) -> None:
    auditor.desk.record(auditor.desk.open_audit(audit.id), {COMMENT: "written since"})
    whole(auditor, server)
    let_arrive(officer, server)
    with officer.store._write() as run:
        note_erased(run)
    was_due = officer.store.is_scrub_due()

    officer.desk.sync_now.settle_arrived()

    assert (was_due, officer.store.is_scrub_due()) == (False, True)


def test_a_backup_holds_what_waits_and_a_restored_store_takes_it_in(
    auditor: OpenDesk, officer: OpenDesk, server: FakeServer, audit: Audit
) -> None:
    auditor.desk.record(auditor.desk.open_audit(audit.id), {COMMENT: "written since"})
    whole(auditor, server)
    let_arrive(officer, server)
    kept = officer.desk.back_up()
    officer.desk.sync_now.settle_arrived()
    officer.desk.close()
    backup.restore(officer.place, kept, keys.by_passphrase(PASSPHRASE), officer.clock.now())

    again = reopened(officer)
    before = words(again, audit.id)
    again.desk.sync_now.settle_arrived()

    assert (before, words(again, audit.id)) == ("", "written since")
    again.desk.close()


def words(desk: OpenDesk, audit_id: AuditId) -> str:
    return desk.desk.open_audit(audit_id).text(COMMENT)
