"""After a redaction the note of an audit is made anew: sealed, without the deleted words and without attachment."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest

from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.inbox import InboxNeed
from qa_desktop.domain.record import Role
from qa_desktop.domain.retention import Reason
from qa_desktop.errors import NotAllowed
from qa_desktop.services.erase_entries import Ordered
from qa_desktop.services.renew_note import REASON
from qa_desktop.services.verify_note import verify_note
from tests.desks import OpenDesk
from tests.documents.reading import bare, pages
from tests.sync.signed_in import MakeDesk
from tests.sync.test_erasing import CANARY, signed_with, synced


def redacted(make_desk: MakeDesk) -> tuple[OpenDesk, OpenDesk, AuditId]:
    """Return an auditor and an officer who hold an audit of which an entry, and every note, was deleted."""
    ada, oli = make_desk("Ada Auditor", Role.AUDITOR), make_desk("Oli Officer", Role.QA_OFFICER)
    olga = make_desk("Olga Officer", Role.QA_OFFICER)
    audit, entry = signed_with(ada, CANARY)
    synced(ada, oli, olga)
    for one in (oli, olga):
        one.desk.erase.redact(audit, [entry.op_id], Reason.THIRD_PARTY)
        synced(one)
    synced(ada, oli)
    return ada, oli, audit


def test_the_auditor_makes_the_note_anew_and_everybody_gets_it(make_desk: MakeDesk, tmp_path: Path) -> None:
    ada, oli, audit = redacted(make_desk)
    assert ada.desk.renew_note.is_wanted(ada.desk.open_audit(audit))

    ada.desk.renew_note(audit)
    synced(ada, oli)

    assert not ada.desk.renew_note.is_wanted(ada.desk.open_audit(audit))
    (made,) = oli.store.documents_of(audit)
    assert made.kind == "filing_note"
    printed = bare("".join(pages(made.data, tmp_path)))
    assert CANARY not in printed
    assert bare(REASON) in printed
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        assert len(pdf.attachments) == 0
    (tmp_path / "note.pdf").write_bytes(oli.desk.case_note(oli.desk.open_audit(audit)))
    (seal,) = verify_note(tmp_path / "note.pdf").seals
    assert seal.startswith("Ada Auditor")
    assert "intact" in seal
    with pytest.raises(NotAllowed, match="is here"):
        oli.desk.renew_note(audit)


def test_an_officer_makes_it_under_their_own_seal_where_the_auditor_does_not(
    make_desk: MakeDesk, tmp_path: Path
) -> None:
    _, oli, audit = redacted(make_desk)

    oli.desk.renew_note(audit)
    synced(oli)

    (tmp_path / "note.pdf").write_bytes(oli.desk.case_note(oli.desk.open_audit(audit)))
    (seal,) = verify_note(tmp_path / "note.pdf").seals
    assert seal.startswith("Oli Officer (countersign)")


def test_a_note_of_which_nothing_was_deleted_stays_as_it_was_signed(make_desk: MakeDesk) -> None:
    ada, oli = make_desk("Ada Auditor", Role.AUDITOR), make_desk("Mia Manager", Role.MANAGER)
    audit, _ = signed_with(ada, "kept")
    synced(ada, oli)

    with pytest.raises(NotAllowed, match="Nothing of this audit was deleted"):
        ada.desk.renew_note(audit)
    with pytest.raises(NotAllowed, match="Only the person whose audit"):
        oli.desk.renew_note(audit)


def test_an_audit_whose_note_was_deleted_is_amended_only_once_it_is_made_anew(make_desk: MakeDesk) -> None:
    ada, _, audit = redacted(make_desk)

    with pytest.raises(NotAllowed, match="make the note anew"):
        ada.desk.amend_audit(audit)
    ada.desk.renew_note(audit)

    assert not ada.desk.amend_audit(audit).is_signed


def test_a_note_sealed_without_having_heard_of_a_deletion_is_told_and_deleted_too(make_desk: MakeDesk) -> None:
    ada, mia = make_desk("Ada Auditor", Role.AUDITOR), make_desk("Mia Manager", Role.MANAGER)
    officers = oli, olga = make_desk("Oli Officer", Role.QA_OFFICER), make_desk("Olga Officer", Role.QA_OFFICER)
    audit, entry = signed_with(ada, CANARY)
    synced(ada, mia, *officers)
    for one in officers:
        one.desk.erase.redact(audit, [entry.op_id], Reason.THIRD_PARTY)
        synced(one)
    mia.desk.add_seal(audit)

    synced(mia, oli, olga)
    told = [InboxNeed.DELETED_WORDS in one.desk.inbox.needs(audit) for one in officers]
    ordered = []
    for one in officers:
        synced(one)
        ordered.append(one.desk.erase.redact_stale(audit))
        assert one.desk.erase.stale(audit) == ()
        synced(one)
    synced(mia, oli)

    assert told == [True, True]
    assert ordered == [Ordered.ASKED, Ordered.CONFIRMED]
    assert mia.store.documents_of(audit) == oli.store.documents_of(audit) == ()
    assert InboxNeed.DELETED_WORDS not in oli.desk.inbox.needs(audit)
    oli.desk.renew_note(audit)
    assert InboxNeed.DELETED_WORDS not in oli.desk.inbox.needs(audit)
    assert oli.desk.erase.redact_stale(audit) is Ordered.ASKED_ALREADY
    assert len(oli.store.documents_of(audit)) == 1
