"""From the first sign-in to a laptop that syncs, a second laptop of one person, and a laptop that is locked out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa_desktop import cli
from qa_desktop.domain.enrolment import EnrolAnswer, Standing
from qa_desktop.domain.exchange import Outcome, RunReport, Verdict
from qa_desktop.domain.ids import OperationId
from qa_desktop.domain.operation import Change, Stream
from qa_desktop.domain.ports import SummaryFilter
from qa_desktop.domain.record import Role
from qa_desktop.errors import InputProblem, NotAllowed
from qa_desktop.services.desk import Desk
from qa_desktop.services.start_audit import StartRequest
from qa_desktop.sync.client.connect import open_line
from qa_desktop.sync.server.administration import administering
from qa_desktop.sync.server.people import new_code
from tests.desks import PASSPHRASE, OpenDesk, new_desk, reopened
from tests.sample_audits import COMPLETE_BRA
from tests.sync.newcomers import Newcomer, enrolled, newcomer, sign_in
from tests.sync.server.laptops import Server

pytestmark = pytest.mark.usefixtures("keyring")


@pytest.fixture
def ada(server: Server, tmp_path: Path) -> Iterator[Newcomer]:
    made = newcomer(tmp_path / "ada", server)
    yield made
    made.at.desk.close()


@pytest.fixture
def oli(server: Server, tmp_path: Path) -> Iterator[Newcomer]:
    made = enrolled(tmp_path / "oli", server)
    yield made
    made.at.desk.close()


def sync(desk: Desk) -> RunReport:
    return desk.sync_now(lambda: False)


def begin_audit(desk: Desk, comment: str = "Seen alone") -> None:
    audit = desk.start_audit(StartRequest("bra-live-audit", "48-2207"))
    desk.record(audit, {**COMPLETE_BRA, "answer/bra-live.1/comment": comment})


def sign_audit(desk: Desk) -> None:
    audit = desk.start_audit(StartRequest("bra-live-audit", "48-2207"))
    audit = desk.record(audit, COMPLETE_BRA).audit
    named = [("auditor", desk.owner.name), ("practitioner", "A. Practitioner")]
    desk.sign_audit(desk.record_signature.typed(audit, named).id)


def let_in(officer: Newcomer, laptop: OpenDesk, code: str) -> None:
    """Enrol and approve."""
    desk = laptop.desk
    assert desk.devices.enrol(code).answer is EnrolAnswer.PENDING
    officer.at.desk.devices.approve(officer.at.desk.devices.named(desk.devices.own_fingerprint))


def test_a_laptop_waits_for_a_second_person_and_then_begins_by_itself(ada: Newcomer, oli: Newcomer) -> None:
    desk, officer = ada.at.desk, oli.at.desk
    begin_audit(desk)
    before = sync(desk)
    standings = [desk.sync_facts().standing]
    done = desk.devices.enrol(ada.access.code.replace("-", " ").upper())
    waiting = sync(desk)
    standings.append(desk.sync_facts().standing)

    (device, _) = officer.devices.list()
    officer.devices.approve(device)
    ready = sync(desk)
    standings.append(desk.sync_facts().standing)

    assert standings == [Standing.NEW, Standing.PENDING, Standing.ENROLLED]
    assert "one-time code" in before.words
    assert "second person" in waiting.words
    assert (done.answer, done.fingerprint) == (EnrolAnswer.PENDING, device.fingerprint)
    assert (device.person.name, device.is_proved, device.is_waiting) == ("Ada Auditor", True, True)
    assert (ready.outcome, ready.refused) == (Outcome.DONE, 0)
    assert desk.unsent().count == 0


def test_a_wrong_code_is_said(ada: Newcomer) -> None:
    with pytest.raises(InputProblem, match="did not take this code"):
        ada.at.desk.devices.enrol("abcde-abcde-abcde-abcde")


def test_a_proof_that_was_made_for_another_sign_in_is_seen_and_not_approved(
    ada: Newcomer, oli: Newcomer, server: Server
) -> None:
    ada.at.desk.devices.enrol(ada.access.code)
    server.sql("UPDATE qa.device_key SET address = 'age1another' WHERE approved_at IS NULL")

    (device, _) = oli.at.desk.devices.list()

    assert not device.is_proved
    with pytest.raises(NotAllowed, match="proof"):
        oli.at.desk.devices.approve(device)


def test_nobody_approves_their_own_laptop(oli: Newcomer, server: Server, tmp_path: Path) -> None:
    second = new_desk(tmp_path / "second", "Oli Officer", Role.QA_OFFICER)
    sign_in(second, server, oli.access)
    with administering(server.dsn) as connection:
        code = new_code(connection, oli.access.login)
    assert second.desk.devices.enrol(code).answer is EnrolAnswer.REOPEN
    second = reopened(second)
    second.desk.devices.enrol(code)

    device = oli.at.desk.devices.named(second.desk.devices.own_fingerprint)

    with pytest.raises(NotAllowed):
        oli.at.desk.devices.approve(device)
    second.desk.close()


def test_a_second_laptop_becomes_the_same_person_with_what_was_begun_on_it(
    ada: Newcomer, oli: Newcomer, server: Server, tmp_path: Path
) -> None:
    let_in(oli, ada.at, ada.access.code)
    second = new_desk(tmp_path / "second")
    sign_in(second, server, ada.access)
    begin_audit(second.desk, "Begun before anybody signed in")
    with administering(server.dsn) as connection:
        code = new_code(connection, ada.access.login)

    assert second.desk.devices.enrol(code).answer is EnrolAnswer.REOPEN
    second = reopened(second)
    let_in(oli, second, code)
    sent, got = sync(second.desk), sync(ada.at.desk)

    assert second.desk.owner.id == ada.at.desk.owner.id
    assert (sent.outcome, sent.refused, sent.waiting) == (Outcome.DONE, 0, 0)
    assert got.outcome is Outcome.DONE
    (mine,) = ada.at.desk.home().drafts
    fields = ada.at.desk.open_audit(mine.id).record.fields
    assert "Begun before anybody signed in" in {state.value for state in fields.values()}
    assert ada.at.store.sync.held() == ()
    second.desk.close()


def test_a_profile_with_a_signed_audit_of_its_own_stays_who_it_is(
    ada: Newcomer, oli: Newcomer, server: Server, tmp_path: Path
) -> None:
    let_in(oli, ada.at, ada.access.code)
    second = new_desk(tmp_path / "second")
    sign_in(second, server, ada.access)
    sign_audit(second.desk)
    owner = second.desk.owner
    with administering(server.dsn) as connection:
        code = new_code(connection, ada.access.login)

    with pytest.raises(NotAllowed, match="make a new profile"):
        second.desk.devices.enrol(code)

    second = reopened(second)
    assert second.desk.owner == owner
    second.desk.close()


@pytest.fixture
def lost(ada: Newcomer, oli: Newcomer, server: Server, tmp_path: Path) -> Iterator[Newcomer]:
    """Give Ada, with a second laptop that was approved; what she signed on the first is with everybody."""
    let_in(oli, ada.at, ada.access.code)
    second = new_desk(tmp_path / "second")
    sign_in(second, server, ada.access)
    with administering(server.dsn) as connection:
        code = new_code(connection, ada.access.login)
    second.desk.devices.enrol(code)
    second = reopened(second)
    let_in(oli, second, code)
    sign_audit(ada.at.desk)
    for desk in (ada.at.desk, second.desk, oli.at.desk):
        assert sync(desk).outcome is Outcome.DONE
    yield ada
    second.desk.close()


def lock_out(officer: Newcomer, laptop: Newcomer) -> None:
    devices = officer.at.desk.devices
    devices.revoke(devices.named(laptop.at.desk.devices.own_fingerprint))


def push_past_the_engine(laptop: Newcomer) -> OperationId:
    """Write into the signed audit and push it as a thief would, without asking the laptop's own program."""
    store, server = laptop.at.store, laptop.at.desk.server
    (audit,) = (one.id for one in laptop.at.desk.list_audits(SummaryFilter()))
    (written,) = store.append([Change(Stream(audit), "comment/late/text", "written by a thief")])
    line = open_line(server.settings(), server.password())
    _, offered = store.sync.next_to_send(0, 100, 10**6)
    assert [one.verdict for one in line.push(offered)] == [Verdict.APPLIED]
    line.close()
    return written.op_id


