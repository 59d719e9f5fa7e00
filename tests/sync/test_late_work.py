"""What was written by somebody who has the audit no more, or after the signature: kept, shown, taken in, settled."""

from __future__ import annotations

import pytest

from qa_desktop.domain.inbox import InboxNeed
from qa_desktop.domain.parts import Relation
from qa_desktop.domain.record import Role
from qa_desktop.errors import NotAllowed, NotFound
from tests.sync.signed_in import MakeDesk
from tests.sync.two_people import COMMENT, finish, introduce, start, sync, write


def test_the_work_of_an_absent_auditor_waits_is_shown_and_is_taken_in(make_desk: MakeDesk) -> None:
    ada, ben, olu = make_desk("Ada Auditor"), make_desk("Ben Bell"), make_desk("Olu Officer", Role.QA_OFFICER)
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


def test_a_note_that_was_signed_meanwhile_stays_on_its_laptop_until_it_is_taken_in(make_desk: MakeDesk) -> None:
    ada, ben, olu = make_desk("Ada Auditor"), make_desk("Ben Bell"), make_desk("Olu Officer", Role.QA_OFFICER)
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


def test_an_officer_settles_two_signatures_and_both_stay_in_the_history(make_desk: MakeDesk) -> None:
    ada, ben, olu = make_desk("Ada Auditor"), make_desk("Ben Bell"), make_desk("Olu Officer", Role.QA_OFFICER)
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


def test_a_late_entry_is_before_author_and_manager_with_who_and_when(make_desk: MakeDesk) -> None:
    ada, mia, pia = make_desk("Ada Auditor"), make_desk("Mia Manager", Role.MANAGER), make_desk("Pia Peer")
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
