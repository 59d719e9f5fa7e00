"""Two people and one audit, from desk to desk through a real server: hand-over, parts, late work, two signatures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest

from qa_desktop import cli
from qa_desktop.domain.exchange import Outcome, RunReport
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Change
from qa_desktop.domain.parts import Relation
from qa_desktop.domain.record import AuditState, Role
from qa_desktop.errors import InputProblem, NotAllowed, NotFound
from qa_desktop.services.desk import Desk
from qa_desktop.services.note_access import Access
from qa_desktop.services.read_inbox import InboxNeed
from qa_desktop.services.start_audit import StartRequest
from qa_desktop.sync.server.administration import administering
from qa_desktop.sync.server.inspection import accesses
from tests.desks import PASSPHRASE, OpenDesk, sign_an_audit
from tests.sample_audits import COMPLETE_BRA
from tests.sync.keyring_in_memory import Keyring
from tests.sync.server.laptops import Server
from tests.sync.signed_in import signed_in


class MakeDesk(Protocol):
    def __call__(self, name: str, role: Role = Role.AUDITOR) -> OpenDesk: ...


BACKEND = "tests.sync.keyring_in_memory.Keyring"
COMMENT = "overall/reason"


@pytest.fixture
def make(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MakeDesk]:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", BACKEND)
    Keyring.kept.clear()
    made: list[OpenDesk] = []

    def new(name: str, role: Role = Role.AUDITOR) -> OpenDesk:
        made.append(signed_in(tmp_path / f"profile-{len(made)}", server, name, role))
        return made[-1]

    yield new
    for one in made:
        one.desk.close()


def introduce(*desks: OpenDesk) -> None:
    """Let everybody know everybody, as the authority's directory does."""
    for one in desks:
        one.store.bring([other.desk.owner for other in desks], [], [])


def sync(*desks: OpenDesk) -> list[RunReport]:
    reports = [one.desk.sync_now(lambda: False) for one in desks]
    assert [report.outcome for report in reports] == [Outcome.DONE] * len(desks)
    return reports


def start(desk: Desk) -> AuditId:
    audit = desk.start_audit(StartRequest("bra-live-audit", "48-2207"))
    return desk.record(audit, COMPLETE_BRA).audit.id


def write(one: OpenDesk, audit_id: AuditId, path: str, words: str) -> None:
    one.desk.record(one.desk.open_audit(audit_id), {path: words})


def finish(desk: Desk, audit_id: AuditId) -> None:
    named = [("auditor", desk.owner.name), ("practitioner", "A. Practitioner")]
    desk.sign_audit(desk.record_signature.typed(desk.open_audit(audit_id), named).id)


def test_an_audit_handed_over_without_a_network_is_the_others_after_their_syncs(make: MakeDesk) -> None:
    ada, ben = make("Ada Auditor"), make("Ben Bell")
    introduce(ada, ben)
    audit_id = start(ada.desk)

    ada.desk.sharing.parts.hand_over(audit_id, ben.desk.owner.id)
    with pytest.raises(NotAllowed, match="handed this audit"):
        write(ada, audit_id, COMMENT, "one word more")
    sync(ada, ben, ada)

    with pytest.raises(NotFound):
        ada.desk.open_audit(audit_id)
    assert ada.desk.unsent().count == 0
    given = ben.desk.home().given[audit_id]
    assert (given.relation, given.giver) == ("owner", "Ada Auditor")
    finish(ben.desk, audit_id)
    assert ben.store.load(audit_id).state is AuditState.SIGNED


def test_what_the_new_owner_signs_is_signed_for_the_officer_too_and_named_after_them(make: MakeDesk) -> None:
    ada, ben, olu = make("Ada Auditor"), make("Ben Bell"), make("Olu Officer", Role.QA_OFFICER)
    introduce(ada, ben, olu)
    audit_id = start(ada.desk)
    ada.desk.sharing.parts.hand_over(audit_id, ben.desk.owner.id)
    sync(ada, ben)
    finish(ben.desk, audit_id)

    sync(ben, olu)

    assert olu.store.load(audit_id).state is AuditState.SIGNED
    assert olu.store.load(audit_id).owner == ben.desk.owner.id


def test_a_peer_reads_and_writes_until_the_part_is_taken_back(make: MakeDesk) -> None:
    ada, pia = make("Ada Auditor"), make("Pia Peer")
    introduce(ada, pia)
    audit_id = start(ada.desk)
    parts = ada.desk.sharing.parts
    parts.give(audit_id, pia.desk.owner.id, Relation.PEER)
    sync(ada, pia)
    assert [(one.name, one.relation) for one in pia.desk.sharing.parts.held(audit_id)] == [
        ("Ada Auditor", Relation.OWNER),
        ("Pia Peer", Relation.PEER),
    ]
    with pytest.raises(NotAllowed):
        pia.desk.sharing.parts.give(audit_id, ada.desk.owner.id, Relation.MODERATOR)

    parts.take_back(audit_id, pia.desk.owner.id, Relation.PEER)
    sync(ada, pia)

    with pytest.raises(NotFound):
        pia.desk.open_audit(audit_id)


