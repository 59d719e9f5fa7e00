"""A bundle is answered with a receipt: only a true one takes work out of what waits to be sent, and it is not lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.exchange import Answer, Verdict
from qa_desktop.domain.handover import Receipt, Standing
from qa_desktop.domain.record import Role
from qa_desktop.errors import DiskProblem, InputProblem, NotAllowed
from qa_desktop.services.look_into_file import BundlePreview, ReceiptPreview
from qa_desktop.services.start_audit import StartRequest
from qa_desktop.sync.receipt import seal_receipt
from tests.desks import OpenDesk, new_desk, sign_an_audit

REASON = paths.answer("bra-live.3", "comment")


@pytest.fixture
def audit(auditor: OpenDesk) -> Audit:
    started = auditor.desk.start_audit(StartRequest("bra-live-audit", "48-2207", "P. Worker"))
    return auditor.desk.record(started, {REASON: "Seen alone."}).audit


@pytest.fixture
def bundle(auditor: OpenDesk, officer: OpenDesk, audit: Audit, tmp_path: Path) -> Path:
    return auditor.desk.export_bundle([audit.id], officer.desk.owner.address, tmp_path / "audit.qab").file


def looked_into(desk: OpenDesk, file: Path) -> BundlePreview:
    found = desk.desk.files.look_into(file)
    assert isinstance(found, BundlePreview)
    return found


def receipt_of(desk: OpenDesk, file: Path) -> ReceiptPreview:
    found = desk.desk.files.look_into(file)
    assert isinstance(found, ReceiptPreview)
    return found


@pytest.fixture
def receipt(officer: OpenDesk, bundle: Path, tmp_path: Path) -> Path:
    preview = looked_into(officer, bundle)
    officer.desk.files.take_in(preview)
    officer.desk.files.give_receipt(preview, tmp_path / "receipt.qab")
    return tmp_path / "receipt.qab"


def test_a_receipt_empties_what_waits_and_the_server_is_still_asked(auditor: OpenDesk, receipt: Path) -> None:
    waiting = auditor.desk.unsent().count
    confirmed = auditor.desk.files.take_receipt(receipt_of(auditor, receipt))
    handed = auditor.store.handovers.handed_over()
    asked = auditor.store.sync.to_ask_after(100)

    assert confirmed.changes == waiting > 0
    assert auditor.store.people() == (auditor.desk.owner,)
    assert auditor.desk.unsent().count == 0
    assert handed is not None
    assert (handed.changes, handed.by) == (waiting, "Olu Officer")
    assert len(asked) == waiting


def test_what_the_server_lacks_after_a_receipt_waits_again(auditor: OpenDesk, receipt: Path) -> None:
    confirmed = auditor.desk.files.take_receipt(receipt_of(auditor, receipt))
    asked = auditor.store.sync.to_ask_after(100)

    auditor.store.sync.asked_after(asked, asked[:1])

    assert auditor.desk.unsent().count == confirmed.changes - 1
    assert auditor.store.handovers.handed_over() is None


def test_an_edit_after_the_bundle_still_waits(auditor: OpenDesk, audit: Audit, receipt: Path) -> None:
    auditor.desk.record(audit, {REASON: "Seen alone, twice."})

    auditor.desk.files.take_receipt(receipt_of(auditor, receipt))

    assert auditor.desk.unsent().count == 1


def test_a_receipt_counts_once(auditor: OpenDesk, receipt: Path) -> None:
    auditor.desk.files.take_receipt(receipt_of(auditor, receipt))
    asked = auditor.store.sync.to_ask_after(100)
    auditor.store.sync.asked_after(asked, ())
    waiting = auditor.desk.unsent().count

    again = auditor.desk.files.take_receipt(receipt_of(auditor, receipt))

    assert (again.is_news, again.changes) == (False, 0)
    assert auditor.desk.unsent().count == waiting == len(asked)


def test_a_refused_change_stays_refused(auditor: OpenDesk, receipt: Path) -> None:
    _, (first, *_) = auditor.store.sync.next_to_send(0, 10, 10_000)
    auditor.store.sync.settle([Answer(first.op_id, Verdict.REFUSED, "not_allowed")], auditor.clock.now())

    auditor.desk.files.take_receipt(receipt_of(auditor, receipt))

    assert [one.op_id for one in auditor.store.sync.refusals()] == [first.op_id]


def test_an_auditor_gives_no_receipt(auditor: OpenDesk, audit: Audit, tmp_path: Path) -> None:
    colleague = new_desk(tmp_path / "colleague", "Ben Auditor", Role.AUDITOR)
    file = auditor.desk.export_bundle([audit.id], colleague.desk.owner.address, tmp_path / "two.qab").file
    preview = looked_into(colleague, file)
    colleague.desk.files.take_in(preview)

    with pytest.raises(NotAllowed):
        colleague.desk.files.give_receipt(preview, tmp_path / "receipt.qab")
    colleague.desk.close()


def forged(auditor: OpenDesk, officer: OpenDesk, receipt: Receipt, tmp_path: Path, key: object = None) -> Path:
    """Write a receipt as somebody would who has their own program."""
    sign = key.sign if isinstance(key, Ed25519PrivateKey) else officer.store.bundle_keys.sign
    file = tmp_path / "forged.qab"
    file.write_bytes(seal_receipt(receipt, auditor.desk.owner.address, sign))
    return file


def true_receipt(auditor: OpenDesk, receipt: Path) -> Receipt:
    return receipt_of(auditor, receipt).receipt


def refuses(auditor: OpenDesk, file: Path, words: str) -> None:
    waiting = auditor.desk.unsent()
    with pytest.raises(InputProblem, match=words):
        auditor.desk.files.take_receipt(receipt_of(auditor, file))
    assert auditor.desk.unsent() == waiting
    assert auditor.store.handovers.handed_over() is None


def test_a_receipt_signed_by_another_key_changes_nothing(
    auditor: OpenDesk, officer: OpenDesk, receipt: Path, tmp_path: Path
) -> None:
    file = forged(auditor, officer, true_receipt(auditor, receipt), tmp_path, Ed25519PrivateKey.generate())

    refuses(auditor, file, "does not fit")


def test_a_receipt_without_the_token_of_the_bundle_changes_nothing(
    auditor: OpenDesk, officer: OpenDesk, receipt: Path, tmp_path: Path
) -> None:
    guessed = replace(true_receipt(auditor, receipt), token=bytes(32))

    refuses(auditor, forged(auditor, officer, guessed, tmp_path), "not made on this laptop")


def test_somebody_else_than_the_recipient_cannot_confirm(auditor: OpenDesk, receipt: Path, tmp_path: Path) -> None:
    thief = new_desk(tmp_path / "thief", "Theo Thief", Role.QA_OFFICER)
    stolen = replace(true_receipt(auditor, receipt), sender=thief.desk.owner)
    file = tmp_path / "stolen.qab"
    file.write_bytes(seal_receipt(stolen, auditor.desk.owner.address, thief.store.bundle_keys.sign))

    refuses(auditor, file, "somebody else than the person")
    thief.desk.close()


def test_a_person_known_with_another_key_cannot_confirm(
    auditor: OpenDesk, officer: OpenDesk, audit: Audit, receipt: Path, tmp_path: Path
) -> None:
    # A bundle of the true officer has come here before; somebody claims to be them, with a key of their own.
    officer.desk.record(officer.desk.open_audit(audit.id), {REASON: "Read."})
    back = officer.desk.export_bundle([audit.id], auditor.desk.owner.address, tmp_path / "back.qab").file
    auditor.desk.import_bundle(back)
    key = Ed25519PrivateKey.generate()
    claimed = replace(officer.desk.owner, device_key=key.public_key().public_bytes_raw())
    file = forged(auditor, officer, replace(true_receipt(auditor, receipt), sender=claimed), tmp_path, key)

    refuses(auditor, file, "not signed with the key")


def test_a_recipient_who_is_no_officer_cannot_confirm(
    auditor: OpenDesk, officer: OpenDesk, receipt: Path, tmp_path: Path
) -> None:
    claimed = replace(officer.desk.owner, role=Role.PRACTITIONER)
    file = forged(auditor, officer, replace(true_receipt(auditor, receipt), sender=claimed), tmp_path)

    refuses(auditor, file, "no QA officer")


def test_another_content_under_the_same_identity_is_not_confirmed(
    auditor: OpenDesk, officer: OpenDesk, receipt: Path, tmp_path: Path
) -> None:
    said = true_receipt(auditor, receipt)
    other = replace(said, operations=tuple((op_id, bytes(32)) for op_id, _ in said.operations))
    waiting = auditor.desk.unsent().count

    done = auditor.desk.files.take_receipt(receipt_of(auditor, forged(auditor, officer, other, tmp_path)))

    assert (done.changes, auditor.desk.unsent().count) == (0, waiting)


def test_a_document_that_is_not_safe_there_keeps_its_change_waiting(
    auditor: OpenDesk, officer: OpenDesk, tmp_path: Path
) -> None:
    audit_id = sign_an_audit(auditor.desk)
    file = auditor.desk.export_bundle([audit_id], officer.desk.owner.address, tmp_path / "signed.qab").file
    preview = looked_into(officer, file)
    officer.desk.files.take_in(preview)
    officer.desk.files.give_receipt(preview, tmp_path / "receipt.qab")
    said = true_receipt(auditor, tmp_path / "receipt.qab")
    assert said.documents
    without = forged(auditor, officer, replace(said, documents=frozenset()), tmp_path)

    auditor.desk.files.take_receipt(receipt_of(auditor, without))

    assert auditor.desk.unsent().count == len(said.documents)


def test_a_receipt_for_another_laptop_is_refused(auditor: OpenDesk, officer: OpenDesk, receipt: Path) -> None:
    assert auditor.desk.owner.id != officer.desk.owner.id

    with pytest.raises(InputProblem, match="made for somebody else"):
        officer.desk.files.look_into(receipt)


def test_a_bundle_that_could_not_be_written_is_not_among_those_handed_over(
    auditor: OpenDesk, officer: OpenDesk, audit: Audit, tmp_path: Path
) -> None:
    with pytest.raises(DiskProblem):
        auditor.desk.export_bundle([audit.id], officer.desk.owner.address, tmp_path / "no" / "folder.qab")

    assert auditor.desk.files.handovers(10) == ()


def test_a_preview_says_what_comes_and_keeps_nothing(officer: OpenDesk, audit: Audit, bundle: Path) -> None:
    preview = looked_into(officer, bundle)

    (one,) = preview.audits
    assert (one.title, one.written_by, one.is_first) == ("48-2207 · Live Case File Audit", ("Ada Auditor",), True)
    assert (one.changes, one.late, one.to_settle) == (len(preview.bundle.operations), 0, 0)
    assert preview.standing is Standing.STRANGER
    assert officer.store.people() == (officer.desk.owner,)
    with pytest.raises(InputProblem):
        officer.desk.open_audit(audit.id)


def test_a_preview_of_what_is_here_says_so(officer: OpenDesk, bundle: Path) -> None:
    officer.desk.files.take_in(looked_into(officer, bundle))

    preview = looked_into(officer, bundle)

    assert (preview.is_news, preview.standing) == (False, Standing.KNOWN)
    assert preview.known_changes == len(preview.bundle.operations)


def test_a_preview_names_conflicts_and_what_was_written_past_the_signature(
    auditor: OpenDesk, officer: OpenDesk, audit: Audit, bundle: Path, tmp_path: Path
) -> None:
    officer.desk.files.take_in(looked_into(officer, bundle))
    officer.desk.record(officer.desk.open_audit(audit.id), {REASON: "Theirs."})
    auditor.desk.record(audit, {REASON: "Mine."})
    auditor.desk.export_bundle([audit.id], officer.desk.owner.address, tmp_path / "more.qab")

    preview = looked_into(officer, tmp_path / "more.qab")

    assert preview.audits[0].to_settle == 1
    assert preview.audits[0].changes == 1


def test_a_file_from_the_future_is_said(auditor: OpenDesk, officer: OpenDesk, audit: Audit, tmp_path: Path) -> None:
    auditor.clock.moment += timedelta(days=365)
    file = auditor.desk.export_bundle([audit.id], officer.desk.owner.address, tmp_path / "later.qab").file

    preview = looked_into(officer, file)

    assert any("future" in words for words in preview.warnings)


def test_the_sync_page_knows_what_was_handed_over_and_what_waits_on_the_server(
    auditor: OpenDesk, audit: Audit, receipt: Path
) -> None:
    (before,) = auditor.desk.sync_facts().handovers
    _, (first, *_) = auditor.store.sync.next_to_send(0, 10, 10_000)
    auditor.store.sync.settle([Answer(first.op_id, Verdict.QUARANTINED, "not_here")], auditor.clock.now())
    (waiting,) = auditor.desk.sync_facts().audits
    auditor.desk.files.take_receipt(receipt_of(auditor, receipt))

    facts = auditor.desk.sync_facts()

    assert before.titles == ("48-2207 · Live Case File Audit",)
    assert before.confirmed_at is None
    assert (waiting.audit_id, waiting.quarantined) == (audit.id, 1)
    assert facts.handed is not None
    assert facts.handovers[0].confirmed_by == "Olu Officer"
    assert (facts.audits[0].unsent, facts.audits[0].handed) == (0, facts.handed.changes)
