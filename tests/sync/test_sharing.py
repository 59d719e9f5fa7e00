"""Two people and one audit, from desk to desk through a real server: hand-over, parts, locked grades."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa_desktop import cli
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Change
from qa_desktop.domain.parts import Relation
from qa_desktop.domain.record import AuditState, Role
from qa_desktop.errors import InputProblem, NotAllowed, NotFound
from tests.desks import PASSPHRASE, OpenDesk
from tests.sync.signed_in import MakeDesk
from tests.sync.two_people import COMMENT, finish, introduce, start, sync, write


def test_an_audit_handed_over_without_a_network_is_the_others_after_their_syncs(make_desk: MakeDesk) -> None:
    ada, ben = make_desk("Ada Auditor"), make_desk("Ben Bell")
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


def test_what_the_new_owner_signs_is_signed_for_the_officer_too_and_named_after_them(make_desk: MakeDesk) -> None:
    ada, ben, olu = make_desk("Ada Auditor"), make_desk("Ben Bell"), make_desk("Olu Officer", Role.QA_OFFICER)
    introduce(ada, ben, olu)
    audit_id = start(ada.desk)
    ada.desk.sharing.parts.hand_over(audit_id, ben.desk.owner.id)
    sync(ada, ben)
    finish(ben.desk, audit_id)

    sync(ben, olu)

    assert olu.store.load(audit_id).state is AuditState.SIGNED
    assert olu.store.load(audit_id).owner == ben.desk.owner.id


def test_a_peer_reads_and_writes_until_the_part_is_taken_back(make_desk: MakeDesk) -> None:
    ada, pia = make_desk("Ada Auditor"), make_desk("Pia Peer")
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


def test_an_audit_that_is_called_back_while_somebody_writes_in_it_stays_until_they_leave_it(
    make_desk: MakeDesk,
) -> None:
    ada, pia = make_desk("Ada Auditor"), make_desk("Pia Peer")
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


def test_who_cannot_have_a_part_is_refused_here_already(make_desk: MakeDesk) -> None:
    ada, paul, adam = make_desk("Ada Auditor"), make_desk("Paul P", Role.PRACTITIONER), make_desk("Adam A", Role.ADMIN)
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


def test_each_sees_the_others_grades_when_both_have_locked_their_first(make_desk: MakeDesk) -> None:
    ada, pia = make_desk("Ada Auditor"), make_desk("Pia Peer")
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


def test_parts_are_given_from_the_command_line_too(
    make_desk: MakeDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ada, ben = make_desk("Ada Auditor"), make_desk("Ben Bell")
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