def test_an_audit_that_is_called_back_while_somebody_writes_in_it_stays_until_they_leave_it(make: MakeDesk) -> None:
    ada, pia = make("Ada Auditor"), make("Pia Peer")
    introduce(ada, pia)
    audit_id = start(ada.desk)
    ada.desk.sharing.parts.give(audit_id, pia.desk.owner.id, Relation.PEER)
    sync(ada, pia)
    pia.desk.sharing.keep_in_sight(audit_id)
    ada.desk.sharing.parts.take_back(audit_id, pia.desk.owner.id, Relation.PEER)

    sync(ada, pia)
    write(pia, audit_id, COMMENT, "under Pia's hands when it was called back")
    pia.desk.sharing.keep_in_sight(None)
    sync(pia, ada)

    assert pia.desk.home().drafts == ()
    ada.desk.sharing.take_in([op for work in ada.desk.sharing.take_in.waiting() for op in work.op_ids])
    sync(ada)
    assert ada.store.history(audit_id, COMMENT)[-1].value == "under Pia's hands when it was called back"


def test_who_cannot_have_a_part_is_refused_here_already(make: MakeDesk) -> None:
    ada, paul, adam = make("Ada Auditor"), make("Paul P", Role.PRACTITIONER), make("Adam A", Role.ADMIN)
    introduce(ada, paul, adam)
    audit_id = start(ada.desk)
    parts = ada.desk.sharing.parts

    for person, relation in ((paul, Relation.PEER), (adam, Relation.MODERATOR), (ada, Relation.PEER)):
        with pytest.raises(InputProblem):
            parts.give(audit_id, person.desk.owner.id, relation)
    with pytest.raises(InputProblem):
        parts.take_back(audit_id, ada.desk.owner.id, Relation.OWNER)
    with pytest.raises(InputProblem, match="Nobody is known"):
        parts.person("Nobody Here")
    assert parts.person("paul p") == paul.desk.owner.id
    assert [one.name for one in parts.candidates(Relation.PRACTITIONER)] == ["Paul P"]


def test_the_work_of_an_absent_auditor_waits_is_shown_and_is_taken_in(make: MakeDesk) -> None:
    ada, ben, olu = make("Ada Auditor"), make("Ben Bell"), make("Olu Officer", Role.QA_OFFICER)
    introduce(ada, ben, olu)
    audit_id = start(ada.desk)
    sync(ada)
    write(ada, audit_id, COMMENT, "written on the train")
    with pytest.raises(NotFound):
        ben.desk.sharing.parts.hand_over(audit_id, ada.desk.owner.id)

    olu.desk.sharing.parts.hand_over(audit_id, ben.desk.owner.id)
    sync(olu, ben, ada)

    (standing,) = ada.desk.sync_facts().audits
    assert (ada.desk.unsent().count, standing.unsent, standing.quarantined) == (0, 0, 1)
    with pytest.raises(NotFound):
        ada.desk.open_audit(audit_id)
    sync(ben)
    (work,) = ben.desk.sharing.take_in.waiting()
    assert (work.author, work.audit_id, len(work.op_ids), work.wanted) == ("Ada Auditor", audit_id, 1, False)
    ben.desk.sharing.take_in(work.op_ids)
    sync(ben, ada, ben)

    assert ben.desk.open_audit(audit_id).text(COMMENT) == "written on the train"
    placed = next(one for one in ben.store.sync.places(audit_id) if one.operation.op_id in work.op_ids)
    assert (placed.operation.author, placed.relayer) == (ada.desk.owner.id, ben.desk.owner.id)
    assert ada.desk.sync_facts().audits == ()
    assert ada.store.operations(audit_id) == ()
    assert ben.desk.sharing.take_in.waiting() == ()


