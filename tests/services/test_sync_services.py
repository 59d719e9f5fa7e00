"""What people do with sync: run it, see how it stands, and settle what two of them wrote."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.exchange import Outcome, RunReport
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Change, Stream
from qa_desktop.domain.ports import SummaryFilter
from qa_desktop.errors import InputProblem, NotAllowed, SeveralProblems
from qa_desktop.services.start_audit import StartRequest
from qa_desktop.services.sync_now import SyncNow
from qa_desktop.sync.client.transport import STOPPED, Crowded, LineBroke, NotAdmitted, Stopped, Transport
from tests.desks import OpenDesk
from tests.sync.client.fake_server import REFUSED_PATH, FakeServer

REASON = paths.answer("bra-live.3", "comment")
GRADE = paths.answer("bra-live.3")


@pytest.fixture
def server(auditor: OpenDesk, officer: OpenDesk) -> FakeServer:
    server = FakeServer()
    server.enrol(auditor.store.owner)
    server.enrol(officer.store.owner, officer=True)
    return server


def sync(desk: OpenDesk, connect: FakeServer | Callable[[], Transport], *, is_stopped: bool = False) -> RunReport:
    def line(_: Callable[[], bool]) -> Transport:
        return connect.line(desk.store.owner.id) if isinstance(connect, FakeServer) else connect()

    return SyncNow(desk.store, desk.store.sync, line, desk.desk.open_audit, desk.clock)(lambda: is_stopped)


@pytest.fixture
def audit(auditor: OpenDesk, officer: OpenDesk, server: FakeServer) -> Audit:
    """An audit that both hold."""
    started = auditor.desk.start_audit(StartRequest("bra-live-audit", "48-2207", "P. Worker"))
    sync(auditor, server)
    sync(officer, server)
    return officer.desk.open_audit(started.id)


def write_at_once(auditor: OpenDesk, officer: OpenDesk, server: FakeServer, audit: AuditId, path: str) -> None:
    values = {REASON: ("mine", "theirs"), GRADE: ("good", "inadequate")}[path]
    for desk, value in zip((auditor, officer), values, strict=True):
        desk.desk.record(desk.desk.open_audit(audit), {path: value})
    for desk in (auditor, officer, auditor):
        sync(desk, server)


def test_what_arrives_is_in_the_lists_with_its_tool(officer: OpenDesk, audit: Audit) -> None:
    (line,) = officer.desk.list_audits(SummaryFilter())

    assert (line.subject, line.practitioner, line.tool_title) == ("48-2207", "P. Worker", audit.tool.title)
    assert officer.store.sync.to_summarise() == ()


@pytest.mark.parametrize(
    ("problem", "outcome"),
    [
        (LineBroke("gone"), Outcome.UNREACHABLE),
        (NotAdmitted("not you"), Outcome.NOT_ADMITTED),
        (Crowded("no room"), Outcome.CROWDED),
        (Stopped(STOPPED), Outcome.BROKEN_OFF),
    ],
)
def test_a_server_that_is_not_there_is_noted(auditor: OpenDesk, problem: Exception, outcome: Outcome) -> None:
    def fail() -> Transport:
        raise problem

    report = sync(auditor, fail)

    assert (report.outcome, report.words) == (outcome, str(problem))
    assert auditor.desk.sync_facts().runs == (report,)


def test_a_run_that_is_stopped_goes_on_next_time(auditor: OpenDesk, server: FakeServer) -> None:
    auditor.desk.start_audit(StartRequest("bra-live-audit", "48-2207", "P. Worker"))

    stopped = sync(auditor, server, is_stopped=True)

    assert (stopped.outcome, stopped.sent) == (Outcome.BROKEN_OFF, 0)
    assert "Stopped" in stopped.words
    assert sync(auditor, server).outcome is Outcome.DONE
    assert auditor.desk.unsent().count == 0


def test_the_facts_tell_what_is_unsent_and_what_was_refused(
    auditor: OpenDesk, audit: Audit, server: FakeServer, tmp_path: Path
) -> None:
    auditor.store.append([Change(Stream(audit.id), REFUSED_PATH, "no")])
    sync(auditor, server)
    auditor.desk.record(auditor.desk.open_audit(audit.id), {REASON: "written since"})

    facts = auditor.desk.sync_facts()
    auditor.desk.save_refused([facts.refused[0].op_id], tmp_path / "refused.json")

    (standing,) = facts.audits
    assert (standing.unsent, standing.refused, standing.to_settle) == (1, 1, 0)
    assert standing.title.startswith("48-2207")
    assert standing.oldest == auditor.clock.now()
    assert (facts.refused[0].reason, facts.refused[0].audit_id) == ("not_allowed", audit.id)
    (saved,) = json.loads((tmp_path / "refused.json").read_text())
    assert (saved["value"], saved["reason"]) == ("no", "not_allowed")
    assert [one.what for one in auditor.store.sync.unreported(9)] == ["changes_exported"]


def test_two_texts_are_shown_with_their_authors_and_settled_for_both(
    auditor: OpenDesk, officer: OpenDesk, audit: Audit, server: FakeServer
) -> None:
    write_at_once(auditor, officer, server, audit.id, REASON)
    (conflict,) = auditor.desk.field_conflicts(audit.id)
    assert [(head.author, head.value, head.is_mine) for head in conflict.heads] == [
        ("Ada Auditor", "mine", True),
        ("Olu Officer", "theirs", False),
    ]
    assert conflict.both == "mine\n\ntheirs"
    assert officer.desk.sync_facts().audits[0].to_settle == 1

    auditor.desk.settle_field(conflict, conflict.both)
    sync(auditor, server)
    sync(officer, server)

    for desk in (auditor, officer):
        assert desk.desk.field_conflicts(audit.id) == ()
        assert desk.desk.open_audit(audit.id).value(REASON) == "mine\n\ntheirs"
        assert desk.desk.sync_facts().audits == ()


def test_two_grades_wait_for_a_person_and_block_signing(
    auditor: OpenDesk, officer: OpenDesk, audit: Audit, server: FakeServer
) -> None:
    write_at_once(auditor, officer, server, audit.id, GRADE)
    (conflict,) = auditor.desk.field_conflicts(audit.id)
    assert not conflict.is_text
    assert conflict.both == ""

    with pytest.raises(SeveralProblems) as blocked:
        auditor.desk.sign_audit(audit.id)
    assert "several people wrote this field" in blocked.value.sentence

    with pytest.raises(InputProblem):
        auditor.desk.settle_field(conflict, "great")
    auditor.desk.settle_field(conflict, "inadequate")
    with pytest.raises(SeveralProblems) as still:
        auditor.desk.sign_audit(audit.id)
    assert "several people" not in still.value.sentence


def test_a_conflict_that_changed_meanwhile_is_not_settled(
    auditor: OpenDesk, officer: OpenDesk, audit: Audit, server: FakeServer
) -> None:
    write_at_once(auditor, officer, server, audit.id, REASON)
    (conflict,) = auditor.desk.field_conflicts(audit.id)
    auditor.desk.settle_field(conflict, "one")

    with pytest.raises(NotAllowed, match="meanwhile"):
        auditor.desk.settle_field(conflict, "another")


def test_the_chain_of_every_stream_is_walked_offline(officer: OpenDesk, audit: Audit) -> None:
    (proof,) = officer.desk.audit_log.verify(audit.id)
    head = officer.store.sync.heads_to_check(10)[Stream(audit.id)]
    assert (proof.broken_at, proof.revisions, proof.head) == (None, head.rev, head.digest.hex())

    with officer.store._write() as run:
        run("UPDATE operation SET path = 'about/other' WHERE op_id = (SELECT op_id FROM received WHERE rev = 3)")

    (broken,) = officer.desk.audit_log.verify(audit.id)
    assert broken.broken_at == 3


def test_opening_a_desk_loads_neither_the_engine_nor_the_database_driver(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path\n"
        "from tests.desks import new_desk\n"
        "new_desk(Path(sys.argv[1])).desk.close()\n"
        "print([name for name in sys.modules if name.startswith(('psycopg', 'qa_desktop.sync.client'))])\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "desk")], check=True, capture_output=True, text=True
    )

    assert done.stdout.strip() == "[]"