def log_of(laptop: Newcomer) -> set[OperationId]:
    (audit,) = (one.id for one in laptop.at.desk.list_audits(SummaryFilter()))
    return {one.op_id for one in laptop.at.store.operations(audit)}


def test_a_laptop_that_is_locked_out_is_told_so_and_what_it_wrote_before_stays(lost: Newcomer, oli: Newcomer) -> None:
    before = log_of(oli)

    lock_out(oli, lost)
    told = sync(lost.at.desk)
    sync(oli.at.desk)

    assert told.outcome is Outcome.NOT_ADMITTED
    assert "locked out" in told.words
    assert lost.at.desk.sync_facts().standing is Standing.REVOKED
    assert log_of(oli) == before
    assert oli.at.store.sync.held() == ()


def test_what_a_lost_laptop_signs_after_it_was_locked_out_is_not_believed(lost: Newcomer, oli: Newcomer) -> None:
    lock_out(oli, lost)
    forged = push_past_the_engine(lost)

    sync(oli.at.desk)

    assert forged not in log_of(oli)
    assert [one.op_id for one in oli.at.store.sync.held()] == [forged]


def test_what_was_believed_before_the_revocation_was_known_is_taken_back_and_kept_aside(
    lost: Newcomer, oli: Newcomer, server: Server
) -> None:
    lock_out(oli, lost)
    forged = push_past_the_engine(lost)
    server.sql("UPDATE qa.key_version SET version = version - 1")
    sync(oli.at.desk)
    assert forged in log_of(oli)

    server.sql("UPDATE qa.key_version SET version = version + 1")
    sync(oli.at.desk)

    assert forged not in log_of(oli)
    assert [one.op_id for one in oli.at.store.sync.held()] == [forged]
    (shown,) = oli.at.desk.list_audits(SummaryFilter())
    values = {state.value for state in oli.at.desk.open_audit(shown.id).record.fields.values()}
    assert "written by a thief" not in values
    assert oli.at.store.check().healthy


def test_a_laptop_enrols_and_is_approved_by_command(
    ada: Newcomer, oli: Newcomer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = tmp_path / "passphrase"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    monkeypatch.setenv("QA_DESKTOP_PASSPHRASE_FILE", str(secret))
    fingerprint = ada.at.desk.devices.own_fingerprint
    for one in (ada, oli):
        one.at.desk.close()

    def run(*words: str) -> str:
        assert cli.run([*words, "--data", str(tmp_path / ("ada" if words[0] == "enrol" else "oli"))]) == 0
        return capsys.readouterr().out

    assert fingerprint in run("enrol", "--code", ada.access.code)
    assert "proof fits" in run("devices", "list").splitlines()[0]
    assert "Approved a laptop of Ada Auditor" in run("devices", "approve", fingerprint)
    assert "enrolled already" in run("enrol", "--code", ada.access.code)
    assert "Locked out" in run("devices", "revoke", fingerprint.replace(" ", "")[:12])
    listed = json.loads(run("devices", "list", "--json"))
    assert {one["name"]: one["revoked_at"] is None for one in listed} == {"Ada Auditor": False, "Oli Officer": True}