def test_a_note_that_was_signed_meanwhile_stays_on_its_laptop_until_it_is_taken_in(make: MakeDesk) -> None:
    ada, ben, olu = make("Ada Auditor"), make("Ben Bell"), make("Olu Officer", Role.QA_OFFICER)
    introduce(ada, ben, olu)
    audit_id = start(ada.desk)
    sync(ada)
    olu.desk.sharing.parts.hand_over(audit_id, ben.desk.owner.id)
    finish(ada.desk, audit_id)
    sync(olu, ben, ada, ada)
    notes = [one.data for one in ada.desk.documents_of(audit_id)]
    assert len(notes) == 2
    finish(ben.desk, audit_id)
    sync(ben, olu)
    (work,) = olu.desk.sharing.take_in.waiting()
    assert work.has_signature

    olu.desk.sharing.take_in(work.op_ids)
    sync(olu, ada, ada, olu)

    both = {one.data for one in olu.desk.documents_of(audit_id)}
    assert set(notes) < both
    assert InboxNeed.SEVERAL_SIGNATURES in olu.desk.inbox.needs(audit_id)
    with pytest.raises(NotFound):
        ada.desk.open_audit(audit_id)


def test_an_officer_settles_two_signatures_and_both_stay_in_the_history(make: MakeDesk) -> None:
    ada, ben, olu = make("Ada Auditor"), make("Ben Bell"), make("Olu Officer", Role.QA_OFFICER)
    introduce(ada, ben, olu)
    audit_id = start(ada.desk)
    sync(ada)
    olu.desk.sharing.parts.hand_over(audit_id, ben.desk.owner.id)
    sync(olu, ben)
    write(ada, audit_id, COMMENT, "Ada's reason")
    finish(ada.desk, audit_id)
    sync(ada)
    finish(ben.desk, audit_id)
    sync(ben, olu)
    olu.desk.sharing.take_in([op for work in olu.desk.sharing.take_in.waiting() for op in work.op_ids])
    sync(olu, ben)
    bens = next(one for one in olu.desk.sharing.signatures.signatures(audit_id) if one.signer == "Ben Bell")

    olu.desk.sharing.signatures(audit_id, bens.op_id)
    sync(olu, ben)

    for one in (olu, ben):
        told = one.desk.sharing.signatures.signatures(audit_id)
        assert {(sign.signer, sign.holds) for sign in told} == {("Ada Auditor", False), ("Ben Bell", True)}
        assert all(sign.received_at is not None for sign in told)
        assert "Ada's reason" in {late.words for late in one.desk.sharing.late(audit_id)}
        assert one.desk.open_audit(audit_id).overall_reason != "Ada's reason"
    assert InboxNeed.SEVERAL_SIGNATURES not in olu.desk.inbox.needs(audit_id)
    with pytest.raises(NotAllowed):
        ben.desk.sharing.signatures(audit_id, bens.op_id)


def test_a_late_entry_is_before_author_and_manager_with_who_and_when(make: MakeDesk) -> None:
    ada, mia, pia = make("Ada Auditor"), make("Mia Manager", Role.MANAGER), make("Pia Peer")
    introduce(ada, mia, pia)
    audit_id = start(ada.desk)
    ada.desk.sharing.parts.give(audit_id, pia.desk.owner.id, Relation.PEER)
    sync(ada, pia)
    write(pia, audit_id, COMMENT, "written while the others signed")
    finish(ada.desk, audit_id)
    sync(ada, pia, ada, mia)

    for one in (ada, mia):
        (late,) = one.desk.sharing.late(audit_id)
        assert (late.author, late.words) == ("Pia Peer", "written while the others signed")
        assert late.received_at is not None
    assert InboxNeed.LATE_ENTRIES in mia.desk.inbox.needs(audit_id)


def test_drafts_are_listed_by_state_for_those_who_answer_for_them(make: MakeDesk) -> None:
    ada, mia, olu = make("Ada Auditor"), make("Mia Manager", Role.MANAGER), make("Olu Officer", Role.QA_OFFICER)
    audit_id = start(ada.desk)
    sync(ada, mia, olu)

    for one in (mia, olu):
        (line,) = one.desk.sharing.under_way()
        assert (line.audit_id, line.auditor, line.state) == (audit_id, "Ada Auditor", "Under way")
        assert line.tool == ada.desk.open_audit(audit_id).tool.title
        with pytest.raises(NotFound):
            one.desk.open_audit(audit_id)
    assert ada.desk.sharing.under_way() == ()
    finish(ada.desk, audit_id)
    sync(ada, mia)
    assert mia.desk.sharing.under_way() == ()


def test_each_sees_the_others_grades_when_both_have_locked_their_first(make: MakeDesk) -> None:
    ada, pia = make("Ada Auditor"), make("Pia Peer")
    introduce(ada, pia)
    audit_id = start(ada.desk)
    ada.desk.sharing.parts.give(audit_id, pia.desk.owner.id, Relation.PEER)
    sync(ada, pia)
    seats = {one: one.desk.sharing.lock_grade.seat(audit_id) for one in (ada, pia)}
    for one, seat in seats.items():
        with pytest.raises(NotAllowed, match="Give your own grade"):
            one.desk.sharing.lock_grade(audit_id)
        assert seat is not None
        one.store.append([Change(seat, "overall/grade", "good", fact=True)])
    ada.desk.sharing.lock_grade(audit_id)
    sync(ada, pia, ada)
    assert streams(pia, audit_id) == {"record", "peer"}

    pia.desk.sharing.lock_grade(audit_id)
    sync(pia, ada, pia)

    assert streams(ada, audit_id) == streams(pia, audit_id) == {"record", "lead", "peer"}
    with pytest.raises(NotAllowed, match="locked already"):
        pia.desk.sharing.lock_grade(audit_id)


def streams(one: OpenDesk, audit_id: AuditId) -> set[str]:
    return {operation.stream.name for operation in one.store.operations(audit_id)}


def test_what_was_looked_at_is_reported_once_and_says_nothing_of_it(make: MakeDesk, server: Server) -> None:
    ada, olu = make("Ada Auditor"), make("Olu Officer", Role.QA_OFFICER)
    audit_id = sign_an_audit(ada.desk)
    sync(ada, olu)
    olu.desk.sharing.note_access([audit_id], Access.OPENED)
    olu.desk.sharing.note_access([audit_id], Access.NOTE_SAVED)

    sync(olu, olu)

    told = server.sql("SELECT audit, what, self_reported FROM qa.access_record ORDER BY no").splitlines()
    assert told == [f"{audit_id}|opened|t", f"{audit_id}|note_saved|t"]
    with administering(server.dsn) as connection:
        newest, oldest = accesses(connection, audit=audit_id)
        (login,) = {newest.split()[2], oldest.split()[2]}
        assert accesses(connection, login=login) == (newest, oldest)
        assert accesses(connection, audit="another") == ()
    assert ("note_saved" in newest, "opened" in oldest, "48-2207" in newest) == (True, True, False)


def test_parts_are_given_from_the_command_line_too(
    make: MakeDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ada, ben = make("Ada Auditor"), make("Ben Bell")
    introduce(ada, ben)
    audit_id = start(ada.desk)
    ada.desk.close()
    secret = tmp_path / "passphrase"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    monkeypatch.setenv("QA_DESKTOP_PASSPHRASE_FILE", str(secret))

    def say(*words: str) -> int:
        return cli.run(["audit", *words, "--data", str(ada.place.folder)])

    assert say("share", audit_id, "--with", "Ben Bell", "--as", "peer") == 0
    assert say("parts", audit_id) == 0
    assert "peer         " + ben.desk.owner.id in capsys.readouterr().out
    assert say("lock-grade", audit_id) == cli.WRONG_INPUT
    assert say("unshare", audit_id, "--with", ben.desk.owner.id, "--as", "peer") == 0
    assert say("hand-over", audit_id, "--to", "ben bell") == 0
    assert say("hand-over", audit_id, "--to", "nobody") == cli.WRONG_INPUT
    assert say("under-way") == say("waiting") == say("take-in", audit_id) == say("settle-signature", audit_id) == 0
    capsys.readouterr()

    assert say("parts", audit_id) == 0

    assert [line.split()[:2] for line in capsys.readouterr().out.splitlines()] == [["owner", ben.desk.owner.id]]


def test_who_else_has_an_audit_open_is_told_and_stops_nobody(make: MakeDesk) -> None:
    ada, pia, bob = make("Ada Auditor"), make("Pia Peer"), make("Bob Bystander")
    introduce(ada, pia)
    audit_id = start(ada.desk)
    ada.desk.sharing.parts.give(audit_id, pia.desk.owner.id, Relation.PEER)
    sync(ada, pia)

    assert ada.desk.sharing.tell_open(audit_id) is None
    told = pia.desk.sharing.tell_open(audit_id)
    assert told is not None
    assert told.name == "Ada Auditor"
    write(pia, audit_id, COMMENT, "written all the same")
    assert sync(pia)[0].refused == 0
    assert bob.desk.sharing.tell_open(audit_id) is None
    ada.desk.sharing.tell_open.closed(audit_id)

    assert pia.desk.sharing.tell_open(audit_id) is None


def test_a_run_with_nothing_to_do_asks_for_no_list_and_no_report(
    make: MakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    olu = make("Olu Officer", Role.QA_OFFICER)
    sync(olu)
    asked: list[str] = []
    line = olu.desk.sync_now.connect_at_once()
    for name in ("aside", "under_way", "quarantined", "report_access", "take_in"):
        monkeypatch.setattr(line, name, lambda *_, name=name: asked.append(name))

    from qa_desktop.sync.client.engine import Engine  # noqa: PLC0415 - beside its one use

    report = Engine(olu.store.sync, line, olu.desk.owner.id, olu.clock).run()
    line.close()

    assert (report.outcome, asked) == (Outcome.DONE, [])
